"""The word lists a search uses, as plain values read from their rows; it refuses to hold a single word itself."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.search.port import Outside
from catalogue.search.text import fold, key

Row = Mapping[str, str]
LISTS = ("synonyms", "stop_words", "bodies", "outside", "variants")


@dataclass(frozen=True, slots=True)
class Words:
    """`synonyms`: a query word means other words (one way); `stop_words` say nothing about a fee;
    `bodies`: a body and the family it belongs to; `outside`: charges of no list; `variants`: characters that
    look like another one."""

    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stop_words: frozenset[str] = frozenset()
    bodies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside: tuple[Outside, ...] = ()
    variants: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_words(lists: Mapping[str, Iterable[Row]]) -> Words:
    """The lists named in LISTS, each as rows with its columns; a missing list is empty."""
    return Words(
        synonyms=_meanings(lists.get("synonyms", ()), "means"),
        stop_words=frozenset(_key(row["word"]) for row in lists.get("stop_words", ())),
        bodies=_meanings(lists.get("bodies", ()), "family"),
        outside=tuple(
            Outside(row["word"], row["sort"], row["explanation"], row.get("basis", ""), row.get("match") or "part")
            for row in lists.get("outside", ())
        ),
        variants={row.get("character") or row["word"]: frozenset(row["similar"]) for row in lists.get("variants", ())},
    )


def load_words(folder: Path) -> Words:
    """The lists from their CSV files in `folder`; a missing file is an empty list."""
    return read_words({name: _rows(folder / f"{name}.csv") for name in LISTS})


def _rows(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _key(word: str) -> str:
    return key(fold(word))


def _meanings(rows: Iterable[Row], column: str) -> dict[str, tuple[str, ...]]:
    """Words with all that any of their rows says they mean; several meanings in one cell stand between semicolons."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        meanings = row[column].replace("；", ";").split(";")
        found.setdefault(_key(row["word"]), {}).update((_key(each), None) for each in meanings if _key(each))
    return {word: tuple(meanings) for word, meanings in found.items() if word}
