"""What a call to the API may carry in its body; it refuses every field that it does not know."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from catalogue.checks import charges
from catalogue.fees.kinds import PayerKind
from catalogue.messages import Problem, say
from catalogue.web import printable

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes: ample for 500 charges; a workbook goes to its own page."""
LONGEST = {"name": charges.LONGEST_NAME, "collecting_body": charges.LONGEST_BODY, "unit": charges.LONGEST_UNIT}
_MOST_DIGITS = 60


def json_object(*names: str) -> dict[str, Any]:
    """The JSON object that a call carries, with no other fields than these; other content is refused as 413 or 415."""
    request.max_content_length = LARGEST_BODY
    if not request.is_json:
        raise UnsupportedMediaType
    sent = request.get_data()
    if len(sent) >= LARGEST_BODY:  # a body sent in chunks is only cut off there
        raise RequestEntityTooLarge
    try:
        body = json.loads(
            sent.decode("utf-8-sig"),
            parse_int=_number,
            parse_float=_number,
            parse_constant=_number,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as error:
        if isinstance(error, Problem):
            raise
        raise Problem(say("请求正文不是 UTF-8 编码的 JSON，请检查括号、引号和逗号。")) from None
    if not isinstance(body, dict):
        raise Problem(say("请求正文必须是一个 JSON 对象。"))
    return fields(body, *names)


def fields(body: Any, *names: str) -> dict[str, Any]:
    """The object, if it has no other fields than these."""
    if not isinstance(body, dict):
        raise Problem(say("每一笔收费必须是一个 JSON 对象。"))
    for name in body:
        if name not in names:
            shown, known = printable(name), ", ".join(names)
            raise Problem(say("不认识字段 %(name)s；可用的字段有：%(known)s。", name=shown, known=known), shown)
    return body


def text(body: dict[str, Any], name: str, longest: int, numbers: bool = False) -> str:
    """A text field, empty where it is missing or null; where `numbers` may stand they are taken digit by digit."""
    value = body.get(name)
    if value is None:
        return ""
    if isinstance(value, Decimal) and numbers:
        value = format(value, "f") if abs(value.adjusted()) < _MOST_DIGITS else str(value)
    if not isinstance(value, str):
        wanted = say("文本或数字") if numbers else say("文本")
        raise Problem(say("字段 %(name)s 必须是%(wanted)s。", name=name, wanted=wanted), name)
    if len(value) > longest:
        raise Problem(say("字段 %(name)s 最多 %(longest)s 个字。", name=name, longest=longest), name)
    return value


def charge_values(body: dict[str, Any]) -> dict[str, str]:
    """The fields of a charge as texts; what they mean is left to `charges.read_charge`."""
    if body.get("name") is None:
        raise Problem(say("缺少字段 name：请写票据或通知上的收费项目名称。"), "name")
    values = {name: text(body, name, LONGEST.get(name, 60), name in ("quantity", "amount")) for name in charges.FIELDS}
    if body.get("payer_kind") not in (None, *PayerKind):
        known = ", ".join(PayerKind)
        raise Problem(say("字段 payer_kind 只能是：%(known)s。", known=known), "payer_kind")
    return values


def _number(text: str) -> Decimal:
    """A number as it is written, never through a binary one; Infinity and NaN are no JSON."""
    if text[-1] in "yN":
        raise ValueError
    return Decimal(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a field that stands in it twice would be read differently by different programs."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = printable(next(name for name in names if names.count(name) > 1))
        raise Problem(say("字段 %(name)s 出现了两次，请只保留一个。", name=twice), twice)
    return found
