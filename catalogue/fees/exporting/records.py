"""One fee as plain values with the field names of the API, for every file and answer; it formats for no person."""

from __future__ import annotations

from datetime import date
from typing import Any

from catalogue.fees.entries import Entry

Record = dict[str, Any]


def line(entry: Entry, on: date) -> Record:
    """What every list of fees says of one; `status` is how it stands on the day, `rate` the wording as published."""
    return {
        "code": entry.code,
        "name": entry.name,
        "name_en": entry.name_en or None,
        "kind": entry.kind.value,
        "level": entry.level.value,
        "region": entry.region_code,
        "region_name": entry.region_name,
        "status": entry.state_on(on).value,
        "effective_from": iso(entry.period.start),
        "effective_to": iso(entry.period.end),
        "rate": entry.standard_text or None,
        "department": entry.department or None,
    }


def record(entry: Entry, on: date) -> Record:
    """Everything one wording says, flat; unknown is null."""
    return {
        **line(entry, on),
        "parent": entry.parent_code,
        "collecting_body": entry.collecting_body or None,
        "rate_value": None if entry.rate_value is None else format(entry.rate_value, "f"),
        "rate_unit": entry.rate_unit or None,
        "payer": entry.payer or None,
        "business_related": entry.business_related.value,
        "fund_management": entry.fund_management or None,
        "basis": list(entry.basis),
        "ended_by": entry.ended_by or None,
        "successor": entry.successor_code,
        "remarks": entry.remarks or None,
        "source": entry.source,
        "confidence": entry.confidence.value,
    }


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
