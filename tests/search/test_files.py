"""Downloads of found fees: the filters of the page, every page of it, and only made where it is not known yet."""

import csv
import io
from urllib.parse import quote

import openpyxl
import pytest
from flask.testing import FlaskClient

from catalogue.fees import answers

FILES = ["/fees.csv", "/fees.xlsx", "/fees.json"]


def codes_of(client: FlaskClient, query: str) -> dict[str, list[str]]:
    """The codes in each of the files, in their order; the workbook has no codes, so its rows are counted."""
    text = client.get(f"/fees.csv?{query}").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    fees = client.get(f"/fees.json?{query}").get_json()["fees"]
    return {"csv": [row[0] for row in rows[1:]], "json": [fee["code"] for fee in fees]}


@pytest.mark.parametrize(
    "query",
    ["", "region=all", "kind=gov_fund", "q=%E6%B0%B4%E8%B4%B9", "status=cancelled&status=suspended&region=all"],
)
def test_a_file_holds_what_all_pages_hold(client: FlaskClient, query: str) -> None:
    paged: list[str] = []
    page: int | None = 1
    place = "" if "region" in query else "&region=370402"
    while page is not None:
        answer = client.get(f"/api/v1/fees?{query}{place}&per_page=50&page={page}").get_json()
        paged += [item["code"] for item in answer["items"]]
        page = answer["next"]
    found = codes_of(client, query)
    assert found["csv"] == found["json"] == paged
    assert paged


def test_the_workbook_has_a_row_for_every_fee(client: FlaskClient) -> None:
    total = client.get("/fees.json?region=all").get_json()["total"]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/fees.xlsx?region=all").data))
    names = [name for sheet in book for (name,) in sheet.iter_rows(4, None, 3, 3, values_only=True) if name]
    assert len(names) == total


@pytest.mark.parametrize("path", FILES)
def test_a_file_names_its_release_and_itself(client: FlaskClient, path: str) -> None:
    response = client.get(f"{path}?on=2026-01-01")
    assert response.headers["X-Catalogue-Release"] == "1"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    name = f"收费目录-山东省枣庄市市中区-第1期-2026-01-01{path.removeprefix('/fees')}"
    assert response.headers["Content-Disposition"].endswith(f"filename*=UTF-8''{quote(name)}")
    assert 'filename="fees-1-2026-01-01.' in response.headers["Content-Disposition"]
    assert int(response.headers["Content-Length"]) == len(response.data)


@pytest.mark.parametrize("path", FILES)
def test_an_unchanged_file_is_not_made_again(client: FlaskClient, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert "Content-Disposition" not in again.headers
    assert client.get(f"{path}?q=1").headers["ETag"] != tag
    assert client.get(f"{path}?on=2026-01-01").headers["ETag"] != tag
    assert client.head(path).headers["ETag"] == tag


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize(
    "query",
    ["kid=1", "kind=tax", "page=2", "on=2026-02-30", "release=9", "region=999999", "on=2026-01-01&on=2026-01-02"],
)
def test_a_file_of_the_wrong_fees_is_never_sent(client: FlaskClient, path: str, query: str) -> None:
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    assert response.mimetype == "text/html"


@pytest.mark.parametrize("path", FILES)
def test_nothing_found_is_an_empty_file(client: FlaskClient, path: str) -> None:
    assert client.get(f"{path}?kind=gov_fund&department=%00nobody").status_code == 200


def test_a_file_too_large_for_memory_is_sent_whole(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get("/fees.csv").data
    monkeypatch.setattr(answers, "HELD_IN_MEMORY", 1000)
    with client.get("/fees.csv", buffered=True) as response:
        assert response.data == whole
        assert int(response.headers["Content-Length"]) == len(whole)
