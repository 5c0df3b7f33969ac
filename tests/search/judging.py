"""Scores a search against judged queries: nDCG@10, success at 1 and 3, and how often nothing is called nothing."""

import csv
import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from catalogue.search.port import FeeSearch, Match, SearchRequest

DAY = date(2026, 11, 23)
HOME = ("000000", "370000", "370400", "370402")
_WIDE = ("region", "other_region")


@dataclass
class Scores:
    """Lists of single results; `mean` of an empty one is 1."""

    ndcg: list[float] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)
    third: list[bool] = field(default_factory=list)
    nothing: list[bool] = field(default_factory=list)

    def add(self, other: "Scores") -> None:
        for name in ("ndcg", "first", "third", "nothing"):
            getattr(self, name).extend(getattr(other, name))


def mean(values: list[float] | list[bool]) -> float:
    return sum(values) / len(values) if values else 1.0


def judge(search: FeeSearch, regions: dict[str, str], path: Path) -> dict[str, Scores]:
    """Scores by kind; `regions` are the region codes of all fees by code."""
    by_kind: dict[str, Scores] = defaultdict(Scores)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_kind[row["kind"]].add(_one(search, regions, row))
    return dict(by_kind)


def total(by_kind: dict[str, Scores]) -> Scores:
    all_kinds = Scores()
    for scores in by_kind.values():
        all_kinds.add(scores)
    return all_kinds


def table(by_kind: dict[str, Scores]) -> str:
    lines = [f"{'kind':20}{'n':>5}{'ndcg':>8}{'s@1':>8}{'s@3':>8}{'none':>8}"]
    for kind, scores in [*sorted(by_kind.items()), ("total", total(by_kind))]:
        count = len(scores.ndcg) + len(scores.nothing)
        values = (scores.ndcg, scores.first, scores.third, scores.nothing)
        lines.append(f"{kind:20}{count:5}" + "".join(f"{mean(each):8.3f}" if each else f"{'-':>8}" for each in values))
    return "\n".join(lines)


def _one(search: FeeSearch, regions: dict[str, str], row: dict[str, str]) -> Scores:
    wide = row["kind"] in _WIDE
    answer = search.search(SearchRequest(row["query"], DAY, None if wide else "370402", per_page=30))
    if row["relevant"] == "NONE":
        return Scores(nothing=[answer.match in (Match.NONE, Match.WEAK)])
    judged = {code: int(grade) for code, grade in (pair.split(":") for pair in row["relevant"].split(";"))}
    codes = [hit.code for hit in answer.hits]
    if not wide:
        codes = [code for code in codes if code in judged or regions[code] in HOME]
    gains = [judged.get(code, 0) for code in codes[:10]]
    best = _dcg(sorted(judged.values(), reverse=True)[:10])
    good = [gain >= 2 for gain in gains]
    return Scores([_dcg(gains) / best], [any(good[:1])], [any(good[:3])])


def _dcg(gains: list[int]) -> float:
    return float(sum((2**gain - 1) / math.log2(rank + 2) for rank, gain in enumerate(gains)))
