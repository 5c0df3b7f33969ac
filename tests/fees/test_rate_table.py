"""A rate becomes rows that a person can compute with."""

from decimal import Decimal

from catalogue.fees.rate_table import rate_rows
from catalogue.fees.rate_values import Band, Currency, Fixed, Limits, Range, Rate, RateOption, Share, Tiered


def told(rate: Rate, label: str = "") -> list[tuple[str, str, list[str]]]:
    return [
        (str(row.case), str(row.rate), [str(note) for note in row.notes]) for row in rate_rows(RateOption(label, rate))
    ]


def test_a_price() -> None:
    assert told(Fixed(Decimal("1.20"), "平方米"), "建设期间") == [("建设期间", "1.2元/平方米", [])]
    assert told(Fixed(Decimal(10), "", currency=Currency.DOLLAR)) == [("", "10美元", [])]


def test_a_range_and_its_ceiling() -> None:
    assert told(Range(Decimal(50), Decimal(500), "件", Limits(cap=Decimal(400)))) == [
        ("", "50至500元/件", ["每笔最高400元"])
    ]


def test_a_share_is_written_with_its_own_sign() -> None:
    assert told(Share(Decimal("0.003"), Decimal("0.003"), "‰", "成交价"))[0][1] == "成交价的3‰"
    assert told(Share(Decimal("0.01"), Decimal("0.025"), "%"))[0][1] == "1%至2.5%"


def test_a_table_by_amount() -> None:
    bands = (
        Band(Decimal(0), Decimal(10_000), lump=Decimal(50)),
        Band(Decimal(10_000), Decimal(105_000), price=Decimal("0.025"), sign="%"),
        Band(Decimal(105_000), None, price=Decimal("0.02"), sign="%"),
    )
    rows = told(Tiered(bands, "元", cumulative=True, per="件"))
    assert [(case, rate) for case, rate, _ in rows] == [
        ("不超过1万元", "50元/件"),
        ("超过1万元至105,000元的部分", "2.5%"),
        ("超过105,000元的部分", "2%"),
    ]
    assert rows[0][2] == ["分段计算后相加"]


def test_a_table_that_prices_the_whole_does_not_speak_of_parts() -> None:
    bands = (Band(Decimal(0), Decimal(168), price=Decimal("1.3")), Band(Decimal(168), None, price=Decimal(2)))
    assert told(Tiered(bands, "立方米", cumulative=False)) == [
        ("不超过168立方米", "1.3元/立方米", ["按总量所在的一档计算"]),
        ("超过168立方米", "2元/立方米", []),
    ]


def test_what_bends_a_rate_is_said() -> None:
    limits = Limits(ceiling=True, float_up=Decimal("0.2"), minimum=Decimal(300), step=Decimal(1))
    ((_, _, notes),) = told(Fixed(Decimal(8), "吨", limits))
    assert notes == ["这是最高标准，可以少收", "可上浮20%", "每笔最低300元", "不足1个计费单位的按1个计"]
