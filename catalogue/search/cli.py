"""The commands `flask watches`; it calls one function and prints."""

from __future__ import annotations

import click

from catalogue import web
from catalogue.accounts import mail
from catalogue.search.watch_views import notify_all


@click.group("watches")
def watches() -> None:
    """Those who are told when the lists change."""


@watches.command("notify")
def notify() -> None:
    """Queue a letter for everybody whose fees changed in a release that took effect; run it daily, and `mail send`."""
    if not mail.is_set_up(web.settings()):
        raise click.ClickException("set SMTP_HOST, MAIL_FROM and PUBLIC_URL first")
    click.echo(f"{notify_all()} queued")
