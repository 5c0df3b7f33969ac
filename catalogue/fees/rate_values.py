"""What a rate can be, as plain values; it holds no reading of texts and no arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from catalogue.messages import Message

ZERO = Decimal(0)


class Currency(StrEnum):
    """The money a rate is written in; foreign money is kept and never converted."""

    YUAN = "CNY"
    DOLLAR = "USD"


@dataclass(frozen=True, slots=True)
class Limits:
    """What may bend the plain product of price and quantity.

    `ceiling`: the price is the highest that may be taken (不超过, 最高, 下浮不限), less is lawful.
    `float_up`: how far above it may go, as a share (可上浮20% is 0.2).
    `minimum`, `cap`: the least and the most for one charge in yuan (不足300元的按300元; 1万元封顶).
    `cap_within`: the quantity up to which `cap` is said to hold (24小时内累计不超过10元 is 24).
    `step`: begun steps of the unit count whole (不足1公里按1公里计 is 1, 按半天 is 0.5).
    """

    ceiling: bool = False
    float_up: Decimal = ZERO
    minimum: Decimal | None = None
    cap: Decimal | None = None
    cap_within: Decimal | None = None
    step: Decimal | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Fixed:
    """So many yuan for each `unit`; `unit` is folded (see units.py) and "" where no unit is stated.

    `other_unit` is a second unit that the list itself gives for the same price.
    """

    price: Decimal
    unit: str
    limits: Limits = NO_LIMITS
    currency: Currency = Currency.YUAN
    other_unit: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high` yuan for each `unit`; the charging body chooses within."""

    low: Decimal
    high: Decimal
    unit: str
    limits: Limits = NO_LIMITS
    currency: Currency = Currency.YUAN
    other_unit: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a sum of money: `low` to `high` as plain fractions (3‰ is 0.003; equal for one rate).

    `sign` is "%" or "‰" as published; `base` says of what sum ("" where not stated). The quantity is the base in yuan.
    """

    low: Decimal
    high: Decimal
    sign: str
    base: str = ""
    limits: Limits = NO_LIMITS


@dataclass(frozen=True, slots=True)
class Band:
    """One line of a table, for the part of the quantity above `above` and up to `up_to` (included; None is open).

    The amount is `lump` plus `price` for each unit in the band (a plain fraction where the table is
    of shares). With `step_size` the price rises by `step_rise` with every further step of that size.
    """

    above: Decimal
    up_to: Decimal | None
    lump: Decimal = ZERO
    price: Decimal = ZERO
    sign: str = ""
    step_size: Decimal | None = None
    step_rise: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Tiered:
    """A table by quantity of `unit` (元 for sums of money).

    `cumulative`: every band prices its own part and the parts add up; otherwise the band that holds the
    whole quantity decides alone. `per` is what one application of the table is for (件, 车·次), "" if not said.
    """

    bands: tuple[Band, ...]
    unit: str
    cumulative: bool
    per: str = ""
    limits: Limits = NO_LIMITS


Rate = Fixed | Range | Share | Tiered


@dataclass(frozen=True, slots=True)
class RateOption:
    """One case of a wording and its rate.

    `label` are the words that name the case ("" for the only or general case), `words` the clause around it.
    `since`: the day from which the wording says this case holds.
    `ordinals`: first and last of 第4-6年, counted in `ordinal_of` (年).
    """

    label: str
    rate: Rate
    words: str = ""
    since: date | None = None
    ordinals: tuple[int, int] | None = None
    ordinal_of: str = ""

    def covers(self, ordinal: int) -> bool:
        """Whether the n-th year (or the like) falls into this case."""
        return self.ordinals is not None and self.ordinals[0] <= ordinal <= self.ordinals[1]


@dataclass(frozen=True, slots=True)
class RateReading:
    """What a wording says.

    `complete`: the whole wording is understood; the options are all its cases and nothing left over could
    raise a price. `caveats` are clauses understood as only lowering it, exempting or narrowing: to be shown.
    `reason` says why a reading is not complete; `leftover` are the clauses not understood.
    `main` is the option that the source's own plain rate (rate_value) confirms, if it gives one.
    """

    options: tuple[RateOption, ...]
    complete: bool
    reason: Message | None = None
    caveats: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    main: RateOption | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What may be taken: from `low` to `high` yuan, rounded to 分, with the arithmetic as a person would write it."""

    low: Decimal
    high: Decimal
    steps: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Why no amount can be given."""

    reason: Message
