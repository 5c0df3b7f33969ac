"""Fees as CSV that opens right in Excel and runs no formula there; it refuses to hold more than a row in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from catalogue import shown
from catalogue.fees.entries import Entry
from catalogue.fees.exporting.extract import Extract
from catalogue.messages import Message, say

Cell = str | Decimal | date | StrEnum | None
# A spreadsheet takes a text that begins so for a formula or a command; the wide signs too where it is Chinese.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_COLUMNS: tuple[tuple[str, Message, Callable[[Entry, date], Cell]], ...] = (
    ("code", say("编码"), lambda entry, _: entry.code),
    ("kind", say("清单"), lambda entry, _: entry.kind),
    ("level", say("设立层级"), lambda entry, _: entry.level),
    ("region", say("行政区划代码"), lambda entry, _: entry.region_code),
    ("region_name", say("地区"), lambda entry, _: entry.region_name),
    ("name", say("项目名称"), lambda entry, _: entry.name),
    ("name_en", say("英文参考译名"), lambda entry, _: entry.name_en),
    ("parent", say("上级项目编码"), lambda entry, _: entry.parent_code),
    ("department", say("部门"), lambda entry, _: entry.department),
    ("collecting_body", say("执收单位"), lambda entry, _: entry.collecting_body),
    ("rate", say("收费标准"), lambda entry, _: entry.standard_text),
    ("rate_value", say("标准数值"), lambda entry, _: entry.rate_value),
    ("rate_unit", say("标准单位"), lambda entry, _: entry.rate_unit),
    ("payer", say("征收对象"), lambda entry, _: entry.payer),
    ("business_related", say("是否涉企"), lambda entry, _: entry.business_related),
    ("fund_management", say("资金管理方式"), lambda entry, _: entry.fund_management),
    ("basis", say("政策依据"), lambda entry, _: "；".join(entry.basis)),
    ("effective_from", say("开始日期"), lambda entry, _: entry.period.start),
    ("effective_to", say("结束日期"), lambda entry, _: entry.period.end),
    ("status", say("状态"), lambda entry, on: entry.state_on(on)),
    ("ended_by", say("停征或取消的文件"), lambda entry, _: entry.ended_by),
    ("successor", say("替代项目编码"), lambda entry, _: entry.successor_code),
    ("remarks", say("备注"), lambda entry, _: entry.remarks),
    ("source", say("来源"), lambda entry, _: entry.source),
    ("confidence", say("可信程度"), lambda entry, _: entry.confidence),
)
FIELDS = tuple(name for name, _, _ in _COLUMNS)


def csv_pieces(entries: Iterable[Entry], extract: Extract) -> Iterator[bytes]:
    """The file row by row: UTF-8 with a byte order mark, lines ended by CR LF.

    In Chinese the headings and the members of closed lists are words for people; otherwise they are the
    field names and codes of the API, so that a program reads them in any year.
    """
    for_people = extract.language == shown.CHINESE
    headings = [extract.tell(title) if for_people else name for name, title, _ in _COLUMNS]
    yield b"\xef\xbb\xbf" + _row(headings)
    for entry in entries:
        values = (value(entry, extract.on) for _, _, value in _COLUMNS)
        yield _row([extract.word(each) if for_people and isinstance(each, StrEnum) else _text(each) for each in values])


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would compute it."""
    return "'" + text if text.startswith(_STARTS_FORMULA) else text


def _text(value: Cell) -> str:
    """A cell as text; numbers and days stay what they are to a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else harmless(value)


def _row(cells: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()
