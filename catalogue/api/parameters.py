"""What a call to the API may carry; it refuses every parameter and field that it does not know."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from catalogue.messages import Problem, say

# `lang` chooses the language of sentences on every address.
EVERYWHERE = ("lang",)


def only(*names: str) -> None:
    """Refuse a call that carries any other parameter, or one of these twice where it means one thing."""
    for name in request.args:
        if name not in (*names, *EVERYWHERE):
            raise Problem(
                say("不认识参数 %(name)s；可用的参数有：%(known)s。", name=name[:40], known=_joined(names)), name[:40]
            )


def json_object(*names: str) -> dict[str, Any]:
    """The JSON object that a call carries, with no other fields than these."""
    if not request.is_json:
        raise UnsupportedMediaType
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise Problem(say("请求正文必须是一个 JSON 对象。"))
    return fields(body, *names)


def fields(body: Any, *names: str) -> dict[str, Any]:
    """The object, if it has no other fields than these."""
    if not isinstance(body, dict):
        raise Problem(say("每一笔收费必须是一个 JSON 对象。"))
    for name in body:
        if name not in names:
            raise Problem(
                say("不认识字段 %(name)s；可用的字段有：%(known)s。", name=str(name)[:40], known=_joined(names)),
                str(name)[:40],
            )
    return body


def text(body: dict[str, Any], name: str, longest: int = 1000) -> str:
    """A text field, empty where it is missing or null; numbers are taken as they are written."""
    value = body.get(name)
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = format(Decimal(str(value)), "f")
    if not isinstance(value, str):
        raise Problem(say("字段 %(name)s 必须是文本。", name=name), name)
    if len(value) > longest:
        raise Problem(say("字段 %(name)s 最多 %(longest)s 个字。", name=name, longest=longest), name)
    return value


def _joined(names: Iterable[str]) -> str:
    return "、".join(names) or say("（无）").text
