"""Reads .docx tables with the paragraphs between them, revisions taken; it refuses to show deleted or hidden text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from catalogue.fees.importing.findings import Finding, Rule, Unreadable
from catalogue.fees.importing.grids import Cell, Document, Grid, Joined, Line, lay_out
from catalogue.fees.importing.word_numbering import Numbering
from catalogue.messages import say

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DELETED = {
    _W + name for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "txbxContent")
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-", _W + "ptab": "\t"}


def read_word(data: bytes) -> Document:
    """Every table of the body as one grid, with the paragraphs between them."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            body = _root(archive.read("word/document.xml")).find(f"{_W}body")
            numbering = Numbering(_optional(archive, "word/numbering.xml"), _optional(archive, "word/styles.xml"))
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, OSError) as error:
        raise Unreadable(
            say("这个 .docx 文件已损坏，打不开；请用文字处理软件打开后另存为新的 .docx 再上传。")
        ) from error
    if body is None:
        raise Unreadable(say("这个 .docx 文件里没有正文；请用文字处理软件打开后另存为新的 .docx 再上传。"))
    reader = _Word(numbering)
    document = Document(list(reader.parts(body)))
    document.findings.extend(reader.findings(body))
    return document


def _root(data: bytes) -> Any:
    # Word can write the strict dialect, which differs in the names of its namespaces only.
    data = data.replace(_STRICT, _TRANSITIONAL)
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _optional(archive: zipfile.ZipFile, name: str) -> Any:
    return _root(archive.read(name)) if name in archive.namelist() else None


def _on(element: Any, path: str) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    found = element.find(path) if element is not None else None
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "off")


def _number(element: Any, path: str, default: int) -> int:
    found = element.find(path) if element is not None else None
    value = found.get(f"{_W}val") if found is not None else None
    return int(value) if value and value.lstrip("-").isdigit() else default


