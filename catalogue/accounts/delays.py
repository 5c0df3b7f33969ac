"""How long a guesser waits; it refuses to lock anybody out for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Patience:
    """How many failures are free, and after how long without one they are forgotten."""

    free: int
    forgotten_after: timedelta


# One person mistyping, and an office of many behind one address.
FOR_ACCOUNT = Patience(free=4, forgotten_after=timedelta(hours=24))
FOR_ADDRESS = Patience(free=20, forgotten_after=timedelta(hours=1))


@dataclass(frozen=True)
class Failures:
    """What is remembered of one key: failures so far, the last of them, and until when to wait."""

    count: int = 0
    last_at: datetime | None = None
    wait_until: datetime | None = None


def wait_after(count: int, patience: Patience) -> timedelta:
    """The wait after so many failures in a row: none, then 5, 10, 20 … seconds, at most 15 minutes."""
    over = count - patience.free
    if over <= 0:
        return timedelta(0)
    doubled: int = 2 ** min(over - 1, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def seconds_left(failures: Failures, now: datetime) -> int:
    """Whole seconds still to wait, rounded up; 0 where one may try."""
    if failures.wait_until is None or failures.wait_until <= now:
        return 0
    return -int(-(failures.wait_until - now).total_seconds() // 1)


def one_more(failures: Failures, patience: Patience, now: datetime) -> Failures:
    """The failures with one more now; old ones are forgotten first."""
    stale = failures.last_at is not None and now - failures.last_at > patience.forgotten_after
    count = 1 if stale else failures.count + 1
    return Failures(count, now, now + wait_after(count, patience))


def one_less(failures: Failures) -> Failures:
    """The failures without the attempt just counted, which turned out to be no failure."""
    return Failures(max(failures.count - 1, 0), failures.last_at, None)
