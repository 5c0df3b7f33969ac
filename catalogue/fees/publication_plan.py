"""All rows that the publication of a revision will write, worked out beforehand; it writes none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.fees.catalogue import Catalogue
from catalogue.fees.differences import Record
from catalogue.fees.draft_checking import Result, fee_of, first_day, worked_out
from catalogue.fees.entries import Alias, Entry
from catalogue.fees.kinds import BusinessRelated, ChangeKind, Confidence, FeeKind, Level, Status
from catalogue.fees.models import FeeVersionRow
from catalogue.fees.periods import Period
from catalogue.fees.revision_models import RevisionRow
from catalogue.fees.revisions import Sort, rate_text
from catalogue.fees.standing import newest_release
from catalogue.messages import Problem, say

_FEE_FIELDS = ("code", "kind", "level", "region_code", "parent_code", "record_only")
_PLAIN = (
    *("name", "name_en", "department", "collecting_body", "standard_text", "rate_value", "rate_unit", "payer"),
    *("fund_management", "ended_by", "successor_code", "remarks", "source"),
)
# More fees of one document than this are one entry in the list of changes, not a page of it.
MOST_SINGLE = 30
_NAMED = 5
_KINDS = {
    Sort.ADDED: ChangeKind.ADD,
    Sort.RENAMED: ChangeKind.RENAME,
    Sort.RATE_UP: ChangeKind.RAISE,
    Sort.RATE_DOWN: ChangeKind.REDUCE,
}
Row = dict[str, Any]


@dataclass(slots=True)
class Plan:
    """The next release as rows. `versions` carry the ids they will have; `last_version` is the one they follow."""

    release: int
    effective_date: date
    last_version: int
    fees: list[Row] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    aliases: list[Row] = field(default_factory=list)
    told: dict[tuple[str, str, str, str], list[Row]] = field(default_factory=dict)


def plan(session: Session, revision: RevisionRow, now: datetime, today: date) -> Plan:
    """Work out what publishing the revision writes."""
    if revision.effective_date is None:
        raise Problem(say("还没有填写执行日期。"))
    last = session.scalar(select(func.max(FeeVersionRow.id))) or 0
    made = Plan(newest_release(session) + 1, revision.effective_date, last)
    for results in worked_out(session, revision, today):
        ids = _ids(session, revision.base, [each.item.code or "" for each in results])
        for each in results:
            if each.subject.sort is not Sort.SAME:
                _add(made, revision, each, ids.get(each.item.code or "", {}), today)
        for each in results:
            session.expunge(each.item)
    made.fees.sort(key=lambda row: (row["code"].count("."), row["code"]))
    _tell(made)
    return made


def _ids(session: Session, release: int, codes: Sequence[str]) -> dict[str, dict[str | None, int]]:
    """The stored wordings of the fees that still stand, by code and first day."""
    columns = (FeeVersionRow.id, FeeVersionRow.fee_code, FeeVersionRow.effective_from)
    query = select(*columns).where(FeeVersionRow.fee_code.in_(codes), FeeVersionRow.last_release.is_(None))
    found: dict[str, dict[str | None, int]] = {}
    for number, code, start in session.execute(query.where(FeeVersionRow.first_release <= release)):
        found.setdefault(code, {})[start.isoformat() if start else None] = number
    return found


def _add(made: Plan, revision: RevisionRow, result: Result, ids: Mapping[str | None, int], today: date) -> None:
    item, subject = result.item, result.subject
    if not result.before:
        made.fees.append({**fee_of(item), "record_only": False})
    made.closed += [ids[old["effective_from"]] for old in result.before if old not in result.after]
    for new in result.after:
        if new not in result.before:
            made.versions.append(_version(made, new))
    if subject.sort is Sort.RENAMED and subject.before and subject.after:
        made.aliases.append(_old_name(str(item.code), subject.before["name"], subject.document))
    kind = _kind(result)
    row: Row = {
        "day": first_day(revision, item, today),
        "document": subject.document,
        "item": item.name,
        "kind": kind.value if kind else "",
        "before": _text(subject.before, result),
        "after": _text(subject.after, result),
        "code": item.code,
        "note": subject.note,
    }
    made.told.setdefault((row["day"].isoformat(), row["kind"], row["document"], row["note"]), []).append(row)


def _version(made: Plan, record: Record) -> Row:
    row = {name: value for name, value in record.items() if name not in _FEE_FIELDS}
    for name in ("effective_from", "effective_to"):
        row[name] = date.fromisoformat(row[name]) if row[name] else None
    row["rate_value"] = None if row["rate_value"] is None else Decimal(row["rate_value"])
    number = made.last_version + len(made.versions) + 1
    return {**row, "id": number, "fee_code": record["code"], "first_release": made.release, "last_release": None}


def _old_name(code: str, name: str, document: str) -> Row:
    return {"fee_code": code, "text": name[:120], "sort": "old_name", "confidence": "quoted", "source": document}


def _kind(result: Result) -> ChangeKind | None:
    """What the list of changes calls it; another spelling is no change to those who pay."""
    sort = result.subject.sort
    if sort is Sort.ENDED:
        return ChangeKind.SUSPEND if result.item.end_status == Status.SUSPENDED else ChangeKind.CANCEL
    return None if sort is Sort.WORDING else _KINDS.get(sort, ChangeKind.ADJUST)


_WORDS = {"payer": "征收对象", "collecting_body": "执收单位", "department": "部门", "basis": "政策依据", "name": "名称"}
_WORDS |= {"fund_management": "资金管理方式", "business_related": "是否涉企", "remarks": "备注"}


def _text(values: Mapping[str, Any] | None, result: Result) -> str:
    """What changed, as one line of the lists' own words: the rate as it stands, other fields with their names."""
    if values is None:
        return ""
    changes = result.subject.changes
    if not changes:
        return rate_text(values)
    parts = []
    for change in changes:
        side = change.before if values is result.subject.before else change.after
        told = "；".join(side) if isinstance(side, list) else str(side or "")
        parts.append(told if change.field == "standard_text" else f"{_WORDS[change.field]}：{told}")
    return "；".join(parts)


