"""The posting boards (收费公示栏): who posts which fees, and what has changed since; it draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.fees.differences import FeeChange, FieldChange, Record, Sort, differences
from catalogue.fees.entries import Entry, ReliefRule
from catalogue.fees.kinds import FeeKind
from catalogue.messages import Message, say


class Paper(StrEnum):
    """The sheets a board is laid out for, both lying."""

    A3 = "a3"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One fee of a board. `basis_from` and `payer_from` name the entry above that states them for a sub-item that
    does not; `depth` is how many entries of the same board stand above it. A `heading` has no rate of its own:
    its sub-items on the same board have them.
    """

    entry: Entry
    basis: tuple[str, ...]
    basis_from: Entry | None
    payer: str
    payer_from: Entry | None
    reliefs: tuple[ReliefRule, ...]
    depth: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Board:
    """What one body posts on one day in one place.

    `sets_price` marks a body that only sets the prices of services: the lists do not name who collects them, and
    whoever posts the board must write that in.
    """

    body: str
    rows: tuple[BoardRow, ...]
    sets_price: bool = False

    @property
    def slug(self) -> str:
        return slug_of(self.body)


@dataclass(frozen=True, slots=True)
class BoardChange:
    """What has become of one fee since a board was printed: ADDED, CHANGED or REMOVED, with its name now or then.

    `fields` are what payers would notice; other spellings are left out.
    """

    code: str
    name: str
    sort: Sort
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class BoardReport:
    """Everything that a printed board says differently from the lists; nothing of it: the board may hang on."""

    changes: tuple[BoardChange, ...]
    reliefs_over: tuple[ReliefRule, ...]
    reliefs_new: tuple[ReliefRule, ...]

    @property
    def current(self) -> bool:
        return not (self.changes or self.reliefs_over or self.reliefs_new)


FIELD_NAMES: Mapping[str, Message] = {
    "name": say("收费项目"),
    "department": say("部门"),
    "collecting_body": say("收费单位"),
    "standard_text": say("收费标准"),
    "rate_value": say("标准数额"),
    "rate_unit": say("计费单位"),
    "payer": say("收费对象"),
    "basis": say("收费依据"),
    "effective_from": say("执行日期"),
    "effective_to": say("截止日期"),
    "status": say("状态"),
    "only_in": say("收费范围"),
    "not_in": say("收费范围"),
}
"""The fields that stand on a board, as it calls them; others are no business of somebody who reads it."""


def slug_of(body: str) -> str:
    """The body's name as the last part of an address; a stroke in it becomes a full-width one."""
    return body.replace("/", "／").strip()


def boards(entries: Iterable[Entry], on: date, reliefs: Sequence[ReliefRule]) -> list[Board]:
    """The boards that the entries in force on the day make, by the body's name; fees without a body make none.

    `entries` are those seen from one place, one wording a fee.
    """
    known = {entry.code: entry for entry in entries}
    held: dict[str, list[Entry]] = {}
    collects: set[str] = set()
    for entry in sorted(known.values(), key=lambda each: each.code):
        body, sets_price = body_of(entry, known)
        if body and not entry.record_only and entry.in_force_on(on):
            held.setdefault(body, []).append(entry)
            collects |= set() if sets_price else {body}
    return [Board(body, _rows(fees, known, on, reliefs), body not in collects) for body, fees in sorted(held.items())]


def body_of(entry: Entry, known: Mapping[str, Entry]) -> tuple[str, bool]:
    """Who collects the fee: the collecting body, else the department, else what the entry above says.

    The department of a service is who sets its price: then the second value is True.
    """
    for each in (entry, *_above(entry, known)):
        if each.collecting_body:
            return each.collecting_body, False
        if each.department:
            return each.department, each.kind is FeeKind.REGULATED_SERVICE
    return "", False


def _rows(
    fees: Sequence[Entry], known: Mapping[str, Entry], on: date, reliefs: Sequence[ReliefRule]
) -> tuple[BoardRow, ...]:
    current = [relief for relief in reliefs if on in relief.period]
    posted = {entry.code for entry in fees}
    upper = {entry.parent_code for entry in fees}
    return tuple(_row(entry, list(_above(entry, known)), posted, upper, current) for entry in fees)


def _row(
    entry: Entry, above: Sequence[Entry], posted: set[str], upper: set[str | None], reliefs: Sequence[ReliefRule]
) -> BoardRow:
    basis_from = None if entry.basis else next((each for each in above if each.basis), None)
    payer_from = None if entry.payer else next((each for each in above if each.payer), None)
    return BoardRow(
        entry=entry,
        basis=basis_from.basis if basis_from else entry.basis,
        basis_from=basis_from,
        payer=payer_from.payer if payer_from else entry.payer,
        payer_from=payer_from,
        reliefs=told_once(relief for relief in reliefs if relief.touches(entry.code)),
        depth=sum(each.code in posted for each in above),
        heading=entry.code in upper and not entry.standard_text and entry.rate_value is None,
    )


def told_once(reliefs: Iterable[ReliefRule]) -> tuple[ReliefRule, ...]:
    """The reliefs without those that say the same of the same document: one rule may be kept in several rows."""
    found: dict[tuple[str, str, str], ReliefRule] = {}
    for relief in reliefs:
        found.setdefault((relief.name, relief.document, relief.benefit), relief)
    return tuple(found.values())


def _above(entry: Entry, known: Mapping[str, Entry]) -> Iterable[Entry]:
    """The entries above, nearest first; a broken or circular line ends where it breaks."""
    seen = {entry.code}
    while entry.parent_code and entry.parent_code in known and entry.parent_code not in seen:
        entry = known[entry.parent_code]
        seen.add(entry.code)
        yield entry


def report(printed: Board | None, now: Board | None, before: Iterable[Record], after: Iterable[Record]) -> BoardReport:
    """What has changed between a printed board and that of today; the records are those of their rows.

    None is a board without any fee.
    """
    changes = tuple(change for change in map(_change, differences(before, after)) if change is not None)
    then, today = _reliefs(printed), _reliefs(now)
    return BoardReport(
        changes=changes,
        reliefs_over=tuple(relief for key, relief in then.items() if key not in today),
        reliefs_new=tuple(relief for key, relief in today.items() if key not in then),
    )


def _change(change: FeeChange) -> BoardChange | None:
    if change.sort in (Sort.ADDED, Sort.REMOVED):
        return BoardChange(change.code, change.newest["name"], change.sort, ())
    noticed = (field for version in change.versions for field in version.fields if not field.wording_only)
    fields = tuple(field for field in noticed if field.field in FIELD_NAMES and not _follows(field))
    return BoardChange(change.code, change.newest["name"], Sort.CHANGED, fields) if fields else None


def _follows(field: FieldChange) -> bool:
    """Whether a wording only has no last day any more: it is another one, and the one before had to end."""
    return field.field == "effective_to" and field.after is None


def _reliefs(board: Board | None) -> dict[tuple[str, str], ReliefRule]:
    rows = board.rows if board else ()
    return {(relief.name, relief.document): relief for row in rows for relief in row.reliefs}
