"""Working days in China, by the yearly holiday notices and the table that staff keep; it says where it guesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]  # has no types

_LAST_KNOWN = max(chinese_calendar.constants.holidays).year
_FIRST_KNOWN = min(chinese_calendar.constants.holidays).year
_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day of a limit. `provisional` where the holidays up to it have not been announced yet."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Workdays:
    """`table` says of single days whether they are worked (True) or not, and stands above the yearly notices."""

    table: Mapping[date, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether offices work on the day; make-up days (调休) count. Where nothing is announced: Monday to Friday."""
        if day in self.table:
            return self.table[day]
        if _FIRST_KNOWN <= day.year <= _LAST_KNOWN:
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < _WEEKEND

    def is_known(self, day: date) -> bool:
        """Whether the day stands in the table or in a year whose holidays have been announced."""
        return day in self.table or _FIRST_KNOWN <= day.year <= _LAST_KNOWN

    def after(self, start: date, count: int) -> DueDay:
        """The day on which a limit of `count` working days ends; `start` is day zero."""
        day, known = start, True
        while count > 0:
            day += timedelta(days=1)
            known = known and self.is_known(day)
            count -= self.is_workday(day)
        return DueDay(day, not known)

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative where `end` is past."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_workday(start + timedelta(days=number)) for number in range(1, (end - start).days + 1))


def days(table: Mapping[date, bool] | None = None) -> Workdays:
    """The working days with the exceptions that staff keep."""
    return Workdays(dict(table or {}))
