"""Pages of the lists: one fee, the changes, the releases, about the data; it parses, asks one function and renders."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby

import segno
from flask import Blueprint, Response, make_response, render_template, request
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from markupsafe import Markup

from catalogue import web
from catalogue.fees import frame, reading
from catalogue.fees.entries import Change, Entry
from catalogue.fees.fee_page import calculation, fee_page
from catalogue.fees.kinds import ChangeKind, Confidence, State
from catalogue.fees.models import ReleaseRow
from catalogue.fees.versions import next_version
from catalogue.messages import Problem, say
from catalogue.pictures import Stretch, Tone, timeline

fees = Blueprint("fees", __name__)

SHORT = 16
"""Letters of a wording that still fit beside a date in a drawing."""


@fees.record_once
def _install_frame(state: BlueprintSetupState) -> None:
    frame.install(state.app)


@fees.get("/healthz")
def health() -> dict[str, str]:
    """Whether the lists can be read."""
    return {"status": "ok", "release": str(reading.default_viewpoint().release)}


@fees.get("/fees/<code>")
def fee(code: str) -> Response | str:
    """One fee, with its calculator answered where `quantity` is given."""
    view = reading.viewpoint()
    page = fee_page(reading.lists(), code, view)
    if page is None:
        return _unknown(code)
    asked = request.args.get
    return render_template(
        "fees/fee.html",
        page=page,
        entry=page.entry,
        calculation=calculation(page, view.on, asked("quantity", ""), asked("case", "")),
        pictures=_timeline(page.versions, view.on),
    )


@fees.get("/fees/<code>/notice")
def notice(code: str) -> Response | str:
    """The posting of one fee (收费公示), laid out for an A4 sheet."""
    view = reading.viewpoint()
    page = fee_page(reading.lists(), code, view)
    if page is None:
        return _unknown(code)
    current = [relief for relief in page.reliefs if view.on in relief.period]
    address = frame.full_address().partition("?")[0].removesuffix("/notice")
    # Safe: segno writes nothing but a path.
    picture = Markup(segno.make(address, error="m").svg_inline(border=0, omitsize=True))  # noqa: S704
    return render_template("fees/notice.html", entry=page.entry, reliefs=current, qr=picture, address=address)


def _unknown(code: str) -> Response:
    """The page for a code that the release does not know, with where it is known if anywhere."""
    newest = reading.default_viewpoint()
    later = reading.lists().entry(code, newest) is not None
    coming = next_version(reading.lists().announced(code, newest), newest.on)
    return make_response(render_template("fees/unknown.html", code=code[:40], later=later, coming=coming), 404)


def _timeline(versions: list[Entry], on: date) -> dict[str, Markup]:
    """The drawn versions in two widths: letters of an SVG shrink with it, and must stay readable on a phone."""
    stretches = [Stretch(version.period, _stretch_label(version), _tone(version, on)) for version in versions]
    title = _("各个时期的规定，与下面的表格内容相同")
    today = _("所看日期 %(day)s", day=frame.day(on))
    return {
        name: timeline(stretches, on, today, title, f"timeline-{name}", width)
        for name, width in (("narrow", 358), ("wide", 720))
    }


def _stretch_label(version: Entry) -> str:
    start = version.period.start
    since = _("%(day)s起", day=frame.day(start)) if start else _("起始日期未载明")
    value, text = version.rate_value, version.standard_text
    rate = f"{frame.number(value)}{version.rate_unit}" if value is not None else text if len(text) <= SHORT else ""
    return " · ".join(part for part in (since, frame.drawn(rate)) if part)


def _tone(version: Entry, on: date) -> Tone:
    state = version.state_on(on)
    if state in (State.SUSPENDED, State.CANCELLED):
        return Tone.STOP
    return {State.IN_FORCE: Tone.NOW, State.NOT_YET: Tone.DOUBT}.get(state, Tone.PAST)


@fees.get("/changes")
def changes() -> str:
    """What documents did to fees, by year, the newest first; `change` narrows it to one kind."""
    view = reading.viewpoint()
    chosen = _change_kind(request.args.get("change", ""))
    recorded = reading.lists().changes(until=view.on)
    counts = Counter(change.kind for change in recorded)
    return render_template(
        "fees/changes.html",
        years=_by_year([change for change in recorded if chosen in (None, change.kind)]),
        counts=[(kind, counts[kind]) for kind in ChangeKind if counts[kind]],
        chosen=chosen,
        total=len(recorded),
    )


def _change_kind(text: str) -> ChangeKind | None:
    if not text:
        return None
    try:
        return ChangeKind(text)
    except ValueError:
        raise Problem(say("没有“%(text)s”这种调整方式。", text=text[:40]), "change") from None


def _by_year(recorded: list[Change]) -> list[tuple[str, list[Change]]]:
    return [(year, list(rows)) for year, rows in groupby(recorded, key=lambda change: change.date_text[:4])]


@fees.get("/releases")
def releases() -> str:
    """All editions of the lists, the newest first."""
    return render_template("fees/releases.html", editions=reading.lists().editions())


@fees.get("/releases/<number>")
def release(number: str) -> str:
    """One edition: when it took effect, who made it, and its hash."""
    edition = reading.lists().edition(number)
    count = sum(1 for _version in reading.lists().all_versions(edition.number))
    notes = web.session().get_one(ReleaseRow, edition.number).notes
    return render_template("fees/release.html", edition=edition, count=count, notes=notes)


@fees.get("/about/data")
def about_data() -> str:
    """Where absence means something, and how firmly the rows are known."""
    view = reading.viewpoint()
    counted = Counter(entry.confidence for entry in reading.lists().all_versions(view.release))
    return render_template(
        "about/data.html",
        coverage=reading.lists().coverage(),
        confidences=[(confidence, counted[confidence]) for confidence in Confidence if counted[confidence]],
    )


@fees.get("/about/api")
def about_api() -> str:
    """How a program asks what a person asks here."""
    return render_template("about/api.html", public=frame.full_address().removesuffix("/about/api"))


@fees.get("/about/privacy")
def privacy() -> str:
    """What is kept about whom."""
    return render_template("about/privacy.html")


@fees.get("/about/accessibility")
def accessibility() -> str:
    """How everybody can use the pages, and whom to call where they cannot."""
    return render_template("about/accessibility.html")
