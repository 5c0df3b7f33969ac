"""The closed lists of words that every fee is described with; it holds no rule."""

from __future__ import annotations

from enum import StrEnum


class FeeKind(StrEnum):
    """Which of the three lists a fee stands on."""

    ADMINISTRATIVE = "admin_fee"
    GOVERNMENT_FUND = "gov_fund"
    REGULATED_SERVICE = "regulated_service"


class Level(StrEnum):
    """The level of government that set the fee up."""

    CENTRAL = "central"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    DISTRICT = "district"


class Status(StrEnum):
    """What the list says of a fee; the dates decide where they are known."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class State(StrEnum):
    """How a fee stands on one day: its status and its dates taken together."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def ended(self) -> bool:
        """Whether nobody may be charged any more (suspended, cancelled or run out)."""
        return self in (State.SUSPENDED, State.CANCELLED, State.EXPIRED)


class Confidence(StrEnum):
    """How firmly a row is known: read in its source, recalled, or written by the editors."""

    QUOTED = "quoted"
    RECALLED = "recalled"
    EDITORIAL = "editorial"


class BusinessRelated(StrEnum):
    """Whether the fee is charged to enterprises (是否涉企)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ChangeKind(StrEnum):
    """What a dated document did to a fee."""

    ADD = "add"
    CANCEL = "cancel"
    SUSPEND = "suspend"
    EXEMPT = "exempt"
    REDUCE = "reduce"
    RENAME = "rename"
    RAISE = "raise"
    ADJUST = "adjust"


class PayerKind(StrEnum):
    """Who was asked to pay, as far as a check needs to know."""

    ENTERPRISE = "enterprise"
    SMALL_MICRO_ENTERPRISE = "small_micro_enterprise"
    INDIVIDUAL = "individual"
    UNKNOWN = "unknown"
