"""Tells whether a firm is small or micro by its sector's thresholds (工信部联企业〔2011〕300号); it guesses none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalogue.fees.kinds import Confidence
from catalogue.fees.money import format_number
from catalogue.messages import Message, say
from catalogue.oversight.questions import NO, WORDINGS, YES, Answers, Question


@dataclass(frozen=True, slots=True)
class MediumFirm:
    """What a medium-sized firm of a sector reaches at least, all of it; below any one of them a firm is small or micro.

    Staff in persons, revenue and assets in yuan a year; None is not looked at in that sector.
    """

    code: str
    sector: str
    staff: Decimal | None
    revenue: Decimal | None
    assets: Decimal | None
    document: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class FirmSize:
    """Whether the firm is small or micro (`yes`, `no`, None where answers are missing), and why."""

    small_micro: str | None
    steps: tuple[Message, ...]
    missing: tuple[Question, ...]


def firm_size(medium: MediumFirm, answers: Answers) -> FirmSize:
    """Hold a firm's figures against its sector's thresholds: one figure below its threshold is enough to be small."""
    limits = {
        Question.STAFF: medium.staff,
        Question.REVENUE: medium.revenue,
        Question.ASSETS: medium.assets,
    }
    steps: list[Message] = []
    missing: list[Question] = []
    small = False
    for question, limit in limits.items():
        if limit is None:
            continue
        given = answers.get(question)
        if not isinstance(given, Decimal):
            missing.append(question)
            continue
        small = small or given < limit
        steps.append(_step(question, given, limit))
    verdict = YES if small else None if missing else NO
    return FirmSize(verdict, tuple(steps), () if small else tuple(missing))


def _step(question: Question, given: Decimal, limit: Decimal) -> Message:
    wording = WORDINGS[question]
    values = {"name": wording.label, "given": format_number(given), "limit": format_number(limit), "unit": wording.unit}
    if given < limit:
        return say("%(name)s %(given)s%(unit)s，低于中型企业的下限 %(limit)s%(unit)s", **values)
    return say("%(name)s %(given)s%(unit)s，达到中型企业的下限 %(limit)s%(unit)s", **values)
