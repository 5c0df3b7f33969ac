"""The total tax and contribution rate, held to published figures, and what it does with rates nobody knows."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.kinds import Confidence
from catalogue.fees.periods import Period
from catalogue.messages import Problem
from catalogue.oversight.burden import (
    Figure,
    Part,
    Scenario,
    asked_for,
    burden,
    check_limits,
    commercial_profit,
    per_cent,
)
from catalogue.oversight.relief_files import read_rates
from catalogue.oversight.tax_rates import Rate, rates_on

DATA = Path(__file__).resolve().parents[2] / "data"
PLACES = ("000000", "370000", "370400", "370402")
TODAY = rates_on(read_rates(DATA), date(2026, 11, 23), PLACES)
# The World Bank's case company in units of income per capita.
SALES, COST, WAGES, PROFIT = (Decimal(text) for text in ("1050", "875", "67", "59.4"))
money = st.decimals(0, 10**8, places=2)


def rate(code: str, base: Figure, share: str | None, part: Part = Part.OTHER, relief: str = "") -> Rate:
    return Rate(
        code=code,
        name=code,
        part=part,
        base=base,
        rate=Decimal(share) if share else None,
        lowest=None,
        highest=None,
        relief=relief,
        period=Period(),
        region_code="000000",
        law="法",
        note="",
        source="来源",
        confidence=Confidence.QUOTED,
    )


def rounded(number: Decimal, places: str = "0.01") -> Decimal:
    return number.quantize(Decimal(places), ROUND_HALF_UP)


def case_rate(base: Figure, amount: Decimal, share: str) -> Decimal:
    """One levy of the case company, scaled to a thousand units so that whole 分 do not blur it."""
    figures = {Figure.PROFIT: PROFIT * 1000, base: amount * 1000}
    return burden(figures, {"levy": rate("levy", base, share)}, Scenario()).rate


@pytest.mark.parametrize(
    ("base", "amount", "share", "computed", "published"),
    [
        (Figure.WAGE_BASE, WAGES, "0.10", "11.28", "11.3"),  # Uganda
        (Figure.WAGE_BASE, WAGES, "0.12", "13.54", "13.5"),  # Saudi Arabia
        (Figure.WAGE_BASE, WAGES, "0.125", "14.10", "14.1"),  # United Arab Emirates
        (Figure.VAT_PAID, Decimal("0.17") * (SALES - COST), "0.07", "3.51", "3.5"),  # urban maintenance, China
        (Figure.VAT_PAID, Decimal("0.17") * (SALES - COST), "0.03", "1.50", "1.5"),  # education surcharge, China
        (Figure.CONTRACTS, SALES + COST, "0.0003", "0.97", "1"),  # stamp, China
    ],
)
def test_levies_of_the_case_company(base: Figure, amount: Decimal, share: str, computed: str, published: str) -> None:
    found = case_rate(base, amount, share)
    assert rounded(found) == Decimal(computed)
    assert rounded(found, "0.1") == Decimal(published) or rounded(found, "1") == Decimal(published)


def test_norway_as_published() -> None:
    total = Decimal(5771561) + Decimal(3762535) + Decimal(297707)
    assert rounded(per_cent(total, Decimal(23651183))) == Decimal("41.57")
    figures = {Figure.PROFIT: Decimal(23651183), Figure.OTHER_TAXES: total}
    assert rounded(burden(figures, {}, Scenario()).rate, "0.1") == Decimal("41.6")


def test_chinas_split_of_2019_adds_up() -> None:
    """6.3 profit, 46.2 labour and 6.7 other make 59.2 per cent."""
    levies = [
        rate("profit_tax", Figure.TAXABLE_INCOME, "0.063", Part.PROFIT),
        rate("labour", Figure.WAGE_BASE, "0.462", Part.LABOUR),
        rate("other", Figure.CONTRACTS, "0.067"),
    ]
    bases = (Figure.PROFIT, Figure.TAXABLE_INCOME, Figure.WAGE_BASE, Figure.CONTRACTS)
    result = burden({figure: Decimal(1000) for figure in bases}, {levy.code: levy for levy in levies}, Scenario())
    assert [result.part_rate(part) for part in Part] == [Decimal("6.3"), Decimal("46.2"), Decimal("6.7")]
    assert result.rate == Decimal("59.2")


def test_commercial_profit_from_its_parts() -> None:
    amounts = {
        Figure.SALES: 1000,
        Figure.COST: 400,
        Figure.WAGES: 100,
        Figure.ADMINISTRATION: 50,
        Figure.OTHER_EXPENSES: 40,
        Figure.PROVISIONS: 30,
        Figure.CAPITAL_GAINS: 20,
        Figure.INTEREST: 10,
        Figure.INTEREST_INCOME: 5,
        Figure.DEPRECIATION: 15,
    }
    figures = {name: Decimal(amount) for name, amount in amounts.items()}
    assert commercial_profit(figures) == 380
    assert commercial_profit(figures | {Figure.PROFIT: Decimal(7)}) == 7


@pytest.mark.parametrize(
    "figures", [{}, {Figure.COST: Decimal(1)}, {Figure.SALES: Decimal(1), Figure.COST: Decimal(1)}]
)
def test_without_a_profit_there_is_no_rate(figures: dict[Figure, Decimal]) -> None:
    with pytest.raises(Problem):
        burden(figures, TODAY, Scenario())


@given(money, money)
def test_the_total_is_the_sum_of_its_lines_and_parts(wages: Decimal, vat: Decimal) -> None:
    figures = {
        Figure.PROFIT: Decimal(1000),
        Figure.WAGE_BASE: wages,
        Figure.VAT_PAID: vat,
        Figure.OTHER_TAXES: Decimal(3),
    }
    result = burden(figures, TODAY, Scenario(halving=Decimal("0.5")))
    assert result.total == 3 + sum(line.amount for line in result.lines if line.amount is not None)
    assert result.total == sum(result.part(part) for part in Part)


def test_an_unknown_rate_is_asked_for_and_never_counted() -> None:
    figures = {Figure.PROFIT: Decimal(1000), Figure.WAGE_BASE: Decimal(100)}
    result = burden(figures, TODAY, Scenario())
    assert {"medical", "injury", "housing"} == {levy.code for levy in result.unknown}
    assert {"medical", "injury", "housing", "land"} == {levy.code for levy in asked_for(TODAY)}
    entered = {"medical": Decimal("0.07"), "injury": Decimal("0.004"), "housing": Decimal("0.08")}
    full = burden(figures, TODAY, Scenario(entered=entered))
    assert not full.unknown
    assert full.total - result.total == Decimal("15.40")
    assert [line.levy.code for line in full.lines if line.entered] == ["medical", "injury", "housing"]


def test_halving_lowers_what_its_document_names_and_nothing_else() -> None:
    figures = {Figure.PROFIT: Decimal(1000), Figure.VAT_PAID: Decimal(1000), Figure.WAGE_BASE: Decimal(1000)}
    full = burden(figures, TODAY, Scenario())
    half = burden(figures, TODAY, Scenario(halving=Decimal("0.5")))
    assert full.part(Part.OTHER) == 120 and half.part(Part.OTHER) == 60
    assert full.part(Part.LABOUR) == half.part(Part.LABOUR) == 167


@pytest.mark.parametrize(("small", "amount"), [(False, "250000.00"), (True, "50000.00")])
def test_profit_tax(small: bool, amount: str) -> None:
    figures = {Figure.PROFIT: Decimal(1000000), Figure.TAXABLE_INCOME: Decimal(1000000)}
    assert burden(figures, TODAY, Scenario(small_profit=small)).part(Part.PROFIT) == Decimal(amount)


def test_small_firms_end_at_three_million_and_with_their_rate() -> None:
    figures = {Figure.PROFIT: Decimal(1), Figure.TAXABLE_INCOME: Decimal(3000000)}
    assert burden(figures, TODAY, Scenario(small_profit=True)).total == 150000
    with pytest.raises(Problem):
        burden({**figures, Figure.TAXABLE_INCOME: Decimal("3000000.01")}, TODAY, Scenario(small_profit=True))
    later = rates_on(read_rates(DATA), date(2028, 1, 1), PLACES)
    with pytest.raises(Problem):
        burden(figures, later, Scenario(small_profit=True))


def test_property_is_taxed_after_the_deduction_of_its_province() -> None:
    figures = {Figure.PROFIT: Decimal(1000), Figure.PROPERTY_VALUE: Decimal(1000000)}
    (line,) = burden(figures, TODAY, Scenario()).lines
    assert (line.base, line.amount) == (Decimal(700000), Decimal("8400.00"))
    elsewhere = rates_on(read_rates(DATA), date(2026, 11, 23), ("000000", "420000"))
    assert [asked.code for asked in burden(figures, elsewhere, Scenario()).unknown] == ["property_deduction"]
    assert burden(figures, elsewhere, Scenario(entered={"property_deduction": Decimal("0.1")})).total == 10800


def test_what_is_left_out_is_named() -> None:
    result = burden({Figure.PROFIT: Decimal(1)}, TODAY, Scenario())
    assert not result.lines
    assert {"profit_tax", "pension", "land", "F008"} <= {levy.code for levy in result.left_out}


def test_entered_rates_keep_to_the_limits_of_the_law() -> None:
    check_limits("land", Decimal(30), TODAY, "rate_land")
    for wrong in (Decimal("0.5"), Decimal("30.1")):
        with pytest.raises(Problem):
            check_limits("land", wrong, TODAY, "rate_land")


def test_another_rate_takes_the_place_of_a_known_one() -> None:
    figures = {Figure.PROFIT: Decimal(1000), Figure.WAGE_BASE: Decimal(1000)}
    one = Scenario(entered={code: Decimal(0) for code in ("medical", "injury", "housing")})
    other = replace(one, entered={**one.entered, "pension": Decimal("0.14")})
    assert burden(figures, TODAY, one).total - burden(figures, TODAY, other).total == 20


@pytest.mark.parametrize(
    "day", [date(1990, 1, 1), date(2010, 1, 1), date(2018, 1, 1), date(2026, 11, 23), date(2030, 1, 1)]
)
def test_no_levy_disappears_on_another_day(day: date) -> None:
    """A rate that was not read for earlier days is asked for there, never borrowed from today or left away."""
    then = rates_on(read_rates(DATA), day, PLACES)
    assert set(TODAY) - set(then) <= {"profit_tax_small", "disabled_ratio"}


def test_todays_rate_is_not_borrowed_for_earlier_days() -> None:
    figures = {Figure.PROFIT: Decimal(1000), Figure.WAGE_BASE: Decimal(1000)}
    earlier = burden(figures, rates_on(read_rates(DATA), date(2019, 4, 30), PLACES), Scenario())
    assert {"pension", "unemployment"} <= {levy.code for levy in earlier.unknown}
    assert earlier.total == 0
