"""Turns scored documents into fees in order and adds their relatives; it refuses to compare text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalogue.search.documents import Facts, Field
from catalogue.search.filters import Versions, state_on
from catalogue.search.library import Library
from catalogue.search.port import Found
from catalogue.search.ranking import Scored
from catalogue.search.retrieval import Mask

# What a good answer lends to its relatives, as a share of its own score.
_TO_CHILD, _TO_PARENT, _TO_SIBLING = 0.5, 0.5, 0.35
_STRONG = 0.75
# Who names a fee in full, or nearly, asks about it and its family, not about names that share some words with it.
_NAMED, _NAMED_LENDS = 0.75, 1.45
_ENDED, _DEEPER, _NEARER, _OWN_PLACE = 0.96, 0.03, 0.005, 1.4


@dataclass(frozen=True, slots=True)
class Ranked:
    """A fee of an answer: the version shown, its score, and the document it was found by."""

    number: int
    score: float
    found: Found
    text: str
    answered: float
    whole: bool = False
    doubtful: bool = False


class Families:
    """Groups, orders and completes the answers over one library for one day and place."""

    def __init__(
        self, library: Library, versions: Versions, day: date, place: str | None, line: Sequence[str] | None
    ) -> None:
        self._library = library
        self._facts = library.facts
        self._shown = versions.on(day)
        self._day = day
        self._place = place
        self._nearness = {code: max(0, step - 1) for step, code in enumerate(line or ())}

    def fees(self, scored: Iterable[Scored]) -> list[Ranked]:
        """The best document of each fee as its version for the day, best first."""
        best: dict[str, Ranked] = {}
        for each in scored:
            code = self._facts[each.number].code
            number = self._shown[code]
            points = each.score * self._favour(self._facts[number])
            if code not in best or points > best[code].score:
                best[code] = Ranked(
                    number, points, each.found, each.name.text, each.answered, each.whole, each.doubtful
                )
        return self.ordered(best.values())

    def ordered(self, ranked: Iterable[Ranked]) -> list[Ranked]:
        return sorted(ranked, key=lambda each: (-round(each.score, 6), self._facts[each.number].code))

    def _favour(self, facts: Facts) -> float:
        """Fees before sub-items, in force before ended, local before general, a named place's own first."""
        favour = 1.0 - _DEEPER * self._depth(facts) + _NEARER * self._nearness.get(facts.region, 0)
        if state_on(facts, self._day).ended:
            favour *= _ENDED
        return favour * (_OWN_PLACE if self._place and facts.region == self._place else 1.0)

    def _depth(self, facts: Facts) -> int:
        depth = 0
        while facts.parent in self._shown and depth < 8:
            facts = self._facts[self._shown[facts.parent]]
            depth += 1
        return depth

    def with_relatives(self, ranked: Sequence[Ranked], seen: Mask) -> list[Ranked]:
        """The fees and what belongs to the strong ones among them: sub-items, the entry above, its other sub-items."""
        if not ranked:
            return []
        best = {self._facts[each.number].code: each for each in ranked}
        for each in ranked:
            if each.score >= _STRONG * ranked[0].score:
                named = each.whole or (each is ranked[0] and each.score >= _NAMED)
                lent = each.score * (_NAMED_LENDS if named else 1.0)
                for code, share in self._relatives(self._facts[each.number]).items():
                    self._lend(best, code, lent * share, seen)
        return self.ordered(best.values())

    def _lend(self, best: dict[str, Ranked], code: str, points: float, seen: Mask) -> None:
        known = best.get(code)
        if known:
            best[code] = replace(known, score=max(known.score, points))
        elif seen[self._shown[code]]:
            number = self._shown[code]
            name = self._library.names(number)[0].text
            best[code] = Ranked(number, points, Found.RELATED, name, 0.0)

    def _relatives(self, facts: Facts) -> dict[str, float]:
        lent: dict[str, float] = {}
        for child in self._children(facts.code):
            lent[child] = _TO_CHILD
            lent.update((grandchild, _TO_CHILD * 0.9) for grandchild in self._children(child))
        if facts.parent in self._shown:
            lent[facts.parent] = _TO_PARENT
            above = self._facts[self._shown[facts.parent]].parent
            if above in self._shown:
                lent[above] = _TO_SIBLING
            lent.update((sibling, _TO_SIBLING) for sibling in self._children(facts.parent) if sibling != facts.code)
        return lent

    def _children(self, code: str) -> list[str]:
        numbers = self._library.holding(Field.PARENT, code.lower())
        return list(dict.fromkeys(self._facts[number].code for number in numbers.tolist()))
