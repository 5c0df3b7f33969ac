"""The complaint sheet: prefilled from a verdict, complete for an office, and stored nowhere."""

from collections.abc import Iterable

import pytest
from flask import Flask
from sqlalchemy import inspect, text

from catalogue.checks.collectors import Sort
from catalogue.checks.verdict import Code
from catalogue.complaints.routing import channel_name, read_guide
from catalogue.settings import ROOT
from tests.support.pages import Page, PageClient

FORM = "//main//form[@method='post']"
LABOUR = (
    "/check?name=劳动争议案件受理费&quantity=1&unit=件&amount=50&charged_on=2024-07-01&collecting_body=某某人民法院"
)


def complaint_link(page: Page) -> str:
    return str(page.all("//main//a[contains(@href, '/complaints/new')]/@href")[0])


def test_a_verdict_hands_everything_over(pages: PageClient) -> None:
    form = pages.get(complaint_link(pages.get(LABOUR)))
    values = dict(form.one(FORM).form_values())
    assert (values["name"], values["amount"], values["quantity"], values["unit"]) == (
        "劳动争议案件受理费",
        "50.00",
        "1",
        "件",
    )
    assert values["collecting_body"] == "某某人民法院"
    assert values["charged_on"] == "2024-07-01"
    assert values["irregularities"] == "price_not_as_set"


def test_the_sheet_states_charge_verdict_and_wishes(pages: PageClient) -> None:
    form = pages.get(complaint_link(pages.get(LABOUR)))
    sheet = pages.submit(form, FORM, story="窗口说<b>必须</b>交", wishes="refund", reporter="张先生", contact="写信")
    for part in (
        "劳动争议案件受理费",
        "50.00元",
        "某某人民法院",
        "10.00",
        "40.00",
        "张先生",
        "退还多收的钱",
        "<b>必须</b>",
    ):
        assert part in sheet.text, part
    assert sheet.all("//a[@href='tel:12345']")


def test_an_anonymous_sheet_names_nobody(pages: PageClient) -> None:
    form = pages.get("/complaints/new?name=赞助费")
    sheet = pages.submit(form, FORM, anonymous="y", reporter="张先生", contact="13800000000")
    assert "张先生" not in sheet.text
    assert "13800000000" not in sheet.text
    assert "匿名" in sheet.text


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("amount", "1.005"), ("story", "长" * 2001), ("charged_on", "2999-01-01")]
)
def test_what_cannot_be_used_comes_back_marked_with_the_rest_kept(pages: PageClient, field: str, value: str) -> None:
    form = pages.get("/complaints/new?name=赞助费&collecting_body=某街道办事处")
    page = pages.submit(form, FORM, status=400, **{field: value})
    assert page.one(f"//main//*[@name='{field}']").get("aria-invalid") == "true"
    assert page.one("//main//*[@name='collecting_body']").get("value") == "某街道办事处"


def test_forged_choices_are_left_out(pages: PageClient) -> None:
    data = {"name": "赞助费", "irregularities": "<script>", "wishes": "gold", "paid": "never"}
    assert "script" not in pages.post("/complaints/new", data).text


def test_nothing_is_stored(own_pages: PageClient, own_app: Flask) -> None:
    def rows() -> Iterable[tuple[str, int]]:
        engine = own_app.extensions["database"].engine
        with engine.connect() as connection:
            for table in sorted(inspect(engine).get_table_names()):
                yield table, connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()

    before = list(rows())
    own_pages.post("/complaints/new", {"name": "赞助费", "story": "经过", "reporter": "张先生"})
    assert list(rows()) == before


def test_the_body_decides_the_channel() -> None:
    assert channel_name(Sort.GOVERNMENT) == channel_name(Sort.COURT) == "public"
    assert channel_name(Sort.COMPANY) == channel_name(Sort.UTILITY) == "market"
    assert channel_name(Sort.ASSOCIATION) == "association"
    assert channel_name(None) == "unknown"


def test_every_sort_of_body_has_a_channel_and_every_suggestion_exists() -> None:
    guide = read_guide(ROOT / "data")
    assert all(guide.channel(sort).phone in ("12345", "12315") for sort in (*Sort, None))
    suggested = {code.value: guide.suggested(code.value) for code in Code}
    assert set(guide.by_verdict) <= set(suggested)
    assert not suggested["listed_ok"]
    assert suggested["over_standard"]
