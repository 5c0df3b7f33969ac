"""The audit trail: every act of staff, each hashed with the one before; it refuses to forget, and to hold secrets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Insert, Select, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from catalogue.accounts.models import AuditHeadRow, AuditRow
from catalogue.accounts.permissions import Person

START = "0" * 64
"""What the first entry names as the hash before it."""
Details = Mapping[str, Any]
_HEAD = 1
_SECRETS = ("password", "secret", "token", "recovery", "csrf")
_AT_ONCE = 1000


@dataclass(frozen=True)
class Proof:
    """What a check of the trail found: how many entries, the last hash, and what is wrong (empty: nothing)."""

    entries: int
    head: str
    reason: str = ""

    @property
    def intact(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Wanted:
    """Which entries to show; empty means any. `since` and `until` are moments, the first included."""

    actor: str = ""
    action: str = ""
    object_type: str = ""
    object_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


def record(
    session: Session,
    actor: Person | str,
    action: str,
    target: tuple[str, str | int],
    details: Details,
    now: datetime,
) -> AuditRow:
    """Write one act in the transaction of the change itself, so that there is never one without the other.

    `actor` is a member of staff, or the name of what acted without one (a command, the clock). `action` is a dotted
    word such as `staff.created`; `target` is the kind and id of what was changed. `details` is plain JSON without
    fractions; a key that names a secret is a ValueError. Writers wait for each other from here to the end of their
    transactions: call this last.
    """
    _refuse_unfit(details)
    head = _lock_head(session)
    row = AuditRow(
        id=head.number + 1,
        at=moment_text(now),
        actor_id=actor.id if isinstance(actor, Person) else None,
        actor=str(actor),
        action=action,
        object_type=target[0],
        object_id=str(target[1]),
        details=dict(details),
        previous=head.hash,
    )
    row.hash = hash_of(row)
    session.add(row)
    head.number, head.hash = row.id, row.hash
    session.flush()
    return row


def hash_of(row: AuditRow) -> str:
    """SHA-256 over the canonical JSON of an entry: sorted keys, no blanks, UTF-8."""
    body = {
        "id": row.id,
        "at": row.at,
        "actor_id": row.actor_id,
        "actor": row.actor,
        "action": row.action,
        "object_type": row.object_type,
        "object_id": row.object_id,
        "details": row.details,
        "previous": row.previous,
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def moment_text(moment: datetime) -> str:
    """A moment as the trail writes it; texts of later moments sort later."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def head(session: Session) -> Proof:
    """The end of the trail as it is stored, unchecked."""
    row = session.get(AuditHeadRow, _HEAD)
    return Proof(row.number, row.hash) if row else Proof(0, START)


def verify(session: Session, expected: str = "") -> Proof:
    """Walk the whole trail; `expected` is a head that was kept outside, and must still be part of it."""
    number, previous, seen = 0, START, expected in ("", START)
    walk = select(AuditRow).order_by(AuditRow.id).execution_options(yield_per=_AT_ONCE)
    with closing(session.scalars(walk)) as rows:
        for row in rows:
            if reason := _broken(row, number, previous):
                return Proof(number, previous, reason)
            number, previous = row.id, row.hash
            seen = seen or previous == expected
    if (stored := head(session)) != Proof(number, previous):
        return Proof(number, previous, f"the trail ends at entry {number}, but {stored.entries} were written")
    if not seen:
        return Proof(number, previous, f"no entry has the expected hash {expected}: the trail was cut or replaced")
    return Proof(number, previous)


def entries(wanted: Wanted) -> Select[AuditRow]:
    """The entries asked for, newest first."""
    found = select(AuditRow).order_by(AuditRow.id.desc())
    for column in ("actor", "action", "object_type", "object_id"):
        if value := getattr(wanted, column):
            found = found.where(getattr(AuditRow, column) == value)
    if wanted.since:
        found = found.where(AuditRow.at >= moment_text(wanted.since))
    if wanted.until:
        found = found.where(AuditRow.at < moment_text(wanted.until))
    return found


def _broken(row: AuditRow, number: int, previous: str) -> str:
    """What is wrong with the entry that should follow entry `number`; empty for nothing."""
    if row.id != number + 1:
        return f"entry {number + 1} is missing"
    if row.previous != previous:
        return f"entry {row.id} does not follow entry {number}"
    return "" if row.hash == hash_of(row) else f"entry {row.id} was changed"


def _lock_head(session: Session) -> AuditHeadRow:
    """The end of the trail, held until the transaction ends; it writes first, so that SQLite locks before it reads."""
    session.execute(_first_head(session.get_bind().dialect.name))
    session.execute(update(AuditHeadRow).where(AuditHeadRow.id == _HEAD).values(number=AuditHeadRow.number))
    return session.get_one(AuditHeadRow, _HEAD, populate_existing=True)


def _first_head(dialect: str) -> Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(AuditHeadRow).values(id=_HEAD, number=0, hash=START).on_conflict_do_nothing()


def _refuse_unfit(details: object) -> None:
    """Fractions differ between databases, and secrets would stay for ever."""
    if isinstance(details, Mapping):
        for name, value in details.items():
            if not isinstance(name, str) or any(word in name.lower() for word in _SECRETS):
                raise ValueError(f"{name!r} does not belong in the audit trail")
            _refuse_unfit(value)
    elif isinstance(details, list | tuple):
        for value in details:
            _refuse_unfit(value)
    elif not isinstance(details, str | int | None):
        raise ValueError(f"{details!r} cannot be kept in the audit trail: only text, whole numbers and lists of them")
