"""Keeps the texts that were answered weakly, so that staff can add the missing words; it never keeps who asked."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from catalogue.database import Database
from catalogue.search.models import WeakSearchRow
from catalogue.search.port import Match
from catalogue.search.text import clean

LONGEST = 80
MOST_A_DAY = 5000
# Numbers of telephones, identity cards and bank cards are nobody's business; document numbers and sums are shorter.
_PERSONAL = re.compile(r"\d[\d\s-]{5,}\d[\dXx]?")
_ADDRESS = re.compile(r"\S+@\S+")


def note_weak(database: Database, text: str, match: Match, day: date) -> None:
    """Count a text that was answered `weak` or `none`; anything that fails here is nobody's loss but ours."""
    kept = tidy(text)
    if match not in (Match.WEAK, Match.NONE) or len(kept) < 2:
        return
    try:
        with database.transaction() as session:
            _count(session, kept, match, day)
    except IntegrityError:
        # Two people asked the same thing for the first time at the same moment.
        with database.transaction() as session:
            _count(session, kept, match, day)
    except DatabaseError:
        # A full disk or a locked database must not spoil an answer that is ready.
        return


def tidy(text: str) -> str:
    """The text without what could name a person, cut to what fits."""
    return _ADDRESS.sub("…", _PERSONAL.sub("…", clean(text))).strip()[:LONGEST]


def weak_searches(session: Session, since: date, until: date, limit: int = 200) -> list[tuple[str, int]]:
    """The texts of those days, inclusive, that were asked most often, with how often."""
    times = func.sum(WeakSearchRow.times)
    query = (
        select(WeakSearchRow.text, times)
        .where(WeakSearchRow.day >= since, WeakSearchRow.day <= until)
        .group_by(WeakSearchRow.text)
        .order_by(times.desc(), WeakSearchRow.text)
    )
    return [(text, int(count)) for text, count in session.execute(query.limit(limit))]


def _count(session: Session, text: str, match: Match, day: date) -> None:
    same = (WeakSearchRow.day == day) & (WeakSearchRow.text == text)
    counted = update(WeakSearchRow).where(same).values(times=WeakSearchRow.times + 1, match=match.value)
    if session.execute(counted).rowcount:  # type: ignore[attr-defined]  # an update has it
        return
    today = select(func.count()).select_from(WeakSearchRow).where(WeakSearchRow.day == day)
    if (session.scalar(today) or 0) < MOST_A_DAY:
        session.add(WeakSearchRow(day=day, text=text, match=match.value, times=1))
