"""Compares an amount with the standard of an entry; it refuses to say over where case or wording is not certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from catalogue.checks.charges import Charge
from catalogue.checks.matching import note_fit
from catalogue.checks.wording import Wording, key, plain
from catalogue.fees.entries import Entry
from catalogue.fees.kinds import Status
from catalogue.fees.money import format_yuan, round_fen
from catalogue.fees.rates import Due, Fixed, RateOption, RateReading, Undetermined, due, read_rate
from catalogue.fees.units import convertible
from catalogue.messages import Message, say
from catalogue.search.text import fold

_FITS, _MARGIN = 0.45, 0.15
_ORDINAL = re.compile(r"第(\d{1,2})年")
_FLOAT = re.compile(r"上浮[^，。；,;]{0,8}?(\d{1,3})[%％]")
# Another place's standard quoted as an example: 例：江西…, （四川标准）, （陕西紫阳县执行标准）.
_BORROWED = re.compile(r"例[:：]|[(（](?![0-9自])[^()（）]{2,10}?(?:执行标准|标准|口径)[)）]")
_EXCERPT = re.compile(r"节选")


class Outcome(StrEnum):
    """How an amount stands to the standard."""

    WITHIN = "within"
    OVER = "over"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Finding:
    """The comparison: outcome, the highest lawful amount where known, the arithmetic, and what was missing."""

    outcome: Outcome
    maximum: Decimal | None = None
    steps: tuple[Message, ...] = ()
    reasons: tuple[Message, ...] = ()
    missing: tuple[Message, ...] = ()


def compare(entry: Entry, parent: Entry | None, charge: Charge, wording: Wording, places: Sequence[str]) -> Finding:
    """Compare the charge with the standard of `entry`.

    `wording` may name the case of the rate; `parent` may add an upward float;
    `places` are the names of the line of places, to tell a standard that another place lent.
    """
    reading = read_rate(entry.standard_text, entry.rate_value, entry.rate_unit)
    if not entry.standard_text and entry.rate_value is None:
        return _unchecked(say("清单没有载明收费标准，须按定价文件核对。"))
    if _is_borrowed(entry.standard_text, places):
        return _unchecked(say("清单所载标准取自其他地方，只能参考：%(text)s", text=entry.standard_text))
    if not reading.options and entry.rate_value is not None:
        # The wording says more than could be read, but the source itself gives the rate of the main case.
        plain_rate = read_rate(f"{entry.rate_value}{entry.rate_unit}", entry.rate_value, entry.rate_unit)
        reading = replace(reading, options=plain_rate.options)
    if not reading.options:
        return _unchecked(reading.reason or say("收费标准不是简单的数字，须按文件核对。"))
    if entry.status is not Status.IN_FORCE and _is_zero(reading):
        return _unchecked(say("停征以前的收费标准清单没有载明。"))
    sums = _sums(reading, charge)
    finding = _by_case(entry, reading, sums, charge, wording)
    if _EXCERPT.search(entry.standard_text) and finding.outcome is Outcome.OVER:
        return _unchecked(say("清单只摘录了部分标准，不能断定超出。"), finding.steps)
    return _with_float(finding, entry, parent, charge)


@dataclass(frozen=True, slots=True)
class _Sum:
    """One case of the standard with what is due under it, or why that cannot be said."""

    option: RateOption
    due: Due | Undetermined


def _is_zero(reading: RateReading) -> bool:
    """Whether the wording only says that nothing is taken any more; it tells nothing of the days before."""
    return all(isinstance(option.rate, Fixed) and option.rate.price == 0 for option in reading.options)


def _sums(reading: RateReading, charge: Charge) -> list[_Sum]:
    current = [option for option in reading.options if option.since is None or option.since <= charge.on]
    fitting = [option for option in current if _unit_fits(option, charge.unit)]
    return [_Sum(option, due(option.rate, charge.quantity, charge.unit)) for option in fitting or current]


def _unit_fits(option: RateOption, unit: str) -> bool:
    own = getattr(option.rate, "unit", "元")
    return not unit or not own or convertible(unit, own) is not None


def _by_case(entry: Entry, reading: RateReading, sums: list[_Sum], charge: Charge, wording: Wording) -> Finding:
    chosen = _named_case(entry, sums, wording)
    if chosen is None and len(sums) == 1:
        chosen = sums[0]
        return _one(chosen, charge, certain=reading.complete, reading=reading)
    if chosen is not None:
        return _one(chosen, charge, certain=True, reading=reading)
    return _between(sums, charge, reading)


def _named_case(entry: Entry, sums: list[_Sum], wording: Wording) -> _Sum | None:
    """The case that the words of the receipt name, if they name exactly one."""
    years = _ORDINAL.findall(wording.text)
    if len(years) == 1:
        holding = [each for each in sums if each.option.covers(int(years[0]))]
        return holding[0] if len(holding) == 1 else None
    if len(sums) < 2:
        return None
    labels = [each.option.label for each in sums]
    name = key(fold(entry.name))
    at = _clear_best(wording, labels, (name,))
    if at is None:
        at = _clear_best(wording, labels, (name, *_shared_words(labels)))
    return None if at is None else sums[at]


def _clear_best(wording: Wording, labels: Sequence[str], known: Sequence[str]) -> int | None:
    """Which label the receipt points to, if it points clearly to one."""
    fits = (_label_fit(wording, label, _own_words(label, known)) for label in labels)
    scored = sorted(((fit, at) for at, fit in enumerate(fits)), reverse=True)
    (best, at), (second, _) = scored[0], scored[1]
    return at if best >= _FITS and best - second >= _MARGIN else None


def _shared_words(labels: Sequence[str]) -> list[str]:
    """Stretches of three characters and more that several labels share, such as 第二代居民身份证."""
    folded = [fold(label) for label in labels]
    return [
        one[block.a : block.a + block.size]
        for one, other in pairwise(folded)
        for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        if block.size >= 3
    ]


def _own_words(label: str, known: Sequence[str]) -> str:
    """What a label says beyond the name of the fee and what other labels say too."""
    text = fold(label)
    for words in known:
        for block in SequenceMatcher(None, text, words, autojunk=False).get_matching_blocks():
            if block.size >= 3:
                text = text.replace(words[block.b : block.b + block.size], "")
    return text


def _label_fit(wording: Wording, label: str, own: str) -> float:
    """How well a receipt points to a label: brackets may paraphrase it, the name itself must hold its words."""
    if len(plain(own)) < 2:
        return float(bool(label) and plain(fold(label)) in wording.flat)
    # 第三类首次注册费:境内 — what stands after the colon is the case itself.
    words = (own, own.rpartition(":")[2], *own.split("、"))
    in_name = any(plain(part) in plain(wording.head) for part in words if len(plain(part)) > 1)
    return max(float(in_name), note_fit("、".join(wording.notes), own))


def _one(case: _Sum, charge: Charge, certain: bool, reading: RateReading) -> Finding:
    if isinstance(case.due, Undetermined):
        return _unchecked(case.due.reason)
    if charge.amount is None:
        return Finding(Outcome.UNCHECKED, case.due.high, case.due.steps, missing=(say("收取的金额"),))
    if charge.amount <= case.due.high:
        return Finding(Outcome.WITHIN, case.due.high, case.due.steps)
    if certain:
        return Finding(Outcome.OVER, case.due.high, case.due.steps)
    return _unchecked(reading.reason or say("收费标准另有规定未能读懂，不能断定超出。"), case.due.steps)


def _between(sums: list[_Sum], charge: Charge, reading: RateReading) -> Finding:
    """Several cases and none named: certain only where all of them agree."""
    known = [each.due for each in sums if isinstance(each.due, Due)]
    unknown = [each.due.reason for each in sums if isinstance(each.due, Undetermined)]
    if not known:
        return _unchecked(unknown[0] if unknown else say("收费标准须按文件核对。"))
    steps = tuple(step for each in known for step in each.steps)
    main = next((each.due for each in _general(sums, reading) if isinstance(each.due, Due)), None)
    cases = say("标准分几种情形，票据没有写明是哪一种：%(cases)s", cases="；".join(_labels(sums)))
    if charge.amount is None:
        return Finding(Outcome.UNCHECKED, None, steps, (cases,), (say("收取的金额"),))
    highs = [each.high for each in known]
    if main is not None and charge.amount <= main.high:
        return Finding(Outcome.WITHIN, main.high, main.steps)
    if not unknown and charge.amount <= min(highs):
        return Finding(Outcome.WITHIN, min(highs) if len(set(highs)) == 1 else None, steps)
    if not unknown and reading.complete and charge.amount > max(highs):
        return Finding(Outcome.OVER, max(highs), steps)
    return Finding(Outcome.UNCHECKED, None, steps, (cases,), (say("属于哪一种情形"),))


def _general(sums: list[_Sum], reading: RateReading) -> list[_Sum]:
    """The case that holds where the receipt names none: the one the source gives, else the only one without a label."""
    main = [each for each in sums if each.option is reading.main]
    unlabelled = [each for each in sums if not each.option.label]
    return main or (unlabelled if len(unlabelled) == 1 else [])


def _labels(sums: list[_Sum]) -> list[str]:
    return [each.option.label or each.option.words for each in sums if each.option.label or each.option.words]


def _with_float(finding: Finding, entry: Entry, parent: Entry | None, charge: Charge) -> Finding:
    """A price that may float upward by a share that only the parent entry states is over only beyond the float."""
    found = _FLOAT.search(parent.standard_text) if parent and "上浮" not in entry.standard_text else None
    if finding.outcome is not Outcome.OVER or found is None or finding.maximum is None or charge.amount is None:
        return finding
    floated = round_fen(finding.maximum * (1 + Decimal(found.group(1)) / 100))
    step = say("允许上浮 %(share)s%%，最高 %(sum)s 元", share=found.group(1), sum=format_yuan(floated))
    if charge.amount > floated:
        return replace(finding, maximum=floated, steps=(*finding.steps, step))
    return _unchecked(say("标准允许上浮，是否符合上浮条件须核对。"), (*finding.steps, step))


def _is_borrowed(text: str, places: Sequence[str]) -> bool:
    found = _BORROWED.search(text)
    return bool(found) and not any(place and place in found.group(0) for place in places) if found else False


def _unchecked(reason: Message, steps: tuple[Message, ...] = ()) -> Finding:
    return Finding(Outcome.UNCHECKED, None, steps, (reason,))
