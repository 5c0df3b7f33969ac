"""How alike two short Chinese names are; it refuses to know what they name."""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import OSA

from catalogue.search.sounds import blurred, syllables

_NUMERALS = frozenset("0123456789一二三四五六七八九十第非不免")
# Who writes one of these does not mean the other.
_OPPOSED = ("公办", "民办", "国内", "国际", "境内", "进口", "永久", "临时", "室内", "室外", "国有", "私有")
# Pairs of characters that half of all fees share; they prove little.
_COMMON_WORDS = (
    "服务管理检验检测登记申请注册手续使用企业单位建设安全检查工程项目专项资金基金处理收费证书工本公示费用培训考试维护设施资格技术专业定期补偿保障发展事业国家地方城市城镇居民生活公共业务监管鉴定机构"
    "产品标准资源教育附加车辆环境社会行政政府信息公开许可工作人员职业农村"
)
_COMMON = frozenset(_COMMON_WORDS[at : at + 2] for at in range(0, len(_COMMON_WORDS), 2))
_LIGHT = 0.4


def covered(text: str, by: str) -> float:
    """The share of `text` (0 to 1) whose neighbouring pairs of characters stand in `by`; common pairs count less."""
    pairs = ["".join(pair) for pair in pairwise(text)]
    if not pairs:
        return 1.0 if text and text in by else 0.0
    weights = [_LIGHT if pair in _COMMON else 1.0 for pair in pairs]
    return sum(weight for pair, weight in zip(pairs, weights, strict=True) if pair in by) / sum(weights)


def telling(text: str, by: str) -> bool:
    """Whether a pair of characters that is not a common word stands in both."""
    return any(pair in by and pair not in _COMMON for pair in map("".join, pairwise(text)))


def misspelt(text: str, name: str, heard: bool) -> int | None:
    """How many characters differ where `text` is likely a misspelling of `name`; None where it is not.

    Numerals and negations are never misspellings: 第一档 is not 第二档. With `heard`, and for names of four
    characters always, the wrong character must sound like the right one.
    """
    if abs(len(text) - len(name)) > 1 or len(text) < 4:
        return None
    allowed = 2 if min(len(text), len(name)) >= 9 else 1
    distance = OSA.distance(text, name, score_cutoff=allowed)
    if not 0 < distance <= allowed or _numerals(text) != _numerals(name) or opposed(text, name):
        return None
    if (heard or len(text) == 4) and _sound(text) != _sound(name):
        return None
    return int(distance)


def opposed(one: str, other: str) -> bool:
    """Whether each says a word that the other replaces by its opposite."""
    mine, theirs = ([word for word in _OPPOSED if word in text] for text in (one, other))
    return bool(mine and theirs) and mine != theirs


def _sound(text: str) -> tuple[str, ...]:
    return tuple(map(blurred, syllables(text)))


def _numerals(text: str) -> list[str]:
    return [char for char in text if char in _NUMERALS]
