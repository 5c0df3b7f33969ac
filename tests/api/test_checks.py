"""Judging charges through the API: what it understands, what it refuses, one at a time and many at once."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from catalogue.fees.models import WordRow
from catalogue.fees.stamps import WORDS, touch
from tests.api.test_refusals import problem

# 教育费附加 is levied by the tax office at 3 per cent of other taxes; the quantity is their sum.
SURCHARGE = {"name": "教育费附加", "collecting_body": "税务局", "quantity": "1000", "unit": "元", "amount": "30"}


def judged(client: FlaskClient, **changes: Any) -> dict[str, Any]:
    response = client.post("/api/v1/checks", json={**SURCHARGE, **changes})
    assert response.status_code == 200, response.text[:500]
    verdict: dict[str, Any] = response.get_json()
    return verdict


def refused(client: FlaskClient, **changes: Any) -> dict[str, Any]:
    return problem(client.post("/api/v1/checks", json={**SURCHARGE, **changes}), 400)


def test_a_charge_within_and_above_the_standard(client: FlaskClient) -> None:
    right, wrong = judged(client), judged(client, amount="45")
    assert (right["verdict"], right["fee"]["code"], right["max_amount"]) == ("listed_ok", "F008", "30.00")
    assert (wrong["verdict"], wrong["max_amount"], wrong["excess"]) == ("over_standard", "30.00", "15.00")
    assert wrong["release"] == 1 and wrong["basis"] and wrong["arithmetic"] and wrong["next_step"] == "complain"


@pytest.mark.parametrize(
    ("amount", "excess"),
    [
        (1030, "1000.00"),
        (1030.0, "1000.00"),
        (30.01, "0.01"),
        ("1,030.00元", "1000.00"),
        ("￥１０３０", "1000.00"),
        ("壹仟零叁拾元整", "1000.00"),
        ("1030", "1000.00"),
    ],
)
def test_amounts_as_programs_and_people_write_them(client: FlaskClient, amount: Any, excess: str) -> None:
    assert judged(client, amount=amount)["excess"] == excess


@pytest.mark.parametrize(
    "amount",
    [1.005, "1.005", -1, "-1", "很多", "1e5", 1e300, 10**400, "1" * 70, "NaN", True, ["1"], {"yuan": 1}],
)
def test_amounts_that_cannot_be_read_are_no_guess(client: FlaskClient, amount: Any) -> None:
    assert refused(client, amount=amount)["field"] == "amount"


def test_a_number_is_read_digit_by_digit(client: FlaskClient) -> None:
    body = b'{"name": "\xe6\x95\x99\xe8\x82\xb2\xe8\xb4\xb9\xe9\x99\x84\xe5\x8a\xa0", "amount": 10.000000000000000001}'
    response = client.post("/api/v1/checks", data=body, content_type="application/json")
    assert problem(response, 400)["field"] == "amount"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", None),
        ("name", "\u200b\u202e"),
        ("name", "费" * 201),
        ("name", 7),
        ("region", "123456"),
        ("region", "市中区"),
        ("region", 370402),
        ("charged_on", "2026-13-01"),
        ("charged_on", "1900-01-01"),
        ("charged_on", "2999-01-01"),
        ("quantity", "0"),
        ("quantity", "-3"),
        ("quantity", 10**30),
        ("unit", "平" * 21),
        ("payer_kind", "企业"),
        ("payer_kind", "somebody"),
    ],
)
def test_a_wrong_field_is_named(client: FlaskClient, field: str, value: Any) -> None:
    assert refused(client, **{field: value})["field"] == field


def test_an_unknown_field_is_named(client: FlaskClient) -> None:
    assert refused(client, ammount="1")["field"] == "ammount"
    assert problem(client.post("/api/v1/checks?on=2026-01-01", json=SURCHARGE), 400)["field"] == "on"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"name"',
        b'{"name": "\xff"}',
        b'{"name": NaN}',
        b"[" * 100_000,
        b'{"name": ' + b"1" * 5000 + b"}",
        b'{"amount": 1e999999999999, "name": "x"}',
        b'{"name": "a", "name": "b"}',
        b'{"\\ud800": 1}',
    ],
)
def test_broken_json_is_refused(client: FlaskClient, body: bytes) -> None:
    problem(client.post("/api/v1/checks", data=body, content_type="application/json"), 400)


def test_lone_surrogates_and_control_characters_in_a_name_do_no_harm(client: FlaskClient) -> None:
    body = b'{"name": "\\ud800\\u0000\\u202e\xe6\x95\x99\xe8\x82\xb2\xe8\xb4\xb9\xe9\x99\x84\xe5\x8a\xa0"}'
    response = client.post("/api/v1/checks", data=body, content_type="application/json")
    assert response.status_code == 200
    assert response.get_json()["fee"]["code"] == "F008"


def test_other_content_is_refused(client: FlaskClient) -> None:
    problem(client.post("/api/v1/checks", data="name=x", content_type="application/x-www-form-urlencoded"), 415)
    problem(client.post("/api/v1/checks", data="{}", content_type="text/plain"), 415)


def test_a_huge_body_is_refused(client: FlaskClient) -> None:
    body = b'{"name": "' + b"x" * 3_000_000 + b'"}'
    problem(client.post("/api/v1/checks", data=body, content_type="application/json"), 413)


def test_a_huge_body_without_a_length_is_refused(client: FlaskClient) -> None:
    body = io.BytesIO(b'{"name": "x"}' + b" " * 3_000_000)
    chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    options = {"content_type": "application/json", "environ_overrides": chunked}
    problem(client.post("/api/v1/checks", input_stream=body, **options), 413)


def test_many_charges_are_judged_in_order_and_one_that_cannot_be_read_does_not_stop_the_others(
    client: FlaskClient,
) -> None:
    charges = [SURCHARGE, {**SURCHARGE, "amount": "1.005"}, {**SURCHARGE, "amount": "45"}]
    response = client.post("/api/v1/checks/batch", json={"charges": charges})
    assert response.status_code == 200
    first, second, third = response.get_json()["results"]
    assert (first["verdict"], third["verdict"]) == ("listed_ok", "over_standard")
    assert second["problem"]["field"] == "amount" and "1.005" in second["problem"]["detail"]


@pytest.mark.parametrize("charges", [None, [], {}, "x", [SURCHARGE] * 501])
def test_a_batch_is_a_list_of_one_to_five_hundred(client: FlaskClient, charges: Any) -> None:
    assert problem(client.post("/api/v1/checks/batch", json={"charges": charges}), 400)["field"] == "charges"


@pytest.mark.parametrize(
    ("charge", "field"),
    [
        ({**SURCHARGE, "ammount": 1}, "charges[1].ammount"),
        ({**SURCHARGE, "name": 7}, "charges[1].name"),
        ({"amount": "1"}, "charges[1].name"),
        ("教育费附加", "charges[1]"),
    ],
)
def test_a_batch_that_is_not_made_as_described_is_refused_whole(client: FlaskClient, charge: Any, field: str) -> None:
    response = client.post("/api/v1/checks/batch", json={"charges": [SURCHARGE, charge]})
    assert problem(response, 400)["field"] == field


def test_pages_of_other_sites_may_ask(client: FlaskClient) -> None:
    wanted = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    preflight = client.options("/api/v1/checks", headers={**wanted, "Access-Control-Request-Headers": "content-type"})
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert preflight.headers["Access-Control-Allow-Methods"] == "POST"
    assert preflight.headers["Access-Control-Allow-Headers"] == "Content-Type"
    assert "Access-Control-Allow-Credentials" not in preflight.headers
    asked = client.post("/api/v1/checks", json=SURCHARGE, headers={"Origin": "https://elsewhere.example"})
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    reading = client.options("/api/v1/fees", headers=wanted)
    assert reading.headers["Access-Control-Allow-Methods"] == "GET, HEAD"


def test_words_that_staff_have_changed_are_used_at_once(own_client: FlaskClient) -> None:
    database = own_client.application.extensions["database"]
    asked = {"name": "会员年度贡献金", "collecting_body": "某某行业互助社"}
    before = own_client.post("/api/v1/checks", json=asked).get_json()
    with database.transaction() as session:
        fields = {"sort": "association", "match": "part", "explanation": "自愿", "basis": ""}
        session.add(WordRow(list_name="outside", word="年度贡献金", fields=fields, confidence="editorial", source=""))
        touch(session, WORDS)
    after = own_client.post("/api/v1/checks", json=asked).get_json()
    assert before["verdict"] != "outside_lists"
    assert after["verdict"] == "outside_lists"


def test_a_verdict_is_kept_only_where_it_is_asked(own_client: FlaskClient) -> None:
    charge = {"name": "劳动争议案件受理费", "quantity": "1", "unit": "件", "amount": "50"}
    for keep in ({}, {"keep": False}, {"keep": None}):
        assert own_client.post("/api/v1/checks", json=charge | keep).json["receipt"] is None  # type: ignore[index]
    receipt = own_client.post("/api/v1/checks", json=charge | {"keep": True}).json["receipt"]  # type: ignore[index]
    page = own_client.get(receipt)
    assert page.status_code == 200
    assert "劳动争议案件受理费" in page.get_data(as_text=True)


def test_keep_is_a_yes_or_no(client: FlaskClient) -> None:
    answer = client.post("/api/v1/checks", json={"name": "诉讼费", "keep": "yes"})
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["field"] == "keep"
