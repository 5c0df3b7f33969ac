"""The check over the stored lists and the real search agrees with the judged charges too."""

import pytest
from flask import Flask

from catalogue.checks.source import lists_for
from tests.checks.scoring import read_cases, score


@pytest.mark.parametrize("cases", ["charges.csv", "own_charges.csv"])
def test_judged_charges_over_the_stored_lists(app: Flask, cases: str) -> None:
    with app.test_request_context("/"):
        result = score(read_cases(cases), lists_for(1))

    assert not result.harm, result.misses
    assert result.share("verdict") >= 0.97, result.misses
    assert result.share("code") >= 0.97, result.misses
    assert result.share("amount") >= 0.97, result.misses
