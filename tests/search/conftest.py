"""The two searches that one suite tests: over the index on disk, and over its twin in memory."""

import pytest

from catalogue.search.index import build, open_index
from catalogue.search.port import FeeSearch
from catalogue.search.query import LibrarySearch
from tests.search.support import entries, regions, twin, words


@pytest.fixture(scope="session")
def in_memory() -> FeeSearch:
    return LibrarySearch(twin())


@pytest.fixture(scope="session")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> FeeSearch:
    folder = tmp_path_factory.mktemp("search") / "index"
    build(folder, 1, entries(), words(), regions())
    return open_index(folder)


@pytest.fixture(params=["in_memory", "on_disk"])
def search(request: pytest.FixtureRequest) -> FeeSearch:
    found: FeeSearch = request.getfixturevalue(request.param)
    return found
