"""How days, money and the closed lists of words are written for people; it decides nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from markupsafe import Markup, escape

from catalogue.fees.kinds import BusinessRelated, ChangeKind, Confidence, FeeKind, Level, PayerKind, State, Status
from catalogue.messages import Message, say

CHINESE = "zh"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")

_WORDS: Mapping[type[StrEnum], Mapping[str, Message]] = {
    FeeKind: {
        FeeKind.ADMINISTRATIVE: say("行政事业性收费"),
        FeeKind.GOVERNMENT_FUND: say("政府性基金"),
        FeeKind.REGULATED_SERVICE: say("政府定价经营服务性收费"),
    },
    Level: {
        Level.CENTRAL: say("中央设立"),
        Level.PROVINCIAL: say("省级设立"),
        Level.MUNICIPAL: say("市级制定"),
        Level.DISTRICT: say("区县制定"),
    },
    Status: {Status.IN_FORCE: say("执行中"), Status.SUSPENDED: say("停征"), Status.CANCELLED: say("取消")},
    State: {
        State.IN_FORCE: say("正在执行"),
        State.NOT_YET: say("尚未开征"),
        State.SUSPENDED: say("已停征"),
        State.CANCELLED: say("已取消"),
        State.EXPIRED: say("已到期"),
    },
    Confidence: {
        Confidence.QUOTED: say("已读到原文"),
        Confidence.RECALLED: say("凭记忆记录，原文未读到"),
        Confidence.EDITORIAL: say("编辑整理"),
    },
    BusinessRelated: {
        BusinessRelated.YES: say("涉企"),
        BusinessRelated.NO: say("不涉企"),
        BusinessRelated.UNKNOWN: say("是否涉企未载明"),
    },
    ChangeKind: {
        ChangeKind.ADD: say("新增"),
        ChangeKind.CANCEL: say("取消"),
        ChangeKind.SUSPEND: say("停征"),
        ChangeKind.EXEMPT: say("免征"),
        ChangeKind.REDUCE: say("降低"),
        ChangeKind.RENAME: say("更名"),
        ChangeKind.RAISE: say("提高"),
        ChangeKind.ADJUST: say("调整"),
    },
    PayerKind: {
        PayerKind.ENTERPRISE: say("企业"),
        PayerKind.SMALL_MICRO_ENTERPRISE: say("小微企业、个体工商户"),
        PayerKind.INDIVIDUAL: say("个人"),
        PayerKind.UNKNOWN: say("不说明"),
    },
}

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def word(value: StrEnum) -> Message:
    """The word that pages show for a member of one of the closed lists."""
    return _WORDS[type(value)][value]


def day_text(day: date, language: str = CHINESE) -> str:
    """A day in full: 2026年11月23日, or 23 November 2026."""
    if language == CHINESE:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def yuan_text(amount: Decimal, language: str = CHINESE) -> str:
    """An amount of money in yuan, to the cent at least: 1,234.50元, or 1,234.50 yuan."""
    exponent = amount.normalize().as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    figure = f"{amount:,.{places}f}"
    return f"{figure}元" if language == CHINESE else f"{figure} yuan"


def original(text: str, language: str = CHINESE) -> Markup:
    """Chinese text as it stands in its source, marked as Chinese on a page in another language.

    Characters that no page may carry, which only come with what somebody typed, become �.
    """
    text = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    if language == CHINESE or not _HAN.search(text):
        return escape(text)
    return Markup('<span lang="zh-CN">{}</span>').format(text)
