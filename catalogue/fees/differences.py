"""What changed between two editions of the lists, field by field; it refuses to call another spelling a change."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from opencc import OpenCC

from catalogue.fees.basis import normalise_document_number

Record = Mapping[str, Any]
"""One dated wording as `releases.fee_records` gives it."""

# How a row is documented: it says nothing else of what may be charged.
_DOCUMENTATION = frozenset({"source", "confidence", "name_en"})
# Brackets, quotation marks, dashes and stops that only look different.
_ALIKE = str.maketrans("﹝〔［【「『﹞〕］】」』（）“”‘’—–－‐―。，、；：", "[[[[[[]]]]]]()\"\"''-----.,,;:")


class Sort(StrEnum):
    """What happened to a fee from one edition to the other."""

    ADDED = "added"
    ENDED = "ended"
    CHANGED = "changed"
    WORDING = "wording_only"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a wording, before and after.

    `wording_only` where nothing changes for those who pay: another spelling, or how the row is documented.
    """

    field: str
    before: Any
    after: Any
    wording_only: bool


@dataclass(frozen=True, slots=True)
class VersionChange:
    """One dated wording of a fee that is not the same in both editions.

    `before` is None for a wording that came in: its fields are compared with the wording that it follows.
    `after` is None for one that was taken out.
    """

    before: Record | None
    after: Record | None
    fields: tuple[FieldChange, ...]

    @property
    def wording_only(self) -> bool:
        return self.before is not None and self.after is not None and all(each.wording_only for each in self.fields)


@dataclass(frozen=True, slots=True)
class FeeChange:
    """A fee that is not the same in both editions; `newest` is its last wording in the edition that has it."""

    code: str
    sort: Sort
    newest: Record
    versions: tuple[VersionChange, ...] = ()


def differences(before: Iterable[Record], after: Iterable[Record]) -> list[FeeChange]:
    """All fees that differ between two editions, by code.

    ENDED is a fee whose last wording is suspended, cancelled or has a last day, and was not before. REMOVED can
    only happen where a later edition is compared with an earlier one, because no code is ever taken away.
    """
    old, new = _by_code(before), _by_code(after)
    found = (_fee(code, old.get(code, []), new.get(code, [])) for code in sorted(old.keys() | new.keys()))
    return [each for each in found if each is not None]


def _by_code(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record["code"], []).append(record)
    return {code: sorted(versions, key=_start) for code, versions in found.items()}


def _start(record: Record) -> str:
    return record["effective_from"] or ""


def _fee(code: str, old: Sequence[Record], new: Sequence[Record]) -> FeeChange | None:
    if not old:
        return FeeChange(code, Sort.ADDED, new[-1])
    if not new:
        return FeeChange(code, Sort.REMOVED, old[-1])
    versions = tuple(_versions(old, new))
    if not versions:
        return None
    if _ended(new[-1]) and not _ended(old[-1]):
        sort = Sort.ENDED
    else:
        sort = Sort.WORDING if all(each.wording_only for each in versions) else Sort.CHANGED
    return FeeChange(code, sort, new[-1], versions)


def _ended(record: Record) -> bool:
    return record["status"] != "in_force" or record["effective_to"] is not None


def _versions(old: Sequence[Record], new: Sequence[Record]) -> Iterable[VersionChange]:
    """The wordings that differ, the oldest first: those of one first day are the same wording, said anew."""
    pairs = _paired(old, new)
    followed = {_start(record) for record in new}
    for before, after in pairs:
        if before is None and after is not None:
            place = new.index(after)
            yield VersionChange(None, after, _fields(new[place - 1], after) if place else ())
        elif after is None:
            yield VersionChange(before, None, ())
        elif before is not None:
            changed = tuple(each for each in _fields(before, after) if not _makes_way(each, followed))
            if changed:
                yield VersionChange(before, after, changed)


def _paired(old: Sequence[Record], new: Sequence[Record]) -> list[tuple[Record | None, Record | None]]:
    starts = {_start(record): record for record in new}
    pairs: list[tuple[Record | None, Record | None]] = [(record, starts.pop(_start(record), None)) for record in old]
    lost = [before for before, after in pairs if after is None]
    if len(lost) == len(starts) == 1:  # one wording given another first day
        pairs[pairs.index((lost[0], None))] = (lost[0], starts.popitem()[1])
    pairs += [(None, record) for record in starts.values()]
    return sorted(pairs, key=lambda pair: _start(pair[1] or pair[0] or {"effective_from": ""}))


def _makes_way(change: FieldChange, followed: set[str]) -> bool:
    """Whether a wording was only given its last day because another one follows on the next."""
    if change.field != "effective_to" or change.before is not None:
        return False
    return (date.fromisoformat(change.after) + timedelta(days=1)).isoformat() in followed


def _fields(before: Record, after: Record) -> tuple[FieldChange, ...]:
    names = (name for name in after if before.get(name) != after[name])
    return tuple(
        FieldChange(
            name, before.get(name), after[name], name in _DOCUMENTATION or _alike(before.get(name), after[name])
        )
        for name in names
    )


def _alike(before: Any, after: Any) -> bool:
    if isinstance(before, list) and isinstance(after, list):
        return sorted(map(same_spelling, before)) == sorted(map(same_spelling, after))
    if isinstance(before, str) and isinstance(after, str):
        return same_spelling(before) == same_spelling(after)
    return False


@lru_cache(maxsize=4096)
def same_spelling(text: str) -> str:
    """The text in one spelling: simplified, half width, one form of document numbers and punctuation, few blanks.

    Superscripts and fractions stay: 10² is not 102.
    """
    plain = "".join(_narrow(char) for char in text)
    plain = normalise_document_number(_simplifier().convert(plain)).translate(_ALIKE).lower()
    words = plain.split()
    return "".join(_spaced(words)).rstrip(".;,")


def _narrow(char: str) -> str:
    sort, _, points = unicodedata.decomposition(char).partition(" ")
    if sort in ("<wide>", "<narrow>", "<square>", "<compat>") or (points == "" and sort and not sort.startswith("<")):
        return "".join(chr(int(point, 16)) for point in (points or sort).split())
    return char


def _spaced(words: Sequence[str]) -> Iterable[str]:
    """The words, a blank only where without it two numbers or Latin words would become one."""
    for place, word in enumerate(words):
        joins = place > 0 and words[place - 1][-1].isascii() and words[place - 1][-1].isalnum()
        yield f" {word}" if joins and word[0].isascii() and word[0].isalnum() else word


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
