"""Turns cells of a table into the texts that a charge is read from; it refuses to change what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from catalogue.fees.entries import Region
from catalogue.fees.importing.numbers import serial_day
from catalogue.fees.kinds import PayerKind
from catalogue.fees.money import FEN, format_number, round_fen
from catalogue.messages import Message, Problem, say
from catalogue.search.text import clean, fold

Value = str | int | float | bool | datetime | date | time | None
_SPLIT_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]+\d{1,2}[:：]\d{2}.*)?")
_SHORT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BARE = re.compile(r"[¥￥]?\s*[\d０-９][\d０-９,，.．]*")
_MONEY_UNIT = re.compile(
    r"(?:人民币)?(亿元|百万元|万元|千元|百元|元|角|分)|.*(美元|美金|港币|港元|欧元|日元|英镑|usd|hkd|eur|jpy).*"
)
_TOTAL = re.compile(
    r"(本页|本月|本年|本期|累计|全部|金额)?(合计|小计|总计|共计|总额|累计|sum|total|subtotal)(金额|数|元|人民币)*"
)
_QUANTITY_STEP = Decimal("0.000001")
_PAYERS: tuple[tuple[str, str], ...] = (
    (r"小微|小型|微型|微利|个体", "小微企业"),
    (r"事业|机关|团体|部队|学校|社会组织|民办非企业|其他", "不清楚"),
    (r"企业|公司|法人|单位|大型|中型|合伙", "企业"),
    (r"个人|自然人|居民|私人|散户", "个人"),
)
_EMPTY_MARKS = frozenset({"-", "—", "--", "——", "/", "\\", "无", "n/a"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as text, and what had to be changed to read it."""

    text: str
    note: Message | None = None


def text_of(value: Value) -> str:
    """What a cell says: numbers to the 15 digits that a sheet computes with, days as 2026-11-23."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return format(number_of(value), "f")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d") if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return clean(str(value))


def number_of(value: float) -> Decimal:
    """A sheet's number without the noise of binary fractions: 0.1 + 0.2 is 0.3."""
    try:
        number = Decimal(format(value, ".15g"))
    except InvalidOperation:
        return Decimal(0)
    if not number.is_finite():
        return Decimal(0)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def day_text(value: Value) -> str:
    """A day however a sheet holds it (2024/7/1, 2024.7.1, 20240701, a serial number) as 2024-07-01; else its text."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float) and not isinstance(value, bool):
        serial = serial_day(float(value))
        if serial:
            return serial
    text = fold(text_of(value))
    found = _SPLIT_DAY.fullmatch(text) or _SHORT_DAY.fullmatch(text)
    return "{}-{:0>2}-{:0>2}".format(*found.groups()) if found else text_of(value)


def amount_text(value: Value, heading_unit: str) -> Reading:
    """A sum as text; one in 万元 by its heading says so, a computed number is taken to whole 分 and that is told."""
    text = unmarked(text_of(value))
    unit = _MONEY_UNIT.fullmatch(heading_unit)
    if unit and _BARE.fullmatch(text) and heading_unit not in ("元", "人民币元"):
        if unit.group(1) and isinstance(value, int | float):
            return _to_fen(number_of(value) * _worth(unit.group(1)))
        return Reading(text + (unit.group(1) or unit.group(2)))
    if isinstance(value, float):
        return _to_fen(number_of(value))
    return Reading(text)


def quantity_text(value: Value) -> Reading:
    """A quantity as text; a computed number is taken to six decimals."""
    if isinstance(value, float) and not isinstance(value, bool):
        number = number_of(value)
        if number != number.quantize(_QUANTITY_STEP):
            return Reading(format(number.quantize(_QUANTITY_STEP).normalize(), "f"))
    return Reading(unmarked(text_of(value)))


def is_total(text: str) -> bool:
    """Whether a name is that of a line of totals, which is no charge."""
    return _TOTAL.fullmatch(re.sub(r"[\s:：()（）]", "", fold(text))) is not None


class RegionNames:
    """Codes of places by what tables call them; of places of one name the one nearest to home."""

    def __init__(self, regions: Iterable[Region], home: str) -> None:
        self._by_code: dict[str, Region] = {}
        self._by_name: dict[str, list[Region]] = {}
        for region in regions:
            self._by_code[region.code] = region
            for name in {region.name, region.short_name}:
                self._by_name.setdefault(name, []).append(region)
        self._home = self._by_code[home].ancestors

    def code(self, text: str) -> str:
        """The six-digit code for 370402, 市中区, 枣庄市市中区 or 山东省枣庄市市中区; other text is a Problem."""
        plain = re.sub(r"[\s·,，/\-]", "", unmarked(text))
        if not plain or re.fullmatch(r"\d{6}", plain, re.ASCII):
            return plain
        if re.fullmatch(r"\d{12}", plain, re.ASCII):
            return plain[:6]
        found = self._ending(plain)
        if not found:
            raise Problem(say("不认识地区“%(text)s”，请写区县全名或六位行政区划代码。", text=text[:40]), "region")
        nearest = max(self._nearness(region) for region in found)
        best = [region for region in found if self._nearness(region) == nearest]
        if len(best) > 1:
            raise Problem(say("有几个地方叫“%(text)s”，请写明省市或六位行政区划代码。", text=text[:40]), "region")
        return best[0].code

    def _ending(self, plain: str) -> list[Region]:
        """The places whose name ends the text, where what stands before it names places above."""
        for start in range(len(plain)):
            named = [region for region in self._by_name.get(plain[start:], []) if self._below(region, plain[:start])]
            if named:
                return named
        return []

    def _below(self, region: Region, before: str) -> bool:
        """Whether `before` is nothing but names of the places that the region lies in."""
        above: list[str] = ["中国", "中华人民共和国"]
        for code in region.ancestors[:-1]:
            above += [self._by_code[code].name, self._by_code[code].short_name]
        for name in sorted(filter(None, above), key=len, reverse=True):
            before = before.replace(name, "", 1)
        return not before

    def _nearness(self, region: Region) -> int:
        return sum(one == other for one, other in zip(region.ancestors, self._home, strict=False))


def unmarked(text: str) -> str:
    """The text, or nothing where it is a mark such as — that says there is nothing."""
    return "" if text.lower() in _EMPTY_MARKS else text


def _worth(unit: str) -> Decimal:
    worths: Mapping[str, str] = {"亿": "1e8", "百万": "1e6", "万": "1e4", "千": "1e3", "百": "1e2"}
    if unit in ("角", "分"):
        return Decimal("0.1") if unit == "角" else FEN
    return Decimal(worths.get(unit.removesuffix("元"), "1"))


def _to_fen(number: Decimal) -> Reading:
    fen = round_fen(number)
    note = None
    if fen != number:
        note = say(
            "表格里的金额是 %(number)s，按 %(fen)s 元核对。", number=format_number(number), fen=format_number(fen)
        )
    return Reading(format(fen, "f"), note)


def payer_text(text: str) -> Reading:
    """The kind of payer in the words of a charge; an unknown one counts as not given, and that is told."""
    for pattern, kind in _PAYERS:
        if re.search(pattern, text):
            return Reading(kind)
    if not text or text.lower() in {kind.value for kind in PayerKind}:
        return Reading(text)
    return Reading("", say("缴费人类型“%(text)s”没有对应的类别，按没有填写核对。", text=text[:20]))
