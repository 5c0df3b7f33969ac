"""The JSON API, version 1; it parses, asks one function and answers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NoReturn

from flask import Blueprint, Response, abort, jsonify, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from catalogue import web
from catalogue.api import document, shapes, verdicts
from catalogue.api.parameters import charge_values, fields, json_object
from catalogue.checks import charges, receipts
from catalogue.checks.check import check_charge
from catalogue.checks.source import lists_for
from catalogue.checks.verdict import Verdict
from catalogue.errors import problem_details
from catalogue.fees import answers, reading
from catalogue.fees.differences import differences
from catalogue.fees.entries import Edition, Entry, Viewpoint
from catalogue.fees.releases import fee_records
from catalogue.messages import Message, Problem, say
from catalogue.search import follow
from catalogue.search.asking import FILTERS, SEVERAL, search_request

api = Blueprint("api", __name__, url_prefix="/api/v1")

CLOCKS = ("on", "release", "region")
FREE_TEXT = ("q", "department", "payer")
LARGEST_BATCH = 500
# Judging a charge uses no cookie and acts for nobody, so pages of other sites may ask for it too.
OPEN_POSTS = ("api.check", "api.check_batch")
PREFLIGHT_SECONDS = "86400"


@api.record_once
def _finish_all(state: BlueprintSetupState) -> None:
    state.app.after_request(finish)


def finish(response: Response) -> Response:
    """Name the release, let other sites read, and answer conditional requests: on every answer below /api/."""
    if not web.for_programs():
        return response
    if request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint in OPEN_POSTS:
        web.readable_elsewhere(response)
    if request.method == "OPTIONS":
        return _preflight(response)
    answers.name_release(response)
    response.cache_control.no_cache = True
    if request.method in ("GET", "HEAD") and response.status_code == 200:
        response.add_etag()
        response.make_conditional(request)
    return response


def _preflight(response: Response) -> Response:
    if request.endpoint in OPEN_POSTS:
        response.headers["Access-Control-Allow-Methods"] = "POST"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    else:
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
    return response


@api.get("/openapi.json")
def openapi() -> Any:
    """The description of this API."""
    _only(())
    return jsonify(document.openapi())


@api.get("/fees")
def fees() -> Any:
    """The fees that a search finds, or all, narrowed by the filters."""
    _only((*FILTERS, "page", "per_page"), SEVERAL)
    view, lists = _view(), reading.lists()
    asked = search_request(request.args, view, lists)
    answer = follow.current(view.release).search(asked)
    found = lists.entries([hit.version_id for hit in (*answer.hits, *answer.ended)])
    entries = {entry.version_id: entry for entry in found}
    return jsonify(shapes.search_answer(answer, entries, view, asked.page, asked.per_page))


@api.get("/fees/<code>")
def fee(code: str) -> Any:
    """Everything the lists say of one fee on the day."""
    _only(CLOCKS)
    view, lists = _view(), reading.lists()
    entry = _fee(code, view)
    reliefs = [relief for relief in lists.reliefs_for(entry.code) if not relief.period.is_before(view.on)]
    parents, children = lists.parents(entry.code, view), lists.children(entry.code, view)
    return jsonify(shapes.fee_detail(entry, parents, children, reliefs, view))


@api.get("/fees/<code>/history")
def history(code: str) -> Any:
    """All dated wordings of one fee, oldest first, and the recorded changes that touched it."""
    _only(CLOCKS)
    view = _view()
    entry = _fee(code, view)
    versions = reading.lists().versions(entry.code, view.release)
    changes = reading.lists().changes_of(entry.code)
    body = {"versions": [shapes.version(each, view.on) for each in versions]}
    return jsonify(
        {"release": view.release, "code": entry.code, **body, "changes": [shapes.change(c) for c in changes]}
    )


@api.get("/suggest")
def suggest() -> Any:
    """Names that begin with what was typed: characters, pinyin or initials."""
    _only(("q", *CLOCKS))
    view = _view()
    found = follow.current(view.release).suggest(request.args.get("q", ""), view.region)
    return jsonify({"release": view.release, "suggestions": [shapes.suggestion(each) for each in found]})


@api.get("/reliefs")
def reliefs() -> Any:
    """Dated exemptions and reductions, of one fee where `code` names it."""
    _only(("code", *CLOCKS))
    view, lists = _view(), reading.lists()
    code = request.args.get("code", "")
    rules = lists.reliefs_for(_fee(code, view).code) if code else lists.reliefs()
    line = lists.ancestors(view.region)
    seen = [rule for rule in rules if not line or rule.region_code in line]
    items = [shapes.dated_relief(rule, view.on) for rule in seen]
    return jsonify({**shapes.seen_from(view), "total": len(items), "items": items})


@api.post("/checks")
def check() -> Any:
    """Judge one charge; with `keep` the verdict gets a permanent address."""
    _only(("release",))
    body = json_object(*charges.FIELDS, "keep")
    keep = body.pop("keep", None)
    if keep not in (None, False, True):
        raise Problem(say("字段 %(name)s 必须是 true 或 false。", name="keep"), "keep")
    verdict = _verdict(charge_values(body))
    release = _view().release
    return jsonify(verdicts.verdict(verdict, release, _kept(verdict, release) if keep else None))


@api.post("/checks/batch")
def check_batch() -> Any:
    """Judge many charges; one whose words or figures cannot be read is answered by its own problem.

    A charge that is not made as the API says (a field unknown or of the wrong type) is the program's mistake, and
    none is judged.
    """
    _only(("release",))
    given = json_object("charges").get("charges")
    if not isinstance(given, list) or not 1 <= len(given) <= LARGEST_BATCH:
        raise Problem(say("charges 应是 1 到 %(most)s 笔收费的列表。", most=LARGEST_BATCH), "charges")
    values = [_nth_values(each, number) for number, each in enumerate(given)]
    return jsonify({"release": _view().release, "results": [_result(each) for each in values]})


@api.get("/releases")
def releases() -> Any:
    """All releases, the newest first."""
    _only(())
    return jsonify({"releases": [shapes.edition(each) for each in reading.lists().editions()]})


@api.get("/releases/<number>")
def release(number: str) -> Any:
    """One release: who published it, when, and its hashes."""
    _only(())
    return jsonify(shapes.edition(_edition(number)))


@api.get("/releases/<before>/compare/<after>")
def compare(before: str, after: str) -> Any:
    """What changed from one release to another."""
    _only(())
    old, new = _edition(before).number, _edition(after).number
    session = web.session()
    found = differences(fee_records(session, old), fee_records(session, new))
    return jsonify(shapes.compared(found, old, new))


def _only(names: Collection[str], several: Collection[str] = ()) -> None:
    """As web.only; a program that sends an empty value where a choice stands has lost the value, so it is told."""
    web.only(names, several)
    for name in request.args:
        if name not in FREE_TEXT and "" in request.args.getlist(name):
            raise Problem(say("参数 %(name)s 不能为空；不用时请去掉它。", name=name), name)


def _view() -> Viewpoint:
    """The two clocks and the place; a reader who names no place is shown every place."""
    return reading.viewpoint("all")


def _judged(values: dict[str, str]) -> shapes.Json:
    return verdicts.verdict(_verdict(values), _view().release)


def _verdict(values: dict[str, str]) -> Verdict:
    charge = charges.read_charge(values, web.today(), web.settings().home_region)
    lists = lists_for(_view().release)
    lists.lineage(charge.region)  # an unknown region is a Problem before anything is judged
    return check_charge(charge, lists, web.today())


def _kept(verdict: Verdict, release: int) -> str:
    """The permanent address of a verdict, now kept."""
    with web.database().transaction() as session:
        number = receipts.keep(session, verdict, release, web.now()).number
    return url_for("checks.receipt", number=number, _external=True)


def _nth_values(body: Any, number: int) -> dict[str, str]:
    try:
        return charge_values(fields(body, *charges.FIELDS))
    except Problem as problem:
        place = f"charges[{number}]" + (f".{problem.field}" if problem.field else "")
        raise Problem(say("%(place)s：%(problem)s", place=place, problem=problem.message), place) from None


def _result(values: dict[str, str]) -> shapes.Json:
    try:
        return _judged(values)
    except Problem as problem:
        detail = web.tell(problem.message)
        return {"problem": {"title": _("这笔收费无法核对"), "detail": detail, "field": problem.field}}


def _fee(code: str, view: Viewpoint) -> Entry:
    entry = reading.lists().entry(code, view) if len(code) <= 24 else None
    if entry is None:
        quoted = web.printable(code)
        _missing(say("第 %(release)s 期清单里没有编码为 %(code)s 的收费项目。", release=view.release, code=quoted))
    return entry


def _edition(number: str) -> Edition:
    try:
        return reading.lists().edition(number)
    except Problem:
        _missing(say("没有第 %(number)s 期清单。", number=web.printable(number)))


def _missing(detail: Message) -> NoReturn:
    abort(problem_details(404, _("没有找到"), web.tell(detail)))
