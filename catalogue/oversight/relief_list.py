"""Gathers the rules of one relief into one entry of a list and says how long it still runs; it drops none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.fees.entries import ReliefRule
from catalogue.fees.kinds import Confidence

SOON_DAYS = 180
"""Days before its end from which a relief counts as ending soon."""


class Standing(StrEnum):
    """How a relief stands on one day."""

    IN_FORCE = "in_force"
    SOON = "soon"
    NOT_YET = "not_yet"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ListedRelief:
    """One relief with all its rules; `start` and `end` are its outermost days, None where unknown or open."""

    name: str
    document: str
    rules: tuple[ReliefRule, ...]
    standing: Standing
    start: date | None
    end: date | None
    days_left: int | None

    @property
    def first(self) -> ReliefRule:
        return self.rules[0]

    @property
    def codes(self) -> list[str]:
        """The fees it touches, each once."""
        return list(dict.fromkeys(code for rule in self.rules for code in rule.codes))

    @property
    def notes(self) -> list[str]:
        """What must be known beside the wording, each once."""
        return list(dict.fromkeys(rule.note for rule in self.rules if rule.note))

    @property
    def sources(self) -> list[str]:
        return list(dict.fromkeys(rule.source for rule in self.rules))

    @property
    def regions(self) -> list[str]:
        return list(dict.fromkeys(rule.region_code for rule in self.rules))

    @property
    def confidence(self) -> Confidence:
        """Read in its source, unless any rule of it was not."""
        weaker = (rule.confidence for rule in self.rules if rule.confidence is not Confidence.QUOTED)
        return next(weaker, Confidence.QUOTED)


def list_reliefs(rules: Iterable[ReliefRule], day: date, places: Sequence[str]) -> list[ListedRelief]:
    """Every relief of a place: what ends first comes first, what is over comes last.

    `places` run from the country to the place itself; none means every place.
    """
    held: dict[tuple[str, str], list[ReliefRule]] = {}
    for rule in rules:
        if not places or rule.region_code in places:
            held.setdefault((rule.name, rule.document), []).append(rule)
    listed = [_listed(name, document, tuple(own), day) for (name, document), own in held.items()]
    return sorted(listed, key=_order)


def matching(
    listed: Iterable[ListedRelief], words: str, fee_name: Callable[[str], str], standing: Standing | None = None
) -> list[ListedRelief]:
    """Those in whose texts or fees every one of the words stands; ending soon is in force too."""
    wanted = words.casefold().split()
    return [
        relief
        for relief in listed
        if _stands(relief, standing) and all(word in _text(relief, fee_name).casefold() for word in wanted)
    ]


def _stands(relief: ListedRelief, standing: Standing | None) -> bool:
    if standing is Standing.IN_FORCE:
        return relief.standing in (Standing.IN_FORCE, Standing.SOON)
    return standing is None or relief.standing is standing


def _text(relief: ListedRelief, fee_name: Callable[[str], str]) -> str:
    first = relief.first
    parts = [relief.name, relief.document, first.applies_to, first.condition, first.benefit, *relief.notes]
    return "\n".join([*parts, *relief.codes, *(fee_name(code) for code in relief.codes)])


def _listed(name: str, document: str, rules: tuple[ReliefRule, ...], day: date) -> ListedRelief:
    current = [rule for rule in rules if day in rule.period]
    telling = current or list(rules)
    starts, ends = [rule.period.start for rule in rules], [rule.period.end for rule in telling]
    start = None if None in starts else min(each for each in starts if each)
    end = None if None in ends else max(each for each in ends if each)
    left = (end - day).days if current and end else None
    return ListedRelief(name, document, tuple(telling), _standing(bool(current), rules, day, left), start, end, left)


def _standing(current: bool, rules: Sequence[ReliefRule], day: date, left: int | None) -> Standing:
    if current:
        return Standing.SOON if left is not None and left <= SOON_DAYS else Standing.IN_FORCE
    return Standing.NOT_YET if any(rule.period.is_after(day) for rule in rules) else Standing.ENDED


def _order(relief: ListedRelief) -> tuple[int, date, str]:
    turn = {Standing.SOON: 0, Standing.IN_FORCE: 1, Standing.NOT_YET: 2, Standing.ENDED: 3}[relief.standing]
    if relief.standing is Standing.ENDED and relief.end:
        return turn, date.min + (date.max - relief.end), relief.name
    return turn, relief.end or date.max, relief.name
