"""Writes a rate that was read as rows of a table a person can compute with; it computes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalogue.fees.money import format_number
from catalogue.fees.rate_values import Band, Currency, Fixed, Limits, Range, RateOption, Share, Tiered
from catalogue.messages import Message, say

_HUNDRED = {"%": Decimal(100), "‰": Decimal(1000)}


@dataclass(frozen=True, slots=True)
class RateRow:
    """One line: the case (in the words of the list, or a stretch of quantity), its rate, and what bends it."""

    case: Message | str
    rate: Message | str
    notes: tuple[Message, ...] = ()


def rate_rows(option: RateOption) -> list[RateRow]:
    """The lines of one case; a table by quantity takes one line for each of its bands."""
    rate = option.rate
    notes = tuple(_limits(rate.limits))
    if isinstance(rate, Tiered):
        how = say("分段计算后相加") if rate.cumulative else say("按总量所在的一档计算")
        lines = [RateRow(_case(option.label, _stretch(band, rate)), _band(band, rate)) for band in rate.bands]
        first = lines[0]
        return [RateRow(first.case, first.rate, (how, *notes)), *lines[1:]] if lines else []
    return [RateRow(option.label, _plain(rate), notes)]


def _case(label: str, stretch: Message) -> Message:
    return say("%(label)s，%(stretch)s", label=label, stretch=stretch) if label else stretch


def _plain(rate: Fixed | Range | Share) -> Message | str:
    if isinstance(rate, Share):
        return _share(rate)
    unit = f"/{rate.unit}" if rate.unit else ""
    if isinstance(rate, Range):
        low, high = format_number(rate.low), format_number(rate.high)
        if rate.currency is Currency.DOLLAR:
            return say("%(low)s至%(high)s美元%(unit)s", low=low, high=high, unit=unit)
        return say("%(low)s至%(high)s元%(unit)s", low=low, high=high, unit=unit)
    if rate.currency is Currency.DOLLAR:
        return say("%(price)s美元%(unit)s", price=format_number(rate.price), unit=unit)
    return say("%(price)s元%(unit)s", price=format_number(rate.price), unit=unit)


def _share(rate: Share) -> Message | str:
    low, high = _percent(rate.low, rate.sign), _percent(rate.high, rate.sign)
    if not rate.base:
        return low if low == high else say("%(low)s至%(high)s", low=low, high=high)
    if low == high:
        return say("%(base)s的%(share)s", base=rate.base, share=low)
    return say("%(base)s的%(low)s至%(high)s", base=rate.base, low=low, high=high)


def _percent(share: Decimal, sign: str) -> str:
    return format_number(share * _HUNDRED.get(sign, Decimal(1))) + sign


def _stretch(band: Band, rate: Tiered) -> Message:
    """The stretch of quantity that a band is for: its lower end excluded, its upper end included."""
    above, up_to = _quantity(band.above, rate.unit), None if band.up_to is None else _quantity(band.up_to, rate.unit)
    if up_to is None and not band.above:
        return say("不论多少")
    if not band.above:
        return say("不超过%(up_to)s", up_to=up_to)
    if rate.cumulative:
        whole = say("超过%(above)s的部分", above=above)
        return whole if up_to is None else say("超过%(above)s至%(up_to)s的部分", above=above, up_to=up_to)
    whole = say("超过%(above)s", above=above)
    return whole if up_to is None else say("超过%(above)s至%(up_to)s", above=above, up_to=up_to)


def _quantity(amount: Decimal, unit: str) -> str:
    """Sums of money in 万元 where they are whole ones, as people say them."""
    ten_thousand = Decimal(10_000)
    if unit == "元" and amount and amount % ten_thousand == 0:
        return f"{format_number(amount / ten_thousand)}万元"
    return f"{format_number(amount)}{unit}"


def _band(band: Band, rate: Tiered) -> Message | str:
    parts: list[Message | str] = []
    if band.lump:
        per = f"/{rate.per}" if rate.per else ""
        parts.append(say("%(lump)s元%(per)s", lump=format_number(band.lump), per=per))
    if band.price and band.sign:
        parts.append(_percent(band.price, band.sign))
    elif band.price:
        parts.append(say("%(price)s元%(unit)s", price=format_number(band.price), unit=f"/{rate.unit}"))
    if band.step_size is not None:
        step = _quantity(band.step_size, rate.unit)
        parts.append(say("每增加%(step)s再加%(rise)s元", step=step, rise=format_number(band.step_rise)))
    return _joined(parts)


def _joined(parts: list[Message | str]) -> Message | str:
    if not parts:
        return say("不收")
    whole = parts[0]
    for part in parts[1:]:
        whole = say("%(first)s，另加 %(second)s", first=whole, second=part)
    return whole


def _limits(limits: Limits) -> list[Message]:
    notes = []
    if limits.ceiling:
        notes.append(say("这是最高标准，可以少收"))
    if limits.float_up:
        notes.append(say("可上浮%(share)s", share=_percent(limits.float_up, "%")))
    if limits.minimum is not None:
        notes.append(say("每笔最低%(sum)s元", sum=format_number(limits.minimum)))
    if limits.cap is not None:
        notes.append(say("每笔最高%(sum)s元", sum=format_number(limits.cap)))
    if limits.step is not None:
        notes.append(say("不足%(step)s个计费单位的按%(step)s个计", step=format_number(limits.step)))
    return notes
