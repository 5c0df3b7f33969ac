"""The page of the burden calculator; it parses, asks one function for each scenario and renders."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from flask import Response, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from catalogue import web
from catalogue.checks.forms import add_error
from catalogue.fees import frame, reading
from catalogue.fees.entries import Viewpoint
from catalogue.messages import Problem, say
from catalogue.oversight.burden import Burden, Figure, Part, asked_for, burden
from catalogue.oversight.burden_forms import burden_form, figures_of, per_unit, rate_field, scenarios_of
from catalogue.oversight.relief_files import read_rates, read_ways
from catalogue.oversight.tax_rates import Rate, rates_on
from catalogue.pictures import Bar, Tone, bar_chart

# The World Bank's case company is defined in units of income per capita; its rate is the same whatever that income is.
# Written for 10,000 yuan, so that rounding to 分 does not blur it.
CASE = {Figure.SALES: "10500000", Figure.COST: "8750000", Figure.WAGES: "670000", Figure.PROFIT: "594000"}
CASE_BASES = {Figure.WAGE_BASE: "670000", Figure.CONTRACTS: "19250000"}
PARTS = {Part.PROFIT: say("利润税"), Part.LABOUR: say("劳动力税费"), Part.OTHER: say("其他税费")}
TONES = {Part.PROFIT: Tone.NOW, Part.LABOUR: Tone.GOOD, Part.OTHER: Tone.PAST}
WIDE, NARROW = 720, 340


def burden_page() -> Response | str:
    """The form, and once figures are entered each levy, the rate and a picture of it; two scenarios if asked."""
    view = reading.viewpoint()
    rates = rates_on(read_rates(web.settings().data), view.on, _places(view))
    form = burden_form(request.args, rates)
    context = {
        "form": form,
        "asked": [(rate, form[rate_field(rate.code)]) for rate in asked_for(rates)],
        "case": {figure.value: text for figure, text in (CASE | CASE_BASES).items()},
        "per_unit": per_unit,
        "parts": PARTS,
        "results": [],
    }
    if not any((form[figure.value].data or "").strip() for figure in Figure):
        return render_template("burden/burden.html", **context)
    results = _results(form, rates, _halving(rates, view))
    if form.errors:
        return Response(render_template("burden/burden.html", **context), status=400)
    context["results"] = [(result, _pictures(result, number)) for number, result in enumerate(results, 1)]
    return render_template("burden/burden.html", **context)


def _results(form: object, rates: Mapping[str, Rate], halving: Decimal | None) -> list[Burden]:
    """Each scenario worked out; what is wrong is tied to its field."""
    figures = figures_of(form)
    scenarios = scenarios_of(form, rates, halving)
    if form.errors:  # type: ignore[attr-defined]  # Flask-WTF is not typed
        return []
    try:
        return [burden(figures, rates, scenario) for scenario in scenarios]
    except Problem as problem:
        add_error(form, problem.field, web.tell(problem.message))
        return []


def _halving(rates: Mapping[str, Rate], view: Viewpoint) -> Decimal | None:
    """What the relief of six taxes and two fees leaves to pay on the day; None where it is not in force."""
    documents = {rate.relief for rate in rates.values() if rate.relief}
    rules = reading.lists().reliefs()
    current = {rule.document for rule in rules if rule.document in documents and view.on in rule.period}
    shares = [way.remains for way in read_ways(web.settings().data) if way.document in current and way.remains]
    return min(shares, default=None)


def _places(view: Viewpoint) -> tuple[str, ...]:
    return reading.lists().ancestors(view.region or reading.home_region().code)


def _pictures(result: Burden, number: int) -> dict[str, Markup]:
    """The levies as bars, in two widths; those that are not known are named in the table."""
    bars = [
        Bar(
            frame.spoken(line.levy.name), result.share(line), f"{two(result.share(line))}%", TONES[Part(line.levy.part)]
        )
        for line in result.lines
        if line.amount
    ]
    if result.other_taxes:
        share = result.other_taxes / result.profit * 100
        bars.append(Bar(_("其他由企业负担的税费"), share, f"{two(share)}%", TONES[Part.OTHER]))
    title = _("各项税费占商业利润的百分比，与下面的表格内容相同")
    widths = {"wide": WIDE, "narrow": NARROW}
    return {name: bar_chart(bars, title, f"burden{number}{name}", width) for name, width in widths.items()}


def two(number: Decimal) -> str:
    """A percentage with two decimals."""
    return str(number.quantize(Decimal("0.01"), ROUND_HALF_UP))
