"""Walks through one grid, from its titles through its tables to its notes; it refuses to read files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from catalogue.fees.importing.asides import Asides
from catalogue.fees.importing.findings import Finding, Rule, Unreadable
from catalogue.fees.importing.grids import BLANK, Grid, GridRow, Line
from catalogue.fees.importing.headers import NAMES, Header, find_header, with_number_column
from catalogue.fees.importing.items import draft_of, has_text
from catalogue.fees.importing.tables import Section, Surroundings, Table
from catalogue.fees.importing.titles import department_name
from catalogue.fees.importing.values import one_line
from catalogue.fees.importing.wordings import Column
from catalogue.fees.kinds import BusinessRelated, FeeKind
from catalogue.messages import say

Progress = Callable[[int], None]
# How many lines above a table may name it.
_LINES_ABOVE = 40
# How many rows below a header tell what its columns hold.
_ROWS_BELOW = 40


@dataclass(slots=True)
class Course:
    """How far the reading of a document has come, and what it found."""

    title: str
    filename: str
    most: int
    progress: Progress | None = None
    tables: list[Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    section: Section | None = None
    business: BusinessRelated | None = None  # what the last full title said of 涉企
    done: int = 0

    def step(self) -> None:
        """Count one row; too many are Unreadable."""
        self.done += 1
        if self.done > self.most:
            raise Unreadable(say("文件里的行数超过上限%(limit)s行；请分成几个文件再上传。", limit=self.most))
        if self.progress is not None and self.done % 500 == 0:
            self.progress(self.done)


class GridWalk:
    """Reads the rows of one grid; `table` is the one that is open, if any."""

    def __init__(self, course: Course, grid: Grid, section: Section, table: Table | None = None) -> None:
        self.course, self.grid, self.section, self.table = course, grid, section, table
        self.above: list[str] = []
        self.asides = Asides(section, self.above)

    def run(self) -> None:
        rows = self.grid.rows
        at = 0
        previous: GridRow | None = None
        while at < len(rows):
            header = find_header(rows, at)
            if header is not None and (header.is_list or self._other_table(header)):
                at += header.height
                self._open(with_number_column(header, rows[at : at + _ROWS_BELOW]))
                previous = rows[at - 1]
                continue
            self._row(rows[at], previous)
            previous = rows[at]
            at += 1
            self.course.step()

    def _other_table(self, header: Header) -> bool:
        """Whether a header that heads no fee list ends the one before: it must look like a header throughout."""
        known = sum(len(places) for places in header.columns.values())
        titled = sum(1 for heading in header.headings if heading)
        return header.has(Column.NUMBER, Column.PAGE) and known >= 2 and known * 3 >= titled * 2

    def _open(self, header: Header) -> None:
        if not header.is_list:
            self.table = None
            self.above.clear()
            return
        around = self._surroundings()
        kind = around.kind(header) or self._kind_before()
        unit = around.unit() or (self.table.unit if self.table is not None else "")
        self.table = Table(
            self.section, header, kind or FeeKind.ADMINISTRATIVE, unit, self._business(around), kind is not None
        )
        self.course.tables.append(self.table)
        self.above.clear()
        self.asides.opened()

    def _surroundings(self) -> Surroundings:
        lines = self.course.lines if self.table is None else []
        return Surroundings(
            self.above[::-1],
            self.grid.name,
            lines[::-1][:_LINES_ABOVE],
            self.course.title,
            self.course.filename,
        )

    def _kind_before(self) -> FeeKind | None:
        last = self.table or (self.course.tables[-1] if self.course.tables else None)
        if last is not None and (last.section is self.section or not self.grid.name):
            return last.kind
        return None

    def _business(self, around: Surroundings) -> BusinessRelated | None:
        """What the titles say of 涉企; a band without a full title stands under the title before it."""
        titled, said = around.titled_business()
        if titled:
            self.course.business = said
        elif self.table is None and self.grid.name:
            self.course.business = None
        named = around.business(self.course.business)
        if named is None and self.table is not None and not self.above:
            return self.table.business
        return named

    def _row(self, row: GridRow, previous: GridRow | None) -> None:
        begins = [cell for cell in row.filled() if previous is None or not any(cell is old for old in previous.cells)]
        if not begins:
            return
        if self.table is None:
            self.asides.title("\n".join(cell.text for cell in row.filled()))
            return
        if self.asides.takes(self.table, row, begins):
            return
        names = {
            column: row.at(place)
            for column in NAMES
            if (place := self.table.header.first(column)) is not None and has_text(row.at(place))
        }
        self.asides.ended()
        if names:
            self.table.drafts.append(draft_of(self.table, self.grid.where, row, names, begins))
        else:
            self._nameless(self.table, row)

    def _nameless(self, table: Table, row: GridRow) -> None:
        place = table.header.first(Column.DEPARTMENT)
        department = row.at(place) if place is not None else BLANK
        if has_text(department) and not department.joined:
            table.new_department(department_name(department.text))
        told = "、".join(cell.text for cell in row.filled())[:60]
        self.course.findings.append(
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
