"""Builds and opens the search index of a release on disk, with Whoosh; it refuses to change an index once written.

A folder holds immutable indexes side by side and the file `current`, which names the one in force. Building
writes a new index and then replaces `current` in one rename; readers follow it. The schema inside an index is
a pickle, so an index that other users may write to is never opened.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from whoosh.fields import KEYWORD, STORED, Schema
from whoosh.filedb.filestore import FileStorage

from catalogue.fees.entries import Entry, Region
from catalogue.search.documents import Document, Facts, Field, Shelf, documents
from catalogue.search.library import Numbers
from catalogue.search.port import FeeSearch, Outside
from catalogue.search.postings import STORED_NAMES, Postings
from catalogue.search.query import LibrarySearch
from catalogue.search.words import Words

_POINTER = "current"
_SIDE = "facts.json"
_FORMAT = 1
_KEPT = 2  # the index in force and the one before, which readers may still have open
_WRITER_MEGABYTES = 128
_FACTS = tuple(field.name for field in fields(Facts))


class NoIndex(LookupError):
    """No index in the folder that this program can read: build one."""


def build(directory: Path, release: int, entries: Iterable[Entry], words: Words, regions: Iterable[Region]) -> None:
    """Write the index of a release beside the older ones and switch to it in one step.

    `entries` are all versions of all fees that the release knows.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = directory / f"{release}-{uuid.uuid4().hex[:8]}"
    folder.mkdir(mode=0o700)
    try:
        facts = _write(folder, documents(entries, words))
        side = {
            "format": _FORMAT,
            "release": release,
            "facts": facts,
            "words": _plain_words(words),
            "regions": [asdict(region) for region in regions],
        }
        (folder / _SIDE).write_text(json.dumps(side, ensure_ascii=False), encoding="utf-8")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _switch(directory, folder.name)
    _sweep(directory, folder.name)


def current_index(directory: Path) -> str:
    """The name of the index in force; NoIndex where none has been built."""
    try:
        return (directory / _POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoIndex(f"no search index in {directory}") from None


def open_index(directory: Path) -> FeeSearch:
    """Open the index in force for searching."""
    return LibrarySearch(IndexLibrary(directory / current_index(directory)))


class IndexLibrary:
    """As `library.Library`, from one index folder."""

    def __init__(self, folder: Path) -> None:
        _refuse_writable_by_others(folder)
        side = _read_side(folder / _SIDE)
        self.release: int = side["release"]
        self.facts: Sequence[Facts] = [_facts(row) for row in side["facts"]]
        self.regions: Sequence[Region] = [
            Region(**{**row, "ancestors": tuple(row["ancestors"])}) for row in side["regions"]
        ]
        self.words: Words = _words(side["words"])
        self._postings = Postings(folder)
        self.names = self._postings.names
        if self._postings.size != len(self.facts):
            raise NoIndex(f"the search index in {folder} is not whole")

    def holding(self, field: Field, term: str) -> Numbers:
        """As in Library."""
        return self._postings.holding(field, term)

    def starting(self, field: Field, prefix: str, limit: int) -> list[str]:
        """As in Library."""
        return self._postings.starting(field, prefix, limit)


# Writing


def _schema() -> Schema:
    # Presence of a term is all that ranking asks for: no frequencies, no positions.
    return Schema(**{field.value: KEYWORD(scorable=False) for field in Field}, **{STORED_NAMES: STORED()})


def _write(folder: Path, found: Iterable[Document]) -> list[list[Any]]:
    """Write all documents as one segment, so that their numbers are the order of writing; returns their facts."""
    storage = FileStorage(str(folder))  # type: ignore[no-untyped-call]  # Whoosh is half typed
    writer = storage.create_index(_schema()).writer(limitmb=_WRITER_MEGABYTES)  # type: ignore[no-untyped-call]
    facts = []
    try:
        for document in found:
            writer.add_document(**_fields(document))
            facts.append(_row(document.facts))
        writer.commit()
    except BaseException:
        writer.cancel()
        raise
    return facts


def _fields(document: Document) -> dict[str, str]:
    names = [[name.text, name.sort, name.key, name.sounds] for name in document.names]
    terms = {field.value: " ".join(filter(None, held)) for field, held in document.terms.items() if any(held)}
    return {**terms, STORED_NAMES: json.dumps(names, ensure_ascii=False)}


def _switch(directory: Path, name: str) -> None:
    """Make `name` the index in force; a crash before the rename leaves the old one."""
    waiting = directory / f"{_POINTER}.{uuid.uuid4().hex[:8]}"
    with waiting.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(directory / _POINTER)


def _sweep(directory: Path, current: str) -> None:
    """Drop all but the newest indexes."""
    folders = [path for path in directory.iterdir() if path.is_dir() and path.name != current]
    for path in sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


# Reading


def _refuse_writable_by_others(folder: Path) -> None:
    for path in (folder.parent, folder):
        if path.exists() and path.stat().st_mode & stat.S_IWOTH:
            raise PermissionError(f"{path} can be written by other users; its search index is not opened")


def _read_side(path: Path) -> dict[str, Any]:
    try:
        side: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        raise NoIndex(f"the search index in {path.parent} is not whole") from None
    if side.get("format") != _FORMAT:
        raise NoIndex(f"the search index in {path.parent} was built by another version")
    return side


def _row(facts: Facts) -> list[Any]:
    values = asdict(facts)
    return [value.isoformat() if isinstance(value, date) else value for value in values.values()]


def _facts(row: list[Any]) -> Facts:
    values = dict(zip(_FACTS, row, strict=True))
    values |= {name: tuple(values[name]) for name in ("only_in", "not_in")}
    values |= {"shelf": Shelf(values["shelf"]), "start": _day(values["start"]), "end": _day(values["end"])}
    return Facts(**values)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain_words(words: Words) -> dict[str, Any]:
    return {
        "synonyms": {word: list(meanings) for word, meanings in words.synonyms.items()},
        "stop_words": sorted(words.stop_words),
        "bodies": {word: list(families) for word, families in words.bodies.items()},
        "outside": [asdict(word) for word in words.outside],
        "variants": {char: "".join(sorted(similar)) for char, similar in words.variants.items()},
    }


def _words(plain: dict[str, Any]) -> Words:
    return Words(
        synonyms={word: tuple(meanings) for word, meanings in plain["synonyms"].items()},
        stop_words=frozenset(plain["stop_words"]),
        bodies={word: tuple(families) for word, families in plain["bodies"].items()},
        outside=tuple(Outside(**word) for word in plain["outside"]),
        variants={char: frozenset(similar) for char, similar in plain["variants"].items()},
    )
