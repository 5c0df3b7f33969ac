"""What the workbooks laid out by hand are made with."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def fill(sheet: Worksheet, rows: list[list[Any]], top: int = 1, left: int = 1) -> None:
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            if value is not None:
                sheet.cell(top + down, left + right, value)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(data: bytes, old: str, new: str) -> bytes:
    """The workbook with its first sheet's XML changed, for what openpyxl does not write."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return out.getvalue()


def sheet_of(rows: list[list[Any]], *merges: str, title: str = "Sheet1") -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    fill(sheet, rows)
    for merge in merges:
        sheet.merge_cells(merge)
    return book
