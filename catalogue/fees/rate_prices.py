"""Finds the prices in one clause of a standard wording, each with its unit; it refuses to judge what surrounds them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from catalogue.fees.numerals import CHINESE_DIGITS, read_whole
from catalogue.fees.rate_values import ZERO, Currency, Fixed, Limits, Range, Rate, Share
from catalogue.fees.units import fold_unit

PLACEHOLDER = "\ue000-\uf8ff"
# Bounded, so that no wording takes long to read; plain_text refuses longer figures.
NUMBER = r"\d{1,15}(?:\.\d{1,12})?"
DASH = r"\s*(?:-|—|–|−|~|至|到)\s*"
MONEY = r"(?:亿元|万元|千元|百元|元人民币|美元|元|角|分钱|分|厘)"
_YUAN = {
    "亿元": Decimal(10**8),
    "万元": Decimal(10**4),
    "千元": Decimal(1000),
    "百元": Decimal(100),
    "元": Decimal(1),
    "元人民币": Decimal(1),
    "美元": Decimal(1),
    "角": Decimal("0.1"),
    "分": Decimal("0.01"),
    "分钱": Decimal("0.01"),
    "厘": Decimal("0.001"),
}
_SIGNS = {"%": Decimal("0.01"), "‰": Decimal("0.001")}
# Words that can stand after 每 or / as what is counted; the longest that fits is meant.
_UNIT_WORDS = set(
    """
