"""A charge as a person reports it, read strictly from form, file or API values; it refuses to guess what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalogue.fees.kinds import PayerKind


@dataclass(frozen=True, slots=True)
class Charge:
    """What somebody was asked to pay.

    `name` is the wording on the receipt; `region` a six-digit GB/T 2260 code; `amount` yuan.
    `quantity` counts `unit`; for percentage rates it is the base in yuan.
    """

    name: str
    region: str
    on: date
    collecting_body: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    amount: Decimal | None = None
    payer: PayerKind = PayerKind.UNKNOWN
