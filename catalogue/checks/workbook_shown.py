"""What the summary of a checked table shows: sums, chart and first rows; it refuses to check anything."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from catalogue import pictures, web
from catalogue.checks import receipts
from catalogue.checks.forms import KeepForm
from catalogue.checks.verdict import Code, Verdict
from catalogue.checks.workbook_folders import Folder
from catalogue.checks.workbook_rows import TITLES, UNREAD, UNREAD_TITLE
from catalogue.fees import frame
from catalogue.fees.importing.carrying import message_in
from catalogue.messages import Message

_TONES = {
    "listed_ok": pictures.Tone.GOOD,
    "listed_amount_unchecked": pictures.Tone.DOUBT,
    "outside_lists": pictures.Tone.DOUBT,
    "ambiguous": pictures.Tone.DOUBT,
    UNREAD: pictures.Tone.PAST,
}


def summary_facts(folder: Folder, summary: dict[str, Any]) -> dict[str, Any]:
    """What the page of the summary needs."""
    groups = [
        {"code": code, "title": _title(code), "count": count, "amount": Decimal(amount)}
        for code, count, amount in summary["groups"]
    ]
    table = folder.read("table") or {}
    first = [
        {"sheet": table["sheets"][sheet] if len(table["sheets"]) > 1 else "", "row": row, "verdict": _verdict(record)}
        for sheet, row, record in summary["first"]
    ]
    return {
        "rows": summary["rows"],
        "skipped": summary["skipped"],
        "total": Decimal(summary["total"]),
        "excess": Decimal(summary["excess"]),
        "groups": groups,
        "pictures": _pictures(groups),
        "first": first,
        "notes": notes_of(table),
        "minutes": max(1, int(folder.expires_at() - time.time()) // 60),
        "download": frame.to("checks.workbook_file", token=folder.token),
        "delete": frame.to("checks.workbook_delete", token=folder.token),
        "delete_form": KeepForm(),
    }


def notes_of(table: dict[str, Any]) -> list[Message]:
    """What is to be told of a table as a whole."""
    return [message_in(note) for note in table["notes"]]


def _verdict(record: dict[str, Any]) -> Verdict:
    """What the summary shows of a verdict; for that its fee need not be looked up."""
    return receipts.from_record(record, lambda _numbers: [])


def _title(code: str) -> Message:
    return UNREAD_TITLE if code == UNREAD else TITLES[Code(code)]


def _pictures(groups: list[dict[str, Any]]) -> dict[str, Markup] | None:
    """How much of the money is in which verdict, for wide and narrow pages."""
    bars = [
        pictures.Bar(
            web.tell(group["title"]),
            group["amount"],
            frame.yuan(group["amount"]),
            _TONES.get(group["code"], pictures.Tone.STOP),
        )
        for group in groups
    ]
    if not any(bar.value for bar in bars):
        return None
    title = _("表格里的金额，按结论分")
    return {
        "narrow": pictures.bar_chart(bars, title, "money-narrow", 340),
        "wide": pictures.bar_chart(bars, title, "money-wide", 720),
    }


def file_name(folder: Folder, suffix: str) -> str:
    """The name of the upload with what was done to it; nothing in it that could be a path."""
    name = (folder.read("name") or {"name": ""})["name"].replace("\\", "/").rpartition("/")[2]
    stem = "".join(sign for sign in name.rpartition(".")[0] if sign.isprintable()) or _("表格")
    return f"{stem}-{_('核对结果')}{suffix}"
