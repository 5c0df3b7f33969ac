"""One table over several PDF pages: cut cells, broken rows, repeated headers; it refuses to join closed cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.fees.importing.findings import Finding, Rule
from catalogue.fees.importing.grids import Cell, Grid, GridRow
from catalogue.fees.importing.headers import NAMES, Header, find_header
from catalogue.fees.importing.marks import bare_mark, leading_mark
from catalogue.fees.importing.pdf_cells import Region, lattice
from catalogue.fees.importing.pdf_lines import Band, positions
from catalogue.fees.importing.pdf_words import Glyph
from catalogue.fees.importing.wordings import Column, squeeze
from catalogue.messages import Message, say

_OPENING, _CLOSING = "《（(〔[【", "》）)〕]】"


@dataclass(slots=True)
class _Row:
    page: int
    regions: list[Region]


class Chain:
    """The parts of one table, page by page."""

    def __init__(self, where: Message, page: int, band: Band, glyphs: list[Glyph]) -> None:
        self.where = where
        self.pieces: list[tuple[int, Band, list[Glyph]]] = [(page, band, glyphs)]
        self.joined_rows: list[int] = []

    @property
    def last_page(self) -> int:
        return self.pieces[-1][0]

    def add(self, page: int, band: Band, glyphs: list[Glyph]) -> None:
        self.pieces.append((page, band, glyphs))

    def fits(self, band: Band) -> bool:
        """Whether a table on the next page has the same columns: same sides and mostly the same lines."""
        ours = self.pieces[-1][1].xs
        shift = band.xs[0] - ours[0]
        if abs(band.xs[-1] - ours[-1] - shift) > 8:
            return False
        few, many = sorted((ours, [x - shift for x in band.xs]), key=len)
        shared = sum(1 for x in few if any(abs(x - other) <= 5 for other in many))
        return shared >= max(3, 0.75 * len(few))

    def grid(self) -> tuple[Grid, list[Finding]]:
        """All parts as one grid."""
        xs = positions(x - band.xs[0] for _, band, _ in self.pieces for x in band.xs)
        rows: list[_Row] = []
        header: Header | None = None
        for page, band, glyphs in self.pieces:
            if rows:
                _rule_off_header(self.pieces[0], band, glyphs)
            piece = [_Row(page, regions) for regions in lattice(band, glyphs, [x + band.xs[0] for x in xs])]
            if header is None:
                header = _first_header(piece)
            elif rows:
                piece = _without_header(piece, header)
                self._bridge(rows, piece, header)
            rows.extend(piece)
        return Grid(self.where, _grid_rows(rows)), [
            Finding(
                Rule.BROKEN_ROW_JOINED,
                say("%(where)s：第%(page)s页开头是上一页最后一行的续行，已接上", where=self.where, page=page),
            )
            for page in self.joined_rows
        ]

    def _bridge(self, rows: list[_Row], piece: list[_Row], header: Header | None) -> None:
        """Carry what the page break cut from the last row before it into the first row after it."""
        if not rows or not piece:
            return
        tail, head = rows[-1].regions, piece[0].regions
        broken = _is_broken(tail, head, header)
        if broken:
            self.joined_rows.append(piece[0].page)
        # A page foot without any line says nothing: there only cells joined before or after it go on.
        footless = all(region.open_bottom for region in tail)
        replaced: dict[int, Region] = {}
        for upper, lower in zip(tail, head, strict=False):
            if id(lower) in replaced or upper is lower:
                continue
            if broken or _goes_on(upper, lower, footless):
                if lower.text and lower.text != upper.text:
                    upper.text = _continued(upper.text, lower.text)
                upper.open_bottom = lower.open_bottom
                # The rest of a broken row is no further row.
                upper.height = max(upper.height, lower.height) if broken else upper.height + lower.height
                replaced[id(lower)] = upper
        for row in piece:
            row.regions = [replaced.get(id(region), region) for region in row.regions]


def _rule_off_header(first: tuple[int, Band, list[Glyph]], band: Band, glyphs: list[Glyph]) -> None:
    """Draw the line under a repeated header where a file leaves it out, so that header and first row stay apart."""
    _, model, model_glyphs = first
    for y in model.ys[1:4]:
        height = y - model.ys[0]
        printed = _text_above(model_glyphs, y)
        if printed and printed == _text_above(glyphs, band.ys[0] + height):
            band.horizontal.append((band.ys[0] + height, band.xs[0], band.xs[-1]))
            band.ys = positions([*band.ys, band.ys[0] + height])


def _text_above(glyphs: list[Glyph], y: float) -> str:
    return "".join(sorted(glyph.text for glyph in glyphs if glyph.middle[1] < y)).strip()


def _goes_on(upper: Region, lower: Region, footless: bool) -> bool:
    """A cell that no line closes at the foot of a page goes on: blank below, or cut in the middle of a joined cell."""
    if not upper.open_bottom or (footless and upper.height == 1 and lower.height == 1):
        return False
    return not lower.text or (max(upper.height, lower.height) > 1 and _cut(upper.text, lower.text))


def _cut(upper: str, lower: str) -> bool:
    unbalanced = sum(upper.count(sign) for sign in _OPENING) != sum(upper.count(sign) for sign in _CLOSING)
    return unbalanced or lower[:1] in "，。、；：）〕》号%" or upper[-1:] in "，、（〔《"


def _is_broken(tail: Sequence[Region], head: Sequence[Region], header: Header | None) -> bool:
    """Whether the first row after a page break is the rest of the last row before it."""
    if not any(region.text for region in head):
        return False
    leading = _leading_columns(header)
    texts = {place: head[place].text.strip() for place in leading if place < len(head)}
    number = header.first(Column.NUMBER) if header is not None else None
    begins_new = any(leading_mark(text)[0] is not None or bare_mark(text) is not None for text in texts.values())
    if begins_new or (number is not None and texts.get(number)):
        return False
    all_open = all(region.open_bottom for region in tail)
    if not any(texts.values()):
        # Nothing names the row: rest of the row above, or a line of a joined name that goes on.
        name = header.first(Column.NAME) if header is not None else None
        goes_on = name is not None and name < len(tail) and tail[name].open_bottom and tail[name].height > 1
        return not goes_on and len(leading) > 0
    names = [place for column in NAMES for place in (header.columns.get(column, ()) if header is not None else ())]
    if any(place < len(tail) and head[place].text and not tail[place].text for place in names):
        return False  # a name never begins in the lower part of its row
    cut = any(place < len(tail) and _cut(tail[place].text, head[place].text) for place in names if head[place].text)
    return all_open or cut


def _leading_columns(header: Header | None) -> list[int]:
    if header is None:
        return []
    wanted = (Column.NUMBER, *NAMES)
    return [place for column in wanted for place in header.columns.get(column, ())]


def _continued(upper: str, lower: str) -> str:
    if not upper:
        return lower
    ends = upper[-1:] in "。；;" or (upper[-1:] in "元号》" and not _cut(upper, lower))
    return upper + ("\n" if ends else "") + lower


def _first_header(piece: list[_Row]) -> Header | None:
    rows = _grid_rows(piece)
    headers = (find_header(rows, at) for at in range(min(len(rows), 12)))
    return next((header for header in headers if header is not None and header.is_list), None)


def _without_header(piece: list[_Row], header: Header | None) -> list[_Row]:
    """The rows after a header that repeats the one before."""
    if header is None:
        return piece
    rows = _grid_rows(piece, keep_blank=True)
    for at in range(min(3, len(rows))):
        found = find_header(rows, at)
        if found is not None and _same_header(found, header):
            return piece[at + found.height :]
    return piece


def _same_header(found: Header, header: Header) -> bool:
    ours = [squeeze(text) for text in found.headings if text]
    theirs = [squeeze(text) for text in header.headings if text]
    return ours == theirs


def _grid_rows(rows: Sequence[_Row], keep_blank: bool = False) -> list[GridRow]:
    margins = _margins(rows)
    cells: dict[int, Cell] = {}
    found: list[GridRow] = []
    number, page = 0, 0
    for row in rows:
        number = number + 1 if row.page == page else 1
        page = row.page
        for region in row.regions:
            if id(region) not in cells:
                indent = _indent(region, margins)
                cells[id(region)] = Cell(region.text, indent, joined=region.fields > 1 or region.height > 1)
        shown = tuple(cells[id(region)] for region in row.regions)
        if keep_blank or any(cell.text for cell in shown):
            found.append(GridRow(number, shown, page))
    return found


def _margins(rows: Sequence[_Row]) -> dict[int, float]:
    """Where texts begin in columns that are set flush left; columns set in the middle have no margin."""
    columns: dict[int, dict[int, Region]] = {}
    for row in rows:
        for place, region in enumerate(row.regions):
            if region.text and len(region.columns) == 1:
                columns.setdefault(place, {})[id(region)] = region
    margins = {}
    for place, regions in columns.items():
        telling = [region for region in regions.values() if max(region.offset, region.rest) > region.size]
        centred = sum(1 for region in telling if abs(region.offset - region.rest) <= 0.4 * region.size)
        if centred * 2 < len(telling):
            margins[place] = min(region.offset for region in regions.values())
    return margins


def _indent(region: Region, margins: dict[int, float]) -> float:
    if len(region.columns) != 1 or not region.text:
        return 0.0
    margin = margins.get(next(iter(region.columns)))
    return 0.0 if margin is None else max(0.0, (region.offset - margin) / region.size)
