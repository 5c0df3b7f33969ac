"""How names sound: syllables, initials and splitting of typed pinyin; it refuses to know where names are kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

_LONGEST_SYLLABLE = 6
# Pairs that many speakers do not tell apart; both sides are folded to the second.
_BLURRED_STARTS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_BLURRED_ENDS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


@lru_cache(maxsize=65536)
def syllables(text: str) -> tuple[str, ...]:
    """Toneless syllables of folded tokens joined as text, one per Han character; Latin words stay as they are."""
    return tuple(part for part in lazy_pinyin(text, style=Style.NORMAL) if part.strip())


@lru_cache(maxsize=4096)
def blurred(syllable: str) -> str:
    """The syllable with the differences dropped that are often not heard (zh/z, ang/an …)."""
    for start, plain in _BLURRED_STARTS:
        if syllable.startswith(start):
            syllable = plain + syllable[len(start) :]
    for end, plain in _BLURRED_ENDS:
        if syllable.endswith(end):
            syllable = syllable[: -len(end)] + plain
    return "l" + syllable[1:] if syllable.startswith("n") and len(syllable) > 1 else syllable


def sound_pairs(sounds: Iterable[str]) -> list[str]:
    """Each two neighbouring syllables, blurred, as one index term."""
    return [f"{first}'{second}" for first, second in pairwise(map(blurred, sounds))]


def initials(sounds: Iterable[str]) -> str:
    """The first letters of the syllables; Latin words and numbers count whole."""
    return "".join(sound[0] if sound in known_syllables() else sound for sound in sounds)


@lru_cache(maxsize=1)
def known_syllables() -> frozenset[str]:
    """Every toneless syllable that a common character has."""
    common = (chr(point) for point in PINYIN_DICT if 0x4E00 <= point <= 0x9FA5)
    found = {syllable for char in common for syllable in lazy_pinyin(char, style=Style.NORMAL)}
    return frozenset(syllable for syllable in found if syllable.isascii() and syllable.isalpha())


@lru_cache(maxsize=4096)
def split_pinyin(letters: str) -> tuple[str, ...] | None:
    """Typed letters as the fewest syllables (longer ones first), or None where they are no pinyin."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, syllable = best[start], letters[start:end]
            if before is None or syllable not in known_syllables():
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = (*before, syllable)
    return best[-1] or None