class _Word:
    """Walks through a body; counts tables and what was left out."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.count = 0
        self.hidden = 0

    def parts(self, body: Any) -> Iterator[Grid | Line]:
        for block in _blocks(body):
            if block.tag == f"{_W}p":
                text = self._paragraph(block)[0].strip()
                if text:
                    style = block.find(f"{_W}pPr/{_W}pStyle")
                    yield Line(text, heading=style is not None and "eading" in style.get(f"{_W}val", ""))
            else:
                yield from self._tables(block)

    def findings(self, body: Any) -> Iterator[Finding]:
        inserted = sum(1 for _ in body.iter(f"{_W}ins", f"{_W}moveTo"))
        deleted = sum(1 for _ in body.iter(f"{_W}del", f"{_W}moveFrom"))
        if inserted or deleted:
            yield Finding(
                Rule.REVISIONS_TAKEN,
                say(
                    "文件带有修订：%(inserted)s处插入已读入，%(deleted)s处删除未读入",
                    inserted=inserted,
                    deleted=deleted,
                ),
            )
        if self.hidden:
            yield Finding(Rule.HIDDEN_LEFT_OUT, say("文件里有%(count)s处隐藏文字或隐藏行未读入", count=self.hidden))

    def _tables(self, table: Any) -> Iterator[Grid | Line]:
        """A table; a frame of one or two cells around other tables gives those tables."""
        inner = [found for found in table.iter(f"{_W}tbl") if found is not table]
        cells = [tc for tr in _rows(table) for tc in _cells(tr)]
        if inner and len(cells) <= 3:
            for tc in cells:
                yield from self.parts(tc)
            return
        self.count += 1
        rows, joins = self._grid(table)
        yield Grid(say("第%(number)s个表格", number=self.count), list(lay_out(rows, joins)))

    def _grid(self, table: Any) -> tuple[list[tuple[int, dict[int, Cell]]], list[Joined]]:
        rows: list[tuple[int, dict[int, Cell]]] = []
        joins: list[Joined] = []
        open_joins: dict[int, tuple[int, int]] = {}  # first column → first row and last column of a vertical join
        for number, tr in enumerate(_rows(table), 1):
            properties = tr.find(f"{_W}trPr")
            hidden = _on(properties, f"{_W}hidden")
            self.hidden += hidden
            found: dict[int, Cell] = {}
            column = 1 + _number(properties, f"{_W}gridBefore", 0)
            for tc in _cells(tr):
                width = max(_number(tc.find(f"{_W}tcPr"), f"{_W}gridSpan", 1), 1)
                self._join(tc, number, column, width, open_joins, joins)
                found[column] = self._cell(tc)
                column += width
            for place in [place for place in open_joins if place not in found]:
                del open_joins[place]
            rows.append((number, {} if hidden else found))
        return rows, _widest(joins)

    def _join(
        self, tc: Any, number: int, column: int, width: int, opened: dict[int, tuple[int, int]], joins: list[Joined]
    ) -> None:
        merge = tc.find(f"{_W}tcPr/{_W}vMerge")
        last = column + width - 1
        if merge is not None and merge.get(f"{_W}val") != "restart" and column in opened:
            first, first_last = opened[column]
            joins.append(Joined(first, number, column, max(last, first_last)))
            return
        opened.pop(column, None)
        if merge is not None:
            opened[column] = (number, last)
        if width > 1:
            joins.append(Joined(number, number, column, last))

    def _cell(self, tc: Any) -> Cell:
        if tc.find(f"{_W}tcPr/{_W}cellDel") is not None:
            return Cell()
        texts: list[str] = []
        indent = 0.0
        glue = False
        for block in tc.iter(f"{_W}p"):
            text, deleted_end, left = self._paragraph_full(block)
            if not texts or not "".join(texts).strip():
                indent = left
            if texts and not glue:
                texts.append("\n")
            texts.append(text)
            glue = deleted_end
        return Cell("".join(texts).strip("\n").rstrip(), indent)

    def _paragraph(self, paragraph: Any) -> tuple[str, bool]:
        text, deleted_end, _ = self._paragraph_full(paragraph)
        return text, deleted_end

    def _paragraph_full(self, paragraph: Any) -> tuple[str, bool, float]:
        """Text with its automatic number, whether its end was deleted, and its left indent in characters."""
        pieces: list[str] = []
        self._gather(paragraph, pieces)
        text = "".join(pieces)
        properties = paragraph.find(f"{_W}pPr")
        deleted_end = properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None
        return self.numbering.label(properties) + text, deleted_end, _left(properties)

    def _gather(self, node: Any, pieces: list[str]) -> None:
        for child in node:
            tag = child.tag
            if tag in _DELETED or tag == _FALLBACK or not isinstance(tag, str):
                continue
            if tag == f"{_W}r" and _on(child.find(f"{_W}rPr"), f"{_W}vanish"):
                self.hidden += 1
            elif tag == f"{_W}t":
                pieces.append(child.text or "")
            elif tag == f"{_W}sym":
                pieces.append(_symbol(child))
            elif tag in _SIGNS:
                pieces.append(_SIGNS[tag])
            elif tag != f"{_W}tbl":
                self._gather(child, pieces)


def _symbol(element: Any) -> str:
    """Signs of symbol fonts: the ticks and crosses of Wingdings as the letters they look like."""
    known = {"F0FC": "√", "F0FE": "√", "F052": "√", "F050": "√", "F0FB": "×", "F0FD": "×", "F070": "▲", "F0AB": "★"}
    code = element.get(f"{_W}char", "").upper()
    if code in known:
        return known[code]
    value = int(code, 16) if code else 0
    return "" if 0xE000 <= value <= 0xF8FF or not value else chr(value)


def _left(properties: Any) -> float:
    indent = properties.find(f"{_W}ind") if properties is not None else None
    if indent is None:
        return 0.0
    total = 0.0
    for chars, twips, sign in (
        ("leftChars", "left", 1),
        ("firstLineChars", "firstLine", 1),
        ("startChars", "start", 1),
        ("hangingChars", "hanging", -1),
    ):
        if indent.get(_W + chars, "").lstrip("-").isdigit() and indent.get(_W + chars) != "0":
            total += sign * int(indent.get(_W + chars)) / 100
        elif indent.get(_W + twips, "").lstrip("-").isdigit():
            total += sign * int(indent.get(_W + twips)) / 240  # a character of 12 points is 240 twips
    return max(total, 0.0)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also inside content controls and insertions; moved or deleted ones are left out."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _blocks(content)
        elif child.tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
            yield from _blocks(child)


def _wrapped(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _wrapped(content, tag)
        elif child.tag in (f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
            yield from _wrapped(child, tag)


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table without those that a revision deleted."""
    for tr in _wrapped(table, f"{_W}tr"):
        if tr.find(f"{_W}trPr/{_W}del") is None:
            yield tr


def _cells(tr: Any) -> Iterator[Any]:
    return _wrapped(tr, f"{_W}tc")


def _widest(joins: list[Joined]) -> list[Joined]:
    """Of joins that grow row by row only the last, which holds the others."""
    last: dict[tuple[int, int], Joined] = {}
    for join in joins:
        last[(join.top, join.left)] = join
    return list(last.values())
