"""Lists of many layouts, made with their expected rows, are read without a wrong field."""

import random

import pytest

from catalogue.fees.importing.opening import read_bytes
from tests.fees.importing.comparing import folded, folded_rows
from tests.fees.importing.making import ListMaker
from tests.fees.importing.writing import CAN, write


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("form", sorted(CAN))
def test_a_made_list_gives_its_rows(form: str, seed: int) -> None:
    count = 1 if form == "csv" else random.Random(seed).choice([1, 1, 2])
    makers = [ListMaker(seed * 10 + number, CAN[form]) for number in range(count)]
    made = [maker.make(14 if form == "pdf" else 6) for maker in makers]

    reading = read_bytes(write(form, [plan for plan, _ in made], seed), f"list.{form}")

    assert folded_rows(reading.rows) == folded(row for _, expected in made for row in expected)


@pytest.mark.nightly
@pytest.mark.parametrize("form", sorted(CAN))
def test_two_hundred_made_lists_of_each_form_give_their_rows(form: str) -> None:
    for seed in range(8, 208):
        test_a_made_list_gives_its_rows(form, seed)
