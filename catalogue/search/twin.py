"""The library in memory, for tests and small sets; it refuses to be kept on disk."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice

import numpy as np

from catalogue.fees.entries import Entry, Region
from catalogue.search.documents import Field, Name, documents
from catalogue.search.library import NOTHING, Numbers
from catalogue.search.words import Words


class MemoryLibrary:
    """As `library.Library`, from dictionaries."""

    def __init__(self, release: int, entries: Iterable[Entry], words: Words, regions: Iterable[Region]) -> None:
        self.release = release
        self.words = words
        self.regions = tuple(regions)
        self._documents = tuple(documents(entries, words))
        self.facts = tuple(document.facts for document in self._documents)
        held: dict[Field, dict[str, list[int]]] = {field: {} for field in Field}
        for number, document in enumerate(self._documents):
            for field, terms in document.terms.items():
                for term in dict.fromkeys(terms):
                    held[field].setdefault(term, []).append(number)
        self._held = {
            field: {term: np.array(numbers, dtype=np.int64) for term, numbers in terms.items()}
            for field, terms in held.items()
        }
        self._sorted = {field: sorted(terms) for field, terms in held.items()}

    def holding(self, field: Field, term: str) -> Numbers:
        return self._held[field].get(term, NOTHING)

    def starting(self, field: Field, prefix: str, limit: int) -> list[str]:
        terms = self._sorted[field]
        rest = islice(terms, bisect_left(terms, prefix), None)
        return list(islice((term for term in rest if term.startswith(prefix)), limit)) if prefix else []

    def names(self, number: int) -> tuple[Name, ...]:
        return self._documents[number].names
