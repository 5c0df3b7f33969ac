"""Tells which reliefs a payer's answers meet, just miss or leave open; it never takes a missing answer for a no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from catalogue.fees.kinds import Confidence
from catalogue.fees.money import format_number
from catalogue.messages import Message, say
from catalogue.oversight.questions import CHOICES, WORDINGS, Answers, Question

NEAR_SHARE = Decimal("0.2")
"""A number that misses its limit by no more than this share of it is called just missed."""


class Operator(StrEnum):
    """How a condition compares an answer with its value; lists of values are joined by `|`."""

    IS = "is"
    HAS = "has"
    AT_MOST = "<="
    LESS = "<"
    AT_LEAST = ">="
    MORE = ">"
    WITHIN_YEARS = "within_years"


class State(StrEnum):
    """What is known of one condition."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"


class Outcome(StrEnum):
    """How a relief stands for one payer, most promising first."""

    APPLIES = "applies"
    OPEN = "open"
    NEAR = "near"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of one answer, with the text in which it was read."""

    question: Question
    operator: Operator
    value: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a relief: all its conditions must hold. `remains` is the share still to be paid, None if no share."""

    relief: str
    document: str
    remains: Decimal | None
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A condition held against the answers; `gap` says by how much a number misses it."""

    condition: Condition
    state: State
    gap: Message | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """How one relief stands: its outcome, and the way that comes nearest with each of its conditions.

    `nearly` are other ways of the same relief that were just missed and would leave less to pay.
    """

    relief: str
    document: str
    outcome: Outcome
    way: Way
    looked: tuple[Looked, ...]
    nearly: tuple[Found, ...] = ()

    def in_state(self, state: State) -> list[Looked]:
        return [each for each in self.looked if each.state is state]


_SIGNS: Mapping[Operator, Message] = {
    Operator.AT_MOST: say("不超过"),
    Operator.LESS: say("低于"),
    Operator.AT_LEAST: say("不低于"),
    Operator.MORE: say("超过"),
}
_NUMBERS = frozenset(_SIGNS)


def find_reliefs(ways: Iterable[Way], answers: Answers, day: date) -> list[Found]:
    """How each relief stands on `day`, those that apply first; the ways given must be in force on that day."""
    held: dict[tuple[str, str], list[Found]] = {}
    for way in ways:
        held.setdefault((way.relief, way.document), []).append(look_at(way, answers, day))
    return sorted((_best(found) for found in held.values()), key=_rank)


def look_at(way: Way, answers: Answers, day: date) -> Found:
    """One way held against the answers."""
    looked = tuple(_look(condition, answers, day) for condition in way.conditions)
    return Found(way.relief, way.document, _outcome(looked), way, looked)


def _best(ways: Sequence[Found]) -> Found:
    """The way that comes nearest, with those just missed that would be better still."""
    best = min(ways, key=_rank)
    if best.outcome not in (Outcome.APPLIES, Outcome.OPEN):
        return best
    better = (way for way in ways if way.outcome is Outcome.NEAR and _remains(way) < _remains(best))
    return replace(best, nearly=tuple(better))


def _remains(found: Found) -> Decimal:
    """What is left to pay; where that is no plain share, as if nothing were taken off."""
    return Decimal(1) if found.way.remains is None else found.way.remains


def _rank(found: Found) -> tuple[int, Decimal, int]:
    """Better outcomes first, then what leaves less to pay, then what lacks fewer answers."""
    return list(Outcome).index(found.outcome), _remains(found), len(found.looked) - len(found.in_state(State.MET))


def _outcome(looked: Sequence[Looked]) -> Outcome:
    missed = [each for each in looked if each.state is State.MISSED]
    if not missed:
        return Outcome.OPEN if any(each.state is State.OPEN for each in looked) else Outcome.APPLIES
    # Just missed: a single number, with nothing else in doubt. Nobody becomes another kind of payer for a relief.
    near = len(missed) == 1 and missed[0].gap is not None and not any(each.state is State.OPEN for each in looked)
    return Outcome.NEAR if near else Outcome.NOT


def _look(condition: Condition, answers: Answers, day: date) -> Looked:
    answer = answers.get(condition.question)
    if answer is None:
        return Looked(condition, State.OPEN)
    if isinstance(answer, Decimal):
        met = _compare(answer, condition.operator, Decimal(condition.value))
        return Looked(condition, State.MET) if met else Looked(condition, State.MISSED, _gap(condition, answer))
    if isinstance(answer, date):
        met = day < anniversary(answer, int(condition.value))
    elif isinstance(answer, frozenset):
        met = bool(answer & set(condition.value.split("|")))
    else:
        met = answer in condition.value.split("|")
    return Looked(condition, State.MET) if met else Looked(condition, State.MISSED, _way_out(condition))


def _compare(number: Decimal, operator: Operator, limit: Decimal) -> bool:
    return {
        Operator.AT_MOST: number <= limit,
        Operator.LESS: number < limit,
        Operator.AT_LEAST: number >= limit,
        Operator.MORE: number > limit,
    }[operator]


def _gap(condition: Condition, number: Decimal) -> Message | None:
    """By how much a number just misses its limit; nothing where it is far away, or a shortfall, which nobody wants."""
    limit = Decimal(condition.value)
    if condition.question is Question.SHORTFALL or abs(number - limit) > limit * NEAR_SHARE:
        return None
    unit = WORDINGS[condition.question].unit
    if number == limit:
        return say("您填的正好是 %(number)s%(unit)s", number=format_number(number), unit=unit)
    text = (
        say("您填的是 %(number)s%(unit)s，多 %(gap)s%(unit)s", **_numbers(number, number - limit), unit=unit)
        if number > limit
        else say("您填的是 %(number)s%(unit)s，差 %(gap)s%(unit)s", **_numbers(number, limit - number), unit=unit)
    )
    return text


def _way_out(condition: Condition) -> Message | None:
    """What would be needed where a missed word is worked out from numbers."""
    if condition.question is Question.SMALL_MICRO:
        return say("有一项数额低于本行业中型企业的下限即可，见“企业规模”")
    return None


def _numbers(number: Decimal, gap: Decimal) -> dict[str, object]:
    return {"number": format_number(short(number)), "gap": format_number(short(gap))}


def short(number: Decimal) -> Decimal:
    """A number for people, at most four decimals; it is never calculated with."""
    return number if number == number.to_integral_value() else number.quantize(Decimal("0.0001")).normalize()


def describe(condition: Condition) -> Message:
    """The condition as a sentence."""
    wording = WORDINGS[condition.question]
    if condition.operator in _NUMBERS:
        return say(
            "%(name)s%(sign)s %(value)s%(unit)s",
            name=wording.label,
            sign=_SIGNS[condition.operator],
            value=format_number(Decimal(condition.value)),
            unit=wording.unit,
        )
    if condition.operator is Operator.WITHIN_YEARS:
        return say("登记注册未满 %(years)s 年", years=condition.value)
    values = _either([CHOICES[condition.question][value] for value in condition.value.split("|")])
    if condition.operator is Operator.HAS:
        return values
    return say("%(name)s：%(value)s", name=wording.label, value=values)


def _either(values: Sequence[Message]) -> Message:
    text = values[0]
    for value in values[1:]:
        text = say("%(first)s 或 %(second)s", first=text, second=value)
    return text


def anniversary(day: date, years: int) -> date:
    """The day `years` years later; 29 February moves to 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