平方公里 平方米 平米 m2 km2 公顷 亩 立方米 立方 m3 公升 升 毫升 公里 千米 海里 米 载重吨 净吨 总吨 吨位 吨 千克 公斤 克
千瓦时 兆瓦时 万千瓦时 千瓦 兆瓦 千伏安 度 kwh mwh 兆赫 mhz 吉赫 千赫 小时 分钟 半天 天
日 周 个月 月 季度 季 学年 学期 年度 年
人次 人 生 户 床位 床 机位 机 终端 辆次 车次 台次 艘次 架次 航次 班次 辆 车 台 艘 架 套 副 面
只 个 件 份 本 证书 证 册 张 页 项 次
例 病例 具 摊位 集日 箱 标准箱 标箱 轴 枚 条 根 瓶 支 座 幢 栋 间 层
块 头 羽 匹 株 棵 批次 批 样品 样 品种 频点 基站 号码 号
科目 科 门 课时 宗 笔 起 组 点 处 车位 泊位 单元 类别 类 商品 词 字 kva 路 对 条目 卷 袋 桶 担 席 桌 场
期 届 篇 幅 段 百元 千元 万元
""".split()  # noqa: SIM905 - a list of a hundred quoted words is unreadable
)
_TIME_WORDS = frozenset("天日月年次")
_UNIT_WORDS_BY_LENGTH = sorted(_UNIT_WORDS, key=len, reverse=True)
UNIT = "(?:" + "|".join(map(re.escape, _UNIT_WORDS_BY_LENGTH)) + ")"
_CEILING = r"(?:最高|最多|上限|不超过|不高于|不得超过|不得高于)"
# A sum that bounds a case is no price: 标的额50万元以下, 超过10万元至20万元.
_BOUND_AFTER = re.compile(
    rf"(?:[{PLACEHOLDER}])?(?:及?以[上下内外]|之[间内]|(?:的|以[上下])?部分|封顶|{DASH}{NUMBER}(?:千|万|亿)?元?(?:[{PLACEHOLDER}])?(?:以|之|部分|的部分))"
)
_BOUND_BEFORE = re.compile(r"(?:(?<!不)(?<!不得)超[过出]|[不未]足|[不未]?满|(?<!不)(?<!不得)[低小少高大]于|达到)$")
_AMOUNT = rf"(?P<low>{NUMBER})(?:(?P<money1>{MONEY})?{DASH}(?P<high>{NUMBER}))?\s*(?P<money>{MONEY})"
_SHARE = rf"(?P<slow>{NUMBER})(?:[%‰]?{DASH}(?P<shigh>{NUMBER}))?(?P<sign>[%‰])"
_STOP = rf"\d,;:。、()\n/{PLACEHOLDER}"
PRICE = re.compile(
    rf"(?:每(?P<each>(?:一|1)?[^{_STOP}]{{1,24}}?)(?P<every>{_AMOUNT}(?!/))"
    rf"|{_AMOUNT.replace('?P<', '?P<b')}(?P<per>(?:[/·]\d*[^{_STOP}·]+)+)?(?P<mark>[{PLACEHOLDER}])?"
    rf"|{_SHARE}(?P<of>[{PLACEHOLDER}])?"
    r"|(?P<free>免费|不收费|不收取|免收|(?:收费|征收)?标准为零|降为零|降为0(?!\.)|调减为0(?!\.|\d)))"
)
_CIRCLED = re.compile(r"[①-⑳⑴-⑿❶-❿]")
_ENUMERATOR = re.compile(
    r"(?:(?<=^)|(?<=[。;:,\n ]))"
    r"(?:\d{1,2}(?:\.(?!\d)|、)|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[一二三四五六七八九十]{1,3}、)"
)


@dataclass(frozen=True, slots=True)
class Price:
    """One price in a clause: where it stands and what it says; `rest` are words that followed its unit."""

    start: int
    end: int
    rate: Rate
    rest: str = ""
    bare: bool = False


def plain_text(text: str) -> str:
    """The wording in half width, one line for each numbered item, fractions in words as signs."""
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text.strip())
    text = unicodedata.normalize("NFKC", _CIRCLED.sub("\n", text))
    text = re.sub(r"[百千万]分之[零〇一二三四五六七八九十百点\d.]+", _fraction, text)
    text = re.sub(rf"(?<![第\d])[{CHINESE_DIGITS}]+(?=元)", _money_words, text)
    text = re.sub(
        rf"由{NUMBER}(?:[%‰]|{MONEY})[^,;。]{{0,8}}?(?:下调|下降|降低|降|调整|调减|调)为(?!0(?!\.))", "为", text
    )
    return _ENUMERATOR.sub("\n", text).strip()


def _fraction(match: re.Match[str]) -> str:
    whole, _, decimals = match[0][3:].partition("点")
    value = whole if re.fullmatch(NUMBER, whole) else read_whole(whole)
    digits = "".join(str(read_whole(char)) for char in decimals)
    if value is None or "None" in digits:
        return match[0]
    number = Decimal(f"{value}.{digits}" if digits else str(value))
    if match[0][0] == "万":
        return f"{(number / 10).normalize():f}‰"
    return f"{number}{'%' if match[0][0] == '百' else '‰'}"


def _money_words(match: re.Match[str]) -> str:
    value = read_whole(match[0])
    return match[0] if value is None else str(value)


def find_prices(clause: str, remarks: dict[str, str]) -> list[Price]:
    """The prices of a clause in order; `remarks` holds the bracketed texts that placeholders stand for."""
    prices: list[Price] = []
    for match in PRICE.finditer(clause):
        if match["bmoney"] and (
            _BOUND_AFTER.match(clause, match.end("bmoney")) or _BOUND_BEFORE.search(clause[: match.start()])
        ):
            continue
        if match["free"] and prices and re.fullmatch("(?:征收|收取|缴纳)?", clause[prices[-1].end : match.start()]):
            prices.pop()  # 按1%征收调减为0: the old rate has gone
        prices.append(_price(match, remarks))
    return prices


def _price(match: re.Match[str], remarks: dict[str, str]) -> Price:
    if match["free"]:
        return Price(match.start(), match.end(), Fixed(ZERO, ""), bare=True)
    before = match.string[max(0, match.start() - 8) : match.start()]
    if match["sign"]:
        return _share(match, remarks, before)
    if match["each"]:
        unit, filler = _unit_and_rest(match["each"])
        limits = Limits(ceiling=bool(re.search(_CEILING, filler)))
        rate = _money(match["low"], match["high"], match["money1"], match["money"], unit, limits)
        return Price(match.start(), match.end(), rate, rest=filler if unit else match["each"])
    return _money_price(match, remarks, before)


def _money_price(match: re.Match[str], remarks: dict[str, str], before: str) -> Price:
    unit, rest = _unit_and_rest(match["per"][1:]) if match["per"] else ("", "")
    end = match.end("per") if match["per"] else match.end("bmoney")
    remark = remarks.get(match["mark"] or "", "")
    if not unit and re.fullmatch(r"每[^\d,;]{1,8}", remark):
        unit, end = fold_unit(remark), match.end()
    elif unit and not rest and remark in _UNIT_WORDS:
        end = match.end()  # 本（件）: either word for the thing
    limits = Limits(ceiling=bool(re.search(rf"{_CEILING}为?$", before)))
    rate = _money(match["blow"], match["bhigh"], match["bmoney1"], match["bmoney"], unit, limits)
    return Price(match.start(), end, rate, rest, bare=not unit)


def _share(match: re.Match[str], remarks: dict[str, str], before: str) -> Price:
    scale = _SIGNS[match["sign"]]
    low, high = Decimal(match["slow"]) * scale, Decimal(match["shigh"] or match["slow"]) * scale
    base = remarks.get(match["of"] or "", "")
    is_base = bool(base) and not re.search(r"\d|标准|[减免停含]", base)
    limits = Limits(ceiling=bool(re.search(rf"{_CEILING}为?$", before)))
    end = match.end() if is_base or not match["of"] else match.end("sign")
    return Price(match.start(), end, Share(low, high, match["sign"], base if is_base else "", limits))


def _money(low: str, high: str | None, first: str | None, money: str, unit: str, limits: Limits) -> Rate:
    currency = Currency.DOLLAR if money == "美元" else Currency.YUAN
    least = Decimal(low) * _YUAN[first or money]
    if high is None:
        return Fixed(least, unit, limits, currency)
    return Range(least, Decimal(high) * _YUAN[money], unit, limits, currency)


def _unit_and_rest(text: str) -> tuple[str, str]:
    """平方米/月 and 人每月 as units; words after the last unit word are the rest (10元/公里拖行费)."""
    units: list[str] = []
    chunks = [chunk.strip() for chunk in re.split(r"[/·每]", text) if chunk.strip()]
    for index, chunk in enumerate(chunks):
        times = re.match(r"(?:一|1(?!\d))?", chunk)
        body = chunk[times.end() :] if times else chunk
        digits = re.match(r"\d*", body)
        multiple = digits[0] if digits else ""
        word = next((word for word in _UNIT_WORDS_BY_LENGTH if body[len(multiple) :].lower().startswith(word)), "")
        rest = body[len(multiple) + len(word) :]
        if rest and not word and len(rest) <= 4:
            word, rest = rest, ""
        if not word or (rest and index < len(chunks) - 1):
            return "", text
        units.append(multiple + word)
        if word and rest in _TIME_WORDS:
            units.append(rest)
            rest = ""
        if rest:
            return fold_unit("·".join(units)), rest
    return fold_unit("·".join(units)), ""


def read_hint(value: Decimal | None, unit: str) -> Rate | None:
    """The source's own plain rate (rate_value, rate_unit) as a rate: 0.5 and 元/件, 20 and %（价款）."""
    if value is None:
        return None
    match = re.match(rf"({MONEY})(?:/(.*))?$", unicodedata.normalize("NFKC", unit))
    if match:
        return Fixed(value * _YUAN[match[1]], fold_unit(match[2] or ""))
    sign = unit[:1].replace("％", "%")
    if sign in _SIGNS:
        return Share(value * _SIGNS[sign], value * _SIGNS[sign], sign, unit[1:].strip("（）()"))
    return None
