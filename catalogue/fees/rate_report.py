"""Counts how many wordings are read and why the others are not; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class HasRate(Protocol):
    """Whatever carries a wording: an Entry, or a row of a file wrapped."""

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
    """How the wordings of a list read; `reasons` maps each reason (Chinese sentence) to the codes it stopped."""

    total: int
    no_wording: tuple[str, ...]
    complete: tuple[str, ...]
    partial: tuple[str, ...]
    unread: tuple[str, ...]
    reasons: dict[str, tuple[str, ...]]


def rate_report(entries: Iterable[HasRate]) -> RateReport:
    """Read every wording once and sort the codes by outcome."""
    raise NotImplementedError
