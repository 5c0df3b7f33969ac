"""Adds columns to the sheets of an .xlsx file; it refuses to change any other cell, format or part.

A library that loads and saves a workbook loses what it does not know: shapes, slicers, computed results,
rich text. So the new cells are put into the sheet's own XML.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import IO
from xml.parsers import expat
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from catalogue.checks.workbook_layout import column_of, utf8

STYLES = "xl/styles.xml"
LONGEST_TEXT = 32_000
LAST_COLUMN = 16_384
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPANS = re.compile(rb'\sspans="[^"]*"')
_COLUMN_TAG = re.compile(rb"<(?:\w+:)?col\s[^>]*/>")

Cell = str | Decimal | None


@dataclass(frozen=True, slots=True)
class Addition:
    """New columns of one sheet: the first (from 1), the width of each in letters, the row of their headings (from 1;
    0 for none), the headings, and their cells by the number of the row."""

    first: int
    widths: Sequence[int]
    heading_row: int
    headings: Sequence[str]
    rows: Mapping[int, Sequence[Cell]]

    @property
    def last(self) -> int:
        return self.first + len(self.widths) - 1


@dataclass(frozen=True, slots=True)
class _Styles:
    """Numbers of the formats for text (never computed) and for money; None where the file has no formats."""

    text: int | None = None
    money: int | None = None


def add_columns(source: bytes, additions: Mapping[str, Addition], target: IO[bytes]) -> None:
    """Write the workbook with the additions, named by the part of their sheet."""
    with zipfile.ZipFile(BytesIO(source)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        styles, styled = _styled(before.read(STYLES)) if STYLES in before.namelist() else (b"", _Styles())
        for part in before.infolist():
            content = before.read(part)
            if part.filename in additions:
                content = _Splice(utf8(content), additions[part.filename], styled).made()
            elif part.filename == STYLES:
                content = styles
            after.writestr(part.filename, content)


def _styled(xml: bytes) -> tuple[bytes, _Styles]:
    """The formats with two more: text that looks like a formula stays text, and money with two decimals."""
    xml = utf8(xml)
    found = re.search(rb"<((?:\w+:)?)cellXfs(\s[^>]*)?>(.*?)</(?:\w+:)?cellXfs>", xml, re.DOTALL)
    if not found:
        return xml, _Styles()
    prefix, inside = found.group(1), found.group(3)
    count = len(re.findall(rb"<(?:\w+:)?xf[\s/>]", inside))
    made = (
        b'<%sxf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" '
        b'applyAlignment="1"><%salignment vertical="top"/></%sxf>'
        b'<%sxf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
        b'<%salignment vertical="top"/></%sxf>'
    ) % ((prefix,) * 6)
    element = b'<%scellXfs count="%d">%s%s</%scellXfs>' % (prefix, count + 2, inside, made, prefix)
    return xml[: found.start()] + element + xml[found.end() :], _Styles(count, count + 1)


class _Row:
    """The row that is being walked through: what is inserted before which byte, and the look of its last heading."""

    def __init__(self, number: int, start: int) -> None:
        self.number = number
        self.start = start
        self.column = 0
        self.insert_at: int | None = None
        self.style: str | None = None


class _Splice:
    """One walk over a sheet's XML that notes what is put in and taken out, as (from, to, new bytes)."""

    def __init__(self, xml: bytes, addition: Addition, styles: _Styles) -> None:
        self._xml = xml
        self._addition = addition
        self._styles = styles
        self._edits: list[tuple[int, int, bytes]] = []
        self._prefix = ""
        self._cols = (-1, -1)
        self._data_at = 0
        self._row = _Row(0, 0)
        self._cell = (0, "")
        self._content = False
        self._parser = expat.ParserCreate()

    def made(self) -> bytes:
        """The XML with the addition."""
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(self._xml, True)
        self._set_widths()
        pieces, at = [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            pieces += [self._xml[at:start], new]
            at = end
        return b"".join([*pieces, self._xml[at:]])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at, tag = self._parser.CurrentByteIndex, name.rpartition(":")[2]
        if tag == "c":
            self._row.column = column_of(attributes.get("r"), self._row.column)
            self._cell, self._content = (at, attributes.get("s", "")), False
        elif tag in ("v", "is", "f"):
            self._content = True
        elif tag == "row":
            self._row = _Row(int(attributes.get("r") or self._row.number + 1), at)
        elif tag == "worksheet":
            self._prefix = name.removesuffix(tag)
        elif tag == "dimension":
            self._grow(at, attributes.get("ref", "A1"))
        elif tag == "cols":
            self._cols = (at, at)
        elif tag == "sheetData":
            self._data_at = at

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c" and self._cells_of(self._row.number) is not None:
            self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag == "cols":
            self._cols = (self._cols[0], self._element_end(self._cols[0]))

    def _end_cell(self) -> None:
        row, (start, style) = self._row, self._cell
        if self._content and row.column < self._addition.first:
            row.style = style
        if row.column > self._addition.last and row.insert_at is None:
            row.insert_at = start
        if self._addition.first <= row.column <= self._addition.last:
            self._edits.append((start, self._element_end(start), b""))

    def _end_row(self) -> None:
        """Put the new cells in before whatever stands to the right of them."""
        row, cells = self._row, self._cells_of(self._row.number)
        if cells is None:
            return
        style = row.style if row.number == self._addition.heading_row else None
        made = "".join(self._written(at, row.number, cell, style) for at, cell in enumerate(cells)).encode()
        opened = self._tag_end(row.start)
        tag = _SPANS.sub(b"", self._xml[row.start : opened])
        if tag.endswith(b"/>"):
            made = tag[:-2] + b">" + made + f"</{self._prefix}row>".encode()
            self._edits.append((row.start, opened, made))
            return
        self._edits.append((row.start, opened, tag))
        at = self._parser.CurrentByteIndex if row.insert_at is None else row.insert_at
        self._edits.append((at, at, made))

    def _cells_of(self, row: int) -> Sequence[Cell] | None:
        return self._addition.headings if row == self._addition.heading_row else self._addition.rows.get(row)

    def _written(self, at: int, row: int, cell: Cell, heading_style: str | None) -> str:
        """One cell. Text stands in the cell itself, so that it can be nothing but text."""
        if cell is None or cell == "":
            return ""
        place = f'r="{get_column_letter(self._addition.first + at)}{row}"'
        chosen = self._styles.money if isinstance(cell, Decimal) else self._styles.text
        style = heading_style or ("" if chosen is None else str(chosen))
        opening = f"<{self._prefix}c {place}" + (f' s="{style}"' if style else "")
        closing = f"</{self._prefix}c>"
        if isinstance(cell, Decimal):
            return f"{opening}><{self._prefix}v>{cell:f}</{self._prefix}v>{closing}"
        text = escape(_ILLEGAL.sub("", cell)[:LONGEST_TEXT])
        inner = f'<{self._prefix}is><{self._prefix}t xml:space="preserve">{text}</{self._prefix}t></{self._prefix}is>'
        return f'{opening} t="inlineStr">{inner}{closing}'

    def _grow(self, at: int, reference: str) -> None:
        """The range in use, made wider."""
        left, top, right, bottom = (int(bound or 1) for bound in range_boundaries(reference))
        last = get_column_letter(max(right, self._addition.last))
        grown = f'ref="{get_column_letter(left)}{top}:{last}{bottom}"'.encode()
        end = self._tag_end(at)
        self._edits.append((at, end, re.sub(rb'ref="[^"]*"', grown, self._xml[at:end])))

    def _set_widths(self) -> None:
        """Widths of the new columns; ranges of columns must not overlap, so those of the file are cut around them."""
        start, end = self._cols if self._cols[0] >= 0 else (self._data_at, self._data_at)
        kept: list[tuple[int, bytes]] = []
        for tag in _COLUMN_TAG.findall(self._xml[start:end]):
            low, high = int(_attribute(tag, b"min")), int(_attribute(tag, b"max"))
            for part in ((low, min(high, self._addition.first - 1)), (max(low, self._addition.last + 1), high)):
                if part[0] <= part[1]:
                    kept.append((part[0], _between(tag, *part)))
        for at, width in enumerate(self._addition.widths, self._addition.first):
            made = f'<{self._prefix}col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
            kept.append((at, made.encode()))
        inside = b"".join(tag for _, tag in sorted(kept, key=lambda pair: pair[0]))
        name = f"{self._prefix}cols".encode()
        self._edits.append((start, end, b"<" + name + b">" + inside + b"</" + name + b">"))

    def _tag_end(self, at: int) -> int:
        return self._xml.index(b">", at) + 1

    def _element_end(self, start: int) -> int:
        """Where the element that ends now is over; its own tag where it has no content."""
        opened = self._tag_end(start)
        now = self._parser.CurrentByteIndex
        return opened if self._xml[opened - 2 : opened] == b"/>" or now < opened else self._tag_end(now)


def _attribute(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"\s" + name + rb'="([^"]*)"', tag)
    return found.group(1) if found else b"1"


def _between(tag: bytes, low: int, high: int) -> bytes:
    tag = re.sub(rb'(\smin=")[^"]*', rb"\g<1>%d" % low, tag)
    return re.sub(rb'(\smax=")[^"]*', rb"\g<1>%d" % high, tag)
