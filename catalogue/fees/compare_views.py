"""The difference of two releases: page, CSV, JSON, and the paper that explains it; it parses and renders."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Blueprint, Response, abort, render_template

from catalogue import web
from catalogue.fees import answers, reading, revision_words
from catalogue.fees.differences import FeeChange, differences
from catalogue.fees.entries import Edition
from catalogue.fees.exporting.comparison import csv_bytes, json_bytes
from catalogue.fees.exporting.statement import Note, statement
from catalogue.fees.models import ReleaseRow
from catalogue.fees.releases import fee_records
from catalogue.messages import Problem, say

comparing = Blueprint("compare", __name__)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_SHOWN = 500


@comparing.get("/releases/<before>/compare/<after>")
def compare(before: str, after: str) -> str:
    """What changed from one release to another, in whichever order."""
    old, new = _editions(before, after)
    found = _found(old, new)
    return render_template(
        "fees/compare.html",
        old=old,
        new=new,
        changes=found[:MOST_SHOWN],
        total=len(found),
        notes=_notes(old, new),
        words=revision_words,
    )


@comparing.get("/releases/<before>/compare/<after>.csv")
def compare_csv(before: str, after: str) -> Response:
    """One row for each field that changed."""
    return _file(before, after, "csv", "text/csv", lambda old, new: csv_bytes(_found(old, new), web.tell))


@comparing.get("/releases/<before>/compare/<after>.json")
def compare_json(before: str, after: str) -> Response:
    """All changes with the field names of the releases."""

    def write(old: Edition, new: Edition) -> bytes:
        return json_bytes(_found(old, new), old, new, [note.plain() for note in _notes(old, new)])

    return _file(before, after, "json", "application/json", write)


@comparing.get("/releases/<before>/compare/<after>.docx")
def compare_docx(before: str, after: str) -> Response:
    """动态调整情况说明: the paper that explains the changes, ready to be issued."""
    return _file(before, after, "docx", DOCX, lambda old, new: statement(_found(old, new), old, new, _notes(old, new)))


def _file(before: str, after: str, ending: str, mimetype: str, write: Callable[[Edition, Edition], bytes]) -> Response:
    web.only(())
    old, new = _editions(before, after)
    response = answers.made_once(mimetype, lambda: write(old, new), old.sha256, new.sha256)
    name = web.tell(say("动态调整情况说明-第%(old)s期至第%(new)s期", old=old.number, new=new.number))
    return answers.saved_as(response, f"{name}.{ending}", f"changes-{old.number}-{new.number}.{ending}")


def _editions(before: str, after: str) -> tuple[Edition, Edition]:
    try:
        return reading.lists().edition(before), reading.lists().edition(after)
    except Problem:
        abort(404)


def _found(old: Edition, new: Edition) -> list[FeeChange]:
    session = web.session()
    return differences(fee_records(session, old.number), fee_records(session, new.number))


def _notes(old: Edition, new: Edition) -> list[Note]:
    """The notes of every release after the older one, up to the newer one."""
    first, last = sorted((old.number, new.number))
    rows: Iterable[ReleaseRow | None] = (web.session().get(ReleaseRow, number) for number in range(first + 1, last + 1))
    return [
        Note(row.number, note.get("date", ""), note.get("text", ""), note.get("document", ""), note.get("codes", ""))
        for row in rows
        if row is not None
        for note in row.notes
    ]
