"""The page of the burden calculator: figures in, levies, rate and picture out, two scenarios side by side."""

import pytest

from tests.support.pages import Page, PageClient

FORM = "//main//form[.//input[@name='profit']]"


def calculate(pages: PageClient, status: int = 200, **figures: str) -> Page:
    return pages.submit(pages.get("/burden"), FORM, status, **figures)


def compared(page: Page) -> list[str]:
    """The last row of the comparison."""
    return [cell.text_content().strip() for cell in page.all("//section[h2[@id='compared']]//tr[last()]/*")][-4:]


def test_an_empty_calculator_shows_no_figure(pages: PageClient) -> None:
    page = pages.get("/burden")
    assert "不是排名" in page.text
    assert not page.all("//main//table")


def test_each_levy_with_law_base_rate_and_amount(pages: PageClient) -> None:
    page = calculate(pages, profit="594000", vat_paid="297500", contracts="19250000")
    assert "城市维护建设税（市区）" in page.text and "《中华人民共和国城市维护建设税法》" in page.text
    for figure in ("297,500.00元", "7%", "20,825.00元", "3.51%", "8,925.00元", "1.50%", "5,775.00元", "0.97%"):
        assert figure in page.text, figure
    assert "凭记忆，待核" in page.text
    assert len(page.all("//main//figure[contains(@class, 'drawing')]//*[name()='svg']")) == 2


def test_the_case_company_is_loaded_and_asks_for_what_is_unknown(pages: PageClient) -> None:
    (link,) = pages.get("/burden").all("//a[text()='装入标准案例公司']/@href")
    page = pages.get(link)
    assert "还缺税率，只算出一部分" in page.text
    assert page.all("//a[@href='#rate_medical']")
    assert "没有计入的：企业所得税" in page.text
    assert "0.97%" in page.text


def test_two_scenarios_side_by_side(pages: PageClient) -> None:
    page = calculate(pages, profit="1000", vat_paid="1000", other_halving="yes")
    assert compared(page) == ["合计", "12.00%", "6.00%", "-6.00"]
    page = calculate(pages, profit="1000", contracts="100000", other_code="stamp_sales", other_rate="0.05")
    assert compared(page) == ["合计", "3.00%", "5.00%", "+2.00"]


def test_a_relief_that_is_over_cannot_be_taken(pages: PageClient) -> None:
    page = calculate(pages, 400, profit="1000", vat_paid="1000", halving="y", on="2028-01-01")
    assert "这一天没有这项减免" in page.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("profit", "0"),
        ("profit", "很多"),
        ("profit", "\x00"),
        ("vat_paid", "-1"),
        ("rate_land", "31"),
        ("rate_medical", "101"),
        ("rate_housing", "4"),
        ("other_rate", "5"),
    ],
)
def test_what_cannot_be_used_is_said(pages: PageClient, field: str, value: str) -> None:
    page = calculate(pages, 400, **{"profit": "1000", "vat_paid": "5", field: value})
    assert page.all("//main//*[@aria-invalid='true']") and page.all("//div[@id='problems']")


def test_the_english_page_is_sound(pages: PageClient) -> None:
    assert pages.get("/burden?profit=1000&vat_paid=1000&other_halving=yes&lang=en").h1


def test_a_place_without_a_known_deduction_is_asked_for_it(pages: PageClient) -> None:
    page = pages.get("/burden?profit=1000&property_value=1000&region=420000")
    assert page.all("//a[@href='#rate_property_deduction']")
    assert "8.40元" not in page.text
    page = pages.get("/burden?profit=1000&property_value=1000&region=420000&rate_property_deduction=10")
    assert "10.80元" in page.text
