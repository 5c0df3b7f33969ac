"""Reads sums of money and quantities as people write them, and writes yuan; it refuses what it cannot read exactly."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")


def round_fen(amount: Decimal) -> Decimal:
    """To whole 分, half up."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def format_yuan(amount: Decimal) -> str:
    """1,234.50"""
    return f"{round_fen(amount):,}"


def parse_amount(text: str, field: str | None = None) -> Decimal:
    """A sum in yuan, whole 分, from 0; anything else is a Problem."""
    raise NotImplementedError


def parse_quantity(text: str, field: str | None = None) -> Decimal:
    """A quantity above 0 with at most six decimals; anything else is a Problem."""
    raise NotImplementedError
