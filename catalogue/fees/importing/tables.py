"""One table under one header while it is read: kind, unit, department, rows so far; it refuses to look at files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from catalogue.fees.importing.grids import Line
from catalogue.fees.importing.headers import Header
from catalogue.fees.importing.hierarchy import Hierarchy
from catalogue.fees.importing.rows import Source
from catalogue.fees.importing.titles import business_in, fold, is_title, kind_in, unit_line
from catalogue.fees.importing.values import Decisions
from catalogue.fees.importing.wordings import Column
from catalogue.fees.kinds import BusinessRelated, FeeKind
from catalogue.messages import Message


@dataclass(slots=True)
class Section:
    """One sheet or table with the text around it: what notes in it explain holds for all its tables."""

    where: Message
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A row before marks and notes of the whole table are known."""

    kind: FeeKind
    name: str
    parent: str
    department: str
    collector: str
    payer: str
    standard: str
    fund: str
    basis: tuple[str, ...]
    business: str
    signs: str
    band_business: BusinessRelated | None
    remarks: str
    source: Source
    decisions: Decisions | None


@dataclass(slots=True)
class Table:
    """What is in force while the rows under one header are read."""

    section: Section
    header: Header
    kind: FeeKind
    unit: str
    business: BusinessRelated | None
    sure_of_kind: bool = True
    department: str = ""
    department_by_heading: bool = False
    band_business: BusinessRelated | None = None
    hierarchy: Hierarchy = field(default_factory=Hierarchy)
    before: dict[int, str] = field(default_factory=dict)
    basis_before: tuple[str, ...] = ()
    drafts: list[Draft] = field(default_factory=list)

    def new_department(self, name: str) -> None:
        self.department, self.department_by_heading = name, True
        self.hierarchy.restart()

    def new_band(self, text: str) -> None:
        """A band line ends the department and may change the list."""
        self.new_department("")
        named = kind_in(text)
        self.kind, self.sure_of_kind = named or self.kind, self.sure_of_kind or named is not None
        self.band_business = business_in(text)


@dataclass(slots=True)
class Surroundings:
    """The words that may name a table's list, nearest first in each group."""

    above: Sequence[str]
    sheet: str
    lines: Sequence[Line]
    title: str
    filename: str

    def kind(self, header: Header) -> FeeKind | None:
        """The list named nearest to the table: rows above, sheet name, lines before, header words, page title."""
        outside = [line.text for line in sorted(self.lines, key=_not_title)]
        headings = "/".join(header.headings)
        return (
            first_kind(self.above)
            or kind_in(self.sheet)
            or first_kind(outside)
            or kind_in(headings)
            or _weak_kind(header)
            or kind_in(self.title)
            or kind_in(self.filename)
        )

    def titled_business(self) -> tuple[bool, BusinessRelated | None]:
        """Whether a full title stands above the table, and what the nearest one says of 涉企."""
        texts = [*self.above, *(line.text for line in self.lines)]
        titles = [text for text in texts if is_title(text) and _is_naming(text)]
        return bool(titles), business_in(titles[0]) if titles else None

    def business(self, under: BusinessRelated | None) -> BusinessRelated | None:
        """What the nearest words say of 涉企; a band that leaves it open stands `under` the full title before it."""
        named = [text for text in self.above if _is_naming(text)]
        named += [line.text for line in self.lines if _is_naming(line.text) or line.heading]
        nearest = next((said for said in map(business_in, self._until_title(named)) if said), None)
        return nearest or business_in(self.sheet) or under or (None if named else business_in(self.title))

    def _until_title(self, named: Sequence[str]) -> Sequence[str]:
        last = next((at for at, text in enumerate(named) if is_title(text)), len(named))
        return named[: last + 1]

    def unit(self) -> str:
        texts: Iterable[str] = [*self.above, *(line.text for line in self.lines)]
        return next((unit for unit in map(unit_line, texts) if unit), "")


def _not_title(line: Line) -> bool:
    return not (line.heading or _is_naming(line.text))


def _is_naming(text: str) -> bool:
    squeezed = fold(text)
    return is_title(text) or (len(squeezed) <= 40 and kind_in(text) is not None and squeezed[-1:] not in "。;,:")


def first_kind(texts: Iterable[str]) -> FeeKind | None:
    return next((kind for kind in map(kind_in, texts) if kind), None)


def _weak_kind(header: Header) -> FeeKind | None:
    headings = " ".join(header.headings)
    if header.has(Column.PRICING_DEPARTMENT) or "定价项目" in headings:
        return FeeKind.REGULATED_SERVICE
    if "基金" in headings:
        return FeeKind.GOVERNMENT_FUND
    return None
