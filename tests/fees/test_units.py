"""Units in their many spellings, and which of them may be exchanged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.units import convert, convertible, fold_unit, is_countable, is_sum_of_money


@pytest.mark.parametrize(
    ("spellings", "unit"),
    [
        ("平方米·月 m2/月 ㎡·月 平方米/月 元/平方米·月 每平方米每月 月·平方米 平米/个月", "平方米·月"),
        ("千瓦时 度 kWh KWH kW·h 千瓦小时", "千瓦时"),
        ("人·次 人次 次·人 每人每次 人/次", "人·次"),
        ("辆·次 车次 车·次 辆次", "辆·次"),
        ("吨·公里 公里·吨 t·km 吨/千米", "吨·公里"),
        ("立方米 m³ M3 立方", "立方米"),
        ("千克 公斤 kg ㎏", "千克"),
        ("天 日", "天"),
        ("件 件（纸质申请）", "件"),
        ("", ""),
    ],
)
def test_spellings_of_one_unit_fold_together(spellings, unit):
    assert {fold_unit(spelling) for spelling in spellings.split(" ")} == {unit}


PARTS = ["平方米", "m2", "月", "人", "次", "具", "天", "公里", "吨", "元", "病例", "摊位", "x7"]


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=3), st.sampled_from("·/每"))
def test_folding_twice_changes_nothing_more(parts, joiner):
    once = fold_unit(joiner.join(parts))
    assert fold_unit(once) == once


@given(st.text(max_size=20))
def test_any_text_folds(text):
    assert fold_unit(fold_unit(text)) == fold_unit(text)


@pytest.mark.parametrize(
    ("first", "second", "factor"),
    [
        ("公顷", "平方米", "10000"),
        ("平方米", "亩", "0.0015"),
        ("兆瓦时", "千瓦时", "1000"),
        ("千瓦时", "兆瓦时", "0.001"),
        ("万元", "元", "10000"),
        ("吨", "千克", "1000"),
        ("公里", "米", "1000"),
        ("年", "月", "12"),
        ("平方米·年", "㎡·月", "12"),
        ("万吨", "万吨", "1"),
    ],
)
def test_exact_conversions(first, second, factor):
    assert convertible(first, second) == Decimal(factor)


@pytest.mark.parametrize(
    ("first", "second"),
    [("亩", "平方米"), ("月", "年"), ("吨", "立方米"), ("人", "户"), ("平方米", "平方米·月"), ("", "件")],
)
def test_what_is_not_exact_is_not_converted(first, second):
    assert convertible(first, second) is None


def test_papers_count_alike_and_say_so():
    conversion = convert(Decimal(2), "证", "本")
    assert conversion is not None
    assert conversion.factor == 1
    assert "视为同样的数量" in str(conversion.note)


def test_one_case_may_hold_several_papers():
    assert convert(Decimal(1), "件", "本") is not None
    assert convert(Decimal(2), "件", "本") is None
    assert convert(Decimal("1.5"), "证", "本") is None
    assert convert(Decimal(1), "件", "人") is None


def test_a_person_once_and_a_pupil_are_persons():
    assert convert(Decimal(1), "人", "人次") is not None
    assert convert(Decimal(2), "人", "人次") is None
    assert convert(Decimal(30), "生·月", "人·月") is not None


def test_only_things_may_be_counted_without_a_unit():
    assert is_countable("件")
    assert is_countable("人·次")
    assert not is_countable("立方米")
    assert not is_countable("人·月")
    assert not is_countable("小时")
    assert not is_countable("")


def test_sums_of_money():
    assert is_sum_of_money("万元")
    assert is_sum_of_money("元")
    assert not is_sum_of_money("件")
    assert not is_sum_of_money("")
