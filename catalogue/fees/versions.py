"""Choosing among the dated wordings of one fee; it refuses to fetch them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from catalogue.fees.entries import Entry
from catalogue.fees.kinds import State


def version_on(versions: Sequence[Entry], day: date) -> Entry | None:
    """The wording that answers for `day`.

    The one whose period holds the day; else the last one that ended before it; else the first that
    will come. None only where there is no version at all.
    """
    holding = [entry for entry in versions if day in entry.period]
    if holding:
        return holding[-1]
    past = [entry for entry in versions if entry.period.is_before(day)]
    if past:
        return max(past, key=lambda entry: entry.period.end or date.max)
    coming = [entry for entry in versions if entry.period.is_after(day)]
    return min(coming, key=lambda entry: entry.period.start or date.min, default=None)


def next_version(versions: Sequence[Entry], day: date) -> Entry | None:
    """The first wording that starts after `day`, if one is known."""
    coming = [entry for entry in versions if entry.state_on(day) is State.NOT_YET]
    return min(coming, key=lambda entry: entry.period.start or date.min, default=None)


def in_time_order(versions: Sequence[Entry]) -> list[Entry]:
    """Oldest first; an unknown start counts as the oldest."""
    return sorted(versions, key=lambda entry: (entry.period.start or date.min, entry.period.end or date.max))


def local_children(parent: Entry, children: Sequence[Entry], ancestors: Sequence[str]) -> list[Entry]:
    """The sub-entries by which a lower level sets the rate of `parent` for the place, the most local first.

    Such a child belongs to a lower region than its parent on the place's own line (design, section 4).
    """
    if parent.region_code not in ancestors:
        return []
    above = ancestors.index(parent.region_code)
    lower = [child for child in children if child.region_code in ancestors[above + 1 :]]
    return sorted(lower, key=lambda child: (-ancestors.index(child.region_code), child.code))
