"""The names an entry goes by, made comparable; it refuses to weigh them against a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from catalogue.checks.wording import BRACKETS, key, plain
from catalogue.fees.entries import Alias, Entry
from catalogue.search.text import fold


class Rank(IntEnum):
    """How firmly a name belongs to a fee, the firmest first."""

    OFFICIAL = 0
    BARE = 1
    PART = 2
    LISTED = 3
    ALIAS = 4
    EVERYDAY = 5
    DESCRIPTIVE = 6
    MISNOMER = 7


_SORTS = {
    "official": Rank.LISTED,
    "abbreviation": Rank.ALIAS,
    "old_name": Rank.ALIAS,
    "everyday": Rank.EVERYDAY,
    "descriptive": Rank.DESCRIPTIVE,
    "misnomer": Rank.MISNOMER,
}


@dataclass(frozen=True, slots=True)
class Name:
    """One comparable name: `text` without signs, `key` without endings such as 费 too, and the pairs of neighbouring
    characters in `text`."""

    shown: str
    text: str
    key: str
    rank: Rank
    pairs: frozenset[str]


def names_of(entry: Entry) -> tuple[Name, ...]:
    """All names of an entry, the official ones first."""
    return _names(entry.name, entry.aliases)


def same_fee(one: Entry, other: Entry) -> bool:
    """Whether `one` is the fee `other`, stated again: the same name but for brackets.

    A listed other name of the wider fee counts only for a lower region, and only where that fee is
    not itself a bundle of several (城市道路占用、挖掘修复费).
    """
    mine = key(BRACKETS.sub("", fold(one.name)))
    bare = BRACKETS.sub("", fold(other.name))
    if mine == key(bare):
        return True
    if one.region_code == other.region_code or "、" in bare:
        return False
    return mine in {key(fold(alias.text)) for alias in other.aliases if alias.sort == "official"}


def distinct_part(entry: Entry, parent: Entry | None) -> str:
    """What the name of a sub-entry says beyond that of its parent."""
    name = fold(entry.name)
    if parent is not None:
        for prefix in (fold(parent.name), BRACKETS.sub("", fold(parent.name))):
            name = name.removeprefix(prefix)
    return name.strip("-—() ") or fold(entry.name)


def pairs_of(text: str) -> frozenset[str]:
    """Each two neighbouring characters of a text."""
    return frozenset(map("".join, pairwise(text)))


@lru_cache(maxsize=65536)
def _names(name: str, aliases: tuple[Alias, ...]) -> tuple[Name, ...]:
    folded = fold(name)
    bare = BRACKETS.sub("", folded)
    found: dict[str, Name] = {}

    def add(text: str, rank: Rank) -> None:
        short = plain(text)
        if len(short) > 1 and short not in found:
            found[short] = Name(text, short, key(text), rank, pairs_of(short))

    add(folded, Rank.OFFICIAL)
    add(bare, Rank.BARE)
    for separator, shortest in (("-", 3), ("、", 4)):
        for piece in bare.split(separator):
            if len(piece) >= shortest and piece != bare:
                add(piece, Rank.PART)
    for alias in aliases:
        add(fold(alias.text), _SORTS.get(alias.sort, Rank.EVERYDAY))
    return tuple(found.values())
