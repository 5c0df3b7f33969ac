"""Tells whether a body is plainly not the one in charge of a fee; where that is not plain it refuses to say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from catalogue.fees.entries import Entry
from catalogue.fees.kinds import FeeKind
from catalogue.search.text import fold


class Sort(StrEnum):
    """What kind of body asks for money."""

    GOVERNMENT = "government"
    TAX = "tax"
    COURT = "court"
    PARTY = "party"
    INSTITUTION = "institution"
    UTILITY = "utility"
    VILLAGE = "village"
    COMPANY = "company"
    INTERMEDIARY = "intermediary"
    ASSOCIATION = "association"


PUBLIC = frozenset({Sort.GOVERNMENT, Sort.TAX, Sort.COURT, Sort.PARTY, Sort.INSTITUTION, Sort.VILLAGE})
_MARKET = frozenset({Sort.COMPANY, Sort.INTERMEDIARY, Sort.ASSOCIATION})
ANY = "不限"
# An office whose field the word list does not know: public, but of no known family.
_SOUNDS_PUBLIC = re.compile(r"(局|分局|厅|委员会|办公室|政府|支队|大队|总队|管理处|管理所|指挥部|领导小组)$")
_ON_BEHALF = re.compile(r"代征|代收|代扣|代缴|受.{0,12}委托")


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A word in the names of bodies, the family of bodies it shows, and their sort (data/bodies.csv)."""

    word: str
    family: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Mandate:
    """A family of bodies that may take the fees of another one, and by which document (data/collectors.csv).

    `codes` are the fees it may take, with their sub-items; none means all of that family's fees.
    """

    family: str
    may_collect_for: str
    basis: str
    codes: tuple[str, ...] = ()

    def covers(self, code: str) -> bool:
        """Whether the fee is one of those it may take."""
        return not self.codes or any(code == own or code.startswith(own + ".") for own in self.codes)


@dataclass(frozen=True, slots=True)
class Body:
    """What the name of a collecting body tells: its sort and families; `own` is the family it ends on."""

    name: str
    sort: Sort | None
    own: str
    families: frozenset[str]
    on_behalf: bool

    @property
    def public(self) -> bool:
        return self.sort in PUBLIC

    @property
    def market(self) -> bool:
        return self.sort in _MARKET


class Bodies:
    """The word list of bodies, ready to read names with."""

    def __init__(self, words: Iterable[BodyWord]) -> None:
        self._words = {fold(word.word): word for word in words}
        longest_first = sorted(self._words, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def read(self, name: str) -> Body:
        """Read the name of a body: the word it ends on decides its sort."""
        folded = re.sub(r"\s+", "", fold(name))
        found = self._found(re.sub(r"[(（][^)）]*[)）]?$", "", folded) or folded)
        if not found:
            sort = Sort.GOVERNMENT if _SOUNDS_PUBLIC.search(folded) else None
            return Body(name, sort, "", frozenset(), bool(_ON_BEHALF.search(folded)))
        last = found[-1]
        sort = last.sort
        if sort in _MARKET:
            found = [word for word in found if word.sort not in (Sort.GOVERNMENT, Sort.TAX, Sort.COURT, Sort.PARTY)]
            if any(word.sort is Sort.UTILITY for word in found):
                sort = Sort.UTILITY
        return Body(name, sort, last.family, frozenset(word.family for word in found), bool(_ON_BEHALF.search(folded)))

    def families_in(self, text: str) -> frozenset[str]:
        """The families of bodies that a department column names."""
        return frozenset(word.family for word in self._found(fold(text)))

    def _found(self, text: str) -> list[BodyWord]:
        return [self._words[found.group(0)] for found in self._pattern.finditer(text)]


def plainly_wrong(
    fee: Entry, departments: Sequence[str], body: Body, bodies: Bodies, mandates: Iterable[Mandate]
) -> bool:
    """Whether `body` is plainly not in charge of `fee`, whose own and parents' departments are given.

    In regulated services the department sets the price and the supplier collects, so no body is wrong.
    """
    if fee.kind is FeeKind.REGULATED_SERVICE or body.sort is None or (not body.families and not body.market):
        return False
    charged = bodies.families_in("；".join((fee.collecting_body, *departments))) - {"公司"}
    if not charged:
        return body.sort in _MARKET and not body.on_behalf and bool("".join(departments))
    if charged & body.families or (ANY in charged and body.public):
        return False
    may = {
        mandate.may_collect_for for mandate in mandates if mandate.family in body.families and mandate.covers(fee.code)
    }
    if may & (charged | {ANY}):
        return False
    return not (body.on_behalf and body.sort in (Sort.UTILITY, Sort.COMPANY, Sort.VILLAGE))
