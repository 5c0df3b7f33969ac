"""The derived facts in data/ hold together: known codes, complete links, versions without overlap, readable rules."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
CONFIDENCE = {"quoted", "recalled", "editorial"}
DERIVED = (
    "historic_fees.csv",
    "change_codes.csv",
    "earlier_versions.csv",
    "version_starts.csv",
    "relief_rules.csv",
    "applicability.csv",
)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def codes(text: str) -> list[str]:
    return [code for code in text.split(";") if code]


LISTED = {row["code"]: row for row in rows("fees.csv")}
HISTORIC = {row["code"]: row for row in rows("historic_fees.csv")}
FEES = LISTED | HISTORIC
ABOVE = {"province": {"country"}, "city": {"province"}, "county": {"city", "province"}}
REGIONS = {row["code"]: row for row in rows("regions.csv")}


@pytest.mark.parametrize("name", DERIVED)
def test_every_row_names_its_source_and_confidence(name: str) -> None:
    for row in rows(name):
        assert row["source"], row
        assert row["confidence"] in CONFIDENCE, row


@pytest.mark.parametrize("name", [*DERIVED, "regions.csv", "names_en.csv", "phrases_en.csv"])
def test_no_row_has_cells_beyond_its_header_or_stray_space(name: str) -> None:
    for row in rows(name):
        assert None not in row, row
        assert all(value == (value or "").strip() for value in row.values()), row


def test_historic_codes_are_new_unique_and_hang_on_existing_fees() -> None:
    listed = [row["code"] for row in rows("historic_fees.csv")]
    assert len(listed) == len(set(listed))
    assert not set(listed) & set(LISTED)
    for row in HISTORIC.values():
        assert row["code"].startswith({"admin_fee": "A", "gov_fund": "F", "regulated_service": "S"}[row["kind"]])
        if "." in row["code"]:
            assert row["parent_code"] == row["code"].rpartition(".")[0]
            assert row["parent_code"] in FEES
        assert row["region_code"] in REGIONS
        assert row["status"] in {"in_force", "suspended", "cancelled"}
        assert row["status"] == "in_force" or (row["effective_to"] and row["ended_by"]), row["code"]


def test_a_historic_fee_ends_the_day_before_the_change_that_ended_it() -> None:
    ends = {
        code: day(link["date"])
        for link, change in zip(rows("change_codes.csv"), rows("changes.csv"), strict=True)
        for code in codes(link["codes"])
        if code in HISTORIC and change["change"] in {"cancel", "suspend"}
    }
    assert len(ends) >= 15
    for code, changed in ends.items():
        assert changed
        assert day(HISTORIC[code]["effective_to"]) == changed - timedelta(days=1)


def test_every_change_is_linked_once_or_says_why_not() -> None:
    key = ("date", "document_no", "item")
    changes = [tuple(row[part] for part in key) for row in rows("changes.csv")]
    links = [tuple(row[part] for part in key) for row in rows("change_codes.csv")]
    assert links == changes
    assert len(set(links)) == len(links)
    for row in rows("change_codes.csv"):
        assert codes(row["codes"]) or row["note"], row
        assert set(codes(row["codes"])) | set(codes(row["successor_code"])) <= set(FEES), row


def test_a_change_that_names_a_listed_fee_is_linked_to_it() -> None:
    by_name = {row["name"]: code for code, row in FEES.items() if row["region_code"] == "000000"}
    named = [row for row in rows("change_codes.csv") if row["item"] in by_name]
    assert len(named) > 30
    for row in named:
        assert by_name[row["item"]] in codes(row["codes"]), row


def _starts() -> dict[str, date | None]:
    starts = {code: day(row["effective_from"]) for code, row in FEES.items()}
    for row in rows("version_starts.csv"):
        assert starts[row["code"]] is None, f"{row['code']} already has a start"
        starts[row["code"]] = day(row["effective_from"])
    return starts


def test_versions_of_one_fee_follow_each_other_without_gap_or_overlap() -> None:
    starts = _starts()
    versions: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("earlier_versions.csv"):
        versions[row["code"]].append(row)
    for code, listed in versions.items():
        present = starts[code]
        assert present is not None, f"{code} has earlier versions, but nothing says when the present one began"
        nexts = [day(row["effective_from"]) for row in listed[1:]] + [present]
        for row, following in zip(listed, nexts, strict=True):
            end, begin = day(row["effective_to"]), day(row["effective_from"])
            assert end, row
            assert following, row
            assert end + timedelta(days=1) == following, row
            assert begin is None or begin <= end, row


def test_an_end_is_never_before_its_start() -> None:
    starts = _starts()
    for code, row in FEES.items():
        end, begin = day(row["effective_to"]), starts[code]
        assert not (end and begin) or begin <= end, code


def test_an_earlier_rate_stands_in_its_wording() -> None:
    for row in rows("earlier_versions.csv"):
        assert row["standard_text"] or row["remarks"], row
        if row["rate_value"] and "厘" not in row["standard_text"]:
            assert row["rate_value"] in row["standard_text"], row
            assert row["rate_unit"], row


def test_reductions_only_ever_lower_a_plain_rate() -> None:
    before = {(row["code"], row["effective_to"]): row for row in rows("earlier_versions.csv") if row["rate_value"]}
    for code in {code for code, _ in before}:
        chain = [row["rate_value"] for (each, _), row in before.items() if each == code]
        chain += [LISTED[code]["rate_value"]] if code in LISTED and LISTED[code]["rate_value"] else []
        values = [Decimal(value) for value in chain]
        assert values == sorted(values, reverse=True), code


def test_relief_rules_point_to_fees_regions_and_known_reliefs() -> None:
    reliefs = {row["name"]: row for row in rows("relief.csv")}
    rules = rows("relief_rules.csv")
    assert set(reliefs) <= {row["name"] for row in rules}, "every relief has at least one rule"
    for row in rules:
        assert codes(row["codes"]), row
        assert set(codes(row["codes"])) <= set(FEES), row
        assert row["region_code"] in REGIONS, row
        assert row["decidable"] in {"yes", "no"}, row
        assert row["note"], row
        assert set(codes(row["payer_kinds"])) <= {"enterprise", "small_micro_enterprise", "individual"}, row
        begin, end = day(row["effective_from"]), day(row["effective_to"])
        assert not (begin and end) or begin <= end, row
        if row["name"] in reliefs:
            assert row["document_no"] == reliefs[row["name"]]["document_no"], row
            assert row["effective_from"] == reliefs[row["name"]]["effective_from"], row


def test_a_decidable_relief_says_what_remains_to_be_paid() -> None:
    for row in rows("relief_rules.csv"):
        if row["factor"]:
            assert 0 <= Decimal(row["factor"]) < 1, row
        assert row["decidable"] == "no" or row["factor"], row


def test_keywords_parse_and_no_word_excludes_itself() -> None:
    word = re.compile(r"[^\s|&;,]+")
    for row in rows("relief_rules.csv"):
        groups = [group.split("|") for group in row["keywords"].split("&")] if row["keywords"] else []
        assert all(word.fullmatch(each) for group in groups for each in group), row
        excluded = row["excluded_keywords"].split("|") if row["excluded_keywords"] else []
        assert all(word.fullmatch(each) for each in excluded), row
        assert not [each for group in groups for each in group if any(no in each for no in excluded)], row


def test_applicability_points_to_fees_and_regions() -> None:
    for row in rows("applicability.csv"):
        assert row["code"] in FEES, row
        assert row["region_code"] in REGIONS, row
        assert row["applies"] in {"yes", "no"}, row


def test_regions_form_one_tree_under_the_whole_country() -> None:
    assert len(REGIONS) == len(rows("regions.csv"))
    assert {row["level"] for row in REGIONS.values()} == {"country", "province", "city", "county"}
    for code, row in REGIONS.items():
        assert re.fullmatch(r"\d{6}", code)
        assert row["name"]
        assert row["short_name"]
        assert row["name_en"]
        assert re.fullmatch(r"[a-z]+", row["pinyin"])
        assert re.fullmatch(r"[a-z]+", row["initials"])
        if code == "000000":
            assert not row["parent_code"]
            continue
        above = REGIONS[row["parent_code"]]
        assert above["level"] in ABOVE[row["level"]]
        assert row["level"] == "province" or code[:2] == row["parent_code"][:2]
    assert sum(row["level"] == "province" for row in REGIONS.values()) == 34


def test_the_district_sits_under_its_city_and_province() -> None:
    chain, code = [], "370402"
    while code:
        chain.append(REGIONS[code]["name"])
        code = REGIONS[code]["parent_code"]
    assert chain == ["市中区", "枣庄市", "山东省", "全国"]


def test_every_region_of_the_lists_is_known_by_the_same_name() -> None:
    for row in rows("fees.csv"):
        assert REGIONS[row["region_code"]]["name"] == row["region"].rpartition("/")[2], row["code"]
    for row in rows("coverage.csv"):
        assert REGIONS[row["region_code"]]["name"] == row["region"]


def test_every_fee_has_one_english_name() -> None:
    names = rows("names_en.csv")
    assert len({row["code"] for row in names}) == len(names)
    assert {row["code"] for row in names} == set(FEES)
    for row in names:
        assert row["name_en"], row
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", row["name_en"]), row
        assert row["confidence"] == "editorial"
        assert row["source"]


COLUMNS = (
    ("fees.csv", ("list", "level", "region", "department", "payer", "fund_management", "rate_unit")),
    ("historic_fees.csv", ("department", "payer", "standard_text", "remarks")),
    ("earlier_versions.csv", ("standard_text", "remarks")),
    ("version_starts.csv", ("remarks",)),
    ("applicability.csv", ("note",)),
    ("change_codes.csv", ("note",)),
    ("coverage.csv", ("region", "source", "note")),
    ("relief.csv", ("name", "applies_to", "condition", "benefit")),
    ("relief_rules.csv", ("name", "note")),
    ("changes.csv", ("item", "before", "after")),
)


@pytest.mark.parametrize(("name", "columns"), COLUMNS)
def test_every_recurring_text_has_english(name: str, columns: tuple[str, ...]) -> None:
    known = {row["zh"] for row in rows("phrases_en.csv")}
    missing = sorted({row[column] for row in rows(name) for column in columns} - known - {""})
    assert not missing


def test_phrases_are_unique_and_in_english() -> None:
    phrases = rows("phrases_en.csv")
    assert len({row["zh"] for row in phrases}) == len(phrases)
    for row in phrases:
        assert row["en"], row
        assert not re.search(r"[\u4e00-\u9fff]", row["en"]), row
        assert row["confidence"] == "editorial"
        assert row["source"]
