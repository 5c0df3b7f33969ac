"""What the page of one fee shows, gathered from the lists; it refuses to judge a charge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.fees.catalogue import Catalogue
from catalogue.fees.entries import Change, Entry, ReliefRule, Viewpoint
from catalogue.fees.kinds import Status
from catalogue.fees.money import parse_quantity
from catalogue.fees.rate_table import RateRow, rate_rows
from catalogue.fees.rates import Due, RateOption, RateReading, Share, Tiered, Undetermined, due, read_rate
from catalogue.fees.versions import local_children, next_version, version_on
from catalogue.messages import Message, Problem, say

MONEY = "元"


@dataclass(frozen=True, slots=True)
class FeePage:
    """One fee as it answers for a viewpoint, with everything that stands around it.

    `applies` is False where the fee belongs to a place that the viewpoint does not see.
    `local` are the sub-entries by which a lower level sets the rate for the place. `coming` is the next wording and
    `ends_on` the last day of the fee, also where only a release that is still to take effect says so.
    """

    entry: Entry
    versions: list[Entry]
    parents: list[Entry]
    children: list[Entry]
    local: list[Entry]
    reliefs: list[ReliefRule]
    changes: list[Change]
    successor: Entry | None
    coming: Entry | None
    ends_on: date | None
    reading: RateReading
    rows: list[RateRow]
    applies: bool

    @property
    def started_by(self) -> str:
        """The document that made this wording: that of the change recorded for its first day, else the first basis."""
        start = self.entry.period.start
        recorded = (change.document for change in self.changes if start and change.day == start)
        return next(recorded, self.entry.basis[0] if self.entry.basis else "")

    @property
    def rated_parent(self) -> Entry | None:
        """The nearest entry above that states a rate, for a sub-item that states none."""
        return next((parent for parent in reversed(self.parents) if parent.standard_text), None)


def fee_page(catalogue: Catalogue, code: str, view: Viewpoint) -> FeePage | None:
    """Gather the page of the fee with that code; None where the release does not know it."""
    versions, announced = catalogue.versions(code, view.release), catalogue.announced(code, view)
    entry = catalogue.entry(code, view)
    if entry is None:
        return None
    reading = read_rate(entry.standard_text, entry.rate_value, entry.rate_unit)
    children = catalogue.children(code, view)
    ancestors = catalogue.ancestors(view.region)
    return FeePage(
        entry=entry,
        versions=versions,
        parents=catalogue.parents(code, view),
        children=children,
        local=local_children(entry, children, ancestors),
        reliefs=_current_first(catalogue.reliefs_for(code), view.on),
        changes=catalogue.changes_of(code),
        successor=catalogue.entry(entry.successor_code, view) if entry.successor_code else None,
        coming=next_version(announced or versions, view.on),
        ends_on=_last_day(announced, view.on),
        reading=reading,
        rows=[row for option in reading.options for row in rate_rows(option)],
        applies=not ancestors or entry.region_code in ancestors,
    )


def _last_day(announced: Sequence[Entry], on: date) -> date | None:
    """The day on which the fee ends by a release that is still to take effect."""
    held = version_on(announced, on)
    ends = held is not None and held.in_force_on(on) and held.status is not Status.IN_FORCE
    return held.period.end if held and ends else None


def _current_first(reliefs: Sequence[ReliefRule], on: date) -> list[ReliefRule]:
    """Reliefs of the day first, then coming ones, then those that are over; the newest first among equals."""

    def order(relief: ReliefRule) -> tuple[int, int]:
        turn = 0 if on in relief.period else 1 if relief.period.is_after(on) else 2
        return turn, -(relief.period.start or date.min).toordinal()

    return sorted(reliefs, key=order)


@dataclass(frozen=True, slots=True)
class Calculation:
    """The small calculator of a fee's page: its cases, what it asks for, and its answer once something was asked."""

    cases: tuple[tuple[int, str], ...]
    chosen: int
    asks: Message
    quantity: str
    answer: Due | None = None
    undetermined: Message | None = None
    error: Message | None = None


def calculation(page: FeePage, on: date, quantity: str, case: str) -> Calculation | None:
    """The calculator, filled with what the reader typed; None where no rate can be computed or nobody may charge."""
    options = page.reading.options
    if not options or not page.entry.in_force_on(on):
        return None
    cases = tuple((number, option.label or option.words or page.entry.name) for number, option in enumerate(options))
    chosen = int(case) if case.isascii() and case.isdigit() and int(case[:6]) < len(options) else 0
    option = options[chosen]
    asks = _asks(option)
    if not quantity.strip():
        return Calculation(cases, chosen, asks, "")
    try:
        answer = due(option.rate, parse_quantity(quantity, "quantity"), _unit(option))
    except Problem as problem:
        return Calculation(cases, chosen, asks, quantity[:40], error=problem.message)
    if isinstance(answer, Undetermined):
        return Calculation(cases, chosen, asks, quantity, undetermined=answer.reason)
    return Calculation(cases, chosen, asks, quantity, answer=answer)


def _unit(option: RateOption) -> str:
    return MONEY if isinstance(option.rate, Share) else option.rate.unit


def _asks(option: RateOption) -> Message:
    rate = option.rate
    if isinstance(rate, Share):
        return say("%(base)s是多少元？", base=rate.base) if rate.base else say("计费基数是多少元？")
    if isinstance(rate, Tiered) and rate.unit == MONEY:
        return say("涉及的金额是多少元？")
    return say("多少%(unit)s？", unit=rate.unit) if rate.unit else say("数量是多少？")
