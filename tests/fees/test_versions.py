"""Which wording of a fee answers for a day and a place."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.entries import Entry
from catalogue.fees.kinds import BusinessRelated, Confidence, FeeKind, Level, State, Status
from catalogue.fees.periods import Period
from catalogue.fees.versions import in_time_order, local_children, next_version, version_on


def entry(start: str | None, end: str | None, **fields: object) -> Entry:
    blank = Entry(
        version_id=1,
        code="A900",
        kind=FeeKind.ADMINISTRATIVE,
        level=Level.CENTRAL,
        region_code="000000",
        region_name="全国",
        name="样例费",
        parent_code=None,
        department="",
        collecting_body="",
        standard_text="",
        rate_value=None,
        rate_unit="",
        payer="",
        business_related=BusinessRelated.UNKNOWN,
        fund_management="",
        basis=(),
        period=Period(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None),
        status=Status.IN_FORCE,
        ended_by="",
        successor_code=None,
        aliases=(),
        remarks="",
        source="",
        confidence=Confidence.QUOTED,
    )
    return replace(blank, **fields)  # type: ignore[arg-type]


FIRST = entry(None, "2017-06-30", standard_text="200元")
SECOND = entry("2017-07-01", "2019-06-30", standard_text="160元")
THIRD = entry("2019-07-01", None, standard_text="120元")
ALL = [THIRD, FIRST, SECOND]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2000-01-01", FIRST),
        ("2017-06-30", FIRST),
        ("2017-07-01", SECOND),
        ("2019-06-30", SECOND),
        ("2019-07-01", THIRD),
        ("2026-11-23", THIRD),
    ],
)
def test_the_wording_in_force_on_the_day_answers(day: str, wanted: Entry) -> None:
    assert version_on(ALL, date.fromisoformat(day)) == wanted


def test_after_the_last_wording_the_latest_answers() -> None:
    ended = entry("2019-07-01", "2020-12-31", status=Status.CANCELLED)
    assert version_on([FIRST, SECOND, ended], date(2024, 1, 1)) == ended


def test_before_the_first_wording_the_first_to_come_answers() -> None:
    assert version_on([THIRD, SECOND], date(2016, 1, 1)) == SECOND
    assert next_version([THIRD, SECOND], date(2016, 1, 1)) == SECOND


def test_no_version_no_answer() -> None:
    assert version_on([], date(2024, 1, 1)) is None
    assert next_version(ALL, date(2024, 1, 1)) is None


def test_time_order_puts_the_unknown_start_first() -> None:
    assert in_time_order(ALL) == [FIRST, SECOND, THIRD]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(-200, 3000))
def test_of_versions_that_follow_each_other_exactly_one_is_in_force(lengths: list[int], offset: int) -> None:
    start, chain = date(2015, 1, 1), []
    for length in lengths:
        end = start + timedelta(days=length - 1)
        chain.append(entry(start.isoformat(), end.isoformat()))
        start = end + timedelta(days=1)
    day = date(2015, 1, 1) + timedelta(days=offset)
    inside = chain[0].period.start <= day <= chain[-1].period.end  # type: ignore[operator]
    assert sum(version.in_force_on(day) for version in chain) == int(inside)
    if inside:
        assert version_on(chain, day).in_force_on(day)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("status", "period", "day", "state"),
    [
        (Status.IN_FORCE, (None, None), "2024-01-01", State.IN_FORCE),
        (Status.IN_FORCE, (None, "2023-12-31"), "2023-12-31", State.IN_FORCE),
        (Status.IN_FORCE, (None, "2023-12-31"), "2024-01-01", State.EXPIRED),
        (Status.CANCELLED, (None, "2023-12-31"), "2023-12-31", State.IN_FORCE),
        (Status.CANCELLED, (None, "2023-12-31"), "2024-01-01", State.CANCELLED),
        (Status.SUSPENDED, (None, "2023-12-31"), "2024-01-01", State.SUSPENDED),
        (Status.CANCELLED, (None, None), "2024-01-01", State.CANCELLED),
        (Status.IN_FORCE, ("2024-01-02", None), "2024-01-01", State.NOT_YET),
    ],
)
def test_status_and_dates_together_say_how_a_fee_stands(
    status: Status, period: tuple[str | None, str | None], day: str, state: State
) -> None:
    assert entry(*period, status=status).state_on(date.fromisoformat(day)) is state


LINE = ("000000", "370000", "370400", "370402")


def test_the_most_local_rate_comes_first_and_other_places_never() -> None:
    nation = entry(None, None, code="S900")
    city = entry(None, None, code="S900.02", parent_code="S900", region_code="370400")
    province = entry(None, None, code="S900.01", parent_code="S900", region_code="370000")
    elsewhere = entry(None, None, code="S900.03", parent_code="S900", region_code="370700")
    part = entry(None, None, code="S900.04", parent_code="S900")
    assert local_children(nation, [elsewhere, province, part, city], LINE) == [city, province]
    assert local_children(elsewhere, [city], LINE) == []
