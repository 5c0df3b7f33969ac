"""The JSON of fees, releases and suggestions, as the contract of version 1 has it; it refuses to fetch or to judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue import web
from catalogue.fees.differences import FeeChange, Sort, VersionChange
from catalogue.fees.entries import Change, Edition, Entry, ReliefRule, Viewpoint
from catalogue.fees.exporting.records import iso, line
from catalogue.fees.kinds import State
from catalogue.fees.rates import RateReading, read_rate
from catalogue.search.port import Hit, SearchAnswer, Suggestion

Json = dict[str, Any]


def search_answer(
    answer: SearchAnswer, entries: Mapping[int, Entry], view: Viewpoint, page: int, per_page: int
) -> Json:
    """One page of found fees; `ended` are items known only from the document that ended them."""
    outside, on = answer.outside, view.on
    return {
        **seen_from(view),
        "place": answer.place,
        "match": answer.match.value,
        "total": answer.total,
        "facets": {
            name: [{"value": value, "count": count} for value, count in counts]
            for name, counts in answer.facets.items()
        },
        "items": [item(hit, entries[hit.version_id], on) for hit in answer.hits],
        "ended": [item(hit, entries[hit.version_id], on) for hit in answer.ended],
        "outside": {"word": outside.word, "explanation": outside.explanation, "basis": outside.basis}
        if outside
        else None,
        "did_you_mean": answer.did_you_mean,
        "notices": [web.tell(notice) for notice in answer.notices],
        "page": page,
        "per_page": per_page,
        "next": page + 1 if page * per_page < answer.total else None,
    }


def seen_from(view: Viewpoint) -> Json:
    """The two clocks and the place that an answer rests on; a null region is every place."""
    return {"release": view.release, "on": view.on.isoformat(), "region": view.region}


def item(hit: Hit, entry: Entry, on: date) -> Json:
    """A found fee: what it is, why it was found, and how it stands on the day."""
    return {
        **line(entry, on),
        "matched": hit.matched.value,
        "matched_on": hit.matched_on,
        "highlight": [{"text": span.text, "marked": span.marked} for span in hit.highlight],
        "score": round(hit.score, 6),
    }


def fee_detail(
    entry: Entry,
    parents: Sequence[Entry],
    children: Sequence[Entry],
    reliefs: Sequence[ReliefRule],
    view: Viewpoint,
) -> Json:
    """Everything the lists say of one fee on one day; `region` is the fee's own, `seen_from` the reader's."""
    return {
        "release": view.release,
        "on": view.on.isoformat(),
        "seen_from": view.region,
        **line(entry, view.on),
        "record_only": entry.record_only,
        "payer": entry.payer or None,
        "business_related": entry.business_related.value,
        "fund_management": entry.fund_management or None,
        "rates": rates(read_rate(entry.standard_text, entry.rate_value, entry.rate_unit)),
        "basis": list(entry.basis),
        "aliases": [alias.text for alias in entry.aliases if alias.sort != "descriptive"],
        "parents": [reference(parent) for parent in parents],
        "children": [reference(child) for child in children],
        "reliefs": [relief(rule) for rule in reliefs],
        "ended_by": entry.ended_by or None,
        "successor": entry.successor_code,
        "remarks": entry.remarks or None,
        "source": entry.source,
        "confidence": entry.confidence.value,
    }


def version(entry: Entry, on: date) -> Json:
    """One dated wording in a fee's history."""
    return {
        **line(entry, on),
        "basis": list(entry.basis),
        "ended_by": entry.ended_by or None,
        "remarks": entry.remarks or None,
        "source": entry.source,
        "confidence": entry.confidence.value,
    }


def reference(entry: Entry) -> Json:
    return {"code": entry.code, "name": entry.name}


def rates(reading: RateReading) -> Json:
    """The rate as it could be read from its wording; `complete` says whether the whole wording is understood."""
    return {
        "complete": reading.complete,
        "reason": web.tell(reading.reason) or None,
        "options": [
            {"label": option.label or None, "sort": type(option.rate).__name__.lower(), **_plain(asdict(option.rate))}
            for option in reading.options
        ],
    }


def relief(rule: ReliefRule) -> Json:
    return {
        "name": rule.name,
        "document": rule.document,
        "effective_from": iso(rule.period.start),
        "effective_to": iso(rule.period.end),
        "codes": list(rule.codes),
        "region": rule.region_code,
        "applies_to": rule.applies_to or None,
        "condition": rule.condition or None,
        "benefit": rule.benefit or None,
        "source": rule.source,
        "confidence": rule.confidence.value,
    }


def dated_relief(rule: ReliefRule, on: date) -> Json:
    """The same with how it stands on the day: in_force, not_yet or expired."""
    state = State.NOT_YET if rule.period.is_after(on) else State.IN_FORCE if on in rule.period else State.EXPIRED
    return {"status": state.value, **relief(rule)}


def compared(changes: Sequence[FeeChange], before: int, after: int) -> Json:
    """The differences of two releases, by what happened to a fee."""
    return {
        "before": before,
        "after": after,
        **{sort.value: [_compared_fee(each) for each in changes if each.sort is sort] for sort in Sort},
    }


def _compared_fee(value: FeeChange) -> Json:
    newest = value.newest
    return {
        "code": value.code,
        "name": newest["name"],
        "name_en": newest["name_en"] or None,
        "kind": newest["kind"],
        "region": newest["region_code"],
        "versions": [_compared_version(each) for each in value.versions],
    }


def _compared_version(value: VersionChange) -> Json:
    said = value.after or value.before or {}
    return {
        "change": "added" if value.before is None else "removed" if value.after is None else "changed",
        "effective_from": said["effective_from"],
        "effective_to": said["effective_to"],
        "fields": [asdict(each) for each in value.fields],
    }


def change(row: Change) -> Json:
    return {
        "date": row.date_text,
        "document": row.document,
        "item": row.item,
        "change": row.kind.value,
        "before": row.before or None,
        "after": row.after or None,
        "codes": list(row.codes),
        "source": row.source,
        "confidence": row.confidence.value,
    }


def edition(value: Edition) -> Json:
    return {
        "number": value.number,
        "effective_date": value.effective_date.isoformat(),
        "published_at": value.published_at.isoformat(),
        "author": value.author,
        "reviewer": value.reviewer,
        "summary": value.summary,
        "sha256": value.sha256,
        "previous_sha256": value.previous_sha256,
    }


def suggestion(value: Suggestion) -> Json:
    return {"text": value.text, "code": value.code, "matched": value.matched.value}


def money(value: Decimal | None) -> str | None:
    """Yuan as a decimal string with two places."""
    return None if value is None else f"{value:.2f}"


def _plain(value: Any) -> Any:
    """Numbers as decimal strings, all else as JSON has it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value
