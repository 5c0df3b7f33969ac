"""Turns .xls into .xlsx with the same values, widths and number formats; it refuses its formulas and macros."""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import Any

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from catalogue.messages import Problem, say

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# The old format counts widths in 256ths of a letter.
_LETTER = 256


def to_xlsx(data: bytes) -> bytes:
    """The workbook in the new format; a Problem where it is damaged or has a password."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=StringIO())
    except Exception as error:  # xlrd raises whatever a broken record leads it to
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise Problem(
                say("这个工作簿有打开密码，内容已加密，读不出来；请去掉密码后重新保存再上传。"), "file"
            ) from error
        raise Problem(say("这个 .xls 文件已损坏，打不开；请用表格软件打开后另存为 .xlsx 再上传。"), "file") from error
    made = BytesIO()
    with Workbook(made, _OPTIONS) as copy:
        formats: dict[str, Format] = {}
        for sheet in book.sheets():
            target = copy.add_worksheet(sheet.name)
            if sheet.visibility:
                target.hide()
            _copy(book, sheet, copy, target, formats)
    return made.getvalue()


def _copy(book: Book, sheet: Sheet, copy: Workbook, target: Worksheet, formats: dict[str, Format]) -> None:
    for column, info in sheet.colinfo_map.items():
        target.set_column(column, column, info.width / _LETTER, None, {"hidden": bool(info.hidden)})
    for top, bottom, left, right in sheet.merged_cells:
        if (bottom - top) * (right - left) > 1:
            target.merge_range(top, left, bottom - 1, right - 1, "")
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                pattern = _pattern(book, cell)
                if pattern not in formats:
                    formats[pattern] = copy.add_format({"num_format": pattern})
                _write(book, cell, target, row, column, formats[pattern])


def _pattern(book: Book, cell: Any) -> str:
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    known = book.format_map.get(style.format_key) if style else None
    return str(known.format_str) if known else "General"


def _write(book: Book, cell: Any, target: Worksheet, row: int, column: int, look: Format) -> None:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        # Days are numbers in both formats, counted from 1904 in old books of one maker.
        shift = 1462 if book.datemode and cell.ctype == xlrd.XL_CELL_DATE else 0
        target.write_number(row, column, float(cell.value) + shift, look)
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        target.write_boolean(row, column, bool(cell.value), look)
    elif cell.ctype == xlrd.XL_CELL_ERROR:
        target.write_string(row, column, xlrd.error_text_from_code.get(int(cell.value), "#?"), look)
    else:
        target.write_string(row, column, str(cell.value), look)
