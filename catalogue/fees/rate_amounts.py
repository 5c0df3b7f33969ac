"""What is due for a quantity under a rate, with the arithmetic spelled out; it refuses to guess a missing quantity or unit."""

from __future__ import annotations

from decimal import Decimal

from catalogue.fees.rate_values import Due, Rate, Undetermined
from catalogue.messages import say


def due(rate: Rate, quantity: Decimal | None, unit: str | None) -> Due | Undetermined:
    """The lawful amount in yuan for `quantity` of `unit` (for shares the quantity is the base in yuan)."""
    return Undetermined(say("这一标准暂不能自动核算。"))
