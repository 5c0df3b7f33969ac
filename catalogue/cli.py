"""The commands of `flask`: prepare, verify and the tools of the rooms; it parses, calls one function and prints."""

from __future__ import annotations

import sys

import click
from flask import Flask, current_app

from catalogue import web
from catalogue.accounts.cli import audit, mail, staff
from catalogue.checks.cli import check_workbook
from catalogue.database import Database
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.importing.cli import lists
from catalogue.fees.rates import rate_report
from catalogue.fees.releases import verify
from catalogue.preparing import prepare
from catalogue.search.cli import watches
from catalogue.search.due_views import due


def register_commands(app: Flask) -> None:
    """Add the commands to the application."""
    for command in (prepare_command, releases, rates, lists, staff, audit, mail, watches, due, check_workbook):
        app.cli.add_command(command)


@click.command("prepare")
def prepare_command() -> None:
    """Bring tables, data, translations and index up to date."""
    prepare(web.settings(), web.database(), web.now(), click.echo)
    click.echo("Ready.")


@click.group("releases")
def releases() -> None:
    """The published editions of the lists."""


@releases.command("verify")
def verify_releases() -> None:
    """Check every release against its hash and the chain."""
    database: Database = current_app.extensions["database"]
    with database.sessions() as session:
        proofs = verify(session)
    for proof in proofs:
        click.echo(f"release {proof.number}: {'intact' if proof.intact else proof.reason}")
    if not proofs or not all(proof.intact for proof in proofs):
        sys.exit(1)


@click.group("rates")
def rates() -> None:
    """The rates as they can be read from their wordings."""


@rates.command("report")
@click.option("--codes", is_flag=True, help="Name the fees behind every reason.")
def report_rates(codes: bool) -> None:
    """Count the wordings of today's lists that are read into rates, and say why the others are not."""
    database: Database = current_app.extensions["database"]
    with database.sessions() as session:
        catalogue = Catalogue(session)
        release = catalogue.latest_edition(web.today()).number
        latest = {entry.code: entry for entry in catalogue.all_versions(release) if not entry.record_only}
        report = rate_report(latest.values())
    counted = {
        "fees": report.total,
        "without a wording": len(report.no_wording),
        "read completely": len(report.complete),
        "read in part": len(report.partial),
        "wording only": len(report.unread),
    }
    for what, number in counted.items():
        click.echo(f"{number:5}  {what}")
    for reason, fees in sorted(report.reasons.items(), key=lambda pair: -len(pair[1])):
        click.echo(f"{len(fees):5}  {reason}" + (f"  {' '.join(fees)}" if codes else ""))