def _tell(made: Plan) -> None:
    """The notes of the release, and its changes for pages and feeds; many of one sort are told together."""
    for (day, kind, document, note), rows in made.told.items():
        names = "、".join(row["item"] for row in rows[:_NAMED]) + (f"等{len(rows)}项" if len(rows) > _NAMED else "")
        codes = ";".join(row["code"] for row in rows)
        made.notes.append({"date": day, "text": f"{names}：{note}", "document": document, "codes": codes})
        if kind and len(rows) > MOST_SINGLE:
            told = {**rows[0], "item": names, "before": "", "after": ""}
            made.changes.append(_change(told, codes.split(";")))
        elif kind:
            made.changes += [_change(row, [row["code"]]) for row in rows]


def _change(row: Row, codes: list[str]) -> Row:
    kept = {name: row[name] for name in ("day", "document", "item", "kind", "before", "after")}
    told = {"date_text": row["day"].isoformat(), "codes": codes, "source": row["document"], "confidence": "quoted"}
    return {**kept, **told}


def entries(session: Session, made: Plan) -> Iterator[Entry]:
    """Everything that the planned release knows, as the index wants it."""
    lists = Catalogue(session)
    closed, fees = set(made.closed), {fee["code"]: fee for fee in made.fees}
    names = {region.code: region.name for region in lists.regions()}
    fresh: dict[str, list[Row]] = {}
    for row in made.versions:
        fresh.setdefault(row["fee_code"], []).append(row)
    renamed: dict[str, tuple[Alias, ...]] = {}
    for alias in made.aliases:
        renamed[alias["fee_code"]] = (*renamed.get(alias["fee_code"], ()), Alias(alias["text"], alias["sort"]))
    known: dict[str, list[Entry]] = {}
    for entry in lists.all_versions(made.release - 1):
        known.setdefault(entry.code, []).append(entry)
    for code in sorted({*known, *fresh}):
        old = known.get(code, [])
        more = renamed.get(code, ())
        fee = fees[code] if code in fees else _fee_like(old[0])
        aliases = (*(old[0].aliases if old else ()), *more)
        kept = (entry for entry in old if entry.version_id not in closed)
        yield from (replace(entry, aliases=aliases) if more else entry for entry in kept)
        yield from (_entry(row, fee, names[fee["region_code"]], aliases) for row in fresh.get(code, []))


def _fee_like(entry: Entry) -> Row:
    return {name: getattr(entry, name) for name in _FEE_FIELDS}


def _entry(row: Row, fee: Row, region_name: str, aliases: tuple[Alias, ...]) -> Entry:
    return Entry(
        version_id=row["id"],
        code=fee["code"],
        kind=FeeKind(fee["kind"]),
        level=Level(fee["level"]),
        region_code=fee["region_code"],
        region_name=region_name,
        parent_code=fee["parent_code"],
        record_only=fee["record_only"],
        business_related=BusinessRelated(row["business_related"]),
        basis=tuple(row["basis"]),
        period=Period(row["effective_from"], row["effective_to"]),
        status=Status(row["status"]),
        confidence=Confidence(row["confidence"]),
        only_in=tuple(row["only_in"]),
        not_in=tuple(row["not_in"]),
        aliases=aliases,
        **{name: row[name] for name in _PLAIN},
    )
