"""The JSON of fees, releases and suggestions, as the contract of version 1 has it; it refuses to fetch or to judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue import web
from catalogue.fees.entries import Change, Edition, Entry, ReliefRule
from catalogue.fees.rates import RateReading, read_rate
from catalogue.search.port import Hit, SearchAnswer, Suggestion

Json = dict[str, Any]


def search_answer(
    answer: SearchAnswer, entries: dict[int, Entry], edition: Edition, on: date, region: str | None
) -> Json:
    """One page of found fees; `ended` are items known only from the document that ended them."""
    outside = answer.outside
    return {
        "release": edition.number,
        "on": on.isoformat(),
        "region": region,
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
    }


def item(hit: Hit, entry: Entry, on: date) -> Json:
    """A found fee: what it is, why it was found, and how it stands on the day."""
    return {
        **fee_line(entry, on),
        "matched": hit.matched.value,
        "matched_on": hit.matched_on,
        "highlight": [{"text": span.text, "marked": span.marked} for span in hit.highlight],
        "score": round(hit.score, 6),
    }


def fee_line(entry: Entry, on: date) -> Json:
    """What every list of fees says of one."""
    return {
        "code": entry.code,
        "name": entry.name,
        "name_en": entry.name_en or None,
        "kind": entry.kind.value,
        "level": entry.level.value,
        "region": entry.region_code,
        "region_name": entry.region_name,
        "status": entry.state_on(on).value,
        "effective_from": day(entry.period.start),
        "effective_to": day(entry.period.end),
        "rate": entry.standard_text or None,
        "department": entry.department or None,
    }


def fee_detail(
    entry: Entry,
    parents: Sequence[Entry],
    children: Sequence[Entry],
    reliefs: Sequence[ReliefRule],
    on: date,
    release: int,
) -> Json:
    """Everything the lists say of one fee on one day."""
    return {
        "release": release,
        "on": on.isoformat(),
        **fee_line(entry, on),
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
        **fee_line(entry, on),
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
        "effective_from": day(rule.period.start),
        "effective_to": day(rule.period.end),
        "codes": list(rule.codes),
        "region": rule.region_code,
        "applies_to": rule.applies_to or None,
        "condition": rule.condition or None,
        "benefit": rule.benefit or None,
        "source": rule.source,
        "confidence": rule.confidence.value,
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


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


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
