"""Fixtures for all tests: databases of both kinds, the prepared catalogue, clients for pages, a server, a browser."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from catalogue.database import Database
from catalogue.settings import Settings
from tests.support import live, missing, postgresql, stores
from tests.support.pages import PageClient

# A slow machine is no failure, and continuous integration must not be red by chance.
hypothesis_settings.register_profile("local", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis_settings.register_profile("nightly", deadline=None, max_examples=2000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "local"))

FAILED_CHECKS = "CATALOGUE_FAILED_CHECKS"


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say at the end what could not be tested, and which checks had failed before the tests."""
    missing.report(terminalreporter)
    failed = os.environ.get(FAILED_CHECKS, "")
    if failed:
        terminalreporter.section("FAILED BEFORE THE TESTS, SEE ABOVE", red=True, bold=True)
        terminalreporter.write_line(failed, red=True)


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment at which every test takes place: noon in China on 23 November 2026."""
    return stores.NOW


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A complete installation on SQLite, made once; only for reading."""
    return stores.prepared_instance(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    """A PostgreSQL server of the tests' own; tests that need it are skipped, loudly, where there is none."""
    programs = postgresql.programs()
    if programs is None:
        missing.skip_because_missing("PostgreSQL", "sudo apt-get install postgresql")
    with postgresql.running(programs) as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> stores.Store:
    """Databases on SQLite."""
    return stores.SqliteStore(tmp_path_factory.mktemp("sqlite"), lambda: request.getfixturevalue("prepared"))


@pytest.fixture(scope="session")
def postgresql_store(request: pytest.FixtureRequest, postgresql_server: postgresql.Server) -> stores.Store:
    """Databases on PostgreSQL."""
    return stores.PostgresqlStore(postgresql_server, lambda: request.getfixturevalue("prepared"))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> stores.Store:
    """Each kind of database in turn: whoever asks for this, or for what rests on it, runs on both."""
    chosen: stores.Store = request.getfixturevalue(f"{request.param}_store")
    return chosen


@pytest.fixture
def database_url(store: stores.Store) -> Iterator[str]:
    """The address of a database of the test's own, with all tables and no rows; on both kinds."""
    url = store.empty()
    yield url
    store.drop(url)


@pytest.fixture
def empty_database(database_url: str) -> Iterator[Database]:
    """A database of the test's own, with all tables and no rows; on both kinds."""
    database = Database(database_url)
    yield database
    database.engine.dispose()


@pytest.fixture
def filled_database(store: stores.Store) -> Iterator[Database]:
    """A database of the test's own, with the data the catalogue starts with; on both kinds."""
    database = Database(store.filled())
    yield database
    database.engine.dispose()
    store.drop(database.url)


@pytest.fixture(scope="session")
def lists(store: stores.Store) -> Iterator[Database]:
    """The data the catalogue starts with, shared by all tests and therefore only for reading; on both kinds."""
    database = Database(store.filled())
    yield database
    database.engine.dispose()
    store.drop(database.url)


@pytest.fixture(scope="session")
def app(prepared: Settings, now: datetime) -> Iterator[Flask]:
    """The application over the prepared installation, shared by all tests and therefore only for reading."""
    with _application(prepared, now) as application:
        yield application


@pytest.fixture
def own_app(prepared: Settings, store: stores.Store, now: datetime, tmp_path: Path) -> Iterator[Flask]:
    """The application over an installation of the test's own, which it may change; on both kinds of database."""
    url = store.filled()
    instance = tmp_path / "instance"
    shutil.copytree(prepared.instance, instance, symlinks=True, ignore=shutil.ignore_patterns("catalogue.db*"))
    with _application(replace(prepared, instance=instance, database_url=url), now) as application:
        yield application
    store.drop(url)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A plain client, for the API, files and headers."""
    return app.test_client()


@pytest.fixture
def own_client(own_app: Flask) -> FlaskClient:
    """A plain client of an application that the test may change; on both kinds of database."""
    return own_app.test_client()


@pytest.fixture
def pages(app: Flask) -> PageClient:
    """A client for pages, which checks every one it fetches."""
    return PageClient(app)


@pytest.fixture
def own_pages(own_app: Flask) -> PageClient:
    """A client for pages of an application that the test may change; on both kinds of database."""
    return PageClient(own_app)


@pytest.fixture(scope="session")
def server(prepared: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server over a copy of the prepared installation; its clock is the real one."""
    instance = tmp_path_factory.mktemp("served") / "instance"
    shutil.copytree(prepared.instance, instance, symlinks=True)
    with live.serving(instance) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; tests that need it are skipped, loudly, where there is none."""
    program = live.chromium()
    if program is None:
        missing.skip_because_missing("Chromium", "sudo apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(live.CHROMIUM_ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """A browser window with nothing kept from before; addresses may be relative to the server."""
    with browser.new_context(base_url=server, locale="zh-CN", viewport={"width": 1280, "height": 900}) as fresh:
        yield fresh


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of that window."""
    return context.new_page()


@contextmanager
def _application(settings: Settings, now: datetime) -> Iterator[Flask]:
    """The application, which lets go of its database in the end."""
    # Imported late, so that tests of rules do not wait for the whole application.
    from app import create_app

    application = create_app(settings, clock=lambda: now)
    yield application
    application.extensions["database"].engine.dispose()
