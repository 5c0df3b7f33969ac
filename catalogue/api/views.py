"""The JSON API, version 1; it parses, asks one function and answers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import NotFound

from catalogue import web
from catalogue.api import document, shapes, verdicts
from catalogue.api.parameters import fields, json_object, only, text
from catalogue.checks import charges
from catalogue.checks.check import check_charge
from catalogue.checks.source import lists_for
from catalogue.fees import reading
from catalogue.fees.entries import Entry, Viewpoint
from catalogue.messages import Problem, say
from catalogue.search import follow
from catalogue.search.asking import FILTERS, search_request

api = Blueprint("api", __name__, url_prefix="/api/v1")

CLOCKS = ("on", "release", "region")
LARGEST_BATCH = 500


@api.after_request
def finish(response: Response) -> Response:
    """Name the release, allow other sites to read, and answer conditional requests."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, X-Catalogue-Release"
    view = reading.known_viewpoint()
    if view is not None:
        response.headers["X-Catalogue-Release"] = str(view.release)
    if request.method == "GET" and response.status_code == 200:
        response.cache_control.no_cache = True
        response.add_etag()
        response.make_conditional(request)
    return response


@api.get("/openapi.json")
def openapi() -> Any:
    """The description of this API."""
    only()
    return jsonify(document.openapi())


@api.get("/fees")
def fees() -> Any:
    """The fees that a search finds, or all, narrowed by the filters."""
    only(*FILTERS, "page", "per_page")
    view = reading.viewpoint()
    asked = search_request(request.args, view, reading.lists())
    answer = follow.current(view.release).search(asked)
    hits = [*answer.hits, *answer.ended]
    entries = {entry.version_id: entry for entry in reading.lists().entries([hit.version_id for hit in hits])}
    body = shapes.search_answer(answer, entries, reading.edition(), view.on, view.region)
    more = asked.page * asked.per_page < answer.total
    return jsonify({**body, "page": asked.page, "per_page": asked.per_page, "next": asked.page + 1 if more else None})


@api.get("/fees/<code>")
def fee(code: str) -> Any:
    """Everything the lists say of one fee on the day."""
    only(*CLOCKS)
    view = reading.viewpoint()
    lists = reading.lists()
    entry = _fee(code, view)
    detail = shapes.fee_detail(
        entry,
        lists.parents(entry.code, view),
        lists.children(entry.code, view),
        [relief for relief in lists.reliefs_for(entry.code) if not relief.period.is_before(view.on)],
        view.on,
        view.release,
    )
    return jsonify(detail)


@api.get("/fees/<code>/history")
def history(code: str) -> Any:
    """All dated wordings of one fee, oldest first, and the recorded changes that touched it."""
    only(*CLOCKS)
    view = reading.viewpoint()
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
    only("q", *CLOCKS)
    view = reading.viewpoint()
    found = follow.current(view.release).suggest(request.args.get("q", ""), view.region)
    return jsonify({"release": view.release, "suggestions": [shapes.suggestion(each) for each in found]})


@api.post("/checks")
def check() -> Any:
    """Judge one charge."""
    only()
    body = json_object(*charges.FIELDS)
    return jsonify(_judged(body))


@api.post("/checks/batch")
def check_batch() -> Any:
    """Judge many charges; a charge that cannot be read is answered by its own problem, the others are judged."""
    only()
    given = json_object("charges").get("charges")
    if not isinstance(given, list) or not 1 <= len(given) <= LARGEST_BATCH:
        raise Problem(say("charges 应是 1 到 %(most)s 笔收费的列表。", most=LARGEST_BATCH), "charges")
    return jsonify({"release": reading.viewpoint().release, "results": [_result(each) for each in given]})


@api.get("/releases")
def releases() -> Any:
    """All releases, the newest first."""
    only()
    reading.viewpoint()
    return jsonify({"releases": [shapes.edition(each) for each in reading.lists().editions()]})


@api.get("/releases/<number>")
def release(number: str) -> Any:
    """One release: who published it, when, and its hashes."""
    only()
    return jsonify(shapes.edition(_edition(number)))


def _judged(body: dict[str, Any]) -> shapes.Json:
    view = reading.viewpoint()
    values = {name: text(body, name) for name in charges.FIELDS}
    charge = charges.read_charge(values, web.today(), web.settings().home_region)
    reading.lists().region(charge.region)
    return verdicts.verdict(check_charge(charge, lists_for(view.release), web.today()), view.release)


def _result(body: Any) -> shapes.Json:
    try:
        return _judged(fields(body, *charges.FIELDS))
    except Problem as problem:
        return {
            "problem": {
                "title": web.tell(say("这笔收费无法核对")),
                "detail": web.tell(problem.message),
                "field": problem.field,
            }
        }


def _fee(code: str, view: Viewpoint) -> Entry:
    entry = reading.lists().entry(code, view) if len(code) <= 24 else None
    if entry is None:
        raise NotFound
    return entry


def _edition(number: str) -> Any:
    try:
        return reading.lists().edition(number)
    except Problem as problem:
        raise NotFound from problem
