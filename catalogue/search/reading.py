"""Reads what a person typed: which parts say something about a fee, and how much; it refuses to look for fees."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from catalogue.fees.basis import find_document_numbers, is_document_number, normalise_document_number
from catalogue.search.amounts import Sum, find_sums, without_measures
from catalogue.search.documents import Field, Shelf, document_term
from catalogue.search.library import Library
from catalogue.search.places import Named, Places
from catalogue.search.sounds import blurred, split_pinyin, syllables
from catalogue.search.text import is_han, key, tokens

_LONGEST_WORD = 12
_CODE = re.compile(r"[a-z]\d{3}(?:\.\d{2})*")
# What one first letter says; three of them say about as much as one rare character.
_LETTER_WEIGHT = 1.5
_ENDING = 2
_MONEY = frozenset("费金款税钱价")


@dataclass(frozen=True, slots=True)
class Unit:
    """A token of the query: a character or word, a typed syllable (`text` empty), or a typed first letter.

    `weight` is what it says about a fee, 0 for stop words and places, which `stop` marks; `similar` are
    characters that it may have been mistaken for.
    """

    text: str = ""
    sound: str = ""
    initial: str = ""
    weight: float = 0.0
    stop: bool = False
    similar: frozenset[str] = frozenset()

    @property
    def shown(self) -> str:
        return self.text or self.sound or self.initial


@dataclass(frozen=True, slots=True)
class Meaning:
    """The units from `start` to `end` also mean any of these words."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A query as read.

    `keys` are the spellings that may be a whole name: all of it, and without stop words and places at its
    ends. `letters` are the Latin letters of a query that has nothing else. Positions count units.
    """

    text: str
    keys: tuple[str, ...] = ()
    letters: str = ""
    units: tuple[Unit, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    bodies: tuple[Meaning, ...] = ()
    sums: tuple[Sum, ...] = ()
    documents: tuple[str, ...] = ()
    code: str = ""
    places: tuple[Named, ...] = ()

    @property
    def keys_with_fee(self) -> tuple[str, ...]:
        """The keys with 费 added: who types 护照 may mean 护照费; what ends on 费 or 基金 is a name already."""
        return tuple(each + "费" for each in self.keys if is_han(each[-1]) and each[-1] not in _MONEY)

    @property
    def weight(self) -> float:
        return sum(unit.weight for unit in self.units)

    @property
    def is_name(self) -> bool:
        """Whether it reads like a name and not like a sentence: no sum, no stop words but 收费 or such at its end."""
        said = [index for index, unit in enumerate(self.units) if not unit.stop]
        if not said or self.sums or len(self.units) - said[-1] > _ENDING + 1:
            return False
        return not any(unit.stop for unit in self.units[: said[-1]])

    @property
    def asks_for_body(self) -> bool:
        """Whether it names bodies and nothing else that says something."""
        covered = {index for body in self.bodies for index in range(body.start, body.end)}
        rest = sum(unit.weight for index, unit in enumerate(self.units) if index not in covered)
        return bool(self.bodies) and not rest and not self.sums

    @property
    def says_nothing(self) -> bool:
        return not (self.weight or self.sums or self.documents or self.code)


class Reader:
    """Reads questions with the words, places and term spreads of one library."""

    def __init__(self, library: Library, places: Places) -> None:
        self._library = library
        self._places = places
        self._words = library.words
        families = {facts.code for facts in library.facts if facts.code and not facts.parent}
        outside = sum(facts.shelf is Shelf.OUTSIDE for facts in library.facts)
        self._families = max(1, len(families) + outside)
        self._size = max(1, len(library.facts))

    @property
    def heaviest(self) -> float:
        """The weight of what no name contains."""
        return _rarity(0, self._families)

    def weight(self, gram: str) -> float:
        """What a gram says: much if few fees (sub-items not counted) have it in a name."""
        return _rarity(len(self._library.holding(Field.FAMILY, gram)), self._families)

    def read(self, folded: str, near: str | None) -> Question:
        """Read one folded query; `near` is the region asked from, if any."""
        if is_document_number(folded):
            return Question(folded, documents=(document_term(normalise_document_number(folded)),))
        if _CODE.fullmatch(folded):
            return Question(folded, code=folded)
        numbers = find_document_numbers(folded)
        rest = _blanked(folded, numbers)
        sums = find_sums(rest)
        for each in sums:
            rest = rest[: each.start] + " " * (each.end - each.start) + rest[each.end :]
        said = without_measures(rest)
        units = [unit for token in tokens(said if key(said) else rest) for unit in self._units(token)]
        bodies = tuple(_spans(units, self._words.bodies))
        places = self._named(units, near)
        stops = self._stops(units, {edge for body in bodies for edge in (body.start, body.end)})
        units = self._weighed(units, stops, places)
        return Question(
            text=folded,
            keys=self._keys(folded, units),
            letters=_letters(rest),
            units=tuple(units),
            meanings=tuple(_spans(units, self._words.synonyms)),
            bodies=bodies,
            sums=sums,
            documents=tuple(map(document_term, numbers)),
            places=places,
        )

    def _named(self, units: list[Unit], near: str | None) -> tuple[Named, ...]:
        """The places named, by the units they cover."""
        flat, bounds = _flat(units)
        return tuple(
            Named(bounds[named.start], bounds[named.end], named.code)
            for named in self._places.named(flat, near)
            if named.start in bounds and named.end in bounds
        )

    def _units(self, token: str) -> Iterator[Unit]:
        if is_han(token):
            yield Unit(token, blurred(syllables(token)[0]), similar=self._words.variants.get(token, frozenset()))
        elif not (token.isascii() and token.isalpha()) or self._is_word(token):
            yield Unit(text=token)
        elif typed := split_pinyin(token):
            yield from (Unit(sound=blurred(syllable)) for syllable in typed)
        else:
            yield from (Unit(initial=letter) for letter in token)

    def _is_word(self, token: str) -> bool:
        listed = token in self._words.synonyms or token in self._words.bodies or token in self._words.stop_words
        return listed or any(len(self._library.holding(field, token)) for field in (Field.NAMES, Field.TEXTS))

    def _stops(self, units: list[Unit], edges: Container[int]) -> set[int]:
        """The units that stop words cover; a single character only where it is no part of a word that names have.

        `edges` are where the name of a body begins or ends: no word runs across them.
        """
        covered: set[int] = set()
        single: set[int] = set()
        for start, end, _ in _found(units, self._words.stop_words):
            (single if end - start == 1 else covered).update(range(start, end))
        single -= covered
        free = covered | single
        for index in sorted(single):
            left = units[index - 1] if index and index - 1 not in free and index not in edges else None
            beside = index + 1 < len(units) and index + 1 not in free and index + 1 not in edges
            right = units[index + 1] if beside else None
            if not (self._joined(left, units[index]) or self._joined(units[index], right)):
                covered.add(index)
        return covered

    def _joined(self, left: Unit | None, right: Unit | None) -> bool:
        """Whether two neighbours stand together in a name, or sound as if they did (仲才 for 仲裁)."""
        if left is None or right is None:
            return False
        if len(self._library.holding(Field.FAMILY, left.text + right.text)):
            return True
        return len(self._library.holding(Field.SOUNDS, f"{left.sound}'{right.sound}")) > 0

    def _weighed(self, units: list[Unit], stops: Container[int], places: Iterable[Named]) -> list[Unit]:
        placed = {index for named in places for index in range(named.start, named.end)}
        weighed = []
        for index, unit in enumerate(units):
            if index in stops or index in placed:
                weighed.append(replace(unit, stop=True))
            else:
                left = units[index - 1] if index else None
                right = units[index + 1] if index + 1 < len(units) else None
                weighed.append(replace(unit, weight=self._unit_weight(unit, left, right)))
        return weighed

    def _unit_weight(self, unit: Unit, left: Unit | None, right: Unit | None) -> float:
        """The least that the unit or a pair with a neighbour says: 登 of 婚姻登记 is as common as 登记."""
        if unit.text:
            grams = [unit.text]
            grams += [left.text + unit.text] if left and left.text else []
            grams += [unit.text + right.text] if right and right.text else []
            return min(map(self.weight, grams))
        if unit.initial:
            return _LETTER_WEIGHT
        pairs = [f"{left.sound}'{unit.sound}"] if left and left.sound else []
        pairs += [f"{unit.sound}'{right.sound}"] if right and right.sound else []
        spreads = (len(self._library.holding(Field.SOUNDS, pair)) for pair in pairs)
        return min((_rarity(spread, self._size) for spread in spreads), default=self.heaviest)

    def _keys(self, folded: str, units: list[Unit]) -> tuple[str, ...]:
        said = [index for index, unit in enumerate(units) if not unit.stop]
        core = "".join(unit.shown for unit in units[said[0] : said[-1] + 1]) if said else ""
        return tuple(dict.fromkeys(each for each in (key(folded), core) if each))


def _rarity(spread: int, size: int) -> float:
    return math.log((size + 1) / (min(spread, size) + 0.5))


def _blanked(folded: str, numbers: Iterable[str]) -> str:
    """The text without its document numbers, in whatever spelling they stand there."""
    if not list(numbers):
        return folded
    rest = normalise_document_number(folded)
    for number in find_document_numbers(folded):
        rest = rest.replace(number, " ")
    return rest


def _letters(rest: str) -> str:
    joined = key(rest)
    return joined if joined.isascii() and joined.isalpha() else ""


def _flat(units: list[Unit]) -> tuple[str, dict[int, int]]:
    """The units as one text, and for each place where a unit begins or ends the number of units before it."""
    flat, bounds = "", {0: 0}
    for index, unit in enumerate(units):
        flat += unit.shown
        bounds[len(flat)] = index + 1
    return flat, bounds


def _found(units: list[Unit], words: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Listed words in the units, from left to right, the longest at each place."""
    start = 0
    while start < len(units):
        for end in range(min(len(units), start + _LONGEST_WORD), start, -1):
            word = "".join(unit.text for unit in units[start:end])
            if word in words and all(unit.text for unit in units[start:end]):
                yield start, end, word
                start = end - 1
                break
        start += 1


def _spans(units: list[Unit], meanings: Mapping[str, tuple[str, ...]]) -> Iterator[Meaning]:
    for start, end, word in _found(units, meanings):
        yield Meaning(start, end, meanings[word])
