"""Working days: by the notices, by the table above them, and provisional where nothing is announced."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.workdays import days

ANNOUNCED = days()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_holidays_and_make_up_days_count_as_announced() -> None:
    assert not ANNOUNCED.is_workday(date(2026, 10, 1))
    assert ANNOUNCED.is_workday(date(2026, 10, 10))  # a Saturday that is worked for the holiday
    assert not ANNOUNCED.is_workday(date(2026, 11, 22))


def test_the_table_stands_above_the_notices() -> None:
    day = date(2026, 11, 23)
    assert not days({day: False}).is_workday(day)
    assert days({day: False}).after(day - timedelta(days=3), 1).day == day + timedelta(days=1)


def test_the_first_day_is_day_zero() -> None:
    assert ANNOUNCED.after(date(2026, 11, 23), 1).day == date(2026, 11, 24)
    assert ANNOUNCED.after(date(2026, 11, 20), 1).day == date(2026, 11, 23)
    assert ANNOUNCED.after(date(2026, 11, 23), 20).day == date(2026, 12, 21)


def test_what_reaches_into_a_year_without_notice_is_provisional() -> None:
    assert not ANNOUNCED.after(date(2026, 11, 23), 20).provisional
    assert ANNOUNCED.after(date(2029, 1, 1), 1).provisional
    known = {date(2029, 1, 1) + timedelta(days=number): True for number in range(10)}
    assert not days(known).after(date(2029, 1, 1), 3).provisional


@given(DAYS, st.integers(0, 60))
def test_a_limit_holds_as_many_working_days_as_it_says(start: date, count: int) -> None:
    end = ANNOUNCED.after(start, count).day
    assert ANNOUNCED.between(start, end) == count
    assert count == 0 or ANNOUNCED.is_workday(end)


@given(DAYS, DAYS)
def test_days_that_are_over_are_counted_below_zero(start: date, end: date) -> None:
    assert ANNOUNCED.between(start, end) == -ANNOUNCED.between(end, start)
