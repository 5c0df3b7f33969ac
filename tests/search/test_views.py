"""Home, results and suggestions as a reader meets them."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

from catalogue.search.port import Found, Hit, SearchRequest, Span
from catalogue.search.results import chosen_options, facets, found_fees, marked
from catalogue.search.weak import weak_searches
from tests.support.pages import PageClient


def turn(parameter: str, values: list[str]) -> str:
    return f"{parameter}={','.join(values)}"


def test_marked_text_stays_text() -> None:
    assert marked((Span("<b>", False), Span("费&", True))) == Markup("&lt;b&gt;<mark>费&amp;</mark>")


def test_a_hit_without_its_entry_is_left_out() -> None:
    assert found_fees([Hit(7, "A001", Found.NAME, "", (), 1.0)], []) == []


def test_a_facet_that_cannot_narrow_is_left_out() -> None:
    request = SearchRequest("", date(2026, 11, 23))
    made = facets({"kind": (("admin_fee", 3),), "level": (("central", 2), ("district", 1))}, request, {}, turn)
    assert [str(facet.title) for facet in made] == ["设立层级"]
    assert [option.address for option in made[0].options] == ["level=central", "level=district"]


def test_a_chosen_value_can_be_taken_away_again_even_where_it_finds_nothing() -> None:
    request = SearchRequest("", date(2026, 11, 23), kinds=("admin_fee", "gov_fund"))
    made = facets({"kind": (("gov_fund", 4),)}, request, {}, turn)
    assert [(option.count, option.address) for option in chosen_options(made)] == [
        (0, "kind=gov_fund"),
        (4, "kind=admin_fee"),
    ]


def test_the_home_page_asks_the_question_and_opens_the_doors(pages: PageClient) -> None:
    page = pages.get("/")
    assert page.h1 == "这笔费，能收吗？"
    assert page.one("//main//form[@role='search']").get("action") == "/fees"
    assert "/check" in page.links()
    assert len(page.all("//ul[@class='doors']/li/a")) == 2
    tiles = [tile.text_content() for tile in page.all("//ul[@class='lists']/li")]
    assert len(tiles) == 3
    assert all("清单截至" in tile for tile in tiles)
    assert len(page.all("//section[@aria-labelledby='changes']//ol/li")) == 5
    assert "不齐全" in page.text


def test_a_search_shows_the_fee_first_with_its_facts(pages: PageClient) -> None:
    page = pages.get("/fees?q=财产案件受理费")
    first = page.all("//ol[@class='hits']/li")[0]
    assert "财产案件受理费" in first.xpath("string(h3)")
    assert "正在执行" in first.text_content()
    assert "法院" in first.text_content()
    assert page.one("//input[@id='q']").get("value") == "财产案件受理费"


def test_a_filter_narrows_and_can_be_taken_away(pages: PageClient) -> None:
    page = pages.get("/fees?kind=gov_fund")
    assert {tag.text_content() for tag in page.all("//ol[@class='hits']//li[@class='tag'][1]")} == {"政府性基金"}
    assert "/fees" in [link for link in page.links() if "kind" not in link]
    assert page.one("//ul[@class='chosen']/li/a").get("href") == "/fees"


def test_pages_of_results_lead_on_and_back(pages: PageClient) -> None:
    first = pages.get("/fees")
    second = pages.get(first.one("//a[@rel='next']").get("href"))
    assert second.one("//a[@rel='prev']").get("href") == "/fees"
    codes = [
        {code.text_content() for code in page.all("//ol[@class='hits']//li[contains(@class, 'code')]")}
        for page in (first, second)
    ]
    assert not codes[0] & codes[1]


def test_nothing_found_says_what_that_means_and_what_to_do(pages: PageClient) -> None:
    page = pages.get("/fees?q=qqzzxx")
    assert "没有找到" in page.text
    assert "查不到不等于不能收" in page.text
    assert any(link.startswith("/check?name=qqzzxx") for link in page.links())


@pytest.mark.parametrize(
    "query",
    [
        "*",
        "name:",
        "AND OR NOT",
        "[a TO",
        "' OR 1=1 --",
        "😀😀",
        "\u202e费",
        "\x00\x07费",
        "a" * 10_000,
        "费" * 10_000,
        "   ",
        "<script>alert(1)</script>",
    ],
)
def test_no_text_breaks_the_page(pages: PageClient, query: str) -> None:
    assert pages.get("/fees", query_string={"q": query}).h1


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=99999999999", "kind=tax", "status=on", "place=1", "level=%00"]
)
def test_a_forged_parameter_is_an_answer_that_says_so(pages: PageClient, query: str) -> None:
    assert pages.get(f"/fees?{query}", status=400).one("//*[@role='alert']").text_content().strip()


def test_a_page_beyond_the_last_is_empty_but_sound(pages: PageClient) -> None:
    assert not pages.get("/fees?page=500").all("//ol[@class='hits']/li")


def test_unknown_parameters_are_ignored(pages: PageClient) -> None:
    assert pages.get("/fees?utm_source=x&q=护照").h1


def test_files_offer_the_same_answer(pages: PageClient) -> None:
    links = pages.get("/fees?kind=gov_fund&status=in_force").links()
    assert "/fees.csv?kind=gov_fund&status=in_force" in links


def test_suggestions_complete_a_name(client: FlaskClient) -> None:
    found = client.get("/suggest", query_string={"q": "财产案件"}).get_json()["suggestions"]
    assert "A035.01" in [one["code"] for one in found]
    assert {"text", "code", "note"} == set(found[0])


@pytest.mark.parametrize("query", ["", "*", "😀", "a" * 5_000])
def test_suggestions_answer_any_text(client: FlaskClient, query: str) -> None:
    response = client.get("/suggest", query_string={"q": query})
    assert response.status_code == 200
    assert isinstance(response.get_json()["suggestions"], list)


def test_a_fee_that_ended_long_ago_is_the_first_thing_said(pages: PageClient) -> None:
    page = pages.get("/fees?q=婚姻登记费")
    block = page.one("//*[@id='results']//div[contains(@class, 'stop')]")
    assert "停征" in block.text_content()
    assert "财税〔2017〕20号" in block.text_content()


def test_a_fee_of_another_place_is_shown_as_such(pages: PageClient) -> None:
    page = pages.get("/fees?q=潍坊物业费")
    assert "别的地方有" in page.text
    assert page.all("//*[@id='results']//a[contains(@href, '/fees/S024')]")
    chosen = pages.get("/fees?q=潍坊物业费&region=370402")
    assert "别的地方有" not in chosen.text


def test_a_weak_answer_shows_few_and_says_so(pages: PageClient) -> None:
    page = pages.get("/fees?q=消防安全检查手续费")
    assert "没有完全对得上" in page.text
    assert len(page.all("//*[@id='results']//ol[@class='hits']/li")) <= 6


def test_a_fee_of_one_island_is_not_in_the_lists_of_this_district(pages: PageClient) -> None:
    assert not pages.get("/fees?kind=gov_fund&per_page=100").all("//a[contains(@href, '/fees/F003')]")
    assert pages.get("/fees?kind=gov_fund&region=460000&per_page=100").all("//a[contains(@href, '/fees/F003')]")


def test_the_front_page_counts_what_the_lists_show(pages: PageClient) -> None:
    home = pages.get("/")
    tiles = home.all("//a[contains(@href, '/fees?') and contains(@href, 'kind=')]")
    assert len(tiles) >= 3
    for tile in tiles:
        kind = tile.get("href").partition("kind=")[2].partition("&")[0]
        shown = pages.get(f"/fees?kind={kind}&status=in_force").one("//*[@id='results']//h2").text_content()
        count = "".join(filter(str.isdigit, shown))
        assert count in home.text


def test_weak_searches_are_kept_for_staff_and_good_ones_are_not(own_pages: PageClient, own_app: Flask) -> None:
    own_pages.get("/fees?q=消防安全检查手续费")
    own_pages.get("/fees?q=教育费附加")
    with own_app.extensions["database"].sessions() as session:
        kept = weak_searches(session, date(2026, 11, 23), date(2026, 11, 23))
    assert kept == [("消防安全检查手续费", 1)]


@pytest.mark.parametrize("query", ["律师费", "快递费", "农民工工资保证金"])
def test_a_charge_outside_the_lists_is_explained_and_not_mixed_with_fees(pages: PageClient, query: str) -> None:
    page = pages.get(f"/fees?q={query}")
    assert "不由收费清单管理" in page.text
    assert not page.all("//*[@id='results']//ol[@class='hits']/li")
