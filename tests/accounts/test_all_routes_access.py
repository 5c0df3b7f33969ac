"""Every route and who may call it; a route without a row here fails, and every staff route is tried as everybody.

For a new route add a row: PUBLIC, OWN (any staff, their own account), or a permission (see accounts/permissions.py).
"""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from catalogue.accounts.permissions import PERMISSIONS, Role
from tests.support import staff
from tests.support.pages import PageClient

PUBLIC, OWN = "public", "own"
SIGN_IN = "/staff/sign-in"

TABLE = {
    "GET /": PUBLIC,
    "GET /.well-known/security.txt": PUBLIC,
    "GET /about/accessibility": PUBLIC,
    "GET /about/api": PUBLIC,
    "GET /about/data": PUBLIC,
    "GET /about/privacy": PUBLIC,
    "POST /api/v1/checks": PUBLIC,
    "POST /api/v1/checks/batch": PUBLIC,
    "GET /api/v1/fees": PUBLIC,
    "GET /api/v1/fees/<code>": PUBLIC,
    "GET /api/v1/fees/<code>/history": PUBLIC,
    "GET /api/v1/openapi.json": PUBLIC,
    "GET /api/v1/releases": PUBLIC,
    "GET /api/v1/releases/<before>/compare/<after>": PUBLIC,
    "GET /api/v1/releases/<number>": PUBLIC,
    "GET /api/v1/reliefs": PUBLIC,
    "GET /api/v1/suggest": PUBLIC,
    "GET /boards": PUBLIC,
    "GET /boards/<slug>": PUBLIC,
    "GET /boards/check": PUBLIC,
    "GET /changes": PUBLIC,
    "GET /burden": PUBLIC,
    "GET /check": PUBLIC,
    "POST /check": PUBLIC,
    "GET /check/form": PUBLIC,
    "GET /check/letter": PUBLIC,
    "GET /check/workbook": PUBLIC,
    "POST /check/workbook": PUBLIC,
    "GET /check/workbook/<token>": PUBLIC,
    "POST /check/workbook/<token>": PUBLIC,
    "POST /check/workbook/<token>/delete": PUBLIC,
    "GET /check/workbook/<token>/file": PUBLIC,
    "GET /checks/<number>": PUBLIC,
    "GET /complaints/new": PUBLIC,
    "POST /complaints/new": PUBLIC,
    "GET /dcat.jsonld": PUBLIC,
    "GET /feed.atom": PUBLIC,
    "GET /fees": PUBLIC,
    "GET /fees.csv": PUBLIC,
    "GET /fees.json": PUBLIC,
    "GET /fees.xlsx": PUBLIC,
    "GET /fees/<code>": PUBLIC,
    "GET /fees/<code>/notice": PUBLIC,
    "GET /healthz": PUBLIC,
    "GET /releases": PUBLIC,
    "GET /releases/<number>": PUBLIC,
    "GET /releases/<number>.json": PUBLIC,
    "GET /releases/<before>/compare/<after>": PUBLIC,
    "GET /releases/<before>/compare/<after>.csv": PUBLIC,
    "GET /releases/<before>/compare/<after>.docx": PUBLIC,
    "GET /releases/<before>/compare/<after>.json": PUBLIC,
    "GET /reliefs": PUBLIC,
    "GET /reliefs/which": PUBLIC,
    "GET /watch": PUBLIC,
    "POST /watch": PUBLIC,
    "GET /watch/<token>/confirm": PUBLIC,
    "POST /watch/<token>/confirm": PUBLIC,
    "GET /watch/<token>/stop": PUBLIC,
    "POST /watch/<token>/stop": PUBLIC,
    "GET /static/<path:filename>": PUBLIC,
    "GET /suggest": PUBLIC,
    "GET /staff/sign-in": PUBLIC,
    "POST /staff/sign-in": PUBLIC,
    "GET /staff/sign-in/code": PUBLIC,
    "POST /staff/sign-in/code": PUBLIC,
    "GET /staff/password/forgotten": PUBLIC,
    "POST /staff/password/forgotten": PUBLIC,
    "GET /staff/password/new/<token>": PUBLIC,
    "POST /staff/password/new/<token>": PUBLIC,
    "GET /staff": OWN,
    "POST /staff/sign-out": OWN,
    "GET /staff/account": OWN,
    "POST /staff/account/password": OWN,
    "POST /staff/account/recovery-codes": OWN,
    "GET /staff/account/second-factor": OWN,
    "POST /staff/account/second-factor": OWN,
    "POST /staff/account/sessions/<int:number>/end": OWN,
    "POST /staff/account/sessions/end": OWN,
    "GET /staff/due": "calendar.read",
    "GET /staff/words": "words.read",
    "GET /staff/words/<name>": "words.read",
    "POST /staff/words/<name>": "words.edit",
    "GET /staff/words/<name>/edit": "words.edit",
    "POST /staff/words/<name>/preview": "words.edit",
    "POST /staff/words/undo/<int:number>": "words.edit",
    "GET /staff/people": "people.read",
    "GET /staff/people/<int:number>": "people.read",
    "GET /staff/people/new": "people.edit",
    "POST /staff/people/new": "people.edit",
    "POST /staff/people/<int:number>/activate": "people.edit",
    "POST /staff/people/<int:number>/deactivate": "people.edit",
    "POST /staff/people/<int:number>/link": "people.edit",
    "POST /staff/people/<int:number>/roles": "people.edit",
    "POST /staff/people/<int:number>/second-factor/reset": "people.edit",
    "GET /staff/audit": "audit.read",
    "GET /staff/revisions": "lists.read",
    "GET /staff/revisions/<int:number>": "lists.read",
    "GET /staff/revisions/<int:number>/file": "lists.read",
    "GET /staff/revisions/<int:number>/items/<int:item_id>": "lists.read",
    "GET /staff/revisions/new": "lists.edit",
    "POST /staff/revisions/by-hand": "lists.edit",
    "POST /staff/revisions/upload": "lists.edit",
    "POST /staff/revisions/<int:number>/confirm": "lists.edit",
    "POST /staff/revisions/<int:number>/fees": "lists.edit",
    "POST /staff/revisions/<int:number>/frame": "lists.edit",
    "POST /staff/revisions/<int:number>/items/<int:item_id>": "lists.edit",
    "POST /staff/revisions/<int:number>/read": "lists.edit",
    "POST /staff/revisions/<int:number>/act": "lists.discuss",
    "POST /staff/revisions/<int:number>/items/<int:item_id>/remarks": "lists.discuss",
    "POST /staff/revisions/<int:number>/publish": "lists.publish",
}
GUARDED = [(route, who) for route, who in TABLE.items() if who != PUBLIC]


