"""The difference of two releases as CSV for people and JSON for programs; it compares nothing itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from catalogue.fees.differences import FeeChange, Sort
from catalogue.fees.entries import Edition
from catalogue.fees.exporting.csv_files import harmless
from catalogue.fees.revision_words import DIFFERENCES, FIELDS
from catalogue.messages import Message, say

HEADINGS = (
    say("编码"),
    say("项目名称"),
    say("变化"),
    say("开始日期"),
    say("栏目"),
    say("原为"),
    say("改为"),
    say("仅文字写法"),
)


def lines(changes: Iterable[FeeChange]) -> Iterator[tuple[FeeChange, str, str, Any, Any, bool]]:
    """Every field that changed: the fee, the first day of the wording, the field, before, after, spelling only?"""
    for change in changes:
        if change.sort in (Sort.ADDED, Sort.REMOVED):
            newest = change.newest
            texts = ("", newest["standard_text"]) if change.sort is Sort.ADDED else (newest["standard_text"], "")
            yield change, newest["effective_from"] or "", "standard_text", *texts, False
        for version in change.versions:
            start = (version.after or version.before or {}).get("effective_from") or ""
            for field in version.fields:
                yield change, start, field.field, field.before, field.after, field.wording_only


def csv_bytes(changes: Iterable[FeeChange], tell: Callable[[Message], str]) -> bytes:
    """UTF-8 with a byte order mark, a row for each field that changed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([tell(heading) for heading in HEADINGS])
    for change, start, field, before, after, spelling in lines(changes):
        told = (DIFFERENCES[change.sort], FIELDS.get(field, say(field)))
        row = [change.code, change.newest["name"], tell(told[0]), start, tell(told[1]), shown(before), shown(after)]
        writer.writerow([harmless(cell) for cell in [*row, tell(say("是")) if spelling else ""]])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def shown(value: Any) -> str:
    """A value of a release as text."""
    if isinstance(value, list):
        return "；".join(map(str, value))
    return "" if value is None else str(value)


def json_bytes(changes: Sequence[FeeChange], before: Edition, after: Edition, notes: Sequence[dict[str, Any]]) -> bytes:
    """An object with both releases, the notes between them, and the changes."""
    told = {
        "before": {"release": before.number, "sha256": before.sha256},
        "after": {"release": after.number, "sha256": after.sha256},
        "notes": list(notes),
        "total": len(changes),
        "changes": [_change(change) for change in changes],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _change(change: FeeChange) -> dict[str, Any]:
    fields = [
        {"effective_from": start or None, "field": field, "before": before, "after": after, "wording_only": spelling}
        for _, start, field, before, after, spelling in lines([change])
    ]
    return {"code": change.code, "name": change.newest["name"], "change": change.sort.value, "fields": fields}
