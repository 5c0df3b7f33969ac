"""The conditions, thresholds and rates in data/ are readable, sourced and tied to known reliefs and fees."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from catalogue.fees.kinds import Confidence
from catalogue.oversight.questions import CHOICES, Question
from catalogue.oversight.relief_files import read_rates, read_sizes, read_ways
from catalogue.oversight.reliefs import Operator, describe
from catalogue.oversight.tax_rates import rates_on

DATA = Path(__file__).resolve().parents[2] / "data"
SHANDONG = ("000000", "370000", "370400", "370402")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["relief_conditions.csv", "firm_sizes.csv", "tax_rates.csv"])
def test_every_row_names_its_source_and_confidence(name: str) -> None:
    for row in rows(name):
        assert row["source"], row
        assert row["confidence"] in ("quoted", "recalled"), row
        assert None not in row and all(value == value.strip() for value in row.values()), row


def test_every_way_leads_to_a_known_relief() -> None:
    known = {(row["name"], row["document_no"]) for row in rows("relief_rules.csv")}
    assert {(way.relief, way.document) for way in read_ways(DATA)} <= known


def test_every_condition_can_be_tested_and_told() -> None:
    for way in read_ways(DATA):
        for condition in way.conditions:
            assert str(describe(condition))
            if condition.operator in (Operator.IS, Operator.HAS):
                assert set(condition.value.split("|")) <= set(CHOICES[condition.question])
            else:
                assert Decimal(condition.value) >= 0


def test_a_way_stands_in_one_piece_in_the_file() -> None:
    keys = [(row["name"], row["document_no"], row["way"]) for row in rows("relief_conditions.csv")]
    assert len(dict.fromkeys(keys)) == len(read_ways(DATA))


def test_sizes_have_a_threshold_in_every_sector() -> None:
    for medium in read_sizes(DATA).values():
        assert medium.staff or medium.revenue or medium.assets
        assert medium.confidence is Confidence.RECALLED


def test_the_ratio_of_the_disabled_is_unknown_before_its_document() -> None:
    assert "disabled_ratio" not in rates_on(read_rates(DATA), date(2026, 5, 31), SHANDONG)
    assert rates_on(read_rates(DATA), date(2026, 6, 1), SHANDONG)["disabled_ratio"].rate == Decimal("0.015")
    assert "disabled_ratio" not in rates_on(read_rates(DATA), date(2026, 6, 1), ("000000", "420000"))


def test_dated_rates_of_one_code_and_place_do_not_overlap() -> None:
    rates = read_rates(DATA)
    for number, rate in enumerate(rates):
        for other in rates[number + 1 :]:
            if (rate.code, rate.region_code) == (other.code, other.region_code):
                assert not rate.period.overlaps(other.period), rate.code


def test_questions_of_conditions_are_asked_or_worked_out() -> None:
    asked = {condition.question for way in read_ways(DATA) for condition in way.conditions}
    assert asked <= set(Question)
