"""A charge as a person reports it, read strictly from text values; it refuses to guess what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalogue.fees.kinds import PayerKind
from catalogue.fees.money import parse_amount, parse_quantity
from catalogue.fees.periods import parse_day
from catalogue.messages import Problem, say
from catalogue.search.text import clean, fold, key

LONGEST_NAME = 200
LONGEST_BODY = 100
LONGEST_UNIT = 20
FIELDS = ("name", "collecting_body", "region", "charged_on", "quantity", "unit", "amount", "payer_kind")
_REGION = re.compile(r"\d{6}", re.ASCII)
_WITH_UNIT = re.compile(r"(?P<number>[\d０-９.,，．一二三四五六七八九十百千万亿零〇]+)\s*(?P<unit>[^\d\s.,].*)")
_PAYERS = {
    "企业": PayerKind.ENTERPRISE,
    "单位": PayerKind.ENTERPRISE,
    "小微企业": PayerKind.SMALL_MICRO_ENTERPRISE,
    "小型微利企业": PayerKind.SMALL_MICRO_ENTERPRISE,
    "个体工商户": PayerKind.SMALL_MICRO_ENTERPRISE,
    "个人": PayerKind.INDIVIDUAL,
    "自然人": PayerKind.INDIVIDUAL,
    "不清楚": PayerKind.UNKNOWN,
    "未知": PayerKind.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Charge:
    """What somebody was asked to pay.

    `name` is the wording on the receipt; `region` a six-digit GB/T 2260 code; `amount` yuan.
    `quantity` counts `unit`; for percentage rates it is the base in yuan.
    """

    name: str
    region: str
    on: date
    collecting_body: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    amount: Decimal | None = None
    payer: PayerKind = PayerKind.UNKNOWN


def read_charge(values: Mapping[str, str], today: date, home: str) -> Charge:
    """Read a charge from text values by the names in `FIELDS`.

    Empty ones are not given: the region is then `home`, the day `today`. What cannot be read is a
    Problem that names its field; whether the region exists is left to whoever knows the regions.
    """
    given = {name: clean(values.get(name) or "") for name in FIELDS}
    quantity, unit = _quantity(given["quantity"], given["unit"])
    return Charge(
        name=_name(given["name"]),
        region=_region(given["region"]) if given["region"] else home,
        on=parse_day(given["charged_on"], "charged_on") if given["charged_on"] else today,
        collecting_body=_short(given["collecting_body"], LONGEST_BODY, "collecting_body"),
        quantity=quantity,
        unit=_short(unit, LONGEST_UNIT, "unit"),
        amount=parse_amount(given["amount"], "amount") if given["amount"] else None,
        payer=_payer(given["payer_kind"]),
    )


def _name(text: str) -> str:
    if not key(fold(text)):
        raise Problem(say("请填写票据或通知上写的收费项目名称，例如“居民身份证工本费”。"), "name")
    return _short(text, LONGEST_NAME, "name")


def _short(text: str, most: int, field: str) -> str:
    if len(text) > most:
        raise Problem(say("这一栏最多 %(most)s 个字，请只填必要的文字。", most=most), field)
    return text


def _region(text: str) -> str:
    if not _REGION.fullmatch(text):
        raise Problem(say("地区请填写六位行政区划代码，例如 370402（市中区）。"), "region")
    return text


def _quantity(text: str, unit: str) -> tuple[Decimal | None, str]:
    """The quantity, and its unit where that was typed behind the number."""
    if not text:
        return None, unit
    try:
        return parse_quantity(text, "quantity"), unit
    except Problem:
        split = _WITH_UNIT.fullmatch(text)
        if not split or unit:
            raise
        return parse_quantity(split["number"], "quantity"), split["unit"]


def _payer(text: str) -> PayerKind:
    if not text:
        return PayerKind.UNKNOWN
    if text in _PAYERS:
        return _PAYERS[text]
    try:
        return PayerKind(text.lower())
    except ValueError:
        known = ", ".join(kind.value for kind in PayerKind)
        raise Problem(say("缴费人类型只能是：%(known)s。", known=known), "payer_kind") from None
