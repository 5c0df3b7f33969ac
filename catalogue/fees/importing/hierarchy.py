"""Which item stands under which, by marks, indents and level columns; it refuses to nest without a sign of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.fees.importing.grids import BLANK, Cell
from catalogue.fees.importing.headers import NAMES, Header
from catalogue.fees.importing.marks import CHAPTER, ITEM, Mark, MarkedName, bare_mark, signs_in, take_apart
from catalogue.fees.importing.wordings import Column

# Names in a 二级项目 column stand below every mark of the first column.
_COLUMN_STEP = 10.0


@dataclass(frozen=True, slots=True)
class Placed:
    """An item's name and the one above it; `carried` when the parent's cell was blank and ran on."""

    name: str
    parent: str
    signs: str
    carried: bool = False


@dataclass(slots=True)
class Hierarchy:
    """The open items of one table, outermost first."""

    stack: list[tuple[float, str]] = field(default_factory=list)
    anchor: float | None = None
    ordinals: dict[float, int] = field(default_factory=dict)
    tops: tuple[Cell | None, ...] = (None, None, None)

    def restart(self) -> None:
        self.stack.clear()
        self.anchor = None
        self.ordinals.clear()
        self.tops = (None, None, None)

    def place(self, header: Header, cells: dict[Column, Cell], number: Cell, number_begins: bool) -> Placed:
        """Place the item of one row; `cells` are its name cells with text, `number_begins` is False under a join."""
        levels = [column for column in NAMES if column in cells]
        deepest = levels[-1]
        for column in levels[:-1]:
            if self.tops[NAMES.index(column)] is not cells[column]:
                self._push(column, cells[column], number, number_begins)
                number = BLANK
        blank_above = any(column in header.columns and column not in cells for column in NAMES[: NAMES.index(deepest)])
        placed = self._push(deepest, cells[deepest], number, number_begins)
        return Placed(placed.name, placed.parent, placed.signs, blank_above and bool(placed.parent))

    def _push(self, column: Column, cell: Cell, number: Cell, number_begins: bool) -> Placed:
        depth = NAMES.index(column)
        self.tops = (*self.tops[:depth], cell, *(None for _ in NAMES[depth + 1 :]))
        apart = take_apart(cell.text, cell.indent)
        level, name = self._level(apart, cell, number, number_begins, depth)
        while self.stack and self.stack[-1][0] >= level - 1e-9:
            self.stack.pop()
        parent = self.stack[-1][1] if self.stack else ""
        self.stack.append((level, name))
        return Placed(name, parent, apart.signs + signs_in(number.text if number_begins else ""))

    def _level(self, apart: MarkedName, cell: Cell, number: Cell, number_begins: bool, depth: int) -> tuple[float, str]:
        base = depth * _COLUMN_STEP
        numbered = bare_mark(number.text) if number_begins and depth == 0 else None
        mark, name = self._believed(apart, numbered)
        if mark is not None:
            self.anchor = base + mark.level
            self.ordinals[mark.level] = mark.ordinal
            return self.anchor, name
        under_joined_number = depth == 0 and bool(number.text.strip()) and not number_begins
        if depth == 0 and (apart.indented or under_joined_number):
            width = cell.indent + len(cell.text) - len(cell.text.lstrip())
            if self.anchor is None:
                return base + ITEM + 0.01 * max(width, 1), name
            return self.anchor + 0.05, name
        if depth == 0 and self.anchor is not None and self.anchor < ITEM:
            return base + ITEM, name
        if depth == 0:
            self.anchor = None if self.anchor is None else base + ITEM
        return base + ITEM, name

    def _believed(self, apart: MarkedName, numbered: Mark | None) -> tuple[Mark | None, str]:
        """The mark that counts: the name's own, unless it may belong to the name and nothing speaks for it."""
        if apart.mark is None:
            return numbered, apart.name
        if apart.other_reading and (
            numbered is not None or self.ordinals.get(apart.mark.level) != apart.mark.ordinal - 1
        ):
            first_of_many = apart.mark.level != CHAPTER and apart.mark.ordinal == 1 and numbered is None
            if not first_of_many:
                return numbered, apart.other_reading
        return apart.mark, apart.name
