"""Dated rates of taxes and contributions, and which of them holds on a day in a place; it knows no rate itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalogue.fees.kinds import Confidence
from catalogue.fees.periods import Period


@dataclass(frozen=True, slots=True)
class Rate:
    """A dated rate of a tax or contribution: a share of its base (0.03 is 3 %) or yuan per unit.

    `rate` None is not known for the place and must be asked for; `lowest` and `highest` are then its limits, if known.
    `code` is the fee's code where the catalogue has the fee; `part` is profit, labour or other, empty for a figure
    that is no levy itself; `relief` is the document of the relief that can lower it, empty where none can.
    """

    code: str
    name: str
    part: str
    base: str
    rate: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    relief: str
    period: Period
    region_code: str
    law: str
    note: str
    source: str
    confidence: Confidence


def rates_on(rates: Sequence[Rate], day: date, places: Sequence[str]) -> dict[str, Rate]:
    """The rates in force on a day for a place, by code; `places` run from the country down to the place itself."""
    held: dict[str, Rate] = {}
    for rate in rates:
        if day not in rate.period or rate.region_code not in places:
            continue
        known = held.get(rate.code)
        if known is None or places.index(rate.region_code) > places.index(known.region_code):
            held[rate.code] = rate
    return held
