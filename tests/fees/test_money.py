"""Sums and quantities as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.money import format_number, format_yuan, parse_amount, parse_quantity, round_fen
from catalogue.fees.numerals import read_whole
from catalogue.messages import Problem


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("2,500.00元", "2500"),
        ("￥300", "300"),
        ("1,200 yuan", "1200"),
        ("100 CNY", "100"),
        ("¥ 300.5", "300.5"),
        ("４５０．５０", "450.5"),
        ("伍佰元", "500"),
        ("叁仟肆佰伍拾陆元柒角捌分整", "3456.78"),
        ("二百三十元", "230"),
        ("2.5万元", "25000"),
        ("7万", "70000"),
        ("8角", "0.8"),
        ("35分", "0.35"),
        ("20块5", "20.5"),
        ("20块5毛", "20.5"),
        ("人民币200元整", "200"),
        ("玖元零捌分", "9.08"),
        ("壹拾贰万零叁佰元整", "120300"),
        ("4万2千元", "42000"),
        ("0", "0"),
        ("1.005万元", "10050"),
        ("　 88 元 ", "88"),
    ],
)
def test_amounts_are_read_as_written(text, yuan):
    assert parse_amount(text) == Decimal(yuan)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "请填写金额"),
        ("   ", "请填写金额"),
        ("2.345", "不足一分"),
        ("1.5分", "不足一分"),
        ("-3", "负数"),
        ("－3", "负数"),
        ("￥-3", "负数"),
        ("2,00,0", "看不懂"),
        ("nan", "看不懂"),
        ("inf", "看不懂"),
        ("3e5", "看不懂"),
        ("1_000", "看不懂"),
        ("10²", "看不懂"),
        ("٣", "看不懂"),
        ("一百五", "看不懂"),
        ("三万五元", "看不懂"),
        ("约100元", "看不懂"),
        ("100 200", "看不懂"),
        ("元", "看不懂"),
        ("5元30分", "看不懂"),
        ("$5", "外币"),
        ("20美元", "外币"),
        ("9" * 15, "过大"),
        ("1" * 500, "太长"),
        ("'; DROP TABLE fees;--", "看不懂"),
    ],
)
def test_what_cannot_be_read_exactly_is_a_problem_that_says_why(text, words):
    with pytest.raises(Problem, match=words) as caught:
        parse_amount(text, "amount")
    assert caught.value.field == "amount"


amounts = st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2)


@given(amounts)
def test_written_amounts_are_read_back(amount):
    assert parse_amount(format_yuan(amount)) == amount
    assert parse_amount(f"￥{format_yuan(amount)}元") == amount
    assert (
        parse_amount(format_yuan(amount).translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．"))) == amount
    )


def in_chinese(number: int, digits: str = "零一二三四五六七八九", marks: str = "千百十") -> str:
    """An independent writer of Chinese numerals: group by group, one 零 for each gap."""
    if number == 0:
        return digits[0]
    written, gap = "", False
    for size, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = number // size % 10**4, number % size
        if not group:
            gap = bool(written)
            continue
        if written and (gap or group < 1000):
            written += digits[0]
        gap, inner = False, ""
        for power, mark in zip((1000, 100, 10, 1), (*marks, ""), strict=True):
            digit, group = group // power, group % power
            if digit:
                inner += (digits[0] if gap and inner else "") + digits[digit] + mark
            gap = digit == 0
        written, gap = written + inner + name, False
    return written


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_are_read_back(number):
    assert read_whole(in_chinese(number)) == number
    assert read_whole(in_chinese(number, "零壹贰叁肆伍陆柒捌玖", "仟佰拾")) == number


@given(st.text(alphabet="零一二两三五八九十百千万亿壹拾", max_size=12))
def test_no_other_string_of_numerals_is_taken_for_a_second_spelling_of_zero(text):
    value = read_whole(text)
    assert value is None or value > 0 or text == "零"


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_problem(text):
    try:
        amount = parse_amount(text)
    except Problem:
        return
    assert amount >= 0
    assert amount == round_fen(amount)


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", "3"), ("2,000", "2000"), ("１５", "15"), ("三十六", "36"), ("1.5万", "15000"), ("0.000001", "0.000001")],
)
def test_quantities_are_read(text, number):
    assert parse_quantity(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "0", "-2", "0.0000001", "1e3", "abc", "20平方米", "9" * 20, "nan"])
def test_impossible_quantities_are_problems(text):
    with pytest.raises(Problem) as caught:
        parse_quantity(text, "quantity")
    assert caught.value.field == "quantity"


def test_rounding_is_half_up():
    assert round_fen(Decimal("1.005")) == Decimal("1.01")
    assert round_fen(Decimal("2.675")) == Decimal("2.68")
    assert format_yuan(Decimal("1234.5")) == "1,234.50"
    assert format_number(Decimal("1000")) == "1,000"
    assert format_number(Decimal("0.00830")) == "0.0083"
    assert format_number(Decimal("1E+3")) == "1,000"
