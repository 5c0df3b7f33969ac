"""Reads a table of charges from .xlsx, .xls or text; it refuses what is damaged, locked, empty or too large."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers.expat import ExpatError

import pandas as pd
from lxml import etree

from catalogue.checks.workbook_columns import DEEPEST, Headings, find_headings
from catalogue.checks.workbook_csv import Delimited, read_delimited
from catalogue.checks.workbook_layout import Layout, layouts
from catalogue.checks.workbook_old import to_xlsx
from catalogue.checks.workbook_values import Value, text_of
from catalogue.fees.importing.findings import Unreadable
from catalogue.fees.importing.limits import Limits
from catalogue.fees.importing.packages import Form, form_of
from catalogue.messages import Message, Problem, say

LIMITS = Limits(
    file_bytes=10 * 1024 * 1024,
    unpacked_bytes=200_000_000,
    rows=10_000,
    seconds=120.0,
    memory_bytes=2_000_000_000,
)
# Rows above the headings and blank lines come on top of the rows that are checked.
_ROWS_READ = LIMITS.rows * 2
_MOST_CELLS = 4_000_000
_SAMPLE = DEEPEST + 60
_WORKBOOK_PARTS = (
    b"xl/workbook",
    *("EncryptedPackage".encode("utf-16-le"), "Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")),
)
_PACKAGES = (b"PK", b"\xd0\xcf\x11\xe0")


@dataclass(slots=True)
class SheetTable:
    """One sheet: its cells by row and column (from 0), where its headings stand, and the cells that only repeat a
    joined one."""

    name: str
    values: list[list[Value]]
    headings: Headings
    layout: Layout | None = None
    repeated: set[tuple[int, int]] = field(default_factory=set)

    def body(self) -> Iterator[tuple[int, list[Value]]]:
        """The rows below the headings that hold anything, with their numbers (from 0)."""
        for number in range(self.headings.row + 1, len(self.values)):
            if any(value not in ("", None) for value in self.values[number]):
                yield number, self.values[number]


@dataclass(slots=True)
class Table:
    """A table of charges: its sheets of one shape, the bytes it is given back from, and what is to be told of it.

    `source` is the package of an .xlsx file (also for what came as .xls); `delimited` is set for text files.
    """

    sheets: list[SheetTable]
    source: bytes
    delimited: Delimited | None = None
    macros: bool = False
    notes: list[Message] = field(default_factory=list)

    @property
    def headings(self) -> Headings:
        return self.sheets[0].headings

    @property
    def suffix(self) -> str:
        """The ending of the name of the answer."""
        return ".csv" if self.delimited else ".xlsm" if self.macros else ".xlsx"

    def count(self) -> int:
        """How many rows hold anything."""
        return sum(1 for sheet in self.sheets for _ in sheet.body())

    def samples(self, most: int = 3) -> list[list[str]]:
        """For each column its first different texts."""
        found: list[list[str]] = [[] for _ in self.headings.labels]
        for sheet in self.sheets:
            for _, row in sheet.body():
                for at, value in enumerate(row[: len(found)]):
                    text = text_of(value)
                    if text and len(found[at]) < most and text not in found[at]:
                        found[at].append(text)
        return found


def read_table(data: bytes) -> Table:
    """The table in a file's bytes, whatever its name; a Problem says in a sentence what is wrong and what to do."""
    check_size(len(data))
    form = _form(data)
    if form is Form.TEXT:
        table = _from_text(data)
    elif form is Form.XLS:
        table = _from_package(to_xlsx(data))
        table.notes.insert(0, say("旧格式（.xls）的表格以新格式（.xlsx）还给您：数值和列宽照原样，公式只留结果。"))
    else:
        table = _from_package(data)
    rows = table.count()
    if not rows:
        raise Problem(say("表格里没有内容，只有表头或空白；请核对是不是选错了文件或工作表。"), "file")
    if rows > LIMITS.rows:
        raise Problem(_too_many(rows), "file")
    return table


def check_size(size: int) -> None:
    """A Problem for a file that is empty or larger than the limit."""
    if not size:
        raise Problem(say("文件是空的，一个字节也没有；请核对是否选对了文件，再上传。"), "file")
    if size > LIMITS.file_bytes:
        raise Problem(
            say(
                "文件有 %(size)s MB，超过上限 %(limit)s MB；请删去图片等无关内容，或分成几个文件再上传。",
                size=f"{size / 1024 / 1024:.1f}",
                limit=LIMITS.file_bytes // 1024 // 1024,
            ),
            "file",
        )


def _form(data: bytes) -> Form:
    """What the file is by its content."""
    package = data.startswith(_PACKAGES)
    try:
        if data.startswith(b"PK") and not zipfile.is_zipfile(BytesIO(data)):
            raise _damaged()
        form = form_of(data, LIMITS)
    except Unreadable as error:
        if not data.strip(b"\0 \r\n\t") or (package and any(part in data for part in _WORKBOOK_PARTS)):
            raise Problem(error.message, "file") from error
        raise _no_table() from error
    if form is Form.HTML:
        raise Problem(
            say("这其实是网页（有些系统导出的 .xls 就是网页），不是表格文件；请用表格软件打开后另存为 .xlsx 再上传。"),
            "file",
        )
    if form not in (Form.XLSX, Form.XLS, Form.TEXT):
        raise _no_table()
    return form


