"""Reads tables out of clauses: bands, base and increments, lists under one unit, sums; half a table is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from catalogue.fees.rate_prices import DASH, MONEY, NUMBER, UNIT, find_prices
from catalogue.fees.rate_values import ZERO, Band, Fixed, Limits, RateOption, Share, Tiered
from catalogue.fees.units import fold_unit

_SIZE = rf"{NUMBER}"
_IN = rf"(?:千|万|亿)?(?:元|{UNIT})"
_FROM = (
    rf"(?:超[过出]|大于|高于)?(?P<above>{_SIZE})(?P<above_in>{_IN})?(?:以上)?{DASH}"
    rf"(?:不超过)?(?P<up>{_SIZE})(?P<up_in>{_IN})(?:及?以[下内]|之[间内])?"
)
_UP = (
    rf"(?:不超过|不[足满]|低于|小于|≤|<)(?P<up2>{_SIZE})(?P<up_in2>{_IN})(?:以[下内])?"
    rf"|(?P<up3>{_SIZE})(?P<up_in3>{_IN})(?:及?以[下内]|之内|内)"
)
_DOWN = (
    rf"(?:超[过出]|大于|高于|>|≥)(?P<above2>{_SIZE})(?P<above_in2>{_IN})(?:以上)?"
    rf"|(?P<above3>{_SIZE})(?P<above_in3>{_IN})及?以上"
)
_BAND = re.compile(
    rf"(?P<pre>[^\d]*?)(?:{_FROM}|{_UP}|{_DOWN})(?:的|之间)?(?P<part>超?[过出]?部分)?的?[,:]?(?P<rest>.*)"
)
_FILLER = re.compile(
    r"(?:[,:的]|每[件次宗户]|按照?|收取|收费|(?:收费|征收)?标准|(?:收取)?比例|费率|为|[交缴]纳|计收|征收|计算|计)*+"
)
_STEPS = re.compile(
    rf"以(?P<size>{NUMBER})(?P<unit>{UNIT})为一档,每增加一档,(?:收费)?标准提高(?P<rise>{NUMBER})元/(?P<per>{UNIT})"
)
_CUMULATIVE = re.compile(r"分段累[计进]|超额累进|累进|分段|累计[交缴]纳|分档累计")
_REMARK = re.compile(r"\(不?含[^()]*\)")
_NEXT_BAND = re.compile(
    rf",(?=(?:超[过出])?{_SIZE}(?:{_IN})?(?:(?:不含)?{DASH}{_SIZE})?{_IN}?[^,;]{{0,6}}(?:部分|以[上下内]))|,(?=超[过出]{_SIZE}{_IN})"
)
_SCALE = {"千": 1000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True)
class _Line:
    """One clause read as a band, before it is known whether its neighbours fit."""

    pre: str
    unit: str
    above: Decimal | None
    up_to: Decimal | None
    part: bool
    lump: Decimal = ZERO
    price: Decimal | None = None
    sign: str = ""
    per: str = ""
    step_size: Decimal | None = None
    step_rise: Decimal = ZERO


@dataclass(frozen=True)
class Tables:
    """The clauses that are no table, the tables found, and whether one did not say how its bands work together."""

    clauses: list[str]
    options: list[RateOption]
    unclear: tuple[str, ...] = ()


def read_tables(clauses: list[str]) -> Tables:
    """Find every run of clauses that is a whole table."""
    clauses = [piece for clause in clauses for piece in _split_bands(clause)]
    rest: list[str] = []
    options: list[RateOption] = []
    unclear: list[str] = []
    at = 0
    while at < len(clauses):
        based = _based(clauses[at : at + 2])
        if based is not None:
            option, remark = based
            options.append(option)
            rest.extend([remark] if remark else [])
            at += 2
            continue
        lines = _run(clauses[at:])
        table = _table(lines, bool(rest) and _is_preamble(rest[-1])) if lines else None
        if table is None:
            rest.append(clauses[at])
            at += 1
            continue
        words = ";".join(clauses[at : at + len(lines)])
        if rest and _is_preamble(rest[-1]):
            words = rest.pop() + words
        if _says_how(table, lines, words):
            options.append(RateOption(_label(lines[0].pre), table, words))
        else:
            rest.extend(clauses[at : at + len(lines)])
            unclear.append(words)
        at += len(lines)
    return Tables(rest, options, tuple(unclear))


def _split_bands(clause: str) -> list[str]:
    """Bands may stand in one clause with commas between."""
    pieces = _NEXT_BAND.split(clause)
    return pieces if len(pieces) > 1 and all(_line(piece) for piece in pieces) else [clause]


def _is_preamble(clause: str) -> bool:
    return bool(_CUMULATIVE.search(clause)) and not re.search(r"\d", clause)


def _label(pre: str) -> str:
    return pre.strip(",:的 ")


def _run(clauses: list[str]) -> list[_Line]:
    lines: list[_Line] = []
    for clause in clauses:
        line = _line(clause)
        if line is None or (lines and not _follows(lines[-1], line)):
            break
        lines.append(line)
    return lines


def _follows(last: _Line, line: _Line) -> bool:
    """Whether a band begins where the one before ends; counted things may go on with the next whole number."""
    if last.up_to is None or line.above is None or last.unit != line.unit:
        return False
    return line.above == last.up_to or (line.unit != "元" and line.above == last.up_to + 1)


def _line(clause: str) -> _Line | None:
    match = _BAND.fullmatch(_REMARK.sub("", clause))
    if match is None or match["pre"].endswith("第"):
        return None
    above, above_in = _named(match, "above")
    up_to, up_in = _named(match, "up")
    unit = _base_unit(up_in or above_in)
    line = _Line(
        match["pre"],
        unit,
        _sized(above, above_in or up_in) if above else None,
        _sized(up_to, up_in) if up_to else None,
        bool(match["part"]),
    )
    return _priced(line, match["rest"])


def _named(match: re.Match[str], name: str) -> tuple[str, str]:
    for suffix in ("", "2", "3"):
        if match[name + suffix]:
            return match[name + suffix], match[f"{name}_in{suffix}"] or ""
    return "", ""


def _base_unit(text: str) -> str:
    return "元" if text.endswith("元") else fold_unit(text)


def _sized(number: str, unit: str) -> Decimal:
    scale = _SCALE.get(unit[:1], 1) if unit.endswith("元") else 1
    return Decimal(number) * scale


def _priced(line: _Line, rest: str) -> _Line | None:
    """The band with its price, if the rest of the clause is one plain price."""
    steps = _STEPS.fullmatch(rest)
    if steps and fold_unit(steps["unit"]) == fold_unit(steps["per"]) == line.unit:
        return replace(line, step_size=Decimal(steps["size"]), step_rise=Decimal(steps["rise"]))
    prices = find_prices(rest, {})
    if len(prices) != 1:
        return None
    price = prices[0]
    around = rest[: price.start], rest[price.end :].strip(",。"), price.rest
    if not all(_FILLER.fullmatch(words) for words in around):
        return None
    rate = price.rate
    if rate.limits != Limits():
        return None
    if isinstance(rate, Share):
        plain = rate.low == rate.high and line.unit == "元"
        return replace(line, price=rate.low, sign=rate.sign) if plain else None
    if not isinstance(rate, Fixed):
        return None
    if rate.unit == line.unit:
        return replace(line, price=rate.price)
    return replace(line, lump=rate.price, per=rate.unit)


def _table(lines: list[_Line], announced: bool) -> Tiered | None:
    """The table, if it begins at nothing and no band but the last is open."""
    if len(lines) < 2 or lines[0].above not in (None, ZERO):
        return None
    cumulative = announced or all(line.part for line in lines[1:])
    bands: list[Band] = []
    for line in lines:
        price, above = line.price or ZERO, bands[-1].up_to or ZERO if bands else ZERO
        if line.step_size is not None and bands:
            price = bands[-1].price + line.step_rise
        bands.append(Band(above, line.up_to, line.lump, price, line.sign, line.step_size, line.step_rise))
    per = next((line.per for line in lines if line.per), "")
    return Tiered(tuple(bands), lines[0].unit, cumulative, per)


def _says_how(table: Tiered, lines: list[_Line], words: str) -> bool:
    """Cumulative tables say so; a table of lump sums needs no word, one of prices per unit does."""
    if table.cumulative or _CUMULATIVE.search(words):
        later_lumps = any(line.lump and not line.per for line in lines[1:])
        return table.cumulative and not later_lumps
    return all(line.price is None and line.step_size is None and not line.part for line in lines)


_BASE = re.compile(
    rf"(?P<pre>.*?)(?:(?:基本?价|起步价)?\([^\d()]{{0,4}}(?P<size>{NUMBER})(?P<unit>{UNIT})(?:及?以内|内)\)|(?P<size2>{NUMBER})(?P<unit2>{UNIT})(?:及?以内|内)的?,?)"
    rf"(?:按|收取|为|收费)*(?P<price>{NUMBER})元(?:/(?P<per>[^\d,;()]{{1,8}}))?"
)
_INCREASE = re.compile(
    rf"(?P<pre>[^\d,;]{{0,6}}?)(?:超[过出])?(?:(?P<size>{NUMBER})(?P<unit>{UNIT}))?(?:及?以[上外]|后|部分|的)*,?(?:在[^,]{{1,6}}基础上)?,?"
    rf"(?:每(?:增加|超过|超出|多)?(?:1|一)?(?P<unit2>{UNIT})(?:加收|增加|增收|加|另收|收取|收)?(?P<price>{NUMBER})元"
    rf"|(?:加收|增加|增收|加|另收)(?P<price2>{NUMBER})元/(?P<unit3>{UNIT}))[^\d,;]{{0,4}}(?:,(?P<remark>[^\d]+))?"
)


def _based(clauses: list[str]) -> tuple[RateOption, str] | None:
    """A base price up to a size and so much for every unit beyond (基价10公里以内350元, 以上每公里加10元)."""
    if len(clauses) < 2:
        return None
    base, more = _BASE.fullmatch(clauses[0]), _INCREASE.fullmatch(clauses[1])
    if base is None or more is None:
        return None
    size, unit = Decimal(base["size"] or base["size2"]), fold_unit(base["unit"] or base["unit2"])
    beyond = fold_unit(more["unit2"] or more["unit3"])
    if beyond != unit or (more["size"] and (Decimal(more["size"]) != size or fold_unit(more["unit"]) != unit)):
        return None
    bands = (
        Band(ZERO, size, lump=Decimal(base["price"])),
        Band(size, None, price=Decimal(more["price"] or more["price2"])),
    )
    table = Tiered(bands, unit, cumulative=True, per=fold_unit(base["per"] or ""))
    return RateOption(_label(base["pre"]), table, ";".join(clauses)), more["remark"] or ""


_HEADING = re.compile(r"(?P<money>元)/(?P<unit>[^\d:,;]{1,12}):(?P<items>.+)")
_ITEM = re.compile(rf"\s*(?P<label>[^\d,;]+?)(?P<most>的?(?:最高|不超过))?(?P<price>{NUMBER})(?=[,;]|$)[,;]?")


def read_heading_list(clause: str, unit: str = "") -> tuple[list[RateOption], str] | None:
    """元/辆·月：室外50，室内70 as prices under one unit; clauses after the heading go on under its unit."""
    match = _HEADING.fullmatch(clause)
    if match is None and not unit:
        return None
    items, unit = (match["items"], fold_unit(match["unit"])) if match else (clause, unit)
    options, at = [], 0
    for item in _ITEM.finditer(items):
        if item.start() != at:
            return None
        limits = Limits(ceiling=bool(item["most"]))
        options.append(RateOption(item["label"].strip(), Fixed(Decimal(item["price"]), unit, limits), clause))
        at = item.end()
    return (options, unit) if options and at == len(items) else None


_PARTS = re.compile(
    rf"(?P<case>[^:]*:)?(?P<parts>(?:[^\d,:]+{NUMBER}(?:元)?,)+)合计(?:为)?(?P<sum>{NUMBER})(?P<money>{MONEY})/(?P<unit>[^\d,;()]+)"
)


def read_sum(clause: str) -> list[RateOption] | None:
    """Parts that add up to the total the clause names; if they do not, nothing."""
    match = _PARTS.fullmatch(clause)
    if match is None or match["money"] != "元":
        return None
    parts = [Decimal(number) for number in re.findall(rf"({NUMBER})(?:元)?,", match["parts"])]
    if sum(parts) != Decimal(match["sum"]):
        return None
    return [RateOption((match["case"] or "").rstrip(":"), Fixed(sum(parts, ZERO), fold_unit(match["unit"])), clause)]
