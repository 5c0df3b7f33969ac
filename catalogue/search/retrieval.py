"""Picks the documents worth comparing with a question from the whole index; it refuses to judge how they answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from catalogue.search.documents import Field
from catalogue.search.library import Library, Numbers
from catalogue.search.reading import Question, Reader, Unit
from catalogue.search.text import grams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_WHOLE_NAME = 1000.0
_SUM, _RATE = 3.0, 6.0
_BODY = 3.0
# How much a term counts in a field, beside what the term itself says.
_SINGLE = 0.25
_IN_NAMES, _IN_SOUNDS, _IN_CONTEXT, _IN_TEXTS = 1.0, 0.6, 0.5, 0.35
_BY_MEANING = 0.8


def candidates(library: Library, reader: Reader, question: Question, seen: Mask, most: int) -> Numbers:
    """The `most` documents of `seen` that share most with the question, in ascending order."""
    scores = np.zeros(len(library.facts))
    for numbers, value in _evidence(library, reader, question):
        scores[numbers] += value
    scores[~seen] = 0.0
    found = np.flatnonzero(scores)
    if len(found) > most:
        found = found[np.argsort(-scores[found], kind="stable")[:most]]
    return np.sort(found)


def _evidence(library: Library, reader: Reader, question: Question) -> Iterator[tuple[Numbers, float]]:
    yield from _whole_names(library, question)
    for unit in question.units:
        yield from _single(library, unit)
    for left, right in pairwise(question.units):
        yield from _pair(library, left, right)
    for gram in (gram for meaning in question.meanings for word in meaning.words for gram in grams(word)):
        share = _BY_MEANING * reader.weight(gram) * (1.0 if len(gram) > 1 else _SINGLE)
        yield library.holding(Field.NAMES, gram), share * _IN_NAMES
        yield library.holding(Field.TEXTS, gram), share * _IN_TEXTS
    for body in question.bodies:
        for word in body.words:
            yield library.holding(Field.BODIES, word), _BODY
    for asked in question.sums:
        yield library.holding(Field.SUMS, asked.value), _SUM
        for rate in asked.rates:
            yield library.holding(Field.SUMS, rate), _RATE


def _whole_names(library: Library, question: Question) -> Iterator[tuple[Numbers, float]]:
    for key in question.keys:
        yield library.holding(Field.EXACT, key), _WHOLE_NAME
    if question.letters:
        yield library.holding(Field.PINYIN, question.letters), _WHOLE_NAME
        yield library.holding(Field.INITIALS, question.letters), _WHOLE_NAME


def _single(library: Library, unit: Unit) -> Iterator[tuple[Numbers, float]]:
    if unit.text and unit.weight:
        word = len(unit.text) > 1
        yield library.holding(Field.NAMES, unit.text), unit.weight * (1.0 if word else _SINGLE)
        if word:
            yield library.holding(Field.TEXTS, unit.text), unit.weight * _IN_TEXTS


def _pair(library: Library, left: Unit, right: Unit) -> Iterator[tuple[Numbers, float]]:
    weight = (left.weight + right.weight) / 2
    if not weight:
        return
    if left.text and right.text:
        gram = left.text + right.text
        yield library.holding(Field.NAMES, gram), weight * _IN_NAMES
        yield library.holding(Field.CONTEXT, gram), weight * _IN_CONTEXT
        yield library.holding(Field.TEXTS, gram), weight * _IN_TEXTS
    if left.sound and right.sound:
        yield library.holding(Field.SOUNDS, f"{left.sound}'{right.sound}"), weight * _IN_SOUNDS


def all_of(library: Library, field: Field, word: str) -> Numbers:
    """The documents whose field holds every pair of the word's characters (the character itself for one)."""
    terms = grams(word)
    terms = [term for term in terms if len(term) > 1] or terms
    found = library.holding(field, terms[0]) if terms else np.empty(0, dtype=np.int64)
    for term in terms[1:]:
        found = np.intersect1d(found, library.holding(field, term), assume_unique=True)
    return found
