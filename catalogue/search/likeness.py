"""How well a name answers a question, unit by unit; it refuses to know documents, fields or ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from catalogue.search.documents import Name
from catalogue.search.reading import Unit
from catalogue.search.sounds import blurred
from catalogue.search.text import tokens

# How far a unit counts as answered, by the evidence for it.
SAME = 1.0
TYPED_SOUND = 0.95
NEXT_BUT_ONE = 0.9  # a character too many stands between two that belong together
SAME_SOUND = 0.9  # another character of the same sound beside a right one
SAME_SHAPE = 0.85  # a character that looks like it beside a right one
LEFT_OUT = 0.8  # a character of the name is missing between the two
BOTH_BY_SOUND = 0.7
WRONG = 0.45  # any other character between two right ones
TYPED_LETTER = 0.6
WRONG_AT_EDGE = 0.4
ALONE = 0.35  # the character occurs, its neighbours differ


_MISSPELT = frozenset({SAME_SOUND, SAME_SHAPE, LEFT_OUT, BOTH_BY_SOUND})


@dataclass(frozen=True, slots=True)
class Form:
    """A name prepared for comparison."""

    tokens: tuple[str, ...]
    chars: frozenset[str]
    pairs: frozenset[str]
    skips: frozenset[str]
    sounds: frozenset[str]
    sound_pairs: frozenset[tuple[str, str]]
    letter_pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cover:
    """For each unit of the question how far the name answers it, and how much of the name that is."""

    answered: tuple[float, ...]
    share: float
    misspelt: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What any name is first compared with, quickly: the characters, pairs and sounds of a question."""

    chars: frozenset[str]
    pairs: frozenset[str]
    sound_pairs: frozenset[tuple[str, str]]
    letter_pairs: frozenset[tuple[str, str]]

    @classmethod
    def by(cls, units: Sequence[Unit]) -> Asked:
        """Of the units of a question."""
        couples = list(pairwise(units))
        return cls(
            chars=frozenset(unit.text for unit in units if unit.text and not unit.stop),
            pairs=frozenset(left.text + right.text for left, right in couples if left.text and right.text),
            sound_pairs=frozenset((left.sound, right.sound) for left, right in couples if left.sound and right.sound),
            letter_pairs=frozenset(
                (left.initial, right.initial) for left, right in couples if left.initial and right.initial
            ),
        )

    def likest(self, names: Sequence[Name], most: int) -> list[Name]:
        """The `most` names that share most with the question, in the order of that; short ones first among equals."""
        return sorted(names, key=self._distance)[:most]

    def _distance(self, name: Name) -> float:
        form = _form(name.key, name.sounds)
        shared = 2.0 * len(self.pairs & form.pairs) + len(self.sound_pairs & form.sound_pairs)
        shared += 0.5 * len(self.chars & form.chars) + len(self.letter_pairs & form.letter_pairs)
        return 0.05 * len(form.tokens) - shared


def cover(units: Sequence[Unit], name: Name) -> Cover:
    """Compare all units with one name."""
    form = _form(name.key, name.sounds)
    answered = [_alone(unit, form) for unit in units]
    if len(units) == 1 and answered[0]:
        answered = [SAME]
    misspelt = False
    for index, (left, right) in enumerate(pairwise(units)):
        value = _pair(left, right, form)
        if value in _MISSPELT and (left.stop or right.stop):
            continue
        misspelt |= value in _MISSPELT and min(answered[index], answered[index + 1]) < value
        answered[index] = max(answered[index], value)
        answered[index + 1] = max(answered[index + 1], value)
    misspelt |= _forgive(units, answered, form)
    matched = sum({unit.shown: value for unit, value in zip(units, answered, strict=True) if value > WRONG}.values())
    return Cover(tuple(answered), min(1.0, matched / len(form.tokens)), misspelt)


def _alone(unit: Unit, form: Form) -> float:
    if unit.text in form.chars:
        return SAME if len(unit.text) > 1 else ALONE
    return ALONE if not unit.text and unit.sound in form.sounds else 0.0


def _pair(left: Unit, right: Unit, form: Form) -> float:
    if left.text and right.text:
        joined = left.text + right.text
        if joined in form.pairs:
            return SAME
        if left.sound and right.sound and (left.sound, right.sound) in form.sound_pairs:
            return SAME_SOUND if left.text in form.chars or right.text in form.chars else BOTH_BY_SOUND
        if _look_alike(left, right, form):
            return SAME_SHAPE
        return LEFT_OUT if joined in form.skips else 0.0
    if left.initial and right.initial:
        return TYPED_LETTER if (left.initial, right.initial) in form.letter_pairs else 0.0
    if left.sound and right.sound:
        return TYPED_SOUND if (left.sound, right.sound) in form.sound_pairs else 0.0
    return 0.0


def _look_alike(left: Unit, right: Unit, form: Form) -> bool:
    """Whether one of the two stands for a character that looks like it."""
    if right.text in form.chars and any(similar + right.text in form.pairs for similar in left.similar):
        return True
    return left.text in form.chars and any(left.text + similar in form.pairs for similar in right.similar)


def _forgive(units: Sequence[Unit], answered: list[float], form: Form) -> bool:
    """Credit one wrong or superfluous character among right ones; tells whether any was."""
    forgiven = False
    for index, unit in enumerate(units):
        if not unit.text or unit.stop or answered[index] >= WRONG:
            continue
        left = units[index - 1].text if index else ""
        right = units[index + 1].text if index + 1 < len(units) else ""
        value, beside = _forgiven(units, index, left, right, form)
        if value > answered[index] or beside:
            forgiven = True
            answered[index] = max(answered[index], value)
            for near in (index - 1, index + 1):
                if beside and 0 <= near < len(units):
                    answered[near] = max(answered[near], beside)
    return forgiven


def _forgiven(units: Sequence[Unit], index: int, left: str, right: str, form: Form) -> tuple[float, float]:
    """What the unit itself and its neighbours are worth."""
    if left and right:
        if left + right in form.skips:
            return WRONG, LEFT_OUT
        return (0.0, NEXT_BUT_ONE) if left + right in form.pairs else (0.0, 0.0)
    if right and form.tokens[1:3] == tuple(unit.text for unit in units[index + 1 : index + 3]):
        return WRONG_AT_EDGE, 0.0
    if left and index > 1 and form.tokens[-3:-1] == tuple(unit.text for unit in units[index - 2 : index]):
        return WRONG_AT_EDGE, 0.0
    return 0.0, 0.0


@lru_cache(maxsize=65536)
def _form(key: str, sounds: tuple[str, ...]) -> Form:
    parts = tuple(tokens(key))
    heard = tuple(map(blurred, sounds))
    return Form(
        tokens=parts,
        chars=frozenset(parts),
        pairs=frozenset(first + second for first, second in pairwise(parts)),
        skips=frozenset(first + second for first, second in zip(parts, parts[2:], strict=False)),
        sounds=frozenset(heard),
        sound_pairs=frozenset(pairwise(heard)),
        letter_pairs=frozenset((first[0], second[0]) for first, second in pairwise(sounds)),
    )
