"""What is due: the arithmetic, its limits, and when no amount may be given."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.rates import (
    Band,
    Currency,
    Due,
    Fixed,
    Limits,
    Range,
    Share,
    Tiered,
    Undetermined,
    due,
    read_rate,
)

D = Decimal
COURT = Tiered(
    (
        Band(D(0), D(20000), lump=D(80)),
        Band(D(20000), D(150000), price=D("0.03"), sign="%"),
        Band(D(150000), None, price=D("0.012"), sign="%"),
    ),
    "元",
    cumulative=True,
    per="件",
)
PAGES = Tiered(
    (Band(D(0), D(20)), Band(D(20), D(80), price=D(5)), Band(D(80), None, price=D(9))), "页", cumulative=True
)
STEPS = Tiered(
    (Band(D(0), D(20), price=D(40)), Band(D(20), None, price=D(70), step_size=D(5), step_rise=D(30))),
    "件",
    cumulative=True,
)


def amount(rate, quantity, unit):
    result = due(rate, D(quantity), unit)
    assert isinstance(result, Due), result
    return result


def why_not(rate, quantity, unit):
    result = due(rate, None if quantity is None else D(quantity), unit)
    assert isinstance(result, Undetermined), result
    return str(result.reason)


def lines(result):
    return [str(step) for step in result.steps]


def test_a_fixed_price_is_written_as_a_person_would():
    result = amount(Fixed(D("3.5"), "平方米"), 1200, "㎡")
    assert result.low == result.high == D("4200.00")
    assert lines(result) == ["3.5元/平方米 × 1,200平方米 = 4,200.00元"]


def test_only_the_end_is_rounded():
    assert amount(Fixed(D("0.0083"), "千瓦时"), 3, "度").high == D("0.02")
    assert amount(Share(D("0.03"), D("0.03"), "%"), "9876.54", "元").high == D("296.30")
    assert amount(Fixed(D("0.005"), "件"), 1, "件").high == D("0.01")


def test_quantities_are_converted_and_the_line_says_so():
    result = amount(Fixed(D("0.02"), "千瓦时"), 3, "兆瓦时")
    assert result.high == D("60.00")
    assert lines(result)[0] == "3兆瓦时 = 3,000千瓦时"
    assert amount(Fixed(D(7), "平方米·月"), 10, "平方米·年").high == D("840.00")


def test_a_range_gives_both_ends():
    result = amount(Range(D(50), D(500), "件"), 2, "件")
    assert (result.low, result.high) == (D(100), D(1000))


def test_under_a_ceiling_less_is_lawful():
    result = amount(Fixed(D("0.65"), "平方米·月", Limits(ceiling=True, float_up=D("0.2"))), 100, "平方米·月")
    assert (result.low, result.high) == (D(0), D(78))
    assert lines(result)[0] == "可上浮20%：0.65 × (1 + 20%) = 0.78元/平方米·月"


def test_shares_need_a_base_in_money():
    share = Share(D("0.00003"), D("0.00003"), "‰", "债券交易额")
    assert lines(amount(share, 2_000_000, "元")) == ["2,000,000.00元 × 0.03‰ = 60.00元"]
    assert amount(share, 200, "万元").high == D(60)
    assert "元" in why_not(share, 1, "件")
    assert "元" in why_not(share, 1, None)
    assert "计费基数" in why_not(share, None, None)


def test_least_and_most():
    bounded = Share(D("0.012"), D("0.012"), "%", limits=Limits(minimum=D(300), cap=D(5000)))
    assert amount(bounded, 1000, "元").high == D(300)
    assert amount(bounded, 100_000, "元").high == D(1200)
    assert amount(bounded, 10_000_000, "元").high == D(5000)
    assert lines(amount(bounded, 1000, "元"))[-1] == "不足300元的按300元收取"


def test_a_court_table_line_by_line():
    result = amount(COURT, 200_000, "元")
    assert result.high == D("4580.00")
    assert lines(result) == [
        "不超过20,000元：80.00元",
        "超过20,000至150,000元的部分：130,000元 × 3% = 3,900.00元",
        "超过150,000元的部分：50,000元 × 1.2% = 600.00元",
        "合计：80.00 + 3,900.00 + 600.00 = 4,580.00元",
    ]
    assert amount(COURT, 20, "万元").high == D("4580.00")
    assert amount(COURT, 20_000, "元").high == D(80)
    assert amount(COURT, 1, "元").high == D(80)
    assert "计费基数" in why_not(COURT, 1, "件")
    assert why_not(COURT, 1, None)


def test_rising_steps_add_up():
    # 20 × 40, then 21-25 at 70, 26-30 at 100, 31-32 at 130
    assert amount(STEPS, 32, "件").high == D(20 * 40 + 5 * 70 + 5 * 100 + 2 * 130)
    assert "整数" in why_not(STEPS, "20.5", "件")
    assert len(amount(STEPS, 10**9, "件").steps) < 20


@given(st.integers(1, 400))
def test_rising_steps_are_the_sum_over_every_single_thing(count):
    def price(nth: int) -> int:
        return 40 if nth <= 20 else 70 + 30 * ((nth - 21) // 5)

    assert amount(STEPS, count, "件").high == sum(price(nth) for nth in range(1, count + 1))


def test_a_base_price_counts_begun_kilometres():
    towing = Tiered(
        (Band(D(0), D(15), lump=D(260)), Band(D(15), None, price=D(8))), "公里", True, "辆·次", Limits(step=D(1))
    )
    assert amount(towing, "17.2", "公里").high == D(260 + 3 * 8)
    assert amount(towing, 9, "公里").high == D(260)
    assert "公里" in why_not(towing, 1, "车次")


def test_begun_hours_without_a_rule_give_a_least_and_a_most():
    parking = Tiered(
        (Band(D(0), D(1)), Band(D(1), None, price=D(3))), "小时", True, limits=Limits(cap=D(15), cap_within=D(24))
    )
    result = amount(parking, "2.5", "小时")
    assert (result.low, result.high) == (D("4.50"), D("6.00"))
    assert amount(parking, 20, "小时").high == D(15)
    assert "24" in why_not(parking, 30, "小时")


def test_half_days():
    storage = Fixed(D(80), "具·天", Limits(step=D("0.5")))
    assert amount(storage, "2.5", "具·天").high == D(200)
    assert "取整" in why_not(storage, "2.3", "具·天")


def test_the_band_that_holds_the_quantity_decides_and_on_its_edge_both_may():
    by_size = Tiered((Band(D(0), D(2), lump=D(15)), Band(D(2), D(8), lump=D(25))), "吨", cumulative=False, per="辆")
    assert amount(by_size, 1, "吨").high == D(15)
    on_edge = amount(by_size, 2, "吨")
    assert (on_edge.low, on_edge.high) == (D(15), D(25))
    assert "只写到" in why_not(by_size, 9, "吨")


@pytest.mark.parametrize(
    ("rate", "quantity", "unit", "words"),
    [
        (Fixed(D(5), "件"), None, "件", "没有写明数量"),
        (Fixed(D(5), "立方米"), 1, None, "没有写明数量的单位"),
        (Fixed(D(5), "立方米"), 1, "", "没有写明数量的单位"),
        (Fixed(D(5), "平方米·月"), 100, "平方米", "还缺月数"),
        (Fixed(D(5), "人"), 3, "户", "无法换算"),
        (Fixed(D(5), ""), 2, "件", "没有写明按什么计数"),
        (Fixed(D(5), "亩"), 1, "吨", "无法换算"),
        (Fixed(D(5), "人", currency=Currency.DOLLAR), 1, "人", "不作换算"),
    ],
)
def test_what_is_missing_is_named_and_never_guessed(rate, quantity, unit, words):
    assert words in why_not(rate, quantity, unit)


def test_a_bare_number_counts_things_and_says_so():
    result = amount(Fixed(D(20), "证"), 2, None)
    assert result.high == D(40)
    assert "未写单位" in lines(result)[0]


def test_a_second_unit_of_the_list_serves_as_well():
    assert amount(Fixed(D(60), "具·辆·次", other_unit="次"), 2, "次").high == D(120)


def test_free_is_free_without_a_quantity():
    assert due(Fixed(D(0), ""), None, None).high == D(0)


quantities = st.decimals(min_value=D("0.01"), max_value=D(10**9), places=2)


@given(quantities, quantities)
def test_a_cumulative_table_never_falls(one, other):
    less, more = sorted((one, other))
    assert amount(COURT, less, "元").high <= amount(COURT, more, "元").high
    assert amount(PAGES, less, "页").high <= amount(PAGES, more, "页").high


@given(st.sampled_from([D(150000)]), st.decimals(min_value=D("0.01"), max_value=D(1), places=2))
def test_a_cumulative_table_is_continuous_at_its_edges(edge, little):
    below, above = amount(COURT, edge - little, "元").high, amount(COURT, edge + little, "元").high
    assert 0 <= above - below <= 2 * little * D("0.03") + D("0.01")


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.decimals(min_value=D("0.01"), max_value=D(10**4), places=2))
def test_a_fixed_price_is_linear(one, other, price):
    rate = Fixed(price, "件")
    parts = amount(rate, one, "件").high + amount(rate, other, "件").high
    assert amount(rate, one + other, "件").high == parts


@given(quantities, st.decimals(min_value=D("0.0001"), max_value=D(1), places=4))
def test_a_share_is_exact_before_rounding(base, share):
    result = amount(Share(share, share, "%"), base, "元").high
    assert abs(result - base * share) <= D("0.005")


def test_astronomic_quantities_stay_exact():
    result = amount(Fixed(D("0.02716875"), "千瓦时"), "999999999999999.999999", "千瓦时")
    assert result.high == D("27168750000000.00")


def test_a_wording_read_is_a_wording_computed():
    (option,) = read_rate(
        "10万元(含)以下部分，收取比例为1.5%，不足200元的，按200元收取；10万元以上部分，收取0.8%"
    ).options
    assert amount(option.rate, 10_000, "元").high == D(200)
    assert amount(option.rate, 300_000, "元").high == D(1500 + 1600)
