"""Fees as a workbook laid out like a published list, ready to print on A4; it refuses more rows than people read."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from catalogue.fees.entries import Entry
from catalogue.fees.exporting.extract import Extract
from catalogue.fees.exporting.order import Numbered, in_list_order
from catalogue.fees.kinds import FeeKind
from catalogue.fees.periods import Period
from catalogue.messages import Message, Problem, say

MOST_ROWS = 20_000
LONGEST_ADDRESS = 120

_COLUMNS: tuple[tuple[Message, int], ...] = (
    (say("部门"), 14),
    (say("序号"), 7),
    (say("项目名称"), 32),
    (say("资金管理方式"), 14),
    (say("政策依据"), 36),
    (say("征收对象"), 18),
    (say("征收标准"), 44),
    (say("状态"), 10),
    (say("有效期"), 18),
)
_WIDTH = len(_COLUMNS)
_DEPARTMENT, _NUMBER, _NAME = 0, 1, 2
_PRICED_BY = say("定价部门")
_HEADING_ROW = 2


def workbook(entries: Sequence[Entry], extract: Extract) -> bytes:
    """The file: a sheet for each list, with title, day, headings repeated on every page, and merged departments.

    More than MOST_ROWS fees are a Problem: such a file is for programs, which read CSV or JSON.
    """
    if len(entries) > MOST_ROWS:
        raise Problem(say("结果超过 %(most)s 条，请缩小范围，或改为下载 CSV、JSON。", most=MOST_ROWS))
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, options) as book:
        # The moment of publication, not of download: the same content is the same file.
        created = extract.edition.published_at.replace(tzinfo=None)
        book.set_properties({"title": extract.metadata()["title"], "comments": extract.address, "created": created})
        looks = _Looks(book)
        kinds = [kind for kind in FeeKind if any(entry.kind is kind for entry in entries)] or [FeeKind.ADMINISTRATIVE]
        for kind in kinds:
            sheet = book.add_worksheet(_sheet_name(extract.word(kind)))
            _List(sheet, looks, extract, kind).write([entry for entry in entries if entry.kind is kind])
    return made.getvalue()


class _Looks:
    """The formats of a list."""

    def __init__(self, book: Workbook) -> None:
        font = {"font_name": "宋体", "font_size": 10}
        cell = {**font, "border": 1, "text_wrap": True, "valign": "vcenter"}
        self._cell, self._book = cell, book
        self.title: Format = book.add_format({**font, "font_name": "黑体", "font_size": 18, "align": "center"})
        self.line: Format = book.add_format(font)
        self.line_right: Format = book.add_format({**font, "align": "right"})
        self.heading: Format = book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#EDEDED"})
        self.cell: Format = book.add_format(cell)
        self.centred: Format = book.add_format({**cell, "align": "center"})
        self.department: Format = book.add_format({**cell, "align": "center", "valign": "top"})
        self.note: Format = book.add_format({**font, "text_wrap": True, "valign": "top"})
        self._indented: dict[int, Format] = {0: self.cell}

    def indented(self, depth: int) -> Format:
        """The format of a name that stands `depth` steps below its department."""
        if depth not in self._indented:
            self._indented[depth] = self._book.add_format({**self._cell, "indent": depth})
        return self._indented[depth]


@dataclass
class _List:
    """One sheet being written."""

    sheet: Worksheet
    looks: _Looks
    extract: Extract
    kind: FeeKind

    def write(self, entries: Sequence[Entry]) -> None:
        self._paper()
        self._head()
        row = _HEADING_ROW + 1
        for department, group in groupby(in_list_order(entries), key=lambda each: each.department):
            row = self._department(row, department, list(group))
        self._note(row)

    def _head(self) -> None:
        tell, extract = self.extract.tell, self.extract
        title = say("%(place)s%(list)s目录清单", place=extract.place, list=extract.word(self.kind))
        self.sheet.merge_range(0, 0, 0, _WIDTH - 1, tell(title), self.looks.title)
        self.sheet.set_row(0, 32)
        line = say("日期：%(day)s（清单第%(number)s期）", day=extract.day(extract.on), number=extract.edition.number)
        self.sheet.write_string(1, 0, tell(line), self.looks.line)
        self.sheet.write_string(1, _WIDTH - 1, tell(say("单位：元")), self.looks.line_right)
        for column, (heading, width) in enumerate(_COLUMNS):
            priced = column == _DEPARTMENT and self.kind is FeeKind.REGULATED_SERVICE
            text = tell(_PRICED_BY if priced else heading)
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(_HEADING_ROW, column, text, self.looks.heading)

    def _department(self, row: int, department: str, group: Sequence[Numbered]) -> int:
        """Write the fees of one department from `row` on; return the row after them."""
        last = row + len(group) - 1
        if last > row:
            self.sheet.merge_range(row, _DEPARTMENT, last, _DEPARTMENT, department, self.looks.department)
        else:
            self.sheet.write_string(row, _DEPARTMENT, department, self.looks.department)
        for offset, numbered in enumerate(group):
            self._fee(row + offset, numbered)
        return last + 1

    def _fee(self, row: int, numbered: Numbered) -> None:
        self.sheet.write_string(row, _NUMBER, numbered.number, self.looks.centred)
        self.sheet.write_string(row, _NAME, numbered.entry.name, self.looks.indented(numbered.depth))
        for column, text in enumerate(self._rest(numbered.entry), _NAME + 1):
            self.sheet.write_string(row, column, text, self.looks.cell)

    def _rest(self, entry: Entry) -> Iterator[str]:
        yield entry.fund_management
        yield "；".join(entry.basis)
        yield entry.payer
        yield entry.standard_text or self.extract.tell(say("未载明"))
        yield self.extract.word(entry.state_on(self.extract.on))
        yield self.extract.tell(_period(entry.period))

    def _note(self, row: int) -> None:
        note = say(
            "本表由收费目录导出，逐条来源见 %(address)s；空白处为来源未载明。与正式文件不一致的，以正式文件为准。",
            address=self.extract.address,
        )
        self.sheet.merge_range(row, 0, row, _WIDTH - 1, self.extract.tell(note), self.looks.note)
        self.sheet.set_row(row, 30)

    def _paper(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.repeat_rows(_HEADING_ROW)
        self.sheet.freeze_panes(_HEADING_ROW + 1, _NAME + 1)
        release = self.extract.tell(say("清单第%(number)s期", number=self.extract.edition.number))
        page = self.extract.tell(say("第 %(page)s 页，共 %(pages)s 页", page="&P", pages="&N"))
        self.sheet.set_footer(f"&L&9{release}&C&9{page}&R&9{_in_footer(self.extract.address)}")


def _period(period: Period) -> Message:
    if period.start and period.end:
        return say("%(start)s 至 %(end)s", start=period.start, end=period.end)
    if period.start:
        return say("自 %(start)s 起", start=period.start)
    if period.end:
        return say("至 %(end)s 止，起始日期未载明", end=period.end)
    return say("起止日期未载明")


def _sheet_name(text: str) -> str:
    """The text without what Excel forbids in the name of a sheet."""
    return "".join(char for char in text if char not in "[]:*?/\\'")[:31]


def _in_footer(address: str) -> str:
    """The address as a footer shows it: & begins a command there, and the whole footer has 255 characters."""
    shown = address if len(address) <= LONGEST_ADDRESS else address.partition("?")[0][:LONGEST_ADDRESS]
    return shown.replace("&", "&&")
