"""Home, the list with its search, and suggestions while typing; it parses, asks the search once and renders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for

from catalogue import web
from catalogue.fees import frame, reading
from catalogue.fees.entries import Change, Coverage, Entry
from catalogue.fees.kinds import FeeKind, State
from catalogue.search import follow
from catalogue.search.asking import FILTERS, search_request
from catalogue.search.port import Found, Hit, Match, SearchAnswer, SearchRequest
from catalogue.search.results import FoundFee, chosen_options, facets, found_fees
from catalogue.search.weak import note_weak

search = Blueprint("search", __name__)

LATEST_CHANGES = 5
LONGEST_QUERY = 200
WEAK_SHOWN = 6
DOUBTFUL = (Match.WEAK, Match.NONE)
NAMED = (Found.NAME, Found.ALIAS, Found.CODE, Found.PINYIN)
ENDED = (State.SUSPENDED, State.CANCELLED, State.EXPIRED)


@dataclass(frozen=True, slots=True)
class ListTile:
    """One of the three lists as the home page shows it."""

    kind: FeeKind
    in_force: int
    ended: int
    as_at: date | None


@search.get("/")
def home() -> str:
    """The question, the check, the three lists, the latest changes, and how complete the lists are."""
    view = reading.viewpoint()
    coverage = _coverage()
    return render_template(
        "home/home.html",
        tiles=_tiles(coverage),
        changes=reading.lists().changes(LATEST_CHANGES, until=view.on),
        coverage=coverage,
    )


def _tiles(coverage: list[Coverage]) -> list[ListTile]:
    in_force, ended = _count_by_kind((State.IN_FORCE,)), _count_by_kind(ENDED)
    dated = {row.kind: row.as_at for row in reversed(coverage) if row.as_at}
    return [ListTile(kind, in_force.get(kind, 0), ended.get(kind, 0), dated.get(kind)) for kind in FeeKind]


def _count_by_kind(states: tuple[State, ...]) -> dict[str, int]:
    """How many fees of each list stand so, counted as the list page counts them."""
    view = reading.viewpoint()
    asked = SearchRequest("", view.on, view.region, statuses=states, per_page=1)
    return dict(follow.current(view.release).search(asked).facets.get("kind", ()))


@search.get("/fees")
def fees() -> str:
    """The list of fees, searched by `q` and narrowed by the facets."""
    asked = search_request(request.args, reading.viewpoint(), reading.lists())
    answer = follow.current(reading.viewpoint().release).search(asked)
    if asked.page == 1:
        note_weak(web.database(), asked.query, answer.match, web.today())
    if answer.match is Match.WEAK:
        answer = replace(answer, hits=answer.hits[:WEAK_SHOWN])
    entries = _entries(answer)
    ended = found_fees(answer.ended, entries)
    places = {place.code: place.name for place in reading.lists().regions_with_fees()}
    made = facets(answer.facets, asked, places, _turn)
    return render_template(
        "search/fees.html",
        query=web.printable(asked.query, LONGEST_QUERY),
        answer=answer,
        hits=found_fees(answer.hits, entries),
        ended=ended,
        told_ended=bool(ended) and answer.match in DOUBTFUL and answer.ended[0].matched in NAMED,
        elsewhere=_elsewhere(asked, answer),
        facets=made,
        chosen=chosen_options(made),
        place_name=reading.lists().region(answer.place).name if answer.place else "",
        cleared=frame.to("search.fees", q=asked.query or None),
        page=asked.page,
        pages=1 if answer.match is Match.WEAK else -(-answer.total // asked.per_page),
        files=_files(),
        **(_about_nothing(asked.query) if answer.match is Match.NONE else {}),
    )


def _elsewhere(asked: SearchRequest, answer: SearchAnswer) -> list[FoundFee]:
    """Fees of other places that the text clearly means, where the reader chose no place and the own one has none."""
    if not asked.query or answer.match not in DOUBTFUL or request.args.get("region"):
        return []
    wide = replace(asked, region=None, page=1, per_page=WEAK_SHOWN)
    found = follow.current(reading.viewpoint().release).search(wide)
    if found.match in DOUBTFUL:
        return []
    here = reading.lists().ancestors(reading.viewpoint().region)
    return [fee for fee in found_fees(found.hits, _entries(found)) if not fee.entry.applies_in(here)]


def _entries(answer: SearchAnswer) -> list[Entry]:
    hits: tuple[Hit, ...] = (*answer.hits, *answer.ended)
    return reading.lists().entries([hit.version_id for hit in hits])


def _turn(parameter: str, values: list[str]) -> str:
    return frame.here(**{parameter: values or None, "page": None})


def _files() -> list[tuple[str, str]]:
    """The same answer as files, with the filters of this page."""
    given: dict[str, Any] = {name: request.args.getlist(name) for name in FILTERS if request.args.get(name)}
    made = (("CSV", "fees_csv"), ("XLSX", "fees_xlsx"), ("JSON", "fees_json"))
    return [(text, url_for(f"downloads.{name}", **given)) for text, name in made]


def _about_nothing(query: str) -> dict[str, Any]:
    """What a page without fees can still tell: recorded changes of that name, and where absence means something."""
    complete: dict[FeeKind, bool] = {}
    for row in _coverage():
        complete[row.kind] = complete.get(row.kind, True) and row.complete
    return {"records": _records(query), "complete": [kind for kind in FeeKind if complete.get(kind)]}


def _coverage() -> list[Coverage]:
    """How complete the lists of the place and of those above it are."""
    ancestors = reading.lists().ancestors(reading.viewpoint().region)
    return [row for row in reading.lists().coverage() if not ancestors or row.region_code in ancestors]


def _records(query: str) -> list[Change]:
    """Recorded changes that name what was asked for, although no fee of that name is on a list."""
    wanted = query.strip()
    if len(wanted) < 2:
        return []
    recorded = reading.lists().changes(until=reading.viewpoint().on)
    return [change for change in recorded if wanted in change.item][:LATEST_CHANGES]


@search.get("/suggest")
def suggest() -> dict[str, Any]:
    """Names to complete to, for the search field: `{suggestions: [{text, code, note}]}`."""
    view = reading.viewpoint()
    found = follow.current(view.release).suggest(request.args.get("q", "")[:100], view.region)
    known = reading.lists().versions_of({one.code for one in found}, view.release)
    names = {code: versions[-1] for code, versions in known.items() if versions}
    return {
        "suggestions": [
            {"text": one.text, "code": one.code, "note": _note(one.text, names[one.code])}
            for one in found
            if one.code in names
        ]
    }


def _note(text: str, entry: Entry) -> str:
    """What stands beside a suggestion: the official name where it differs, and that the fee has ended where it has."""
    state = entry.state_on(reading.viewpoint().on)
    parts = [entry.name if text != entry.name else "", frame.word(state) if state.ended else ""]
    return " · ".join(part for part in parts if part)
