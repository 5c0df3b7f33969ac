"""What a check needs to know of the lists, as a port; it refuses to say how they are stored or searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from catalogue.checks.collectors import Bodies, Mandate
from catalogue.checks.outside import OutsideWords
from catalogue.fees.entries import Coverage, Entry, ReliefRule
from catalogue.fees.kinds import FeeKind


@dataclass(frozen=True, slots=True)
class Limit:
    """A fee of a wider region that is taken only in `region` (`applies`), or not there (data/applicability.csv)."""

    code: str
    region: str
    applies: bool
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the line of regions from the country down to a place."""

    code: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class WordLists:
    """The editorial word lists that a check reads."""

    bodies: Bodies
    mandates: tuple[Mandate, ...]
    outside: OutsideWords
    limits: tuple[Limit, ...]


class Lists(Protocol):
    """The dated lists as known at one release."""

    @property
    def words(self) -> WordLists:
        """The word lists, prepared once."""

    def lineage(self, region: str) -> Sequence[Place]:
        """The line of regions from the country down to `region`, both included."""

    def candidates(self, text: str, region: str, on: date) -> Sequence[Entry]:
        """All dated wordings of the fees that `text` might mean: ended, coming, record-only, of any place."""

    def versions(self, code: str) -> Sequence[Entry]:
        """All dated wordings of one fee."""

    def children(self, code: str) -> Sequence[Entry]:
        """All dated wordings of the direct sub-entries of one fee."""

    def reliefs(self, code: str) -> Sequence[ReliefRule]:
        """The reliefs that touch a fee, those of its parents too."""

    def coverage(self, kind: FeeKind) -> Sequence[Coverage]:
        """How complete one list is, for each place."""
