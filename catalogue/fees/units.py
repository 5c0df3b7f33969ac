"""Reads units of quantity and folds their spellings to one; it refuses conversions that are not exact."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from catalogue.messages import Message, say

ONE = Decimal(1)

# One line for each unit: the word used, then what else is written for it (after NFKC, lower case).
_SPELLINGS = """
平方米 m2 m^2 平米 平方公尺 sqm|平方公里 km2 km^2 平方千米|公顷 ha|亩 市亩
立方米 m3 m^3 立方 方 立方公尺|升 l 公升|毫升 ml
公里 km 千米|米 m 公尺|海里 nmile 浬|厘米 cm
吨 t 公吨|千克 kg 公斤|克 g|斤 市斤
千瓦时 kwh kw·h 度 千瓦·时 千瓦小时 千瓦·小时|兆瓦时 mwh mw·h 兆瓦·时 兆瓦小时|万千瓦时 万kwh 万度
千瓦 kw|兆瓦 mw|千伏安 kva|兆赫 mhz 兆赫兹|吉赫 ghz 吉赫兹|千赫 khz 千赫兹|吉焦 gj
小时 h 时 钟头|分钟 min|天 日|周 星期|月 个月|季度 季|年 年度 周年
元 圆 块 块钱 rmb cny yuan|角 毛|分|万元|亿元|千元|百元
人 人员 名 位|生 学生|户 家庭 住户|辆 车|次 回 趟|证 证书|本 册|张 页纸|床位 床 张床|课时 学时
"""
_WORD: dict[str, str] = {
    spelling: line.split()[0]
    for lines in _SPELLINGS.strip().splitlines()
    for line in lines.split("|")
    for spelling in line.split()
}

# How much of the first unit of its row a unit is; 亩 as sixty square 丈, which no finite decimal of 平方米 equals.
_SCALES: tuple[dict[str, Fraction], ...] = (
    {"平方米": Fraction(1), "公顷": Fraction(10_000), "平方公里": Fraction(1_000_000), "亩": Fraction(2000, 3)},
    {"立方米": Fraction(1), "升": Fraction(1, 1000), "毫升": Fraction(1, 1_000_000)},
    {"米": Fraction(1), "公里": Fraction(1000), "海里": Fraction(1852), "厘米": Fraction(1, 100)},
    {"千克": Fraction(1), "吨": Fraction(1000), "克": Fraction(1, 1000), "斤": Fraction(1, 2)},
    {"千瓦时": Fraction(1), "兆瓦时": Fraction(1000), "万千瓦时": Fraction(10_000)},
    {"千瓦": Fraction(1), "兆瓦": Fraction(1000)},
    {"兆赫": Fraction(1), "吉赫": Fraction(1000), "千赫": Fraction(1, 1000)},
    {
        "元": Fraction(1),
        "角": Fraction(1, 10),
        "分": Fraction(1, 100),
        "百元": Fraction(100),
        "千元": Fraction(1000),
        "万元": Fraction(10_000),
        "亿元": Fraction(100_000_000),
    },
)
# A longer time is so many shorter ones; the other way round nobody says that a begun year may be split.
_TIMES: dict[tuple[str, str], Decimal] = {
    ("年", "月"): Decimal(12),
    ("年", "季度"): Decimal(4),
    ("季度", "月"): Decimal(3),
    ("周", "天"): Decimal(7),
    ("小时", "分钟"): Decimal(60),
}
_LAST = {"公里": 1, "海里": 1, "年": 2, "季度": 2, "月": 2, "周": 2, "天": 2, "集日": 2, "小时": 2, "分钟": 2, "次": 3}
TIMES = frozenset({"年", "季度", "月", "周", "天", "小时", "分钟"})
_JOINERS = re.compile(r"[·•・‧∙⋅．.*×/／、\s]+")
_PAPERS = frozenset({"证", "本", "张", "份"})
_SINGLE = _PAPERS | {"件", "个"}
_HEADS = frozenset({"人", "生"})


@dataclass(frozen=True, slots=True)
class Conversion:
    """Quantity in the first unit × `factor` is the quantity in the second; `note` says so where they are only near."""

    factor: Decimal
    note: Message | None = None


@lru_cache(maxsize=8192)
def fold_unit(text: str) -> str:
    """One spelling for one unit: 平方米/月, 每平方米每月, m2·月 and ㎡/月 all become 平方米·月.

    Things come first, then distance, time and 次, so that 次·人 and 人次 are one. "" stays "". Idempotent.
    """
    text = unicodedata.normalize("NFKC", text).strip().lower()
    text = re.sub(r"^(?:人民币)?元(?:[/每](?=.))", "", text)
    text = re.sub(r"^([^()]+)\([^()]*\)$", r"\1", text)
    if text in _WORD:
        return _WORD[text]
    parts = [part for piece in _JOINERS.split(text.replace("每", "/")) for part in _parts(piece)]
    return "·".join(sorted(dict.fromkeys(parts), key=lambda part: (_LAST.get(part, 0), part)))


def _parts(piece: str) -> list[str]:
    """人次 counts people and times; 车次 vehicles and times."""
    if not piece:
        return []
    if piece in _WORD:
        return [_WORD[piece]]
    if piece.endswith("次") and piece[:-1] in {"人", "车", "辆", "户", "台", "艘", "架", "具", "件"}:
        return [_WORD.get(piece[:-1], piece[:-1]), "次"]
    return [piece]


def _scale(first: str, second: str) -> Decimal | None:
    if first == second:
        return ONE
    if (first, second) in _TIMES:
        return _TIMES[first, second]
    for row in _SCALES:
        if first in row and second in row:
            return _exact(row[first] / row[second])
    return None


def _exact(value: Fraction) -> Decimal | None:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(value.numerator) / Decimal(value.denominator) if rest == 1 else None


@lru_cache(maxsize=8192)
def convertible(first: str, second: str) -> Decimal | None:
    """The exact factor by which a quantity in the first unit becomes one in the second, or None."""
    ours, theirs = fold_unit(first).split("·"), fold_unit(second).split("·")
    if len(ours) != len(theirs):
        return None
    factor = ONE
    for one in ours:
        scaled = [(other, _scale(one, other)) for other in theirs]
        found = next(((other, scale) for other, scale in scaled if scale is not None), None)
        if found is None:
            return None
        theirs.remove(found[0])
        factor *= found[1]
    return factor


def convert(quantity: Decimal, first: str, second: str) -> Conversion | None:
    """As `convertible`, and beyond it what counts the same for this very quantity, with a note that says so.

    Papers (证, 本, 张, 份) count alike in any whole number; 件 and 个 count like a paper only when there is
    one, because one case may hold several papers. One 人 once is one 人·次; a pupil is a person.
    """
    factor = convertible(first, second)
    if factor is not None:
        return Conversion(factor)
    ours, theirs = fold_unit(first), fold_unit(second)
    papers = {ours, theirs} <= _PAPERS and quantity == quantity.to_integral_value()
    single = quantity == 1 and ({ours, theirs} <= _SINGLE or _without_times(ours) == _without_times(theirs))
    heads = _heads_as_one(ours) == _heads_as_one(theirs)
    if not (papers or single or heads):
        return None
    note = say("标准按“%(standard)s”计，所填为“%(given)s”，这里视为同样的数量。", standard=second, given=first)
    return Conversion(ONE, note)


def _without_times(unit: str) -> str:
    return unit.removesuffix("·次")


def _heads_as_one(unit: str) -> str:
    return "·".join("人" if part in _HEADS else part for part in unit.split("·"))


def is_countable(unit: str) -> bool:
    """Whether the unit counts things of one kind (件, 人·次), so that a bare number can only mean them.

    Measures are none: receipts print a bare 1 beside any amount, and that is not one 立方米.
    """
    thing = _without_times(unit)
    return bool(thing) and "·" not in thing and thing not in TIMES and not any(thing in row for row in _SCALES)


def is_sum_of_money(unit: str) -> bool:
    """Whether the unit is yuan or a multiple of it."""
    return bool(unit) and convertible(unit, "元") is not None
