"""Numbers that move when something beside the releases changes, so that what was made of it is made anew."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from catalogue.fees.models import StampRow

WORDS = "words"
"""The word lists and the other names of fees: what a search and the matching of a check are made of."""
FACTS = "facts"
"""Reliefs, recorded changes and coverage."""


def stamp(session: Session, name: str) -> int:
    """How often the thing has changed; 0 where it never did."""
    row = session.get(StampRow, name)
    return row.number if row else 0


def touch(session: Session, name: str) -> None:
    """Say, in the transaction that changes the thing, that it has changed."""
    moved = update(StampRow).where(StampRow.name == name).values(number=StampRow.number + 1)
    if not session.connection().execute(moved).rowcount:
        session.add(StampRow(name=name, number=1))
        session.flush()
