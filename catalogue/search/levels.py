"""Decides how sure a whole answer is; it refuses to know how its parts were found."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.search.families import Ranked
from catalogue.search.port import Found, Match

# Set on the judged queries in tests/search/cases; see tests/search/test_quality.py.
PROBABLE_ANSWERED = 0.62
PROBABLE_SCORE = 0.45
WEAK_SCORE = 0.22
_EXACT = frozenset({Found.CODE, Found.DOCUMENT, Found.NAME, Found.ALIAS})


def level(ranked: Sequence[Ranked]) -> Match:
    """The level of an ordered answer by its best fee."""
    if not ranked or ranked[0].score < WEAK_SCORE:
        return Match.NONE
    best = ranked[0]
    if best.whole:
        return Match.EXACT if best.found in _EXACT else Match.PROBABLE
    sure = not best.doubtful and best.answered >= PROBABLE_ANSWERED and best.score >= PROBABLE_SCORE
    return Match.PROBABLE if sure else Match.WEAK


def no_surer_than_weak(match: Match) -> Match:
    """For a question that something beside the lists answers better."""
    return Match.WEAK if match in (Match.EXACT, Match.PROBABLE) else match
