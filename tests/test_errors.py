"""Failures are answered by a page, or by problem details where the API was asked; never by a stack trace."""

import logging

import pytest
from flask import Flask, render_template

from catalogue.messages import Problem, say
from tests.support.pages import PageClient


@pytest.fixture
def failing(own_app: Flask) -> Flask:
    """An application with addresses that fail in every way."""

    @own_app.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError("secret inner detail")

    @own_app.get("/api/v1/broken")
    def broken_api() -> str:
        raise ZeroDivisionError("secret inner detail")

    @own_app.get("/refused")
    def refused() -> str:
        raise Problem(say("“%(what)s”不行。", what="<b>这个</b>"), "what")

    own_app.config["PROPAGATE_EXCEPTIONS"] = False
    return own_app


def test_an_unknown_address_is_a_page_that_helps_on(pages: PageClient) -> None:
    assert pages.get("/no/such/page", status=404).all("//main//a[@href='/']")


def test_an_inner_failure_shows_no_detail_and_is_logged(failing: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        page = PageClient(failing).get("/broken", status=500)
    assert "secret" not in page.response.get_data(as_text=True)
    assert "secret inner detail" in caplog.text


def test_the_api_answers_failures_with_problem_details(failing: Flask) -> None:
    answer = failing.test_client().get("/api/v1/broken")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert answer.json is not None
    assert answer.json["status"] == 500
    assert "secret" not in answer.get_data(as_text=True)


def test_bad_input_is_told_in_its_own_words_and_never_as_markup(failing: Flask) -> None:
    page = PageClient(failing).get("/refused", status=400)
    assert "“<b>这个</b>”不行。" in page.text
    assert not page.all("//main//b[text()='这个']")


def test_when_even_the_frame_fails_a_plain_page_remains(failing: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> str:
        raise RuntimeError("no template")

    monkeypatch.setattr("catalogue.errors.render_template", fail)
    assert render_template is not fail
    answer = failing.test_client().get("/broken")
    assert answer.status_code == 500
    assert "12345" in answer.get_data(as_text=True)


def test_a_wrong_method_says_which_are_allowed(pages: PageClient) -> None:
    assert "GET" in pages.post("/fees", status=405).response.headers["Allow"]
