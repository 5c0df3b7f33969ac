"""Databases for tests, made by copying a template: SQLite in files, PostgreSQL on the tests' own server."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from catalogue.database import Database
from catalogue.settings import Settings
from tests.support.postgresql import Server

# The day on which the tests live: 23 November 2026, noon in China.
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SECRET = "a secret that only the tests use, long enough"


class Store(Protocol):
    """One kind of database."""

    def new(self) -> str:
        """The address of a new database without any table."""

    def empty(self) -> str:
        """The address of a new database with all tables and no rows."""

    def filled(self) -> str:
        """The address of a new database with all the data the catalogue starts with."""

    def drop(self, url: str) -> None:
        """Throw a database away."""


class SqliteStore:
    """A file per database."""

    def __init__(self, folder: Path, prepared: Callable[[], Settings]) -> None:
        self._folder = folder
        self._prepared = prepared
        self._made = 0
        self._empty = folder / "empty.db"
        _upgrade(f"sqlite:///{self._empty}")

    def new(self) -> str:
        return f"sqlite:///{self._next()}"

    def empty(self) -> str:
        return self._copy(self._empty)

    def filled(self) -> str:
        return self._copy(Path(self._prepared().database_url.removeprefix("sqlite:///")))

    def drop(self, url: str) -> None:
        for file in self._folder.glob(Path(url.removeprefix("sqlite:///")).name + "*"):
            file.unlink()

    def _copy(self, source: Path) -> str:
        return f"sqlite:///{shutil.copyfile(source, self._next())}"

    def _next(self) -> Path:
        self._made += 1
        return self._folder / f"number{self._made}.db"


class PostgresqlStore:
    """A database per test on one server."""

    def __init__(self, server: Server, prepared: Callable[[], Settings]) -> None:
        self._server = server
        self._prepared = prepared
        self._empty = server.create()
        _upgrade(server.url(self._empty))
        self._filled = ""

    def new(self) -> str:
        return self._server.url(self._server.create())

    def empty(self) -> str:
        return self._server.url(self._server.create(self._empty))

    def filled(self) -> str:
        if not self._filled:
            name = self._server.create(self._empty)
            database = Database(self._server.url(name))
            _prepare(replace(self._prepared(), database_url=database.url), database)
            database.engine.dispose()
            self._filled = name
        return self._server.url(self._server.create(self._filled))

    def drop(self, url: str) -> None:
        self._server.drop(url.rpartition("/")[2])


def prepared_instance(folder: Path) -> Settings:
    """Settings of an installation whose database, index and all else are ready, in this folder."""
    settings = Settings(
        environment="test",
        database_url=f"sqlite:///{folder / 'catalogue.db'}",
        secret_key=SECRET,
        instance=folder,
        workers=1,
    )
    database = Database(settings.database_url)
    _prepare(settings, database)
    # Folds the write-ahead log into the file, which can then be copied by itself.
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.engine.dispose()
    return settings


def _upgrade(url: str) -> None:
    database = Database(url)
    database.upgrade()
    if url.startswith("sqlite"):
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.engine.dispose()


def _prepare(settings: Settings, database: Database) -> None:
    # Imported late, so that tests of rules do not wait for the whole application.
    from catalogue.preparing import prepare

    prepare(settings, database, NOW, lambda _text: None)
