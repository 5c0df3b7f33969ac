"""Compares the cases of a wording with each other and with the source's own plain rate; it reads no text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from catalogue.fees.rate_prices import UNIT, Price
from catalogue.fees.rate_values import Fixed, Range, Rate, RateOption, Share
from catalogue.fees.units import convertible, fold_unit


def confirmed(options: Sequence[RateOption], hint: Rate | None) -> RateOption | None:
    """The case that the source's plain rate confirms, if any."""
    return next((option for option in options if hint is not None and _agrees(option.rate, hint)), None)


def _agrees(rate: Rate, hint: Rate) -> bool:
    """Whether the source's plain rate is this one, whatever multiple of the unit each is written in."""
    if isinstance(hint, Share):
        return hint.low in (rate.low, rate.high) if isinstance(rate, Share) else _is_zero(rate) and hint.low == 0
    if not isinstance(hint, Fixed) or not isinstance(rate, Fixed):
        return False
    return price_per(rate, hint.unit) == hint.price


def _is_zero(rate: Rate) -> bool:
    return isinstance(rate, Fixed) and rate.price == 0


def price_per(rate: Fixed, unit: str) -> Decimal:
    """The price for one of `unit`, where the two units convert; else the price as it is."""
    factor = convertible(unit, rate.unit) if unit and rate.unit else None
    return rate.price if factor is None else rate.price * factor


def with_hint(option: RateOption, hint: Rate | None) -> RateOption:
    """Lend the source's unit to a price that has none; keep both where they differ for the same price."""
    rate = option.rate
    if not isinstance(hint, Fixed) or not isinstance(rate, Fixed | Range) or not hint.unit:
        return option
    if not rate.unit:
        return replace(option, rate=replace(rate, unit=hint.unit))
    if rate.unit != hint.unit and isinstance(rate, Fixed) and rate.price == hint.price:
        return replace(option, rate=replace(rate, other_unit=hint.unit))
    return option


# 以后每小时2元 and 超过部分每页1元 come on top of the price before them.
_GOES_ON = re.compile(r"超[过出额]的?部分|超出部分|[以之此其]后|^后续|续[费期]|首[小页件个]|另|追加")


def are_alternatives(options: tuple[RateOption, ...]) -> bool:
    """Whether each of several prices has a case of its own; unnamed prices side by side may add up."""
    if len(options) < 2:
        return True
    labels = [option.label for option in options]
    if "" in labels[1:] or any(_GOES_ON.search(label) for label in labels):
        return False
    named = [option for option in options if option.label.endswith("费")]
    together = any(one is not other and one.words == other.words for one in named for other in named)
    bare = [option for option in named if isinstance(option.rate, Fixed) and not option.rate.unit]
    return len(bare) < 2 and not together


_SIZED = re.compile(
    rf"(?:\d|[一二两三四五六七八九十百半])({UNIT})(?:\(.*?\))?(?:及?以[上下内外]|内|至|-|的|$|[^\d]*部分)"
)


def overlap(options: Sequence[RateOption]) -> bool:
    """Whether cases by size are priced by the very unit that sizes them, without a word on how they add up."""
    sized = 0
    for option in options:
        units = option.rate.unit.split("·") if isinstance(option.rate, Fixed | Range) else []
        sizes = [fold_unit(size) for size in _SIZED.findall(option.label)]
        sized += any(convertible(size, unit) or convertible(unit, size) for size in sizes for unit in units if unit)
    return sized > 0 and len(options) > 1


def share_units(prices: Sequence[Price]) -> list[Price]:
    """每辆每月室外100元、室内150元: prices without a unit go on in that of the first, which names its own case."""
    first = prices[0]
    if not first.rest or not isinstance(first.rate, Fixed | Range):
        return list(prices)
    unit = first.rate.unit
    shared = [first]
    for price in prices[1:]:
        rate = price.rate
        if price.bare and isinstance(rate, Fixed | Range):
            rate = replace(rate, unit=unit)
        shared.append(replace(price, rate=rate))
    return shared


_BY_TIME = re.compile(r"按(年|月|日|天|小时|季度?|次)(?:征收|计收|收取|缴纳|计算|计费)")


def timed(rate: Rate, before: str) -> Rate:
    """按月征收标准为220元/吨 is a price for a ton and a month."""
    match = _BY_TIME.search(before)
    if match and isinstance(rate, Fixed | Range) and rate.unit:
        time = fold_unit(match[1])
        if time not in rate.unit.split("·"):
            return replace(rate, unit=fold_unit(f"{rate.unit}·{time}"))
    return rate
