"""What a draft changes in the lists in force, field by field, and what the lists say then; it stores nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any

from catalogue.fees.basis import normalise_document_number
from catalogue.fees.differences import Record, same_spelling
from catalogue.fees.kinds import Status
from catalogue.fees.periods import day_before
from catalogue.fees.rates import Fixed, Range, Rate, Share, read_rate

LISTED = (
    "name",
    "department",
    "collecting_body",
    "standard_text",
    "rate_value",
    "rate_unit",
    "payer",
    "business_related",
    "fund_management",
    "basis",
    "remarks",
)
"""What a published list can say of a fee."""
RATE = ("standard_text", "rate_value", "rate_unit")
Values = Mapping[str, Any]
"""LISTED by name, as plain JSON values."""


class Sort(StrEnum):
    """What a revision does to a fee."""

    ADDED = "added"
    ENDED = "ended"
    RENAMED = "renamed"
    RATE_UP = "rate_up"
    RATE_DOWN = "rate_down"
    RATE = "rate"
    PAYER = "payer"
    COLLECTOR = "collector"
    BASIS = "basis"
    OTHER = "other"
    WORDING = "wording_only"
    SAME = "same"


_SORTS = {
    "name": Sort.RENAMED,
    "payer": Sort.PAYER,
    "collecting_body": Sort.COLLECTOR,
    "department": Sort.COLLECTOR,
    "basis": Sort.BASIS,
}
_WEIGHT = {sort: place for place, sort in enumerate(Sort)}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; the rate is one field, `standard_text`."""

    field: str
    before: Any
    after: Any
    sort: Sort


def compared(before: Values, after: Values) -> tuple[FieldChange, ...]:
    """How two wordings of one fee differ; another spelling is a change of the wording only."""
    found = [each for name in LISTED if name not in RATE and (each := _field(name, before, after))]
    rate = _rate(before, after)
    return tuple([*found, rate] if rate else found)


def weightiest(changes: Sequence[FieldChange]) -> Sort:
    """The one word for a fee's changes."""
    return min((each.sort for each in changes), key=_WEIGHT.__getitem__, default=Sort.SAME)


def overlaid(before: Values, published: Values) -> dict[str, Any]:
    """What is in force with what a list states written over it: where a list is silent nothing changes.

    A rate is taken over whole, so that an old figure never stands beside a new wording; another spelling of the
    same wording keeps the figure.
    """
    stated = {name: value for name, value in published.items() if value not in ("", None, [], "unknown")}
    result = {name: before[name] for name in LISTED}
    respelt = same_spelling(before["standard_text"]) == same_spelling(str(stated.get("standard_text", "")))
    if respelt or "standard_text" not in stated:
        stated = {name: value for name, value in stated.items() if name not in ("rate_value", "rate_unit")}
    else:
        result |= {"rate_value": None, "rate_unit": ""}
    return result | {name: value for name, value in stated.items() if name in LISTED}


def _field(name: str, before: Values, after: Values) -> FieldChange | None:
    old, new = before[name], after[name]
    if old == new:
        return None
    alike = _spelt(old) == _spelt(new)
    return FieldChange(name, old, new, Sort.WORDING if alike else _SORTS.get(name, Sort.OTHER))


