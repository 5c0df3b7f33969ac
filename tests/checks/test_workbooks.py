"""Tables of charges: which column holds what, how cells are read, what comes back, what broken files are told."""

import csv
import io
import random
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook

from catalogue.checks.verdict import Verdict
from catalogue.checks.workbook_answers import write_answer
from catalogue.checks.workbook_columns import find_headings, heading_note, recognise
from catalogue.checks.workbook_rows import HEADINGS, Desk, Line, Order, Summary, judge_table
from catalogue.checks.workbook_values import (
    RegionNames,
    Value,
    amount_text,
    day_text,
    is_total,
    payer_text,
    quantity_text,
    text_of,
)
from catalogue.checks.workbooks import LIMITS, Table, read_table
from catalogue.fees.entries import Region
from catalogue.messages import Problem
from tests.checks.memory_lists import MemoryLists

DAY = date(2026, 11, 23)
PLACES = (
    ("000000", "全国", "全国", ("000000",)),
    ("370000", "山东省", "山东", ("000000", "370000")),
    ("370400", "枣庄市", "枣庄", ("000000", "370000", "370400")),
    ("370402", "市中区", "市中", ("000000", "370000", "370400", "370402")),
    ("370403", "薛城区", "薛城", ("000000", "370000", "370400", "370403")),
    ("370100", "济南市", "济南", ("000000", "370000", "370100")),
    ("370103", "市中区", "市中", ("000000", "370000", "370100", "370103")),
    ("320000", "江苏省", "江苏", ("000000", "320000")),
    ("320100", "南京市", "南京", ("000000", "320000", "320100")),
    ("320106", "鼓楼区", "鼓楼", ("000000", "320000", "320100", "320106")),
    ("320302", "鼓楼区", "鼓楼", ("000000", "320000", "320302")),
)


@pytest.fixture(scope="module")
def places() -> RegionNames:
    regions = (Region(code, name, short, "", None, line, "", "") for code, name, short, line in PLACES)
    return RegionNames(regions, "370402")


def judged(table: Table, lists: MemoryLists, places: RegionNames) -> tuple[list[Line], Summary]:
    order = Order(table.headings.columns, DAY, "370402")
    return judge_table(Desk(table, order, lists, places, 7, DAY, str), table, lambda _done: None)


