"""What the pages of the lists say to a reader."""

import pytest
from flask.testing import FlaskClient

from tests.support.pages import PageClient


def test_a_fee_says_first_whether_it_may_be_charged(pages: PageClient) -> None:
    page = pages.get("/fees/A035.01")
    assert page.h1 == "财产案件受理费"
    assert "在清单内，正在执行" in page.one("//*[contains(@class, 'standing')]").text_content()
    assert "自2007年4月1日起" in page.text


def test_an_ended_fee_says_until_when_and_by_which_document(pages: PageClient) -> None:
    standing = pages.get("/fees/F026").one("//*[contains(@class, 'standing')]").text_content()
    assert "现在不能收" in standing
    assert "2016年1月31日是最后一天" in standing
    assert "财税〔2016〕11号" in standing


def test_the_day_asked_for_decides_what_the_page_says(pages: PageClient) -> None:
    then = pages.get("/fees/F026?on=2015-06-01")
    assert "在清单内，正在执行" in then.text
    assert then.all("//*[contains(@class, 'asof') and contains(@class, 'past')]")
    assert "2015年6月1日 有效" in then.one("/html/body/header").text_content()


def test_links_keep_the_day(pages: PageClient) -> None:
    links = pages.get("/fees/F026?on=2015-06-01").links()
    assert "/?on=2015-06-01" in links
    assert not [link for link in links if link.startswith("/fees?") and "on=2015-06-01" not in link]


def test_the_calculator_answers_with_its_arithmetic(pages: PageClient) -> None:
    answer = pages.get("/fees/A035.01?quantity=50000").one("//output").text_content()
    assert "1,050.00元" in answer
    assert "2.5%" in answer


@pytest.mark.parametrize("quantity", ["-1", "很多", "1e999", "9" * 300, "𝟘", "‮1"])
def test_a_quantity_that_is_none_is_answered_beside_its_field(pages: PageClient, quantity: str) -> None:
    page = pages.get("/fees/A035.01", query_string={"quantity": quantity})
    field = page.one("//input[@id='quantity']")
    assert field.get("aria-invalid") == "true"
    assert page.one(f"//*[@id='{field.get('aria-describedby')}']").text_content().strip()


@pytest.mark.parametrize("case", ["", "99", "-1", "abc", "9" * 30])
def test_a_case_that_does_not_exist_is_the_first(pages: PageClient, case: str) -> None:
    assert pages.get("/fees/A035.01", query_string={"quantity": "50000", "case": case}).all("//output")


def test_an_ended_fee_offers_no_calculator(pages: PageClient) -> None:
    assert not pages.get("/fees/F026").all("//form[.//input[@name='quantity']]")


def test_what_is_not_known_is_shown_as_not_known(pages: PageClient) -> None:
    page = pages.get("/fees/A001")
    assert "起始日期未载明" in page.text
    assert "标准未载入目录" in page.text


def test_a_recalled_row_says_so(pages: PageClient) -> None:
    assert "凭记忆记录，原文未读到" in pages.get("/changes").text


def test_the_timeline_stands_with_its_table(pages: PageClient) -> None:
    page = pages.get("/fees/A026")
    assert len(page.all("//*[local-name()='svg' and @role='img']")) == 2
    assert len(page.all("//section[@aria-labelledby='history']//tbody/tr")) >= 2


def test_a_local_rate_stands_above_the_general_one(pages: PageClient) -> None:
    page = pages.get("/fees/A026")
    assert "/fees/A026.01" in page.links()
    assert "以这里为准" in page.text
    assert "以这里为准" not in pages.get("/fees/A026?region=510000").text


def test_a_fee_of_another_place_says_so(pages: PageClient) -> None:
    assert "不适用于您选的地区" in pages.get("/fees/A026.01?region=510000").text


def test_the_notice_has_what_a_posting_needs(pages: PageClient) -> None:
    page = pages.get("/fees/A026.01/notice")
    heads = {head.text_content() for head in page.all("//th")}
    assert {"收费单位", "收费项目", "收费标准", "收费依据", "收费对象", "减免规定", "投诉电话"} <= heads
    assert page.one("//*[local-name()='svg' and contains(@class, 'segno')]") is not None


@pytest.mark.parametrize("code", ["A999", "nonsense", "A026.01.99", "<script>", "😀", "A" * 500])
def test_an_unknown_code_is_told_kindly(pages: PageClient, code: str) -> None:
    page = pages.get(f"/fees/{code}", status=404)
    assert page.all("//form[@role='search']")
    assert "没有编码为" in page.h1


def test_changes_can_be_narrowed_to_one_kind(pages: PageClient) -> None:
    page = pages.get("/changes?change=cancel")
    assert {word.text_content() for word in page.all("//span[contains(@class, 'word')]")} == {"取消"}
    assert "没有“no”这种调整方式" in pages.get("/changes?change=no", status=400).text


def test_no_change_of_a_later_day_is_told(pages: PageClient) -> None:
    years = [
        head.text_content().split("年")[0].strip() for head in pages.get("/changes?on=2018-06-30").all("//section/h2")
    ]
    assert years
    assert max(years) <= "2018"


def test_a_release_shows_its_hash_and_its_file(pages: PageClient) -> None:
    assert "/releases/1" in pages.get("/releases").links()
    page = pages.get("/releases/1")
    assert "/releases/1.json" in page.links()
    assert "SHA-256" in page.text
    pages.get("/releases/99", status=400)
    pages.get("/releases/x", status=400)


def test_coverage_says_where_absence_means_something(pages: PageClient) -> None:
    rows = pages.get("/about/data").all("//section[@aria-labelledby='coverage']//tbody/tr")
    told = {(row.xpath("string(th)"), row.xpath("string(td[1])")): row.text_content() for row in rows}
    assert "可以拒绝" in told["行政事业性收费", "全国"]
    assert "说明不了什么" in told["政府定价经营服务性收费", "市中区"]


@pytest.mark.parametrize("address", ["/about/api", "/about/privacy", "/about/accessibility"])
def test_pages_about_the_catalogue(pages: PageClient, address: str) -> None:
    assert len(pages.get(address).text) > 100


@pytest.mark.parametrize(
    "query", ["on=2026-02-30", "on=1900-01-01", "on=昨天", "release=77", "region=999999", "region=x"]
)
def test_an_impossible_viewpoint_is_an_error_and_never_today(pages: PageClient, query: str) -> None:
    page = pages.get(f"/fees/A026?{query}", status=400)
    assert page.one("//*[@role='alert']").text_content().strip()
    assert "第1期" not in page.one("/html/body/header").text_content()


def test_the_choice_of_language_is_kept(client: FlaskClient) -> None:
    assert b'<html lang="zh-CN">' in client.get("/fees/A026").data
    client.get("/fees/A026?lang=en")
    page = client.get("/fees/A026").get_data(as_text=True)
    assert '<html lang="en">' in page
    assert '<p class="original" lang="zh-CN">水土保持补偿费</p>' in page


def test_every_page_names_day_hotlines_and_version(pages: PageClient) -> None:
    page = pages.get("/about/privacy")
    assert "清单 第1期 · 2026年11月23日 有效" in page.one("/html/body/header").text_content()
    footer = page.one("//footer").text_content()
    assert "12345" in footer
    assert "12315" in footer
    assert "版本" in footer
