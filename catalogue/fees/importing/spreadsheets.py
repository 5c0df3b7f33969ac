"""Reads .xlsx workbooks row by row, as they look on the screen; it refuses to show what is hidden."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from catalogue.fees.importing.findings import Finding, Rule, Unreadable
from catalogue.fees.importing.grids import WIDEST, Cell, Document, Grid, Joined, lay_out
from catalogue.fees.importing.numbers import clock, day, plain, shown, shown_text
from catalogue.messages import say

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class _Layout:
    """What openpyxl's row-by-row mode does not tell of a sheet: joined ranges and hidden parts."""

    joins: list[Joined] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    formulas_without_value: int = 0


def read_workbook(data: bytes) -> Document:
    """Every visible sheet of an .xlsx file as one grid."""
    try:
        return _read(data)
    except (
        KeyError,
        ValueError,
        OSError,
        etree.XMLSyntaxError,
        ParseError,
        zipfile.BadZipFile,
        zlib.error,
        TypeError,
        AttributeError,
    ) as error:
        raise Unreadable(say("这个 .xlsx 文件已损坏，打不开；请用表格软件打开后另存为新的 .xlsx 再上传。")) from error


def _read(data: bytes) -> Document:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    document = Document([], title=(book.properties.title or "") if book.properties else "")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        paths = _sheet_paths(archive)
        for sheet in book.worksheets:
            where = say("工作表“%(name)s”", name=sheet.title)
            if sheet.sheet_state != "visible":
                document.findings.append(Finding(Rule.HIDDEN_LEFT_OUT, say("%(where)s是隐藏的，未读入", where=where)))
                continue
            layout = _layout(archive, paths.get(sheet.title))
            hidden_columns, hidden_rows = frozenset(layout.hidden_columns), frozenset(layout.hidden_rows)
            rows = list(lay_out(_rows(sheet), layout.joins, hidden_columns, hidden_rows))
            document.findings.extend(_told(where, layout))
            document.parts.append(Grid(where, rows, name=sheet.title))
    return document


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where each sheet lies in the package, by its name."""
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    links = {link.get("Id", ""): link.get("Target", "") for link in _parsed(archive.read("xl/_rels/workbook.xml.rels"))}
    found = {}
    for sheet in _parsed(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = links.get(sheet.get(_LINK, ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in names:
            found[sheet.get("name", "")] = path
    return found


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _layout(archive: zipfile.ZipFile, path: str | None) -> _Layout:
    layout = _Layout()
    if path is None:
        return layout
    wanted = [_MAIN + name for name in ("col", "row", "mergeCell")]
    number = 0
    with archive.open(path) as stream:
        for _, element in etree.iterparse(stream, tag=wanted, resolve_entities=False, no_network=True):
            if element.tag == wanted[0]:
                _note_column(element, layout)
            elif element.tag == wanted[1]:
                number = int(element.get("r") or number + 1)
                _note_row(element, number, layout)
            else:
                left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
                layout.joins.append(Joined(int(top or 1), int(bottom or 1), int(left or 1), int(right or 1)))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return layout


def _note_column(element: Any, layout: _Layout) -> None:
    if element.get("hidden") in ("1", "true") or (element.get("width") and float(element.get("width")) == 0):
        last = min(int(element.get("max", "1")), WIDEST)
        layout.hidden_columns.update(range(int(element.get("min", "1")), last + 1))


def _note_row(element: Any, number: int, layout: _Layout) -> None:
    if element.get("hidden") in ("1", "true") or (element.get("ht") and float(element.get("ht")) == 0):
        layout.hidden_rows.add(number)
    for cell in element.iter(f"{_MAIN}f"):
        value = cell.getparent().find(f"{_MAIN}v")
        layout.formulas_without_value += value is None or not value.text


def _rows(sheet: Any) -> Iterator[tuple[int, dict[int, Cell]]]:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=WIDEST), 1):
        found = {}
        for cell in row:
            if cell.value is not None:
                found[cell.column] = _cell(cell)
        yield number, found


def _cell(cell: Any) -> Cell:
    value, pattern = cell.value, cell.number_format
    indent = float(cell.alignment.indent or 0) if cell.has_style and cell.alignment else 0.0
    bare = value if isinstance(value, int | float) and not isinstance(value, bool) and pattern == "General" else None
    return Cell(_text(value, pattern), indent, bare)


def _text(value: object, pattern: str | None) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return day(value)
    if isinstance(value, time):
        return clock(value)
    if isinstance(value, timedelta):
        return plain(value.total_seconds() / 86400)
    if isinstance(value, int | float):
        return shown(value, pattern)
    return shown_text(re.sub(r"_x([0-9A-Fa-f]{4})_", _escaped, str(value)).replace("\r\n", "\n"), pattern)


def _escaped(match: re.Match[str]) -> str:
    """Workbooks write control characters as _x000D_; they show nothing."""
    character = chr(int(match.group(1), 16))
    return "" if character < " " and character != "\n" else character


def _told(where: object, layout: _Layout) -> Iterable[Finding]:
    if layout.hidden_columns:
        letters = "、".join(get_column_letter(column) for column in sorted(layout.hidden_columns)[:12])
        yield Finding(Rule.HIDDEN_LEFT_OUT, say("%(where)s的隐藏列%(columns)s未读入", where=where, columns=letters))
    if layout.hidden_rows:
        told = "、".join(str(number) for number in sorted(layout.hidden_rows)[:12])
        yield Finding(
            Rule.HIDDEN_LEFT_OUT,
            say(
                "%(where)s的%(count)s个隐藏行未读入（第%(rows)s行）",
                where=where,
                count=len(layout.hidden_rows),
                rows=told,
            ),
        )
    if layout.formulas_without_value:
        yield Finding(
            Rule.FORMULA_WITHOUT_VALUE,
            say(
                "%(where)s有%(count)s个公式没有保存结果，读作空白；请用表格软件打开后重新保存",
                where=where,
                count=layout.formulas_without_value,
            ),
        )
