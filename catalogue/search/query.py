"""Answers a search from strict to lenient over any library; it refuses to know how the library is stored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from catalogue.messages import Message, Problem, say
from catalogue.search.documents import Field, Shelf
from catalogue.search.families import Families, Ranked
from catalogue.search.filters import Filter, Versions, seen_from
from catalogue.search.highlighting import highlight
from catalogue.search.levels import level, no_surer_than_weak
from catalogue.search.library import Library
from catalogue.search.places import Places
from catalogue.search.port import (
    LARGEST_PAGE,
    Found,
    Hit,
    Match,
    Outside,
    SearchAnswer,
    SearchRequest,
    Suggestion,
)
from catalogue.search.ranking import Scored, collected_by, score
from catalogue.search.reading import Question, Reader
from catalogue.search.retrieval import Mask, candidates
from catalogue.search.suggestions import suggest
from catalogue.search.text import LONGEST_QUERY, clean, fold, key, segments

_PLACES_KEPT = 64
_COMPARED = 60
_COMPARED_BESIDE = 12
_COMPARED_BY_PIECE = 60
_MOST_PIECES = 8
_TAIL = 0.3  # fees that score less than this share of the best are not shown
_ENDED_SHOWN = 5
_ENDED_SCORE = 0.5
_MOST_OF_NAME = 0.7
_OUTSIDE_SCORE, _OUTSIDE_LEAD = 0.5, 0.02
_CITED, _CITED_WITH_PARENT = 1.0, 0.8
_NAMED_ALONE = 0.85  # a piece of a query that scores this much is a fee of its own
_NEXT_OF_PIECE = 0.8
# Nobody asks for a fee by typing the same thing again and again.
_REPEATED = re.compile(r"(.)\1{2,}|(.{2,}?)\2+")
_ONE_FEE = 0.9  # a query whose best fee answers this much asks for one fee


@dataclass(frozen=True, slots=True)
class Scope:
    """From where one search looks: the request, the place in effect with its line of regions, and a place named."""

    request: SearchRequest
    place: str | None
    line: tuple[str, ...] | None
    named: str | None


class LibrarySearch:
    """A search over one library, as `port.FeeSearch`."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._facts = library.facts
        self._places = Places(library.regions, {facts.region for facts in library.facts if facts.region})
        self._reader = Reader(library, self._places)
        self._versions = Versions(library.facts)
        self._mask = lru_cache(maxsize=_PLACES_KEPT)(self._mask_of)
        self._outside = [number for number, facts in enumerate(library.facts) if facts.shelf is Shelf.OUTSIDE]

    @property
    def release(self) -> int:
        return self._library.release

    def suggest(self, prefix: str, region: str | None = None, limit: int = 8) -> tuple[Suggestion, ...]:
        """As `port.FeeSearch.suggest`."""
        line = self._places.line(region) if region else None
        return suggest(self._library, fold(prefix[:LONGEST_QUERY]), line, limit)

    def named_like(self, text: str, most: int) -> tuple[str, ...]:
        """As `port.FeeSearch.named_like`."""
        question = self._reader.read(fold(clean(text))[:LONGEST_QUERY], None)
        fees = np.array([facts.shelf is not Shelf.OUTSIDE for facts in self._facts], dtype=bool)
        numbers = candidates(self._library, self._reader, question, fees, most)
        return tuple(dict.fromkeys(self._facts[number].code for number in numbers))

    def search(self, request: SearchRequest) -> SearchAnswer:
        """As `port.FeeSearch.search`."""
        _check_page(request)
        text = clean(request.query)
        notices: tuple[Message, ...] = ()
        if len(text) > LONGEST_QUERY:
            notices = (say("搜索词过长，只按前 %(count)s 个字搜索。", count=LONGEST_QUERY),)
            text = text[:LONGEST_QUERY]
        folded = fold(text)
        question = self._reader.read(folded, request.region)
        scope = self._scope(request, question)
        if not request.query.strip():
            return self._answer(scope, question, self._listing(scope), Match.PROBABLE, notices)
        if question.says_nothing:
            return SearchAnswer(Match.NONE, 0, (), Filter(request).counts(()), place=scope.named, notices=notices)
        return self._found(scope, question, notices)

    def _scope(self, request: SearchRequest, question: Question) -> Scope:
        """The place asked for, or else the lowest place that the text names."""
        named = max((named.code for named in question.places), key=_depth_of_code, default=None)
        place = request.region or named
        return Scope(request, place, self._places.line(place) if place else None, named)

    # Finding

    def _found(self, scope: Scope, question: Question, notices: tuple[Message, ...]) -> SearchAnswer:
        families = Families(self._library, self._versions, scope.request.on, scope.named, scope.line)
        seen = self._seen(scope, Shelf.LISTED)
        ranked = self._listed(families, question, seen)
        match = level(ranked)
        ranked = families.with_relatives(ranked, seen) if match is not Match.NONE else []
        ended = self._ended(families, question, self._seen(scope, Shelf.RECORD))
        outside = self._outside_word(question)
        best = ranked[0].score if ranked else 0.0
        better = max(ended[0].score if ended else 0.0, outside[1] - _OUTSIDE_LEAD if outside else 0.0)
        if better > best or self._elsewhere(scope, ranked) or _REPEATED.fullmatch(key(question.text)):
            match = no_surer_than_weak(match)
        answer = self._answer(scope, question, _without_tail(ranked), match, notices)
        return replace(
            answer,
            ended=tuple(self._hit(question, each) for each in ended),
            outside=outside[0] if outside and outside[1] - _OUTSIDE_LEAD > best else None,
        )

    def _elsewhere(self, scope: Scope, ranked: Sequence[Ranked]) -> bool:
        """Whether the text names a place where the best fee found does not apply."""
        if not (scope.named and ranked):
            return False
        return self._facts[ranked[0].number].region not in self._places.line(scope.named)

    def _listed(self, families: Families, question: Question, seen: Mask) -> list[Ranked]:
        """The fees of the lists that answer, strict before lenient."""
        if question.code:
            return families.fees(self._with_code(question.code, seen))
        if question.documents:
            cited = self._citing(question.documents, seen)
            return families.fees(self._narrowed(cited, question) if question.weight else cited)
        scored = self._scored(question, seen, _COMPARED)
        ranked = families.fees(scored)
        if ranked and ranked[0].whole:
            return ranked
        if question.asks_for_body:
            collected = families.fees(collected_by(self._library, question, seen, scored))
            return collected or ranked
        one_fee = bool(ranked) and ranked[0].answered >= _ONE_FEE
        return self._several(families, question, seen, each_named=one_fee) or ranked

    def _ended(self, families: Families, question: Question, seen: Mask) -> list[Ranked]:
        """The fees known only from the document that ended them, where the question holds most of the name."""
        if question.code:
            scored = self._with_code(question.code, seen)
        elif question.documents:
            scored = self._citing(question.documents, seen)
        else:
            scored = [each for each in self._scored(question, seen, _COMPARED_BESIDE) if each.share >= _MOST_OF_NAME]
        return [each for each in families.fees(scored) if each.score >= _ENDED_SCORE][:_ENDED_SHOWN]

    def _several(self, families: Families, question: Question, seen: Mask, each_named: bool) -> list[Ranked]:
        """The fees of a query that names several: each piece by itself, or with the last piece as its ending.

        With `each_named` only where every piece is the whole name of a fee.
        """
        pieces = segments(question.text)
        if not 2 <= len(pieces) <= _MOST_PIECES:
            return []
        lists = [self._piece(families, piece, pieces[-1], seen) for piece in pieces]
        lists = [ranked for ranked in lists if ranked and ranked[0].score >= _NAMED_ALONE]
        named = sum(ranked[0].whole for ranked in lists)
        if len(lists) < 2 or (each_named and named < len(pieces)):
            return []
        best: dict[int, Ranked] = {}
        for ranked in lists:
            for each in [ranked[0], *(replace(other, score=other.score * _NEXT_OF_PIECE) for other in ranked[1:])]:
                if each.number not in best or each.score > best[each.number].score:
                    best[each.number] = each
        return families.ordered(best.values())

    def _piece(self, families: Families, piece: str, ending: str, seen: Mask) -> list[Ranked]:
        texts = [piece] if piece == ending else [piece, piece + ending]
        found = []
        for text in texts:
            question = self._reader.read(text, None)
            if not question.says_nothing:
                found.append(families.fees(self._scored(question, seen, _COMPARED_BY_PIECE)))
        return max(found, key=lambda ranked: ranked[0].score if ranked else 0.0, default=[])

    def _scored(self, question: Question, seen: Mask, most: int) -> list[Scored]:
        numbers = candidates(self._library, self._reader, question, seen, most)
        return score(self._library, self._reader, question, numbers)

    def _with_code(self, code: str, seen: Mask) -> list[Scored]:
        numbers = self._library.holding(Field.CODE, code)
        return [self._plain(number, 1.0, Found.CODE) for number in numbers[seen[numbers]].tolist()]

    def _citing(self, documents: Sequence[str], seen: Mask) -> list[Scored]:
        """Every entry that cites one of the documents; those whose entry above cites it too come after."""
        scored = []
        for document in documents:
            numbers = self._library.holding(Field.DOCUMENTS, document)
            codes = {self._facts[number].code for number in numbers.tolist()}
            for number in numbers[seen[numbers]].tolist():
                value = _CITED_WITH_PARENT if self._facts[number].parent in codes else _CITED
                scored.append(self._plain(number, value, Found.DOCUMENT))
        return scored

    def _narrowed(self, cited: Sequence[Scored], question: Question) -> list[Scored]:
        """The citing entries, those first that also answer the rest of the question."""
        numbers = np.array(sorted(each.number for each in cited), dtype=np.int64)
        by_words = {each.number: each.score for each in score(self._library, self._reader, question, numbers)}
        return [replace(each, score=(each.score + by_words[each.number]) / 2) for each in cited]

    def _plain(self, number: int, value: float, found: Found) -> Scored:
        return Scored(number, value, 1.0, 1.0, found, self._library.names(number)[0], whole=True)

    def _outside_word(self, question: Question) -> tuple[Outside, float] | None:
        """The outside word that the question answers best to, with its score."""
        if question.documents or question.code:
            return None
        scored = self._scored(question, self._mask(None, Shelf.OUTSIDE), _COMPARED_BESIDE)
        fitting = [(self._word(each.number), each.score) for each in scored if self._fits(each, question)]
        best = max(fitting, key=lambda pair: pair[1], default=None)
        return best if best and best[1] >= _OUTSIDE_SCORE else None

    def _word(self, number: int) -> Outside:
        return self._library.words.outside[number - self._outside[0]]

    def _fits(self, scored: Scored, question: Question) -> bool:
        """Whether the word stands where it must stand to mean the outside charge."""
        match = self._word(scored.number).match
        if scored.whole:
            return True
        if scored.share < _MOST_OF_NAME:
            return False
        return match == "part" or (match == "end" and key(question.text).endswith(scored.name.key))

    # What is seen

    def _seen(self, scope: Scope, shelf: Shelf) -> Mask:
        return self._mask(scope.line, shelf)

    def _mask_of(self, line: tuple[str, ...] | None, shelf: Shelf) -> Mask:
        return seen_from(self._facts, line, shelf)

    def _listing(self, scope: Scope) -> list[Ranked]:
        """Everything that is seen, by code."""
        seen, shown = self._seen(scope, Shelf.LISTED), self._versions.on(scope.request.on)
        numbers = (shown[code] for code in self._versions.codes)
        return [Ranked(number, 0.0, Found.LISTING, "", 0.0) for number in numbers if seen[number]]

    # The answer

    def _answer(
        self, scope: Scope, question: Question, ranked: Sequence[Ranked], match: Match, notices: tuple[Message, ...]
    ) -> SearchAnswer:
        request = scope.request
        narrowed = Filter(request)
        kept = [each for each in ranked if narrowed.passes(self._facts[each.number])]
        start = (request.page - 1) * request.per_page
        return SearchAnswer(
            match=match if kept else Match.NONE,
            total=len(kept),
            hits=tuple(self._hit(question, each) for each in kept[start : start + request.per_page]),
            facets=narrowed.counts(self._facts[each.number] for each in ranked),
            did_you_mean=kept[0].text if kept and kept[0].found is Found.TYPO and match is Match.PROBABLE else None,
            place=scope.named,
            notices=notices,
        )

    def _hit(self, question: Question, ranked: Ranked) -> Hit:
        facts = self._facts[ranked.number]
        text = ranked.text or self._library.names(ranked.number)[0].text
        return Hit(facts.version_id, facts.code, ranked.found, text, highlight(text, question), round(ranked.score, 4))


def _check_page(request: SearchRequest) -> None:
    if request.page < 1:
        raise Problem(say("页码应从 1 开始。"), "page")
    if not 1 <= request.per_page <= LARGEST_PAGE:
        raise Problem(say("每页条数应在 1 至 %(most)s 之间。", most=LARGEST_PAGE), "per_page")


def _depth_of_code(code: str) -> int:
    return len(code.rstrip("0"))


def _without_tail(ranked: list[Ranked]) -> list[Ranked]:
    return [each for each in ranked if each.score >= _TAIL * ranked[0].score]
