"""Reads the tables of saved web pages with the lines around them; it refuses to read what a page does not show."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from email import message_from_bytes, policy
from typing import Any

from lxml import html

from catalogue.fees.importing.encodings import decoded
from catalogue.fees.importing.findings import Finding, Rule, Unreadable
from catalogue.fees.importing.grids import WIDEST, Cell, Document, Grid, Joined, Line, lay_out
from catalogue.fees.importing.web_styles import hiding_selectors, indent_of
from catalogue.messages import say

_BLOCKS = {
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "article",
    "blockquote", "pre", "dl", "dt", "dd", "hr", "form", "header", "footer", "center", "caption", "figure", "address",
    "tbody", "thead", "tfoot", "td", "th", "fieldset", "main",
}  # fmt: skip
_SILENT = {"script", "style", "noscript", "template", "head", "select", "textarea", "iframe", "object", "svg", "button"}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_FURNITURE = re.compile(
    r"nav|menu|crumb|weizhi|position|footer|share|related|sidebar|toolbar|login|search", re.IGNORECASE
)
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"


def read_page(data: bytes) -> Document:
    """Every table of a page that holds no other table, with the lines of text between them."""
    data = _unpacked(data)
    text, findings = decoded(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if not text.strip():
        raise Unreadable(say("这个网页文件是空的；请在浏览器里打开原页面后重新保存再上传。"))
    root = html.document_fromstring(text)
    reader = _Page(root)
    document = Document(reader.parts(), findings, title=_squeezed(root.findtext(".//title") or ""))
    if reader.hidden:
        document.findings.append(
            Finding(Rule.HIDDEN_LEFT_OUT, say("网页里有%(count)s处不显示的内容未读入", count=reader.hidden))
        )
    return document


def _unpacked(data: bytes) -> bytes:
    """The page inside a web archive (.mht), else the data as they are."""
    if not re.match(rb"(?:[A-Za-z-]+:[^\n]*\n)*MIME-Version:", data[:2000], re.IGNORECASE):
        return data
    message = message_from_bytes(data, policy=policy.default)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    payloads = [page.get_payload(decode=True) for page in pages]
    found = [payload for payload in payloads if isinstance(payload, bytes)]
    return max(found, key=lambda payload: payload.lower().count(b"<tr")) if found else data


def _squeezed(text: str) -> str:
    return " ".join(text.split())


class _Page:
    """Walks through a page in reading order."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.hidden = 0
        self.count = 0
        self.hiding = hiding_selectors(root)

    def parts(self) -> list[Grid | Line]:
        found: list[Grid | Line] = []
        gathered: list[str] = []

        def flush(heading: bool = False) -> None:
            text = _squeezed("".join(gathered))
            gathered.clear()
            if text:
                found.append(Line(text, heading))

        self._walk(self.root, found, gathered, flush)
        flush()
        return found

    def _walk(self, element: Any, found: list[Grid | Line], gathered: list[str], flush: Any) -> None:
        for kind, node in self._events(element):
            if kind == "text":
                gathered.append(node)
            elif kind == "table":
                flush()
                grids = self._grids(node)
                found.extend(grids)
            else:
                flush(kind == "heading")

    def _events(self, element: Any) -> Iterator[tuple[str, Any]]:
        """Text, block borders and fee tables below an element, in order, without recursion limits."""
        stack: list[tuple[str, Any]] = [("open", element)]
        while stack:
            step, node = stack.pop()
            if step in ("text", "border", "heading"):
                yield step, node
                continue
            if not isinstance(node.tag, str) or node.tag in _SILENT or self._is_furniture(node):
                continue
            if self._is_hidden(node):
                self.hidden += bool("".join(node.itertext()).strip())
                continue
            if node.tag == "table" and _has_own_rows(node):
                yield "table", node
                continue
            border = "heading" if re.fullmatch(r"h[1-4]|caption", node.tag) else "border"
            if node.tag in _BLOCKS:
                yield "border", None
                stack.append((border, None))
            for child in reversed(node):
                if child.tail:
                    stack.append(("text", child.tail))
                stack.append(("open", child))
            if node.text:
                stack.append(("text", node.text))

    def _is_furniture(self, node: Any) -> bool:
        if node.tag in ("nav", "aside"):
            return True
        named = f"{node.get('class', '')} {node.get('id', '')}"
        framed = node.tag in ("div", "ul", "footer", "header") and _FURNITURE.search(named) is not None
        return framed and next(node.iter("table"), None) is None

    def _is_hidden(self, node: Any) -> bool:
        if node.get("hidden") is not None or _HIDDEN_STYLE.search(node.get("style", "")):
            return True
        if node.tag in ("input", "del"):
            return True
        names = {f".{name}" for name in node.get("class", "").split()} | {f"#{node.get('id', '')}"}
        return bool(names & self.hiding) or bool({f"{node.tag}{name}" for name in names} & self.hiding)

    def _grids(self, table: Any) -> list[Grid | Line]:
        """One table as a grid, its caption before it; hidden rows and cells are left out."""
        self.count += 1
        where = say("第%(number)s个表格", number=self.count)
        rows, joins = self._cells(table)
        parts: list[Grid | Line] = [
            Line(_squeezed("".join(caption.itertext())), heading=True) for caption in table.iterchildren("caption")
        ]
        columns = self._hidden_columns(table)
        return [*parts, Grid(where, list(lay_out(rows, joins, columns)))]

    def _hidden_columns(self, table: Any) -> frozenset[int]:
        hidden: set[int] = set()
        place = 1
        for col in table.iterchildren("colgroup", "col"):
            members = list(col.iterchildren("col")) if col.tag == "colgroup" else []
            for member in members or [col]:
                span = _span(member, "span")
                if self._is_hidden(member) or self._is_hidden(col):
                    hidden.update(range(place, place + span))
                place += span
        return frozenset(hidden)

    def _cells(self, table: Any) -> tuple[list[tuple[int, dict[int, Cell]]], list[Joined]]:
        """The shown rows. A rowspan over hidden rows may count them or not: the count that keeps rows even holds."""
        every = list(_own_rows(table))
        hidden = [self._row_is_hidden(tr) for tr in every]
        shown = [tr for tr, left_out in zip(every, hidden, strict=True) if not left_out]
        self.hidden += sum(
            1
            for tr in shown
            for td in tr.iterchildren("td", "th")
            if self._is_hidden(td) and "".join(td.itertext()).strip()
        )
        if len(shown) == len(every) or not any(td.get("rowspan") for tr in shown for td in tr):
            return self._placed(shown, {})
        gone = {at for at, left_out in enumerate(hidden, 1) if left_out}
        return min((self._placed(shown, {}), self._placed(every, gone)), key=_unevenness)

    def _placed(
        self, trs: list[Any], hidden: Collection[int]
    ) -> tuple[list[tuple[int, dict[int, Cell]]], list[Joined]]:
        """Cells by row and column; rows whose numbers are in `hidden` hold their place and are then left out."""
        rows: list[tuple[int, dict[int, Cell]]] = []
        joins: list[Joined] = []
        taken: dict[int, int] = {}  # column → last row that a rowspan covers
        for number, tr in enumerate(trs, 1):
            found: dict[int, Cell] = {}
            column = 1
            for td in self._shown_cells(tr):
                while taken.get(column, 0) >= number:
                    column += 1
                width, height = _span(td, "colspan"), min(_span(td, "rowspan", len(trs)), len(trs) - number + 1)
                found[column] = self._cell(td)
                if width > 1 or height > 1:
                    joins.append(Joined(number, number + height - 1, column, column + width - 1))
                taken.update(dict.fromkeys(range(column, column + width), number + height - 1))
                column += width
            rows.append((number, found))
        return [row for row in rows if row[0] not in hidden], joins

    def _shown_cells(self, tr: Any) -> Iterator[Any]:
        return (td for td in tr.iterchildren("td", "th") if not self._is_hidden(td))

    def _row_is_hidden(self, tr: Any) -> bool:
        group = tr.getparent()
        hidden = self._is_hidden(tr) or (group.tag != "table" and self._is_hidden(group))
        self.hidden += hidden and bool("".join(tr.itertext()).strip())
        return hidden

    def _cell(self, td: Any) -> Cell:
        gathered: list[str] = []
        self._gather(td, gathered)
        text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(gathered))
        text = re.sub(r"\n{2,}", "\n", text).strip("\n\t ")
        return Cell(text.replace("\u200b", "").replace("\ufeff", ""), indent_of(td))

    def _gather(self, node: Any, gathered: list[str]) -> None:
        """The text of a cell as a browser shows it: source line breaks are spaces, blocks and <br> break lines."""
        stack: list[tuple[str, Any]] = [("open", node)]
        while stack:
            step, item = stack.pop()
            if step == "text":
                gathered.append(_flowing(item, gathered))
                continue
            if step == "break":
                gathered.append("\n")
                continue
            if not isinstance(item.tag, str) or item.tag in _SILENT or (item is not node and self._is_hidden(item)):
                continue
            block = item.tag in _BLOCKS and item is not node
            if block:
                gathered.append("\n")
                stack.append(("break", None))
            for child in reversed(item):
                if child.tail:
                    stack.append(("text", child.tail))
                stack.append(("open", child))
            if item.text:
                stack.append(("text", item.text))


