"""The lists for a check, read from the catalogue and its search; it refuses to judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from flask import current_app, g

from catalogue.checks.collectors import Bodies, BodyWord, Mandate, Sort
from catalogue.checks.lists import Limit, Place, WordLists
from catalogue.checks.outside import OutsideWord, OutsideWords
from catalogue.fees import reading
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.entries import Coverage, Entry, ReliefRule
from catalogue.fees.kinds import FeeKind
from catalogue.fees.stamps import FACTS, WORDS
from catalogue.search import follow
from catalogue.search.port import FeeSearch

MOST_CANDIDATES = 120
MOST_KEPT_RELEASES = 3
MOST_KEPT_FEES = 20_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What a process keeps of one release for the checks of all requests, so that nothing is read or prepared twice.

    All of it rests on the release, which never changes, and on the words and facts beside it, whose stamps say
    when it must be read anew.
    """

    words: WordLists
    reliefs: Sequence[ReliefRule]
    coverage: Sequence[Coverage]
    versions: dict[str, list[Entry]] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)


def lists_for(release: int) -> CatalogueLists:
    """The lists of one release for the checks of this request."""
    if "check_lists" not in g:
        catalogue = reading.lists()
        g.check_lists = CatalogueLists(catalogue, follow.current(release), _kept(catalogue, release), release)
    return cast(CatalogueLists, g.check_lists)


def _kept(catalogue: Catalogue, release: int) -> Kept:
    everything: dict[tuple[int, int, int], Kept] = current_app.extensions.setdefault("kept_for_checks", {})
    state = (release, catalogue.stamp(WORDS), catalogue.stamp(FACTS))
    kept = everything.get(state)
    if kept is None:
        kept = Kept(word_lists(catalogue), catalogue.reliefs(), catalogue.coverage())
        for old in list(everything)[: 1 - MOST_KEPT_RELEASES]:
            everything.pop(old, None)
        everything[state] = kept
    return kept


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
            row.word,
            row.fields["sort"],
            row.fields["match"] == "part",
            row.fields["explanation"],
            row.fields["basis"],
            row.fields["match"] == "end",
        )
        for row in catalogue.words("outside")
    )
    limits = tuple(
        Limit(row.word, row.fields["region_code"], row.fields["applies"] == "yes", row.fields["note"])
        for row in catalogue.words("applicability")
    )
    return WordLists(bodies, mandates, outside, limits)


class CatalogueLists:
    """Fulfils the port `Lists` for one release."""

    def __init__(self, catalogue: Catalogue, search: FeeSearch, kept: Kept, release: int) -> None:
        self.words = kept.words
        self._catalogue = catalogue
        self._search = search
        self._kept = kept
        self._release = release

    def lineage(self, region: str) -> Sequence[Place]:
        """As the port; an unknown region is a Problem."""
        places = self._kept.places.get(region)
        if places is None:
            regions = (self._catalogue.region(code) for code in self._catalogue.region(region).ancestors)
            places = self._kept.places[region] = [Place(each.code, each.name, each.short_name) for each in regions]
        return places

    def candidates(self, text: str, region: str, on: date) -> Sequence[Entry]:
        """As the port: the fees whose names share most with the text."""
        return self._entries(self._search.named_like(text, MOST_CANDIDATES))

    def versions(self, code: str) -> Sequence[Entry]:
        """As the port."""
        return self._entries((code,))

    def children(self, code: str) -> Sequence[Entry]:
        """As the port."""
        codes = self._kept.children.get(code)
        if codes is None:
            codes = self._kept.children[code] = self._catalogue.child_codes(code)
        return self._entries(codes)

    def reliefs(self, code: str) -> Sequence[ReliefRule]:
        """As the port."""
        return [rule for rule in self._kept.reliefs if rule.touches(code)]

    def coverage(self, kind: FeeKind) -> Sequence[Coverage]:
        """As the port."""
        return [row for row in self._kept.coverage if row.kind is kind]

    def _entries(self, codes: Sequence[str]) -> list[Entry]:
        """All dated wordings of the fees, in their order."""
        versions = self._versions(codes)
        return [entry for code in codes for entry in versions[code]]

    def _versions(self, codes: Iterable[str]) -> Mapping[str, list[Entry]]:
        kept = self._kept.versions
        found = {code: kept[code] for code in codes if code in kept}
        missing = [code for code in codes if code not in found]
        if missing:
            read = self._catalogue.versions_of(missing, self._release)
            found |= read
            if len(kept) + len(read) > MOST_KEPT_FEES:
                kept.clear()
            kept.update((code, versions) for code, versions in read.items() if versions)
        return found
