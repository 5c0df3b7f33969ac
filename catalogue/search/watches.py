"""Who is told by e-mail when the lists change: asked, confirmed, told once for each release, forgotten on a click."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from catalogue.accounts import mail
from catalogue.accounts.models import LetterRow
from catalogue.database import Database
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.differences import FeeChange, Sort, differences
from catalogue.fees.entries import Viewpoint
from catalogue.fees.releases import fee_records
from catalogue.messages import Problem, say
from catalogue.search.models import WatchLinkRow, WatchRow
from catalogue.search.port import FeeSearch
from catalogue.search.topics import Topic, fees_of

HOURS_TO_CONFIRM = 48
MOST_OF_ONE = 30
_UNSENT_KEPT = timedelta(days=30)
# One address, no list of them, nothing that ends a header.
_EMAIL = re.compile(r"[^\s@<>,;:\"\\()\[\]]{1,64}@[^\s@<>,;:\"\\()\[\]]{1,180}\.[^\s@<>,;:\"\\()\[\].]{2,63}")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is written for one watch: its subject, its text, and the address that ends the watch."""

    subject: str
    body: str
    unsubscribe: str


Write = Callable[[WatchRow, str], Letter]
"""Writes the letter that asks to confirm; the text is the token of its links."""
Tell = Callable[[WatchRow, str, Sequence[FeeChange]], Letter]
"""Writes the letter about changes."""


def read_email(text: str) -> str:
    """The address as it is stored; what can be none is a Problem."""
    address = text.strip()
    local, _at, domain = address.rpartition("@")
    if not address.isprintable() or len(address) > 254 or not _EMAIL.fullmatch(address):
        raise Problem(say("请填写一个邮箱地址，例如 name@example.com。"), "email")
    return f"{local}@{domain.lower()}"


def ask(
    database: Database, email: str, wanted: Topic, place: str, language: str, release: int, now: datetime, write: Write
) -> None:
    """Keep a watch that still has to be confirmed, with the letter that asks for it.

    Who watches the same already, or has too many, gets no second one; the caller cannot tell.
    """
    with database.transaction() as session:
        forget_unconfirmed(session, now)
        same = select(WatchRow).where(WatchRow.email == email)
        held = list(session.scalars(same))
        twin = next((row for row in held if topic_of(row) == wanted and row.region == place), None)
        if (twin and twin.confirmed_at) or (twin is None and len(held) >= MOST_OF_ONE):
            return
        row = twin or WatchRow(email=email, region=place, asked_at=now, confirmed_at=None, told_release=release)
        row.fee, row.kind, row.department, row.q = wanted.fee, wanted.kind, wanted.department, wanted.q
        row.language, row.asked_at = language, now
        session.add(row)
        session.flush()
        _post(session, row, now, lambda token: write(row, token))


def confirm(database: Database, token: str, now: datetime, release: int) -> WatchRow | None:
    """Begin to tell the owner of the link; None where nothing is known of it. A second time changes nothing."""
    with database.transaction() as session:
        row = held_by(session, token)
        if row is not None and row.confirmed_at is None:
            row.confirmed_at, row.told_release = now, release
        return row


def stop(database: Database, token: str) -> bool:
    """End the watch of the link and forget its address; False where nothing is known of it (any more)."""
    with database.transaction() as session:
        row = held_by(session, token)
        if row is None:
            return False
        _forget(session, [row.id])
        return True


def held_by(session: Session, token: str) -> WatchRow | None:
    """The watch that a link belongs to."""
    link = session.get(WatchLinkRow, _hash(token))
    return session.get(WatchRow, link.watch_id) if link else None


def topic_of(row: WatchRow) -> Topic:
    return Topic(row.fee, row.kind, row.department, row.q)


def notify(
    database: Database, search: Callable[[int], FeeSearch], now: datetime, today: date, home: str, tell: Tell
) -> int:
    """Queue a letter for everybody whose fees changed in the releases that took effect; how many.

    Each watch moves on in the transaction that queues its letter: run again, or by two at once, nobody is told twice.
    """
    with database.sessions() as session:
        release = Catalogue(session).latest_edition(today).number
        behind = select(WatchRow.told_release).where(
            WatchRow.told_release < release, WatchRow.confirmed_at.is_not(None)
        )
        starts = list(session.scalars(behind.distinct()))
    queued = 0
    for start in starts:
        with database.sessions() as session:
            found = differences(fee_records(session, start), fee_records(session, release))
        changes = [change for change in found if change.sort is not Sort.WORDING]
        queued += _tell_all(database, start, release, changes, search, now, today, home, tell)
    with database.transaction() as session:
        forget_unconfirmed(session, now)
        _forget_undeliverable(session, now)
    return queued


def _tell_all(
    database: Database,
    start: int,
    release: int,
    changes: Sequence[FeeChange],
    search: Callable[[int], FeeSearch],
    now: datetime,
    today: date,
    home: str,
    tell: Tell,
) -> int:
    with database.sessions() as session:
        waiting = select(WatchRow.id).where(WatchRow.told_release == start, WatchRow.confirmed_at.is_not(None))
        numbers = list(session.scalars(waiting.order_by(WatchRow.id)))
    told = 0
    for number in numbers:
        with database.transaction() as session:
            mine = update(WatchRow).where(WatchRow.id == number, WatchRow.told_release == start)
            if not session.connection().execute(mine.values(told_release=release)).rowcount:
                continue
            row = session.get_one(WatchRow, number, populate_existing=True)
            view = Viewpoint(today, release, row.region or home)
            codes = fees_of(topic_of(row), session, search(release), view)
            about = [change for change in changes if codes is None or change.code in codes]
            if about:
                _post(session, row, now, lambda token, row=row, about=about: tell(row, token, about))  # type: ignore[misc]
                told += 1
    return told


def forget_unconfirmed(session: Session, now: datetime) -> None:
    """Forget who never confirmed."""
    old = select(WatchRow.id).where(
        WatchRow.confirmed_at.is_(None), WatchRow.asked_at < now - timedelta(hours=HOURS_TO_CONFIRM)
    )
    _forget(session, list(session.scalars(old)))


def count(session: Session) -> int:
    """How many confirmed watches there are."""
    return session.scalar(select(func.count()).select_from(WatchRow).where(WatchRow.confirmed_at.is_not(None))) or 0


def _forget_undeliverable(session: Session, now: datetime) -> None:
    """Letters that no server would take for a month go, with their addresses; letters to staff stay."""
    old = (LetterRow.unsubscribe != "") & (LetterRow.posted_at < now - _UNSENT_KEPT)
    session.execute(delete(LetterRow).where(old))


def _forget(session: Session, numbers: Iterable[int]) -> None:
    gone = list(numbers)
    session.execute(delete(WatchLinkRow).where(WatchLinkRow.watch_id.in_(gone)))
    session.execute(delete(WatchRow).where(WatchRow.id.in_(gone)))


def _post(session: Session, row: WatchRow, now: datetime, write: Callable[[str], Letter]) -> None:
    """Queue a letter with links of its own; only their hash is kept."""
    token = secrets.token_urlsafe(24)
    session.add(WatchLinkRow(sha256=_hash(token), watch_id=row.id))
    letter = write(token)
    mail.post(session, row.email, letter.subject, letter.body, now, letter.unsubscribe)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
