"""Prepares what was found for a page: marked names, reasons, facets as links; it finds nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup, escape

from catalogue.fees.entries import Entry
from catalogue.fees.kinds import BusinessRelated, FeeKind, Level, State
from catalogue.messages import Message, say
from catalogue.search.port import Found, Hit, SearchRequest, Span
from catalogue.shown import word

SHOWN = 8

REASONS: Mapping[Found, Message] = {
    Found.CODE: say("编码相符"),
    Found.DOCUMENT: say("依据这份文件"),
    Found.NAME: say("名称相符"),
    Found.ALIAS: say("也叫这个名字"),
    Found.WORDS: say("名称里有这些字词"),
    Found.TEXT: say("规定里提到"),
    Found.AMOUNT: say("标准金额相符"),
    Found.PINYIN: say("拼音相符"),
    Found.INITIALS: say("拼音首字母相符"),
    Found.TYPO: say("只差个别字"),
    Found.DEPARTMENT: say("由这个部门收取或定价"),
    Found.RELATED: say("相关的项目"),
}


@dataclass(frozen=True, slots=True)
class FoundFee:
    """One fee of an answer: its entry, its name with the answering parts marked, why it is there and on what text."""

    entry: Entry
    name: Markup
    reason: Message | None
    matched_on: Markup


def found_fees(hits: Sequence[Hit], entries: Iterable[Entry]) -> list[FoundFee]:
    """The hits with their entries, in the order of the hits; a hit without an entry is left out."""
    by_version = {entry.version_id: entry for entry in entries}
    return [_found(hit, by_version[hit.version_id]) for hit in hits if hit.version_id in by_version]


def _found(hit: Hit, entry: Entry) -> FoundFee:
    on_name = "".join(span.text for span in hit.highlight) == entry.name
    other = "" if on_name or hit.matched is Found.DEPARTMENT else hit.matched_on
    return FoundFee(
        entry=entry,
        name=marked(hit.highlight) if on_name else escape(entry.name),
        reason=REASONS.get(hit.matched),
        matched_on=marked(hit.highlight or (Span(other, False),)) if other else Markup(""),
    )


def marked(spans: Iterable[Span]) -> Markup:
    """Text with its answering stretches in <mark>; everything in it is escaped."""
    return Markup("").join(
        Markup("<mark>{}</mark>").format(span.text) if span.marked else escape(span.text) for span in spans
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet: how many fees it leaves, whether it is chosen, and the address that turns it."""

    text: Message | str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the answer; `original` where its values are Chinese texts of the lists."""

    title: Message
    options: tuple[Option, ...]
    original: bool
    shown: int = SHOWN


@dataclass(frozen=True, slots=True)
class _Sort:
    """A facet's name in addresses, its title, its values in the request, and how one is written."""

    parameter: str
    facet: str
    title: Message
    chosen: Callable[[SearchRequest], tuple[str, ...]]
    words: type[StrEnum] | None = None


_SORTS = (
    _Sort("status", "status", say("状态"), lambda request: request.statuses, State),
    _Sort("kind", "kind", say("清单"), lambda request: request.kinds, FeeKind),
    _Sort("level", "level", say("设立层级"), lambda request: request.levels, Level),
    _Sort("place", "region", say("适用地区"), lambda request: request.regions),
    _Sort(
        "business",
        "business_related",
        say("是否涉企"),
        lambda request: (request.business_related,) if request.business_related else (),
        BusinessRelated,
    ),
    _Sort("department", "department", say("部门"), lambda request: request.departments),
)

Turn = Callable[[str, list[str]], str]


def facets(
    counted: Mapping[str, Sequence[tuple[str, int]]], request: SearchRequest, places: Mapping[str, str], turn: Turn
) -> list[Facet]:
    """The facets with at least two values, or a chosen one. `turn(parameter, values)` makes an address."""
    made = []
    for sort in _SORTS:
        chosen = sort.chosen(request)
        counts = dict(counted.get(sort.facet, ()))
        values = [value for value in (*chosen, *(value for value in counts if value not in chosen)) if value]
        if len(values) < 2 and not chosen:
            continue
        options = [
            Option(_text(sort, value, places), counts.get(value, 0), value in chosen, turn(sort.parameter, turned))
            for value, turned in ((value, _turned(chosen, value)) for value in values)
        ]
        made.append(Facet(sort.title, tuple(options), sort.words is None))
    return made


def _turned(chosen: tuple[str, ...], value: str) -> list[str]:
    return [other for other in chosen if other != value] if value in chosen else [*chosen, value]


def _text(sort: _Sort, value: str, places: Mapping[str, str]) -> Message | str:
    if sort.words is not None:
        return word(sort.words(value))
    return places.get(value, value) if sort.parameter == "place" else value


def chosen_options(made: Sequence[Facet]) -> list[Option]:
    """Every value that narrows the answer now."""
    return [option for facet in made for option in facet.options if option.chosen]
