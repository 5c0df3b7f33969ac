"""Works out what reliefs are worth in yuan where the levy itself can be computed; elsewhere it gives no amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalogue.fees.entries import ReliefRule
from catalogue.fees.money import format_number, format_yuan, round_fen
from catalogue.messages import Message, say
from catalogue.oversight import disabled_fund
from catalogue.oversight.disabled_fund import Employer, LevyRule
from catalogue.oversight.firm_sizes import FirmSize, MediumFirm, firm_size
from catalogue.oversight.questions import Answer, Answers, Question
from catalogue.oversight.reliefs import Found, Outcome
from catalogue.oversight.tax_rates import Rate

DISABLED_FUND = "F015"
DISABLED_RATIO = "disabled_ratio"
DISABLED_CEILING = "disabled_ceiling"


@dataclass(frozen=True, slots=True)
class Saving:
    """One levy with and without the best relief for it; amounts in yuan, None where figures are missing."""

    code: str
    name: str
    full: Decimal | None
    due: Decimal | None
    at_most: bool
    steps: tuple[Message, ...]
    reliefs: tuple[Found, ...]
    rates: tuple[Rate, ...]
    missing: tuple[Question, ...] = ()

    @property
    def saved(self) -> Decimal | None:
        return None if self.full is None or self.due is None else self.full - self.due


def complete(
    answers: Answers, sizes: Mapping[str, MediumFirm], rates: Mapping[str, Rate]
) -> tuple[dict[Question, Answer], FirmSize | None]:
    """The answers with what can be worked out from them; what cannot stays missing."""
    full: dict[Question, Answer] = dict(answers)
    medium = sizes.get(str(answers.get(Question.SECTOR, "")))
    size = firm_size(medium, answers) if medium else None
    if size and size.small_micro:
        full[Question.SMALL_MICRO] = size.small_micro
    staff, disabled = answers.get(Question.STAFF), answers.get(Question.DISABLED)
    if isinstance(staff, Decimal) and isinstance(disabled, Decimal):
        share = disabled_fund.share(staff, disabled)
        if share is not None:
            full[Question.DISABLED_SHARE] = share
        ratio = rates.get(DISABLED_RATIO)
        if ratio and ratio.rate is not None:
            full[Question.SHORTFALL] = disabled_fund.shortfall(staff, disabled, ratio.rate)
    return full, size


def savings(
    found: Sequence[Found], rules: Sequence[ReliefRule], rates: Mapping[str, Rate], answers: Answers
) -> list[Saving]:
    """Each levy that can be computed from the answers, with the best relief that applies to it."""
    made = [_plain_saving(rate, _touching(found, rules, rate.code), answers) for rate in rates.values()]
    made.append(_fund_saving(_touching(found, rules, DISABLED_FUND), rates, answers))
    return [saving for saving in made if saving is not None]


def _touching(found: Sequence[Found], rules: Sequence[ReliefRule], code: str) -> tuple[Found, ...]:
    """The reliefs that apply to a fee with a plain share, the one that leaves least to pay first."""
    touching = {(rule.name, rule.document) for rule in rules if rule.touches(code)}
    applying = [
        each
        for each in found
        if each.outcome is Outcome.APPLIES and each.way.remains is not None and (each.relief, each.document) in touching
    ]
    return tuple(sorted(applying, key=lambda each: each.way.remains or Decimal(0)))


def _plain_saving(rate: Rate, reliefs: tuple[Found, ...], answers: Answers) -> Saving | None:
    """A levy that is a share of something answered; None where no relief touches it or nothing was answered."""
    base = answers.get(Question(rate.base)) if rate.base in set(Question) else None
    if not reliefs or rate.rate is None or not isinstance(base, Decimal):
        return None
    full = round_fen(base * rate.rate)
    steps = [
        say(
            "应缴费额：%(base)s元 × %(rate)s%% = %(full)s元",
            base=format_yuan(base),
            rate=format_number(rate.rate * 100),
            full=format_yuan(full),
        )
    ]
    remains = reliefs[0].way.remains or Decimal(0)
    steps.append(disabled_fund.tier_step(full, remains))
    return Saving(rate.code, rate.name, full, round_fen(full * remains), False, tuple(steps), reliefs, (rate,))


def _fund_saving(reliefs: tuple[Found, ...], rates: Mapping[str, Rate], answers: Answers) -> Saving | None:
    """The levy for the employment of the disabled; None for those who are no payers of it, or without staff figures."""
    staff, disabled = answers.get(Question.STAFF), answers.get(Question.DISABLED)
    ratio, ceiling = rates.get(DISABLED_RATIO), rates.get(DISABLED_CEILING)
    if answers.get(Question.PAYER) not in ("enterprise", "organisation"):
        return None
    if not isinstance(staff, Decimal) or not isinstance(disabled, Decimal) or not ratio or not ceiling:
        return None
    if ratio.rate is None or ceiling.rate is None:
        return None
    employer = Employer(staff, disabled, _number(answers, Question.AVERAGE_WAGE), _number(answers, Question.LOCAL_WAGE))
    remains = reliefs[0].way.remains if reliefs else None
    levy = disabled_fund.levy(employer, LevyRule(ratio.rate, ceiling.rate), remains)
    wages = (Question.AVERAGE_WAGE, Question.LOCAL_WAGE)
    missing = tuple(each for each in wages if each not in answers) if levy.shortfall and remains != 0 else ()
    return Saving(
        code=DISABLED_FUND,
        name="残疾人就业保障金",
        full=levy.full,
        due=levy.due,
        at_most=levy.at_most,
        steps=levy.steps,
        reliefs=reliefs,
        rates=(ratio, ceiling),
        missing=missing,
    )


def _number(answers: Answers, question: Question) -> Decimal | None:
    answer = answers.get(question)
    return answer if isinstance(answer, Decimal) else None
