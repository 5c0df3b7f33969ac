"""Which documents a request may see, which version answers for the day, and facet counts; it refuses to rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from catalogue.fees.kinds import State, Status
from catalogue.fees.periods import Period
from catalogue.search.documents import Facts, Shelf
from catalogue.search.port import SearchRequest
from catalogue.search.retrieval import Mask
from catalogue.search.text import fold

FACETS = ("kind", "level", "region", "department", "status", "business_related")
_ENDED = {Status.SUSPENDED: State.SUSPENDED, Status.CANCELLED: State.CANCELLED, Status.IN_FORCE: State.EXPIRED}


def state_on(facts: Facts, day: date) -> State:
    """How the wording stands on `day`, as Entry.state_on says it."""
    period = Period(facts.start, facts.end)
    if period.is_after(day):
        return State.NOT_YET
    status = Status(facts.status)
    ended = period.is_before(day) or (status is not Status.IN_FORCE and period.end is None)
    return _ENDED[status] if ended else State.IN_FORCE


class Versions:
    """The versions of every fee by code, and which of them answers for a day (fees/versions.py says the same)."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self._facts = facts
        self._by_code: dict[str, list[int]] = {}
        for number, each in enumerate(facts):
            if each.code:
                self._by_code.setdefault(each.code, []).append(number)
        self.codes = tuple(sorted(self._by_code))
        self.on = lru_cache(maxsize=16)(self._on)

    def _on(self, day: date) -> Mapping[str, int]:
        """For each code the number of the version that answers for `day`."""
        return {code: self._choose(numbers, day) for code, numbers in self._by_code.items()}

    def _choose(self, numbers: list[int], day: date) -> int:
        def distance(number: int) -> tuple[int, int]:
            period = Period(self._facts[number].start, self._facts[number].end)
            if day in period:
                return 0, -number
            if period.is_before(day) and period.end:
                return 1, (day - period.end).days
            return 2, (period.start - day).days if period.start else 0

        return min(numbers, key=distance)


def seen_from(facts: Sequence[Facts], line: Sequence[str] | None, shelf: Shelf) -> Mask:
    """The documents of a shelf that are seen from the place with that line of regions (None: from everywhere)."""
    regions = None if line is None else frozenset(line)
    return np.fromiter(
        (each.shelf is shelf and (regions is None or not each.code or each.applies_in(regions)) for each in facts),
        dtype=np.bool_,
        count=len(facts),
    )


def facet_values(facts: Facts, day: date) -> dict[str, str]:
    """What a version shows in each facet."""
    return {
        "kind": facts.kind,
        "level": facts.level,
        "region": facts.region,
        "department": facts.department,
        "status": state_on(facts, day).value,
        "business_related": facts.business_related,
    }


class Filter:
    """The filters of one request; those of one name are alternatives, different names narrow each other."""

    def __init__(self, request: SearchRequest) -> None:
        self._day = request.on
        self._asked: dict[str, tuple[str, ...]] = {
            "kind": request.kinds,
            "level": request.levels,
            "region": request.regions,
            "department": request.departments,
            "status": request.statuses,
            "business_related": (request.business_related,) if request.business_related else (),
        }
        self._payer = fold(request.payer or "")

    def passes(self, facts: Facts, leaving_out: str = "") -> bool:
        """Whether a version passes, one facet's own filter perhaps left out."""
        values = facet_values(facts, self._day)
        for name, asked in self._asked.items():
            if asked and name != leaving_out and values[name] not in asked:
                return False
        return not self._payer or self._payer in fold(facts.payer)

    def counts(self, chosen: Iterable[Facts]) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each facet how many of the fees found have each value, were its own filter not set."""
        chosen = list(chosen)
        return {name: self._count(name, (each for each in chosen if self.passes(each, name))) for name in FACETS}

    def _count(self, name: str, chosen: Iterable[Facts]) -> tuple[tuple[str, int], ...]:
        counter = Counter(facet_values(each, self._day)[name] for each in chosen)
        counter.pop("", None)
        return tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
