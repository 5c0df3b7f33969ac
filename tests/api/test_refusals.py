"""What the API refuses, in problem details that name what is at fault; nothing of it is an unexpected failure."""

from typing import Any

import pytest
from flask.testing import FlaskClient


def problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text[:300]
    assert response.mimetype == "application/problem+json"
    details: dict[str, Any] = response.get_json()
    assert details["status"] == status and details["title"] and details["detail"]
    return details


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/fees?kid=admin_fee", "kid"),
        ("/fees?kind=tax", "kind"),
        ("/fees?level=village", "level"),
        ("/fees?status=gone", "status"),
        ("/fees?place=999999", "place"),
        ("/fees?business=perhaps", "business"),
        ("/fees?page=0", "page"),
        ("/fees?page=-1", "page"),
        ("/fees?page=1e3", "page"),
        ("/fees?page=99999999999999999999", "page"),
        ("/fees?per_page=101", "per_page"),
        ("/fees?on=2026-02-30", "on"),
        ("/fees?on=1900-01-01", "on"),
        ("/fees?on=2999-01-01", "on"),
        ("/fees?on=today", "on"),
        ("/fees?on=", "on"),
        ("/fees?release=9", "release"),
        ("/fees?release=0", "release"),
        ("/fees?release=one", "release"),
        ("/fees?release=%00", "release"),
        ("/fees?region=123456", "region"),
        ("/fees?region=3704", "region"),
        ("/fees?region=%00%00%00%00%00%00", "region"),
        ("/fees?region=", "region"),
        ("/fees?lang=fr", "lang"),
        ("/fees?q=a&q=b", "q"),
        ("/fees?on=2026-01-01&on=2026-01-02", "on"),
        ("/fees/F008?q=1", "q"),
        ("/suggest?limit=5", "limit"),
        ("/releases?page=1", "page"),
        ("/reliefs?codes=F008", "codes"),
    ],
)
def test_a_wrong_parameter_is_named(client: FlaskClient, path: str, field: str) -> None:
    assert problem(client.get(f"/api/v1{path}"), 400)["field"] == field


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/fees/NOTHING",
        "/fees/%00",
        "/fees/" + "A" * 500,
        "/fees/NOTHING/history",
        "/releases/99",
        "/releases/x",
        "/releases/1/compare/2",
    ],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    problem(client.get(f"/api/v1{path}"), 404)


def test_what_is_not_there_is_not_found_on_every_database(own_client: FlaskClient) -> None:
    problem(own_client.get("/api/v1/fees/%00"), 404)
    problem(own_client.get("/api/v1/reliefs?code=%00"), 404)
    problem(own_client.get("/api/v1/fees?region=%00%00%00%00%00%00"), 400)


def test_another_method_is_refused_and_the_right_one_is_named(client: FlaskClient) -> None:
    response = client.post("/api/v1/fees")
    problem(response, 405)
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "AND OR NOT",
        "[",
        "name:水 OR (",
        "'; DROP TABLE fee; --",
        "%",
        "🧾🧾",
        "\u202e费收\u202c",
        "\x00\x07水",
        "水" * 10_000,
        "ＡＢＣ１２３",
        " ",
        "{{7*7}}",
    ],
)
def test_any_text_may_be_searched(client: FlaskClient, text: str) -> None:
    response = client.get("/api/v1/fees", query_string={"q": text})
    assert response.status_code == 200
    assert response.get_json()["match"] in ("exact", "probable", "weak", "none")
    assert client.get("/api/v1/suggest", query_string={"q": text}).status_code == 200


def test_an_unknown_parameter_is_quoted_without_its_control_characters(client: FlaskClient) -> None:
    details = problem(client.get("/api/v1/fees?%00%E2%80%AEx=1"), 400)
    assert details["field"] == "\ufffd\ufffdx"


def test_a_page_ignores_a_parameter_that_it_does_not_know(client: FlaskClient) -> None:
    assert client.get("/fees?utm_source=somewhere").status_code == 200
