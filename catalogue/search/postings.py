"""Reads terms and stored names from a Whoosh index as plain arrays and values; it refuses to write, score or filter."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

from catalogue.search.documents import Field, Name
from catalogue.search.library import NOTHING, Numbers

STORED_NAMES = "stored_names"
_TERMS_KEPT = 8192
_NAMES_KEPT = 16384


class Postings:
    """One opened index. Whoosh's readers share a file position, so one thread reads at a time; answers are kept."""

    def __init__(self, folder: Path) -> None:
        storage = FileStorage(str(folder), readonly=True)  # type: ignore[no-untyped-call]  # Whoosh is half typed
        self._reader = storage.open_index().reader()  # type: ignore[no-untyped-call]
        self._lock = Lock()
        self.holding = lru_cache(maxsize=_TERMS_KEPT)(self._holding)
        self.names = lru_cache(maxsize=_NAMES_KEPT)(self._names)

    @property
    def size(self) -> int:
        """How many documents the index has."""
        return int(self._reader.doc_count_all())

    def _holding(self, field: Field, term: str) -> Numbers:
        with self._lock:
            try:
                found = self._reader.postings(field.value, term).all_ids()
                return np.fromiter(found, dtype=np.int64)
            except TermNotFound:
                return NOTHING

    def starting(self, field: Field, prefix: str, limit: int) -> list[str]:
        """The first terms that begin with `prefix`."""
        if not prefix:
            return []
        with self._lock:
            terms = list(islice(self._reader.expand_prefix(field.value, prefix), limit))
        return [term.decode() if isinstance(term, bytes) else str(term) for term in terms]

    def _names(self, number: int) -> tuple[Name, ...]:
        with self._lock:
            stored = self._reader.stored_fields(number)[STORED_NAMES]
        return tuple(Name(text, sort, key, tuple(sounds)) for text, sort, key, sounds in json.loads(stored))
