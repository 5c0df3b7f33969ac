"""Rows of published fees out of a document's tables; it refuses a document without a fee list."""

from __future__ import annotations

from catalogue.fees.importing.findings import Finding, Rule, Unreadable
from catalogue.fees.importing.finishing import finished
from catalogue.fees.importing.grids import Document, Grid, Line
from catalogue.fees.importing.headers import find_header
from catalogue.fees.importing.limits import DEFAULT
from catalogue.fees.importing.rows import Reading
from catalogue.fees.importing.tables import Section
from catalogue.fees.importing.titles import is_note, is_title, kind_in
from catalogue.fees.importing.walking import Course, GridWalk, Progress
from catalogue.messages import Message, say


def read_document(
    document: Document, filename: str, progress: Progress | None = None, most: int = DEFAULT.rows
) -> Reading:
    """Every fee of a document, in reading order; a document without a fee list is Unreadable."""
    reader = _Reader(Course(document.title, filename, most, progress))
    for part in document.parts:
        if isinstance(part, Line):
            reader.line(part)
        else:
            reader.grid(part)
    tables = [table for table in reader.course.tables if table.drafts]
    if not tables:
        raise Unreadable(
            say("文件里没有找到收费目录清单：没有一张表带有“项目名称”一类的列和收费内容，请核对是否传错文件。")
        )
    return finished(tables, [*document.findings, *reader.course.findings])


class _Reader:
    """Hands the grids of a document one by one to a walk, with the lines of text before each."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.in_note = False

    def line(self, line: Line) -> None:
        self.in_note = is_note(line.text) or (self.in_note and not is_title(line.text))
        section = self.course.section
        if section is not None:
            section.notes.append(line.text)
        # A note under a table explains that table, not the next one.
        if section is None or not self.in_note:
            self.course.lines.append(line)

    def grid(self, grid: Grid) -> None:
        course = self.course
        walk = GridWalk(course, grid, Section(grid.where, [line.text for line in course.lines]))
        if self._continues_last(grid):
            last = course.tables[-1]
            walk = GridWalk(course, grid, last.section, last)
            self._tell(Rule.TABLE_CONTINUED, say("%(where)s没有表头，按上一张表的列续读", where=grid.where))
        before = len(course.tables)
        walk.run()
        if len(course.tables) > before or walk.table is not None:
            course.section, course.lines, self.in_note = walk.section, [], False
        elif len(grid.rows) > 1:
            self._tell(
                Rule.TABLE_LEFT_OUT,
                say("%(where)s不是收费清单（没有项目名称和收费内容的列），未读入", where=grid.where),
            )

    def _tell(self, rule: Rule, message: Message) -> None:
        self.course.findings.append(Finding(rule, message))

    def _continues_last(self, grid: Grid) -> bool:
        """A table without a header right after one of the same width goes on where that one ended."""
        course = self.course
        if not course.tables or grid.name or not grid.rows or course.tables[-1].section is not course.section:
            return False
        if any(is_title(line.text) or kind_in(line.text) for line in course.lines):
            return False
        last = course.tables[-1].header
        if any(find_header(grid.rows, at) for at in range(min(3, len(grid.rows)))):
            return False
        return max(len(row.cells) for row in grid.rows) == len(last.headings)
