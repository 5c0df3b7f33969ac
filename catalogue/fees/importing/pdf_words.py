"""Characters of a PDF page into lines and cell texts; it refuses to keep a line break that only the width made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character where it stands, in points from the upper left corner of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text with its extent."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    first_run: float
    size: float


def lines_of(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """Lines top to bottom; raised or lowered small characters stay in their line."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.middle[1], glyph.x0)):
        row = next((row for row in rows[-2:] if _same_line(row[0], glyph)), None)
        if row is None:
            rows.append([glyph])
        else:
            row.append(glyph)
    lines = [_line(sorted(row, key=lambda glyph: glyph.x0)) for row in rows]
    return sorted((line for line in lines if line.text.strip()), key=lambda line: line.top)


def _same_line(first: Glyph, glyph: Glyph) -> bool:
    overlap = min(first.bottom, glyph.bottom) - max(first.top, glyph.top)
    return overlap > 0.5 * min(first.size, glyph.size)


def _line(row: list[Glyph]) -> TextLine:
    shown = [glyph for glyph in row if glyph.text.strip()]
    if not shown:
        return TextLine("", row[0].x0, row[0].x1, row[0].top, row[0].bottom, 0, row[0].size)
    pieces: list[str] = []
    for before, glyph in zip([None, *shown], shown, strict=False):
        if before is not None and glyph.x0 - before.x1 > 0.35 * glyph.size:
            pieces.append(" ")
        pieces.append(glyph.text)
    text = "".join(pieces)
    run = re.match(r"[^\u2e80-\uffef]+|.[，。、；：）〕》]*", text)
    end = min(len(run.group().replace(" ", "")) if run else 1, len(shown))
    return TextLine(
        text,
        shown[0].x0,
        max(glyph.x1 for glyph in shown),
        min(glyph.top for glyph in shown),
        max(glyph.bottom for glyph in shown),
        shown[end - 1].x1 - shown[0].x0,
        shown[0].size,
    )


def cell_text(lines: Sequence[TextLine], width: float) -> str:
    """The text of a cell: a break is kept where the next word would still have fitted on the line."""
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None:
            text = line.text
            continue
        wrapped = before.x1 - before.x0 + line.first_run > width - 0.9 * before.size
        latin = re.search(r"[A-Za-z]$", before.text) and re.match(r"[A-Za-z]", line.text)
        text += ("" if wrapped and not latin else " " if wrapped else "\n") + line.text
    return text
