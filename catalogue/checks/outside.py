"""Recognises charges the lists do not govern, such as taxes and deposits; it refuses to judge their amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.checks.collectors import Body, Sort
from catalogue.checks.wording import Wording, key, plain
from catalogue.search.text import fold

# Whoever takes these, they follow other laws; the rest are outside only where no public body takes them.
_ALWAYS = frozenset({"tax", "deposit", "social_insurance", "union", "penalty", "resource"})


@dataclass(frozen=True, slots=True)
class OutsideWord:
    """A word for a charge outside the lists (data/outside.csv).

    `part` words also count inside a longer name, `ending` words at its end.
    """

    word: str
    sort: str
    part: bool
    explanation: str
    basis: str
    ending: bool = False


class OutsideWords:
    """The word list of charges outside the lists, ready to look wordings up in."""

    def __init__(self, words: Iterable[OutsideWord]) -> None:
        self._whole: dict[str, OutsideWord] = {}
        for word in words:
            self._whole.setdefault(plain(fold(word.word)), word)
        self._parts = sorted((text for text, word in self._whole.items() if word.part), key=len, reverse=True)
        last = (text for text, word in self._whole.items() if word.part or word.ending)
        self._endings = sorted(last, key=len, reverse=True)

    def find(self, wording: Wording) -> OutsideWord | None:
        """The word that the wording is, or ends on; brackets are left aside."""
        head = plain(wording.head)
        for text in (head, wording.flat, key(head) + "费"):
            if text in self._whole:
                return self._whole[text]
        ending = next((each for each in self._endings if head.endswith(each)), None)
        inside = ending or next((part for part in self._parts if part in head), None)
        return self._whole[inside] if inside else None

    def find_exact(self, wording: Wording) -> OutsideWord | None:
        """The word that the wording is as a whole."""
        return self._whole.get(plain(wording.head)) or self._whole.get(wording.flat)


def governed_elsewhere(word: OutsideWord, body: Body) -> bool:
    """Whether other rules hold for this charge by this body; a public body may not beg its way past the lists."""
    if word.sort in _ALWAYS or not body.public:
        return True
    return body.sort is Sort.INSTITUTION and word.sort in {"market", "intermediary"}


def sounds_like_tax(wording: Wording) -> bool:
    """Whether the wording names a tax that no word list knows."""
    return bool(re.search(r"税(款|金)?$", plain(wording.head)))
