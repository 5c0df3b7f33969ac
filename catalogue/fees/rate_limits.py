"""Takes the clauses that bend a price out of a wording (floats, least and most, begun units); it reads no price."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from catalogue.fees.rate_prices import NUMBER
from catalogue.fees.rate_values import NO_LIMITS, ZERO, Fixed, Limits, Range, Rate, RateOption, Share, Tiered
from catalogue.fees.units import fold_unit

_SUM = rf"(?P<sum>{NUMBER})(?P<ten_thousand>万)?元"
# A highest sum for a day or a household bounds no charge for several.
_EACH = r"(?:每[次件宗笔项套起批]|单[笔次件宗套户]|累计|总额|合计)?"
_GO = r"(?:^|(?P<lead>[,;。\n]))\s*(?:但|且|并)?"
_STOP = r"(?=[,;。\n)]|$)"
_COUNTED = r"(?:计算|计收|计费|收费|收取|计)?"
_FLOAT = re.compile(
    rf"{_GO}(?:均|可以?|允许|最高|适当|在[^,;。]{{0,12}}基础上){{0,4}}(?P<both>上下)?(?:上浮|浮动)(?:幅度)?"
    rf"(?:最高|不得|不)?(?:超过|多)?(?P<share>{NUMBER})%(?:以内)?{_STOP}"
)
_DOWN = re.compile(
    rf"{_GO}[^,;。\d]{{0,24}}?(?:不得上浮|下浮(?:幅度)?不限|下浮不受限制|可(?:适当)?下浮|只[可能]下浮)(?:,?下浮(?:幅度)?不限)?{_STOP}"
)
_BEGUN = re.compile(
    rf"{_GO}不[足满](?P<size>\d+|一)?(?:个)?(?P<unit>(?!元|万)[^\d,;。一]{{1,4}}?)的?,?(?:也|均)?按(?P<as>\d+|一)(?:个)?(?P=unit){_COUNTED}{_STOP}"
)
_HALVES = re.compile(
    rf"{_GO}不[足满]\d+小时的?,?按半(?P<unit>天|日){_COUNTED}[,;](?:超过|满)?\d+小时(?:以上)?的?,?按(?:全|一|1)(?P=unit){_COUNTED}{_STOP}"
)
_LEAST = re.compile(
    rf"{_GO}(?:{_EACH}(?:收费|收取)?不[足满](?P<short>{NUMBER})元的?,?(?:均|也)?按(?:照)?|{_EACH}(?:最低|起点)(?:收费|收取|标准)?(?:为|不低于|按)?)"
    rf"{_SUM}(?:收取|计收|收费|交纳|缴纳|计算|计)?{_STOP}"
)
_MOST = re.compile(
    rf"(?P<lead>[,;。])\s*(?:但|且|并)?(?:(?P<within>{NUMBER})(?P<within_unit>小时|天|日|个月|年)内(?:\(含\))?)?{_EACH}(?:收费|收取)?(?:最高|最多)?"
    rf"(?:收费|收取|限额)?(?:额)?(?:为|不超过|不得超过){_SUM}(?:封顶)?{_STOP}"
    rf"|(?P<lead2>[,;。])\s*(?:但|且|并)?{_EACH}(?:最高|最多)(?:收费|收取)?(?P<sum2>{NUMBER})(?P<ten_thousand2>万)?元(?:封顶)?{_STOP}"
    rf"|{_GO.replace('lead', 'lead3')}(?:实行)?{_EACH}(?P<sum3>{NUMBER})(?P<ten_thousand3>万)?元封顶{_STOP}"
)


@dataclass(frozen=True, slots=True)
class Found:
    """The limits of a whole wording; `step_unit` is the unit whose begun steps count, `within_unit` that of the cap."""

    limits: Limits = NO_LIMITS
    step_unit: str = ""
    within_unit: str = ""

    def settled(self, options: Sequence[RateOption]) -> bool:
        """Whether it is plain to which prices they belong: sums to the only one, begun units to one counted so."""
        sums = self.limits.minimum is not None or self.limits.cap is not None
        if sums and len(options) != 1:
            return False
        if self.within_unit and any(self.within_unit not in _units(option.rate) for option in options):
            return False
        return not self.step_unit or any(self.step_unit in _units(option.rate) for option in options)


def take_limits(text: str) -> tuple[str, Found]:
    """The wording without its limiting clauses, and what they say."""
    limits, step_unit, within_unit = Limits(), "", ""
    text, match = _take(_FLOAT, text)
    if match:
        up = Decimal(match["share"]) / 100
        limits = replace(limits, float_up=up, ceiling=bool(match["both"]) or limits.ceiling)
    text, match = _take(_DOWN, text)
    if match:
        limits = replace(limits, ceiling=True)
    text, match = _take(_HALVES, text)
    if match:
        limits, step_unit = replace(limits, step=Decimal("0.5")), fold_unit(match["unit"])
    text, match = _take(_BEGUN, text)
    if match and (match["size"] or "1").replace("一", "1") == match["as"].replace("一", "1"):
        limits, step_unit = replace(limits, step=Decimal(match["as"].replace("一", "1"))), fold_unit(match["unit"])
    text, match = _take(_LEAST, text)
    if match:
        limits = replace(limits, minimum=_yuan(match["sum"], match["ten_thousand"]))
    text, match = _take(_MOST, text)
    if match:
        most, many = _first(match, "sum"), _first(match, "ten_thousand")
        within = Decimal(match["within"]) if match["within"] else None
        limits = replace(limits, cap=_yuan(most, many), cap_within=within)
        within_unit = fold_unit(match["within_unit"]) if within else ""
    return text, Found(limits, step_unit, within_unit)


def _first(match: re.Match[str], name: str) -> str:
    return next((match[key] for key in (name, f"{name}2", f"{name}3") if match[key]), "")


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, re.Match[str] | None]:
    """Cut the first match out, if the two sums it may name agree."""
    match = pattern.search(text)
    if match is None:
        return text, None
    groups = match.groupdict()
    if groups.get("short") and (groups["short"] != groups["sum"] or groups["ten_thousand"]):
        return text, None
    return text[: match.start()] + text[match.end() :], match


def _yuan(number: str, ten_thousand: str | None) -> Decimal:
    return Decimal(number) * (10_000 if ten_thousand else 1)


def _units(rate: Rate) -> list[str]:
    return [] if isinstance(rate, Share) else rate.unit.split("·")


def with_limits(option: RateOption, found: Found) -> RateOption:
    """The option bent by the limits of its wording."""
    own, all_of_it = option.rate.limits, found.limits
    has_step = found.step_unit in _units(option.rate) if found.step_unit else False
    limits = Limits(
        ceiling=own.ceiling or all_of_it.ceiling,
        float_up=all_of_it.float_up if isinstance(option.rate, Fixed | Range) else ZERO,
        minimum=all_of_it.minimum,
        cap=all_of_it.cap,
        cap_within=all_of_it.cap_within,
        step=all_of_it.step if has_step else None,
    )
    rate: Fixed | Range | Share | Tiered = replace(option.rate, limits=limits)
    return replace(option, rate=rate)
