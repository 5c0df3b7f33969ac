"""Words that staff change: seen beforehand, saved with a reason, found at once, undone, kept over a reload."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.accounts.models import AuditRow
from catalogue.accounts.permissions import Role
from catalogue.fees.loading import load
from catalogue.messages import Problem
from catalogue.search.models import WordEditRow
from catalogue.search.word_editing import reapply, rows_of
from catalogue.search.word_lists import LISTS, read_row
from tests.support import staff
from tests.support.pages import Page, PageClient
from tests.support.stores import NOW

EDIT = "//form[contains(@action,'/preview')]"
SAVE = "//form[.//input[@name='edit']]"
WORD = "咕噜咕噜"


@pytest.fixture
def editor(own_app: Flask) -> PageClient:
    return staff.sign_in(own_app, Role.EDITOR)


def looked_at(editor: PageClient, name: str, query: str = "", **values: str) -> Page:
    """The preview of a change."""
    return editor.submit(editor.get(f"/staff/words/{name}/edit{query}"), EDIT, **values)


def add_alias(editor: PageClient) -> Page:
    page = looked_at(editor, "aliases", word=WORD, code="A009.02.01", sort="everyday")
    return editor.submit(page, SAVE, reason="窗口上都这么说")


def first_fee(pages: PageClient, query: str) -> list[str]:
    found = pages.get("/fees", query_string={"q": query}).links()
    return [link for link in found if link.startswith("/fees/")][:1]


def test_a_preview_tells_which_searches_change_and_changes_nothing(own_app: Flask, editor: PageClient) -> None:
    page = looked_at(editor, "aliases", word=WORD, code="A009.02.01", sort="everyday")
    row = page.one(f"//table//tr[th[contains(., '{WORD}')]]").text_content()
    assert "没有找到" in row or "没有把握" in row
    assert "A009.02.01" in row
    assert "变为 俗称" in page.text
    with own_app.extensions["database"].sessions() as session:
        assert rows_of(session, "aliases", WORD, "A009.02.01") == []


def test_a_saved_name_finds_its_fee_and_an_undone_one_no_more(own_app: Flask, editor: PageClient) -> None:
    reader = PageClient(own_app)
    assert "/fees/A009.02.01" not in first_fee(reader, WORD)
    page = add_alias(editor)
    assert WORD in page.text
    assert first_fee(reader, WORD) == ["/fees/A009.02.01"]
    editor.submit(page, "//form[contains(@action,'/undo/')]")
    assert first_fee(reader, WORD) != ["/fees/A009.02.01"]
    with own_app.extensions["database"].sessions() as session:
        acts = list(
            session.scalars(select(AuditRow.action).where(AuditRow.object_type == "word").order_by(AuditRow.id))
        )
    assert acts == ["words.changed", "words.undone"]


def test_what_is_undone_cannot_be_undone_again(editor: PageClient) -> None:
    form = add_alias(editor).one("//form[contains(@action,'/undo/')]")
    data = dict(form.form_values())
    assert editor.flask.post(form.get("action"), data=data).status_code == 303
    assert editor.flask.post(form.get("action"), data=data).status_code == 400
    assert editor.flask.post("/staff/words/undo/99999", data=data).status_code == 400


def test_a_change_needs_a_reason(own_app: Flask, editor: PageClient) -> None:
    page = looked_at(editor, "stop_words", word=WORD)
    editor.submit(page, SAVE, status=400, reason="  ")
    with own_app.extensions["database"].sessions() as session:
        assert session.scalar(select(WordEditRow.id)) is None


def test_who_looked_before_another_change_is_told_so(editor: PageClient) -> None:
    first = looked_at(editor, "synonyms", word=WORD, means="护照")
    second = looked_at(editor, "synonyms", word=WORD, means="签证")
    editor.submit(first, SAVE, reason="一")
    page = editor.submit(second, SAVE, status=400, reason="二")
    assert "刚刚被别人改过" in page.text


def test_changes_survive_the_loading_of_the_lists(own_app: Flask, editor: PageClient, tmp_path: Path) -> None:
    add_alias(editor)
    page = looked_at(editor, "regions", "?word=370402", short_name="市中城区")
    editor.submit(page, SAVE, reason="叫法")
    with own_app.extensions["database"].transaction() as session:
        load(session, own_app.extensions["settings"].data, NOW)
        reapply(session)
        assert rows_of(session, "aliases", WORD, "A009.02.01") == [{"sort": "everyday"}]
        assert rows_of(session, "regions", "370402") == [{"short_name": "市中城区"}]


def test_a_word_can_go_and_come_back(own_app: Flask, editor: PageClient) -> None:
    with own_app.extensions["database"].sessions() as session:
        assert rows_of(session, "stop_words", "请问")
    form = editor.get("/staff/words/stop_words/edit?word=请问").one(EDIT)
    page = editor.post(form.get("action"), {**dict(form.form_values()), "act": "remove"})
    page = editor.submit(page, SAVE, reason="试试")
    with own_app.extensions["database"].sessions() as session:
        assert rows_of(session, "stop_words", "请问") == []
    editor.submit(page, "//form[contains(@action,'/undo/')]")
    with own_app.extensions["database"].sessions() as session:
        assert rows_of(session, "stop_words", "请问")


def test_a_day_off_counts_in_the_calendar(own_app: Flask, editor: PageClient) -> None:
    page = looked_at(editor, "days", word="2026-11-24", sort="off")
    editor.submit(page, SAVE, reason="临时放假")
    assert "2026-11-24" in editor.get("/staff/words/days").text
    assert editor.get("/staff/due").status == 200


@pytest.mark.parametrize("name", LISTS)
def test_every_list_can_be_read_and_searched(editor: PageClient, name: str) -> None:
    editor.get(f"/staff/words/{name}")
    assert "共 0 个" in editor.get(f"/staff/words/{name}?q=没有这样的词").text
    editor.get(f"/staff/words/{name}/edit")


def test_a_reviewer_reads_and_changes_nothing(own_app: Flask) -> None:
    reviewer = staff.sign_in(own_app, Role.REVIEWER)
    assert not [link for link in reviewer.get("/staff/words/aliases").links() if "/edit" in link]
    reviewer.get("/staff/words/aliases/edit", status=403)


@pytest.mark.parametrize(
    ("name", "word", "given"),
    [
        ("aliases", "", {"sort": "everyday"}),
        ("aliases", "x", {"sort": "invented"}),
        ("aliases", "长" * 61, {"sort": "everyday"}),
        ("synonyms", "x", {"means": " ; "}),
        ("days", "明天", {"sort": "off"}),
        ("stop_words", "a\0b", {}),
    ],
)
def test_what_is_no_word_is_refused(name: str, word: str, given: dict[str, str]) -> None:
    with pytest.raises(Problem):
        read_row(LISTS[name], word, given)


def test_a_name_of_no_fee_is_refused_beside_its_field(editor: PageClient) -> None:
    form = editor.get("/staff/words/aliases/edit").one(EDIT)
    data = {**dict(form.form_values()), "word": "x", "code": "Q999", "sort": "everyday"}
    page = editor.post(form.get("action"), data, status=400)
    assert page.one("//input[@name='code']").get("aria-invalid") == "true"
    token = data["csrf_token"]
    for packed in ("", "[]", '["x","Q999",[{"sort":"everyday"}],[]]', '["x","",[],[],1]'):
        editor.post("/staff/words/aliases", {"csrf_token": token, "edit": packed, "reason": "x"}, status=400)
