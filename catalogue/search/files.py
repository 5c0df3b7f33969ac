"""The fees that a search finds, as files: the filters of the page, all pages of it; it parses, asks and streams."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Response, request

from catalogue import web
from catalogue.fees import answers, reading
from catalogue.fees.answers import Body
from catalogue.fees.entries import Entry
from catalogue.fees.exporting.csv_files import csv_pieces
from catalogue.fees.exporting.extract import Extract
from catalogue.fees.exporting.json_files import json_pieces
from catalogue.fees.exporting.sheets import workbook
from catalogue.search import follow
from catalogue.search.asking import FILTERS, SEVERAL, search_request
from catalogue.search.port import LARGEST_PAGE, Match

downloads = Blueprint("downloads", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a search found: how sure it is, and the versions in its order."""

    match: Match
    version_ids: tuple[int, ...]

    def entries(self) -> Iterator[Entry]:
        """The fees, fetched a page at a time."""
        for start in range(0, len(self.version_ids), LARGEST_PAGE):
            yield from reading.lists().entries(self.version_ids[start : start + LARGEST_PAGE])


@downloads.get("/fees.csv")
def fees_csv() -> Response:
    """One row for each fee; a byte order mark, so that Excel reads it right."""
    return _file("text/csv", "csv", lambda found, about: csv_pieces(found.entries(), about))


@downloads.get("/fees.xlsx")
def fees_xlsx() -> Response:
    """Laid out like a published list, a sheet for each of the three lists."""
    return _file(XLSX, "xlsx", lambda found, about: workbook(list(found.entries()), about))


@downloads.get("/fees.json")
def fees_json() -> Response:
    """Every field of each fee, with what the file says of itself."""
    return _file("application/json", "json", _json)


def _json(found: Selection, about: Extract) -> Iterator[bytes]:
    asked = {name: values for name, values in request.args.lists() if name != "lang"}
    more = {"asked": asked, "match": found.match.value, "total": len(found.version_ids)}
    return json_pieces(found.entries(), about, more)


def _file(mimetype: str, ending: str, write: Callable[[Selection, Extract], Body]) -> Response:
    web.only(FILTERS, SEVERAL)
    about = answers.extract()
    response = answers.made_once(mimetype, lambda: write(_selection(), about))
    plain = f"fees-{about.edition.number}-{about.on}.{ending}"
    return answers.saved_as(response, about.file_name(ending), plain)


def _selection() -> Selection:
    """All that the address asks for; a file has no pages."""
    view = reading.viewpoint()
    asked = search_request(request.args, view, reading.lists(), LARGEST_PAGE)
    search = follow.current(view.release)
    answer = search.search(asked)
    found = [hit.version_id for hit in answer.hits]
    while len(found) < answer.total and answer.hits:
        asked = replace(asked, page=asked.page + 1)
        answer = search.search(asked)
        found += [hit.version_id for hit in answer.hits]
    return Selection(answer.match, tuple(found))
