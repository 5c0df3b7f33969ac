"""Keeps a search ready for every release that is asked for; it refuses to rank or to judge."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from catalogue import web
from catalogue.database import Database
from catalogue.fees.catalogue import Catalogue
from catalogue.search.port import FeeSearch
from catalogue.search.query import LibrarySearch
from catalogue.search.twin import MemoryLibrary
from catalogue.search.words import LISTS, Words, read_words


class Searches:
    """The searches that are open, one for each release; shared by the threads of a process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[int, FeeSearch] = {}
        self._lock = threading.Lock()

    def of(self, release: int, session: Callable[[], Session]) -> FeeSearch:
        """The search over one release, opened on first use."""
        with self._lock:
            if release not in self._open:
                self._open[release] = open_search(release, session())
            return self._open[release]


def open_search(release: int, session: Session) -> FeeSearch:
    lists = Catalogue(session)
    return LibrarySearch(MemoryLibrary(release, lists.all_versions(release), words_of(lists), lists.regions()))


def words_of(lists: Catalogue) -> Words:
    """The word lists that a search uses, as staff keep them."""
    return read_words({name: [{"word": row.word, **row.fields} for row in lists.words(name)] for name in LISTS})


def install(app: Flask, folder: Path) -> None:
    """Give the application its searches."""
    app.extensions["searches"] = Searches(folder)


def current(release: int) -> FeeSearch:
    """The search over the release that this request speaks for."""
    return cast(Searches, current_app.extensions["searches"]).of(release, web.session)


def refresh_index(folder: Path, database: Database, now: datetime, progress: Callable[[str], None]) -> None:
    """Have an index for the newest release."""
