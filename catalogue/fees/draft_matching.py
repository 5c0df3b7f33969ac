"""Which row of a draft is which fee of the lists in force: sure by name, likely ones offered; it stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz

from catalogue.fees.differences import Record, same_spelling

NEAR_WITH_BASIS = 55
"""How alike two names must be (0 to 100) to be offered as one fee where they rest on the same document."""
NEAR = 80
"""The same without a document in common."""
_MOST_PAIRS = 2_000_000


class Match(StrEnum):
    """How a row of a draft came to its code."""

    NAME = "name"
    OFFERED = "offered"
    CHOSEN = "chosen"
    NEW = "new"
    VANISHED = "vanished"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Listed:
    """A fee by what tells it from others: kind, code, name, the name of its parent, and its documents."""

    kind: str
    code: str
    name: str
    parent: str
    basis: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """The fee that a row is, or may be; `score` says how alike the names are, 100 for the same."""

    code: str
    match: Match
    score: int = 100


def key(name: str) -> str:
    """A name as it is compared: one spelling, no blanks."""
    return same_spelling(name).replace(" ", "")


def matched(rows: Sequence[Mapping[str, Any]], fees: Sequence[Listed]) -> dict[int, Found]:
    """For each row, by its place, the fee in the lists of the same scope; rows that are new are left out.

    A row has `kind`, `name`, `parent_name` and `basis`. The same name under the same parent is that fee; the same
    name elsewhere, or a like name, is only offered. Nothing is given twice.
    """
    found: dict[int, Found] = {}
    _take(found, rows, fees, lambda row: (row["kind"], key(row["name"]), key(row["parent_name"])), Match.NAME)
    _take(found, rows, fees, lambda row: (row["kind"], key(row["name"])), Match.OFFERED)
    taken = {each.code for each in found.values()}
    for place, code, score in _likely(rows, fees, found):
        if place not in found and code not in taken:
            found[place] = Found(code, Match.OFFERED, score)
            taken.add(code)
    return found


def _take(found: dict[int, Found], rows: Sequence[Any], fees: Sequence[Listed], tell: Any, match: Match) -> None:
    """Pair what agrees in `tell` and is the only one that does on both sides."""
    taken = {each.code for each in found.values()}
    by_fee = _grouped(
        (tell({"kind": fee.kind, "name": fee.name, "parent_name": fee.parent}), fee.code)
        for fee in fees
        if fee.code not in taken
    )
    by_row = _grouped((tell(row), place) for place, row in enumerate(rows) if place not in found)
    for told, places in by_row.items():
        codes = by_fee.get(told, [])
        if len(places) == len(codes) == 1:
            found[places[0]] = Found(codes[0], match)


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = {}
    for told, thing in pairs:
        groups.setdefault(told, []).append(thing)
    return groups


def _likely(rows: Sequence[Any], fees: Sequence[Listed], found: Mapping[int, Found]) -> list[tuple[int, str, int]]:
    """Pairs of like names among what is left, the most alike first."""
    taken = {each.code for each in found.values()}
    left = [fee for fee in fees if fee.code not in taken]
    by_document = _grouped((document, fee) for fee in left for document in fee.basis)
    waiting = [(place, row) for place, row in enumerate(rows) if place not in found]
    everywhere = len(waiting) * len(left) <= _MOST_PAIRS
    pairs = []
    for place, row in waiting:
        near = {fee.code: fee for document in row["basis"] for fee in by_document.get(document, ())}
        for fee in left if everywhere else near.values():
            score = round(fuzz.ratio(key(row["name"]), key(fee.name)))
            enough = NEAR_WITH_BASIS if fee.code in near else NEAR
            if fee.kind == row["kind"] and score >= enough:
                pairs.append((place, fee.code, score))
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def listed(record: Record, names: Mapping[str, str]) -> Listed:
    """A fee from its newest wording; `names` are all names by code."""
    parent = names.get(record["parent_code"] or "", "")
    return Listed(record["kind"], record["code"], record["name"], parent, frozenset(record["basis"]))