def _flowing(text: str, gathered: list[str]) -> str:
    flat = re.sub(r"[ \t\r\n\f]+", " ", text)
    # A browser shows a source line break between Chinese characters as a gap that nobody means.
    flat = re.sub(rf"(?<={_CJK}) (?={_CJK})", "", flat) if "\n" in text else flat
    before = gathered[-1][-1:] if gathered else "\n"
    return flat.lstrip(" ") if before in ("\n", " ", "") else flat


def _unevenness(placed: tuple[list[tuple[int, dict[int, Cell]]], list[Joined]]) -> int:
    """How many rows are not as wide as most rows, with the cells that spans bring into them."""
    rows, joins = placed
    widths = [
        max([*found, *(join.right for join in joins if join.top <= number <= join.bottom)], default=0)
        for number, found in rows
    ]
    return sum(1 for width in widths if width != max(set(widths), key=widths.count))


def _own_rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from child.iterchildren("tr")


def _has_own_rows(table: Any) -> bool:
    """Whether a table holds data: one around another table is a frame, unless it has many cells of its own."""
    inner = table.xpath(".//table")
    if not inner:
        return True
    own = sum(1 for tr in _own_rows(table) for _ in tr.iterchildren("td", "th"))
    return own >= 12 and own > 3 * len(inner)


def _span(node: Any, name: str, whole: int = 1) -> int:
    found = re.match(r"\s*(\d+)", node.get(name, "1"))
    value = int(found.group(1)) if found else 1
    return min(max(value, 1), 65000 if name == "rowspan" else WIDEST) if value else whole
