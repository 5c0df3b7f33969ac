"""Reads .xls workbooks (BIFF) as they look on the screen; it refuses to show what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.sheet import Sheet

from catalogue.fees.importing.findings import Finding, Rule, Unreadable
from catalogue.fees.importing.grids import WIDEST, Cell, Document, Grid, Joined, lay_out
from catalogue.fees.importing.numbers import day, shown, shown_text
from catalogue.messages import Message, say


def read_old_workbook(data: bytes) -> Document:
    """Every visible sheet of an .xls file as one grid."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=_Silent())
    except XLRDError as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise Unreadable(say("这个工作簿有打开密码，内容已加密，读不出来；请去掉密码后重新保存再上传。")) from error
        raise Unreadable(_damaged()) from error
    except Exception as error:  # xlrd raises whatever a broken record leads it to
        raise Unreadable(_damaged()) from error
    document = Document([])
    for sheet in book.sheets():
        where = say("工作表“%(name)s”", name=sheet.name)
        if sheet.visibility:
            document.findings.append(Finding(Rule.HIDDEN_LEFT_OUT, say("%(where)s是隐藏的，未读入", where=where)))
            continue
        document.parts.append(_grid(book, sheet, where, document))
    return document


class _Silent:
    """xlrd writes warnings to a file; nobody reads them."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return None


def _damaged() -> Message:
    return say("这个 .xls 文件已损坏，打不开；请用表格软件打开后另存为 .xlsx 再上传。")


def _grid(book: Book, sheet: Sheet, where: Message, document: Document) -> Grid:
    columns = frozenset(
        place + 1
        for place, info in sheet.colinfo_map.items()
        if (info.hidden or info.width == 0) and place < sheet.ncols
    )
    rows = frozenset(
        place + 1
        for place, info in sheet.rowinfo_map.items()
        if (info.hidden or info.height == 0) and place < sheet.nrows
    )
    joins = [Joined(top + 1, bottom, left + 1, right) for top, bottom, left, right in sheet.merged_cells]
    if columns:
        told = "、".join(xlrd.colname(column - 1) for column in sorted(columns)[:12])
        document.findings.append(
            Finding(Rule.HIDDEN_LEFT_OUT, say("%(where)s的隐藏列%(columns)s未读入", where=where, columns=told))
        )
    if rows:
        told = "、".join(str(row) for row in sorted(rows)[:12])
        document.findings.append(
            Finding(
                Rule.HIDDEN_LEFT_OUT,
                say("%(where)s的%(count)s个隐藏行未读入（第%(rows)s行）", where=where, count=len(rows), rows=told),
            )
        )
    return Grid(where, list(lay_out(_rows(book, sheet), joins, columns, rows)), name=sheet.name)


def _rows(book: Book, sheet: Sheet) -> Iterator[tuple[int, dict[int, Cell]]]:
    for number in range(sheet.nrows):
        found = {}
        for place in range(min(sheet.row_len(number), WIDEST)):
            cell = sheet.cell(number, place)
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                found[place + 1] = _cell(book, cell)
        yield number + 1, found


def _cell(book: Book, cell: xlrd.sheet.Cell) -> Cell:
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    pattern = (
        book.format_map[style.format_key].format_str if style and style.format_key in book.format_map else "General"
    )
    indent = float(style.alignment.indent_level or 0) if style is not None and style.alignment is not None else 0.0
    if cell.ctype == xlrd.XL_CELL_DATE:
        return Cell(_day(book, float(cell.value)), indent)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        value = float(cell.value)
        general = pattern in ("General", "G/通用格式", "GENERAL")
        return Cell(shown(value, "General" if general else pattern), indent, value if general else None)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell("TRUE" if cell.value else "FALSE", indent)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(xlrd.error_text_from_code.get(int(cell.value), ""), indent)
    return Cell(shown_text(re.sub(r"\r\n?", "\n", str(cell.value)), pattern), indent)


def _day(book: Book, value: float) -> str:
    try:
        return day(xlrd.xldate_as_datetime(value, book.datemode))
    except (ValueError, OverflowError, xlrd.XLDateError):
        return shown(value, "General")
