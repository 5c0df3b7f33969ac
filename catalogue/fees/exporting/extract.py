"""What a file says of itself: day, release, place, address and language; it refuses to hold the fees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from catalogue import shown
from catalogue.fees.entries import Edition, Viewpoint
from catalogue.messages import Message, say

# The licence of this collection (file LICENSE); the official texts in it are free of copyright (著作权法 第五条).
LICENCE = "https://spdx.org/licenses/MIT"
Tell = Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class Extract:
    """From where the fees of a file were read, and in whose language its headings are.

    `place` is the name of the viewpoint's region, `address` the whole address of the file.
    """

    view: Viewpoint
    edition: Edition
    place: str
    address: str
    tell: Tell
    language: str = shown.CHINESE

    @property
    def on(self) -> date:
        return self.view.on

    def word(self, value: StrEnum) -> str:
        """A member of a closed list as people read it."""
        return self.tell(shown.word(value))

    def day(self, value: date) -> str:
        return shown.day_text(value, self.language)

    def file_name(self, ending: str) -> str:
        """The name under which a browser keeps the file."""
        name = say(
            "收费目录-%(place)s-第%(number)s期-%(day)s", place=self.place, number=self.edition.number, day=self.on
        )
        return f"{self.tell(name)}.{ending}".replace("/", "-").replace(" ", "-")

    def metadata(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "title": self.tell(say("%(place)s收费目录", place=self.place)),
            "address": self.address,
            "release": self.edition.number,
            "release_sha256": self.edition.sha256,
            "on": self.on.isoformat(),
            "region": self.view.region,
            "licence": LICENCE,
        }
