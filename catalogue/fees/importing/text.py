"""Reads delimited text, whatever its delimiter; it refuses to guess columns that no delimiter shows."""

from __future__ import annotations

import csv
from io import StringIO

from catalogue.fees.importing.grids import WIDEST, Cell, Document, Grid, lay_out
from catalogue.fees.importing.headers import find_header
from catalogue.messages import say

_DELIMITERS = ",;\t|，；^~"
# How far down a header is looked for when the delimiter is chosen.
_SAMPLE = 200


def read_delimited(text: str) -> Document:
    """The whole text as one grid, cut at the delimiter that shows a header, else the one used most evenly."""
    csv.field_size_limit(10_000_000)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return Document([_grid(rest, first[-1])])
    best = max(_DELIMITERS, key=lambda delimiter: _fit("\n".join(text.split("\n", _SAMPLE)[:_SAMPLE]), delimiter))
    return Document([_grid(text, best)])


def _grid(text: str, delimiter: str) -> Grid:
    lines = csv.reader(StringIO(text), delimiter=delimiter)
    sparse = (
        (number, {place: Cell(value) for place, value in enumerate(line[:WIDEST], 1) if value.strip()})
        for number, line in enumerate(lines, 1)
    )
    return Grid(say("文件"), list(lay_out(sparse)))


def _fit(sample: str, delimiter: str) -> tuple[int, int]:
    """How well a delimiter fits: known columns of the header it shows, then the fields it makes."""
    rows = _grid(sample, delimiter).rows
    headers = (find_header(rows, at) for at in range(len(rows)))
    known = max((sum(map(len, header.columns.values())) for header in headers if header and header.is_list), default=0)
    return known, sum(len(row.cells) for row in rows if len(row.cells) > 1)
