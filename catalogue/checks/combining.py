"""Puts the verdicts on the fees of one receipt line together; it refuses to split one amount among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from catalogue.checks.charges import Charge
from catalogue.checks.verdict import Code, NextStep, Sureness, Verdict
from catalogue.fees.money import format_yuan
from catalogue.messages import Message, say

_LISTED = frozenset({Code.LISTED_OK, Code.LISTED_AMOUNT_UNCHECKED, Code.OVER_STANDARD})


def combine(charge: Charge, parts: Sequence[Verdict]) -> Verdict:
    """One verdict for a line that names several fees.

    All on the lists: their maxima add up where every one is known. One ended: the line is, for that part.
    Otherwise the line has to be split before it can be judged.
    """
    codes = {part.code for part in parts}
    if codes <= _LISTED:
        return _sum_up(charge, parts)
    if Code.ENDED in codes:
        ended = next(part for part in parts if part.code is Code.ENDED)
        headline = say("这一栏写了几项费用，其中有的已经停征，应当拆开：%(part)s", part=ended.headline)
        return _whole(charge, parts, ended.code, headline, replace(ended, charge=charge))
    if len(codes) == 1:
        first = parts[0]
        return _whole(charge, parts, first.code, first.headline, replace(first, charge=charge))
    headline = say("这一栏写了几项费用，结论各不相同，请要求对方拆开列明每项金额。")
    return _whole(charge, parts, Code.AMBIGUOUS, headline, None)


def _sum_up(charge: Charge, parts: Sequence[Verdict]) -> Verdict:
    names = "、".join(part.item.name for part in parts if part.item)
    maxima = [part.max_amount for part in parts if part.max_amount is not None]
    steps = tuple(step for part in parts for step in part.arithmetic)
    if len(maxima) < len(parts) or charge.amount is None:
        headline = say("这一栏的几项费用（%(names)s）都在清单内，但金额还不能核对。", names=names)
        return replace(
            _whole(charge, parts, Code.LISTED_AMOUNT_UNCHECKED, headline, None),
            arithmetic=steps,
            missing=(say("每项费用各自的金额和计费数量"),),
        )
    total = sum(maxima, Decimal(0))
    joined = " + ".join(format_yuan(each) for each in maxima)
    step = say("合计 %(parts)s = %(total)s 元", parts=joined, total=format_yuan(total))
    if charge.amount <= total:
        code, headline = Code.LISTED_OK, say("这一栏的几项费用（%(names)s）都在清单内，合计没有超过标准。", names=names)
    else:
        code = Code.OVER_STANDARD
        headline = say(
            "这一栏的几项费用（%(names)s）合计最高 %(total)s 元，多收了 %(excess)s 元。",
            names=names,
            total=format_yuan(total),
            excess=format_yuan(charge.amount - total),
        )
    verdict = _whole(charge, parts, code, headline, None)
    excess = charge.amount - total if charge.amount > total else None
    return replace(verdict, max_amount=total, excess=excess, arithmetic=(*steps, step))


def _whole(charge: Charge, parts: Sequence[Verdict], code: Code, headline: Message, like: Verdict | None) -> Verdict:
    step = {Code.LISTED_OK: NextStep.PAY, Code.OVER_STANDARD: NextStep.COMPLAIN}.get(code, NextStep.ASK)
    order = [Sureness.SURE, Sureness.LIKELY, Sureness.UNCERTAIN]
    sureness = max((part.sureness for part in parts), key=order.index)
    basis = tuple(dict.fromkeys(document for part in parts for document in part.basis))
    base = like or Verdict(code, charge, headline, step, sureness)
    return replace(base, headline=headline, sureness=sureness, basis=basis, parts=tuple(parts))
