"""The JSON of a verdict, as the contract of version 1 has it; it refuses to judge."""

from __future__ import annotations

from catalogue import web
from catalogue.api.shapes import Json, money, reference
from catalogue.checks.verdict import ReliefLooked, Verdict
from catalogue.fees.entries import Entry


def verdict(value: Verdict, release: int, receipt: str | None = None) -> Json:
    """One judged charge; `fee` stands on the lists, `record` is known only from the document that ended it."""
    return {
        "verdict": value.code.value,
        "headline": web.tell(value.headline),
        "fee": _fee(value.fee),
        "record": _fee(value.record),
        "max_amount": money(value.max_amount),
        "excess": money(value.excess),
        "confidence": value.sureness.value,
        "matched": [web.tell(sentence) for sentence in value.matched],
        "reasons": [web.tell(sentence) for sentence in value.reasons],
        "arithmetic": [web.tell(step) for step in value.arithmetic],
        "basis": list(value.basis),
        "reliefs": [_relief(looked) for looked in value.reliefs],
        "would_change": [web.tell(sentence) for sentence in value.would_change],
        "missing": [web.tell(sentence) for sentence in value.missing],
        "caveats": [web.tell(sentence) for sentence in value.caveats],
        "candidates": [reference(entry) for entry in value.candidates],
        "successor": reference(value.successor) if value.successor else None,
        "next_step": value.next_step.value,
        "parts": [verdict(part, release) for part in value.parts],
        "release": release,
        "receipt": receipt,
    }


def _fee(entry: Entry | None) -> Json | None:
    if entry is None:
        return None
    return {
        **reference(entry),
        "name_en": entry.name_en or None,
        "kind": entry.kind.value,
        "region": entry.region_code,
        "effective_from": entry.period.start.isoformat() if entry.period.start else None,
        "effective_to": entry.period.end.isoformat() if entry.period.end else None,
    }


def _relief(looked: ReliefLooked) -> Json:
    return {
        "name": looked.rule.name,
        "document": looked.rule.document,
        "bearing": looked.bearing.value,
        "why": web.tell(looked.why),
    }
