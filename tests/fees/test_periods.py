"""Periods are inclusive at both ends, and a day is read strictly."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.periods import EARLIEST, LATEST, Period, day_after, day_before, parse_day
from catalogue.messages import Problem

days = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = draw(st.none() | days), draw(st.none() | days)
    if start and end and end < start:
        start, end = end, start
    return Period(start, end)


def test_both_ends_belong_to_the_period() -> None:
    period = Period(date(2019, 7, 1), date(2020, 6, 30))
    assert date(2019, 7, 1) in period
    assert date(2020, 6, 30) in period
    assert date(2019, 6, 30) not in period
    assert date(2020, 7, 1) not in period


def test_a_single_day_is_a_period() -> None:
    assert date(2024, 2, 29) in Period(date(2024, 2, 29), date(2024, 2, 29))


def test_an_end_before_the_start_is_refused_with_both_days() -> None:
    with pytest.raises(Problem, match=r"2020-01-01.*2020-01-02"):
        Period(date(2020, 1, 2), date(2020, 1, 1))


@given(periods(), days)
def test_a_day_is_before_in_or_after(period: Period, day: date) -> None:
    assert [day in period, period.is_before(day), period.is_after(day)].count(True) == 1


@given(periods(), periods())
def test_overlap_is_mutual_and_means_a_shared_day(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    latest_start = max(one.start or date.min, other.start or date.min)
    earliest_end = min(one.end or date.max, other.end or date.max)
    assert one.overlaps(other) == (latest_start <= earliest_end)


@given(periods(), days)
def test_until_never_reaches_beyond_the_last_day(period: Period, last: date) -> None:
    if period.start is None or period.start <= last:
        assert last + timedelta(days=1) not in period.until(last)


@given(days)
def test_neighbouring_days(day: date) -> None:
    assert day_after(day_before(day)) == day


@pytest.mark.parametrize("text", ["2026-11-23", " 2026-11-23 ", "2026年11月23日"])
def test_a_day_may_be_written_in_two_ways(text: str) -> None:
    assert parse_day(text) == date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-13-01", "20261123", "23.11.2026", "2026-1-1", "today", "", "２０２６-11-23", "0000-00-00"],
)
def test_what_is_no_day_is_a_problem_that_names_the_field(text: str) -> None:
    with pytest.raises(Problem, match="不是一个有效日期") as caught:
        parse_day(text, "on")
    assert caught.value.field == "on"


@pytest.mark.parametrize("text", ["1900-01-01", "2999-01-01", "1949-09-30", "2100-01-01"])
def test_a_day_out_of_reach_says_what_is_in_reach(text: str) -> None:
    with pytest.raises(Problem, match=f"{EARLIEST}.*{LATEST}"):
        parse_day(text)
