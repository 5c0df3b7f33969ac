"""Turns text into the terms that documents and queries share; it refuses to know any word list or any index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache
from itertools import pairwise

from opencc import OpenCC

LONGEST_QUERY = 100
"""Characters of a query that are read; longer text is cut, with a notice."""

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_WORD = r"[a-z0-9]+(?:[.\-][a-z0-9]+)*"
_TOKEN = re.compile(f"[{_HAN}]|{_WORD}")
_GAP = re.compile(r"[\s,，、;；/|+＋。！？!?:：]+")
_BRACKETED = re.compile(r"[(\[【〔《][^()\[\]【】〔〕《》]*[)\]】〕》]")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def clean(text: str) -> str:
    """Text without control, format (bidirectional, zero-width) and unassigned characters; runs of blanks become one."""
    kept = (" " if char.isspace() else char for char in text)
    kept = (char for char in kept if char == " " or unicodedata.category(char) not in _DROPPED_CATEGORIES)
    return " ".join("".join(kept).split())


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """One spelling for what means the same: NFKC (full width, ㎡), small letters, simplified characters."""
    return str(_simplifier().convert(unicodedata.normalize("NFKC", clean(text)).lower()))


def is_han(char: str) -> bool:
    return char == "\u3007" or "\u3400" <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff"


def tokens(folded: str) -> list[str]:
    """Han characters one by one, Latin words and numbers whole (`pd5`, `ga36-2014`); everything else is dropped."""
    return _TOKEN.findall(folded)


def grams(folded: str) -> list[str]:
    """Each token, and each two neighbouring tokens joined, in reading order; the terms of the index."""
    found = tokens(folded)
    return found + ["".join(pair) for pair in pairwise(found)]


def key(folded: str) -> str:
    """The text without blanks and punctuation, for comparing whole names."""
    return "".join(tokens(folded))


def words_in(text: str, words: Container[str], longest: int = 12) -> list[str]:
    """The listed words that stand in a key, from left to right, the longest at each place."""
    found, start = [], 0
    while start < len(text):
        for end in range(min(len(text), start + longest), start, -1):
            if text[start:end] in words:
                found.append(text[start:end])
                start = end - 1
                break
        start += 1
    return found


def name_keys(name: str) -> tuple[str, ...]:
    """The keys under which a name counts as typed in full: with and without what stands in its brackets."""
    folded = fold(name)
    keys = (key(folded), key(_BRACKETED.sub(" ", folded)))
    return tuple(dict.fromkeys(each for each in keys if each))


def segments(folded: str) -> list[str]:
    """The pieces between blanks and separating punctuation, in order."""
    return [piece for piece in _GAP.split(folded) if key(piece)]
