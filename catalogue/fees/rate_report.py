"""Counts how many wordings are read and why the others are not; it changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from catalogue.fees.rate_wording import read_rate


class HasRate(Protocol):
    """Whatever carries a wording: an Entry, or a row of a file."""

    @property
    def code(self) -> str: ...
    @property
    def standard_text(self) -> str: ...
    @property
    def rate_value(self) -> Decimal | None: ...
    @property
    def rate_unit(self) -> str: ...


@dataclass(frozen=True)
class RateReport:
    """How the wordings of a list read, by code.

    `no_wording`: the list gives none. `complete`, `partial` (some cases found, not all certain) and
    `unread` (wording only) are the others. `reasons` maps each reason, a Chinese sentence, to the codes it stopped.
    """

    no_wording: tuple[str, ...]
    complete: tuple[str, ...]
    partial: tuple[str, ...]
    unread: tuple[str, ...]
    reasons: dict[str, tuple[str, ...]]

    @property
    def total(self) -> int:
        return len(self.no_wording) + len(self.complete) + len(self.partial) + len(self.unread)


def rate_report(entries: Iterable[HasRate]) -> RateReport:
    """Read every wording once and sort the codes by outcome and by reason, the most frequent reason first."""
    sorted_codes: dict[str, list[str]] = defaultdict(list)
    reasons: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        reading = read_rate(entry.standard_text, entry.rate_value, entry.rate_unit)
        if not entry.standard_text.strip() and not reading.options:
            sorted_codes["no_wording"].append(entry.code)
            continue
        outcome = "complete" if reading.complete else "partial" if reading.options else "unread"
        sorted_codes[outcome].append(entry.code)
        if reading.reason is not None:
            reasons[str(reading.reason)].append(entry.code)
    by_frequency = sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
    return RateReport(
        no_wording=tuple(sorted_codes["no_wording"]),
        complete=tuple(sorted_codes["complete"]),
        partial=tuple(sorted_codes["partial"]),
        unread=tuple(sorted_codes["unread"]),
        reasons={reason: tuple(codes) for reason, codes in by_frequency},
    )
