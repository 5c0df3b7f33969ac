"""The ruled lines of a PDF page: where tables and their borders are; it refuses shading as a border."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from catalogue.fees.importing.pdf_words import Glyph

# Lines closer than this are one line; thin rectangles up to this are drawn lines (points).
_SNAP: Final = 3.0
_THIN: Final = 2.6
# Pieces of a dashed line are joined over gaps up to this.
_GAP: Final = 4.5

Segment = tuple[float, float, float]  # position, start, end


@dataclass(slots=True)
class Band:
    """One table on one page: its extent and its drawn lines."""

    top: float
    bottom: float
    horizontal: list[Segment]
    vertical: list[Segment]
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)

    def holds(self, glyph: Glyph) -> bool:
        x, y = glyph.middle
        return self.top - 1 <= y <= self.bottom + 1 and self.xs[0] - 2 <= x <= self.xs[-1] + 2

    def line_below(self, y: float, x: float) -> bool:
        """Whether a horizontal line is drawn at height y over the point x."""
        return any(abs(at - y) <= _SNAP and start - 1 <= x <= end + 1 for at, start, end in self.horizontal)

    def line_beside(self, x: float, y: float) -> bool:
        """Whether a vertical line is drawn at x beside the point y."""
        return any(abs(at - x) <= _SNAP and start - 1 <= y <= end + 1 for at, start, end in self.vertical)


def bands_of(page: Any) -> list[Band]:
    """The ruled tables of a page, top to bottom."""
    horizontal, vertical = _segments(page, filled=False)
    if len(vertical) < 3 or len(horizontal) < 2:
        horizontal, vertical = _segments(page, filled=True)
    bands = [_band(top, bottom, horizontal, vertical) for top, bottom in _spans(vertical)]
    return [band for band in bands if len(band.xs) >= 3 and len(band.ys) >= 2]


def _segments(page: Any, filled: bool) -> tuple[list[Segment], list[Segment]]:
    horizontal: list[Segment] = []
    vertical: list[Segment] = []
    for line in page.lines:
        _add(line, horizontal, vertical)
    for rect in page.rects:
        if min(rect["width"], rect["height"]) <= _THIN:
            _add(rect, horizontal, vertical)
        elif (rect.get("stroke") or filled) and not _whole_page(rect, page):
            _add_frame(rect, horizontal, vertical)
    for curve in page.curves:
        for (x0, y0), (x1, y1) in zip(curve["pts"], curve["pts"][1:], strict=False):
            corner = {"x0": min(x0, x1), "x1": max(x0, x1), "top": min(y0, y1), "bottom": max(y0, y1)}
            if min(corner["x1"] - corner["x0"], corner["bottom"] - corner["top"]) <= 0.5:
                _add(corner, horizontal, vertical)
    return _joined(horizontal), _joined(vertical)


def _whole_page(rect: Any, page: Any) -> bool:
    return bool(rect["width"] > 0.97 * page.width and rect["height"] > 0.97 * page.height)


def _add(shape: Any, horizontal: list[Segment], vertical: list[Segment]) -> None:
    width, height = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
    if height <= _THIN and width > height:
        horizontal.append(((shape["top"] + shape["bottom"]) / 2, shape["x0"], shape["x1"]))
    elif width <= _THIN and height > width:
        vertical.append(((shape["x0"] + shape["x1"]) / 2, shape["top"], shape["bottom"]))


def _add_frame(rect: Any, horizontal: list[Segment], vertical: list[Segment]) -> None:
    horizontal += [(rect["top"], rect["x0"], rect["x1"]), (rect["bottom"], rect["x0"], rect["x1"])]
    vertical += [(rect["x0"], rect["top"], rect["bottom"]), (rect["x1"], rect["top"], rect["bottom"])]


def _joined(segments: list[Segment]) -> list[Segment]:
    """Pieces on one line that touch, as one segment; specks are dropped."""
    found: list[Segment] = []
    for group in _clusters(segments, key=lambda segment: segment[0], tolerance=1.5):
        at = sum(segment[0] for segment in group) / len(group)
        start = end = None
        for _, first, last in sorted(group, key=lambda segment: segment[1]):
            if end is None or start is None or first > end + _GAP:
                if start is not None and end is not None:
                    found.append((at, start, end))
                start, end = first, last
            else:
                end = max(end, last)
        if start is not None and end is not None:
            found.append((at, start, end))
    return [segment for segment in found if segment[2] - segment[1] >= 4]


def _clusters(items: Iterable[Any], key: Any, tolerance: float) -> list[list[Any]]:
    groups: list[list[Any]] = []
    for item in sorted(items, key=key):
        if groups and key(item) - key(groups[-1][-1]) <= tolerance:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def positions(values: Iterable[float]) -> list[float]:
    """Places of lines that are close together, as one place each, in order."""
    return [sum(group) / len(group) for group in _clusters(values, key=lambda value: value, tolerance=_SNAP)]


def _spans(vertical: Sequence[Segment]) -> list[tuple[float, float]]:
    """Heights that vertical lines cover without a gap: each is one table."""
    spans: list[tuple[float, float]] = []
    for _, start, end in sorted(vertical, key=lambda segment: segment[1]):
        if spans and start <= spans[-1][1] + _SNAP:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def _band(top: float, bottom: float, horizontal: Sequence[Segment], vertical: Sequence[Segment]) -> Band:
    """The lines of one table. Sides and feet that are not drawn count where the other lines end."""
    across = [segment for segment in horizontal if top - _SNAP <= segment[0] <= bottom + _SNAP]
    down = [segment for segment in vertical if top - _SNAP <= segment[1] and segment[2] <= bottom + _SNAP]
    band = Band(top, bottom, across, down)
    xs = [segment[0] for segment in down]
    if across:
        xs += [min(segment[1] for segment in across), max(segment[2] for segment in across)]
    band.xs = positions(xs)
    band.ys = positions([*(segment[0] for segment in across), top, bottom])
    return band
