"""The word lists in data/ hold together: codes exist, words are clean, and none of them swallows a fee."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
LISTS = ("aliases", "synonyms", "stop_words", "bodies", "collectors", "outside", "variants")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FEES = [*rows("fees"), *rows("historic_fees")]
NAMES = {row["code"]: row["name"] for row in FEES}
ALIASES = rows("aliases")
BODIES = rows("bodies")
OUTSIDE = rows("outside")
BODY_FAMILY = {row["word"]: row["family"] for row in BODIES}
FAMILIES = {row["family"] for row in BODIES}


@pytest.mark.parametrize("name", LISTS)
def test_every_row_is_clean_and_marked_editorial(name: str) -> None:
    for row in rows(name):
        assert None not in row, f"too many fields: {row}"
        assert row["confidence"] == "editorial"
        assert row["source"]
        for value in row.values():
            assert value == value.strip()
            assert not any(unicodedata.category(char) in {"Cc", "Cf", "Co", "Cn"} for char in value), row


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("aliases", ("code", "alias")),
        ("synonyms", ("word",)),
        ("stop_words", ("word",)),
        ("bodies", ("word",)),
        ("collectors", ("family", "may_collect_for")),
        ("outside", ("word",)),
        ("variants", ("character",)),
    ],
)
def test_nothing_is_said_twice(name: str, columns: tuple[str, ...]) -> None:
    counted = Counter(tuple(row[column] for column in columns) for row in rows(name))
    assert [key for key, times in counted.items() if times > 1] == []


def test_aliases_belong_to_fees_that_exist() -> None:
    assert {row["code"] for row in ALIASES} <= NAMES.keys()
    assert {row["sort"] for row in ALIASES} == {"abbreviation", "everyday", "old_name", "misnomer", "descriptive"}


def test_every_fee_has_names_that_people_use() -> None:
    counted = Counter(row["code"] for row in ALIASES if row["sort"] != "misnomer")
    assert [code for code in NAMES if counted[code] < 3] == []


def test_every_fee_has_a_short_name_or_an_everyday_one_and_a_description() -> None:
    sorts: dict[str, set[str]] = {}
    for row in ALIASES:
        sorts.setdefault(row["code"], set()).add(row["sort"])
    assert [code for code in NAMES if not {"abbreviation", "everyday"} <= sorts[code]] == []
    assert [code for code in NAMES if "." not in code and "descriptive" not in sorts[code]] == []


def test_an_alias_is_short_and_repeats_no_name_of_its_own_fee() -> None:
    given = {row["code"]: {row["name"], *row.get("aliases", "").split(";")} for row in FEES}
    for row in ALIASES:
        assert 2 <= len(row["alias"]) <= 20, row
        assert row["alias"] not in given[row["code"]], row


def test_an_alias_that_is_the_official_name_of_another_fee_says_so() -> None:
    owners: dict[str, set[str]] = {}
    for code, name in NAMES.items():
        owners.setdefault(name, set()).add(code)
    for row in ALIASES:
        others = owners.get(row["alias"], set()) - {row["code"]}
        assert not others or all(code in row["source"] for code in others), row


def test_a_stop_word_is_no_name_and_no_meaning_of_a_synonym() -> None:
    stop = {row["word"] for row in rows("stop_words")}
    meanings = {meaning for row in rows("synonyms") for meaning in row["means"].split(";")}
    assert not stop & (set(NAMES.values()) | {row["alias"] for row in ALIASES} | meanings)


def test_synonyms_lead_to_words_of_the_catalogue() -> None:
    told = " ".join(" ".join(row[column] for column in ("name", "standard_text", "department")) for row in FEES)
    told += " ".join(row["alias"] for row in ALIASES if row["sort"] != "misnomer")
    for row in rows("synonyms"):
        meanings = row["means"].split(";")
        assert row["word"] not in meanings
        assert [meaning for meaning in meanings if meaning not in told] == [], row


def families(text: str) -> set[str]:
    found: set[str] = set()
    for word in sorted(BODY_FAMILY, key=len, reverse=True):
        if word in text:
            found.add(BODY_FAMILY[word])
            text = text.replace(word, "\0")
    return found


def test_every_department_of_the_lists_belongs_to_a_family() -> None:
    assert [row["code"] for row in FEES if row["department"] and not families(row["department"])] == []


@pytest.mark.parametrize(
    ("body", "family"),
    [
        ("枣庄市国土资源局市中分局", "自然资源"),
        ("市中区地税局", "税务"),
        ("枣庄市工商行政管理局", "市场监管"),
        ("县卫计委", "卫生健康"),
        ("银监会", "金融监管"),
        ("车管所", "公安"),
        ("枣庄市自来水公司", "供水"),
        ("国网山东省电力公司枣庄供电公司", "电力"),
        ("区房管局", "住房城乡建设"),
        ("XX村民委员会", "村居"),
        ("枣庄市餐饮行业协会", "协会"),
        ("山东某某律师事务所", "律所"),
    ],
)
def test_bodies_are_known_under_present_and_former_names(body: str, family: str) -> None:
    assert family in families(body)


def test_collectors_name_families_that_exist_and_a_reason() -> None:
    for row in rows("collectors"):
        assert {row["family"], row["may_collect_for"]} <= FAMILIES
        assert row["family"] != row["may_collect_for"]
        assert {code for code in row["codes"].split(";") if code} <= NAMES.keys()
        assert row["basis"]


def test_bodies_and_outside_words_are_of_known_sorts() -> None:
    assert {row["sort"] for row in BODIES} <= {
        "government", "court", "tax", "institution", "utility", "company", "association", "intermediary", "village",
        "party",
    }  # fmt: skip
    assert {row["sort"] for row in OUTSIDE} == {
        "deposit", "association", "intermediary", "market", "tax", "social_insurance", "union", "penalty",
        "resource", "utility_connection",
    }  # fmt: skip
    assert {row["match"] for row in OUTSIDE} == {"part", "end", "whole"}
    assert all(row["explanation"].endswith("。") for row in OUTSIDE)


def test_no_outside_word_is_a_name_of_a_fee() -> None:
    assert not {row["word"] for row in OUTSIDE} & (set(NAMES.values()) | {row["alias"] for row in ALIASES})


def test_an_outside_word_that_matches_anywhere_stands_in_no_name_of_a_fee() -> None:
    names = {*NAMES.values(), *(row["alias"] for row in ALIASES)}
    names |= {alias for row in FEES for alias in row.get("aliases", "").split(";") if alias}
    anywhere = [row["word"] for row in OUTSIDE if row["match"] == "part"]
    assert [(word, name) for word in anywhere for name in names if word in name] == []


def test_an_outside_word_that_matches_at_the_end_ends_no_official_name() -> None:
    ends = tuple(row["word"] for row in OUTSIDE if row["match"] == "end")
    assert [name for name in NAMES.values() if name.endswith(ends)] == []


def test_variants_are_single_characters_and_mutual() -> None:
    similar = {row["character"]: row["similar"] for row in rows("variants")}
    for character, others in similar.items():
        assert len(character) == 1
        assert character not in others
        assert len(set(others)) == len(others)
        assert all(character in similar[other] for other in others)
