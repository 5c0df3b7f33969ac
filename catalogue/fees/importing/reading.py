"""Rows of published fees out of a document's tables; it refuses to read a row that shows no item name."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalogue.fees.importing.findings import Finding, Rule, Unreadable
from catalogue.fees.importing.finishing import finished
from catalogue.fees.importing.grids import BLANK, Cell, Document, Grid, GridRow, Line
from catalogue.fees.importing.headers import NAMES, Header, find_header
from catalogue.fees.importing.limits import DEFAULT
from catalogue.fees.importing.marks import CHAPTER, bare_mark, leading_mark
from catalogue.fees.importing.rows import Reading, Source
from catalogue.fees.importing.tables import Draft, Section, Surroundings, Table
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
from catalogue.fees.importing.values import RowValues, is_dash, one_line
from catalogue.fees.importing.wordings import Column
from catalogue.fees.kinds import FeeKind
from catalogue.messages import say

Progress = Callable[[int], None]
# How many lines above a table may name it.
_LINES_ABOVE = 40


def read_document(
    document: Document, filename: str, progress: Progress | None = None, most: int = DEFAULT.rows
) -> Reading:
    """Every fee of a document, in reading order; a document without a fee list is Unreadable."""
    reader = _Reader(document, filename, progress, most)
    for part in document.parts:
        if isinstance(part, Line):
            reader.line(part)
        else:
            reader.grid(part)
    tables = [table for table in reader.tables if table.drafts]
    if not tables:
        raise Unreadable(
            say("文件里没有找到收费目录清单：没有一张表带有“项目名称”一类的列和收费内容，请核对是否传错文件。")
        )
    return finished(tables, [*document.findings, *reader.findings])


class _Reader:
    """Walks through a document; knows the table that is open and the text since the last one."""

    def __init__(self, document: Document, filename: str, progress: Progress | None, most: int) -> None:
        self.title, self.filename = document.title, filename
        self.tables: list[Table] = []
        self.findings: list[Finding] = []
        self.lines: list[Line] = []
        self.section: Section | None = None
        self.in_note = False
        self.progress, self.most = progress, most
        self.done = 0

    def line(self, line: Line) -> None:
        self.in_note = is_note(line.text) or (self.in_note and not is_title(line.text))
        if self.section is not None:
            self.section.notes.append(line.text)
        # A note under a table explains that table, not the next one.
        if self.section is None or not self.in_note:
            self.lines.append(line)

    def grid(self, grid: Grid) -> None:
        section = Section(grid.where, [line.text for line in self.lines])
        walk = _GridWalk(self, grid, section)
        if self._continues_last(grid):
            walk.table = self.tables[-1]
            section = walk.section = walk.table.section
            self.findings.append(
                Finding(Rule.TABLE_CONTINUED, say("%(where)s没有表头，按上一张表的列续读", where=grid.where))
            )
        before = len(self.tables)
        walk.run()
        if len(self.tables) > before or walk.table is not None:
            self.section, self.lines, self.in_note = section, [], False
        elif len(grid.rows) > 1:
            self.findings.append(
                Finding(
                    Rule.TABLE_LEFT_OUT,
                    say("%(where)s不是收费清单（没有项目名称和收费内容的列），未读入", where=grid.where),
                )
            )

    def _continues_last(self, grid: Grid) -> bool:
        """A table without a header right after one of the same width goes on where that one ended."""
        if not self.tables or grid.name or not grid.rows or self.tables[-1].section is not self.section:
            return False
        if any(is_title(line.text) or kind_in(line.text) for line in self.lines):
            return False
        last = self.tables[-1].header
        if any(find_header(grid.rows, at) for at in range(min(3, len(grid.rows)))):
            return False
        return max(len(row.cells) for row in grid.rows) == len(last.headings)

    def step(self) -> None:
        self.done += 1
        if self.done > self.most:
            raise Unreadable(say("文件里的行数超过上限%(limit)s行；请分成几个文件再上传。", limit=self.most))
        if self.progress is not None and self.done % 500 == 0:
            self.progress(self.done)


class _GridWalk:
    """Reads the rows of one grid, from its titles through its tables to its notes."""

    def __init__(self, reader: _Reader, grid: Grid, section: Section) -> None:
        self.reader, self.grid, self.section = reader, grid, section
        self.table: Table | None = None
        self.above: list[str] = []
        self.in_note = False
        self.after_header = False

    def run(self) -> None:
        rows = self.grid.rows
        at = 0
        previous: GridRow | None = None
        while at < len(rows):
            header = find_header(rows, at)
            if header is not None and (header.is_list or self._other_table(header)):
                self._open(header)
                at += header.height
                previous = rows[at - 1]
                continue
            self._row(rows[at], previous)
            previous = rows[at]
            at += 1
            self.reader.step()

    def _other_table(self, header: Header) -> bool:
        """Whether a header that heads no fee list ends the one before: it must look like a header throughout."""
        known = sum(len(places) for places in header.columns.values())
        titled = sum(1 for heading in header.headings if heading)
        return header.has(Column.NUMBER, Column.PAGE) and known >= 2 and known * 3 >= titled * 2

    def _open(self, header: Header) -> None:
        if not header.is_list:
            self.table, self.above = None, []
            return
        last = self.table or (self.reader.tables[-1] if self.reader.tables else None)
        fresh_lines = self.reader.lines if self.table is None else []
        around = Surroundings(
            self.above[::-1],
            self.grid.name,
            fresh_lines[::-1][:_LINES_ABOVE],
            self.reader.title,
            self.reader.filename,
        )
        kind = around.kind(header)
        carried = last is not None and (last.section is self.section or not self.grid.name)
        if kind is None and last is not None and carried:
            kind = last.kind
        unit = around.unit() or (self.table.unit if self.table is not None else "")
        business = around.business()
        if business is None and self.table is not None and not self.above:
            business = self.table.business
        self.table = Table(self.section, header, kind or FeeKind.ADMINISTRATIVE, unit, business, kind is not None)
        self.reader.tables.append(self.table)
        self.above, self.in_note, self.after_header = [], False, True

    def _row(self, row: GridRow, previous: GridRow | None) -> None:
        text = "\n".join(cell.text for cell in row.filled())
        begins = [cell for cell in row.filled() if previous is None or not any(cell is old for old in previous.cells)]
        if not begins:
            return
        if self.table is None:
            self._title(text)
            return
        if self._aside(self.table, row, begins):
            return
        names = {
            column: row.at(place)
            for column in NAMES
            if (place := self.table.header.first(column)) is not None and _has_text(row.at(place))
        }
        self.in_note = self.after_header = False
        if names:
            self._item(self.table, row, _distinct(names), begins)
        else:
            self._nameless(self.table, row)

    def _title(self, text: str) -> None:
        self.above.append(text)
        self.section.notes.append(text)

    # --- lines that are no items -------------------------------------------------------------

    def _aside(self, table: Table, row: GridRow, begins: list[Cell]) -> bool:
        """Whether a row is a note, total, title, band or heading; it then has its effect and is done."""
        first = begins[0].text
        lone = begins[0] if len(begins) == 1 else None
        if self.after_header and _counts_columns(begins):
            return True
        if is_note(first) and (lone is not None or len(begins) == 2) and self._may_be_note(table, row):
            self.in_note = True
        elif self.in_note and lone is not None and self._still_note(table, row, lone):
            pass
        elif any(is_total(cell.text) for cell in begins[:3] if self._may_be_total(table, row, cell)):
            return True
        else:
            return self._heading(table, row, begins)
        self.section.notes.append("".join(cell.text for cell in begins))
        return True

    def _may_be_note(self, table: Table, row: GridRow) -> bool:
        number = table.header.first(Column.NUMBER)
        return number is None or bare_mark(row.at(number).text) is None

    def _still_note(self, table: Table, row: GridRow, lone: Cell) -> bool:
        place = table.header.first(Column.NAME) or 0
        if names_department(lone.text) and leading_mark(lone.text.strip())[0] is not None:
            return False
        if kind_in(lone.text) is not None and is_title(lone.text):
            return False
        only_name = row.at(place) is lone and row.cells.count(lone) == 1
        leftmost = all(not _has_text(cell) for cell in row.cells[:place]) and place == 0
        return not only_name or leftmost or len(fold(lone.text)) > 25 or lone.text.rstrip()[-1:] in "。；;"

    def _may_be_total(self, table: Table, row: GridRow, cell: Cell) -> bool:
        places = [place for place in range(len(row.cells)) if row.cells[place] is cell]
        allowed = {table.header.first(column) for column in (Column.NUMBER, Column.DEPARTMENT, *NAMES)}
        return places[0] == 0 or any(place in allowed for place in places)

    def _heading(self, table: Table, row: GridRow, begins: list[Cell]) -> bool:
        """Departments, bands and titles: lines with one text that is not (only) an item name."""
        header = table.header
        number, department = row.at(_place(header, Column.NUMBER)), row.at(_place(header, Column.DEPARTMENT))
        rest = [cell for cell in begins if cell is not number or bare_mark(cell.text) is None]
        if len(rest) != 1:
            return False
        text, numbered = rest[0].text, len(rest) < len(begins)
        name_places = {place for column in NAMES for place in header.columns.get(column, ())}
        over_name = any(row.at(place) is rest[0] for place in name_places)
        if not over_name and any(_has_text(row.at(place)) for place in name_places):
            return False
        if rest[0] is department and not over_name:
            return self._department_line(table, text)
        width = sum(1 for cell in row.cells if cell is rest[0])
        if over_name and width <= max(2, len(name_places)):
            return self._alone_in_name(table, text, numbered, leftmost=0 in name_places)
        if over_name and (numbered or names_item(text)) and not self._names_band(text) and not names_department(text):
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
        if leftmost and mark is not None and mark.level == CHAPTER and names_department(text):
            return self._line_across(table, text)
        if leftmost and mark is None and self._names_band(text) and re.search("立项|[)）]$", fold(text)):
            return self._line_across(table, text)
        return False

    def _names_band(self, text: str) -> bool:
        return kind_in(text) is not None or business_in(text) is not None or "立项" in text

    def _department_line(self, table: Table, text: str) -> bool:
        if self._names_band(text) and not names_department(text):
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
            self._title(text)
        return True

    def _nameless(self, table: Table, row: GridRow) -> None:
        place = table.header.first(Column.DEPARTMENT)
        department = row.at(place) if place is not None else BLANK
        if _has_text(department) and not department.joined:
            table.new_department(department_name(department.text))
        told = "、".join(cell.text for cell in row.filled())[:60]
        self.reader.findings.append(
            Finding(
                Rule.ROW_WITHOUT_NAME,
                say(
                    "%(where)s第%(row)s行没有项目名称，未读入：%(text)s",
                    where=self.grid.where,
                    row=row.number,
                    text=one_line(told),
                ),
            )
        )

    # --- items -------------------------------------------------------------------------------

    def _item(self, table: Table, row: GridRow, names: dict[Column, Cell], begins: list[Cell]) -> None:
        header = table.header
        values = RowValues(header, row, table.before)
        number = row.at(_place(header, Column.NUMBER))
        number_begins = any(cell is number for cell in begins)
        if len(row.filled()) > len(begins) and not any(cell is names[column] for cell in begins for column in names):
            number_begins = True  # a joined name over several lines keeps its own number
        placed = table.hierarchy.place(header, names, number, number_begins)
        own = department_name(values.line(Column.DEPARTMENT))
        if own:
            table.department, table.department_by_heading = own, False
        priced = values.line(Column.PRICING_DEPARTMENT)
        kind = kind_in(values.text(Column.LIST)) or table.kind
        department = (priced or (own if kind is not FeeKind.REGULATED_SERVICE else "")) or (
            "" if header.has(Column.PRICING_DEPARTMENT) and own == "" else table.department
        )
        basis = values.basis(table.basis_before)
        table.basis_before, table.before = basis, values.texts
        decisions = values.decisions
        decisions.parent_carried = placed.carried
        decisions.department_carried = (
            header.has(Column.DEPARTMENT) and not own and department != "" and not table.department_by_heading
        )
        table.drafts.append(
            Draft(
                kind=kind,
                name=placed.name,
                parent=placed.parent,
                department=department,
                collector=values.line(Column.COLLECTOR),
                payer=values.line(Column.PAYER),
                standard=values.standard(table.unit),
                fund=values.line(Column.FUND),
                basis=basis,
                business=_business(values),
                signs=placed.signs,
                band_business=table.band_business,
                remarks=values.text(Column.REMARKS),
                source=Source(
                    self.grid.where, row.number, row.page, header.headings, tuple(cell.text for cell in row.cells)
                ),
                decisions=decisions if decisions.any() else None,
            )
        )


def _has_text(cell: Cell) -> bool:
    return bool(cell.text.strip()) and not is_dash(cell.text)


def _place(header: Header, column: Column) -> int:
    place = header.first(column)
    return place if place is not None else 1_000_000


def _place_of(row: GridRow, cell: Cell) -> int:
    return next(place for place, other in enumerate(row.cells) if other is cell)


def _distinct(names: dict[Column, Cell]) -> dict[Column, Cell]:
    """One cell joined over several name columns is one name, of the first of them."""
    found: dict[Column, Cell] = {}
    for column, cell in names.items():
        if not any(cell is other for other in found.values()):
            found[column] = cell
    return found


def _counts_columns(begins: list[Cell]) -> bool:
    """The line under a header that numbers the columns: 1 2 3 4, or 甲 乙 1 2."""
    texts = [fold(cell.text).strip("()（）栏") for cell in begins]
    return len(texts) >= 3 and all(
        re.fullmatch(r"\d{1,2}(?:=.*)?|[甲乙丙丁戊己庚辛]|栏次|[A-Z]", text) for text in texts
    )


def _business(values: RowValues) -> str:
    if values.header.has(Column.BUSINESS_YES, Column.BUSINESS_NO):
        if values.line(Column.BUSINESS_YES):
            return "是"
        return "否" if values.line(Column.BUSINESS_NO) else ""
    return values.line(Column.BUSINESS)
