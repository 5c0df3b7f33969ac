"""Sums and rates in text become comparable terms."""

import pytest

from catalogue.search.amounts import find_sums, sum_terms, without_measures
from catalogue.search.text import fold


@pytest.mark.parametrize(
    ("text", "value", "rates"),
    [
        ("80元一件", "¥80", ("¥80/件",)),
        ("每千瓦时1.9分", "¥0.019", ("¥0.019/千瓦时",)),
        ("0.5469元一度电", "¥0.5469", ("¥0.5469/千瓦时",)),
        ("500元/平方米", "¥500", ("¥500/平方米",)),
        ("１，２００元", "¥1200", ()),
        ("15.36万元", "¥153600", ()),
        ("九块钱", "¥9", ()),
        ("百分之三", "%3", ()),
        ("0.02‰", "%0.002", ()),
    ],
)
def test_one_sum_is_read(text: str, value: str, rates: tuple[str, ...]) -> None:
    (found,) = find_sums(fold(text))
    assert (found.value, found.rates) == (value, rates)


@pytest.mark.parametrize("text", ["第三方", "一分公司", "财税2019 45", "三级", "十分钟"])
def test_what_is_no_sum_is_left_alone(text: str) -> None:
    assert find_sums(fold(text)) == ()


def test_a_wording_gives_all_its_terms() -> None:
    assert sum_terms(fold("住宅80元/本（件）；证书10元")) == ["¥80", "¥80/本", "¥80/件", "¥10"]


def test_bare_measures_are_blanked() -> None:
    assert without_measures("多少钱一平").rstrip() == "多少钱"
