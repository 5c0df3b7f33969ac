"""Text to terms: one spelling, no invisible characters, tokens and keys; and how names sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.sounds import initials, split_pinyin, syllables
from catalogue.search.text import clean, fold, grams, key, name_keys, segments, tokens, words_in


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("５５０元", "550元"),
        ("殘疾人就業保障金", "残疾人就业保障金"),
        ("ＥＴＣ", "etc"),
        ("㎡", "m2"),
        ("a\u202eb\u200b", "ab"),
    ],
)
def test_folding_leaves_one_spelling(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_cleaning_leaves_nothing_invisible(text: str) -> None:
    assert all(char == " " or char.isprintable() for char in clean(text))


@given(st.text())
def test_a_key_is_its_tokens(text: str) -> None:
    assert key(fold(text)) == "".join(tokens(fold(text)))


def test_grams_are_characters_words_and_pairs() -> None:
    assert grams("pd5气瓶") == ["pd5", "气", "瓶", "pd5气", "气瓶"]


def test_a_name_may_be_typed_without_its_brackets() -> None:
    assert name_keys("认证费(含加急)") == ("认证费含加急", "认证费")


def test_segments_are_cut_at_blanks_and_marks() -> None:
    assert segments("污水 垃圾、占道；") == ["污水", "垃圾", "占道"]


def test_the_longest_listed_word_counts() -> None:
    assert words_in("县人民政府", {"民政", "人民政府"}) == ["人民政府"]


@pytest.mark.parametrize(
    ("letters", "parts"),
    [
        ("gengdi", ("geng", "di")),
        ("xianzhi", ("xian", "zhi")),
        ("sbf", None),
        ("asdfghjkl", None),
    ],
)
def test_typed_pinyin_is_split_into_syllables(letters: str, parts: tuple[str, ...] | None) -> None:
    assert split_pinyin(letters) == parts


def test_names_have_syllables_and_initials() -> None:
    assert syllables("行驶证") == ("xing", "shi", "zheng")
    assert initials(syllables("pd5行驶证")) == "pd5xsz"
