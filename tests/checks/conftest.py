"""The lists of the data folder, built once for all tests of the check."""

import pytest

from tests.checks.memory_lists import MemoryLists, data_lists


@pytest.fixture(scope="session")
def lists() -> MemoryLists:
    return data_lists()
