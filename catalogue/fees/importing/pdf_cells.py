"""The cells of one ruled table on one PDF page; it refuses to look at other pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.fees.importing.pdf_lines import Band
from catalogue.fees.importing.pdf_words import Glyph, TextLine, cell_text, lines_of


@dataclass(slots=True, eq=False)
class Region:
    """One cell as drawn: the fields it covers, its text, the room beside it, and whether a line closes it below."""

    text: str = ""
    offset: float = 0.0
    rest: float = 0.0
    size: float = 10.0
    open_bottom: bool = False
    fields: int = 0
    height: int = 0
    columns: set[int] = field(default_factory=set)


def lattice(band: Band, glyphs: list[Glyph], xs: list[float]) -> list[list[Region]]:
    """The cells of one part as a matrix of regions; fields without a line between them are one region."""
    ys = band.ys
    height, width = len(ys) - 1, len(xs) - 1
    parent = list(range(height * width))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for row in range(height):
        for column in range(width):
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < width and not band.line_beside(xs[column + 1], y):
                parent[root(row * width + column + 1)] = root(row * width + column)
            if row + 1 < height and not band.line_below(ys[row + 1], x):
                parent[root((row + 1) * width + column)] = root(row * width + column)
    regions: dict[int, Region] = {}
    matrix = [
        [regions.setdefault(root(row * width + column), Region()) for column in range(width)] for row in range(height)
    ]
    _measure(matrix, band, xs)
    _fill(matrix, glyphs, xs, ys)
    return matrix


def _measure(matrix: list[list[Region]], band: Band, xs: list[float]) -> None:
    heights: dict[int, set[int]] = {}
    for number, row in enumerate(matrix):
        for column, region in enumerate(row):
            region.fields += 1
            region.columns.add(column)
            heights.setdefault(id(region), set()).add(number)
            region.height = len(heights[id(region)])
    for column in range(len(xs) - 1):
        x = (xs[column] + xs[column + 1]) / 2
        matrix[-1][column].open_bottom = not band.line_below(band.ys[-1], x)


def _fill(matrix: list[list[Region]], glyphs: list[Glyph], xs: list[float], ys: list[float]) -> None:
    """Give every region the text of the characters that stand in it."""
    held: dict[int, list[Glyph]] = {}
    owners: dict[int, Region] = {}
    for glyph in glyphs:
        x, y = glyph.middle
        region = matrix[_between(ys, y)][_between(xs, x)]
        owners[id(region)] = region
        held.setdefault(id(region), []).append(glyph)
    for key, region in owners.items():
        lines: list[TextLine] = lines_of(held[key])
        if lines:
            left, right = xs[min(region.columns)], xs[max(region.columns) + 1]
            region.text = cell_text(lines, right - left)
            region.offset, region.size = lines[0].x0 - left, max(lines[0].size, 1.0)
            region.rest = right - max(line.x1 for line in lines)


def _between(edges: list[float], value: float) -> int:
    place = sum(1 for edge in edges[1:-1] if edge <= value)
    return min(place, len(edges) - 2)
