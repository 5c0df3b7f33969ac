"""Staff for tests: made and signed in as the pages do it."""

from datetime import datetime
from itertools import count
from typing import Any

from click.testing import Result
from flask import Flask

from catalogue.accounts import people, security
from catalogue.accounts.models import StaffRow
from catalogue.accounts.passwords import common_words
from catalogue.accounts.permissions import Person, Role
from tests.support.pages import PageClient

PASSWORD = "slow tortoise under the willow"  # good enough, and known to nobody's list
_numbers = count(1)


def make(app: Flask, *roles: Role, name: str = "", department: str = "", password: str = PASSWORD) -> Person:
    """A member of staff with these roles, who can sign in with `PASSWORD`."""
    name = name or f"同事{next(_numbers)}"
    email = f"staff{next(_numbers)}@example.org"
    now: datetime = app.extensions["clock"]()
    with app.app_context(), app.extensions["database"].transaction() as session:
        row = people.create(session, "test", name, email, roles, department or "财政局", now)
        if password:
            common = common_words(app.extensions["settings"].data / "common_passwords.csv")
            people.set_password(session, "test", row, password, common, now)
        return row.person()


def sign_in(app: Flask, *roles: Role, **options: Any) -> PageClient:
    """A browser in which a new member of staff with these roles has signed in."""
    return sign_in_as(app, make(app, *roles, **options))


def sign_in_as(app: Flask, person: Person, password: str = PASSWORD) -> PageClient:
    """A browser in which this member of staff, who has no second factor, has signed in."""
    pages = PageClient(app)
    done = pages.submit(pages.get("/staff/sign-in"), SIGN_IN, login=person.name, password=password)
    assert done.url.startswith("/staff"), done.url
    return pages


SIGN_IN = "//form[.//input[@name='login']]"


def code_for(app: Flask, person: Person, later: int = 0) -> str:
    """What the person's telephone shows, so many seconds later."""
    with app.app_context(), app.extensions["database"].sessions() as session:
        secret = session.get_one(StaffRow, person.id).totp_secret
        at = app.extensions["clock"]().timestamp() + later
        return str(security.codes()._totp.from_source(secret).generate(time=at).token)


def run(app: Flask, *words: str, typed: str = "") -> Result:
    """`flask …` in this application."""
    with app.app_context():
        return app.test_cli_runner().invoke(args=list(words), input=typed)
