"""Pages of the posting boards: choose a body, its board on paper, a printed board checked; it parses and renders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

import segno
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy import or_, select
from werkzeug.wrappers import Response as AnyResponse

from catalogue import web
from catalogue.fees import reading
from catalogue.fees.boards import FIELD_NAMES, Board, BoardReport, Paper, boards, report, slug_of
from catalogue.fees.differences import Record
from catalogue.fees.entries import Entry, Viewpoint
from catalogue.fees.models import FeeRow, FeeVersionRow
from catalogue.fees.periods import parse_day
from catalogue.fees.releases import fee_records
from catalogue.messages import Problem, say

posting = Blueprint("boards", __name__, url_prefix="/boards")

LONGEST_UNIT = 60


@posting.get("")
def choose() -> str:
    """All boards of the place, and the form with which a printed one is checked."""
    return render_template("boards/boards.html", boards=_boards(_here(reading.viewpoint())))


@posting.get("/check")
def check() -> AnyResponse:
    """The way from the form to the board with its comparison."""
    asked = request.args.get
    body = asked("body", "").strip()
    if not body:
        raise Problem(say("请选择公示栏上的收费单位。"), "body")
    kept: dict[str, Any] = {name: asked(name) for name in ("posted", "posted_on", "region") if asked(name)}
    return redirect(url_for("boards.board", slug=slug_of(body), **kept), 303)


@posting.get("/<slug>")
def board(slug: str) -> Response | str:
    """One board; `size` is the sheet, `unit` who posts it, `posted` and `posted_on` what a printed one says."""
    view = _here(reading.viewpoint())
    found = _one(view, slug)
    printed = _printed(view)
    then = _one(printed, slug) if printed else None
    if found is None and then is None:
        abort(404)
    return render_template(
        "boards/board.html",
        body=(found or then or Board(slug, ())).body,
        board=found,
        size=_size(),
        unit=web.printable(request.args.get("unit", "").strip(), LONGEST_UNIT),
        place=_whole_place(view),
        printed=printed,
        report=_report(then, found, printed, view) if printed else None,
        field_names=FIELD_NAMES,
        **_live(slug, view),
    )


def _here(view: Viewpoint) -> Viewpoint:
    """The viewpoint of a place: a board hangs somewhere, so that where no place is asked for it is the home region."""
    return Viewpoint(view.on, view.release, view.region or web.settings().home_region)


def _boards(view: Viewpoint) -> list[Board]:
    return boards(_entries(view), view.on, reading.lists().reliefs())


def _one(view: Viewpoint, slug: str) -> Board | None:
    return next((each for each in _boards(view) if each.slug == slug), None)


def _entries(view: Viewpoint) -> Iterator[Entry]:
    """The wordings of the day that are seen from the place."""
    line = reading.lists().ancestors(view.region)
    known = or_(FeeVersionRow.last_release.is_(None), FeeVersionRow.last_release >= view.release)
    query = (
        select(FeeVersionRow.id)
        .join(FeeRow, FeeRow.code == FeeVersionRow.fee_code)
        .where(FeeVersionRow.first_release <= view.release, known, FeeRow.region_code.in_(line))
        .where(or_(FeeVersionRow.effective_from.is_(None), FeeVersionRow.effective_from <= view.on))
        .where(or_(FeeVersionRow.effective_to.is_(None), FeeVersionRow.effective_to >= view.on))
    )
    found = reading.lists().entries(list(web.session().scalars(query)))
    return (entry for entry in found if entry.applies_in(line))


def _printed(view: Viewpoint) -> Viewpoint | None:
    """The release and day that a printed board names; None where the address names no release."""
    release, day = request.args.get("posted", "").strip(), request.args.get("posted_on", "").strip()
    if not release and not day:
        return None
    if not release:
        raise Problem(say("请填写公示栏上印的清单期号。"), "posted")
    edition = reading.lists().edition(release)
    on = parse_day(day, "posted_on") if day else edition.effective_date
    return Viewpoint(on, edition.number, view.region)


def _report(then: Board | None, now: Board | None, printed: Viewpoint, view: Viewpoint) -> BoardReport:
    return report(then, now, _records(then, printed.release), _records(now, view.release))


def _records(board: Board | None, release: int) -> Iterable[Record]:
    """The rows of a board as `differences` compares them."""
    shown = {(row.entry.code, _text(row.entry.period.start)) for row in board.rows} if board else set()
    found = fee_records(web.session(), release, sorted({code for code, _start in shown}))
    return [record for record in found if (record["code"], record["effective_from"]) in shown]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _size() -> Paper:
    asked = request.args.get("size", "").lower() or Paper.A4
    if asked not in list(Paper):
        raise Problem(say("公示栏只有 a3 和 a4 两种纸。"), "size")
    return Paper(asked)


def _whole_place(view: Viewpoint) -> str:
    lists = reading.lists()
    return "".join(lists.region(code).name for code in lists.ancestors(view.region)[1:] or ("000000",))


def _live(slug: str, view: Viewpoint) -> dict[str, object]:
    """The address that the paper names, and the picture that also tells it what stands on the paper."""
    public = web.settings().public_url or request.host_url.rstrip("/")
    path = url_for("boards.board", slug=slug).removeprefix(request.script_root)
    region = f"&region={view.region}" if view.region != web.settings().home_region else ""
    carried = f"{public}{quote(path, safe='/%')}?posted={view.release}&posted_on={view.on.isoformat()}{region}"
    # Safe: segno writes nothing but a path.
    picture = Markup(segno.make(carried, error="m").svg_inline(border=0, omitsize=True))  # noqa: S704
    return {"address": f"{public}/boards/{slug}", "carried": carried, "qr": picture}
