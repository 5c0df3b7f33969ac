"""Works out the disabled persons' employment levy (残疾人就业保障金) in steps; it assumes no wage and no ratio."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalogue.fees.money import format_number, format_yuan, round_fen
from catalogue.messages import Message, say
from catalogue.oversight.reliefs import short


@dataclass(frozen=True, slots=True)
class Employer:
    """Last year's figures of an employer. Staff may be fractions; wages are yuan a year, None where not given."""

    staff: Decimal
    disabled: Decimal
    average_wage: Decimal | None = None
    local_wage: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LevyRule:
    """The ratio that employers must reach (0.015 is 1.5 %) and how many local average wages a wage counts at most."""

    ratio: Decimal
    ceiling: Decimal


@dataclass(frozen=True, slots=True)
class Levy:
    """The levy of one year in yuan: in full and after the tier; None where the wage is missing.

    `at_most` is True where the local average wage is unknown, so that the ceiling may lower it further.
    """

    shortfall: Decimal
    full: Decimal | None
    due: Decimal | None
    at_most: bool
    steps: tuple[Message, ...]

    @property
    def saved(self) -> Decimal | None:
        return None if self.full is None or self.due is None else self.full - self.due


def shortfall(staff: Decimal, disabled: Decimal, ratio: Decimal) -> Decimal:
    """Persons short of the ratio, never negative; it need not be whole (财税〔2015〕72号)."""
    return max(Decimal(0), staff * ratio - disabled)


def share(staff: Decimal, disabled: Decimal) -> Decimal | None:
    """Disabled staff in per cent of all staff; None without staff."""
    return disabled / staff * 100 if staff else None


def levy(employer: Employer, rule: LevyRule, remains: Decimal | None = None) -> Levy:
    """(staff × ratio - disabled staff) × average wage; `remains` of it is due (财政部公告2023年第8号), None is all."""
    short_of = shortfall(employer.staff, employer.disabled, rule.ratio)
    steps = [_staff_step(employer, rule, short_of)]
    if short_of == 0:
        nothing = Decimal("0.00")
        return Levy(short_of, nothing, nothing, False, (*steps, say("已达到规定比例，不用缴纳。")))
    if employer.average_wage is None:
        return Levy(short_of, None, None, False, tuple(steps))
    wage, wage_step, at_most = _wage(employer.average_wage, employer.local_wage, rule.ceiling)
    full = round_fen(short_of * wage)
    steps += [
        wage_step,
        say(
            "应缴费额：%(people)s 人 × %(wage)s元 = %(full)s元",
            people=format_number(short_of.normalize()),
            wage=format_yuan(wage),
            full=format_yuan(full),
        ),
    ]
    due = full if remains is None else round_fen(full * remains)
    if remains is not None:
        steps.append(tier_step(full, remains))
    return Levy(short_of, full, due, at_most, tuple(steps))


def _staff_step(employer: Employer, rule: LevyRule, short_of: Decimal) -> Message:
    values = {
        "staff": format_number(employer.staff),
        "ratio": format_number(rule.ratio * 100),
        "disabled": format_number(employer.disabled),
        "short": format_number(short(short_of)),
    }
    if short_of == 0:
        return say("%(staff)s 人 × %(ratio)s%% 不超过已安排的 %(disabled)s 人", **values)
    return say("少安排：%(staff)s 人 × %(ratio)s%% − %(disabled)s 人 = %(short)s 人", **values)


def _wage(own: Decimal, local: Decimal | None, times: Decimal) -> tuple[Decimal, Message, bool]:
    """The wage that counts, the sentence that says so, and whether the ceiling is still open."""
    if local is None:
        text = say("按本单位年平均工资 %(own)s元计算；没有填当地社会平均工资，封顶没有核", own=format_yuan(own))
        return own, text, True
    ceiling = local * times
    values = {"own": format_yuan(own), "ceiling": format_yuan(ceiling), "times": format_number(times)}
    if own > ceiling:
        text = say("年平均工资 %(own)s元超过当地社会平均工资的 %(times)s 倍，按封顶的 %(ceiling)s元计算", **values)
        return ceiling, text, False
    text = say("年平均工资 %(own)s元，没有超过当地社会平均工资的 %(times)s 倍（%(ceiling)s元）", **values)
    return own, text, False


def tier_step(full: Decimal, remains: Decimal) -> Message:
    """What is left of a levy in yuan where `remains` of it is due, as a sentence."""
    if remains == 0:
        return say("免征：%(full)s元不用缴", full=format_yuan(full))
    return say(
        "按 %(share)s%% 缴纳：%(full)s元 × %(share)s%% = %(due)s元",
        share=format_number(remains * 100),
        full=format_yuan(full),
        due=format_yuan(round_fen(full * remains)),
    )
