"""What the lists say of one fee, as plain values for rules, pages and files; it refuses to know where they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from catalogue.fees.kinds import BusinessRelated, ChangeKind, Confidence, FeeKind, Level, State, Status
from catalogue.fees.periods import Period


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """From where the lists are read: the day in force, the release that tells it, and the place.

    `region` is a six-digit GB/T 2260 code or None for the whole country with all its places.
    """

    on: date
    release: int
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a fee. `sort` is official, everyday, abbreviation, old_name or misnomer."""

    text: str
    sort: str
    confidence: Confidence = Confidence.EDITORIAL


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated wording of a fee: everything a list row says, with its source.

    `period` are the days on which this wording holds; `status` is what the row says, and
    `state_on` takes both together. `rate_value` and `rate_unit` exist where the source gives one
    plain rate and may cover only the main case of `standard_text`. `record_only` marks a fee known
    only from the document that ended it: it was never read on a list. `only_in` and `not_in` are the
    regions that a national row is limited to, or left out of, by its own wording.
    """

    version_id: int
    code: str
    kind: FeeKind
    level: Level
    region_code: str
    region_name: str
    name: str
    parent_code: str | None
    department: str
    collecting_body: str
    standard_text: str
    rate_value: Decimal | None
    rate_unit: str
    payer: str
    business_related: BusinessRelated
    fund_management: str
    basis: tuple[str, ...]
    period: Period
    status: Status
    ended_by: str
    successor_code: str | None
    aliases: tuple[Alias, ...]
    remarks: str
    source: str
    confidence: Confidence
    name_en: str = ""
    record_only: bool = False
    only_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()

    def applies_in(self, ancestors: tuple[str, ...]) -> bool:
        """Whether the fee is seen from the place whose line of codes, country first, is given.

        An empty line is the whole country with all its places: everything is seen.
        """
        if not ancestors:
            return True
        if self.region_code not in ancestors or any(code in ancestors for code in self.not_in):
            return False
        return not self.only_in or any(code in ancestors for code in self.only_in)

    def state_on(self, day: date) -> State:
        """How this wording stands on `day`.

        A row whose end has passed has ended whatever `status` says; a cancelled or suspended row
        with a known end was still in force until that end.
        """
        if self.period.is_after(day):
            return State.NOT_YET
        if self.period.is_before(day) or (self.status is not Status.IN_FORCE and self.period.end is None):
            return {
                Status.SUSPENDED: State.SUSPENDED,
                Status.CANCELLED: State.CANCELLED,
                Status.IN_FORCE: State.EXPIRED,
            }[self.status]
        return State.IN_FORCE

    def in_force_on(self, day: date) -> bool:
        return self.state_on(day) is State.IN_FORCE


@dataclass(frozen=True, slots=True)
class ReliefRule:
    """A dated exemption or reduction, with the conditions that a program can test.

    `codes` are the fees it touches (a code covers its sub-items). `keywords` are groups of words: for
    the relief to follow from the charge itself, of every group one word must stand in it, and none of
    `excluded`; where `payer_kinds` is not empty the payer must be one of them.
    `decidable` is False where the conditions need facts that no charge carries (staff, turnover).
    `factor` is what remains to be paid: 0 for exempt, 0.5 for half, None where it is not a plain share.
    """

    name: str
    document: str
    period: Period
    codes: tuple[str, ...]
    applies_to: str
    condition: str
    benefit: str
    payer_kinds: tuple[str, ...]
    keywords: tuple[tuple[str, ...], ...]
    excluded: tuple[str, ...]
    region_code: str
    factor: Decimal | None
    decidable: bool
    note: str
    source: str
    confidence: Confidence

    def touches(self, code: str) -> bool:
        """Whether the fee with that code is one of its fees, or a sub-item of one."""
        return any(code == own or code.startswith(own + ".") for own in self.codes)


@dataclass(frozen=True, slots=True)
class Region:
    """A division of GB/T 2260; `ancestors` runs from the country down to the division itself."""

    code: str
    name: str
    short_name: str
    level: str
    parent_code: str | None
    ancestors: tuple[str, ...]
    pinyin: str
    initials: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A release as readers see it; `reviewer` is None only for the initial data."""

    number: int
    effective_date: date
    published_at: datetime
    author: str
    reviewer: str | None
    summary: str
    sha256: str
    previous_sha256: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one document did to one item on one day; `date_text` keeps a date known only to the year."""

    day: date | None
    date_text: str
    document: str
    item: str
    kind: ChangeKind
    before: str
    after: str
    codes: tuple[str, ...]
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Coverage:
    """How complete one list is for one place, and as of which day."""

    kind: FeeKind
    region_code: str
    region_name: str
    complete: bool
    as_at: date | None
    source: str
    note: str
