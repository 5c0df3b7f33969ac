"""What an editor decides and types in a revision, fee by fee; every change is compared and checked at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from catalogue.fees.basis import split_basis
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.codes import LONGEST, Codes
from catalogue.fees.draft_checking import check, check_one, first_day
from catalogue.fees.draft_matching import Match
from catalogue.fees.kinds import BusinessRelated, FeeKind, Level, Status
from catalogue.fees.models import FeeRow
from catalogue.fees.money import parse_amount
from catalogue.fees.periods import parse_day
from catalogue.fees.revision_items import BLANK, existing
from catalogue.fees.revision_models import ItemRow, RevisionRow
from catalogue.fees.revisions import LISTED, overlaid
from catalogue.fees.standing import LEVELS, on, used_codes, wordings
from catalogue.messages import Problem, say

LONGEST_TEXT = 20_000
_ONE_LINE = ("name", "department", "collecting_body", "payer", "fund_management", "rate_unit")


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all changes of a revision that say nothing else."""

    title: str
    effective_date: str
    past_reason: str
    note: str
    document: str


def set_frame(session: Session, revision: RevisionRow, frame: Frame, today: date) -> None:
    """Name, first day, note and document of the revision; a bad date is a Problem."""
    if not frame.title.strip():
        raise Problem(say("请给这次调整起个名字。"), "title")
    revision.title = frame.title.strip()[:100]
    revision.effective_date = parse_day(frame.effective_date, "effective_date") if frame.effective_date else None
    revision.past_reason, revision.note = frame.past_reason.strip(), frame.note.strip()
    revision.document = frame.document.strip()
    check(session, revision, today)


def item_of(session: Session, revision: RevisionRow, number: int) -> ItemRow:
    """One change of this revision; another number is a Problem."""
    item = session.get(ItemRow, number)
    if item is None or item.revision_id != revision.id:
        raise Problem(say("这次调整里没有这一条。"))
    return item


def present_values(session: Session, revision: RevisionRow, item: ItemRow, today: date) -> dict[str, Any]:
    """The whole wording that the item leads to, as the editor sees it."""
    if item.edited or not item.code or item.match == Match.NEW:
        return dict(item.values)
    old = on(wordings(session, revision.base, [item.code]).get(item.code, ()), first_day(revision, item, today))
    return overlaid(old, item.values) if old else dict(item.values)


def edit(session: Session, revision: RevisionRow, item: ItemRow, typed: Mapping[str, str], today: date) -> None:
    """Write the whole wording anew, with what belongs to this change alone: its day, note and document."""
    values = read_values(typed, {name: item.values[name] for name in LISTED})
    item.values, item.edited, item.name = values, True, values["name"]
    if item.decision not in ("take", "pending"):
        item.decision = "take"
    _own(item, typed)
    item.correction = typed.get("correction", "") == "yes"
    item.confirmed = []
    check_one(session, revision, item, today)


def _own(item: ItemRow, typed: Mapping[str, str]) -> None:
    day = typed.get("effective_from", "").strip()
    item.effective_from = parse_day(day, "effective_from") if day else None
    item.note, item.document = typed.get("note", "").strip(), typed.get("document", "").strip()


