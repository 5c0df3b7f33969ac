"""The pages of reliefs: the list with its filters, and which apply to a payer."""

import pytest

from tests.support.pages import Page, PageClient

FORM = "//main//form[.//input[@name='staff']]"


def ask(pages: PageClient, status: int = 200, **answers: str) -> Page:
    return pages.submit(pages.get("/reliefs/which"), FORM, status, **answers)


def section(page: Page, name: str) -> str:
    found = page.all(f"//section[h2[@id='{name}']]")
    return " ".join(found[0].text_content().split()) if found else ""


def test_the_list_holds_each_relief_once_with_its_document(pages: PageClient) -> None:
    page = pages.get("/reliefs")
    assert page.text.count("六税两费减半征收") == 1
    assert "财政部 税务总局公告2023年第12号" in page.text
    assert "还剩 403 天" in page.text
    assert page.all("//a[@href='/fees/F015']")


def test_filters_keep_what_they_say(pages: PageClient) -> None:
    ended = pages.get("/reliefs?standing=ended")
    assert "（2020-2022）" in ended.text and "六税两费减半征收" not in ended.text
    assert "没有符合的减免政策" in pages.get("/reliefs?q=没有这种减免").text
    assert len(pages.get("/reliefs?q=残疾人就业保障金").all("//main//details")) == 4
    assert pages.get("/reliefs?standing=nonsense").status == 200


def test_what_ends_soon_is_marked(pages: PageClient) -> None:
    page = pages.get("/reliefs?on=2027-12-01&standing=soon")
    assert "还剩 30 天" in page.text and "快要结束" in page.text


def test_reliefs_of_other_provinces_are_left_out(pages: PageClient) -> None:
    assert "西藏" not in pages.get("/reliefs").text


def test_an_employer_gets_the_levy_with_its_tier(pages: PageClient) -> None:
    page = ask(pages, payer="enterprise", staff="200", disabled="2", average_wage="60000", local_wage="72000")
    assert "残疾人就业保障金分档减缴与小微免征（延续）" in section(page, "applies")
    assert "按 50% 缴纳：60,000.00元 × 50% = 30,000.00元" in section(page, "amounts")


def test_a_firm_just_over_thirty_hears_what_it_misses(pages: PageClient) -> None:
    page = ask(pages, payer="enterprise", staff="32", disabled="0")
    assert "差一点就能少交更多" in section(page, "applies")
    assert "您填的是 32人，多 2人" in section(page, "applies")
    assert "本单位职工年平均工资" in section(page, "amounts")


def test_thirty_staff_pay_nothing(pages: PageClient) -> None:
    amounts = section(ask(pages, payer="enterprise", staff="30", disabled="0", average_wage="60000"), "amounts")
    assert "应交 0.00元" in amounts and "最多" not in amounts


def test_after_the_last_day_of_the_tiers_the_whole_levy_is_due(pages: PageClient) -> None:
    page = ask(
        pages, payer="enterprise", staff="30", disabled="0", average_wage="60000", local_wage="1", on="2028-01-01"
    )
    assert "残疾人就业保障金分档减缴" not in section(page, "applies")


def test_a_day_without_a_known_ratio_says_so(pages: PageClient) -> None:
    page = ask(pages, payer="enterprise", staff="200", disabled="2", on="2026-05-31")
    assert "这一天当地的规定比例，目录没有读到" in section(page, "open")


def test_a_small_scale_payer_sees_the_best_of_two_reliefs(pages: PageClient) -> None:
    page = ask(pages, payer="self_employed", vat="small_scale", filing="month", turnover="100000", vat_paid="10000")
    assert "300.00元" in section(page, "amounts") and "免征" in section(page, "amounts")
    page = ask(pages, payer="self_employed", vat="small_scale", filing="month", turnover="100000.01", vat_paid="10000")
    assert "按 50% 缴纳：300.00元 × 50% = 150.00元" in section(page, "amounts")
    assert "扩大政府性基金免征范围" in section(page, "near")


def test_unanswered_is_open_and_names_the_questions(pages: PageClient) -> None:
    page = ask(pages, payer="enterprise")
    assert "六税两费减半征收" in section(page, "open")
    assert "还要知道" in section(page, "open")


def test_the_size_of_a_firm_is_shown_with_its_thresholds(pages: PageClient) -> None:
    page = ask(pages, payer="enterprise", sector="industry", staff="299")
    assert "是小型或微型企业" in section(page, "size") and "凭记忆，待核" in section(page, "size")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("staff", "很多"),
        ("staff", "\x00"),
        ("staff", "-1"),
        ("assets", "1.005"),
        ("founded", "2026-02-30"),
        ("founded", "2027-01-01"),
    ],
)
def test_what_cannot_be_read_comes_back_marked(pages: PageClient, field: str, value: str) -> None:
    page = ask(pages, 400, **{"payer": "enterprise", field: value})
    assert page.one(f"//main//*[@name='{field}']").get("aria-invalid") == "true"
    assert page.one("//main//select[@name='payer']/option[@selected]").get("value") == "enterprise"


def test_more_disabled_staff_than_staff_is_refused(pages: PageClient) -> None:
    assert "不能多于" in ask(pages, 400, staff="3", disabled="4").text


def test_answers_are_quoted_never_run(pages: PageClient) -> None:
    assert "<b>" in ask(pages, 400, staff="<b>1</b>").text


def test_english_pages_are_sound(pages: PageClient) -> None:
    for address in ("/reliefs", "/reliefs/which", "/reliefs/which?payer=enterprise&staff=32&disabled=0"):
        assert pages.get(f"{address}{'&' if '?' in address else '?'}lang=en").h1


def test_every_page_leads_to_the_reliefs(pages: PageClient) -> None:
    assert pages.get("/").all("//nav//a[@href='/reliefs']")
    assert pages.get("/reliefs").one("//nav//a[@aria-current='page']").get("href") == "/reliefs"
