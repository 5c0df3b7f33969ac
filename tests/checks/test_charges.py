"""Charges as people type them."""

from datetime import date
from decimal import Decimal

import pytest

from catalogue.checks.charges import Charge, read_charge
from catalogue.fees.kinds import PayerKind
from catalogue.messages import Problem

TODAY = date(2026, 11, 23)


def read(**values: str) -> Charge:
    return read_charge({"name": "教育费附加", **values}, TODAY, "370402")


def test_only_a_name_is_needed() -> None:
    assert read() == Charge("教育费附加", "370402", TODAY)


@pytest.mark.parametrize(("text", "amount"), [("1,000.00元", "1000.00"), ("１２０", "120.00"), ("壹佰元", "100.00")])
def test_amounts_as_people_write_them(text: str, amount: str) -> None:
    assert read(amount=text).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "quantity", "unit"), [("2件", "2", "件"), ("20万元", "200000", "元"), ("3.5", "3.5", "")]
)
def test_unit_may_stand_behind_the_quantity(text: str, quantity: str, unit: str) -> None:
    charge = read(quantity=text)

    assert (charge.quantity, charge.unit) == (Decimal(quantity), unit)


@pytest.mark.parametrize(
    ("text", "kind"), [("小微企业", PayerKind.SMALL_MICRO_ENTERPRISE), ("individual", PayerKind.INDIVIDUAL)]
)
def test_payer_in_either_language(text: str, kind: PayerKind) -> None:
    assert read(payer_kind=text).payer is kind


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", ""),
        ("name", "费" * 201),
        ("name", "\u202e"),
        ("amount", "1.005"),
        ("amount", "-5"),
        ("amount", "很多"),
        ("quantity", "-1"),
        ("quantity", "9" * 30),
        ("charged_on", "2024-02-30"),
        ("charged_on", "1900-01-01"),
        ("charged_on", "2999-01-01"),
        ("region", "37040"),
        ("payer_kind", "alien"),
        ("collecting_body", "局" * 101),
    ],
)
def test_what_cannot_be_read_is_a_problem_of_its_field(field: str, text: str) -> None:
    with pytest.raises(Problem) as caught:
        read(**{field: text})
    assert caught.value.field == field
