"""Puts the answers to its rows into a table, beside what it held; it refuses to touch the rest of the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from catalogue.checks.workbook_csv import with_columns
from catalogue.checks.workbook_rows import HEADINGS, WIDTHS, Line, Tell
from catalogue.checks.workbook_splice import LAST_COLUMN, Addition, add_columns
from catalogue.checks.workbooks import SheetTable, Table
from catalogue.messages import Problem, say


def write_answer(table: Table, lines: Sequence[Line], tell: Tell, target: IO[bytes]) -> None:
    """The file as it came, with the columns of the answers behind the last column in use."""
    headings = [tell(heading) for heading in HEADINGS]
    if table.delimited:
        rows = {line.number: line.cells for line in lines}
        at = table.headings.row
        for piece in with_columns(table.delimited, {at: tuple(headings), **rows} if at >= 0 else rows):
            target.write(piece)
        return
    additions = {}
    for number, sheet in enumerate(table.sheets):
        if sheet.layout is not None:
            own = [line for line in lines if line.sheet == number]
            additions[sheet.layout.path] = _addition(sheet, own, headings)
    add_columns(table.source, additions, target)


def _addition(sheet: SheetTable, lines: Sequence[Line], headings: Sequence[str]) -> Addition:
    top = sheet.headings.row + 1
    first = (sheet.layout.right_from(top) if sheet.layout else 0) + 1
    if first + len(headings) > LAST_COLUMN:
        raise Problem(
            say("工作表“%(name)s”右边没有空列可以写结论；请删去最右边的内容再上传。", name=sheet.name), "file"
        )
    return Addition(first, WIDTHS, top, headings, {line.number + 1: line.cells for line in lines})
