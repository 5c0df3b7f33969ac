"""Files of fees: CSV that a spreadsheet opens right and without danger, workbooks laid out like a list, JSON, feeds."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.entries import Change, Edition, Entry, Viewpoint
from catalogue.fees.exporting.csv_files import FIELDS, csv_pieces, harmless
from catalogue.fees.exporting.extract import Extract
from catalogue.fees.exporting.feed import change_id, feed
from catalogue.fees.exporting.json_files import json_pieces
from catalogue.fees.exporting.order import in_list_order
from catalogue.fees.exporting.records import record
from catalogue.fees.exporting.sheets import workbook
from catalogue.fees.kinds import BusinessRelated, ChangeKind, Confidence, FeeKind, Level, Status
from catalogue.fees.periods import Period
from catalogue.messages import Problem

DAY = date(2026, 11, 23)
ATOM = "{http://www.w3.org/2005/Atom}"


def entry(code: str = "A1", **values: Any) -> Entry:
    plain = Entry(
        version_id=1,
        code=code,
        kind=FeeKind.ADMINISTRATIVE,
        level=Level.CENTRAL,
        region_code="000000",
        region_name="全国",
        name="登记费",
        parent_code=None,
        department="公安部门",
        collecting_body="",
        standard_text="每件10元",
        rate_value=Decimal("10.50"),
        rate_unit="元/件",
        payer="",
        business_related=BusinessRelated.UNKNOWN,
        fund_management="",
        basis=("甲〔2019〕1号", "乙〔2020〕2号"),
        period=Period(date(2020, 1, 1), None),
        status=Status.IN_FORCE,
        ended_by="",
        successor_code=None,
        aliases=(),
        remarks="",
        source="清单",
        confidence=Confidence.QUOTED,
    )
    return replace(plain, **values)


def extract(language: str = "zh", address: str = "http://localhost/fees.csv?q=%E6%B0%B4&on=2026-11-23") -> Extract:
    published = datetime(2026, 11, 23, tzinfo=UTC)
    edition = Edition(3, DAY, published, "编者", "审者", "", "a" * 64, None)
    return Extract(Viewpoint(DAY, 3, "370402"), edition, "市中区", address, str, language)


def rows(entries: list[Entry], language: str = "zh") -> list[list[str]]:
    written = b"".join(csv_pieces(entries, extract(language)))
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_lines_end_as_windows_ends_them() -> None:
    written = b"".join(csv_pieces([entry(), entry("A2")], extract()))
    assert written.count(b"\r\n") == written.count(b"\n") == 3


def test_csv_for_people_has_headings_and_words_in_chinese() -> None:
    heading, row = rows([entry()])
    said = dict(zip(heading, row, strict=True))
    assert said["清单"] == "行政事业性收费" and said["状态"] == "正在执行"
    assert said["标准数值"] == "10.50" and said["开始日期"] == "2020-01-01" and said["结束日期"] == ""
    assert said["政策依据"] == "甲〔2019〕1号；乙〔2020〕2号"


def test_csv_in_english_has_the_names_and_codes_of_the_api() -> None:
    heading, row = rows([entry()], "en")
    assert tuple(heading) == FIELDS
    assert set(FIELDS) == record(entry(), DAY).keys()
    said = dict(zip(heading, row, strict=True))
    assert (said["kind"], said["status"], said["rate_value"]) == ("admin_fee", "in_force", "10.50")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋"])
def test_no_cell_is_a_formula(start: str) -> None:
    dangerous = start + 'HYPERLINK("http://example.org")'
    row = rows([entry(name=dangerous, basis=(dangerous,), remarks=dangerous)])[1]
    assert sum(cell.startswith("'" + start) for cell in row) == 3
    assert not any(cell.startswith(start) for cell in row)


@given(st.text())
def test_only_what_is_computed_is_changed(text: str) -> None:
    assert harmless(text) in (text, "'" + text)
    assert harmless(harmless(text)) == harmless(text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")), st.booleans())
def test_any_text_comes_back_from_csv(text: str, people: bool) -> None:
    assert harmless(text) in rows([entry(name=text)], "zh" if people else "en")[1]


def test_csv_is_written_while_the_fees_are_read() -> None:
    read = 0

    def endless() -> Any:
        nonlocal read
        while True:
            read += 1
            yield entry(f"A{read}")

    pieces = csv_pieces(endless(), extract())
    for _ in range(4):
        next(pieces)
    assert read == 3


def test_json_says_what_it_is() -> None:
    made = b"".join(json_pieces([entry(), entry("A2", source="公告")], extract(), {"total": 2}))
    whole = json.loads(made)
    assert [fee["code"] for fee in whole["fees"]] == ["A1", "A2"]
    assert (whole["release"], whole["on"], whole["region"], whole["total"]) == (3, "2026-11-23", "370402", 2)
    assert whole["licence"].startswith("https://") and whole["release_sha256"] == "a" * 64
    assert whole["sources"] == [{"source": "公告", "records": 1}, {"source": "清单", "records": 1}]
    assert json.loads(b"".join(json_pieces([], extract(), {})))["fees"] == []


def test_a_list_is_ordered_by_department_with_sub_items_under_their_fee() -> None:
    entries = [
        entry("A3", department="公安部门"),
        entry("A1", department="公安部门"),
        entry("A1.01", department="", parent_code="A1"),
        entry("A1.02", department="税务部门", parent_code="A1"),
        entry("A2", department=""),
        entry("A4.01", department="水利部门", parent_code="A4"),
    ]
    found = [(each.entry.code, each.department, each.number, each.depth) for each in in_list_order(entries)]
    assert found == [
        ("A1", "公安部门", "1", 0),
        ("A1.01", "公安部门", "1.1", 1),
        ("A3", "公安部门", "2", 0),
        ("A1.02", "税务部门", "3", 0),
        ("A4.01", "水利部门", "4", 0),
        ("A2", "", "5", 0),
    ]


def open_workbook(made: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def test_a_workbook_is_laid_out_like_a_published_list() -> None:
    entries = [
        entry("A1"),
        entry("A1.01", parent_code="A1", department="", name="=cmd|' /C calc'!A0", standard_text=""),
        entry("F1", kind=FeeKind.GOVERNMENT_FUND, department="税务部门"),
    ]
    book = open_workbook(workbook(entries, extract()))
    assert book.sheetnames == ["行政事业性收费", "政府性基金"]
    sheet = book["行政事业性收费"]
    assert sheet["A1"].value == "市中区行政事业性收费目录清单"
    assert "2026年11月23日" in sheet["A2"].value and "第3期" in sheet["A2"].value
    assert [cell.value for cell in sheet[3]] == [
        "部门",
        "序号",
        "项目名称",
        "资金管理方式",
        "政策依据",
        "征收对象",
        "征收标准",
        "状态",
        "有效期",
    ]
    assert "A4:A5" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert [sheet.cell(5, column).value for column in (2, 3, 7)] == ["1.1", "=cmd|' /C calc'!A0", "未载明"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"
    assert "第3期" in sheet.oddFooter.left.text and "localhost" in sheet.oddFooter.right.text
    assert "&P" in sheet.oddFooter.center.text


def test_no_formula_is_written_into_a_workbook() -> None:
    made = workbook([entry(name="=1+1", department="@x", basis=("+1",))], extract())
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet and b'r="C4"' in sheet


def test_the_same_content_is_the_same_file() -> None:
    assert workbook([entry()], extract()) == workbook([entry()], extract())


def test_an_empty_workbook_still_has_its_headings() -> None:
    assert open_workbook(workbook([], extract())).active["A3"].value == "部门"


def test_a_workbook_has_an_end() -> None:
    with pytest.raises(Problem, match="CSV"):
        workbook([entry()] * 20_001, extract())


def change(**values: Any) -> Change:
    plain = Change(
        date(2026, 1, 2), "2026-01-02", "财税〔2026〕1号", "登记费", ChangeKind.CANCEL, "", "取消", ("A1",), "公告",
        Confidence.QUOTED,
    )  # fmt: skip
    return replace(plain, **values)


def written_feed(*changes: Change) -> ElementTree.Element:
    address = "http://localhost/feed.atom"
    made = feed(changes, extract(address=address), "http://localhost/changes", "http://localhost/fees/{}".format)
    return ElementTree.fromstring(made)


def test_a_feed_has_what_atom_asks_for() -> None:
    root = written_feed(change(), change(day=None, date_text="2016", codes=(), item="控制\x07字符"))
    assert root.tag == f"{ATOM}feed"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": "http://localhost/feed.atom", "alternate": "http://localhost/changes"}
    first, second = root.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}updated") == "2026-01-01T16:00:00+00:00"
    assert second.findtext(f"{ATOM}updated") == "2015-12-31T16:00:00+00:00"
    for each in (first, second):
        assert len(each.findall(f"{ATOM}link")) == 1
        assert all(each.findtext(ATOM + name) for name in ("id", "title", "updated", "content"))
    assert first.find(f"{ATOM}link").get("href") == "http://localhost/fees/A1"  # type: ignore[union-attr]
    assert first.find(f"{ATOM}category").get("term") == "cancel"  # type: ignore[union-attr]


def test_an_entry_of_a_feed_keeps_its_identity() -> None:
    assert change_id(change()) == change_id(change(after="更多说明", source="别处"))
    different = [change(), change(date_text="2026-01-03"), change(document="x"), change(item="x")]
    assert len({change_id(each) for each in different}) == 4
    assert change_id(change()) == "urn:uuid:385056fb-b45b-58d8-a737-01357162149f"
