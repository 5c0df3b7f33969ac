"""One plain value for any published table and the text around it; it refuses to know what the words mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catalogue.fees.importing.findings import Finding
from catalogue.messages import Message

# What a wrong file could claim; real lists have a few dozen columns.
WIDEST = 400


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """What one cell shows. A joined cell is one object that stands at every position it covers.

    `text` is as a reader sees it: "\\n" for its line breaks, leading spaces kept. `indent` is the
    indentation made by formatting, in characters. `plain_number` is set where the file holds a bare
    number in no particular format, which may be the serial of a day.
    """

    text: str = ""
    indent: float = 0
    plain_number: float | None = None
    joined: bool = False


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class GridRow:
    """One visible row; `number` is its number in the sheet, table or page, counted from 1."""

    number: int
    cells: tuple[Cell, ...]
    page: int = 0

    def at(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else BLANK

    def filled(self) -> list[Cell]:
        """The cells with text, each once, left to right."""
        return list({id(cell): cell for cell in self.cells if cell.text.strip()}.values())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside every table; `heading` says that the page marks it as a title."""

    text: str
    heading: bool = False


@dataclass(slots=True)
class Grid:
    """The visible rows of one table or sheet, top to bottom; blank rows are left out.

    `where` says to a person which table it is; `name` is the sheet's name, if it has one.
    """

    where: Message
    rows: Sequence[GridRow]
    name: str = ""


@dataclass(slots=True)
class Document:
    """A file as its reader saw it: tables and lines in reading order, and what was left out or corrected."""

    parts: list[Grid | Line]
    findings: list[Finding] = field(default_factory=list)
    title: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """A range of joined cells: first and last row and column, counted from 1, all inclusive."""

    top: int
    bottom: int
    left: int
    right: int


def lay_out(
    rows: Iterable[tuple[int, Mapping[int, Cell]]],
    joins: Iterable[Joined] = (),
    hidden_columns: frozenset[int] = frozenset(),
    hidden_rows: frozenset[int] = frozenset(),
) -> Iterator[GridRow]:
    """Visible rows from sparse ones `(row number, {column number: cell})`, in order.

    The value of a joined range stands in all its visible positions, also when its first row or
    column is hidden.
    """
    waiting = sorted(joins, key=lambda join: join.top, reverse=True)
    active: list[tuple[Joined, Cell]] = []
    for number, found in rows:
        active = [(join, cell) for join, cell in active if join.bottom >= number]
        while waiting and waiting[-1].top <= number:
            join = waiting.pop()
            first = found.get(join.left, BLANK) if join.top == number else BLANK
            if join.bottom >= number:
                active.append((join, Cell(first.text, first.indent, first.plain_number, joined=True)))
        if number in hidden_rows:
            continue
        row = _visible(found, active, hidden_columns)
        if any(cell.text for cell in row):
            yield GridRow(number, row)


def _visible(
    found: Mapping[int, Cell], active: Sequence[tuple[Joined, Cell]], hidden: frozenset[int]
) -> tuple[Cell, ...]:
    last = max([*found, *(min(join.right, WIDEST) for join, _ in active)], default=0)
    row = [found.get(column, BLANK) for column in range(1, min(last, WIDEST) + 1)]
    for join, cell in active:
        for column in range(join.left, min(join.right, len(row)) + 1):
            row[column - 1] = cell
    return tuple(cell for column, cell in enumerate(row, 1) if column not in hidden)
