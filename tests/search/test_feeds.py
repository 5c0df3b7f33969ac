"""The feed, narrowed to what somebody watches."""

from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from catalogue.fees.kinds import FeeKind

ATOM = "{http://www.w3.org/2005/Atom}"


def read(client: FlaskClient, **asked: str) -> tuple[str, list[str]]:
    """The identity of the feed and the texts of its entries."""
    response = client.get("/feed.atom", query_string=asked)
    assert response.status_code == 200
    tree = ElementTree.fromstring(response.data)
    texts = ["".join(entry.itertext()) for entry in tree.findall(f"{ATOM}entry")]
    return str(tree.findtext(f"{ATOM}id")), texts


def test_a_feed_of_one_fee_holds_its_changes_and_those_below_it(client: FlaskClient) -> None:
    _, texts = read(client, fee="A009")
    assert texts
    assert all("/fees/A009" in text for text in texts)


def test_a_feed_of_a_list_holds_only_its_fees(client: FlaskClient) -> None:
    everything, all_texts = read(client)
    identity, texts = read(client, kind=FeeKind.GOVERNMENT_FUND)
    assert 0 < len(texts) < len(all_texts)
    assert all("/fees/F" in text for text in texts)
    assert identity != everything


def test_a_feed_of_a_department_and_of_a_search(client: FlaskClient) -> None:
    assert read(client, department="公安部门")[1]
    assert all("A009.02" in text or "护照" in text for text in read(client, q="护照")[1])
    assert read(client, q="护照")[1]


def test_parts_narrow_each_other(client: FlaskClient) -> None:
    assert read(client, fee="A009", kind=FeeKind.GOVERNMENT_FUND)[1] == []


def test_a_search_that_finds_nothing_watches_nothing(client: FlaskClient) -> None:
    assert read(client, q="qqqqzzzz")[1] == []


@pytest.mark.parametrize(
    "asked", [{"fee": "Q999"}, {"kind": "tax"}, {"q": "长" * 121}, {"fee": "\0"}, {"unknown": "1"}]
)
def test_what_cannot_be_watched_is_refused(client: FlaskClient, asked: dict[str, str]) -> None:
    assert client.get("/feed.atom", query_string=asked).status_code == 400


def test_a_feed_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/feed.atom?fee=A009")
    again = client.get("/feed.atom?fee=A009", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert client.get("/feed.atom?fee=A010").headers["ETag"] != first.headers["ETag"]
