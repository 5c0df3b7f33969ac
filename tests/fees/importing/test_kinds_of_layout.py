"""Single rules of reading, each on the smallest table that shows it."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest

from catalogue.fees.importing.findings import Rule
from catalogue.fees.importing.marks import bare_mark, take_apart
from catalogue.fees.importing.numbers import serial_day, shown
from catalogue.fees.importing.opening import read_bytes
from catalogue.fees.importing.rows import Reading
from catalogue.fees.importing.titles import explained_marks, names_department, unit_line
from catalogue.fees.importing.wordings import Column, column_of, squeeze
from tests.fees.importing.making import WORDINGS


def sheet(
    rows: Sequence[Sequence[Any]],
    joins: Sequence[str] = (),
    name: str = "Sheet1",
    edit: Callable[[Any], None] | None = None,
) -> Reading:
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    for row in rows:
        page.append(list(row))
    for join in joins:
        page.merge_cells(join)
    if edit is not None:
        edit(page)
    out = io.BytesIO()
    book.save(out)
    return read_bytes(out.getvalue(), "list.xlsx")


def test_a_header_over_three_rows() -> None:
    reading = sheet(
        [
            ["行政事业性收费目录清单"],
            ["序号", "项目信息", None, "收费信息", None, None, None, "备注"],
            [None, "部门", "项目名称", "收费标准", None, "政策依据"],
            [None, None, None, "金额（元）", "计量单位", "文件名", "文号"],
            [1, "教育部门", "学费", 800, "生·学期", "通知", "鲁价费发[2012]3号"],
            [None, None, "(1)住宿费", 100, "生", "《教育法》", None, "按年"],
        ],
        ["A2:A4", "B2:C2", "D2:G2", "H2:H4", "B3:B4", "C3:C4", "D3:E3", "F3:G3"],
    )
    first, second = reading.rows
    assert (first.name, first.standard_text, first.legal_basis) == ("学费", "800元/生·学期", ("鲁价费发〔2012〕3号",))
    assert (second.parent_name, second.department, second.legal_basis) == ("学费", "教育部门", ("《教育法》",))


def test_bands_change_the_list_and_totals_are_no_rows() -> None:
    reading = sheet(
        [
            ["样例区收费目录清单"],
            ["序号", "项目名称", "收费标准", "政策依据"],
            ["一、行政事业性收费（2项）"],
            [1, "甲检验费", "3元/件", "财税〔2019〕1号"],
            ["二、政府性基金（1项）"],
            [1, "乙附加", "2%", "财税〔2019〕3号"],
            ["三、政府定价的经营服务性收费"],
            [1, "丙服务费", "2元", "财税〔2019〕4号"],
            ["合计", "3项"],
        ]
    )
    assert [(row.name, row.list) for row in reading.rows] == [
        ("甲检验费", "admin_fee"),
        ("乙附加", "gov_fund"),
        ("丙服务费", "regulated_service"),
    ]
    assert Rule.SEVERAL_LISTS in {finding.rule for finding in reading.findings}


def test_notes_go_on_over_the_lines_below_them() -> None:
    reading = sheet(
        [
            ["项目名称", "收费标准", "政策依据"],
            ["甲检验费", "3元", "财税〔2019〕1号"],
            ["注：1.以文件为准。"],
            ["2.本表自2024年起执行。"],
            ["3.其余从其规定"],
        ]
    )
    assert [row.name for row in reading.rows] == ["甲检验费"]


def test_a_bare_number_without_any_unit_stays_bare_and_is_told() -> None:
    reading = sheet([["序号", "项目名称", "收费标准", "政策依据"], [1, "甲检验费", 3.0, "财税〔2019〕1号"]])
    assert reading.rows[0].standard_text == "3"
    assert Rule.UNIT_MISSING in {finding.rule for finding in reading.findings}


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    def hide(page: Any) -> None:
        page.row_dimensions[3].hidden = True
        page.column_dimensions.group("D", "D", hidden=True)

    reading = sheet(
        [
            ["序号", "项目名称", "收费标准", "备注", "依据"],
            [1, "甲检验费", "3元", "内部", "财税〔2019〕1号"],
            [2, "乙检验费", "3元", "", ""],
        ],
        edit=hide,
    )
    assert [(row.name, row.remarks) for row in reading.rows] == [("甲检验费", "")]
    assert sum(finding.rule is Rule.HIDDEN_LEFT_OUT for finding in reading.findings) == 2


def test_the_serial_of_a_day_is_read_only_under_a_heading_of_days() -> None:
    rows = [["序号", "项目名称", "收费标准", "备注（执行时间）"], [1, "甲检验费", "3元", 42917]]
    assert sheet(rows).rows[0].remarks == "2017-07-01"
    rows[0][3] = "备注"
    assert sheet(rows).rows[0].remarks == "42917"


def test_a_page_that_declares_gb2312_may_hold_more() -> None:
    head = '<meta charset="gb2312"><table><tr><th>项目名称<th>收费标准<th>依据'
    page = f"{head}<tr><td>甲费<td>3元/车•次<td>财税〔2019〕1号</table>"
    reading = read_bytes(page.encode("gb18030"), "list.html")
    assert reading.rows[0].standard_text == "3元/车•次"


@pytest.mark.parametrize(
    ("role", "column"),
    [
        ("number", Column.NUMBER), ("name", Column.NAME), ("fund_name", Column.NAME), ("first", Column.NAME),
        ("second", Column.SECOND_NAME), ("standard", Column.STANDARD), ("unit", Column.UNIT), ("collector",
            Column.COLLECTOR),
        ("payer", Column.PAYER), ("fund", Column.FUND), ("business", Column.BUSINESS), ("department",
            Column.DEPARTMENT),
        ("pricing", Column.PRICING_DEPARTMENT),
    ],
)  # fmt: skip
def test_the_wordings_in_use_are_known(role: str, column: Column) -> None:
    assert {column_of(squeeze(wording)) for wording in WORDINGS[role]} == {column}


@pytest.mark.parametrize("wording", WORDINGS["other"])
def test_columns_without_a_place_are_not_taken_for_others(wording: str) -> None:
    assert column_of(squeeze(wording)) in (Column.OTHER, Column.LIST)


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("一、教育收费", "教育收费", 1), ("（二）住宿费", "住宿费", 2), ("１．学费", "学费", 3), ("⑴ 幼儿园",
            "幼儿园", 4),
        ("　　①居留许可", "居留许可", 5), ("（5）▲机动车号牌", "机动车号牌", 4), ("一类保教费", "一类保教费", None),
        ("一级、二级造价工程师考试", "一级、二级造价工程师考试", None), ("3.5吨以下货车", "3.5吨以下货车",
            None), ("诉讼\n费*", "诉讼费", None),
    ],
)  # fmt: skip
def test_a_name_is_taken_apart(text: str, name: str, level: int | None) -> None:
    apart = take_apart(text)
    assert apart.name == name
    assert (apart.mark.level if apart.mark else None) == level


@pytest.mark.parametrize(
    ("text", "level"), [("3", 3), ("８", 3), ("3.0", 3), ("一", 1), ("十二、", 1), ("(一)", 2), ("⑴", 4)]
)
def test_marks_in_the_number_column(text: str, level: float) -> None:
    mark = bare_mark(text)
    assert mark is not None
    assert mark.level == level


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (3.0, "General", "3"), (0.1 + 0.2, "General", "0.3"), (0.2, "0%", "20%"), (0.125, "0.0%", "12.5%"),
            (215, '0"元/平方米"', "215元/平方米"),
        (1500, "#,##0.00", "1,500.00"), (1500, '_ * #,##0_ ;_ * -#,##0_ ', "1,500"), (80, "[$¥-804]#,##0",
            "¥80"), (3, "0\\元", "3元"),
        (2.5, "0.00_);[Red]\\(0.00\\)", "2.50"), (-2.5, "0.0;(0.0)", "(2.5)"), (5, ";;;", ""),
    ],
)  # fmt: skip
def test_a_number_is_read_as_shown(value: float, pattern: str, text: str) -> None:
    assert shown(value, pattern) == text


def test_only_plausible_serials_are_days() -> None:
    assert serial_day(42917) == "2017-07-01"
    assert serial_day(10) is None


def test_units_are_told_from_other_lines() -> None:
    assert unit_line("单位：元/吨") == "元/吨"
    assert unit_line("填报单位：样例区财政局  单位：万元") == "万元"
    assert unit_line("填报单位：样例区财政局") == ""


def test_departments_are_told_from_bands() -> None:
    assert all(map(names_department, ("一、教育部门", "三、法院", "二、教育", "住房城乡建设（城市管理）部门")))
    assert not any(map(names_department, ("中央立项(47项)", "一、行政事业性收费", "三、车辆通行费")))


def test_marks_are_explained_by_notes() -> None:
    assert explained_marks(["注：1.加▲的项目为涉企收费，其余为非涉企收费。"]) == {"▲": "yes"}
    assert explained_marks(["涉企收费以★标注"]) == {"★": "yes"}
    assert explained_marks(["带*的项目为省定项目"]) == {}