def answered(data: bytes, lists: MemoryLists, places: RegionNames) -> bytes:
    table = read_table(data)
    made = io.BytesIO()
    write_answer(table, judged(table, lists, places)[0], str, made)
    return made.getvalue()


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def workbook(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return saved(book)


class TestColumns:
    @pytest.mark.parametrize(
        ("headings", "expected"),
        [
            ("收费项目 金额 数量 单位名称", {"name": 0, "amount": 1, "quantity": 2}),
            (
                "项目名称 实收金额（元） 执收单位 收费日期",
                {"name": 0, "amount": 1, "collecting_body": 2, "charged_on": 3},
            ),
            (
                "序号 费用名称 价税合计 开票单位 开票日期",
                {"name": 1, "amount": 2, "collecting_body": 3, "charged_on": 4},
            ),
            ("日期 摘要 借方金额 贷方金额 对方户名", {"charged_on": 0, "name": 1, "amount": 2, "collecting_body": 4}),
            ("行政区划 收费名称 缴费人类型 计量单位", {"region": 0, "name": 1, "payer_kind": 2, "unit": 3}),
            ("项目 单价 费用", {"name": 0, "amount": 2}),
            ("费用 金额", {"name": 0, "amount": 1}),
            ("应收金额 实收金额 收费项目", {"name": 2, "amount": 1}),
            (
                "发票号码 货物或应税劳务、服务名称 税额 金额 价税合计 销方名称",
                {"name": 1, "amount": 4, "collecting_body": 5},
            ),
            ("Fee name;Amount;Payee;Date", {"name": 0, "amount": 1, "collecting_body": 2, "charged_on": 3}),
            ("收 费 项 目|收费金额/元|缴款日期", {"name": 0, "amount": 1, "charged_on": 2}),
        ],
    )
    def test_headings_are_understood_however_they_are_worded(self, headings: str, expected: dict[str, int]) -> None:
        separator = next((sign for sign in "|;" if sign in headings), None)
        assert recognise(headings.split(separator), []) == expected

    def test_a_bare_unit_is_one_only_where_units_stand_below(self) -> None:
        assert recognise(["项目", "单位"], [["诉讼费", "件"], ["占道费", "平方米"]]) == {"name": 0, "unit": 1}
        assert recognise(["项目", "单位"], [["诉讼费", "市中区人民法院"]]) == {"name": 0}

    def test_prices_taxes_and_numbers_are_no_amount(self) -> None:
        assert "amount" not in recognise(["项目", "单价", "税率", "税额", "收费标准", "票据号码"], [])

    def test_headings_are_found_below_titles_and_notes(self) -> None:
        found = find_headings(
            [["某某公司2024年缴费汇总"], [], ["编制：张三", "单位：元"], ["收费项目", "金额"], ["诉讼费", "50"]]
        )
        assert (found.row, found.columns) == (3, {"name": 0, "amount": 1})

    def test_of_two_rows_of_headings_the_lower_counts(self) -> None:
        found = find_headings(
            [["收费项目", "收费情况", "收费情况"], ["收费项目", "收费日期", "金额"], ["诉讼费", "2024-1-1", "50"]]
        )
        assert (found.row, found.columns) == (1, {"name": 0, "charged_on": 1, "amount": 2})

    def test_unknown_headings_are_left_to_the_user(self) -> None:
        found = find_headings([["甲", "乙"], ["诉讼费", "50"]])
        assert (found.row, found.columns, found.labels) == (0, {}, ("甲", "乙"))

    def test_a_table_without_headings_has_none(self) -> None:
        found = find_headings([["诉讼费", "50"], ["占道费", "20"]])
        assert (found.row, found.labels) == (-1, ("", ""))

    @pytest.mark.parametrize(
        ("label", "note"),
        [("金额（万元）", "万元"), ("面积(单位：㎡)", "m2"), ("收费金额/元", "元"), ("数量[吨]", "吨"), ("金额", "")],
    )
    def test_a_heading_says_what_it_counts(self, label: str, note: str) -> None:
        assert heading_note(label) == note


class TestValues:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (datetime(2024, 7, 1), "2024-07-01"),  # noqa: DTZ001  (a sheet's days know no time zone)
            ("2024/7/1", "2024-07-01"),
            ("2024.07.01", "2024-07-01"),
            (20240701, "2024-07-01"),
            (45474, "2024-07-01"),
            ("2024年7月1日", "2024-07-01"),
            ("2024-7-1 10:22:33", "2024-07-01"),
            ("去年夏天", "去年夏天"),
            ("2024-13-45", "2024-13-45"),
            (None, ""),
        ],
    )
    def test_days_are_read_as_sheets_hold_them(self, value: Value, text: str) -> None:
        assert day_text(value) == text

    @pytest.mark.parametrize(
        ("value", "unit", "text"),
        [
            (0.1 + 0.2, "", "0.30"),
            (50, "元", "50"),
            ("1,200.00元", "", "1,200.00元"),
            (1.2, "万元", "12000.00"),
            ("1.2", "万元", "1.2万元"),
            (100, "美元", "100美元"),
            ("壹佰元整", "元", "壹佰元整"),
            ("—", "", ""),
            (33.3333, "", "33.33"),
        ],
    )
    def test_amounts(self, value: Value, unit: str, text: str) -> None:
        assert amount_text(value, unit).text == text

    def test_a_computed_amount_that_was_rounded_is_told(self) -> None:
        note = amount_text(33.3333, "").note
        assert note is not None and "33.3333" in str(note)
        assert amount_text(33.33, "").note is None

    def test_numbers_lose_the_noise_of_binary_fractions_and_nothing_else(self) -> None:
        assert text_of(1234567890123) == "1234567890123"
        assert text_of(0.1 * 3) == "0.3"
        assert quantity_text(2 / 3).text == "0.666667"

    @pytest.mark.parametrize("name", ["合计", "合 计", "小计：", "总计（元）", "本页合计", "Total"])
    def test_totals(self, name: str) -> None:
        assert is_total(name)
        assert not is_total(name + "诉讼费")

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("小型企业", "小微企业"),
            ("有限公司", "企业"),
            ("自然人", "个人"),
            ("事业单位", "不清楚"),
            ("enterprise", "enterprise"),
            ("", ""),
        ],
    )
    def test_kinds_of_payers(self, text: str, kind: str) -> None:
        assert payer_text(text).text == kind

    def test_an_unknown_kind_of_payer_is_told(self) -> None:
        assert payer_text("火星人").text == ""
        assert payer_text("火星人").note

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("370402", "370402"),
            ("370402000000", "370402"),
            ("市中区", "370402"),
            ("枣庄市市中区", "370402"),
            ("山东省枣庄市市中区", "370402"),
            ("山东省济南市市中区", "370103"),
            ("济南市中区", "370103"),
            ("山东", "370000"),
            ("南京市鼓楼区", "320106"),
            ("", ""),
        ],
    )
    def test_places_by_name(self, places: RegionNames, text: str, code: str) -> None:
        assert places.code(text) == code

    @pytest.mark.parametrize("text", ["亚特兰蒂斯", "鼓楼区", "南京市市中区"])
    def test_an_unclear_place_is_never_guessed(self, places: RegionNames, text: str) -> None:
        with pytest.raises(Problem):
            places.code(text)


