"""The lists for a check, read from the catalogue and its search; it refuses to judge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import cast

from flask import g

from catalogue.checks.collectors import Bodies, BodyWord, Mandate, Sort
from catalogue.checks.lists import Limit, Place, WordLists
from catalogue.checks.outside import OutsideWord, OutsideWords
from catalogue.fees import reading
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.entries import Coverage, Entry, ReliefRule
from catalogue.fees.kinds import FeeKind
from catalogue.search import follow
from catalogue.search.port import FeeSearch

MOST_CANDIDATES = 120


def lists_for(release: int) -> CatalogueLists:
    """The lists of one release for the checks of this request."""
    if "check_lists" not in g:
        catalogue = reading.lists()
        g.check_lists = CatalogueLists(catalogue, follow.current(release), word_lists(catalogue), release)
    return cast(CatalogueLists, g.check_lists)


def word_lists(catalogue: Catalogue) -> WordLists:
    """The editorial word lists that a check reads, as staff keep them."""
    bodies = Bodies(
        BodyWord(row.word, row.fields["family"], Sort(row.fields["sort"])) for row in catalogue.words("bodies")
    )
    mandates = tuple(
        Mandate(
            row.word,
            row.fields["may_collect_for"],
            row.fields["basis"],
            tuple(filter(None, row.fields.get("codes", "").split(";"))),
        )
        for row in catalogue.words("collectors")
    )
    outside = OutsideWords(
        OutsideWord(
            row.word, row.fields["sort"], row.fields["match"] == "part", row.fields["explanation"], row.fields["basis"]
        )
        for row in catalogue.words("outside")
    )
    limits = tuple(
        Limit(row.word, row.fields["region_code"], row.fields["applies"] == "yes", row.fields["note"])
        for row in catalogue.words("applicability")
    )
    return WordLists(bodies, mandates, outside, limits)


class CatalogueLists:
    """Fulfils the port `Lists` for one release; what was read once is kept for the charges that follow."""

    def __init__(self, catalogue: Catalogue, search: FeeSearch, words: WordLists, release: int) -> None:
        self.words = words
        self._catalogue = catalogue
        self._search = search
        self._release = release
        self._versions: dict[str, list[Entry]] = {}
        self._places: dict[str, list[Place]] = {}

    def lineage(self, region: str) -> Sequence[Place]:
        """As the port; an unknown region is a Problem."""
        if region not in self._places:
            regions = (self._catalogue.region(code) for code in self._catalogue.region(region).ancestors)
            self._places[region] = [Place(each.code, each.name, each.short_name) for each in regions]
        return self._places[region]

    def candidates(self, text: str, region: str, on: date) -> Sequence[Entry]:
        """As the port: the fees whose names share most with the text."""
        codes = self._search.named_like(text, MOST_CANDIDATES)
        self._fetch(codes)
        return [entry for code in codes for entry in self._versions[code]]

    def versions(self, code: str) -> Sequence[Entry]:
        """As the port."""
        self._fetch((code,))
        return self._versions[code]

    def children(self, code: str) -> Sequence[Entry]:
        """As the port."""
        codes = self._catalogue.child_codes(code)
        self._fetch(codes)
        return [entry for child in codes for entry in self._versions[child]]

    def reliefs(self, code: str) -> Sequence[ReliefRule]:
        """As the port."""
        return [rule for rule in self._reliefs if rule.touches(code)]

    def coverage(self, kind: FeeKind) -> Sequence[Coverage]:
        """As the port."""
        return [row for row in self._coverage if row.kind is kind]

    @cached_property
    def _reliefs(self) -> list[ReliefRule]:
        return self._catalogue.reliefs()

    @cached_property
    def _coverage(self) -> list[Coverage]:
        return self._catalogue.coverage()

    def _fetch(self, codes: Sequence[str]) -> None:
        missing = [code for code in codes if code not in self._versions]
        if missing:
            self._versions |= self._catalogue.versions_of(missing, self._release)
