"""Pages of the check; it parses, judges once and renders."""

from __future__ import annotations

from typing import Any

import segno
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from catalogue import web
from catalogue.checks import receipts
from catalogue.checks.charges import FIELDS, Charge, read_charge
from catalogue.checks.check import check_charge
from catalogue.checks.forms import CheckForm, KeepForm, add_error
from catalogue.checks.models import ReceiptRow
from catalogue.checks.source import lists_for
from catalogue.checks.verdict import Verdict
from catalogue.fees import frame, reading
from catalogue.messages import Problem

checks = Blueprint("checks", __name__)


@checks.get("/check")
def check() -> str | Response:
    """The form; with a name in the address, the verdict."""
    form = CheckForm(request.args)
    form.offer(places(), web.settings().home_region)
    if "name" not in request.args:
        return render_template("checks/check.html", form=form)
    try:
        verdict = _judge(form.values())
    except Problem as problem:
        add_error(form, problem.field, frame.tell(problem.message))
        return Response(render_template("checks/check.html", form=form), status=400)
    return _slip(verdict)


@checks.post("/check")
def keep() -> AnyResponse:
    """Judge the same charge again and keep the verdict; the answer is its permanent address."""
    if not KeepForm().validate_on_submit():
        abort(400)
    verdict = _judge({name: request.form.get(name, "") for name in FIELDS})
    with web.database().transaction() as session:
        row = receipts.keep(session, verdict, reading.viewpoint().release, web.now())
    return redirect(url_for("checks.receipt", number=row.number), 303)


@checks.get("/checks/<number>")
def receipt(number: str) -> str | AnyResponse:
    """A kept verdict."""
    plain = receipts.normalise_number(number)
    if plain != number:
        return redirect(url_for("checks.receipt", number=plain), 308)
    row = web.session().get(ReceiptRow, plain)
    if row is None:
        abort(404)
    verdict = receipts.from_record(row.record, reading.lists().entries)
    return render_template(
        "checks/receipt.html",
        verdict=verdict,
        place=_place_name(verdict.charge),
        links=_links(verdict, row.number),
        receipt=_stub(row),
        edition_number=row.release,
        intact=receipts.is_intact(row),
    )


@checks.get("/check/letter")
def letter() -> str:
    """A letter that asks the collecting body for its basis, to be printed."""
    verdict = _judge({name: request.args.get(name, "") for name in FIELDS})
    return render_template("checks/letter.html", verdict=verdict, place=_place_name(verdict.charge))


def _judge(values: dict[str, str]) -> Verdict:
    """The verdict of the release in view; a region that does not exist is a Problem."""
    charge = read_charge(values, web.today(), web.settings().home_region)
    reading.lists().region(charge.region)
    return check_charge(charge, lists_for(reading.viewpoint().release), web.today())


def _slip(verdict: Verdict) -> str:
    return render_template(
        "checks/verdict.html",
        verdict=verdict,
        place=_place_name(verdict.charge),
        links=_links(verdict),
        keep_form=KeepForm(),
        keep_action=frame.to("checks.keep"),
        keep_fields=[(name, request.args[name]) for name in FIELDS if request.args.get(name)],
    )


def _links(verdict: Verdict, receipt_number: str | None = None) -> dict[str, Any]:
    """Where the slip's buttons lead, each carrying the charge along."""
    asked = {name: value for name, value in _asked(verdict.charge).items() if value}
    links: dict[str, Any] = {
        "again": frame.to("checks.check", **asked) + "#main" if receipt_number else frame.to("checks.form", **asked),
        "letter": frame.to("checks.letter", **asked),
        "again_with": asked,
    }
    if web.has_endpoint("complaints.new"):
        origin = {"receipt": receipt_number} if receipt_number else {}
        links["complain"] = frame.to("complaints.new", **asked, verdict=verdict.code.value, **origin)
    return links


def _asked(charge: Charge) -> dict[str, str]:
    return {
        "name": charge.name,
        "collecting_body": charge.collecting_body,
        "region": charge.region,
        "charged_on": charge.on.isoformat(),
        "quantity": "" if charge.quantity is None else format(charge.quantity, "f"),
        "unit": charge.unit,
        "amount": "" if charge.amount is None else format(charge.amount, "f"),
        "payer_kind": charge.payer.value,
    }


@checks.get("/check/form")
def form() -> str:
    """The form, filled in from the address, to be changed and asked again."""
    filled = CheckForm(request.args)
    filled.offer(places(), web.settings().home_region)
    return render_template("checks/check.html", form=filled, action=frame.to("checks.check"))


def places() -> list[tuple[str, str]]:
    """The home region first, then every other division of its province, then the rest of the country by province."""
    home = reading.home_region()
    regions = reading.lists().regions_with_fees()
    line = [reading.lists().region(code) for code in reversed(home.ancestors)]
    others = [region for region in regions if region not in line]
    return [(region.code, frame.spoken(region.name)) for region in [*line, *others]]


def _place_name(charge: Charge) -> str:
    return reading.lists().region(charge.region).name


def _stub(row: ReceiptRow) -> dict[str, Any]:
    """What the foot of a receipt says, with its address as a QR code."""
    public = web.settings().public_url or request.host_url.rstrip("/")
    address = public + url_for("checks.receipt", number=row.number)
    kept_at = row.kept_at.astimezone(web.CHINA_TIME).date()
    drawn = segno.make(address, error="m").svg_inline(scale=3, border=2, title=address)
    return {
        "number": row.number,
        "address": address,
        "sha256": row.sha256,
        "kept_at": kept_at,
        "qr": Markup(drawn),  # noqa: S704  (segno's own drawing of an address made here)
    }
