"""The commands of `flask`: prepare, verify and the tools of the rooms; it parses, calls one function and prints."""

from __future__ import annotations

import sys

import click
from flask import Flask, current_app

from catalogue import web
from catalogue.database import Database
from catalogue.fees.releases import verify
from catalogue.preparing import prepare


def register_commands(app: Flask) -> None:
    """Add the commands to the application."""
    for command in (prepare_command, releases):
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
