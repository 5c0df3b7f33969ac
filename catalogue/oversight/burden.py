"""Works out the total tax and contribution rate (总税收和缴费率) of one firm; it assumes no rate and ranks nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from catalogue.fees.money import round_fen
from catalogue.messages import Problem, say
from catalogue.oversight.tax_rates import Rate

ONE = Decimal(1)
HUNDRED = Decimal(100)
SMALL_PROFIT_INCOME = Decimal(3000000)
"""Taxable income in yuan up to which a firm can count as small and low-profit (财政部 税务总局公告2023年第12号)."""
URBAN = ("urban_city", "urban_town", "urban_rural")
PROFIT_TAXES = ("profit_tax", "profit_tax_small")
DEDUCTION = "property_deduction"


class Part(StrEnum):
    """The three parts into which the World Bank split the rate."""

    PROFIT = "profit"
    LABOUR = "labour"
    OTHER = "other"


class Figure(StrEnum):
    """What a firm enters: yuan a year, land in square metres."""

    PROFIT = "profit"
    SALES = "sales"
    COST = "cost"
    WAGES = "wages"
    ADMINISTRATION = "administration"
    OTHER_EXPENSES = "other_expenses"
    PROVISIONS = "provisions"
    CAPITAL_GAINS = "capital_gains"
    INTEREST = "interest"
    INTEREST_INCOME = "interest_income"
    DEPRECIATION = "depreciation"
    TAXABLE_INCOME = "taxable_income"
    WAGE_BASE = "wage_base"
    UNION_WAGES = "union_wages"
    VAT_PAID = "vat_paid"
    PROPERTY_VALUE = "property_value"
    RENT_INCOME = "rent_income"
    LAND_AREA = "land_area"
    CONTRACTS = "contracts"
    LOANS = "loans"
    LEASES = "leases"
    OTHER_TAXES = "other_taxes"


Figures = Mapping[Figure, Decimal]

_ADDED = (Figure.SALES, Figure.CAPITAL_GAINS, Figure.INTEREST_INCOME)
_TAKEN_OFF = (
    Figure.COST,
    Figure.WAGES,
    Figure.ADMINISTRATION,
    Figure.OTHER_EXPENSES,
    Figure.PROVISIONS,
    Figure.INTEREST,
    Figure.DEPRECIATION,
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is supposed of a firm: where it is, which reliefs it has, and rates entered by code (0.05 is 5 %).

    `halving` is the share that remains of the six taxes and two fees, None where the firm does not have that relief.
    """

    urban: str = URBAN[0]
    small_profit: bool = False
    halving: Decimal | None = None
    entered: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One levy: base (after deductions) times rate, times what a relief leaves, is the amount in yuan.

    `rate` is None where it is not known and was not entered; `lacking` is then what must be asked for, and `amount`
    is None. `entered` tells that a person gave the rate.
    """

    levy: Rate
    base: Decimal
    rate: Decimal | None
    remains: Decimal
    amount: Decimal | None
    entered: bool
    lacking: Rate | None = None


@dataclass(frozen=True, slots=True)
class Burden:
    """All levies borne by a firm against its commercial profit, in yuan; rates are per cent of the profit.

    `left_out` are the levies whose base was not entered, so that they do not count.
    """

    profit: Decimal
    lines: tuple[Line, ...]
    other_taxes: Decimal
    left_out: tuple[Rate, ...] = ()

    @property
    def unknown(self) -> tuple[Rate, ...]:
        """The rates that must be asked for: while there are any, the total is not complete."""
        return tuple(line.lacking for line in self.lines if line.lacking)

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines if line.amount is not None), self.other_taxes)

    @property
    def rate(self) -> Decimal:
        return per_cent(self.total, self.profit)

    def part(self, part: Part) -> Decimal:
        """One of the three parts in yuan; taxes entered as a sum count as other."""
        own = (line.amount for line in self.lines if line.amount is not None and line.levy.part == part)
        return sum(own, self.other_taxes if part is Part.OTHER else Decimal(0))

    def part_rate(self, part: Part) -> Decimal:
        return per_cent(self.part(part), self.profit)

    def share(self, line: Line) -> Decimal:
        """One levy in per cent of the profit; nothing for one that is not known."""
        return per_cent(line.amount or Decimal(0), self.profit)


def per_cent(amount: Decimal, profit: Decimal) -> Decimal:
    """An amount in per cent of commercial profit; without a profit there is no such rate, which is a Problem."""
    if profit <= 0:
        raise Problem(say("商业利润不大于 0，算不出总税收和缴费率。"), Figure.PROFIT)
    return amount / profit * HUNDRED


def commercial_profit(figures: Figures) -> Decimal:
    """The profit before all taxes borne: as entered, else from its parts, of which one that is not entered is nothing.

    The World Bank's definition as recalled: sales - cost of goods - gross wages - administration - other expenses -
    provisions + capital gains - interest + interest income - depreciation.
    """
    if Figure.PROFIT in figures:
        return figures[Figure.PROFIT]
    if Figure.SALES not in figures:
        raise Problem(say("请填写商业利润，或者填写销售收入和各项成本费用。"), Figure.PROFIT)
    nothing = Decimal(0)
    added = sum((figures.get(name, nothing) for name in _ADDED), nothing)
    return added - sum((figures.get(name, nothing) for name in _TAKEN_OFF), nothing)


def burden(figures: Figures, rates: Mapping[str, Rate], scenario: Scenario) -> Burden:
    """Every levy whose base was entered, by the rates in force, as the scenario supposes."""
    profit = commercial_profit(figures)
    per_cent(Decimal(0), profit)
    if scenario.small_profit and figures.get(Figure.TAXABLE_INCOME, Decimal(0)) > SMALL_PROFIT_INCOME:
        raise Problem(say("应纳税所得额超过 300 万元，不能按小型微利企业计算。"), Figure.TAXABLE_INCOME)
    if scenario.small_profit and PROFIT_TAXES[True] not in rates:
        raise Problem(say("这一天没有小型微利企业的企业所得税税率。"), "small_profit")
    levies = [rate for rate in rates.values() if rate.part and _supposed(rate, scenario)]
    lines = [_line(levy, figures, rates, scenario) for levy in levies]
    left_out = tuple(levy for levy in levies if Figure(levy.base) not in figures and levy.rate != 0)
    other = figures.get(Figure.OTHER_TAXES, Decimal(0))
    return Burden(profit, tuple(line for line in lines if line), other, left_out)


def _supposed(rate: Rate, scenario: Scenario) -> bool:
    """Whether the scenario's firm pays this levy, where one of several rates of a tax must be chosen."""
    if rate.code in URBAN:
        return rate.code == scenario.urban
    if rate.code in PROFIT_TAXES:
        return rate.code == PROFIT_TAXES[scenario.small_profit]
    return True


