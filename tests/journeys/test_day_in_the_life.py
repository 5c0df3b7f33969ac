"""A day in the life of the lists: from a county's file to a release that every page, file and feed speaks for."""

import io
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from catalogue.accounts.permissions import Role
from catalogue.fees import draft_reading
from catalogue.settings import ROOT, Settings
from tests.support.pages import Page, PageClient
from tests.support.staff import sign_in

FILE = ROOT / "tests/fees/importing/cases/02_county_two_row_header.xls"
DOCUMENT = "枣发改〔2026〕12号"
CHANGED = "A009.01.04"
NEW = "馆内遗体搬运费"


class Clock:
    """A clock that is moved by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock(own_app: Flask, now: datetime) -> Clock:
    moving = Clock(now)
    own_app.extensions["clock"] = moving

    def read_now(_settings: Settings, number: int) -> None:
        draft_reading.read(own_app.extensions["database"], number, moving, moving().date())

    own_app.extensions["start_reading"] = read_now
    return moving


def button(text: str) -> str:
    return f"//form[.//button[contains(., '{text}')]]"


def imported(editor: PageClient) -> Page:
    form = editor.get("/staff/revisions/new").one("//form[contains(@action, '/upload')]")
    data = {**dict(form.form_values()), "file": (io.BytesIO(FILE.read_bytes()), FILE.name)}
    data["kinds"] = ["admin_fee", "gov_fund", "regulated_service"]
    return editor.post(form.get("action"), data, content_type="multipart/form-data")


def mend(editor: PageClient, address: str, name: str, **fields: str) -> Page:
    """Correct the change of that name, as an editor does on its page."""
    link = editor.get(f"{address}?show=open").one(f"//a[text()='{name}']").get("href")
    return editor.submit(editor.get(link), button("保存"), **fields)


def confirm_the_rest(editor: PageClient, address: str) -> Page:
    page = editor.get(address)
    while page.all(button("全部确认")):
        page = editor.submit(page, f"({button('全部确认')})[1]")
    return page


def verified(tmp_path: Path, *files: bytes) -> int:
    """What the standalone script says of downloaded releases."""
    names = []
    for number, content in enumerate(files):
        names.append(str(tmp_path / f"release-{number}.json"))
        Path(names[-1]).write_bytes(content)
    return subprocess.run([sys.executable, ROOT / "tools/verify_release.py", *names], capture_output=True).returncode


def test_a_day_in_the_life(own_app: Flask, clock: Clock, tmp_path: Path) -> None:
    public = PageClient(own_app)
    before_file = public.flask.get("/fees.csv?q=" + NEW)

    # The editor takes the county's file in, and mends what the rules stop.
    editor = sign_in(own_app, Role.EDITOR, Role.REVIEWER)
    page = imported(editor)
    address = page.url
    tomorrow = (clock().date() + timedelta(days=1)).isoformat()
    frame = "//form[contains(@action, '/frame')]"
    page = editor.submit(page, frame, effective_date=tomorrow, document=DOCUMENT, note="公布区级清单", title="区级清单")
    assert "必须改正" in page.text and "待确认" in page.text
    mend(editor, address, "殡葬基本服务", basis="发改价格〔2026〕108号")
    refused = editor.flask.post(f"{address}/act", data={**form_of(editor, address, "留言"), "act": "send"})
    assert refused.status_code == 400
    page = confirm_the_rest(editor, address)
    assert "必须改正" not in page.text
    item = editor.submit(page, button("修改这一项"), code=CHANGED)
    editor.submit(item, button("保存"), standard_text="80元/人", rate_value="80")
    page = editor.submit(editor.get(address), button("送复核"))

    # Nobody reviews their own work; a second person does, a third publishes for tomorrow.
    own = editor.flask.post(f"{address}/act", data={**form_of(editor, address, "留言"), "act": "approve"})
    assert own.status_code == 400 and "不能复核自己" in own.get_data(as_text=True)
    reviewer = sign_in(own_app, Role.REVIEWER)
    reviewer.submit(reviewer.get(address), button("复核通过"))
    publisher = sign_in(own_app, Role.PUBLISHER)
    page = publisher.submit(publisher.get(address), button("发布为新的一期"))
    assert "零时自动生效" in page.text

    # Today everything still says the old, and announces the new.
    today = clock().date().isoformat()
    assert public.flask.get("/api/v1/fees/" + CHANGED).json["release"] == 1
    assert "将于" in public.get("/fees/" + CHANGED).text
    assert DOCUMENT not in public.flask.get("/feed.atom").get_data(as_text=True)

    # Tomorrow comes by itself.
    clock.moment += timedelta(days=1)
    found = public.flask.get("/api/v1/fees", query_string={"q": NEW, "region": "370402"}).json
    assert found["release"] == 2
    codes = [each["code"] for each in found["items"] if each["name"] == NEW]
    assert len(codes) == 1
    assert NEW in public.get(f"/fees?q={NEW}").text
    assert "80元/人" in public.get("/fees/" + CHANGED).text
    asked = {"name": NEW, "amount": "60", "quantity": "1", "unit": "次·具", "region": "370402"}
    judged = public.flask.post("/api/v1/checks", json=asked).json
    assert judged["verdict"] == "over_standard" and judged["fee"]["code"] == codes[0], judged
    assert DOCUMENT in public.flask.get("/feed.atom").get_data(as_text=True)
    now_file = public.flask.get("/fees.csv?q=" + NEW, headers={"If-None-Match": before_file.headers["ETag"]})
    assert now_file.status_code == 200 and codes[0] in now_file.get_data(as_text=True)
    assert now_file.headers["X-Catalogue-Release"] == "2"

    # Yesterday still says the old one.
    then = public.flask.get(f"/api/v1/fees/{CHANGED}", query_string={"on": today}).json
    assert then["rate"] == "100元/人", then
    assert public.flask.post("/api/v1/checks", json={**asked, "charged_on": today}).json["verdict"] != "over_standard"
    assert "将于2026年11月24日起执行" in public.get(f"/fees/{CHANGED}?on={today}&release=1").text
    assert codes[0] not in public.flask.get(f"/fees.csv?q={NEW}&release=1&on={today}").get_data(as_text=True)

    # Anybody can prove it, and a changed byte shows.
    first, second = (public.flask.get(f"/releases/{number}.json").data for number in (1, 2))
    assert verified(tmp_path, first, second) == 0
    assert verified(tmp_path, first, second.replace(b"80", b"81", 1)) == 1
    with own_app.app_context():
        assert own_app.test_cli_runner().invoke(args=["releases", "verify"]).exit_code == 0
        assert own_app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0


def form_of(pages: PageClient, address: str, text: str) -> dict[str, str]:
    """The hidden fields of a form on a page."""
    return dict(pages.get(address).one(button(text)).form_values())
