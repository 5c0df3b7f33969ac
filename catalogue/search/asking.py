"""Turns the parameters of an address into one search request, for pages, files and the API; refuses unknown values."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from werkzeug.datastructures import MultiDict

from catalogue.fees.catalogue import Catalogue
from catalogue.fees.entries import Viewpoint
from catalogue.fees.kinds import BusinessRelated, FeeKind, Level, State
from catalogue.messages import Problem, say
from catalogue.search.port import LARGEST_PAGE, SearchRequest

LARGEST_PAGE_NUMBER = 1_000_000
# Of these several values are alternatives; of all other parameters there can be one.
SEVERAL = ("kind", "level", "place", "status", "department")
FILTERS = ("q", "kind", "level", "place", "region", "status", "department", "payer", "business", "on", "release")


def search_request(given: MultiDict[str, str], view: Viewpoint, lists: Catalogue, per_page: int = 20) -> SearchRequest:
    """What the address asks for; a value that no list has, or a page that is no number, is a Problem."""
    business = closed(given.getlist("business"), BusinessRelated, "business")
    return SearchRequest(
        query=given.get("q", "").strip(),
        on=view.on,
        region=view.region,
        kinds=closed(given.getlist("kind"), FeeKind, "kind"),
        levels=closed(given.getlist("level"), Level, "level"),
        regions=tuple(_place(code, lists) for code in filled(given.getlist("place"))),
        statuses=closed(given.getlist("status"), State, "status"),
        departments=filled(given.getlist("department")),
        business_related=business[0] if business else None,
        payer=given.get("payer", "").strip() or None,
        page=whole_number(given.get("page", ""), "page", LARGEST_PAGE_NUMBER, 1),
        per_page=whole_number(given.get("per_page", ""), "per_page", LARGEST_PAGE, per_page),
    )


def _place(code: str, lists: Catalogue) -> str:
    try:
        return lists.region(code).code
    except Problem as problem:
        raise Problem(problem.message, "place") from None


def filled(values: Iterable[str]) -> tuple[str, ...]:
    """The values that are not blank, each once."""
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def closed(values: list[str], words: type[StrEnum], field: str) -> tuple[str, ...]:
    """The values, each one of a closed list; `in_force,ended` may also be joined by commas."""
    chosen = filled(part for value in values for part in value.split(","))
    for value in chosen:
        if value not in list(words):
            raise Problem(
                say(
                    "筛选条件 %(field)s 没有“%(value)s”这一项，可用的是：%(known)s。",
                    field=field,
                    value=value[:40],
                    known=", ".join(words),
                ),
                field,
            )
    return chosen


def whole_number(text: str, field: str, largest: int, default: int) -> int:
    """A number from 1 to `largest`; empty is the default."""
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= largest):
        raise Problem(
            say(
                "%(field)s 应为 1 到 %(largest)s 的整数，“%(text)s”不行。", field=field, largest=largest, text=text[:20]
            ),
            field,
        )
    return int(text)
