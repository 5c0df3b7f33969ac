"""Scores candidates by how far their names and facts answer a question; it refuses to choose what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from catalogue.search.documents import Field, Name
from catalogue.search.library import Library, Numbers
from catalogue.search.likeness import Cover, cover
from catalogue.search.port import Found
from catalogue.search.reading import Question, Reader
from catalogue.search.retrieval import Floats, all_of

# How far a unit counts as answered by what is not the best name itself.
_OTHER_NAME = 0.85
_CONTEXT = 0.75
_TEXT = 0.5
_MEANING_IN_NAMES, _MEANING_IN_CONTEXT, _MEANING_IN_TEXTS = 0.85, 0.7, 0.5
_BODY = 0.9
_SUM_WEIGHT = 5.0
_SUM_ALONE = 0.7  # the sum is right, the unit asked for is not found with it
# A whole answer counts for this much even where it is a small part of the name.
_PARTIAL = 0.6
_WHOLE, _WHOLE_DESCRIPTION, _WHOLE_SOUND, _WHOLE_INITIALS = 1.2, 1.1, 1.1, 1.05


@dataclass(frozen=True, slots=True)
class Scored:
    """A document, how far it answers (`answered`, 0 to 1), its score, and the name and way it was found."""

    number: int
    score: float
    answered: float
    share: float
    found: Found
    name: Name
    whole: bool = False


def score(library: Library, reader: Reader, question: Question, numbers: Numbers) -> list[Scored]:
    """Score all candidates, in the order given."""
    beside = _beside_names(library, question, numbers)
    sums = _sums(library, question, numbers)
    total = question.weight + _SUM_WEIGHT * len(question.sums)
    scored = []
    for position, number in enumerate(numbers.tolist()):
        scored.append(_score(library, question, number, beside[:, position], float(sums[position]), total))
    return scored


def _score(library: Library, question: Question, number: int, beside: Floats, sums: float, total: float) -> Scored:
    names = library.names(number)
    whole = _whole(question, names)
    covers = [cover(question.units, name) for name in names]
    weights = np.array([unit.weight for unit in question.units])
    values = np.array([each.answered for each in covers]).reshape(len(names), len(question.units))
    alone = values @ weights / question.weight if question.weight else np.zeros(len(names))
    strength = alone * (_PARTIAL + (1 - _PARTIAL) * np.array([each.share for each in covers]))
    best = int(np.argmax(strength))
    if whole:
        return Scored(number, whole[0], 1.0, 1.0, whole[1], whole[2], whole=True)
    together = np.maximum(np.maximum(values[best], values.max(axis=0) * _OTHER_NAME), beside)
    answered = (float(together @ weights) + sums) / total if total else 0.0
    share = covers[best].share if question.weight else 0.0
    return Scored(
        number,
        answered * (_PARTIAL + (1 - _PARTIAL) * share),
        answered,
        share,
        _how(question, covers[best], float(alone[best]), answered, sums),
        names[best],
    )


def _how(question: Question, best: Cover, by_name: float, answered: float, sums: float) -> Found:
    if by_name >= answered / 2 and by_name:
        if any(not unit.text for unit in question.units if unit.weight):
            return Found.PINYIN
        return Found.TYPO if best.misspelt else Found.WORDS
    if sums:
        return Found.AMOUNT
    return Found.DEPARTMENT if question.bodies and not by_name else Found.TEXT


def _whole(question: Question, names: tuple[Name, ...]) -> tuple[float, Found, Name] | None:
    """The name that the question spells in full, if any: in characters before sounds before initials."""
    if question.sums:
        return None
    for name in names:
        if name.key in question.keys:
            return (_WHOLE_DESCRIPTION if name.descriptive else _WHOLE), name.found, name
    if not question.letters:
        return None
    for name in names:
        if "".join(name.sounds) == question.letters:
            return _WHOLE_SOUND, Found.PINYIN, name
    for name in names:
        if len(question.letters) == len(name.sounds) and all(
            sound.startswith(letter) for sound, letter in zip(name.sounds, question.letters, strict=True)
        ):
            return _WHOLE_INITIALS, Found.INITIALS, name
    return None


def _beside_names(library: Library, question: Question, numbers: Numbers) -> Floats:
    """For each unit (row) and candidate (column) how far something beside its own names answers the unit."""
    beside = np.zeros((len(question.units), len(numbers)))
    for rows, documents, value in _claims(library, question):
        beside[rows] = np.maximum(beside[rows], np.isin(numbers, documents, assume_unique=True) * value)
    return beside


def _claims(library: Library, question: Question) -> Iterator[tuple[slice, Numbers, float]]:
    for index, unit in enumerate(question.units):
        if len(unit.text) > 1:
            yield slice(index, index + 1), library.holding(Field.TEXTS, unit.text), _TEXT
    for index, (left, right) in enumerate(pairwise(question.units)):
        if left.text and right.text and (left.weight or right.weight):
            rows, gram = slice(index, index + 2), left.text + right.text
            yield rows, library.holding(Field.CONTEXT, gram), _CONTEXT
            yield rows, library.holding(Field.TEXTS, gram), _TEXT
    for meaning in question.meanings:
        rows = slice(meaning.start, meaning.end)
        for word in meaning.words:
            yield rows, all_of(library, Field.NAMES, word), _MEANING_IN_NAMES
            yield rows, all_of(library, Field.CONTEXT, word), _MEANING_IN_CONTEXT
            yield rows, all_of(library, Field.TEXTS, word), _MEANING_IN_TEXTS
    for body in question.bodies:
        for word in body.words:
            yield slice(body.start, body.end), all_of(library, Field.DEPARTMENT, word), _BODY


def _sums(library: Library, question: Question, numbers: Numbers) -> Floats:
    """What the sums asked for add, by candidate."""
    added = np.zeros(len(numbers))
    for asked in question.sums:
        value = _SUM_ALONE if asked.rates else 1.0
        here = np.isin(numbers, library.holding(Field.SUMS, asked.value)) * value
        for rate in asked.rates:
            here = np.maximum(here, np.isin(numbers, library.holding(Field.SUMS, rate)) * 1.0)
        added += here * _SUM_WEIGHT
    return added
