"""The complaint sheet: everything an office needs to act, ready to read out, print or hand in; it keeps nothing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request

from catalogue import web
from catalogue.checks.charges import FIELDS, Charge, read_charge
from catalogue.checks.check import check_charge
from catalogue.checks.forms import add_error
from catalogue.checks.source import lists_for
from catalogue.checks.verdict import Verdict
from catalogue.checks.views import places
from catalogue.complaints.forms import PAID, WISHES, SheetForm
from catalogue.complaints.routing import Guide, read_guide
from catalogue.fees import reading
from catalogue.messages import Problem, say

complaints = Blueprint("complaints", __name__)

LONGEST_STORY = 2000
LONGEST_NAME = 60


@complaints.get("/complaints/new")
def new() -> str:
    """The form, filled in from a verdict, a fee page or a search."""
    form = _form(request.args)
    if not form.irregularities.raw_data:
        form.irregularities.data = [each.code for each in _guide().suggested(request.args.get("verdict", ""))]
    return render_template("complaints/new.html", form=form)


@complaints.post("/complaints/new")
def sheet() -> str | Response:
    """The sheet, made from what was typed and from a fresh verdict; nothing is stored."""
    form = _form(request.form)
    try:
        charge, verdict = _judge(form)
        _check_lengths(form)
    except Problem as problem:
        add_error(form, problem.field, web.tell(problem.message))
        return Response(render_template("complaints/new.html", form=form), status=400)
    return render_template("complaints/sheet.html", **_told(form, charge, verdict))


def _form(given: Any) -> SheetForm:
    form = SheetForm(given)
    form.offer_all(places(), web.settings().home_region, _guide())
    return form


def _guide() -> Guide:
    return read_guide(web.settings().data)


def _judge(form: SheetForm) -> tuple[Charge, Verdict]:
    values = form.values()
    charge = read_charge({name: values[name] for name in FIELDS}, web.today(), web.settings().home_region)
    reading.lists().region(charge.region)
    return charge, check_charge(charge, lists_for(reading.viewpoint().release), web.today())


def _check_lengths(form: SheetForm) -> None:
    for name, most in (("story", LONGEST_STORY), ("reporter", LONGEST_NAME), ("contact", LONGEST_NAME)):
        if len(form[name].data or "") > most:
            raise Problem(
                say("这一项最多 %(most)s 个字，现在有 %(count)s 个。", most=most, count=len(form[name].data)), name
            )


def _told(form: SheetForm, charge: Charge, verdict: Verdict) -> dict[str, Any]:
    """What stands on the sheet. Only choices that the form offers are taken over."""
    guide = _guide()
    body = lists_for(reading.viewpoint().release).words.bodies.read(charge.collecting_body)
    chosen = form.irregularities.data or []
    return {
        "charge": charge,
        "verdict": verdict,
        "place": reading.lists().region(charge.region).name,
        "channel": guide.channel(body.sort),
        "irregularities": [guide.irregularities[code] for code in chosen if code in guide.irregularities],
        "paid": PAID.get(form.paid.data or ""),
        "wishes": [WISHES[code] for code in form.wishes.data or [] if code in WISHES],
        "story": (form.story.data or "").strip(),
        "reporter": "" if form.anonymous.data else (form.reporter.data or "").strip(),
        "contact": "" if form.anonymous.data else (form.contact.data or "").strip(),
        "anonymous": bool(form.anonymous.data),
    }
