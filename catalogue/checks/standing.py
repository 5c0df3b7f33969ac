"""Finds which dated wording of a fee answers for a place and a day; it refuses to judge amounts or bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.checks.lists import Lists
from catalogue.checks.matching import note_fit
from catalogue.checks.names import distinct_part, same_fee
from catalogue.fees.entries import Entry
from catalogue.fees.kinds import State
from catalogue.fees.versions import version_on

_POINTS_TO = 0.6
_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Standing:
    """The wording that answers and how it stands on the day.

    `above` is set where a local standard has run out while the fee goes on: the wider entry still in force.
    """

    entry: Entry
    state: State
    above: Entry | None = None


def standing(code: str, lists: Lists, lineage: Sequence[str], on: date) -> Standing | None:
    """How the fee stands, the most local entry of the same fee first; None where no entry of it applies in the place.

    A local suspension beats the wider entry; a local standard that ran out or has not begun does not.
    """
    answers = [answer for each in _line(code, lists, lineage) if (answer := _answer(each, lists, on))]
    if not answers:
        return None
    for at, answer in enumerate(answers):
        if answer.state is State.IN_FORCE and not _silent_beside(answer, answers):
            stopped = [
                local
                for local in answers[:at]
                if local.state in (State.SUSPENDED, State.CANCELLED)
                and local.entry.region_code != answer.entry.region_code
            ]
            return stopped[0] if stopped else answer
    ended = [answer for answer in answers if answer.state.ended]
    if not ended:
        return answers[0]
    last = max(ended, key=lambda answer: answer.entry.period.end or date.max)
    above = _still_in_force(last.entry, lists, lineage, on) if last.state is State.EXPIRED else None
    return Standing(last.entry, last.state, above)


def _silent_beside(answer: Standing, answers: Sequence[Standing]) -> bool:
    """Whether a wording tells no standard while a wider one in force does: then the wider one is what is known."""
    if answer.entry.standard_text or answer.entry.record_only:
        return False
    return any(other.state is State.IN_FORCE and other.entry.standard_text for other in answers)


def sub_item(code: str, details: str, lists: Lists, lineage: Sequence[str]) -> str:
    """The sub-entry that the extra words of the receipt point to, or the fee itself where they point to none."""
    scored: dict[str, float] = {}
    for entry in _below(code, lists, lineage):
        parent = next(iter(lists.versions(entry.parent_code)), None) if entry.parent_code else None
        fit = note_fit(details, distinct_part(entry, parent))
        scored[entry.code] = max(fit, scored.get(entry.code, 0.0))
    ranked = sorted(scored.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _POINTS_TO:
        return code
    unsure = len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN
    return code if unsure else ranked[0][0]


def ancestors(entry: Entry, lists: Lists, on: date) -> list[Entry]:
    """The entries above, the nearest first, each by its wording of that day."""
    found: list[Entry] = []
    while entry.parent_code and len(found) < 9:
        parent = version_on(lists.versions(entry.parent_code), on)
        if parent is None:
            break
        found.append(parent)
        entry = parent
    return found


def _answer(code: str, lists: Lists, on: date) -> Standing | None:
    entry = version_on(lists.versions(code), on)
    if entry is None:
        return None
    state = entry.state_on(on)
    if state is State.IN_FORCE:
        for above in ancestors(entry, lists, on):
            wider = above.state_on(on)
            if (wider is State.NOT_YET and entry.period.start is None) or (
                wider in (State.SUSPENDED, State.CANCELLED) and entry.period.end is None
            ):
                return Standing(above, wider)
    return Standing(entry, state)


def _line(code: str, lists: Lists, lineage: Sequence[str]) -> list[str]:
    """The codes of the same fee at all levels that the place sees, the most local first."""
    top = next(iter(lists.versions(code)), None)
    while top and top.parent_code:
        parent = next(iter(lists.versions(top.parent_code)), None)
        if parent is None or not same_fee(top, parent):
            break
        top = parent
    if top is None:
        return []
    found = {top.code: top}
    for entry in list(found.values()):
        for child in lists.children(entry.code):
            if same_fee(child, entry):
                found[child.code] = child
    seen = [entry for entry in found.values() if entry.region_code in lineage]
    return [entry.code for entry in sorted(seen, key=lambda e: (-lineage.index(e.region_code), -len(e.code)))]


def _below(code: str, lists: Lists, lineage: Sequence[str]) -> list[Entry]:
    line = _line(code, lists, lineage)
    found: list[Entry] = []
    queue = list(line)
    while queue:
        for child in lists.children(queue.pop()):
            if child.region_code in lineage and child.code not in line and child not in found:
                found.append(child)
                if child.code not in queue:
                    queue.append(child.code)
    return found


def _still_in_force(entry: Entry, lists: Lists, lineage: Sequence[str], on: date) -> Entry | None:
    wider = (above for above in ancestors(entry, lists, on) if above.region_code in lineage)
    return next((above for above in wider if above.in_force_on(on)), None)