FEE = "劳动争议案件受理费"
GOOD = (
    ["收费项目", "日期", "数量", "单位", "金额"],
    [FEE, "2024-07-01", 2, "件", 50],
    [FEE, "2024-07-01", 1, "件", 10],
)


class TestRows:
    def test_every_row_gets_its_verdict_and_the_sums_add_up(self, lists: MemoryLists, places: RegionNames) -> None:
        lines, summary = judged(read_table(workbook(*GOOD)), lists, places)
        assert [line.cells[0] for line in lines] == ["超标准收费", "在清单内，金额符合标准"]
        assert lines[0].cells[2:4] == (Decimal("20.00"), Decimal("30.00"))
        assert (summary.rows, summary.total, summary.excess) == (2, Decimal("60.00"), Decimal("30.00"))
        assert sum(group.amount for group in summary.groups.values()) == summary.total
        assert summary.first[0].number == 1

    def test_a_row_that_cannot_be_read_says_why_and_its_money_still_counts(
        self, lists: MemoryLists, places: RegionNames
    ) -> None:
        rows = (*GOOD, [FEE, "昨天", 1, "件", 7], [FEE, "2024-07-01", 1, "件", "很多"], [None, None, None, None, 3])
        lines, summary = judged(read_table(workbook(*rows)), lists, places)
        assert "昨天" in str(lines[2].cells[1]) and "很多" in str(lines[3].cells[1])
        assert "没有收费名称" in str(lines[4].cells[1])
        assert (summary.rows, summary.skipped, summary.total) == (4, 1, Decimal("67.00"))
        assert summary.groups["unread"].amount == 7

    def test_totals_repeated_headings_and_group_titles_are_no_charges(
        self, lists: MemoryLists, places: RegionNames
    ) -> None:
        book = openpyxl.load_workbook(io.BytesIO(workbook(*GOOD)))
        sheet = book.worksheets[0]
        for row in (["一、法院收费"], GOOD[0], ["合计", None, None, None, 60]):
            sheet.append(row)
        sheet.merge_cells("A4:E4")
        lines, summary = judged(read_table(saved(book)), lists, places)
        assert [str(line.cells[0]) for line in lines[2:]] == ["没有核对"] * 3
        assert (summary.rows, summary.skipped, summary.total) == (2, 3, Decimal("60.00"))

    def test_what_is_joined_over_rows_holds_for_each_but_money_only_once(
        self, lists: MemoryLists, places: RegionNames
    ) -> None:
        book = openpyxl.load_workbook(io.BytesIO(workbook(*GOOD)))
        book.worksheets[0].merge_cells("B2:B3")
        book.worksheets[0].merge_cells("E2:E3")
        lines, summary = judged(read_table(saved(book)), lists, places)
        assert [str(line.cells[0]) for line in lines] == ["超标准收费", "在清单内，金额需按文件核对"]
        assert summary.total == 50

    def test_a_formula_without_its_result_is_told_and_not_taken_for_nothing(
        self, lists: MemoryLists, places: RegionNames
    ) -> None:
        lines, _ = judged(read_table(workbook(GOOD[0], [FEE, "2024-07-01", 2, "件", "=20+30"])), lists, places)
        assert "公式" in str(lines[0].cells[1])

    def test_units_in_headings_count(self, lists: MemoryLists, places: RegionNames) -> None:
        rows = (["收费项目", "日期", "数量（件）", "金额（万元）"], [FEE, "2024-07-01", 2, 0.005])
        lines, summary = judged(read_table(workbook(*rows)), lists, places)
        assert lines[0].cells[3] == Decimal("30.00")
        assert summary.total == 50

    def test_sheets_of_one_shape_are_checked_together_and_others_named(
        self, lists: MemoryLists, places: RegionNames
    ) -> None:
        book = openpyxl.load_workbook(io.BytesIO(workbook(*GOOD)))
        book.copy_worksheet(book.worksheets[0]).title = "二月"
        other = book.create_sheet("别的")
        other.append(["项目名称", "备注"])
        other.append(["占道费", ""])
        hidden = book.copy_worksheet(book.worksheets[0])
        hidden.sheet_state = "hidden"
        table = read_table(saved(book))
        lines, summary = judged(table, lists, places)
        assert [line.sheet for line in lines] == [0, 0, 1, 1]
        assert summary.rows == 4
        assert "别的" in str(table.notes[0])

    def test_equal_names_and_equal_charges_are_judged_once(
        self, lists: MemoryLists, places: RegionNames, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        real = lists.candidates

        def counted(text: str, region: str, on: date) -> object:
            asked.append(text)
            return real(text, region, on)

        monkeypatch.setattr(lists, "candidates", counted)
        rows = [[FEE, "2024-07-01", count % 9 + 1, "件", 10] for count in range(200)]
        _, summary = judged(read_table(workbook(GOOD[0], *rows)), lists, places)
        assert summary.rows == 200
        assert len(asked) == 1


def styled() -> bytes:
    """A workbook with everything that gets lost when a library loads and saves it carelessly."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(["缴费表"], *GOOD)))
    sheet = book.worksheets[0]
    sheet.merge_cells("A1:E1")
    sheet["A1"].font = Font(size=18, bold=True)
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["A3"].comment = Comment("看看", "我")
    sheet["E3"].number_format = "#,##0.00"
    sheet["E5"] = "=SUM(E3:E4)"
    sheet["A6"] = CellRichText("红", TextBlock(InlineFont(b=True), "黑"))
    sheet.column_dimensions["A"].width = 33
    sheet.column_dimensions.group("F", "Z", hidden=False)
    sheet.row_dimensions[3].height = 40
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = "A2:E4"
    sheet.conditional_formatting.add("E3:E4", CellIsRule(operator="greaterThan", formula=["100"]))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=2, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "K20")
    book.create_sheet("随便写写")["A1"] = "=1+1"
    return saved(book)


class TestWorkbookBack:
    def test_the_original_is_untouched(self, lists: MemoryLists, places: RegionNames) -> None:
        before, after = styled(), answered(styled(), lists, places)
        with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
            assert old.namelist() == new.namelist()
            changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
            assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
            sheet, answer = old.read("xl/worksheets/sheet1.xml"), new.read("xl/worksheets/sheet1.xml")
        for kept in (b"<mergeCells", b"<conditionalFormatting", b"<autoFilter", b"<f>SUM(E3:E4)</f>", b"<drawing"):
            assert sheet[sheet.index(kept) :][:60] == answer[answer.index(kept) :][:60]
        one = openpyxl.load_workbook(io.BytesIO(before), rich_text=True).worksheets[0]
        other = openpyxl.load_workbook(io.BytesIO(after), rich_text=True).worksheets[0]
        for row in one.iter_rows():
            for cell in row:
                same = other[cell.coordinate]
                assert (cell.value, cell.number_format, repr(cell.font), repr(cell.fill)) == (
                    same.value, same.number_format, repr(same.font), repr(same.fill)
                )  # fmt: skip
        assert other.column_dimensions["A"].width == 33
        assert other.row_dimensions[3].height == 40

    def test_verdicts_stand_beside_their_rows_and_sums_are_numbers(
        self, lists: MemoryLists, places: RegionNames
    ) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(answered(styled(), lists, places))).worksheets[0]
        assert [cell.value for cell in sheet[2]][5:] == [str(heading) for heading in HEADINGS]
        assert sheet["F3"].value == "超标准收费"
        assert (sheet["H3"].value, sheet["H3"].data_type, sheet["H3"].number_format) == (20, "n", "#,##0.00")
        assert sheet["I3"].value == 30
        assert sheet["F3"].number_format == "@"

    def test_columns_of_the_file_never_overlap_with_the_new_ones(self, lists: MemoryLists, places: RegionNames) -> None:
        with zipfile.ZipFile(io.BytesIO(answered(styled(), lists, places))) as package:
            xml = package.read("xl/worksheets/sheet1.xml").decode()
        spans = [(int(low), int(high)) for low, high in _spans(xml)]
        assert spans == sorted(spans)
        assert all(one[1] < two[0] for one, two in pairwise(spans))

    @pytest.mark.parametrize(
        "name", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x")']
    )
    def test_nothing_written_is_a_formula(self, lists: MemoryLists, places: RegionNames, name: str) -> None:
        book = openpyxl.load_workbook(io.BytesIO(workbook(*GOOD)))
        book.worksheets[0]["A2"].value = name
        book.worksheets[0]["A2"].data_type = "s"
        sheet = openpyxl.load_workbook(io.BytesIO(answered(saved(book), lists, places))).worksheets[0]
        added = [cell for row in sheet.iter_rows(min_col=6) for cell in row if cell.value is not None]
        assert added and all(cell.data_type != "f" for cell in added)
        assert all(cell.quotePrefix for cell in added if cell.data_type == "s" and cell.row > 1)

    def test_delimited_text_comes_back_letter_for_letter(self, lists: MemoryLists, places: RegionNames) -> None:
        text = (
            f'编号,收费项目,日期,金额,备注\r\n"007",{FEE},2024-07-01,50,"说, ""明"""\r\n\r\n8,@SUM(A1),2024-07-01\r\n'
        )
        for encoding in ("gb18030", "utf-8", "utf-8-sig", "utf-16"):
            answer = answered(text.encode(encoding), lists, places)
            shown = answer.decode("utf-8-sig" if encoding == "utf-8" else encoding)
            lines = shown.split("\r\n")
            assert all(new.startswith(old) for old, new in zip(text.split("\r\n"), lines, strict=True))
            rows = list(csv.reader(io.StringIO(shown)))
            assert rows[0][5:] == [str(heading) for heading in HEADINGS]
            assert len({len(row) for row in rows if row}) == 1
            assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows if row for cell in row[5:])
            assert answer[:3] == b"\xef\xbb\xbf" or "utf-8" not in encoding

    def test_an_old_workbook_comes_back_in_the_new_format(self, lists: MemoryLists, places: RegionNames) -> None:
        book = xlwt.Workbook(encoding="utf-8")
        sheet = book.add_sheet("缴费")
        day, money = xlwt.XFStyle(), xlwt.XFStyle()
        day.num_format_str, money.num_format_str = "yyyy-mm-dd", "#,##0.00"
        for at, heading in enumerate(GOOD[0]):
            sheet.write(0, at, heading)
        for at, (value, style) in enumerate(
            ((FEE, None), (date(2024, 7, 1), day), (2, None), ("件", None), (50, money), ("=1+1", None))
        ):
            sheet.write(1, at, value, style or xlwt.XFStyle())
        sheet.write_merge(2, 2, 0, 5, "制表：张三")
        sheet.col(0).width = 40 * 256
        made = io.BytesIO()
        book.save(made)
        data = made.getvalue()
        table = read_table(data)
        assert "旧格式" in str(table.notes[0])
        assert table.suffix == ".xlsx"
        answer = openpyxl.load_workbook(io.BytesIO(answered(data, lists, places))).worksheets[0]
        assert (answer["A2"].value, answer["B2"].value) == (FEE, datetime(2024, 7, 1))  # noqa: DTZ001  (as above)
        assert (answer["E2"].value, answer["E2"].number_format) == (50, "#,##0.00")
        assert (answer["F2"].value, answer["F2"].data_type) == ("=1+1", "s")
        assert 40 <= answer.column_dimensions["A"].width < 41
        assert answer["G2"].value == "超标准收费"


