"""Where a complaint belongs and what it is about, from who charged and what the check said; it refuses to accuse."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.checks.collectors import Sort


@dataclass(frozen=True, slots=True)
class Channel:
    """Who takes in a complaint: telephone, name, and why this one."""

    phone: str
    name: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Irregularity:
    """A named kind of irregular charging, with the rule that names it."""

    code: str
    name: str
    basis: str
    confidence: str


@dataclass(frozen=True)
class Guide:
    """The channels and irregularities of the data folder."""

    channels: dict[str, Channel]
    irregularities: dict[str, Irregularity]
    by_verdict: dict[str, tuple[str, ...]]

    def channel(self, sort: Sort | None) -> Channel:
        """The channel for a body of that sort; None is a body that is not known."""
        return self.channels[channel_name(sort)]

    def suggested(self, verdict: str) -> tuple[Irregularity, ...]:
        """What a verdict speaks for; empty where it speaks for nothing irregular."""
        return tuple(self.irregularities[code] for code in self.by_verdict.get(verdict, ()))


def channel_name(sort: Sort | None) -> str:
    """Which channel takes complaints about such a body.

    Charges of state organs and institutions follow the petition rules, not the market procedure
    (市场监督管理投诉举报处理暂行办法 第39条).
    """
    match sort:
        case None:
            return "unknown"
        case Sort.ASSOCIATION:
            return "association"
        case Sort.COMPANY | Sort.INTERMEDIARY | Sort.UTILITY:
            return "market"
        case _:
            return "public"


@cache
def read_guide(folder: Path) -> Guide:
    """The guide from channels.csv, irregularities.csv and verdict_irregularities.csv."""
    by_verdict: dict[str, tuple[str, ...]] = {}
    for row in _rows(folder / "verdict_irregularities.csv"):
        by_verdict[row["verdict"]] = (*by_verdict.get(row["verdict"], ()), row["irregularity"])
    return Guide(
        channels={
            row["sort"]: Channel(row["phone"], row["name"], row["why"], row["source"])
            for row in _rows(folder / "channels.csv")
        },
        irregularities={
            row["code"]: Irregularity(row["code"], row["name"], row["basis"], row["confidence"])
            for row in _rows(folder / "irregularities.csv")
        },
        by_verdict=by_verdict,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
