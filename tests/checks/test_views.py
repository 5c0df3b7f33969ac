"""The pages of the check: the form, the slip, the kept receipt and the letter."""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import update

from catalogue.checks.models import ReceiptRow
from catalogue.checks.receipts import new_number, normalise_number
from tests.support.pages import PageClient

COURT = "/check?name=劳动争议案件受理费&quantity=2&unit=件&charged_on=2024-07-01&amount="


def test_the_form_asks_for_the_name_and_nothing_else_is_needed(pages: PageClient) -> None:
    page = pages.get("/check")
    assert page.h1 == "核对一笔收费"
    assert page.one("//main//form[.//input[@name='name']]").get("method") == "get"
    assert "劳动争议" in pages.get("/check?name=劳动争议案件受理费").text


def test_the_answer_is_the_heading_and_the_arithmetic_follows(pages: PageClient) -> None:
    page = pages.get(COURT + "50")
    assert "多收" in page.h1
    assert "20.00元" in page.text
    assert "30.00元" in page.text
    assert page.one("//article[@data-verdict]").get("data-verdict") == "over_standard"


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/check?name=", "name"),
        ("/check?name=🎉🎉", "name"),
        ("/check?name=诉讼费&amount=1.005", "amount"),
        ("/check?name=诉讼费&amount=-5", "amount"),
        ("/check?name=诉讼费&quantity=-1", "quantity"),
        ("/check?name=诉讼费&charged_on=2024-02-30", "charged_on"),
        ("/check?name=诉讼费&charged_on=1900-01-01", "charged_on"),
        ("/check?name=诉讼费&payer_kind=alien", "payer_kind"),
        ("/check?name=" + "费" * 300, "name"),
    ],
)
def test_what_cannot_be_read_comes_back_with_the_field_marked_and_nothing_lost(
    pages: PageClient, address: str, field: str
) -> None:
    page = pages.get(address, status=400)
    assert page.one(f"//main//*[@name='{field}']").get("aria-invalid") == "true"
    assert page.all("//*[@id='problems']//a")
    typed = re.search(r"name=([^&]*)", address)
    assert typed is not None
    assert page.one("//main//input[@name='name']").get("value") == typed.group(1)


@pytest.mark.parametrize("amount", ["1,000.00元", "１０００", "壹仟元", "1000"])
def test_amounts_are_read_as_people_write_them(pages: PageClient, amount: str) -> None:
    assert "980.00" in pages.get(COURT + amount).text


def test_nothing_is_kept_unless_asked_and_a_kept_verdict_has_an_address(own_pages: PageClient, own_app: Flask) -> None:
    slip = own_pages.get(COURT + "50")
    kept = own_pages.submit(slip, "//form[contains(@action, '/check') and @method='post']")
    assert re.fullmatch(r"/checks/[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}", urlsplit(kept.url).path)
    assert kept.h1 == slip.h1
    assert kept.all("//*[local-name()='svg']")
    assert re.search(r"[0-9a-f]{64}", kept.text)


def test_a_receipt_that_was_tampered_with_says_so(own_pages: PageClient, own_app: Flask) -> None:
    kept = own_pages.submit(own_pages.get(COURT + "50"), "//form[contains(@action, '/check') and @method='post']")
    with own_app.extensions["database"].transaction() as session:
        row = session.query(ReceiptRow).one()
        session.execute(update(ReceiptRow).values(record={**row.record, "excess": "1.00"}))
    assert "校验值不符" in own_pages.get(urlsplit(kept.url).path).text


def test_an_unknown_receipt_is_not_found(pages: PageClient) -> None:
    assert pages.get(f"/checks/{new_number()}", status=404).h1


def test_a_number_may_be_typed_carelessly() -> None:
    assert normalise_number("o1il abcd-efgh 2345") == "0111-ABCD-EFGH-2345"


def test_the_letter_carries_the_charge(pages: PageClient) -> None:
    page = pages.get("/check/letter?name=劳动争议案件受理费&collecting_body=某某法院&amount=50")
    assert "某某法院" in page.text
    assert "50.00元" in page.text


def test_a_region_that_does_not_exist_is_an_error_that_says_so(pages: PageClient) -> None:
    assert "999999" in pages.get("/check?name=诉讼费&region=999999", status=400).text
