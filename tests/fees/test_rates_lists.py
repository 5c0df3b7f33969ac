"""The wordings of the lists themselves: none fails, none contradicts its plain rate, and few enough stay unread."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from catalogue.fees.rates import Due, Fixed, Range, Share, Tiered, due, rate_report, read_rate

DATA = Path(__file__).parents[2] / "data" / "fees.csv"


@dataclass(frozen=True)
class Row:
    code: str
    standard_text: str
    rate_value: Decimal | None
    rate_unit: str


def rows() -> list[Row]:
    with DATA.open(encoding="utf-8-sig", newline="") as file:
        return [
            Row(
                row["code"],
                row["standard_text"],
                Decimal(row["rate_value"]) if row["rate_value"] else None,
                row["rate_unit"],
            )
            for row in csv.DictReader(file)
        ]


ROWS = rows()
PLAIN = [row for row in ROWS if row.rate_value is not None]
SIZES = {"元": Decimal(1), "万": Decimal(10_000)}


def test_most_wordings_are_read_completely_and_every_other_has_its_reason():
    report = rate_report(ROWS)
    assert report.total == len(ROWS) == 272
    assert len(report.complete) >= 134
    assert len(report.no_wording) == 82
    assert {code for codes in report.reasons.values() for code in codes} == {*report.partial, *report.unread}


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: row.code)
def test_a_complete_reading_agrees_with_the_plain_rate_of_the_source(row):
    reading = read_rate(row.standard_text, row.rate_value, row.rate_unit)
    if not reading.complete or len(reading.options) > 1:
        assert reading.main is not None or not reading.complete
        return
    rate = read_rate(row.standard_text).options[0].rate  # without being told the value
    if isinstance(rate, Share):
        assert rate.low == rate.high == row.rate_value * Decimal({"%": "0.01", "‰": "0.001"}[row.rate_unit[0]])
        return
    assert isinstance(rate, Fixed)
    yuan = row.rate_value * SIZES[row.rate_unit[0]]
    per = 1000 if rate.unit == "兆瓦时" and "千瓦时" in row.rate_unit else 1
    assert rate.price == yuan * per


def test_few_plain_rates_stay_doubtful():
    doubtful = [row.code for row in PLAIN if not read_rate(row.standard_text, row.rate_value, row.rate_unit).complete]
    assert len(doubtful) <= 3, doubtful


def test_every_case_that_was_read_can_be_computed_for_one_unit():
    for row in ROWS:
        for option in read_rate(row.standard_text, row.rate_value, row.rate_unit).options:
            rate = option.rate
            unit = "元" if isinstance(rate, Share) else rate.unit
            result = due(rate, Decimal(1), unit)
            assert isinstance(result, Due), (row.code, option, result)
            assert result.low <= result.high
            assert result.steps
            assert isinstance(rate, Fixed | Range | Share | Tiered)
