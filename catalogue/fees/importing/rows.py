"""What the importer hands over: rows of a published list beside the cells they came from; it holds no rule."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.fees.importing.findings import Finding
from catalogue.fees.kinds import BusinessRelated, FeeKind
from catalogue.messages import Message


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stood: the table, its row there (from 1), the page (0: no pages), and its cells as published."""

    where: Message
    row: int
    page: int
    headings: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def original(self) -> tuple[tuple[str, str], ...]:
        """Heading and text of every cell with text, left to right."""
        return tuple((head, text) for head, text in zip(self.headings, self.cells, strict=False) if text)


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One fee as a published list states it; an empty text means that the list says nothing."""

    row_no: int
    list: FeeKind
    name: str
    parent_name: str
    department: str
    collecting_body: str
    payer: str
    standard_text: str
    fund_management: str
    legal_basis: tuple[str, ...]
    business_related: BusinessRelated
    remarks: str
    source: Source


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a file, in reading order, and everything that was noticed or decided on the way."""

    rows: tuple[PublishedRow, ...]
    findings: tuple[Finding, ...]