def read_values(typed: Mapping[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a wording from a form; what is no figure or too long is a Problem that names its field."""
    values = dict(before)
    for name in LISTED:
        text = typed.get(name)
        if text is None:
            continue
        if len(text) > LONGEST_TEXT:
            raise Problem(say("这一栏太长了，最多 %(most)s 个字。", most=LONGEST_TEXT), name)
        values[name] = _READERS.get(name, _text)(text.replace("\r\n", "\n").strip())
    for name in _ONE_LINE:
        values[name] = " ".join(str(values[name]).split())
    if not values["name"]:
        raise Problem(say("请填写项目名称。"), "name")
    return values


def _text(text: str) -> str:
    return text


def _figure(text: str) -> str | None:
    return format(parse_amount(text, "rate_value"), "f") if text else None


def _business(text: str) -> str:
    try:
        return BusinessRelated(text).value
    except ValueError:
        raise Problem(say("请从列表中选择。"), "business_related") from None


_READERS: Mapping[str, Callable[[str], Any]] = {
    "rate_value": _figure,
    "basis": lambda text: list(split_basis(text)),
    "business_related": _business,
}


def skip(session: Session, revision: RevisionRow, item: ItemRow, today: date) -> None:
    """Leave the row out; a fee that vanished from the file is kept as it is."""
    item.decision = "keep" if item.match == Match.VANISHED else "skip"
    check_one(session, revision, item, today)


def take(session: Session, revision: RevisionRow, item: ItemRow, today: date) -> None:
    """Take a row back in, to be decided as it first was."""
    undecided = item.match in (Match.OFFERED, Match.VANISHED)
    item.decision = "pending" if undecided else "take"
    if not undecided and item.code is None:
        return as_new(session, revision, item, item.parent_code or "", "", today)
    check_one(session, revision, item, today)


def as_existing(session: Session, revision: RevisionRow, item: ItemRow, code: str, today: date) -> None:
    """Say that the row is a fee of the lists, whose code it keeps."""
    code = code.strip()
    fee = session.get(FeeRow, code) if code and len(code) <= LONGEST and code.isprintable() else None
    if fee is None:
        raise Problem(say("清单里没有编码为 %(code)s 的项目。", code=code[:24]), "code")
    if fee.kind != item.kind:
        raise Problem(say("%(code)s 属于另一类清单。", code=code), "code")
    twice = select(ItemRow.id).where(
        ItemRow.revision_id == revision.id, ItemRow.code == code, ItemRow.id != item.id, ItemRow.decision != "skip"
    )
    if other := session.scalars(twice).first():
        gone = session.get_one(ItemRow, other)
        if gone.match != Match.VANISHED:
            raise Problem(say("这次调整里已有一条是 %(code)s。", code=code), "code")
        session.delete(gone)  # it has not vanished after all: this row is it
        session.flush()
    _follow(session, revision, item, code)
    item.match, item.code, item.decision = Match.CHOSEN.value, code, "take"
    item.parent_code, item.level, item.region_code = fee.parent_code, fee.level, fee.region_code
    item.above = ""
    check(session, revision, today)


def as_new(
    session: Session, revision: RevisionRow, item: ItemRow, parent: str, level: str, today: date, region: str = ""
) -> None:
    """Say that the row is a fee of its own, below `parent` where one is given; it gets the next free code."""
    parent = parent.strip()
    if parent and not _exists(session, revision, parent):
        raise Problem(say("清单和这次调整里都没有编码为 %(code)s 的上级项目。", code=parent[:24]), "parent_code")
    if region:
        item.region_code = Catalogue(session).region(region).code
    if level:
        item.level = _level(level)
    codes = Codes({*used_codes(session, revision.id), *_own_codes(session, revision)})
    keeps = item.match == Match.NEW and item.code and (item.parent_code or "") == parent
    code = item.code if keeps else codes.below(parent) if parent else codes.top(FeeKind(item.kind))
    _follow(session, revision, item, str(code))
    item.match, item.code, item.parent_code, item.decision = Match.NEW.value, code, parent or None, "take"
    if not parent or item.above.split(" ")[0] != parent:
        item.above = ""
    check_one(session, revision, item, today)


def _level(text: str) -> str:
    try:
        return Level(text).value
    except ValueError:
        raise Problem(say("请从列表中选择。"), "level") from None


def _follow(session: Session, revision: RevisionRow, item: ItemRow, code: str) -> None:
    """Let the sub-items in this revision stand below the code that their parent now has."""
    below = update(ItemRow).where(ItemRow.revision_id == revision.id, ItemRow.match == Match.NEW)
    session.execute(below.where(ItemRow.parent_position == item.position, ItemRow.above == "").values(parent_code=code))


def _exists(session: Session, revision: RevisionRow, code: str) -> bool:
    if len(code) > LONGEST or not code.isprintable():
        return False
    return session.get(FeeRow, code) is not None or code in _own_codes(session, revision)


def _own_codes(session: Session, revision: RevisionRow) -> set[str]:
    query = select(ItemRow.code).where(ItemRow.revision_id == revision.id, ItemRow.code.is_not(None))
    return {code for code in session.scalars(query) if code}


def end(session: Session, revision: RevisionRow, item: ItemRow, typed: Mapping[str, str], today: date) -> None:
    """Say that the fee may no longer be charged from a day on: cancelled or suspended, and what takes its place."""
    if not item.code or item.match == Match.NEW:
        raise Problem(say("新项目不能终止，请跳过它。"))
    if typed.get("end_status") not in (Status.CANCELLED, Status.SUSPENDED):
        raise Problem(say("请选择取消还是停征。"), "end_status")
    _own(item, typed)
    item.end_status, item.decision = typed["end_status"], "end"
    item.successor_code = typed.get("successor_code", "").strip() or None
    check_one(session, revision, item, today)


def confirm(session: Session, revision: RevisionRow, rule: str, today: date, item: ItemRow | None = None) -> None:
    """Say that what a rule asks about was looked at and is right: for one change, or for all of the revision."""
    items = (
        [item] if item else session.scalars(select(ItemRow).where(ItemRow.revision_id == revision.id, ItemRow.asks > 0))
    )
    for each in items:
        if rule not in each.confirmed and any(found["rule"] == rule for found in each.findings):
            each.confirmed = [*each.confirmed, rule]
    if item:
        check_one(session, revision, item, today)
    else:
        check(session, revision, today)


def add_existing(session: Session, revision: RevisionRow, code: str, today: date) -> ItemRow:
    """Begin to change or end a fee by hand; one that is already in the revision is given back."""
    code = code.strip().upper()
    found = select(ItemRow).where(ItemRow.revision_id == revision.id, ItemRow.code == code)
    if present := session.scalars(found).first():
        return present
    known = wordings(session, revision.base, [code]).get(code) if code.isprintable() else None
    newest = on(known, revision.effective_date or today) if known else None
    if newest is None:
        raise Problem(say("清单里没有编码为 %(code)s 的项目。", code=code[:24]), "code")
    return _added(session, revision, existing(revision, _next(session, revision), newest, Match.HAND, "take"), today)


def add_new(
    session: Session, revision: RevisionRow, kind: str, parent: str, typed: Mapping[str, str], today: date
) -> ItemRow:
    """Add a fee by hand, with the next free code."""
    try:
        wanted = FeeKind(kind)
    except ValueError:
        raise Problem(say("请选择清单。"), "kind") from None
    empty: dict[str, Any] = dict.fromkeys(LISTED, "")
    values = read_values(typed, {**empty, "rate_value": None, "basis": [], "business_related": "unknown"})
    region = Catalogue(session).region(revision.region_code)
    item = {
        **BLANK,
        "revision_id": revision.id,
        "position": _next(session, revision),
        "match": Match.NEW.value,
        "decision": "take",
        "kind": wanted.value,
        "level": LEVELS[region.level].value,
        "region_code": region.code,
        "name": values["name"],
        "values": values,
        "edited": True,
    }
    made = _added(session, revision, item, today, judge=False)
    as_new(session, revision, made, parent, "", today)
    return item_of(session, revision, made.id)


def _added(
    session: Session, revision: RevisionRow, fields: Mapping[str, Any], today: date, judge: bool = True
) -> ItemRow:
    item = ItemRow(**fields)
    session.add(item)
    session.flush()
    if judge:
        check_one(session, revision, item, today)
        return item_of(session, revision, item.id)
    return item


def _next(session: Session, revision: RevisionRow) -> int:
    last = session.scalar(select(func.max(ItemRow.position)).where(ItemRow.revision_id == revision.id))
    return 0 if last is None else last + 1
