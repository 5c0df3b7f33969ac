"""What a search asks and answers, as plain values, and the port of a search; it refuses to know how one finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from catalogue.messages import Message

LARGEST_PAGE = 100


class Match(StrEnum):
    """How sure the whole answer is."""

    EXACT = "exact"
    PROBABLE = "probable"
    WEAK = "weak"
    NONE = "none"


class Found(StrEnum):
    """How one fee was found."""

    CODE = "code"
    DOCUMENT = "document_number"
    NAME = "name"
    ALIAS = "alias"
    WORDS = "words"
    TEXT = "text"
    AMOUNT = "amount"
    PINYIN = "pinyin"
    INITIALS = "initials"
    TYPO = "typo"
    DEPARTMENT = "department"
    RELATED = "related"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question to the lists as in force on `on`; filters of one name are alternatives, names narrow each other.

    `region` shows the fees of that region and of its ancestors; None shows every place, unless the
    text itself names one. `regions`, `departments`, `kinds`, `levels` filter by the entry's own values;
    `statuses` are State values on that day; `payer` is text the payer column must contain.
    """

    query: str
    on: date
    region: str | None = None
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    business_related: str | None = None
    payer: str | None = None
    page: int = 1
    per_page: int = 20


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, marked where it answers the query; it is text, never HTML."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One fee of an answer: which version, how and on what text it was found, and its score (0 to about 1.5)."""

    version_id: int
    code: str
    matched: Found
    matched_on: str
    highlight: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Outside:
    """A charge the lists do not govern (deposit, association, intermediary, market service, tax …) and why.

    `match` says where the word must stand to mean it: `part` anywhere, `end` at the end, `whole` alone.
    """

    word: str
    sort: str
    explanation: str
    basis: str
    match: str = "part"


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Hits of one page, best first, with counts over all of them.

    `ended` are fees known only from the document that ended them; they never stand in `hits`.
    `place` is the region code that the text named and the answer was narrowed to, if so.
    `did_you_mean` is the listed name that the text seems to misspell. `notices` tell what was changed in the text.
    """

    match: Match
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    ended: tuple[Hit, ...] = ()
    outside: Outside | None = None
    did_you_mean: str | None = None
    place: str | None = None
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name to complete to, the fee it belongs to, and whether it was found by name, alias, pinyin or initials."""

    text: str
    code: str
    matched: Found


class FeeSearch(Protocol):
    """A search over the lists of one release; safe to share between threads."""

    @property
    def release(self) -> int:
        """The release the index was built from."""

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer one question; any text is allowed, a wrong region or page size is a Problem."""

    def named_like(self, text: str, most: int) -> tuple[str, ...]:
        """Codes of the fees, of any day and place, whose names share most with the text: what a check chooses among."""

    def suggest(self, prefix: str, region: str | None = None, limit: int = 8) -> tuple[Suggestion, ...]:
        """Names that begin with `prefix`, typed as characters, pinyin or initials."""
