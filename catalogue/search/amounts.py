"""Finds sums and rates in text (每千瓦时1.9分, 百分之三) as terms that compare; it refuses to compute or judge them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from catalogue.fees.units import fold_unit

_UNIT = (
    "平方米|平米|平方|平|立方米|立方|方|千瓦时|千瓦|度|兆瓦时|兆赫|吨|公里|升|米|人次|车次|人|次|本|件|证|副|面|只|台"
    "|具|辆|户|项|页|份|天|日|个月|月|年|机|床|生|频点|基站|kwh|mwh|m2|m3|t"
)
_EVERYDAY_UNITS = {
    "平米": "平方米", "平方": "平方米", "平": "平方米", "m2": "平方米",
    "立方": "立方米", "方": "立方米", "m3": "立方米",
    "度": "千瓦时", "kwh": "千瓦时", "mwh": "兆瓦时", "t": "吨", "个月": "月",
}  # fmt: skip
_YUAN = {
    "万元": Decimal(10000),
    "角": Decimal("0.1"),
    "毛": Decimal("0.1"),
    "分": Decimal("0.01"),
    "厘": Decimal("0.001"),
}
_DIGITS = "〇一二三四五六七八九"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SPOKEN = "[一二两三四五六七八九十百千]{1,7}"
_CURRENCY = "万元|元|块|角|毛|分|厘"
_SUM = re.compile(
    rf"(?:(?:每|一|1)(?P<before>{_UNIT})[^0-9,，。;；]{{0,6}}?)?"
    rf"(?P<number>{_NUMBER}|(?<![每第]){_SPOKEN})(?P<currency>{_CURRENCY})钱?"
    rf"(?!之|钟|类|级|支|部|公司|局|期)(?:\s*(?:[/／每一1]|每一)\s*个?(?P<after>{_UNIT})(?:\((?P<also>{_UNIT})\))?)?"
)  # fmt: skip
_SHARE = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<sign>[%‰])|(?P<base>[百千万])分之(?P<spoken>{_SPOKEN}|{_NUMBER})")


_MEASURE = re.compile(rf"(?:每|一|1)个?(?:{_UNIT})(?![证户])")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum or share as written at `start`–`end`; `value` compares sums alone, `rates` also their units."""

    start: int
    end: int
    value: str
    rates: tuple[str, ...]


def find_sums(folded: str) -> tuple[Sum, ...]:
    """Every sum and share in folded text, in order."""
    found = [_sum(match) for match in _SUM.finditer(folded)] + [_share(match) for match in _SHARE.finditer(folded)]
    return tuple(sorted((each for each in found if each), key=lambda each: each.start))


def without_measures(folded: str) -> str:
    """The text with blanks where a bare measure stands (一平, 每吨): it says how one counts, not what for."""
    return _MEASURE.sub(lambda match: " " * len(match[0]), folded)


def sum_terms(folded: str) -> list[str]:
    """The terms of all sums of a text, for the index."""
    return list(dict.fromkeys(term for each in find_sums(folded) for term in (each.value, *each.rates)))


def _sum(match: re.Match[str]) -> Sum | None:
    number = _number(match["number"])
    if number is None:
        return None
    value = f"¥{_plain(number * _YUAN.get(match['currency'], Decimal(1)))}"
    units = [match[name] for name in ("before", "after", "also") if match[name]]
    rates = tuple(f"{value}/{_EVERYDAY_UNITS.get(unit, fold_unit(unit))}" for unit in units)
    return Sum(match.start(), match.end(), value, rates)


def _share(match: re.Match[str]) -> Sum | None:
    number = _number(match["number"] or match["spoken"])
    if number is None:
        return None
    per = {"%": 100, "百": 100, "‰": 1000, "千": 1000, "万": 10000}[match["sign"] or match["base"]]
    return Sum(match.start(), match.end(), f"%{_plain(number * 100 / per)}", ())


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _number(text: str) -> Decimal | None:
    """A number in digits or in spoken Chinese up to thousands; None for what is no number."""
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    total, current = 0, 0
    for char in text.replace("两", "二"):
        if char in _DIGITS:
            current = _DIGITS.index(char)
        else:
            total += (current or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            current = 0
    return Decimal(total + current) or None
