"""Keeping a verdict so that it reads the same for ever, with a hash that proves it; it refuses to judge anew."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from catalogue.checks.charges import Charge
from catalogue.checks.models import ReceiptRow
from catalogue.checks.verdict import Bearing, Code, NextStep, ReliefLooked, Sureness, Verdict
from catalogue.fees.entries import Entry, ReliefRule
from catalogue.fees.kinds import Confidence, PayerKind
from catalogue.fees.periods import Period
from catalogue.messages import Message

# Crockford's letters: none that is taken for another when read aloud or typed.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 4, 4
_SENTENCES = ("matched", "arithmetic", "reasons", "would_change", "missing", "caveats")
_ENTRIES = ("fee", "record", "successor")

Record = dict[str, Any]
FindEntries = Callable[[list[int]], list[Entry]]


def keep(session: Session, verdict: Verdict, release: int, now: datetime) -> ReceiptRow:
    """Store a verdict in the caller's transaction; its number cannot be guessed (80 random bits)."""
    record = to_record(verdict)
    row = ReceiptRow(number=new_number(), release=release, kept_at=now, record=record, sha256=proof(record, release))
    session.add(row)
    session.flush()
    return row


def new_number() -> str:
    """Four groups of four letters."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def normalise_number(text: str) -> str:
    """A number as typed: small letters, no hyphens, O for 0, I and L for 1."""
    plain = text.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    return "-".join(plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))


def proof(record: Record, release: int) -> str:
    """SHA-256 over the canonical JSON of the record and its release."""
    text = json.dumps({"record": record, "release": release}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(row: ReceiptRow) -> bool:
    return proof(row.record, row.release) == row.sha256


def to_record(verdict: Verdict) -> Record:
    """A verdict as plain JSON. Entries are named by their version, which never changes; sentences keep their parts."""
    return {
        "code": verdict.code.value,
        "charge": _charge_record(verdict.charge),
        "headline": _sentence(verdict.headline),
        "next_step": verdict.next_step.value,
        "sureness": verdict.sureness.value,
        "max_amount": _text(verdict.max_amount),
        "excess": _text(verdict.excess),
        "basis": list(verdict.basis),
        "reliefs": [_relief_record(looked) for looked in verdict.reliefs],
        "candidates": [entry.version_id for entry in verdict.candidates],
        "parts": [to_record(part) for part in verdict.parts],
        **{name: [_sentence(sentence) for sentence in getattr(verdict, name)] for name in _SENTENCES},
        **{name: entry.version_id if (entry := getattr(verdict, name)) else None for name in _ENTRIES},
    }


def from_record(record: Record, find: FindEntries) -> Verdict:
    """The verdict as it was kept; `find` gives the wordings with the ids it names."""
    entries = {entry.version_id: entry for entry in find(sorted(_version_ids(record)))}
    return _verdict(record, entries)


def _verdict(record: Record, entries: Mapping[int, Entry]) -> Verdict:
    sentences: dict[str, Any] = {name: tuple(_message(value) for value in record[name]) for name in _SENTENCES}
    named: dict[str, Any] = {name: entries.get(record[name]) if record[name] else None for name in _ENTRIES}
    return Verdict(
        code=Code(record["code"]),
        charge=_charge(record["charge"]),
        headline=_message(record["headline"]),
        next_step=NextStep(record["next_step"]),
        sureness=Sureness(record["sureness"]),
        max_amount=_decimal(record["max_amount"]),
        excess=_decimal(record["excess"]),
        basis=tuple(record["basis"]),
        reliefs=tuple(_relief(value) for value in record["reliefs"]),
        candidates=tuple(entries[number] for number in record["candidates"] if number in entries),
        parts=tuple(_verdict(part, entries) for part in record["parts"]),
        **sentences,
        **named,
    )


def _version_ids(record: Record) -> set[int]:
    own = {record[name] for name in _ENTRIES if record[name]} | set(record["candidates"])
    return own.union(*(_version_ids(part) for part in record["parts"]))


def _charge_record(charge: Charge) -> Record:
    return {name: _text(value) if value is not None else None for name, value in asdict(charge).items()}


def _charge(record: Record) -> Charge:
    return Charge(
        name=record["name"],
        region=record["region"],
        on=date.fromisoformat(record["on"]),
        collecting_body=record["collecting_body"],
        quantity=_decimal(record["quantity"]),
        unit=record["unit"],
        amount=_decimal(record["amount"]),
        payer=PayerKind(record["payer"]),
    )


def _relief_record(looked: ReliefLooked) -> Record:
    rule = looked.rule
    period = [_text(rule.period.start), _text(rule.period.end)]
    told = {name: getattr(rule, name) for name in ("name", "document", "applies_to", "condition", "benefit", "source")}
    return {**told, "period": period, "bearing": looked.bearing.value, "why": _sentence(looked.why)}


def _relief(record: Record) -> ReliefLooked:
    start, end = (date.fromisoformat(text) if text else None for text in record["period"])
    # What decided then is in the sentence; a kept relief is shown, never tested again.
    rule = ReliefRule(
        name=record["name"],
        document=record["document"],
        period=Period(start, end),
        codes=(),
        applies_to=record["applies_to"],
        condition=record["condition"],
        benefit=record["benefit"],
        payer_kinds=(),
        keywords=(),
        excluded=(),
        region_code="",
        factor=None,
        decidable=False,
        note="",
        source=record["source"],
        confidence=Confidence.QUOTED,
    )
    return ReliefLooked(rule, Bearing(record["bearing"]), _message(record["why"]))


def _sentence(message: Message) -> Record:
    params = {
        name: _sentence(value) if isinstance(value, Message) else str(value) for name, value in message.params.items()
    }
    return {"text": message.text, "params": params}


def _message(record: Record) -> Message:
    params = {name: _message(value) if isinstance(value, dict) else value for name, value in record["params"].items()}
    return Message(record["text"], params)


def _text(value: object) -> str | None:
    if value is None:
        return None
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
