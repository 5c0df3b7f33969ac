"""Days, money and words are written as people read them, in both languages."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from catalogue.fees import kinds
from catalogue.shown import day_text, original, word, yuan_text


def test_days() -> None:
    assert day_text(date(2026, 1, 5)) == "2026年1月5日"
    assert day_text(date(2026, 1, 5), "en") == "5 January 2026"


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        ("1234.5", "1,234.50元", "1,234.50 yuan"),
        ("0", "0.00元", "0.00 yuan"),
        ("1E+3", "1,000.00元", "1,000.00 yuan"),
        ("0.02716875", "0.02716875元", "0.02716875 yuan"),
        ("100.000", "100.00元", "100.00 yuan"),
    ],
)
def test_money(amount: str, chinese: str, english: str) -> None:
    assert yuan_text(Decimal(amount)) == chinese
    assert yuan_text(Decimal(amount), "en") == english


@pytest.mark.parametrize(
    "value",
    [
        member
        for words in (
            kinds.FeeKind,
            kinds.Level,
            kinds.Status,
            kinds.State,
            kinds.Confidence,
            kinds.BusinessRelated,
            kinds.ChangeKind,
            kinds.PayerKind,
        )
        for member in words
    ],
)
def test_every_word_of_the_closed_lists_can_be_shown(value: StrEnum) -> None:
    assert str(word(value))


def test_words_of_two_lists_with_one_value_stay_apart() -> None:
    assert str(word(kinds.PayerKind.UNKNOWN)) != str(word(kinds.BusinessRelated.UNKNOWN))


def test_chinese_is_marked_only_on_pages_in_another_language() -> None:
    assert original("诉讼费") == "诉讼费"
    assert original("诉讼费", "en") == '<span lang="zh-CN">诉讼费</span>'
    assert original("A035 <b>", "en") == "A035 &lt;b&gt;"
    assert original("<费>", "en") == '<span lang="zh-CN">&lt;费&gt;</span>'


def test_characters_that_no_page_may_carry_are_shown_as_missing() -> None:
    assert original("费\x00\x1f用") == "费��用"
