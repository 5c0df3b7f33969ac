"""Sign-in leaves public pages alone: no cookie, no look at the staff tables, no page of Flask-Security's own."""

import pytest
import sqlalchemy as sa
from flask import Flask

from catalogue.accounts.models import StaffRow
from tests.support import staff
from tests.support.pages import PageClient

PAGES = ["/", "/fees", "/fees?q=证", "/check", "/changes", "/releases", "/about/data", "/healthz", "/nowhere"]
PROGRAMS = ["/api/v1/fees", "/api/v1/suggest?q=zz", "/fees.csv", "/feed.atom"]


@pytest.mark.parametrize("address", [*PAGES, *PROGRAMS])
def test_a_reader_gets_no_cookie(app: Flask, address: str) -> None:
    response = app.test_client().get(address)
    assert "Set-Cookie" not in response.headers


def test_only_the_language_is_remembered(app: Flask) -> None:
    cookies = app.test_client().get("/?lang=en").headers.getlist("Set-Cookie")
    assert [cookie.split("=")[0] for cookie in cookies] == ["lang"]


@pytest.mark.parametrize("address", PROGRAMS)
def test_answers_for_programs_do_not_depend_on_cookies(app: Flask, address: str) -> None:
    response = app.test_client().get(address)
    if address.startswith("/api/"):
        assert "Cookie" not in response.vary


@pytest.mark.parametrize("address", ["/", "/fees", "/check"])
def test_public_pages_do_not_ask_who_is_signed_in(own_app: Flask, address: str) -> None:
    """Also not for staff: what they see there is what everybody sees."""
    pages, asked = staff.sign_in(own_app), list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    engine = own_app.extensions["database"].engine
    sa.event.listen(engine, "before_cursor_execute", note)
    pages.get(address)
    assert asked
    assert [statement for statement in asked if "staff" in statement] == []


@pytest.mark.parametrize(
    "address", ["/login", "/logout", "/register", "/reset", "/tf-setup", "/mf-recovery", "/us-signin"]
)
def test_pages_of_the_library_are_not_there(pages: PageClient, address: str) -> None:
    pages.get(address, status=404)


def test_a_token_in_the_address_signs_nobody_in(own_app: Flask) -> None:
    person = staff.make(own_app)
    with own_app.test_request_context(), own_app.extensions["database"].sessions() as session:
        token = session.get_one(StaffRow, person.id).get_auth_token()
    headers = {"Authentication-Token": str(token)}
    assert PageClient(own_app).get("/staff", headers=headers).h1 == "工作人员登录"
    assert PageClient(own_app).get(f"/staff?auth_token={token}").h1 == "工作人员登录"
