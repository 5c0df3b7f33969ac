"""Where the cells of an .xlsx sheet stand in its XML, beyond their values; it refuses to change anything."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(slots=True)
class Layout:
    """One sheet: its part in the package, joined ranges (top, left, bottom, right; from 1), the last column with
    content of each row, and the cells whose formula was saved without its result."""

    name: str
    path: str
    hidden: bool
    joins: list[tuple[int, int, int, int]] = field(default_factory=list)
    rights: dict[int, int] = field(default_factory=dict)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)

    def right_from(self, row: int) -> int:
        """The last column used in `row` or below."""
        joined = [right for _, _, bottom, right in self.joins if bottom >= row]
        return max([column for at, column in self.rights.items() if at >= row] + joined, default=0)


def layouts(data: bytes) -> list[Layout]:
    """The layout of every sheet with cells, in the order of their tabs."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        found = list(sheet_parts(archive))
        for layout in found:
            _Scan(layout).read(utf8(archive.read(layout.path)))
    return found


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[Layout]:
    """The sheets that the workbook names, not yet looked into."""
    links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _PARSER)
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = etree.fromstring(archive.read("xl/workbook.xml"), _PARSER)
    names = set(archive.namelist())
    for sheet in book.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath("xl/" + target)
        if path in names and "worksheets/" in path:
            yield Layout(sheet.get("name", ""), path, sheet.get("state", "visible") != "visible")


def utf8(xml: bytes) -> bytes:
    """The same XML in UTF-8, untouched where it is already."""
    head = xml[:200]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"encoding=" in head and b"utf-8" not in head.lower()):
        return bytes(etree.tostring(etree.fromstring(xml, _PARSER), encoding="UTF-8", xml_declaration=True))
    return xml


def column_of(reference: str | None, before: int) -> int:
    """The column (from 1) of a cell's reference; a cell without one follows the one before."""
    return column_index_from_string(coordinate_from_string(reference)[0]) if reference else before + 1


class _Scan:
    """One walk over a sheet's XML."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._row = self._column = 0
        self._formula = self._value = self._content = False

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(xml, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._column = column_of(attributes.get("r"), self._column)
            self._formula = self._value = self._content = False
        elif tag == "v":
            self._value = True
        elif tag == "is":
            self._content = True
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
        elif tag == "mergeCell":
            left, top, right, bottom = range_boundaries(attributes["ref"])
            self._layout.joins.append((int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)))

    def _text(self, _text: str) -> None:
        # An empty value is what some programs write for a result that they have not computed.
        if self._value:
            self._content = True

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "v":
            self._value = False
        if tag != "c" or not (self._content or self._formula):
            return
        self._layout.rights[self._row] = max(self._column, self._layout.rights.get(self._row, 0))
        if self._formula and not self._content:
            self._layout.uncomputed.add((self._row, self._column))
