"""Compares every change of a revision with the lists in force and holds the rules to it; it decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.fees.differences import Record
from catalogue.fees.draft_matching import Match, key
from catalogue.fees.importing.carrying import message_out
from catalogue.fees.kinds import Status
from catalogue.fees.models import FeeRow, FeeVersionRow
from catalogue.fees.publication_rules import Around, Finding, Grade, Subject, findings
from catalogue.fees.revision_models import ItemRow, RevisionRow
from catalogue.fees.revisions import Sort, added, changed, compared, ended, overlaid, weightiest
from catalogue.fees.standing import codes_of, departments, on, wordings

AT_ONCE = 500
MOST_CHECKED_AT_ONCE = 2000
"""Larger revisions are checked whole only when all of it may have changed, and before every step of the review."""
SKIPPED = ("skip", "keep")


@dataclass(frozen=True, slots=True)
class Result:
    """One change worked out: how the fee's wordings read before and after it, and what the rules see."""

    item: ItemRow
    before: Sequence[Record]
    after: Sequence[Record]
    subject: Subject


def check(session: Session, revision: RevisionRow, today: date) -> None:
    """Work out and judge all changes of the revision anew, in batches, in the caller's transaction."""
    session.flush()
    around = _around(session, revision)
    for results in worked_out(session, revision, today):
        for each in results:
            _write_down(each, findings(each.subject, around))
        session.flush()
        for each in results:
            session.expunge(each.item)


def check_one(session: Session, revision: RevisionRow, item: ItemRow, today: date) -> None:
    """The same after one change was edited; in a very large revision that one only: sending checks all."""
    session.flush()
    total = session.scalar(select(func.count()).where(ItemRow.revision_id == revision.id)) or 0
    if total <= MOST_CHECKED_AT_ONCE:
        check(session, revision, today)
        return
    known = wordings(session, revision.base, [code for code in (item.code, item.offered) if code])
    result = work_out(revision, item, known, today)
    _write_down(result, findings(result.subject, _around(session, revision, item.name)))
    session.flush()


def worked_out(session: Session, revision: RevisionRow, today: date) -> Iterator[list[Result]]:
    """All changes of the revision, in batches by position."""
    last = -1
    while items := _batch(session, revision, last):
        codes = {code for item in items for code in (item.code, item.offered) if code}
        known = wordings(session, revision.base, codes)
        yield [work_out(revision, item, known, today) for item in items]
        last = items[-1].position


def _batch(session: Session, revision: RevisionRow, last: int) -> Sequence[ItemRow]:
    query = select(ItemRow).where(ItemRow.revision_id == revision.id, ItemRow.position > last)
    return session.scalars(query.order_by(ItemRow.position).limit(AT_ONCE)).all()


def first_day(revision: RevisionRow, item: ItemRow, today: date) -> date:
    """From which day the change holds: its own, else the revision's; today as long as none is written."""
    return item.effective_from or revision.effective_date or today


def work_out(revision: RevisionRow, item: ItemRow, known: Mapping[str, Sequence[Record]], today: date) -> Result:
    """One change: the wordings of its fee before and after, and what kind of change it is."""
    day = first_day(revision, item, today)
    before = known.get(item.code or "", ())
    old = on(before, day)
    if item.decision in SKIPPED or (item.decision == "pending" and item.match == Match.VANISHED):
        return Result(item, before, before, _subject(revision, item, Sort.SAME, old, None, (), before, known, day))
    if item.decision == "end":
        document = item.document or revision.document
        gone = ended(before, day, Status(item.end_status), document, item.successor_code)
        return Result(item, before, gone, _subject(revision, item, Sort.ENDED, old, None, (), gone, known, day))
    if old is None:
        fresh = [added(fee_of(item), item.values, day, source(revision, item))]
        return Result(item, (), fresh, _subject(revision, item, Sort.ADDED, None, item.values, (), fresh, known, day))
    values = item.values if item.edited else overlaid(old, item.values)
    changes = compared(old, values)
    sort = weightiest(changes)
    correction = item.correction or sort is Sort.WORDING
    after = before if sort is Sort.SAME else changed(before, values, day, correction, source(revision, item))
    return Result(item, before, after, _subject(revision, item, sort, old, values, changes, after, known, day))


