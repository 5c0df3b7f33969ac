"""The disabled persons' employment levy, worked out by hand and in every order of figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.oversight.disabled_fund import Employer, LevyRule, levy, share, shortfall

SHANDONG = LevyRule(ratio=Decimal("0.015"), ceiling=Decimal(2))
people = st.integers(0, 5000).map(Decimal)
wages = st.decimals(0, 10**6, places=2)


def employer(staff: int, disabled: int, wage: str | None = "60000", local: str | None = "72000") -> Employer:
    made = [Decimal(text) if text else None for text in (wage, local)]
    return Employer(Decimal(staff), Decimal(disabled), *made)


@pytest.mark.parametrize(
    ("given_employer", "remains", "full", "due"),
    [
        # 200 × 1.5 % − 1 = 2 persons × 60,000
        (employer(200, 1), "0.9", "120000.00", "108000.00"),
        # 200 × 1.5 % − 2 = 1 person, 1 % employed
        (employer(200, 2), "0.5", "60000.00", "30000.00"),
        # 30 × 1.5 % = 0.45 persons
        (employer(30, 0), "0", "27000.00", "0.00"),
        (employer(45, 0), None, "40500.00", "40500.00"),
        # the ceiling: 2 × 72,000 = 144,000 instead of 200,000
        (employer(200, 1, "200000"), "0.9", "288000.00", "259200.00"),
        (employer(200, 3), "0.5", "0.00", "0.00"),
        (employer(200, 9), None, "0.00", "0.00"),
    ],
)
def test_levy(given_employer: Employer, remains: str | None, full: str, due: str) -> None:
    worked = levy(given_employer, SHANDONG, Decimal(remains) if remains else None)
    assert (worked.full, worked.due) == (Decimal(full), Decimal(due))
    assert worked.saved == Decimal(full) - Decimal(due)


def test_the_arithmetic_is_spelled_out() -> None:
    assert [str(step) for step in levy(employer(200, 1), SHANDONG, Decimal("0.9")).steps] == [
        "少安排：200 人 × 1.5% − 1 人 = 2 人",
        "年平均工资 60,000.00元，没有超过当地社会平均工资的 2 倍（144,000.00元）",
        "应缴费额：2 人 × 60,000.00元 = 120,000.00元",
        "按 90% 缴纳：120,000.00元 × 90% = 108,000.00元",
    ]


def test_without_the_local_wage_the_amount_is_a_most() -> None:
    worked = levy(employer(200, 1, local=None), SHANDONG)
    assert worked.at_most and worked.due == Decimal("120000.00")


def test_without_the_own_wage_there_is_no_amount() -> None:
    worked = levy(employer(200, 1, wage=None), SHANDONG)
    assert worked.full is None and worked.due is None and worked.saved is None
    assert worked.shortfall == 2


def test_share_of_nobody_is_unknown() -> None:
    assert share(Decimal(0), Decimal(0)) is None
    assert share(Decimal(300), Decimal(3)) == 1


@given(people, people)
def test_shortfall_is_never_negative_and_falls_with_each_person(staff: Decimal, disabled: Decimal) -> None:
    before, after = (shortfall(staff, disabled + more, SHANDONG.ratio) for more in (0, 1))
    assert 0 <= after <= before <= staff * SHANDONG.ratio


@given(people, people, wages, wages)
def test_the_ceiling_never_raises_the_levy(staff: Decimal, disabled: Decimal, own: Decimal, local: Decimal) -> None:
    capped = levy(Employer(staff, disabled, own, local), SHANDONG).full
    open_ended = levy(Employer(staff, disabled, own), SHANDONG).full
    assert capped is not None and open_ended is not None and capped <= open_ended
