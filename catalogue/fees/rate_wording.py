"""Reads published standard wordings into rates; what is not understood with certainty stays wording."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from catalogue.fees.rate_clauses import Draft, read_clause
from catalogue.fees.rate_doubts import NO_FIGURE, NO_WORDING, NOT_READ, NOT_SAID_HOW, PARTS, UNLIKE
from catalogue.fees.rate_hints import are_alternatives, confirmed, overlap, with_hint
from catalogue.fees.rate_limits import take_limits, with_limits
from catalogue.fees.rate_prices import plain_text, read_hint
from catalogue.fees.rate_tables import read_tables
from catalogue.fees.rate_values import Rate, RateOption, RateReading

# Longer texts are no standards but documents; nothing in them is certain.
_LONGEST = 3000
_LONGEST_CLAUSE = 400


@lru_cache(maxsize=8192)
def read_rate(standard_text: str, rate_value: Decimal | None = None, rate_unit: str = "") -> RateReading:
    """Read a wording into the cases it lists.

    `rate_value` and `rate_unit` (元/件) are the source's own plain rate; they may cover only the main case,
    lend their unit to prices without one, and must agree with the wording.
    """
    hint = read_hint(rate_value, rate_unit)
    text = plain_text(standard_text[:_LONGEST])
    if not text:
        return _without_text(hint)
    if len(standard_text) > _LONGEST or re.search(r"\d{16}|\.\d{13}", text):
        return RateReading((), False, NOT_READ, leftover=(standard_text[:_LONGEST],))
    draft = Draft()
    text, limits = take_limits(text)
    clauses = [clause for clause in _clauses(text) if clause]
    for clause in clauses:
        if len(clause) > _LONGEST_CLAUSE:
            draft.doubt(clause, NOT_READ)
    tables = read_tables([clause for clause in clauses if len(clause) <= _LONGEST_CLAUSE])
    draft.options.extend(tables.options)
    for words in tables.unclear:
        draft.doubt(words, NOT_SAID_HOW)
    heading = ""
    for clause in tables.clauses:
        heading = read_clause(clause, draft, heading)
    options = [with_limits(with_hint(option, hint), limits) for option in draft.options]
    if not limits.settled(options):
        draft.doubt(standard_text, NOT_READ)
    return _judged(tuple(options), draft, hint)


def _without_text(hint: Rate | None) -> RateReading:
    if hint is None:
        return RateReading((), False, NO_WORDING)
    option = RateOption("", hint)
    return RateReading((option,), True, main=option)


def _judged(options: tuple[RateOption, ...], draft: Draft, hint: Rate | None) -> RateReading:
    main = confirmed(options, hint)
    reason = draft.reason
    if not options:
        reason = reason or NO_FIGURE
    elif hint is not None and main is None:
        reason = reason or UNLIKE
    elif reason is None and not are_alternatives(options):
        reason = PARTS
    elif reason is None and overlap(options):
        reason = NOT_SAID_HOW
    return RateReading(options, reason is None, reason, tuple(draft.caveats), tuple(draft.leftover), main)


def _clauses(text: str) -> list[str]:
    """Cut at ; 。 and line ends outside brackets."""
    pieces, depth, current = [], 0, ""
    for char in text:
        depth = max(0, depth + (char in "(《") - (char in ")》"))
        if (depth == 0 and char in ";。") or char == "\n":
            pieces.append(current.strip())
            current = ""
        else:
            current += char
    return [*pieces, current.strip()]