def _no_table() -> Problem:
    return Problem(say("这不是 .xlsx、.xls 或 .csv 表格，读不出来；请用表格软件打开，另存为 .xlsx 再上传。"), "file")


def _damaged() -> Problem:
    return Problem(say("文件不完整或已损坏，打不开；请用表格软件打开原表，另存为新的 .xlsx 再上传。"), "file")


def _too_many(rows: object) -> Message:
    return say("表格有 %(rows)s 行，超过上限 %(limit)s 行；请分成几个文件再上传。", rows=rows, limit=LIMITS.rows)


def _from_text(data: bytes) -> Table:
    try:
        source = read_delimited(data, lambda rows: len(find_headings(rows).columns), _ROWS_READ)
    except Unreadable as error:
        raise _no_table() from error
    if len(source.records) >= _ROWS_READ:
        raise Problem(_too_many(say("%(count)s 以上", count=_ROWS_READ)), "file")
    values: list[list[Value]] = [list(map(str.strip, record.fields)) for record in source.records]
    sheet = SheetTable("", values, find_headings(_texts(values)))
    return Table([sheet], data, source)


def _from_package(data: bytes) -> Table:
    try:
        shown = [layout for layout in layouts(data) if not layout.hidden]
        _refuse_endless(shown)
        frames = pd.read_excel(
            BytesIO(data), sheet_name=None, header=None, dtype=object, na_filter=False, engine="calamine"
        )
    except (KeyError, ValueError, OSError, TypeError, zipfile.BadZipFile, etree.XMLSyntaxError, ExpatError) as error:
        if isinstance(error, Problem):
            raise
        raise _damaged() from error
    except Exception as error:  # calamine raises errors of its own, which share no base
        if type(error).__module__.startswith("python_calamine"):
            raise _damaged() from error
        raise
    sheets = [_sheet(layout, frames[layout.name].values.tolist()) for layout in shown if layout.name in frames]
    chosen, left = _of_one_shape([sheet for sheet in sheets if sheet.values])
    table = Table(chosen, data, macros=b"xl/vbaProject.bin" in data)
    if left:
        names = "、".join(f"“{name}”" for name in left[:5])
        table.notes.append(say("没有核对的工作表：%(names)s；它们的表头不同，请分开上传。", names=names))
    return table


def _refuse_endless(sheets: Sequence[Layout]) -> None:
    """A stray cell in the last corner would make the reading of a sheet fill all memory."""
    for sheet in sheets:
        rows, columns = max(sheet.rights, default=0), max(sheet.rights.values(), default=0)
        if len(sheet.rights) > _ROWS_READ:
            raise Problem(_too_many(len(sheet.rights)), "file")
        if rows * columns > _MOST_CELLS:
            raise Problem(
                say(
                    "工作表“%(name)s”用到了第 %(rows)s 行、第 %(columns)s 列那么远，多半是远处留有零星内容；"
                    "请删去它们，另存后再上传。",
                    name=sheet.name,
                    rows=rows,
                    columns=columns,
                ),
                "file",
            )


def _sheet(layout: Layout, values: list[list[Value]]) -> SheetTable:
    """A sheet whose joined cells say what they say in every row and column that they cover."""
    repeated: set[tuple[int, int]] = set()
    width = max((len(row) for row in values), default=0)
    for top, left, bottom, right in layout.joins:
        if top > len(values) or left > width:
            continue
        value = values[top - 1][left - 1]
        for row in range(top - 1, min(bottom, len(values))):
            for column in range(left - 1, min(right, width)):
                if (row, column) != (top - 1, left - 1):
                    values[row][column] = value
                    repeated.add((row, column))
    return SheetTable(layout.name, values, find_headings(_texts(values)), layout, repeated)


def _of_one_shape(sheets: list[SheetTable]) -> tuple[list[SheetTable], list[str]]:
    """The sheets that share the best known headings, and the names of the others that hold a table."""
    if not sheets:
        raise Problem(say("表格里没有内容，或者都在隐藏的工作表里；请核对是不是选错了文件。"), "file")

    def worth(sheet: SheetTable) -> tuple[bool, int, int]:
        return "name" in sheet.headings.columns, len(sheet.headings.columns), len(sheet.values)

    best = max(sheets, key=worth).headings
    chosen = [sheet for sheet in sheets if sheet.headings.labels == best.labels and sheet.headings.row >= 0]
    chosen = chosen or [max(sheets, key=worth)]
    others = [sheet.name for sheet in sheets if sheet not in chosen and "name" in sheet.headings.columns]
    return chosen, others


def _texts(values: Sequence[Sequence[Value]]) -> list[list[str]]:
    return [[re.sub(r"\s+", "", text_of(value)) for value in row] for row in values[:_SAMPLE]]
