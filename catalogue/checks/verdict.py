"""The values of a judged charge: verdict, reasons, arithmetic, next step; it refuses to look anything up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from catalogue.checks.charges import Charge
from catalogue.fees.entries import Entry, ReliefRule
from catalogue.messages import Message


class Code(StrEnum):
    """The ten verdicts; their names are promised to users of the API for ever."""

    LISTED_OK = "listed_ok"
    OVER_STANDARD = "over_standard"
    LISTED_AMOUNT_UNCHECKED = "listed_amount_unchecked"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    ENDED = "ended"
    EXEMPT = "exempt"
    WRONG_COLLECTOR = "wrong_collector"
    NOT_LISTED = "not_listed"
    OUTSIDE_LISTS = "outside_lists"
    AMBIGUOUS = "ambiguous"


class Sureness(StrEnum):
    """How sure it is which fee the receipt means."""

    SURE = "sure"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"


class NextStep(StrEnum):
    """What the payer does now: pay, ask the body for its basis, or complain."""

    PAY = "pay"
    ASK = "ask"
    COMPLAIN = "complain"


class Bearing(StrEnum):
    """How a relief bears on one charge."""

    APPLIES = "applies"
    WOULD_IF = "would_apply_if"
    NOT = "does_not_apply"


@dataclass(frozen=True, slots=True)
class ReliefLooked:
    """One relief that was looked at: whether it applies, and the sentence that says why."""

    rule: ReliefRule
    bearing: Bearing
    why: Message


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one charge, complete enough for a page, a receipt and the API.

    `fee` is an entry of the lists; `record` is an item known only from the document that ended it,
    and then `fee` is its nearest ancestor on the lists, or None. `max_amount` and `excess` are yuan,
    rounded to fen. `missing` are facts that would make the answer firmer, `would_change` are facts
    that would turn it. A line that names several fees has one Verdict each in `parts`.
    """

    code: Code
    charge: Charge
    headline: Message
    next_step: NextStep
    sureness: Sureness
    matched: tuple[Message, ...] = ()
    fee: Entry | None = None
    record: Entry | None = None
    max_amount: Decimal | None = None
    excess: Decimal | None = None
    arithmetic: tuple[Message, ...] = ()
    reasons: tuple[Message, ...] = ()
    basis: tuple[str, ...] = ()
    reliefs: tuple[ReliefLooked, ...] = ()
    would_change: tuple[Message, ...] = ()
    missing: tuple[Message, ...] = ()
    candidates: tuple[Entry, ...] = ()
    successor: Entry | None = None
    caveats: tuple[Message, ...] = ()
    parts: tuple[Verdict, ...] = ()

    @property
    def item(self) -> Entry | None:
        """The item judged, on the lists or only on record."""
        return self.record or self.fee
