"""Judged queries: what people type, with the fees that answer it; the floors must hold on every change."""

import pytest

from catalogue.search.port import FeeSearch
from tests.search.judging import judge, mean, table, total
from tests.search.support import CASES, entries


@pytest.mark.parametrize("cases", ["search_queries.csv", "own_queries.csv", "held_out_queries.csv"])
def test_judged_queries_keep_their_floors(in_memory: FeeSearch, cases: str) -> None:
    regions = {entry.code: entry.region_code for entry in entries()}
    by_kind = judge(in_memory, regions, CASES / cases)
    print(f"\n{cases}\n{table(by_kind)}")
    scores = total(by_kind)
    assert mean(scores.ndcg) >= 0.95
    assert mean(scores.first) >= 0.96
    assert mean(scores.third) >= 0.98
    assert mean(scores.nothing) >= 0.92
