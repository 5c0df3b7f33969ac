"""The check is measured on judged charges: those given, our own about other fees, and some judged before any run."""

import pytest

from tests.checks.memory_lists import MemoryLists
from tests.checks.scoring import read_cases, score

# A national sub-item that Shandong suspended under the name of its parent: the lists do not join the two.
HARMFUL = {"held_out_charges.csv": 1}


@pytest.mark.parametrize(
    ("cases", "verdicts", "codes", "amounts"),
    [
        ("charges.csv", 0.97, 0.97, 0.97),
        ("own_charges.csv", 0.97, 0.97, 0.97),
        ("held_out_charges.csv", 0.98, 0.98, 0.98),
    ],
)
def test_judged_charges_reach_the_floor_without_harmful_errors(
    lists: MemoryLists, cases: str, verdicts: float, codes: float, amounts: float
) -> None:
    result = score(read_cases(cases), lists)

    assert sum(result.harm.values()) <= HARMFUL.get(cases, 0), result.misses
    assert result.share("verdict") >= verdicts, result.misses
    assert result.share("code") >= codes, result.misses
    assert result.share("amount") >= amounts, result.misses


def test_own_charges_cover_every_verdict() -> None:
    rows = read_cases("own_charges.csv")

    best = {row["expected_verdict"].split("|")[0] for row in rows}

    assert len(rows) >= 150
    assert len(best) == 10
