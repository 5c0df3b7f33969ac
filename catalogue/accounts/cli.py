"""The commands `flask staff`, `flask audit` and `flask mail`; it parses, calls one function and prints."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app, url_for
from sqlalchemy.orm import Session

from catalogue import web
from catalogue.accounts import audit as trail
from catalogue.accounts import mail as outbox
from catalogue.accounts import people, security
from catalogue.accounts.models import StaffRow
from catalogue.accounts.passwords import common_words
from catalogue.accounts.permissions import Role
from catalogue.messages import Problem

ACTOR = "flask"


@click.group("staff")
def staff() -> None:
    """The people who keep the lists."""


@staff.command("create")
@click.argument("name")
@click.argument("email")
@click.option(
    "--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]), help="May be repeated."
)
@click.option("--department", default="", help="For a handler: the department whose cases they handle.")
@click.option("--link", is_flag=True, help="Print a link to set the password with, instead of asking for one.")
def create_staff(name: str, email: str, roles: tuple[str, ...], department: str, link: bool) -> None:
    """Take somebody on; without --role as administrator."""
    chosen = [Role(role) for role in roles] or [Role.ADMINISTRATOR]
    password = "" if link else click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        with web.database().transaction() as session:
            row = people.create(session, ACTOR, name, email, chosen, department, web.now())
            if password:
                common = common_words(web.settings().data / "common_passwords.csv")
                people.set_password(session, ACTOR, row, password, common, web.now())
            token = security.password_link_token(row)
    except Problem as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{row.id}: {row.name} <{row.email}>: {', '.join(sorted(role.value for role in chosen))}")
    if link:
        click.echo(f"Set the password within {security.LINK_HOURS} hours at: {_address(token)}")


@staff.command("list")
def list_staff() -> None:
    """Everybody, with roles and department."""
    with web.database().sessions() as session:
        for row in people.everybody(session):
            standing = "active" if row.active else "disabled"
            factor = "second factor" if row.totp_secret else "no second factor"
            roles = ", ".join(str(role.name) for role in row.roles)
            click.echo(f"{row.id}: {row.name} <{row.email}>: {roles}; {row.department or '-'}; {standing}; {factor}")


@staff.command("disable")
@click.argument("login")
@click.option("--reason", prompt=True, help="Goes to the audit trail.")
def disable_staff(login: str, reason: str) -> None:
    """Close the account of LOGIN (name or e-mail address) and sign it out everywhere."""
    with _one(login) as (session, row):
        people.deactivate(session, ACTOR, row, reason, web.now())
    click.echo(f"{row.id}: {row.name} is disabled.")


@staff.command("reset-second-factor")
@click.argument("login")
@click.option("--reason", prompt=True, help="Goes to the audit trail.")
def reset_second_factor(login: str, reason: str) -> None:
    """Take a lost telephone out of the account of LOGIN; for the administrator whom no other can help."""
    with _one(login) as (session, row):
        people.reset_second_factor(session, ACTOR, row, reason, web.now())
    click.echo(f"{row.id}: {row.name} enrols a new second factor at the next sign-in.")


@staff.command("link")
@click.argument("login")
def link_for_staff(login: str) -> None:
    """Print a link with which LOGIN sets a new password; the account is signed out everywhere."""
    with _one(login) as (session, row):
        token = people.new_link(session, ACTOR, row, web.now())
    click.echo(f"Set the password within {security.LINK_HOURS} hours at: {_address(token)}")


@contextmanager
def _one(login: str) -> Iterator[tuple[Session, StaffRow]]:
    """A member of staff in a transaction; what cannot be done ends with one sentence."""
    try:
        with web.database().transaction() as session:
            row = people.find(session, login)
            if row is None:
                raise click.ClickException(f"nobody is called {login}; see: flask staff list")
            yield session, row
    except Problem as problem:
        raise click.ClickException(str(problem)) from problem


@click.group("audit")
def audit() -> None:
    """The trail of what staff have done."""


@audit.command("verify")
@click.option("--expect", default="", help="A head that was kept outside; it must still be part of the trail.")
def verify_audit(expect: str) -> None:
    """Check every entry and the chain, and print the head."""
    with web.database().sessions() as session:
        proof = trail.verify(session, expect.strip().lower())
    if not proof.intact:
        click.echo(f"NOT INTACT: {proof.reason}", err=True)
        sys.exit(1)
    click.echo(f"intact: {proof.entries} entries, head {proof.head}")


@audit.command("head")
def head_of_audit() -> None:
    """Print the head, to be kept outside: whoever has it notices a trail that was cut or rewritten."""
    with web.database().sessions() as session:
        click.echo(trail.head(session).head)


@click.group("mail")
def mail() -> None:
    """The outbox."""


@mail.command("send")
def send_mail() -> None:
    """Send the letters that are due; run it every few minutes."""
    if not outbox.is_set_up(web.settings()):
        raise click.ClickException("set SMTP_HOST, MAIL_FROM and PUBLIC_URL first")
    sent, failed = outbox.deliver(web.database(), web.settings(), web.now())
    click.echo(f"{sent} sent, {failed} to be tried again")
    if failed:
        sys.exit(1)


def _address(token: str) -> str:
    settings = web.settings()
    public = settings.public_url or f"http://{settings.host}:{settings.port}"
    with current_app.test_request_context():
        return public + url_for("accounts.new_password", token=token)
