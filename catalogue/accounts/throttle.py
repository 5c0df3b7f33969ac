"""Counts failed attempts across all processes; it refuses to say whether the account exists."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Insert, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from catalogue.accounts.delays import FOR_ACCOUNT, FOR_ADDRESS, Failures, one_less, one_more, seconds_left
from catalogue.accounts.models import FailuresRow
from catalogue.database import Database

_KEPT = timedelta(days=2)
_AT_ONCE = 1000


class Throttle:
    """Attempts of one purpose (`password`, `code`, `reset`) at one account from one address.

    Two counts: of this account from this address, and of the address. Nobody else's attempts at the account count,
    so nobody can lock its owner out.
    """

    def __init__(self, database: Database, purpose: str, account: str, address: str) -> None:
        self._database = database
        self._keys = (
            (_key(purpose, account, address), FOR_ACCOUNT),
            (_key(purpose, "", address), FOR_ADDRESS),
        )

    def begin(self, now: datetime) -> int:
        """Count an attempt as failed before it is judged, so that many at once gain nothing; or the seconds to wait.

        An attempt that must wait is not counted.
        """
        with self._database.transaction() as session:
            rows = [(_locked(session, key), patience) for key, patience in self._keys]
            wait = max(seconds_left(_failures(row), now) for row, _patience in rows)
            if not wait:
                for row, patience in rows:
                    _store(row, one_more(_failures(row), patience, now))
            return wait

    def succeeded(self, now: datetime) -> None:
        """Forget the failures of this account from here, and that this attempt counted against the address."""
        (account, _), (address, _) = self._keys
        with self._database.transaction() as session:
            # In the order of `begin`, so that two never wait for each other.
            session.delete(_locked(session, account))
            row = _locked(session, address)
            _store(row, one_less(_failures(row)))
        self._forget_old(now)

    def _forget_old(self, now: datetime) -> None:
        old = select(FailuresRow.key).where(FailuresRow.last_at < now - _KEPT).with_for_update(skip_locked=True)
        with self._database.transaction() as session:
            session.execute(delete(FailuresRow).where(FailuresRow.key.in_(old.limit(_AT_ONCE))))


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _locked(session: Session, key: str) -> FailuresRow:
    """The row of a key, held until the transaction ends; made where there is none."""
    session.execute(_insert(session.get_bind().dialect.name, key))
    found = select(FailuresRow).where(FailuresRow.key == key).with_for_update()
    return session.scalars(found.execution_options(populate_existing=True)).one()


def _insert(dialect: str, key: str) -> Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(FailuresRow).values(key=key, count=0).on_conflict_do_nothing()


def _failures(row: FailuresRow) -> Failures:
    return Failures(row.count, row.last_at, row.wait_until)


def _store(row: FailuresRow, failures: Failures) -> None:
    row.count, row.last_at, row.wait_until = failures.count, failures.last_at, failures.wait_until
