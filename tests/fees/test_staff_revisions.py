"""The revision pages as staff see them: every page sound, every refusal said beside what it is about."""

from datetime import datetime

import pytest
from flask import Flask

from catalogue.accounts.permissions import Role
from catalogue.fees import draft_reading
from catalogue.settings import Settings
from tests.fees.revising import COUNTY_FILE, DOCUMENT, TODAY, TOMORROW
from tests.support.pages import Page, PageClient
from tests.support.staff import sign_in

UPLOAD = "//form[contains(@action, '/upload')]"
BY_HAND = "//form[contains(@action, '/by-hand')]"
FRAME = "//form[contains(@action, '/frame')]"


@pytest.fixture
def office(own_app: Flask) -> Flask:
    """The application, whose files are read at once and in this process."""

    def read_now(_settings: Settings, number: int) -> None:
        now: datetime = own_app.extensions["clock"]()
        draft_reading.read(own_app.extensions["database"], number, lambda: now, TODAY)

    own_app.extensions["start_reading"] = read_now
    return own_app


@pytest.fixture
def editor(office: Flask) -> PageClient:
    return sign_in(office, Role.EDITOR, Role.REVIEWER)


def button(page: Page, text: str) -> str:
    """The form with a button of that text."""
    return f"//form[.//button[contains(., '{text}')]]"


def upload(pages: PageClient, content: bytes = b"", name: str = COUNTY_FILE.name) -> Page:
    import io

    form = pages.get("/staff/revisions/new").one(UPLOAD)
    data = {**dict(form.form_values()), "file": (io.BytesIO(content or COUNTY_FILE.read_bytes()), name)}
    data["kinds"] = ["admin_fee", "gov_fund", "regulated_service"]
    return pages.post(form.get("action"), data, content_type="multipart/form-data")


def by_hand(pages: PageClient, title: str = "手工调整") -> Page:
    return pages.submit(pages.get("/staff/revisions/new"), BY_HAND, title=title)


def test_a_published_file_becomes_a_draft_beside_its_cells(editor: PageClient) -> None:
    page = upload(editor)
    assert page.h1 == COUNTY_FILE.name
    assert "41 条有变化" in page.text
    row = page.one("//a[text()='土地复垦费']")
    item = editor.get(row.get("href"))
    assert "文件原文" in item.text and "征收标准" in item.text
    assert "自2026年11月23日起新增" in item.text
    assert editor.flask.get(page.url + "/file").data == COUNTY_FILE.read_bytes()


def test_the_same_file_twice_leads_to_the_first(editor: PageClient) -> None:
    first = upload(editor)
    again = upload(editor)
    assert again.url == first.url
    assert "以前上传过" in again.text


def test_a_file_that_cannot_be_read_says_why_and_can_be_withdrawn(editor: PageClient) -> None:
    page = upload(editor, b"no list at all", "a.csv")
    assert page.h1 == "文件没有读出来"
    editor.submit(page, button(page, "重新读取"))
    page = editor.submit(editor.get(page.url), button(page, "撤回，换一个文件"))
    assert page.status == 200


def test_an_empty_upload_is_told_beside_the_field(editor: PageClient) -> None:
    form = editor.get("/staff/revisions/new").one(UPLOAD)
    page = editor.post(form.get("action"), dict(form.form_values()), 400, content_type="multipart/form-data")
    assert "请选择文件" in page.text


def test_a_reading_that_died_can_be_started_again(own_app: Flask) -> None:
    own_app.extensions["start_reading"] = lambda _settings, _number: None
    editor = sign_in(own_app, Role.EDITOR)
    page = upload(editor)
    assert page.h1 == "正在读取文件"
    assert page.response.headers["Refresh"]
    now = own_app.extensions["clock"]()
    own_app.extensions["clock"] = lambda: now + draft_reading.SILENCE * 2
    page = editor.get(page.url)
    assert page.h1 == "读取中断了"
    own_app.extensions["start_reading"] = lambda _settings, number: draft_reading.read(
        own_app.extensions["database"], number, own_app.extensions["clock"], TODAY
    )
    page = editor.submit(page, button(page, "重新读取"))
    assert "41 条有变化" in page.text


def test_a_fee_is_changed_by_hand_and_published_by_three_people(office: Flask, editor: PageClient) -> None:
    page = by_hand(editor)
    page = editor.submit(
        page, FRAME, effective_date=TOMORROW.isoformat(), document=DOCUMENT, note="降低标准", title="降费"
    )
    item = editor.submit(page, button(page, "修改这一项"), code="A009.01.04")
    item = editor.submit(item, button(item, "保存"), standard_text="80元/人", rate_value="80")
    assert "降低标准" in item.text
    page = editor.submit(editor.get(page.url), button(page, "送复核"))
    assert "自己不能复核自己" in page.text
    reviewer = sign_in(office, Role.REVIEWER)
    page = reviewer.submit(reviewer.get(page.url), button(page, "复核通过"))
    publisher = sign_in(office, Role.PUBLISHER)
    page = publisher.submit(publisher.get(page.url), button(page, "发布为新的一期"))
    assert "零时自动生效" in page.text
    compare = publisher.get("/releases/1/compare/2")
    assert "80元/人" in compare.text and "1 项有变化" in compare.h1
    for ending in ("csv", "json", "docx"):
        assert publisher.flask.get(f"/releases/1/compare/2.{ending}").status_code == 200


def test_work_is_sent_back_with_a_reason_and_remarks(office: Flask, editor: PageClient) -> None:
    page = by_hand(editor)
    editor.submit(page, FRAME, effective_date=TOMORROW.isoformat(), document=DOCUMENT, note="说明")
    item = editor.submit(editor.get(page.url), button(page, "修改这一项"), code="A009.01.04")
    editor.submit(item, button(item, "保存"), standard_text="80元/人", rate_value="80")
    editor.submit(editor.get(page.url), button(page, "送复核"))
    reviewer = sign_in(office, Role.REVIEWER)
    page = reviewer.get(page.url)
    form = dict(page.one(button(page, "退回")).form_values())
    refused = reviewer.post(page.url + "/act", {**form, "act": "send_back", "reason": " "}, 400)
    assert "请写明理由" in refused.text
    page = reviewer.post(page.url + "/act", {**form, "act": "send_back", "reason": "请核对文号"})
    assert "已退回" in page.text and "请核对文号" in page.text
    old = reviewer.post(page.url + "/act", {**form, "act": "approve"}, 400)
    assert "已经有了变化" in old.text


def test_a_fee_is_ended_and_a_new_one_added(editor: PageClient) -> None:
    page = by_hand(editor)
    editor.submit(page, FRAME, effective_date=TOMORROW.isoformat(), document=DOCUMENT, note="说明")
    item = editor.submit(editor.get(page.url), button(page, "修改这一项"), code="A009.01.04")
    item = editor.submit(item, "//form[.//input[@value='end']]", end_status="suspended")
    assert "自2026年11月24日起不再收取" in item.text
    item = editor.submit(editor.get(page.url), button(page, "新增一项"), name="新费", kind="regulated_service", code="")
    assert item.text.startswith("编辑") or "新费" in item.h1
    page = editor.get(page.url)
    assert "终止 1" in page.text and "新增 1" in page.text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PUBLISHER])
def test_who_may_not_edit_sees_and_cannot(office: Flask, editor: PageClient, role: Role) -> None:
    page = by_hand(editor)
    other = sign_in(office, role)
    seen = other.get(page.url)
    assert not seen.all(FRAME)
    assert other.flask.get("/staff/revisions/new").status_code == 403
    assert other.flask.post(page.url + "/frame").status_code == 403