class TestFiles:
    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"", "空的"),
            (b"\0" * 100, "空的"),
            (workbook(*GOOD)[:3000], "损坏"),
            (b"PK\x03\x04" + b"\0" * 2000, "损坏"),
            (b"%PDF-1.7 whatever", "不是 .xlsx"),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "不是 .xlsx"),
            ("<html><body><table><tr><td>收费项目</td></tr></table>".encode(), "网页"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "不是 .xlsx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 600, "损坏"),
            (workbook(["收费项目", "金额"]), "只有表头"),
            (workbook(), "没有内容"),
            (b"x" * (LIMITS.file_bytes + 1), "10 MB"),
            (("收费项目,金额\n" + "诉讼费,1\n" * 10_001).encode(), "10000 行"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_each_broken_file_is_told_what_why_and_what_to_do(self, data: bytes, told: str) -> None:
        with pytest.raises(Problem) as caught:
            read_table(data)
        text = str(caught.value.message)
        assert told in text
        assert caught.value.field == "file"
        assert "请" in text

    def test_a_package_that_swells_is_refused_before_it_is_unpacked(self) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/workbook.xml", "<workbook/>")
            package.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
        with pytest.raises(Problem, match="解开后"):
            read_table(made.getvalue())

    def test_a_stray_cell_in_the_last_corner_does_not_fill_the_memory(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(workbook(*GOOD)))
        book.worksheets[0]["XFD1048576"] = "x"
        with pytest.raises(Problem, match="1048576"):
            read_table(saved(book))

    def test_the_name_of_a_file_is_never_believed(self) -> None:
        assert read_table(workbook(*GOOD)).count() == 2
        assert read_table("收费项目\t金额\n诉讼费\t5".encode("gb18030")).headings.columns == {"name": 0, "amount": 1}


def _spans(xml: str) -> list[tuple[str, str]]:
    found = openpyxl.xml.functions.fromstring(xml.encode())
    return [(col.get("min"), col.get("max")) for col in found.iter() if col.tag.endswith("}col")]


@pytest.mark.nightly
def test_ten_thousand_rows_of_many_names(lists: MemoryLists, places: RegionNames) -> None:
    chance = random.Random(1)
    names = [f"{FEE}{chance.choice(['', '（补缴）', '2024年度'])}{number}" for number in range(500)]
    rows = [[chance.choice(names), "2024-07-01", 1, "件", chance.randint(1, 99)] for _ in range(10_000)]
    table = read_table(workbook(GOOD[0], *rows))
    lines, summary = judged(table, lists, places)
    assert len(lines) == summary.rows == 10_000
    made = io.BytesIO()
    write_answer(table, lines, str, made)
    sheet = openpyxl.load_workbook(made, read_only=True).worksheets[0]
    assert all(row[0] for row in sheet.iter_rows(min_row=2, min_col=6, max_col=6, values_only=True))
    assert all(isinstance(line.verdict, Verdict | None) for line in lines)
