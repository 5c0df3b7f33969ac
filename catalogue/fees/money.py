"""Reads sums of money and quantities as people write them, and writes yuan; it refuses what it cannot read exactly."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce

from catalogue.fees.numerals import CHINESE_DIGITS, read_whole
from catalogue.messages import Message, Problem, say

FEN = Decimal("0.01")
LARGEST_AMOUNT = Decimal(10) ** 12
LARGEST_QUANTITY = Decimal(10) ** 15
_LONGEST = 60

# Full width only: a general folding would read 10² as 102.
_NARROW: dict[int, int | str] = {**{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}, 0xFFE5: "¥", 0x3000: " "}
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+", re.ASCII)
_MULTIPLIERS = {"": 1, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_SCALED = re.compile(r"(?P<number>[\d,.]+)(?P<by>[十百千]?万|亿|百|千)?", re.ASCII)
_CURRENCY = re.compile(r"^(?:人民币|rmb|cny)?¥?(?:\(?大写\)?[:：]?)?")
_LATIN_YUAN = re.compile(r"(?<=\d)\s*(?:yuan|rmb|cny)$")
_FOREIGN = re.compile(r"[$€£]|美元|美金|港币|港元|欧元|日元|英镑|usd|hkd|eur|jpy")
_YUAN_JIAO_FEN = re.compile(
    r"(?:(?P<yuan>[^元角分]+)元)?(?:零?(?P<jiao>[^元角分零]+)角)?(?:零?(?P<fen>[^元角分零]+)分)?(?:整|正)?"
)
_SPOKEN = str.maketrans({"块": "元", "圆": "元", "圓": "元", "毛": "角"})


def round_fen(amount: Decimal) -> Decimal:
    """To whole 分, half up."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def format_yuan(amount: Decimal) -> str:
    """An amount in yuan with separators and two decimals, as in 1,234.50."""
    return f"{round_fen(amount):,}"


def format_number(number: Decimal) -> str:
    """A price or quantity exactly as it is, with separators and without idle zeros: 1,000 or 0.0083."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_amount(text: str, field: str | None = None) -> Decimal:
    """A sum in yuan, in whole 分 and not negative: 1,000.00元, ￥１２０, 壹佰元整, 1.2万元, 12块5毛.

    Anything else is a Problem that says what is wrong; 1.005 has more than 分 and is never rounded.
    """
    cleaned = _cleaned(text, say("请填写金额，例如 120.00。"), field)
    if _FOREIGN.search(cleaned):
        raise Problem(say("金额请以人民币元填写，外币不作换算。"), field)
    amount = _plain_amount(cleaned)
    if amount is None:
        raise Problem(say("看不懂金额“%(text)s”，请用数字填写，例如 1000.00 或 1,000元。", text=text[:40]), field)
    if amount >= LARGEST_AMOUNT:
        raise Problem(say("金额过大：本目录只核对不到 1 万亿元的金额，请检查是否多写了数字。"), field)
    if amount != round_fen(amount):
        raise Problem(say("金额“%(text)s”不足一分，请精确到分（两位小数）。", text=text[:40]), field)
    return round_fen(amount)


def parse_quantity(text: str, field: str | None = None) -> Decimal:
    """A quantity above 0 with at most six decimals: 1,000, １２０, 一百二十, 1.2万; anything else is a Problem."""
    cleaned = _cleaned(text, say("请填写数量，例如 2 或 35.5。"), field)
    quantity = _scaled(cleaned)
    if quantity is None:
        raise Problem(say("看不懂数量“%(text)s”，请只填数字，例如 2 或 35.5，单位另填。", text=text[:40]), field)
    if quantity == 0:
        raise Problem(say("数量须大于 0。"), field)
    if quantity >= LARGEST_QUANTITY:
        raise Problem(say("数量过大，请检查是否多写了数字。"), field)
    if quantity != quantity.quantize(Decimal("0.000001")):
        raise Problem(say("数量“%(text)s”的小数位太多，最多六位。", text=text[:40]), field)
    return quantity.normalize() if quantity != quantity.to_integral_value() else quantity.quantize(Decimal(1))


def _cleaned(text: str, missing: Message, field: str | None) -> str:
    """The text in half width without outer blanks; empty, endless and negative ones are Problems."""
    if len(text) > _LONGEST:
        raise Problem(say("这一栏太长，请只填一个数字。"), field)
    cleaned = text.translate(_NARROW).strip().lower()
    if not cleaned:
        raise Problem(missing, field)
    if cleaned[0] in "-−–—负" or re.match(r"[¥](?:-|−)", cleaned):
        raise Problem(say("不能填写负数，请填写收取的金额或数量。"), field)
    return cleaned


def _plain_amount(text: str) -> Decimal | None:
    """The sum, or None; 元, 角 and 分 may each carry a number, Chinese or not."""
    text = _LATIN_YUAN.sub("元", text)
    text = _CURRENCY.sub("", re.sub(r"\s+(?=[^\d.,])|(?<=[¥元])\s+", "", text).replace("块钱", "块")).strip()
    text = re.sub(r"(?<=块)(\d|[一二三四五六七八九])$", r"\1角", text).translate(_SPOKEN)
    bare = _scaled(re.sub(r"(?<=[万亿千百])元?[整正]?$", "", text))
    if bare is not None:
        return bare
    match = _YUAN_JIAO_FEN.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    parts = [(match["yuan"], Decimal(1)), (match["jiao"], Decimal("0.1")), (match["fen"], FEN)]
    return _sum_of_parts([(part, worth) for part, worth in parts if part])


def _sum_of_parts(parts: list[tuple[str, Decimal]]) -> Decimal | None:
    values = [_scaled(part) for part, _ in parts]
    small = [value for value, (_, worth) in zip(values, parts, strict=True) if worth < 1 and len(parts) > 1]
    if any(value is None for value in values) or any(value is not None and value > 9 for value in small):
        return None
    if len(parts) > 1 and any(value is not None and value != value.to_integral_value() for value in values):
        return None
    products = (value * worth for value, (_, worth) in zip(values, parts, strict=True) if value is not None)
    return reduce(lambda total, part: total + part, products, Decimal(0))


def _scaled(text: str) -> Decimal | None:
    """1,000.5 or 1.2万 or 一百二十 or 3万5千, as a number."""
    match = _SCALED.fullmatch(text)
    if match:
        if not _GROUPED.fullmatch(match["number"]) or len(match["number"]) > 40:
            return None
        return Decimal(match["number"].replace(",", "")) * _MULTIPLIERS[match["by"] or ""]
    if not all(char in CHINESE_DIGITS or char.isdigit() for char in text):
        return None
    whole = read_whole(text)
    return None if whole is None else Decimal(whole)