def _subject(
    revision: RevisionRow,
    item: ItemRow,
    sort: Sort,
    old: Record | None,
    values: Mapping[str, Any] | None,
    changes: Sequence[Any],
    versions: Sequence[Record],
    known: Mapping[str, Sequence[Record]],
    day: date,
) -> Subject:
    offered = known.get(item.offered or "", ())
    return Subject(
        name=item.name,
        match=Match(item.match),
        sort=sort,
        before=old,
        after=values,
        changes=changes,
        versions=versions if sort is not Sort.SAME else (),
        pending=item.decision == "pending",
        offered=f"{offered[-1]['code']} {offered[-1]['name']}" if offered else "",
        note=item.note or revision.note,
        document=item.document or revision.document,
        parent_code=item.parent_code,
        parent_named=item.parent_named,
        successor=item.successor_code,
        region=item.region_code,
        above=item.above,
        first_day=day,
        place=name_place(item.kind, item.region_code, item.parent_code, values or {}),
    )


def fee_of(item: ItemRow) -> dict[str, Any]:
    """What never changes about the fee that an item adds."""
    return {
        "code": item.code,
        "kind": item.kind,
        "level": item.level,
        "region_code": item.region_code,
        "parent_code": item.parent_code,
    }


def source(revision: RevisionRow, item: ItemRow) -> str:
    """Where a wording was read: the document, and the file with its place in it."""
    parts = [item.document or revision.document]
    if item.original:
        parts.append(str(item.original["file"]))
    return " ".join(filter(None, parts))


def name_place(kind: str, region: str, parent: str | None, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Where a name must stand alone."""
    return (kind, region, parent or "", str(values.get("department", "")), key(str(values.get("name", ""))))


def _around(session: Session, revision: RevisionRow, named: str = "") -> Around:
    columns = (ItemRow.code, ItemRow.parent_code, ItemRow.successor_code, ItemRow.decision)
    rows = session.execute(select(*columns).where(ItemRow.revision_id == revision.id)).all()
    asked = {code for _, parent, successor, _ in rows for code in (parent, successor) if code}
    own = {code for code, _, _, decision in rows if code and decision not in ("skip", "end")}
    return Around(departments(session, revision.base), own | codes_of(session, asked), _names(session, revision, named))


def _names(session: Session, revision: RevisionRow, named: str) -> Counter[tuple[str, ...]]:
    """How often each name, or the one asked for, will stand in its place: fees in force, the revision's reworded."""
    query = (
        select(FeeRow.code, FeeRow.kind, FeeRow.region_code, FeeRow.parent_code, FeeVersionRow.name)
        .add_columns(FeeVersionRow.department)
        .join(FeeVersionRow, FeeVersionRow.fee_code == FeeRow.code)
        .where(FeeVersionRow.last_release.is_(None), FeeVersionRow.effective_to.is_(None))
        .where(FeeVersionRow.status == "in_force", FeeRow.kind.in_(revision.kinds))
    )
    if named:
        query = query.where(FeeVersionRow.name == named)
    places = {
        code: name_place(kind, region, parent, {"name": name, "department": department})
        for code, kind, region, parent, name, department in session.execute(query)
    }
    items = select(ItemRow.position, ItemRow.code, ItemRow.kind, ItemRow.region_code, ItemRow.parent_code).add_columns(
        ItemRow.values, ItemRow.decision
    )
    if named:
        items = items.where(ItemRow.name == named)
    found = session.execute(items.where(ItemRow.revision_id == revision.id).execution_options(yield_per=AT_ONCE))
    for position, code, kind, region, parent, values, decision in found:
        if decision == "end":
            places.pop(code, None)
        elif decision == "take":
            old = places.get(code, ())
            stated = {"name": values["name"], "department": values["department"] or (old[3] if old else "")}
            places[code or f"#{position}"] = name_place(kind, region, old[2] if old else parent, stated)
    return Counter(places.values())


def _write_down(result: Result, found: Sequence[Finding]) -> None:
    item, subject = result.item, result.subject
    item.sort = subject.sort.value
    item.changes = [asdict(change) for change in subject.changes]
    item.findings = [
        {"rule": each.rule.value, "grade": each.grade.value, "message": message_out(each.message)} for each in found
    ]
    item.stops = sum(each.grade is Grade.STOP for each in found)
    item.asks = sum(each.grade is Grade.CONFIRM and each.rule.value not in item.confirmed for each in found)
