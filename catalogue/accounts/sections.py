"""What the staff home offers; every room enters its own part, this one refuses to know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from catalogue.accounts.permissions import Person, may
from catalogue.messages import Message


@dataclass(frozen=True)
class Section:
    """A part of the staff pages: where it begins, what it is called and for, and the permission it takes.

    `waiting` counts what waits for this person there, in the request's own session; None where nothing is counted.
    """

    endpoint: str
    title: Message
    about: Message
    permission: str
    order: int = 50
    waiting: Callable[[Person], int] | None = None


staff_sections: list[Section] = []
"""Append a Section in the module of the room's staff views; the order of the pages follows `order`."""


def sections_of(person: Person) -> list[Section]:
    """What this person may enter."""
    allowed = (section for section in staff_sections if may(person, section.permission))
    return sorted(allowed, key=lambda section: section.order)
