"""Reading the lists through the API: filters, paging, both clocks, places, languages and validators."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from catalogue.fees.kinds import FeeKind


def get(client: FlaskClient, path: str, /, status: int = 200, **options: Any) -> dict[str, Any]:
    response = client.get(f"/api/v1{path}", **options)
    assert response.status_code == status, response.text[:500]
    answer: dict[str, Any] = response.get_json()
    return answer


def codes(answer: dict[str, Any]) -> list[str]:
    return [item["code"] for item in answer["items"]]


def test_without_a_region_every_place_is_seen(client: FlaskClient) -> None:
    everywhere = get(client, "/fees?per_page=1")
    here = get(client, "/fees?per_page=1&region=370402")
    assert everywhere["region"] is None
    assert here["region"] == "370402"
    assert everywhere["total"] > here["total"] > 100
    assert get(client, "/fees?per_page=1&region=all") == everywhere


def test_a_region_shows_the_fees_of_itself_and_of_those_above(client: FlaskClient) -> None:
    line = {"000000", "370000", "370400", "370402"}
    found = [get(client, f"/fees?region=370402&per_page=100&page={page}") for page in (1, 2, 3)]
    assert {item["region"] for answer in found for item in answer["items"]} <= line


@pytest.mark.parametrize("kind", list(FeeKind))
def test_a_kind_narrows_and_its_count_stood_in_the_facet(client: FlaskClient, kind: str) -> None:
    counts = {each["value"]: each["count"] for each in get(client, "/fees?per_page=1")["facets"]["kind"]}
    answer = get(client, f"/fees?kind={kind}&per_page=100")
    assert answer["total"] == counts[kind]
    assert {item["kind"] for item in answer["items"]} == {kind}


def test_values_of_one_filter_are_alternatives_and_filters_narrow_each_other(client: FlaskClient) -> None:
    single = [get(client, f"/fees?kind={kind}&per_page=1")["total"] for kind in ("admin_fee", "gov_fund")]
    both = get(client, "/fees?kind=admin_fee&kind=gov_fund&per_page=1")
    assert both["total"] == sum(single)
    assert get(client, "/fees?kind=admin_fee,gov_fund&per_page=1")["total"] == both["total"]
    narrowed = get(client, "/fees?kind=admin_fee&kind=gov_fund&status=cancelled&per_page=100")
    assert 0 < narrowed["total"] < both["total"]
    assert {item["status"] for item in narrowed["items"]} == {"cancelled"}


def test_a_department_and_a_level_narrow(client: FlaskClient) -> None:
    answer = get(client, "/fees", query_string={"department": "公安部门", "level": "central", "per_page": 100})
    assert answer["total"] > 3
    assert {(item["department"], item["level"]) for item in answer["items"]} == {("公安部门", "central")}


def test_pages_hold_every_fee_once(client: FlaskClient) -> None:
    seen: list[str] = []
    page: int | None = 1
    while page is not None:
        answer = get(client, f"/fees?region=370402&per_page=60&page={page}")
        seen += codes(answer)
        page = answer["next"]
    assert len(seen) == len(set(seen)) == answer["total"]
    assert codes(get(client, "/fees?region=370402&per_page=60&page=900")) == []


def test_a_day_before_a_fund_ended_finds_it_in_force(client: FlaskClient) -> None:
    history = get(client, "/fees/A901/history")
    last = history["versions"][-1]
    assert last["effective_to"]
    then = get(client, f"/fees/A901?on={last['effective_to']}")
    assert (then["status"], then["on"]) == ("in_force", last["effective_to"])
    assert get(client, "/fees/A901")["status"] in ("cancelled", "suspended", "expired")


def test_a_fee_says_everything_that_the_contract_names(client: FlaskClient) -> None:
    fee = get(client, "/fees/F008")
    assert fee["basis"] and fee["rates"]["options"] and fee["source"] and fee["seen_from"] is None
    assert {"parents", "children", "reliefs", "successor"} <= fee.keys()
    child = get(client, "/fees/A009.01.02")
    assert [parent["code"] for parent in child["parents"]] == ["A009", "A009.01"]
    assert "A009.01.02" in [one["code"] for one in get(client, "/fees/A009.01")["children"]]


def test_what_is_typed_is_completed(client: FlaskClient) -> None:
    found = get(client, "/suggest", query_string={"q": "教育费"})["suggestions"]
    assert "F008" in [one["code"] for one in found]
    assert get(client, "/suggest")["suggestions"] == []


def test_reliefs_by_place_day_and_fee(client: FlaskClient) -> None:
    every = get(client, "/reliefs")
    assert every["total"] == len(every["items"]) > 20
    here = get(client, "/reliefs?region=370402&on=2026-11-23")
    assert 0 < here["total"] <= every["total"]
    assert {"in_force", "expired"} <= {relief["status"] for relief in here["items"]}
    touched = get(client, "/reliefs?code=F008")
    assert 0 < touched["total"] < every["total"]
    get(client, "/reliefs?code=NOTHING", 404)


def test_releases(client: FlaskClient) -> None:
    newest = get(client, "/releases")["releases"][0]
    assert newest == get(client, f"/releases/{newest['number']}")
    assert newest["published_at"].endswith("+00:00")
    same = get(client, "/releases/1/compare/1")
    assert same == {
        "before": 1,
        "after": 1,
        "added": [],
        "ended": [],
        "changed": [],
        "wording_only": [],
        "removed": [],
    }


def test_every_answer_names_its_release_and_may_be_read_elsewhere(client: FlaskClient) -> None:
    paths = ["/fees", "/fees/F008", "/suggest", "/releases", "/openapi.json", "/fees/NOTHING", "/nowhere", "/fees?x=1"]
    for path in paths:
        response = client.get(f"/api/v1{path}")
        assert response.headers["X-Catalogue-Release"] == "1", path
        assert response.headers["Access-Control-Allow-Origin"] == "*", path
        assert "Set-Cookie" not in response.headers, path


@pytest.mark.parametrize("path", ["/fees?q=水", "/fees/F008", "/releases/1", "/openapi.json"])
def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(f"/api/v1{path}")
    again = client.get(f"/api/v1{path}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    head = client.head(f"/api/v1{path}")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", first.headers["ETag"])
    other = client.get(f"/api/v1{path}", headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


def test_sentences_in_the_language_asked_for(client: FlaskClient) -> None:
    assert client.get("/api/v1/fees").headers["Content-Language"] == "zh-CN"
    by_header = client.get("/api/v1/fees", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert by_header.headers["Content-Language"] == "en"
    assert "Accept-Language" in by_header.headers["Vary"]
    in_address = client.get("/api/v1/fees?lang=en", headers={"Accept-Language": "zh-CN"})
    assert in_address.headers["Content-Language"] == "en"
    client.set_cookie("lang", "en")
    assert client.get("/api/v1/fees").headers["Content-Language"] == "zh-CN"
