"""Keeps the search index of every release built and open, and follows when one is replaced; it refuses to rank."""

from __future__ import annotations

import fcntl
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from catalogue import web
from catalogue.database import Database
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.entries import Entry
from catalogue.fees.stamps import WORDS
from catalogue.messages import Problem, say
from catalogue.search.index import NoIndex, build, current_index, open_index
from catalogue.search.port import FeeSearch
from catalogue.search.words import LISTS, Words, read_words

_MADE_FROM = "made-from"
Progress = Callable[[str], None]


class Searches:
    """The searches that are open, one for each release; shared by the threads of a process.

    Every use looks at the small file that names the index in force, so that all processes follow a
    new one at once; the old one stays open until nobody uses it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[int, tuple[str, FeeSearch]] = {}
        self._lock = threading.Lock()

    def of(self, release: int, session: Callable[[], Session]) -> FeeSearch:
        """The search over one release; its index is built here only where nobody has built it yet."""
        directory = folder_of(self.folder, release)
        try:
            return self._follow(release, directory, session)
        except NoIndex:
            build_index(self.folder, Catalogue(session()), release)
            return self._follow(release, directory, session)

    def _follow(self, release: int, directory: Path, session: Callable[[], Session]) -> FeeSearch:
        name = current_index(directory)
        opened = self._open.get(release)
        if opened is None or opened[0] != name:
            with self._lock:
                opened = self._open.get(release)
                if opened is None or opened[0] != name:
                    _refuse_other(directory, Catalogue(session()), release)
                    opened = self._open[release] = (name, open_index(directory))
        return opened[1]


def install(app: Flask, folder: Path) -> None:
    """Give the application its searches."""
    app.extensions["searches"] = Searches(folder)
    app.extensions["indexer"] = Preparing(folder)


def current(release: int) -> FeeSearch:
    """The search over the release that this request speaks for."""
    return cast(Searches, current_app.extensions["searches"]).of(release, web.session)


def warm(app: Flask, today: date) -> None:
    """Open the search of the release in force, so that processes forked from this one share it."""
    database = cast(Database, app.extensions["database"])
    with database.sessions() as session:
        release = Catalogue(session).latest_edition(today).number
        cast(Searches, app.extensions["searches"]).of(release, lambda: session)
    database.engine.dispose()


def refresh_index(folder: Path, database: Database, today: date, progress: Progress = lambda _: None) -> None:
    """Have an up-to-date index for the release in force and for every later one."""
    with database.sessions() as session:
        lists = Catalogue(session)
        first = lists.latest_edition(today).number
        for edition in reversed(lists.editions()):
            if edition.number >= first and not is_fresh(folder, lists, edition.number):
                progress("Building the search index …")
                build_index(folder, lists, edition.number)


def is_fresh(folder: Path, lists: Catalogue, release: int) -> bool:
    """Whether the index of a release was made from what is there now."""
    try:
        current_index(folder_of(folder, release))
        return (folder_of(folder, release) / _MADE_FROM).read_text(encoding="ascii") == _made_from(lists, release)
    except (NoIndex, FileNotFoundError):
        return False


def build_index(folder: Path, lists: Catalogue, release: int) -> None:
    """Build the index of one release beside the old one and switch to it."""
    directory = folder_of(folder, release)
    made_from = _made_from(lists, release)
    build(directory, release, lists.all_versions(release), words_of(lists), lists.regions())
    (directory / _MADE_FROM).write_text(made_from, encoding="ascii")


def _refuse_other(directory: Path, lists: Catalogue, release: int) -> None:
    """Take no index for that of a release which was prepared for a publication that never happened."""
    try:
        sealed = (directory / _MADE_FROM).read_text(encoding="ascii").split(" ")[0]
    except FileNotFoundError:
        sealed = ""
    if sealed != lists.edition(release).sha256:
        raise NoIndex(f"the search index in {directory} is not that of release {release}")


class Preparing:
    """Builds the index of a release before it is published; fulfils `publishing.Indexer`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Held by one process of this machine at a time; the lock dies with its process."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "publishing.lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Problem(say("另一位同事正在发布，请稍后刷新页面再试。")) from None
            yield

    def build(self, session: Session, release: int, entries: Iterable[Entry]) -> Callable[[Session, str], None]:
        """The index beside all others, without the seal that tells which release it is of."""
        lists, directory = Catalogue(session), folder_of(self.folder, release)
        (directory / _MADE_FROM).unlink(missing_ok=True)
        build(directory, release, entries, words_of(lists), lists.regions())

        def seal(publishing: Session, sha256: str) -> None:
            made_from = _made_of(sha256, Catalogue(publishing))
            (directory / _MADE_FROM).write_text(made_from, encoding="ascii")

        return seal


def folder_of(folder: Path, release: int) -> Path:
    return folder / f"release-{release}"


def words_of(lists: Catalogue) -> Words:
    """The word lists that a search uses, as staff keep them."""
    return read_words({name: [{"word": row.word, **row.fields} for row in lists.words(name)] for name in LISTS})


def _made_from(lists: Catalogue, release: int) -> str:
    return _made_of(lists.edition(release).sha256, lists)


def _made_of(sha256: str, lists: Catalogue) -> str:
    """What decides the content of an index: the release, the words, and the program that reads them into terms."""
    program = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        program.update(file.read_bytes())
    return f"{sha256} {lists.stamp(WORDS)} {program.hexdigest()}"
