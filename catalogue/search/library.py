"""What finding needs from an index: terms to documents, documents to names and facts; it refuses to rank anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from catalogue.fees.entries import Region
from catalogue.search.documents import Facts, Field, Name
from catalogue.search.words import Words

Numbers = npt.NDArray[np.int64]
"""Ascending document numbers."""
NOTHING: Numbers = np.empty(0, dtype=np.int64)


class Library(Protocol):
    """One immutable index, opened; document numbers run from 0 in the order the documents were added."""

    @property
    def release(self) -> int:
        """The release the index was built from."""

    @property
    def facts(self) -> Sequence[Facts]:
        """The facts of every document by its number."""

    @property
    def regions(self) -> Sequence[Region]:
        """All regions a text may name."""

    @property
    def words(self) -> Words:
        """The word lists in force when the index was built."""

    def holding(self, field: Field, term: str) -> Numbers:
        """The documents that hold the term."""

    def starting(self, field: Field, prefix: str, limit: int) -> list[str]:
        """The first `limit` terms of the field that begin with `prefix`, in order."""

    def names(self, number: int) -> tuple[Name, ...]:
        """The names of one document."""
