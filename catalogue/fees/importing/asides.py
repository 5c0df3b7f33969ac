"""Rows of a table that are no items: notes, totals, bands, departments, titles; it refuses to take an item for one."""

from __future__ import annotations

import re

from catalogue.fees.importing.grids import Cell, GridRow
from catalogue.fees.importing.headers import NAMES
from catalogue.fees.importing.items import has_text, place_in
from catalogue.fees.importing.marks import CHAPTER, bare_mark, leading_mark
from catalogue.fees.importing.tables import Section, Table
from catalogue.fees.importing.titles import (
    business_in,
    department_name,
    fold,
    is_note,
    is_title,
    is_total,
    kind_in,
    names_department,
    names_item,
    unit_line,
)
from catalogue.fees.importing.wordings import Column
from catalogue.fees.kinds import FeeKind


class Asides:
    """Takes the rows of one grid that are no items, and knows whether a note is going on."""

    def __init__(self, section: Section, above: list[str]) -> None:
        self.section, self.above = section, above
        self.in_note = False
        self.after_header = False

    def opened(self) -> None:
        """A header has been read: what follows may number its columns."""
        self.in_note, self.after_header = False, True

    def ended(self) -> None:
        """An item has been read: no note goes on."""
        self.in_note = self.after_header = False

    def title(self, text: str) -> None:
        self.above.append(text)
        self.section.notes.append(text)

    def takes(self, table: Table, row: GridRow, begins: list[Cell]) -> bool:
        """Whether a row is no item; it then has had its effect and is done."""
        first = begins[0].text
        lone = begins[0] if len(begins) == 1 else None
        if self.after_header and _counts_columns(begins):
            return True
        if is_note(first) and (lone is not None or len(begins) == 2) and _may_be_note(table, row):
            self.in_note = True
        elif self.in_note and lone is not None and _still_note(table, row, lone):
            pass
        elif any(is_total(cell.text) for cell in begins[:3] if _may_be_total(table, row, cell)):
            return True
        else:
            return self._heading(table, row, begins)
        self.section.notes.append("".join(cell.text for cell in begins))
        return True

    def _heading(self, table: Table, row: GridRow, begins: list[Cell]) -> bool:
        """Departments, bands and titles: lines with one text that is not (only) an item name."""
        header = table.header
        number, department = row.at(place_in(header, Column.NUMBER)), row.at(place_in(header, Column.DEPARTMENT))
        rest = [cell for cell in begins if cell is not number or bare_mark(cell.text) is None]
        if len(rest) != 1:
            return False
        text, numbered = rest[0].text, len(rest) < len(begins)
        name_places = {place for column in NAMES for place in header.columns.get(column, ())}
        over_name = any(row.at(place) is rest[0] for place in name_places)
        if not over_name and any(has_text(row.at(place)) for place in name_places):
            return False
        if rest[0] is department and not over_name:
            return self._department_line(table, text)
        width = sum(1 for cell in row.cells if cell is rest[0])
        if over_name and width <= max(2, len(name_places)):
            return self._alone_in_name(table, text, numbered, leftmost=0 in name_places)
        if over_name and (numbered or _groups_items(table, text)) and not (_band(text) or _department(table, text)):
            return False
        if not over_name and _place_of(row, rest[0]) > max(name_places):
            # A lone text right of the names is a unit line or a stray remark, never a heading.
            table.unit = unit_line(text) or table.unit
            return True
        return self._line_across(table, text)

    def _alone_in_name(self, table: Table, text: str, numbered: bool, leftmost: bool) -> bool:
        """A lone text in the name column is an item, unless the table begins there and it can be none."""
        if is_title(text) and not numbered and (leftmost or kind_in(text) is not None):
            return self._line_across(table, text)
        mark, _ = leading_mark(text.strip())
        if leftmost and mark is not None and mark.level == CHAPTER and _department(table, text):
            return self._line_across(table, text)
        if leftmost and mark is None and _band(text) and re.search("立项|[)）]$", fold(text)):
            return self._line_across(table, text)
        return False

    def _department_line(self, table: Table, text: str) -> bool:
        if _band(text) and not names_department(text):
            return self._line_across(table, text)
        table.new_department(department_name(text))
        return True

    def _line_across(self, table: Table, text: str) -> bool:
        unit = unit_line(text)
        if unit:
            table.unit = unit
        elif names_department(text):
            table.new_department(department_name(text))
        else:
            table.new_band(text)
            self.title(text)
        return True


def _department(table: Table, text: str) -> bool:
    """Whether a line names a department; lists of services have groups of services there, not of departments."""
    return names_department(text, only_bodies=table.kind is FeeKind.REGULATED_SERVICE)


def _groups_items(table: Table, text: str) -> bool:
    """Whether a line across the table can only be an item that groups others."""
    marked = leading_mark(text.strip())[0] is not None
    return names_item(text) or (marked and table.kind is FeeKind.REGULATED_SERVICE)


def _band(text: str) -> bool:
    return kind_in(text) is not None or business_in(text) is not None or "立项" in text


def _may_be_note(table: Table, row: GridRow) -> bool:
    number = table.header.first(Column.NUMBER)
    return number is None or bare_mark(row.at(number).text) is None


def _still_note(table: Table, row: GridRow, lone: Cell) -> bool:
    place = table.header.first(Column.NAME) or 0
    if names_department(lone.text) and leading_mark(lone.text.strip())[0] is not None:
        return False
    if kind_in(lone.text) is not None and is_title(lone.text):
        return False
    only_name = row.at(place) is lone and row.cells.count(lone) == 1
    leftmost = all(not has_text(cell) for cell in row.cells[:place]) and place == 0
    return not only_name or leftmost or len(fold(lone.text)) > 25 or lone.text.rstrip()[-1:] in "。；;"


def _may_be_total(table: Table, row: GridRow, cell: Cell) -> bool:
    places = [place for place in range(len(row.cells)) if row.cells[place] is cell]
    allowed = {table.header.first(column) for column in (Column.NUMBER, Column.DEPARTMENT, *NAMES)}
    return places[0] == 0 or any(place in allowed for place in places)


def _place_of(row: GridRow, cell: Cell) -> int:
    return next(place for place, other in enumerate(row.cells) if other is cell)


def _counts_columns(begins: list[Cell]) -> bool:
    """The line under a header that numbers the columns: 1 2 3 4, or 甲 乙 1 2."""
    texts = [fold(cell.text).strip("()（）栏") for cell in begins]
    return len(texts) >= 3 and all(
        re.fullmatch(r"\d{1,2}(?:=.*)?|[甲乙丙丁戊己庚辛]|栏次|[A-Z]", text) for text in texts
    )
