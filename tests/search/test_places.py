"""Places in text: names that are also words, names that several places share."""

import pytest

from catalogue.messages import Problem
from catalogue.search.places import Places
from tests.search.support import regions


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(regions(), {"000000", "370000", "370400", "371324"})


@pytest.mark.parametrize(
    ("text", "near", "codes"),
    [
        ("枣庄水费", None, ["370400"]),
        ("山东省枣庄市水费", None, ["370000", "370400"]),
        ("兰陵幼儿园", None, ["371324"]),
        ("公安收费", None, []),
        ("公安县收费", None, ["421022"]),
        ("水资源费", None, []),
        ("市中区垃圾费", None, []),
        ("市中区垃圾费", "370402", ["370402"]),
        ("薛城垃圾费", "370402", ["370403"]),
        ("薛城垃圾费", None, []),
    ],
)
def test_places_named(places: Places, text: str, near: str | None, codes: list[str]) -> None:
    assert [named.code for named in places.named(text, near)] == codes


def test_the_line_of_a_place(places: Places) -> None:
    assert places.line("370402") == ("000000", "370000", "370400", "370402")
    with pytest.raises(Problem):
        places.line("370499")
