"""Stretches of days, inclusive at both ends, and the strict reading of a day; it never asks what today is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.messages import Problem, say

EARLIEST = date(1949, 10, 1)
LATEST = date(2099, 12, 31)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII)


@dataclass(frozen=True, slots=True, order=False)
class Period:
    """The days from `start` to `end`, both included.

    `start` None means the start is not known; `end` None means open, or not known.
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise Problem(
                say("结束日期 %(end)s 早于开始日期 %(start)s，请检查这两个日期。", start=self.start, end=self.end)
            )

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return not self.is_before(day) and not self.is_after(day)

    def is_before(self, day: date) -> bool:
        """Whether the whole period is over before `day`."""
        return self.end is not None and self.end < day

    def is_after(self, day: date) -> bool:
        """Whether the whole period begins only after `day`."""
        return self.start is not None and self.start > day

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day; unknown and open ends reach for ever."""
        starts_in_time = self.start is None or other.end is None or self.start <= other.end
        ends_late_enough = self.end is None or other.start is None or self.end >= other.start
        return starts_in_time and ends_late_enough

    def until(self, last: date) -> Period:
        """The same period, ending no later than `last`."""
        return Period(self.start, last if self.end is None else min(self.end, last))


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def parse_day(text: str, field: str | None = None) -> date:
    """Read `2026-11-23` or `2026年11月23日`; anything else, or a day that never was, is a Problem."""
    text = text.strip()
    chinese = _CHINESE.fullmatch(text)
    if chinese:
        text = "{}-{:0>2}-{:0>2}".format(*chinese.groups())
    try:
        day = date.fromisoformat(text if _ISO.fullmatch(text) else "")
    except ValueError:
        raise Problem(say("“%(text)s”不是一个有效日期，请按 2026-11-23 的格式填写。", text=text[:40]), field) from None
    if not EARLIEST <= day <= LATEST:
        raise Problem(
            say(
                "日期 %(text)s 超出范围：本目录只回答 %(first)s 至 %(last)s 之间的日期。",
                text=text,
                first=EARLIEST,
                last=LATEST,
            ),
            field,
        )
    return day
