"""The amount of a table for one quantity, line by line; it refuses quantities that the table does not reach."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from catalogue.fees.money import format_number, format_yuan
from catalogue.fees.rate_values import ZERO, Band, Tiered, Undetermined
from catalogue.messages import Message, say

_SIGNS = {"%": Decimal("0.01"), "‰": Decimal("0.001")}
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Amounts:
    """The least and the most by a table, before limits and rounding."""

    low: Decimal
    high: Decimal
    steps: tuple[Message, ...]


def table_amounts(table: Tiered, quantity: Decimal) -> Amounts | Undetermined:
    """What the table asks for `quantity` of its unit."""
    last = table.bands[-1].up_to
    if last is not None and quantity > last:
        return Undetermined(
            say("标准只写到 %(last)s%(unit)s，超过的部分没有标准。", last=format_number(last), unit=table.unit)
        )
    if any(band.step_size for band in table.bands) and quantity != quantity.to_integral_value():
        return Undetermined(say("这一标准按整%(unit)s分档，请填写整数。", unit=table.unit))
    return _added_up(table, quantity) if table.cumulative else _by_one_band(table, quantity)


def _added_up(table: Tiered, quantity: Decimal) -> Amounts:
    total, steps, amounts = ZERO, [], []
    for band in table.bands:
        if quantity <= band.above:
            break
        part = (quantity if band.up_to is None else min(quantity, band.up_to)) - band.above
        amount, lines = _part(band, part, table.unit)
        total += amount
        amounts.append(amount)
        steps.extend(lines)
    if len(amounts) > 1:
        terms = " + ".join(format_yuan(amount) for amount in amounts)
        steps.append(say("合计：%(terms)s = %(amount)s元", terms=terms, amount=format_yuan(total)))
    return Amounts(total, total, tuple(steps))


def _by_one_band(table: Tiered, quantity: Decimal) -> Amounts:
    """The band that holds the quantity decides; on an edge both neighbours may be meant."""
    amounts: list[Decimal] = []
    steps: list[Message] = []
    for band in table.bands:
        inside = band.above < quantity and (band.up_to is None or quantity <= band.up_to)
        if inside or quantity == band.above > 0:
            amounts.append(band.lump + band.price * quantity)
            steps.append(
                say("%(span)s：%(amount)s元", span=_span(band, table.unit, whole=True), amount=format_yuan(amounts[-1]))
            )
    return Amounts(min(amounts), max(amounts), tuple(steps))


def _part(band: Band, part: Decimal, unit: str) -> tuple[Decimal, list[Message]]:
    span = _span(band, unit, whole=False)
    if band.step_size is not None:
        return _stepped(band, part, unit)
    if band.price == 0:
        return band.lump, [say("%(span)s：%(amount)s元", span=span, amount=format_yuan(band.lump))]
    amount = band.lump + band.price * part
    price = f"{format_number(band.price / _SIGNS[band.sign])}{band.sign}" if band.sign else _per(band.price, unit)
    line = say(
        "%(span)s：%(part)s%(unit)s × %(price)s = %(amount)s元",
        span=span,
        part=format_number(part),
        unit=unit,
        price=price,
        amount=format_yuan(amount),
    )
    return amount, [line]


def _per(price: Decimal, unit: str) -> str:
    return f"{format_number(price)}元/{unit}"


def _span(band: Band, unit: str, whole: bool) -> Message:
    above, up_to = format_number(band.above), "" if band.up_to is None else format_number(band.up_to)
    if band.up_to is None:
        if whole:
            return say("%(above)s%(unit)s以上", above=above, unit=unit)
        return say("超过%(above)s%(unit)s的部分", above=above, unit=unit)
    if band.above == 0:
        return say("不超过%(up_to)s%(unit)s", up_to=up_to, unit=unit)
    if whole:
        return say("%(above)s至%(up_to)s%(unit)s", above=above, up_to=up_to, unit=unit)
    return say("超过%(above)s至%(up_to)s%(unit)s的部分", above=above, up_to=up_to, unit=unit)


def _stepped(band: Band, part: Decimal, unit: str) -> tuple[Decimal, list[Message]]:
    """A price that rises with every further step: the sum by formula, since steps may be very many."""
    size = band.step_size or Decimal(1)
    full = int(part // size)
    rest = part - full * size
    amount = full * size * band.price + size * band.step_rise * (full * (full - 1) // 2)
    amount += rest * (band.price + band.step_rise * full)
    count = int((part / size).to_integral_value(ROUND_CEILING))
    if count > _MOST_LINES:
        span = _span(band, unit, whole=False)
        many = say(
            "%(span)s：每%(size)s%(unit)s一档，共%(count)s档，从%(price)s起逐档提高%(rise)s元，小计%(amount)s元",
            span=span,
            size=format_number(size),
            unit=unit,
            count=count,
            price=_per(band.price, unit),
            rise=format_number(band.step_rise),
            amount=format_yuan(amount),
        )
        return amount, [many]
    return amount, [_step_line(band, index, size, min(size, part - index * size), unit) for index in range(count)]


def _step_line(band: Band, index: int, size: Decimal, part: Decimal, unit: str) -> Message:
    price = band.price + band.step_rise * index
    return say(
        "第%(first)s至%(last)s%(unit)s：%(part)s%(unit)s × %(price)s = %(amount)s元",
        first=format_number(band.above + index * size + 1),
        last=format_number(band.above + (index + 1) * size),
        unit=unit,
        part=format_number(part),
        price=_per(price, unit),
        amount=format_yuan(price * part),
    )
