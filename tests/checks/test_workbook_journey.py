"""A table of charges on its way through the pages: upload, columns, progress, summary, download, deletion."""

import io
import json
import os
import re
import time
from pathlib import Path

import openpyxl
import pytest
from flask import Flask

from catalogue.checks import workbook_folders
from catalogue.checks.workbook_folders import Folder, Folders, Task
from tests.support.pages import Page, PageClient

HEADINGS = ("收费项目", "收款单位", "开票日期", "数量", "计量单位", "金额（元）")
ROWS = (
    ("劳动争议案件受理费", "市中区人民法院", "2024/7/1", 2, "件", 50),
    ("劳动争议案件受理费", "市中区人民法院", "2024.7.1", 1, "件", 10),
    ("会员费", "某某行业协会", "20240706", 1, "年", 2000),
    ("劳动争议案件受理费", "市中区人民法院", "去年", 1, "件", 10),
    ("合计", None, None, None, None, 2070),
)
JOB = "//main//form[.//button]"
# The whole way is gone on both kinds of database; what happens beside it does not touch them.
on_one_database = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def table(rows: tuple[tuple[object, ...], ...] = ROWS, headings: tuple[str, ...] = HEADINGS) -> bytes:
    """An .xlsx file with a title above its headings."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["某某公司缴费明细"])
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def upload(pages: PageClient, data: bytes, name: str = "缴费.xlsx", status: int = 200, address: str = "") -> Page:
    """Send a file with the form of the upload page."""
    form = pages.get(address or "/check/workbook").one("//main//form")
    fields = {**dict(form.form_values()), "file": (io.BytesIO(data), name)}
    return pages.post(form.get("action"), fields, status, content_type="multipart/form-data")


def check(pages: PageClient, columns: Page, **changed: str) -> Page:
    """Confirm the columns and follow the work to its end, as a browser without scripts does."""
    page = pages.submit(columns, JOB, **changed)
    deadline = time.monotonic() + 120
    while page.all("//progress"):
        assert page.all("//noscript[contains(., 'refresh')]") or "http-equiv" in page.response.text
        assert time.monotonic() < deadline
        time.sleep(0.3)
        page = pages.get(page.one("//progress").get("data-poll"))
    return page


def test_a_table_goes_all_the_way(own_pages: PageClient, own_app: Flask) -> None:
    columns = upload(own_pages, table())
    assert columns.h1 == "这些列认对了吗？"
    chosen = {select.get("name"): select.value for select in columns.all("//main//table//select")}
    assert list(chosen.values()) == ["name", "collecting_body", "charged_on", "quantity", "unit", "amount"]

    summary = check(own_pages, columns)
    assert summary.h1 == "4 行里，至少多收了 30.00元"
    assert "2,070.00元" in summary.text
    assert "超标准收费" in summary.text and "不属于目录清单管理" in summary.text
    assert len(summary.all("//figure//*[local-name()='svg']")) == 2
    assert "第 3 行" in summary.text

    answer = own_pages.flask.get(summary.one("//a[@download]").get("href"))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][6:] == [
        "核对结论", "说明", "最高可收", "多收", "对应项目编码", "对应项目名称", "依据", "把握", "清单期号"
    ]  # fmt: skip
    assert sheet["G3"].value == "超标准收费"
    assert (sheet["I3"].value, sheet["J3"].value) == (20, 30)
    assert sheet["G4"].value == "在清单内，金额符合标准"
    assert "去年" in sheet["H6"].value
    assert "合计" in sheet["H7"].value


@on_one_database
def test_columns_can_be_corrected_and_nothing_is_guessed(own_pages: PageClient) -> None:
    columns = upload(own_pages, table(headings=("甲", "乙", "丙", "丁", "戊", "己")))
    page = own_pages.submit(columns, JOB, 400)
    assert "收费名称" in page.one("//*[@id='problems']").text_content()
    page = own_pages.submit(columns, JOB, 400, column0="name", column1="name")
    assert page.one("//select[@name='column1']").get("aria-invalid") == "true"
    summary = check(own_pages, columns, column0="name", column2="charged_on", column5="amount")
    assert "核对了 4 行" in summary.h1 or "4 行里" in summary.h1


@on_one_database
def test_the_day_and_place_of_rows_without_one_can_be_chosen(own_pages: PageClient) -> None:
    columns = upload(own_pages, table((("劳动争议案件受理费", 10),), ("收费项目", "金额")))
    page = own_pages.submit(columns, JOB, 400, day="")
    assert page.one("//input[@name='day']").get("aria-invalid") == "true"
    assert "1 行" in check(own_pages, columns, day="2024-07-01", region="370400").h1


@on_one_database
def test_nothing_is_left_after_the_answer_was_fetched(own_pages: PageClient, own_app: Flask) -> None:
    summary = check(own_pages, upload(own_pages, table()))
    folder = _only_folder(own_app)
    download = summary.one("//a[@download]").get("href")
    assert folder.expires_at() > time.time() + 25 * 60
    assert own_pages.flask.get(download).data.startswith(b"PK")
    # Some phones fetch a file twice, so it stays for a moment.
    assert folder.expires_at() <= time.time() + workbook_folders.SECONDS_AFTER_DOWNLOAD
    os.utime(folder.path / "downloaded", (0, 0))
    page = own_pages.get(summary.url, status=410)
    assert "重新上传" in page.text
    assert not folder.path.exists()


@on_one_database
def test_it_can_be_deleted_at_once(own_pages: PageClient, own_app: Flask) -> None:
    summary = check(own_pages, upload(own_pages, table()))
    folder = _only_folder(own_app)
    page = own_pages.submit(summary, "//form[contains(@action, '/delete')]")
    assert "已从服务器上删除" in page.text
    assert not folder.path.exists()


def test_what_an_earlier_run_left_is_deleted_at_the_start(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    old, fresh = folders.new(b"old"), folders.new(b"fresh")
    os.utime(old.path / "upload", (0, 0))
    Folders(tmp_path).sweep()
    assert not old.path.exists() and fresh.path.exists()


@on_one_database
def test_a_check_whose_process_died_is_started_again_and_then_given_up(own_pages: PageClient, own_app: Flask) -> None:
    columns = upload(own_pages, table())
    folder = _only_folder(own_app)
    settings = own_app.extensions["settings"]
    task = Task(
        "check", str(folder.path), "", str(settings.instance), "370402", "zh", 1, "2026-11-23", "2026-11-23", "370402",
        {"name": 0},
    )  # fmt: skip
    folder.order(task)  # as if the process had died before its first sign
    page = own_pages.get(columns.url)
    deadline = time.monotonic() + 60
    while page.all("//progress") and time.monotonic() < deadline:
        time.sleep(0.3)
        page = own_pages.get(columns.url)
    assert "4 行" in page.h1

    while folder.is_worked_on():
        time.sleep(0.1)
    folder.path.joinpath("summary").unlink()
    folder.write("starts", {"count": workbook_folders.MOST_STARTS})
    page = own_pages.get(columns.url, status=400)
    assert "再上传一次" in page.text
    assert not folder.path.exists()


def test_addresses_that_nobody_was_given_lead_nowhere(pages: PageClient) -> None:
    for token in ("x", "a" * 32, "..%2f..%2fsecret_key", "index"):
        assert pages.flask.get(f"/check/workbook/{token}").status_code in (404, 410)
        assert pages.flask.get(f"/check/workbook/{token}/file").status_code in (404, 410)


def test_an_upload_without_its_token_is_refused(pages: PageClient) -> None:
    page = pages.post(
        "/check/workbook", {"file": (io.BytesIO(table()), "a.xlsx")}, 400, content_type="multipart/form-data"
    )
    assert "失效" in page.text


def test_a_file_too_large_is_refused_before_it_is_read(pages: PageClient) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    body = head + os.urandom(13 * 1024 * 1024) + b"\r\n--x--\r\n"
    page = pages.post("/check/workbook", body, 400, content_type="multipart/form-data; boundary=x")
    assert "10 MB" in page.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_broken_file_is_told_on_the_page(pages: PageClient, language: str) -> None:
    page = upload(pages, table()[:2000], status=400, address=f"/check/workbook?lang={language}")
    assert page.one("//main//input[@name='file']").get("aria-invalid") == "true"


@on_one_database
def test_the_state_stands_on_disk_without_any_secret(own_pages: PageClient, own_app: Flask) -> None:
    upload(own_pages, table())
    folder = _only_folder(own_app)
    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", folder.token)
    assert folder.path.stat().st_mode & 0o077 == 0
    folder.order(Task("check", str(folder.path), "postgresql://me:password@there/db"))
    assert "password" not in json.dumps(folder.read("task"))


def _only_folder(app: Flask) -> Folder:
    folders: Folders = app.extensions["workbooks"]
    (path,) = [path for path in folders.path.iterdir() if path.is_dir()]
    return Folder(path)
