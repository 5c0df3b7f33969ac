"""Pages of oversight: the reliefs, and which of them apply to a payer; it parses, asks one function and renders."""

from __future__ import annotations

from decimal import Decimal

from flask import Blueprint, Response, render_template, request

from catalogue import web
from catalogue.checks.forms import add_error
from catalogue.fees import reading
from catalogue.messages import say
from catalogue.oversight.burden_views import burden_page
from catalogue.oversight.forms import ReliefForm
from catalogue.oversight.questions import DERIVED_FROM, WORDINGS, Answers, Question
from catalogue.oversight.relief_files import read_rates, read_sizes, read_ways
from catalogue.oversight.relief_list import ListedRelief, Standing, list_reliefs, matching
from catalogue.oversight.reliefs import Found, Outcome, describe, find_reliefs
from catalogue.oversight.savings import complete, savings
from catalogue.oversight.tax_rates import rates_on

oversight = Blueprint("oversight", __name__)

LONGEST_SEARCH = 100
STANDINGS = {
    Standing.IN_FORCE: say("现在有效"),
    Standing.SOON: say("快要结束"),
    Standing.NOT_YET: say("尚未开始"),
    Standing.ENDED: say("已结束"),
}


oversight.add_url_rule("/burden", "burden", burden_page)


@oversight.get("/reliefs")
def reliefs() -> str:
    """Every relief, searched and filtered by how it stands."""
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    chosen = request.args.get("standing", "")
    standing = Standing(chosen) if chosen in set(Standing) else None
    listed = _listed()
    names = _fee_names(listed)
    found = matching(listed, words, lambda code: names.get(code, ""))
    counts = [(each, text, len(matching(found, "", str, each))) for each, text in STANDINGS.items()]
    return render_template(
        "reliefs/reliefs.html",
        reliefs=matching(found, "", str, standing),
        found=len(found),
        total=len(listed),
        counts=counts,
        standing=standing,
        standings=STANDINGS,
        words=web.printable(words, LONGEST_SEARCH),
        names=names,
    )


@oversight.get("/reliefs/which")
def which() -> Response | str:
    """The questions, and once any is answered which reliefs apply, are just missed or hang on another answer."""
    sizes = read_sizes(web.settings().data)
    form = ReliefForm(request.args)
    form.offer(sizes.values())
    if not form.asked():
        return render_template("reliefs/which.html", form=form, sizes=sizes)
    answers = form.answers()
    _check_together(form, answers)
    if form.errors:
        return Response(render_template("reliefs/which.html", form=form, sizes=sizes), status=400)
    return render_template("reliefs/answer.html", form=form, sizes=sizes, **_told(answers))


def _check_together(form: ReliefForm, answers: Answers) -> None:
    """Tie to its field what contradicts another answer."""
    staff, disabled = answers.get(Question.STAFF), answers.get(Question.DISABLED)
    if isinstance(staff, Decimal) and isinstance(disabled, Decimal) and disabled > staff:
        add_error(form, "disabled", web.tell(say("残疾职工人数不能多于在职职工人数。")))
    founded = answers.get(Question.FOUNDED)
    if founded is not None and str(founded) > str(reading.viewpoint().on):
        add_error(form, "founded", web.tell(say("登记注册日期晚于所问的日期，请检查。")))


def _told(answers: Answers) -> dict[str, object]:
    """What the answer page shows."""
    view, data = reading.viewpoint(), web.settings().data
    rates = rates_on(read_rates(data), view.on, _places())
    sizes = read_sizes(data)
    full, size = complete(answers, sizes, rates)
    current = {
        (relief.name, relief.document): relief
        for relief in _listed()
        if relief.standing in (Standing.IN_FORCE, Standing.SOON)
    }
    ways = [way for way in read_ways(data) if (way.relief, way.document) in current]
    found = find_reliefs(ways, full, view.on)
    rules = [rule for relief in current.values() for rule in relief.rules]
    judged = {(each.relief, each.document) for each in found}
    return {
        "groups": {outcome: [each for each in found if each.outcome is outcome] for outcome in Outcome},
        "listed": current,
        "savings": savings(found, rules, rates, full),
        "size": size,
        "sector": sizes.get(str(answers.get(Question.SECTOR, ""))),
        "left": [relief for key, relief in current.items() if key not in judged],
        "missing": _missing(found, answers, size.missing if size else (Question.SECTOR,)),
        "names": _fee_names(list(current.values())),
        "describe": describe,
        "wordings": WORDINGS,
    }


def _missing(
    found: list[Found], answers: Answers, for_size: tuple[Question, ...]
) -> dict[tuple[str, str], list[Question]]:
    """For each relief that hangs on answers, the open questions; `for_size` are those for the firm's size."""
    worked_out = {**DERIVED_FROM, Question.SMALL_MICRO: for_size}
    held: dict[tuple[str, str], list[Question]] = {}
    for each in found:
        wanted = [looked.condition.question for looked in each.looked if looked.state == "open"]
        questions = [question for name in wanted for question in worked_out.get(name, (name,))]
        held[each.relief, each.document] = [name for name in dict.fromkeys(questions) if name not in answers]
    return held


def _listed() -> list[ListedRelief]:
    """The reliefs of the place and day that the page speaks for."""
    return list_reliefs(reading.lists().reliefs(), reading.viewpoint().on, _places())


def _places() -> tuple[str, ...]:
    """The country, province, city and district asked for; the home region's where every place is."""
    return reading.lists().ancestors(reading.viewpoint().region or reading.home_region().code)


def _fee_names(listed: list[ListedRelief]) -> dict[str, str]:
    """The names of the fees that the reliefs touch, by code."""
    codes = {code for relief in listed for code in relief.codes}
    versions = reading.lists().versions_of(codes, reading.viewpoint().release)
    return {code: own[-1].name for code, own in versions.items() if own}
