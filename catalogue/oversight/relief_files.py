"""Reads the conditions of reliefs, the sizes of firms and the rates from the data folder; it corrects nothing."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from catalogue.fees.kinds import Confidence
from catalogue.fees.periods import Period
from catalogue.fees.source_files import Row, day, read_rows
from catalogue.oversight.firm_sizes import MediumFirm
from catalogue.oversight.questions import Question
from catalogue.oversight.reliefs import Condition, Operator, Way
from catalogue.oversight.tax_rates import Rate


@lru_cache(maxsize=2)
def read_ways(folder: Path) -> tuple[Way, ...]:
    """The ways to every relief (relief_conditions.csv), in the order of the file."""
    rows = read_rows(folder / "relief_conditions.csv")
    grouped = groupby(rows, lambda row: (row["name"], row["document_no"], row["way"], row["remains"]))
    return tuple(
        Way(name, document, _number(remains), tuple(_condition(row) for row in own if row["question"]))
        for (name, document, _, remains), own in grouped
    )


@lru_cache(maxsize=2)
def read_sizes(folder: Path) -> dict[str, MediumFirm]:
    """What a medium-sized firm of each sector reaches (firm_sizes.csv), by the sector's code."""
    return {
        row["code"]: MediumFirm(
            code=row["code"],
            sector=row["sector"],
            staff=_number(row["medium_staff"]),
            revenue=_number(row["medium_revenue"]),
            assets=_number(row["medium_assets"]),
            document=row["document_no"],
            source=row["source"],
            confidence=Confidence(row["confidence"]),
        )
        for row in read_rows(folder / "firm_sizes.csv")
    }


@lru_cache(maxsize=2)
def read_rates(folder: Path) -> tuple[Rate, ...]:
    """The dated rates of taxes and contributions (tax_rates.csv)."""
    return tuple(_rate(row) for row in read_rows(folder / "tax_rates.csv"))


def _condition(row: Row) -> Condition:
    question, operator = Question(row["question"]), Operator(row["operator"])
    return Condition(question, operator, row["value"], row["source"], Confidence(row["confidence"]))


def _rate(row: Row) -> Rate:
    return Rate(
        code=row["code"],
        name=row["name"],
        part=row["part"],
        base=row["base"],
        rate=_number(row["rate"]),
        lowest=_number(row["lowest"]),
        highest=_number(row["highest"]),
        relief=row["relief"],
        period=Period(day(row["effective_from"]), day(row["effective_to"])),
        region_code=row["region_code"],
        law=row["law"],
        note=row["note"],
        source=row["source"],
        confidence=Confidence(row["confidence"]),
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