def _spelt(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(same_spelling(normalise_document_number(text)) for text in value)
    return same_spelling(value) if isinstance(value, str) else value


def _rate(before: Values, after: Values) -> FieldChange | None:
    if all(before[name] == after[name] for name in RATE):
        return None
    figures = (before["rate_value"], before["rate_unit"]) == (after["rate_value"], after["rate_unit"])
    alike = figures and same_spelling(before["standard_text"]) == same_spelling(after["standard_text"])
    sort = Sort.WORDING if alike else _direction(before, after)
    return FieldChange("standard_text", rate_text(before), rate_text(after), sort)


def rate_text(values: Values) -> str:
    """The rate as one text: its wording, with the plain figure where it says something else."""
    plain = f"{values['rate_value']}{values['rate_unit']}" if values["rate_value"] is not None else ""
    wording = str(values["standard_text"])
    return wording if not plain or plain in wording else f"{wording}（{plain}）" if wording else plain


def _direction(before: Values, after: Values) -> Sort:
    share = rise(before, after)
    if share is None:
        return Sort.RATE
    return Sort.RATE_UP if share > 1 else Sort.RATE_DOWN if share < 1 else Sort.RATE


def rise(before: Values, after: Values) -> Decimal | None:
    """The new price as a multiple of the old one, the largest change of all cases; None where none is to be had."""
    old, new = _prices(before), _prices(after)
    if not old or old.keys() != new.keys() or any(price == 0 for price in old.values()):
        return None
    shares = [new[case] / old[case] for case in old]
    if min(shares) < 1 < max(shares):
        return None
    return max(shares, key=lambda share: abs(share - 1))


def _prices(values: Values) -> dict[tuple[str, str], Decimal]:
    """The highest price of each case; nothing where a case has none that can be compared."""
    figure = None if values["rate_value"] is None else Decimal(values["rate_value"])
    options = read_rate(values["standard_text"], figure, values["rate_unit"]).options
    found = {(option.label, _unit(option.rate)): _price(option.rate) for option in options}
    known = {case: price for case, price in found.items() if price is not None}
    return known if len(known) == len(options) else {}


def _price(rate: Rate) -> Decimal | None:
    if isinstance(rate, Fixed):
        return rate.price
    return rate.high if isinstance(rate, Range | Share) else None


def _unit(rate: Rate) -> str:
    return f"{rate.sign}{rate.base}" if isinstance(rate, Share) else rate.unit


def plain_rate(standard_text: str) -> tuple[str | None, str]:
    """The plain figure and unit of a wording that is nothing but one price; None where it is more, or none."""
    reading = read_rate(standard_text, None, "")
    if not reading.complete or len(reading.options) != 1 or reading.caveats or reading.options[0].label:
        return None, ""
    rate = reading.options[0].rate
    if not isinstance(rate, Fixed) or rate.limits != type(rate.limits)():
        return None, ""
    return format(rate.price, "f"), f"元/{rate.unit}" if rate.unit else "元"


# What the lists say afterwards


def changed(versions: Sequence[Record], values: Values, day: date, correction: bool, source: str) -> list[Record]:
    """The wordings of a fee when `values` hold from `day` on; a correction rewrites the wording of that day instead.

    The wording before ends on the day before. Wordings that begin later stay. A fee that had ended comes to life.
    """
    new = {**values, "source": source, "confidence": "quoted"}
    place = _holding(versions, day)
    if place is None:
        return _between(versions, new, day)
    held = versions[place]
    if correction or held["effective_from"] == day.isoformat():
        replaced = {**held, **new}
        return [*versions[:place], replaced, *versions[place + 1 :]]
    until = {**held, "effective_to": day_before(day).isoformat()}
    fresh = {**held, **new, "effective_from": day.isoformat()}
    if held["effective_to"] is None and held["status"] != Status.IN_FORCE:
        fresh |= _ALIVE  # it had ended on a day that nobody wrote down, and is charged again
    elif held["effective_to"] is not None:
        until |= {"status": Status.IN_FORCE.value, "ended_by": "", "successor_code": None}
    return [*versions[:place], until, fresh, *versions[place + 1 :]]


_ALIVE = {"status": "in_force", "ended_by": "", "successor_code": None, "effective_to": None}


def _holding(versions: Sequence[Record], day: date) -> int | None:
    text = day.isoformat()
    for place, version in enumerate(versions):
        if (version["effective_from"] or "") <= text <= (version["effective_to"] or "9999"):
            return place
    return None


def _between(versions: Sequence[Record], new: Values, day: date) -> list[Record]:
    """A new wording on a day that none holds: up to the next one, if one follows."""
    later = [version for version in versions if (version["effective_from"] or "") > day.isoformat()]
    earlier = [version for version in versions if version not in later]
    end = day_before(date.fromisoformat(later[0]["effective_from"])).isoformat() if later else None
    like = versions[len(earlier) - 1] if earlier else versions[0]
    fresh = {**like, **new, **_ALIVE, "effective_from": day.isoformat(), "effective_to": end}
    return [*earlier, fresh, *later]


def ended(
    versions: Sequence[Record], day: date, status: Status, document: str, successor: str | None = None
) -> list[Record]:
    """The wordings of a fee that may not be charged from `day` on; wordings that would begin then never come.

    A fee that would have begun on that day or later keeps its wording, taken back before it held.
    """
    told = {"status": status.value, "ended_by": document, "successor_code": successor}
    kept = [version for version in versions if (version["effective_from"] or "") < day.isoformat()]
    if not kept:
        return [{**version, **told} for version in versions[:1]]
    last = kept[-1]
    end = min(last["effective_to"] or "9999", day_before(day).isoformat())
    return [*kept[:-1], {**last, **told, "effective_to": end}]


def added(fee: Mapping[str, Any], values: Values, day: date | None, source: str) -> Record:
    """The first wording of a new fee; `fee` is what never changes about it."""
    wording: dict[str, Any] = {
        "effective_from": day.isoformat() if day else None,
        **_ALIVE,
        "name_en": "",
        "only_in": [],
        "not_in": [],
    }
    return {**fee, "record_only": False, **wording, **values, "source": source, "confidence": "quoted"}


def overlapping(versions: Sequence[Record]) -> bool:
    """Whether two wordings of one fee hold on one day."""
    spans = sorted((version["effective_from"] or "", version["effective_to"] or "9999") for version in versions)
    return any(first[1] >= second[0] for first, second in pairwise(spans)) or any(start > end for start, end in spans)
