"""The lists of the data folder held in memory, for tests of the check without database or search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from catalogue.checks.collectors import Bodies, BodyWord, Mandate, Sort
from catalogue.checks.lists import Limit, Place, WordLists
from catalogue.checks.outside import OutsideWord, OutsideWords
from catalogue.fees.entries import Alias, Coverage, Entry, ReliefRule
from catalogue.fees.kinds import BusinessRelated, Confidence, FeeKind, Level, Status
from catalogue.fees.periods import Period
from catalogue.fees.rows import word_groups
from catalogue.fees.source_files import FeeSource, day, read_aliases, read_fees, read_reliefs, read_rows
from catalogue.search.text import fold, key

DATA = Path(__file__).parents[2] / "data"
MOST = 60


class MemoryLists:
    """Fulfils the port `Lists` from rows in memory; its search is shared pairs of characters in names."""

    def __init__(
        self, entries: Sequence[Entry], reliefs: Sequence[ReliefRule], coverage: Sequence[Coverage], words: WordLists
    ) -> None:
        self.words = words
        self._reliefs = reliefs
        self._coverage = coverage
        self._versions: dict[str, list[Entry]] = defaultdict(list)
        self._children: dict[str, list[Entry]] = defaultdict(list)
        self._grams: dict[str, set[str]] = defaultdict(set)
        self._places = {row["code"]: row for row in read_rows(DATA / "regions.csv")}
        for entry in entries:
            self._versions[entry.code].append(entry)
            if entry.parent_code:
                self._children[entry.parent_code].append(entry)
            for text in (entry.name, *(alias.text for alias in entry.aliases)):
                for gram in _grams(text):
                    self._grams[gram].add(entry.code)

    def lineage(self, region: str) -> Sequence[Place]:
        line: list[Place] = []
        code: str | None = region
        while code:
            row = self._places[code]
            line.insert(0, Place(code, row["name"], row["short_name"]))
            code = row["parent_code"] or None
        return line

    def candidates(self, text: str, region: str, on: date) -> Sequence[Entry]:
        grams = _grams(text)
        score: dict[str, float] = defaultdict(float)
        for gram in grams:
            codes = self._grams.get(gram, set())
            for code in codes:
                score[code] += 1 / len(codes)
        best = sorted(score, key=lambda code: -score[code])[:MOST]
        return [entry for code in best for entry in self._versions[code]]

    def versions(self, code: str) -> Sequence[Entry]:
        return self._versions.get(code, [])

    def children(self, code: str) -> Sequence[Entry]:
        return self._children.get(code, [])

    def reliefs(self, code: str) -> Sequence[ReliefRule]:
        return [rule for rule in self._reliefs if any(code == own or code.startswith(own + ".") for own in rule.codes)]

    def coverage(self, kind: FeeKind) -> Sequence[Coverage]:
        return [row for row in self._coverage if row.kind is kind]


@cache
def data_lists() -> MemoryLists:
    """The whole data folder."""
    aliases: dict[str, list[Alias]] = defaultdict(list)
    for row in read_aliases(DATA):
        aliases[row["code"]].append(Alias(row["alias"], row["sort"]))
    entries = [_entry(number, fee, tuple(aliases[fee.code])) for number, fee in enumerate(read_fees(DATA))]
    coverage = [
        Coverage(
            FeeKind(row["list"]),
            row["region_code"],
            row["region"],
            row["complete"] == "yes",
            day(row["as_at"]),
            row["source"],
            row["note"],
        )
        for row in read_rows(DATA / "coverage.csv")
    ]
    return MemoryLists(entries, [_relief(row) for row in read_reliefs(DATA)], coverage, data_words())


@cache
def data_words() -> WordLists:
    bodies = Bodies(BodyWord(row["word"], row["family"], Sort(row["sort"])) for row in read_rows(DATA / "bodies.csv"))
    mandates = tuple(
        Mandate(row["family"], row["may_collect_for"], row["basis"], tuple(filter(None, row["codes"].split(";"))))
        for row in read_rows(DATA / "collectors.csv")
    )
    outside = OutsideWords(
        OutsideWord(
            row["word"], row["sort"], row["match"] == "part", row["explanation"], row["basis"], row["match"] == "end"
        )
        for row in read_rows(DATA / "outside.csv")
    )
    limits = tuple(
        Limit(row["code"], row["region_code"], row["applies"] == "yes", row["note"])
        for row in read_rows(DATA / "applicability.csv")
    )
    return WordLists(bodies, mandates, outside, limits)


def _grams(text: str) -> set[str]:
    plain = key(fold(text))
    return {"".join(pair) for pair in pairwise(plain)}


def _entry(number: int, fee: FeeSource, aliases: tuple[Alias, ...]) -> Entry:
    return Entry(
        version_id=number,
        code=fee.code,
        kind=FeeKind(fee.kind),
        level=Level(fee.level),
        region_code=fee.region_code,
        region_name="",
        name=fee.name,
        parent_code=fee.parent_code,
        department=fee.department,
        collecting_body="",
        standard_text=fee.standard_text,
        rate_value=fee.rate_value,
        rate_unit=fee.rate_unit,
        payer=fee.payer,
        business_related=BusinessRelated(fee.business_related),
        fund_management=fee.fund_management,
        basis=fee.basis,
        period=Period(fee.effective_from, fee.effective_to),
        status=Status(fee.status),
        ended_by=fee.ended_by,
        successor_code=fee.successor_code,
        aliases=aliases,
        remarks=fee.remarks,
        source=fee.source,
        confidence=Confidence(fee.confidence),
        name_en=fee.name_en,
        record_only=fee.record_only,
    )


def _relief(row: dict[str, str]) -> ReliefRule:
    return ReliefRule(
        name=row["name"],
        document=row["document_no"],
        period=Period(day(row["effective_from"]), day(row["effective_to"])),
        codes=tuple(filter(None, row["codes"].split(";"))),
        applies_to=row["applies_to"],
        condition=row["condition"],
        benefit=row["benefit"],
        payer_kinds=tuple(filter(None, row["payer_kinds"].replace(";", "|").split("|"))),
        keywords=word_groups(row["keywords"]),
        excluded=tuple(filter(None, row["excluded_keywords"].split("|"))),
        region_code=row["region_code"],
        factor=Decimal(row["factor"]) if row["factor"] else None,
        decidable=row["decidable"] == "yes",
        note=row["note"],
        source=row["source"],
        confidence=Confidence(row["confidence"]),
    )
