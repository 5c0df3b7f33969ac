"""Drawings hold every fact they are given, escape all text, and mark what is not known."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalogue.fees.periods import Period
from catalogue.pictures import Bar, Scale, Stretch, Tone, bar_chart, scale_for, timeline

TODAY = date(2026, 11, 23)
SVG = "{http://www.w3.org/2000/svg}"
days = st.dates(date(1949, 10, 1), date(2099, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = draw(st.none() | days), draw(st.none() | days)
    return Period(end, start) if start and end and end < start else Period(start, end)


def drawn(stretches: list[Stretch], today: date = TODAY, width: int = 720) -> etree._Element:
    picture = str(timeline(stretches, today, "今天", "各个时期", "t", width))
    return etree.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def texts(picture: etree._Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def hatched(picture: etree._Element) -> list[etree._Element]:
    return [part for part in picture.iter(f"{SVG}rect") if (part.get("fill") or "").startswith("url(")]


def numbers(picture: etree._Element, attribute: str) -> list[float]:
    return [
        float(part.get(attribute)) for part in picture.iter() if part.get(attribute) and part.tag != f"{SVG}pattern"
    ]


def test_a_known_start_is_drawn_solid() -> None:
    picture = drawn([Stretch(Period(date(2019, 7, 1)), "50元/件")])
    assert not hatched(picture)
    assert "50元/件" in texts(picture)


def test_an_unknown_start_is_hatched_up_to_the_known_end() -> None:
    (unknown,) = hatched(
        drawn([Stretch(Period(None, date(2017, 6, 30)), "起始日期未载明"), Stretch(Period(date(2017, 7, 1)), "")])
    )
    assert float(unknown.get("x")) == 8
    assert unknown.get("stroke-dasharray")


def test_an_unknown_start_that_still_runs_is_hatched_only_up_to_today() -> None:
    picture = drawn([Stretch(Period(), "起始日期未载明")])
    (unknown,) = hatched(picture)
    today = next(part for part in picture.iter(f"{SVG}path") if part.get("class") == "p-today")
    assert float(unknown.get("x")) + float(unknown.get("width")) == pytest.approx(float(today.get("d")[1:].split()[0]))


def test_an_open_end_is_an_arrow_and_a_known_end_is_not() -> None:
    opened, closed = (
        next(
            part
            for part in drawn([Stretch(period, "")]).iter(f"{SVG}path")
            if part.get("class") == "p-fill" and "H" in part.get("d")
        )
        for period in (Period(date(2020, 1, 1)), Period(date(2020, 1, 1), date(2022, 1, 1)))
    )
    assert "L" in opened.get("d")
    assert "L" not in closed.get("d")


def test_the_day_is_marked_and_named() -> None:
    assert texts(drawn([Stretch(Period(date(2020, 1, 1)), "")]))[-1] == "今天"


def test_text_from_the_lists_cannot_become_markup() -> None:
    label = "<script>alert('1')</script>&\""
    picture = drawn([Stretch(Period(date(2020, 1, 1)), label)])
    assert label in texts(picture)
    assert not list(picture.iter(f"{SVG}script"))


def test_the_drawing_is_told_to_those_who_cannot_see_it() -> None:
    picture = drawn([Stretch(Period(), "")])
    assert picture.get("role") == "img"
    assert picture.find(f"{SVG}title").text == "各个时期"
    assert picture.get("aria-labelledby") == picture.find(f"{SVG}title").get("id")


def test_no_drawing_carries_a_style_that_the_policy_forbids() -> None:
    for picture in (
        timeline([Stretch(Period(), "")], TODAY, "今天", "图", "t"),
        bar_chart([Bar("甲", 3, "3")], "图", "b"),
    ):
        assert "style=" not in picture


@given(st.lists(periods(), min_size=1, max_size=6), days, st.sampled_from([358, 720]))
def test_nothing_is_drawn_outside_the_drawing(found: list[Period], today: date, width: int) -> None:
    picture = drawn([Stretch(period, "一二三四五六七八九十" * 8) for period in found], today, width)
    assert all(0 <= x <= width for x in numbers(picture, "x"))
    for part in hatched(picture):
        assert float(part.get("x")) + float(part.get("width")) <= width - 8 + 0.1


@given(periods(), periods(), days)
def test_later_days_never_stand_further_left(first: Period, second: Period, today: date) -> None:
    scale = scale_for([first, second], today, 8, 712)
    known = sorted(day for period in (first, second) for day in (period.start, period.end) if day)
    assert [scale.x(day) for day in known] == sorted(scale.x(day) for day in known)
    assert all(scale.first <= day <= scale.last for day in (*known, today))


@given(days, days, st.integers(1, 12))
def test_years_are_few_enough_to_be_read(one: date, other: date, most: int) -> None:
    years = Scale(min(one, other), max(one, other), 8, 712).years(most)
    assert len(years) <= most + 1
    assert len({second - first for first, second in pairwise(years)}) <= 1


def test_bars_start_at_zero_and_are_as_long_as_their_figures() -> None:
    picture = str(
        bar_chart(
            [Bar("甲", Decimal(400), "400.00元", Tone.GOOD), Bar("乙", Decimal(100), "100.00元", Tone.STOP)],
            "金额",
            "b",
        )
    )
    tree = etree.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    bars = [part.get("d") for part in tree.iter(f"{SVG}path") if "v16" in (part.get("d") or "")]
    lengths = [float(bar.split("h")[1].split("v")[0]) for bar in bars]
    assert lengths[0] == pytest.approx(4 * lengths[1], rel=0.01)
    assert {"400.00元", "100.00元", "甲", "乙"} <= {text.text for text in tree.iter(f"{SVG}text")}


@pytest.mark.parametrize("bars", [[], [Bar("甲", 0, "0")]])
def test_a_chart_of_nothing_is_still_a_chart(bars: list[Bar]) -> None:
    assert "v16" not in bar_chart(bars, "金额", "b")