def _line(levy: Rate, figures: Figures, rates: Mapping[str, Rate], scenario: Scenario) -> Line | None:
    if Figure(levy.base) not in figures:
        return None
    base = figures[Figure(levy.base)]
    entered = scenario.entered.get(levy.code)
    rate = levy.rate if entered is None else entered
    if levy.code == "property":
        deduction = _deduction(rates, scenario)
        if deduction is None:
            return Line(levy, base, rate, ONE, None, entered is not None, rates.get(DEDUCTION, levy))
        base = base * (ONE - deduction)
    remains = scenario.halving if levy.relief and scenario.halving is not None else ONE
    amount = None if rate is None else round_fen(base * rate * remains)
    return Line(levy, base, rate, remains, amount, entered is not None, levy if rate is None else None)


def _deduction(rates: Mapping[str, Rate], scenario: Scenario) -> Decimal | None:
    """The share of a building's value that is taken off before the tax (10 to 30 %, as the province set it)."""
    known = rates.get(DEDUCTION)
    return scenario.entered.get(DEDUCTION, known.rate if known else None)


def check_limits(code: str, entered: Decimal, rates: Mapping[str, Rate], name: str) -> None:
    """Refuse a rate outside the limits of its law, where they are known; `name` is the form's field."""
    rate = rates.get(code)
    if rate is None or rate.rate is not None:
        return
    if (rate.lowest is not None and entered < rate.lowest) or (rate.highest is not None and entered > rate.highest):
        raise Problem(say("这个税率、费率超出了文件规定的幅度，请检查。"), name)


def asked_for(rates: Mapping[str, Rate]) -> Sequence[Rate]:
    """What is not known for the place, so that it has to be asked for."""
    return [rate for rate in rates.values() if (rate.part or rate.code == DEDUCTION) and rate.rate is None]
