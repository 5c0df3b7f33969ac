"""Browsers that are signed in: opened, seen, ended; it refuses one that was idle, lasted too long or was revoked."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import session as cookie
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from catalogue import web
from catalogue.accounts.models import StaffRow, StaffSessionRow

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
KEY = "session_key"
_SEEN_EVERY = timedelta(minutes=1)
_SHOWN_FOR = timedelta(days=30)
_PROGRAMS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def is_over(row: StaffSessionRow, now: datetime) -> bool:
    """Whether a session has ended: signed out, revoked, idle for half an hour, or older than half a day."""
    return row.ended_at is not None or now - row.last_seen_at > IDLE or now - row.started_at > LONGEST


def device_of(user_agent: str) -> str:
    """What the browser says it is, short enough to be recognised by its owner."""
    program = next((name for mark, name in _PROGRAMS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " · ".join(part for part in (program, system) if part)


def open_session(session: Session, staff: StaffRow, user_agent: str, now: datetime) -> str:
    """Begin a session; the key that the browser is to hold."""
    key = secrets.token_urlsafe(32)
    row = StaffSessionRow(staff_id=staff.id, device=device_of(user_agent), started_at=now, last_seen_at=now)
    row.sha256 = _hash(key)
    session.add(row)
    return key


def load(uniquifier: str) -> StaffRow | None:
    """Whose browser this is, by what it holds; None where the session or the account is over (for Flask-Login)."""
    now, session = web.now(), web.session()
    found = select(StaffRow, StaffSessionRow).join(StaffSessionRow, StaffSessionRow.staff_id == StaffRow.id)
    found = found.where(StaffSessionRow.sha256 == _hash(str(cookie.get(KEY, ""))))
    pair = session.execute(found).one_or_none()
    if pair is None:
        return None
    staff, row = pair
    if not staff.active or staff.fs_uniquifier != uniquifier or is_over(row, now):
        return None
    if now - row.last_seen_at > _SEEN_EVERY:
        _seen(row.id, now)
    return staff


def current_key_hash() -> str:
    """The hash of the key that this browser holds."""
    return _hash(str(cookie.get(KEY, "")))


def sessions_of(session: Session, staff_id: int, now: datetime) -> Sequence[StaffSessionRow]:
    """The sessions of a person that are not over, last seen first."""
    found = select(StaffSessionRow).where(
        StaffSessionRow.staff_id == staff_id,
        StaffSessionRow.ended_at.is_(None),
        StaffSessionRow.last_seen_at > now - _SHOWN_FOR,
    )
    rows = session.scalars(found.order_by(StaffSessionRow.last_seen_at.desc()))
    return [row for row in rows if not is_over(row, now)]


def end_one(session: Session, staff_id: int, number: int, now: datetime) -> bool:
    """End one session of a person; whether there was such a one."""
    ended = update(StaffSessionRow).where(
        StaffSessionRow.id == number, StaffSessionRow.staff_id == staff_id, StaffSessionRow.ended_at.is_(None)
    )
    return bool(session.connection().execute(ended.values(ended_at=now)).rowcount)


def end_all(session: Session, staff: StaffRow, now: datetime) -> None:
    """Sign a person out everywhere; links to set a password die with it."""
    staff.fs_uniquifier = new_uniquifier()
    ended = update(StaffSessionRow).where(StaffSessionRow.staff_id == staff.id, StaffSessionRow.ended_at.is_(None))
    session.execute(ended.values(ended_at=now))


def end_others(session: Session, staff_id: int, now: datetime) -> None:
    """Sign a person out everywhere but here."""
    others = update(StaffSessionRow).where(
        StaffSessionRow.staff_id == staff_id, StaffSessionRow.sha256 != current_key_hash()
    )
    session.execute(others.where(StaffSessionRow.ended_at.is_(None)).values(ended_at=now))


def end_current(session: Session, now: datetime) -> None:
    """Sign this browser out."""
    ended = update(StaffSessionRow).where(StaffSessionRow.sha256 == current_key_hash())
    session.execute(ended.where(StaffSessionRow.ended_at.is_(None)).values(ended_at=now))


def new_uniquifier() -> str:
    return secrets.token_hex(32)


def _seen(number: int, now: datetime) -> None:
    with web.database().transaction() as session:
        session.execute(update(StaffSessionRow).where(StaffSessionRow.id == number).values(last_seen_at=now))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
