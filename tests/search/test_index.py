"""The index on disk: equal to its twin, immutable, switched in one step, never half open."""

import csv
from pathlib import Path

import pytest

from catalogue.search.index import NoIndex, build, current_index, open_index
from catalogue.search.port import FeeSearch, SearchRequest
from catalogue.search.words import Words
from tests.search.judging import DAY
from tests.search.support import CASES, entries, regions


def small(folder: Path, release: int = 1, count: int = 3) -> None:
    build(folder, release, entries()[:count], Words(), regions()[:40])


def test_the_index_answers_exactly_as_its_twin(on_disk: FeeSearch, in_memory: FeeSearch) -> None:
    with (CASES / "own_queries.csv").open(encoding="utf-8", newline="") as file:
        queries = [row["query"] for row in csv.DictReader(file)][::4]
    for query in queries:
        for region in ("370402", None):
            request = SearchRequest(query, DAY, region)
            assert on_disk.search(request) == in_memory.search(request)


def test_a_new_index_stands_beside_the_old_and_replaces_it(tmp_path: Path) -> None:
    small(tmp_path / "index", release=1)
    old, old_name = open_index(tmp_path / "index"), current_index(tmp_path / "index")
    small(tmp_path / "index", release=2, count=6)
    assert current_index(tmp_path / "index") != old_name
    new = open_index(tmp_path / "index")
    assert (old.release, new.release) == (1, 2)
    assert old.search(SearchRequest("", DAY)).total < new.search(SearchRequest("", DAY)).total


def test_old_indexes_are_swept_away(tmp_path: Path) -> None:
    for release in range(1, 5):
        small(tmp_path / "index", release)
    folders = [path for path in (tmp_path / "index").iterdir() if path.is_dir()]
    assert len(folders) == 2
    assert open_index(tmp_path / "index").release == 4


def test_a_build_that_fails_leaves_the_index_in_force(tmp_path: Path) -> None:
    small(tmp_path / "index", release=1)

    def breaking():
        yield entries()[0]
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        build(tmp_path / "index", 2, breaking(), Words(), regions()[:40])
    assert open_index(tmp_path / "index").release == 1
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


def test_no_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        open_index(tmp_path)


def test_an_index_that_is_not_whole_is_not_opened(tmp_path: Path) -> None:
    small(tmp_path / "index")
    (tmp_path / "index" / current_index(tmp_path / "index") / "facts.json").write_text("{", encoding="utf-8")
    with pytest.raises(NoIndex):
        open_index(tmp_path / "index")


def test_an_index_that_others_may_write_is_not_opened(tmp_path: Path) -> None:
    small(tmp_path / "index")
    (tmp_path / "index" / current_index(tmp_path / "index")).chmod(0o777)
    with pytest.raises(PermissionError):
        open_index(tmp_path / "index")
