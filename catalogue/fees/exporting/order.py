"""The order and numbers of a published list: by department, sub-items under their fee; it refuses to leave one out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.fees.entries import Entry


@dataclass(frozen=True, slots=True)
class Numbered:
    """A fee in its place: its department, its number (2 or 2.1 for a sub-item), and how deep it stands."""

    entry: Entry
    department: str
    number: str
    depth: int


def in_list_order(entries: Sequence[Entry]) -> list[Numbered]:
    """The fees grouped by department, in the order of their codes; departments in the order of their first fee.

    A sub-item stands under its fee where that fee is among the entries and no other department is named for it.
    Fees without a department come last, under an empty one.
    """
    place: dict[str, str] = {}
    below: dict[str, list[Entry]] = {}
    departments: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.code):  # a fee before its sub-items
        parent = entry.parent_code or ""
        under = parent in place and entry.department in ("", place[parent])
        place[entry.code] = place[parent] if under else entry.department
        (below if under else departments).setdefault(parent if under else entry.department, []).append(entry)
    unnamed = departments.pop("", [])
    found: list[Numbered] = []
    position = 0
    for department, tops in [*departments.items(), ("", unnamed)]:
        for top in tops:
            position += 1
            found += _with_sub_items(top, department, str(position), 0, below)
    return found


def _with_sub_items(
    entry: Entry, department: str, number: str, depth: int, below: dict[str, list[Entry]]
) -> list[Numbered]:
    found = [Numbered(entry, department, number, depth)]
    for position, child in enumerate(below.get(entry.code, ()), 1):
        found += _with_sub_items(child, department, f"{number}.{position}", depth + 1, below)
    return found
