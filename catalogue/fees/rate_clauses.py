"""Reads one clause of a standard wording into cases, caveats and what it could not read; it weighs no whole wording."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from catalogue.fees.rate_doubts import SURCHARGE, Weight, weigh_label, weigh_remark, weigh_sentence
from catalogue.fees.rate_hints import share_units, timed
from catalogue.fees.rate_prices import NUMBER, Price, find_prices
from catalogue.fees.rate_tables import read_heading_list, read_sum
from catalogue.fees.rate_values import Fixed, Range, Rate, RateOption, Share
from catalogue.messages import Message

_FILLERS = re.compile(
    r"^[,、:\s的]+|(?:[,、:\s=×]|(?:的)?(?:收费|征收|费率)?标准(?:为|是|调整为)?|(?:收取|征收)?比例(?:为|是)?|调整为|减?按照?|为|是|应?[交缴]纳|计?收取?|征[收缴]|执行"
    r"|不超过|不高于|不得超过|最高(?:不超过)?|各|应缴|共)++$"
)
_SINCE = re.compile(r"(?:自|从)?(\d{4})年(\d{1,2})月(\d{1,2})日起")
_STOPPED = re.compile(
    r"(?P<what>.*?)(?:自|从)?(\d{4})年(\d{1,2})月(\d{1,2})日起,?(?:停征|停止征收|停止收取|免征|免收|取消|不再收取)"
)
_ORDINALS = re.compile(r"第(\d+)(?:(?:-|—|~|至|到)第?(\d+))?(年|次|期|册|学年|学期|档)(?!内)")
_SAME = re.compile(
    r"(?P<what>[^,;]{1,60}?)(?:执行|按)与?(?P<as>[^,;]{0,40}?)(?P<same>相同)?的?(?:收费|征收)?标准(?:执行)?"
)
_CHANGE = re.compile(
    r"(?:(?:降低|下调|下降|减[征免收半]?|上浮|下浮|浮动|提高|幅度?|优惠|加[收征])(?:了|为|按|不超过|不得超过|最高)*"
    r"|(?:收费|规定|征收|上述|基准|原)?标准的?|费率的?)$"
)
_RELATIVE = re.compile("(?<![附追参增叠])[加减]$")


@dataclass
class Draft:
    """What has been read so far; used only while one wording is read."""

    options: list[RateOption] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)
    reason: Message | None = None

    def doubt(self, words: str, reason: Message) -> None:
        self.leftover.append(words.strip(",、 "))
        self.reason = self.reason or reason

    def weigh(self, words: str, weighed: tuple[Weight, Message]) -> None:
        weight, reason = weighed
        if weight is Weight.LOWERING:
            self.caveats.append(words)
        elif weight is Weight.DOUBTFUL:
            self.doubt(words, reason)


def read_clause(clause: str, draft: Draft, heading: str) -> str:
    """Read one clause: a list under one unit, a sum of parts, prices with their cases, or words only.

    Returns the unit under which the next clause goes on, "" if none.
    """
    listed = read_heading_list(clause, heading)
    if listed is not None:
        draft.options.extend(listed[0])
        return listed[1]
    summed = read_sum(clause)
    if summed is not None:
        draft.options.extend(summed)
        return ""
    bare, remarks = _fold_remarks(clause)
    prices = find_prices(bare, remarks)
    if prices:
        _read_prices(bare, remarks, prices, draft)
    else:
        _read_words(bare, remarks, draft)
    return ""


def _fold_remarks(clause: str) -> tuple[str, dict[str, str]]:
    """Replace each outer bracket by one private character."""
    remarks: dict[str, str] = {}

    def keep(match: re.Match[str]) -> str:
        mark = chr(0xE000 + len(remarks))
        remarks[mark] = match[0][1:-1]
        return mark

    return re.sub(r"\((?:[^()]|\([^()]*\))*\)", keep, clause), remarks


def _unfold(text: str, remarks: dict[str, str]) -> str:
    return "".join(f"({remarks[char]})" if char in remarks else char for char in text)


def _read_prices(bare: str, remarks: dict[str, str], prices: list[Price], draft: Draft) -> None:
    at, words = 0, _unfold(bare, remarks)
    for index, price in enumerate(share_units(prices)):
        before = bare[at : price.start]
        following = re.match(rf"[{''.join(remarks)}]+" if remarks else r"(?!)", bare[price.end :])
        at = price.end + (following.end() if following else 0)
        _read_price(_unfold(before, remarks), price, words, draft)
        for mark in following[0] if following else "":
            _read_bracket(remarks[mark], words, draft)
        if index == len(prices) - 1:
            _read_tail(_unfold(bare[at:], remarks), draft)


def _read_price(before: str, price: Price, words: str, draft: Draft) -> None:
    if isinstance(price.rate, Share) and _is_change(before, draft):
        return
    if re.match("[,、]?其中", before):
        return  # a part of the price before it
    label = _label(before) + _label(price.rest)
    for text in (before, price.rest):
        weight, reason = weigh_label(text)
        if weight is Weight.DOUBTFUL:
            draft.doubt(before + price.rest, reason)
    if re.search("[加增]|(?<!不)(?<!不得)超", price.rest):
        draft.doubt(before + price.rest, SURCHARGE)
        return
    rate: Rate | None = timed(price.rate, before)
    if _RELATIVE.search(before):
        rate, label = _relative(price, before, draft), label[:-1]
    if rate is None:
        draft.doubt(before, SURCHARGE)
        return
    if re.search("最高|上限", before):
        rate = replace(rate, limits=replace(rate.limits, ceiling=True))
    draft.options.append(_option(label, rate, words, before))


def _label(text: str) -> str:
    """The words that name a case, without dates and without the verbs around a price."""
    return _FILLERS.sub("", _FILLERS.sub("", _SINCE.sub("", text))).strip()


def _is_change(before: str, draft: Draft) -> bool:
    """A percentage by which a price changes is no price; one that only lowers it is a caveat."""
    if not _CHANGE.search(before):
        return False
    if re.search("上浮|浮动|提高|加|幅", before) or not re.search("降|减|下|优惠", before):
        draft.doubt(before, SURCHARGE)
    else:
        draft.caveats.append(before.strip(",、 "))
    return True


def _relative(price: Price, before: str, draft: Draft) -> Rate | None:
    """峰段加0.03元: so much more or less than the first price, if that is one plain price in the same unit."""
    first = draft.options[0].rate if draft.options else None
    change = price.rate
    if not isinstance(first, Fixed) or not isinstance(change, Fixed) or change.unit not in ("", first.unit):
        return None
    amount = first.price + change.price if before.endswith("加") else first.price - change.price
    return replace(first, price=amount) if amount >= 0 else None


def _option(label: str, rate: Rate, words: str, before: str) -> RateOption:
    since = _SINCE.search(before)
    ordinal = _ORDINALS.search(label)
    if isinstance(rate, Share) and not rate.base:
        base = re.search(r"按(?:照)?(?P<base>[^,;按]{2,30}?)的?$", label)
        rate = replace(rate, base=re.sub("(?:计征|征收|计收|收取)$", "", base["base"]) if base else "")
    return RateOption(
        label,
        rate,
        words,
        since=_day(since.groups()) if since else None,
        ordinals=(int(ordinal[1]), int(ordinal[2] or ordinal[1])) if ordinal else None,
        ordinal_of=ordinal[3] if ordinal else "",
    )


def _day(parts: tuple[str, ...]) -> date | None:
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _read_bracket(remark: str, words: str, draft: Draft) -> None:
    """A bracket after a price: another case with its price, a case that has stopped, or a remark."""
    stopped = _STOPPED.fullmatch(remark)
    if stopped and stopped["what"]:
        draft.options.append(
            RateOption(stopped["what"], Fixed(Decimal(0), ""), words, since=_day(stopped.groups()[1:]))
        )
        return
    started = re.fullmatch(rf"{_SINCE.pattern}(?:实施|执行|施行|试行)", remark)
    if started and draft.options:
        draft.options[-1] = replace(draft.options[-1], since=_day(started.groups()))
        return
    before = draft.options[-1].rate if draft.options else None
    bare, inner = _fold_remarks(remark)
    prices = [] if remark.startswith("含") else find_prices(bare, inner)
    if prices and weigh_remark(re.sub(NUMBER, "", remark))[0] is Weight.HARMLESS:
        count = len(draft.options)
        _read_prices(bare, inner, prices, draft)
        draft.options[count:] = [_with_unit_of(option, before) for option in draft.options[count:]]
    else:
        draft.weigh(remark, weigh_remark(remark))


def _with_unit_of(option: RateOption, rate: Rate | None) -> RateOption:
    if isinstance(option.rate, Fixed | Range) and isinstance(rate, Fixed | Range) and not option.rate.unit:
        return replace(option, rate=replace(option.rate, unit=rate.unit))
    return option


def _read_tail(tail: str, draft: Draft) -> None:
    """Words after the last price of a clause."""
    for piece in re.split(r"[,、](?![^(]*\))", tail):
        words = re.sub(
            r"^(?:的)?(?:标准)?(?:计征|征收|征缴|收取|收费|计收|交纳|缴纳|执行|计算|计)?$", "", piece.strip(" 。")
        )
        same = _SAME.fullmatch(words) if words else None
        if same and _copy(same, words, draft):
            continue
        if words:
            draft.weigh(words, weigh_sentence(words))


def _read_words(bare: str, remarks: dict[str, str], draft: Draft) -> None:
    """A clause without any price."""
    words = re.sub("^(?:附)?注:?", "", _unfold(bare, remarks))
    same = _SAME.search(words)
    if same and (words.endswith(same[0]) and _copy(same, words, draft)):
        return
    draft.weigh(words, weigh_sentence(words))


def _copy(same: re.Match[str], words: str, draft: Draft) -> bool:
    """第四终端执行第一终端收费标准: the same rate for another case, if it is plain whose."""
    named = [option for option in draft.options if same["as"] and option.label and same["as"] == option.label]
    only = draft.options if same["same"] and len({option.rate for option in draft.options}) == 1 else []
    source = (named or only)[:1]
    if not source:
        return False
    draft.options.append(replace(source[0], label=words[: same.end("what")], words=words))
    return True