def routes(app: Flask) -> set[str]:
    """Every route as `METHOD rule`."""
    rules = app.url_map.iter_rules()
    return {f"{method} {rule.rule}" for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}


def call(pages: PageClient, route: str, token: str = "") -> TestResponse:
    """Call a route with made-up values and, for a form, nothing but its token."""
    method, rule = route.split()
    address = re.sub(r"<[^>]+>", lambda part: "999999" if part.group().startswith("<int:") else "x", rule)
    return pages.flask.open(address, method=method, data={"csrf_token": token} if method != "GET" else None)


def token_of(pages: PageClient) -> str:
    return str(pages.get("/staff").all("//input[@name='csrf_token']/@value")[0])


def is_sent_to_sign_in(response: TestResponse) -> bool:
    return response.status_code == 303 and response.location.startswith(SIGN_IN)


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert routes(app) - TABLE.keys() == set(), "say in the table who may call these"
    assert TABLE.keys() - routes(app) == set(), "these are gone"


def test_the_table_names_permissions_that_exist() -> None:
    assert {who for _, who in GUARDED} - {OWN} <= PERMISSIONS.keys()


def test_whatever_is_for_staff_only_stands_under_staff() -> None:
    assert all(route.split()[1].startswith("/staff") for route, _ in GUARDED)


def test_no_form_needs_only_the_permission_to_read() -> None:
    assert [route for route, who in GUARDED if who.endswith(".read") and not route.startswith("GET ")] == []


@pytest.mark.parametrize("route", [route for route, _ in GUARDED])
def test_the_public_is_sent_to_the_sign_in(app: Flask, route: str) -> None:
    response = call(PageClient(app), route)
    assert is_sent_to_sign_in(response), response.status
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", [None, *Role])
def test_every_role_may_call_what_the_table_says_and_nothing_else(own_app: Flask, role: Role | None) -> None:
    roles = [role] if role else []
    pages, wrong = staff.sign_in(own_app, *roles), []
    token = token_of(pages)
    for route, who in GUARDED:
        response = call(pages, route, token)
        if who == OWN:
            if response.status_code == 403:
                wrong.append((route, response.status))
            if route.startswith("POST"):
                pages = staff.sign_in(own_app, *roles)
                token = token_of(pages)
        else:
            may = role in PERMISSIONS[who]
            refused = response.status_code == 403
            if may == refused or is_sent_to_sign_in(response):
                wrong.append((route, response.status))
    assert wrong == []


def test_no_form_of_staff_is_taken_without_its_token(own_app: Flask) -> None:
    answers = {}
    for role in Role:
        pages = staff.sign_in(own_app, role)
        for route, who in GUARDED:
            if route.startswith("POST") and (who == OWN or role in PERMISSIONS[who]):
                answers[route] = call(pages, route).status_code
    assert {route for route, status in answers.items() if status != 400} == set()
    assert answers.keys() == {route for route, _ in GUARDED if route.startswith("POST")}
