"""Scores candidates by how far their names and facts answer a question; it refuses to choose what is shown."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import OSA

from catalogue.fees.kinds import FeeKind
from catalogue.search.documents import NAME_SORT, Field, Name
from catalogue.search.library import Library, Numbers
from catalogue.search.likeness import Asked, Cover, cover
from catalogue.search.port import Found
from catalogue.search.reading import Question, Reader, Unit
from catalogue.search.retrieval import Floats, Mask, all_of
from catalogue.search.sounds import blurred
from catalogue.search.text import tokens

# How far a unit counts as answered by what is not the best name itself.
_OTHER_NAME = 0.85
_CONTEXT = 0.75
_TEXT = 0.5
_MEANING_IN_NAMES, _MEANING_IN_CONTEXT, _MEANING_IN_TEXTS = 0.85, 0.7, 0.5
_BODY = 0.9
_NAMES_COMPARED = 4
_SUM_WEIGHT = 5.0
_SUM_ALONE = 0.7  # the sum is right, the unit asked for is not found with it
# What is typed like a name must be answered further than a sentence.
_NAME_ANSWERED, _TYPED_ANSWERED = 0.85, 0.75
_SLIP, _SLIP_WRITTEN, _SLIP_HEARD = 0.7, 0.5, 0.85
_COLLECTED, _NAMED_TOO, _PRICE_SET = 0.8, 0.2, 0.7
# A whole answer counts for this much even where it is a small part of the name.
_PARTIAL = 0.6
# Among equals the name of the list comes before what people call it.
_SORTS = {"name": 1.0, "official": 0.995, "abbreviation": 0.99, "everyday": 0.98, "old_name": 0.975}
_OTHER_SORT = 0.95
_WHOLE, _WHOLE_DESCRIPTION, _WHOLE_BUT_FEE, _WHOLE_SOUND, _WHOLE_INITIALS = 1.2, 1.1, 1.12, 1.1, 1.05
# A word as short as 消防费 that stands inside a much longer name may be quite another charge.
_SHORT, _SMALL_SHARE = 4, 0.45


@dataclass(frozen=True, slots=True)
class Scored:
    """A document, how far it answers (`answered`, 0 to 1), its score, and the name and way it was found.

    `whole`: the question spells the name in full; `doubtful`: it reads like a name, but of something else.
    """

    number: int
    score: float
    answered: float
    share: float
    found: Found
    name: Name
    whole: bool = False
    doubtful: bool = False


def score(library: Library, reader: Reader, question: Question, numbers: Numbers) -> list[Scored]:
    """Score all candidates, in the order given."""
    beside = _beside_names(library, question, numbers)
    sums = _sums(library, question, numbers)
    total = question.weight + _SUM_WEIGHT * len(question.sums)
    asked = Asked.by(question.units)
    scored = []
    for position, number in enumerate(numbers.tolist()):
        scored.append(_score(library, question, asked, number, beside[:, position], float(sums[position]), total))
    return scored


def collected_by(library: Library, question: Question, seen: Mask, scored: Iterable[Scored]) -> list[Scored]:
    """The fees that the bodies named collect; `scored`, how their names answer, settles their order.

    Where a price is regulated the department sets it and does not collect, so those come last.
    """
    families = [family for body in question.bodies for family in body.words]
    numbers = {number for family in families for number in library.holding(Field.BODIES, family).tolist()}
    by_name = {each.number: each.score for each in scored}
    found = []
    for number in sorted(number for number in numbers if seen[number]):
        facts = library.facts[number]
        value = _COLLECTED + _NAMED_TOO * by_name.get(number, 0.0)
        value *= _PRICE_SET if facts.kind == FeeKind.REGULATED_SERVICE else 1.0
        department = Name(facts.department, NAME_SORT, "", ())
        found.append(Scored(number, value, 1.0, 1.0, Found.DEPARTMENT, department))
    return found


def _score(
    library: Library, question: Question, asked: Asked, number: int, beside: Floats, sums: float, total: float
) -> Scored:
    whole = _whole(question, library.names(number))
    if whole:
        return Scored(number, whole[0], 1.0, 1.0, whole[1], whole[2], whole=True)
    names = asked.likest(library.names(number), _NAMES_COMPARED)
    covers = [cover(question.units, name) for name in names]
    weights = np.array([unit.weight for unit in question.units])
    values = np.array([each.answered for each in covers]).reshape(len(names), len(question.units))
    alone = values @ weights / question.weight if question.weight else np.zeros(len(names))
    strength = alone * (_PARTIAL + (1 - _PARTIAL) * np.array([each.share for each in covers]))
    best = int(np.argmax(strength * [_SORTS.get(name.sort, _OTHER_SORT) for name in names]))
    together = np.maximum(values[best], beside)
    answered = (float(together @ weights) + sums) / total if total else 0.0
    share = covers[best].share if question.weight else 0.0
    found = _how(question, covers[best], float(alone[best]), answered, sums)
    return Scored(
        number,
        answered * (_PARTIAL + (1 - _PARTIAL) * share) * _SORTS.get(names[best].sort, _OTHER_SORT),
        answered,
        share,
        found,
        names[best],
        doubtful=question.is_name and (_inside(question, share) or _doubtful(question, found, answered, names[best])),
    )


def _inside(question: Question, share: float) -> bool:
    return len(question.units) <= _SHORT and share < _SMALL_SHARE and question.text.endswith("费")


def _doubtful(question: Question, found: Found, answered: float, name: Name) -> bool:
    if found is Found.TYPO:
        return not _slip(question, name)
    return answered < (_TYPED_ANSWERED if found is Found.PINYIN else _NAME_ANSWERED)


def _slip(question: Question, name: Name) -> bool:
    """Whether the question is the name but for a slip: all sounds right, or at most one character in three wrong."""
    parts, sounds = tokens(name.key), [blurred(sound) for sound in name.sounds]
    end = max(index for index, unit in enumerate(question.units) if not unit.stop) + 1
    for units in (question.units, question.units[:end]):
        written = OSA.normalized_similarity([_meant(unit, parts) for unit in units], parts)
        heard = OSA.normalized_similarity([unit.sound or unit.text for unit in units], sounds)
        if heard == 1.0 or written >= _SLIP or (written >= _SLIP_WRITTEN and heard >= _SLIP_HEARD):
            return True
    return False


def _meant(unit: Unit, parts: Container[str]) -> str:
    """The character of the name that the unit looks like, or what was typed."""
    if unit.text in parts:
        return unit.text
    return next((similar for similar in unit.similar if similar in parts), unit.shown)


def _how(question: Question, best: Cover, by_name: float, answered: float, sums: float) -> Found:
    if by_name >= answered / 2 and by_name:
        if any(not unit.text for unit in question.units if unit.weight):
            return Found.PINYIN
        return Found.TYPO if best.misspelt else Found.WORDS
    if sums:
        return Found.AMOUNT
    return Found.DEPARTMENT if question.bodies and not by_name else Found.TEXT


def _whole(question: Question, names: Sequence[Name]) -> tuple[float, Found, Name] | None:
    """The name that the question spells in full, if any: in characters before sounds before initials."""
    if question.sums:
        return None
    for name in names:
        if name.key in question.keys:
            value = _WHOLE_DESCRIPTION if name.descriptive else _WHOLE
            return value * _SORTS.get(name.sort, _OTHER_SORT), name.found, name
    with_fee = question.keys_with_fee
    for name in names:
        if name.key in with_fee:
            return _WHOLE_BUT_FEE * _SORTS.get(name.sort, _OTHER_SORT), name.found, name
    return _whole_by_sound(question, names) if question.letters else None


def _whole_by_sound(question: Question, names: Sequence[Name]) -> tuple[float, Found, Name] | None:
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
            yield rows, library.holding(Field.NAMES, gram), _OTHER_NAME
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
            yield slice(body.start, body.end), library.holding(Field.BODIES, word), _BODY


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
