"""Reads a receipt line: its core, its notes in brackets, the period it names; it refuses to know any fee."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from catalogue.search.text import fold

BRACKETS = re.compile(r"[(\[{【〔〈《「]([^()\[\]{}【】〔〕〈〉《》「」]*)[)\]}】〕〉》」]")
_SEPARATORS = re.compile(r"[、,;+&/|]|以及|(?<=[费金税款加])[和及与]")
_SPACE = re.compile(r"[\s_*·.。:：!！?？“”\"'’‘]+")
# 工本费 is only the price of a document or plate: 供暖工本费 is not 供暖费.
_TAIL = re.compile(r"((?<=[证照簿牌本书卡置架册件表])工本费|收费|费用|(?<!工本)费|价格)$")
_YEAR = r"(20\d\d|19\d\d)年"
_PERIOD = re.compile(
    _YEAR + r"度?(?:(?P<months>\d{1,2})(?:[-~至到](?P<last>\d{1,2}))?月(?:份|\d{1,2}日)?"
    r"|第?(?P<quarter>[一二三四1-4])季度?|(?P<half>[上下])半年|度)?"
)
# What is typed for 费 at the end of a name; waste (废) itself is never what one is charged.
_MISTYPED = re.compile(r"(?<![危固医报残作])[废飞肺]$")
# Words that say when, for whom or how a fee is taken, and never which fee it is.
_HARMLESS = re.compile(
    r"补缴|补交|补收|追缴|预缴|预交|预收|应缴|应交|实缴|缴纳|代征|代收|代缴|清缴|汇缴|缴费|欠费|欠缴|"
    r"补领|补办|补发|换领|换发|换证|重办|重领|初领|首领|申领|新办|新领|遗失|丢失|损坏|到期|加急|办理|领取|本期|上期|本年|当年|年度|月份|季度|全年|合计|小计|应收|实收|单位|企业|公司|个人|居民|个体工商户|个体户|"
    r"小微企业|小型微利企业|公民|市民|国家|政府|行政事业性|政府性基金|行政性|事业性|非税收入|专用|款项?|标准|本区|我区|本市|我市|本省|全省|全市"
)
_ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days a receipt says it is for."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Wording:
    """A receipt line taken apart.

    `text` is the whole line folded to one spelling; `head` is it without brackets, dates and words that
    only say when or how; `notes` are the contents of the brackets, in order.
    """

    text: str
    head: str
    notes: tuple[str, ...]
    stretch: Stretch | None

    @property
    def note_text(self) -> str:
        return "".join(self.notes)

    @property
    def flat(self) -> str:
        """Head and notes in one string, without brackets and signs."""
        return self.head + plain(self.note_text)


def read_wording(name: str) -> Wording:
    """Take a receipt line apart."""
    text = _SPACE.sub("", fold(name))
    stretch = _stretch(text)
    without_dates = _PERIOD.sub("", text)
    notes = tuple(note for note in BRACKETS.findall(without_dates) if note)
    head = BRACKETS.sub("", without_dates)
    cleaned = re.sub(r"补缴|补交|补收|追缴|欠缴|代收代缴|\(\)", "", head).strip("-—~ ()")
    cleaned = _MISTYPED.sub("费", cleaned) if len(cleaned) > 2 else cleaned
    return Wording(text, cleaned or head, tuple(filter(None, (_without_arrears(note) for note in notes))), stretch)


def split_line(name: str) -> list[str]:
    """The pieces of a line that may name several fees, brackets kept with the piece before them."""
    text = _SPACE.sub("", fold(name))
    guarded = BRACKETS.sub(lambda match: re.sub(r"[、,;+&/|和及与]", "\0", match.group(0)), text)
    pieces = _SEPARATORS.split(guarded)
    return [piece.replace("\0", "、") for piece in pieces if len(piece) > 1]


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Only the characters that carry meaning: letters, digits and Chinese characters."""
    return re.sub(r"[^0-9a-z\u3007\u3400-\u4dbf\u4e00-\u9fff]", "", text)


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """A name without its endings such as 费, 收费, 工本费, so that short and long forms compare equal."""
    short = plain(text)
    while len(short) > 1:
        shorter = _TAIL.sub("", short)
        if shorter == short or not shorter:
            break
        short = shorter
    return short


def harmless(text: str) -> str:
    """What is left of `text` when the words are taken out that never say which fee it is."""
    return re.sub(r"[0-9]+", "", _HARMLESS.sub("", _PERIOD.sub("", text)))


def _without_arrears(note: str) -> str:
    return re.sub(r"^(补缴|补交|补收|代收|代征|预缴|预收)$", "", note)


def _stretch(text: str) -> Stretch | None:
    found = _PERIOD.search(text)
    if not found:
        return None
    year = int(found.group(1))
    first, last = 1, 12
    if found["months"]:
        first = int(found["months"])
        last = int(found["last"] or first)
    elif found["quarter"]:
        last = _ORDINALS[found["quarter"]] * 3
        first = last - 2
    elif found["half"]:
        first, last = (1, 6) if found["half"] == "上" else (7, 12)
    if not 1 <= first <= last <= 12:
        return None
    return Stretch(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
