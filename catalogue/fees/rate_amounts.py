"""What is due for a quantity under a rate, with the arithmetic; it refuses to guess a missing quantity or unit."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal, localcontext

from catalogue.fees.money import format_number, format_yuan, round_fen
from catalogue.fees.rate_bands import table_amounts
from catalogue.fees.rate_values import ZERO, Currency, Due, Fixed, Limits, Range, Rate, Share, Tiered, Undetermined
from catalogue.fees.units import TIMES, convert, fold_unit, is_countable, is_sum_of_money
from catalogue.messages import Message, say

# Quantities reach 10^15 with six decimals and prices have many: nothing may be rounded before the end.
_PRECISION = 80
_SIGNS = {"%": Decimal("0.01"), "‰": Decimal("0.001")}
_BEGUN = TIMES | {"公里", "海里"}

Steps = list[Message]


def due(rate: Rate, quantity: Decimal | None, unit: str | None) -> Due | Undetermined:
    """The lawful amount in yuan for `quantity` of `unit` (for shares the quantity is the base in yuan).

    `high` is the most that may be taken. `low` equals it for one exact price; it is 0 under a ceiling.
    Rounded to 分 only at the end, half up.
    """
    if not isinstance(rate, Share | Tiered) and rate.currency is not Currency.YUAN:
        return Undetermined(say("标准以美元计价，本目录不作换算。"))
    if isinstance(rate, Fixed) and rate.price == 0 and not rate.limits.minimum:
        return Due(ZERO.quantize(Decimal("0.01")), ZERO.quantize(Decimal("0.01")), (say("标准为免费，应收 0.00元"),))
    if quantity is None:
        return Undetermined(_missing(rate))
    with localcontext() as context:
        context.prec = _PRECISION
        if isinstance(rate, Tiered):
            return _due_by_table(rate, quantity, unit)
        if isinstance(rate, Share):
            return _due_by_share(rate, quantity, unit)
        return _due_by_unit(rate, quantity, unit)


def _missing(rate: Rate) -> Message:
    if isinstance(rate, Share) or (isinstance(rate, Tiered) and rate.unit == "元"):
        return say("没有写明计费基数（金额，元），无法核算。")
    if not rate.unit:
        return say("没有写明数量，无法核算。")
    return say("没有写明数量（%(unit)s），无法核算。", unit=rate.unit)


def _due_by_unit(rate: Fixed | Range, quantity: Decimal, unit: str | None) -> Due | Undetermined:
    steps: Steps = []
    counted = _quantity_in(rate.unit, rate.other_unit, quantity, unit, steps)
    if isinstance(counted, Undetermined):
        return counted
    low, high = (rate.price, rate.price) if isinstance(rate, Fixed) else (rate.low, rate.high)
    highest = high * (1 + rate.limits.float_up)
    if rate.limits.float_up:
        steps.append(_floated(high, rate.limits.float_up, highest, rate.unit))
    begun = _begun(counted, rate.unit, rate.limits, steps)
    if isinstance(begun, Undetermined):
        return begun
    if low != high:
        steps.append(_product(low, rate.unit, begun[0]))
    if low == high == highest and begun[0] != begun[1]:
        steps.append(_product(high, rate.unit, begun[0]))
    steps.append(_product(highest, rate.unit, begun[1]))
    return _limited(low * begun[0], highest * begun[1], rate.limits, steps)


def _quantity_in(wanted: str, other: str, quantity: Decimal, unit: str | None, steps: Steps) -> Decimal | Undetermined:
    """The quantity counted in the unit of the rate; what was assumed or converted goes into the steps."""
    given = fold_unit(unit or "")
    if not wanted:
        if quantity == 1:
            return quantity
        return Undetermined(say("标准没有写明按什么计数，只能核对一次（件）的金额。"))
    if not given:
        if not is_countable(wanted):
            return Undetermined(say("没有写明数量的单位；标准按“%(unit)s”计，请补充。", unit=wanted))
        steps.append(say("未写单位，按标准的单位“%(unit)s”计", unit=wanted))
        return quantity
    for target in (wanted, other) if other else (wanted,):
        conversion = convert(quantity, given, target)
        if conversion is None:
            continue
        if conversion.note is not None:
            steps.append(conversion.note)
        counted = quantity * conversion.factor
        if conversion.factor != 1:
            steps.append(
                say(
                    "%(quantity)s%(given)s = %(counted)s%(unit)s",
                    quantity=format_number(quantity),
                    given=given,
                    counted=format_number(counted),
                    unit=target,
                )
            )
        return counted
    return Undetermined(_unlike(wanted, given))


def _unlike(wanted: str, given: str) -> Message:
    lacking = [part for part in wanted.split("·") if part not in given.split("·")]
    if lacking and set(given.split("·")) < set(wanted.split("·")):
        return say("标准按“%(unit)s”计，还缺%(lacking)s数，无法核算。", unit=wanted, lacking="、".join(lacking))
    return say("标准按“%(unit)s”计，所填数量的单位是“%(given)s”，无法换算。", unit=wanted, given=given)


def _begun(counted: Decimal, unit: str, limits: Limits, steps: Steps) -> tuple[Decimal, Decimal] | Undetermined:
    """The least and the most to charge for: begun steps count whole where the wording says so or may mean it."""
    step = limits.step
    if step is not None:
        whole = (counted / step).to_integral_value(ROUND_CEILING) * step
        if whole != counted and "·" in unit.removesuffix("·次"):
            return Undetermined(say("标准对不足一个计费单位的部分另有取整规定，请填写取整后的数量。"))
        if whole != counted:
            steps.append(
                say(
                    "不足一个计费单位的部分取整：%(counted)s → %(whole)s%(unit)s",
                    counted=counted,
                    whole=whole,
                    unit=unit,
                )
            )
        return whole, whole
    ceiling = counted.to_integral_value(ROUND_CEILING)
    if unit in _BEGUN and ceiling != counted:
        steps.append(say("标准没有写明不足一%(unit)s如何计算，最多按%(whole)s%(unit)s计", unit=unit, whole=ceiling))
        return counted, ceiling
    return counted, counted


def _floated(price: Decimal, up: Decimal, highest: Decimal, unit: str) -> Message:
    return say(
        "可上浮%(up)s%%：%(price)s × (1 + %(up)s%%) = %(highest)s元%(per)s",
        up=format_number(up * 100),
        price=format_number(price),
        highest=format_number(highest),
        per=f"/{unit}" if unit else "",
    )


def _product(price: Decimal, unit: str, quantity: Decimal) -> Message:
    return say(
        "%(price)s元%(per)s × %(quantity)s%(unit)s = %(amount)s元",
        price=format_number(price),
        per=f"/{unit}" if unit else "",
        quantity=format_number(quantity),
        unit=unit,
        amount=format_yuan(price * quantity),
    )


def _due_by_share(rate: Share, quantity: Decimal, unit: str | None) -> Due | Undetermined:
    steps: Steps = []
    base = _yuan_in(quantity, unit, steps)
    if isinstance(base, Undetermined):
        return base
    for share in dict.fromkeys((rate.low, rate.high)):
        steps.append(
            say(
                "%(base)s元 × %(share)s = %(amount)s元",
                base=format_yuan(base) if base == round_fen(base) else format_number(base),
                share=_sign(share, rate.sign),
                amount=format_yuan(base * share),
            )
        )
    return _limited(base * rate.low, base * rate.high, rate.limits, steps)


def _sign(share: Decimal, sign: str) -> str:
    return f"{format_number(share / _SIGNS[sign])}{sign}"


def _yuan_in(quantity: Decimal, unit: str | None, steps: Steps) -> Decimal | Undetermined:
    """The base in yuan; a bare number may count cases and is never taken for money."""
    if not unit:
        return Undetermined(say("这一标准按金额计算，请写明数量的单位是“元”。"))
    if not is_sum_of_money(unit):
        return Undetermined(
            say("这一标准按金额计算，需要计费基数（元），所填单位是“%(given)s”。", given=fold_unit(unit))
        )
    return _quantity_in("元", "", quantity, unit, steps)


def _due_by_table(rate: Tiered, quantity: Decimal, unit: str | None) -> Due | Undetermined:
    steps: Steps = []
    if rate.unit == "元":
        counted = _yuan_in(quantity, unit, steps)
    elif unit and rate.per and fold_unit(unit) == rate.per != rate.unit:
        return Undetermined(say("这一标准按%(unit)s数分档，还缺%(unit)s数，无法核算。", unit=rate.unit))
    else:
        counted = _quantity_in(rate.unit, "", quantity, unit, steps)
    if isinstance(counted, Undetermined):
        return counted
    if rate.limits.cap_within is not None and counted > rate.limits.cap_within:
        return Undetermined(
            say("标准只写明了 %(most)s%(unit)s以内的最高金额。", most=rate.limits.cap_within, unit=rate.unit)
        )
    begun = _begun(counted, rate.unit, rate.limits, steps)
    if isinstance(begun, Undetermined):
        return begun
    return _of_table(rate, begun, steps)


def _of_table(rate: Tiered, begun: tuple[Decimal, Decimal], steps: Steps) -> Due | Undetermined:
    most = table_amounts(rate, begun[1])
    least = table_amounts(rate, begun[0]) if begun[0] != begun[1] else most
    if isinstance(most, Undetermined):
        return most
    if isinstance(least, Undetermined):
        return least
    steps.extend(most.steps)
    return _limited(least.low, most.high, rate.limits, steps)


def _limited(low: Decimal, high: Decimal, limits: Limits, steps: Steps) -> Due:
    """Apply the least and the most, then round."""
    if limits.minimum is not None and high < limits.minimum:
        steps.append(say("不足%(minimum)s元的按%(minimum)s元收取", minimum=format_number(limits.minimum)))
    if limits.cap is not None and high > limits.cap:
        steps.append(say("最高不超过%(cap)s元", cap=format_number(limits.cap)))
    if limits.ceiling:
        steps.append(say("这是最高标准，可以低于它收取"))
    least = ZERO if limits.ceiling else _between(low, limits)
    return Due(round_fen(least), round_fen(_between(high, limits)), tuple(steps))


def _between(amount: Decimal, limits: Limits) -> Decimal:
    amount = amount if limits.minimum is None else max(amount, limits.minimum)
    return amount if limits.cap is None else min(amount, limits.cap)
