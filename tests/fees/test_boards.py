"""What a posting board holds, and what has changed since it was printed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalogue.fees.boards import boards, report, slug_of
from catalogue.fees.differences import Sort
from catalogue.fees.entries import Entry, ReliefRule
from catalogue.fees.kinds import BusinessRelated, Confidence, FeeKind, Level, Status
from catalogue.fees.periods import Period
from tests.support.pages import PageClient

DAY = date(2026, 11, 23)
FEE = Entry(
    version_id=1,
    code="X1",
    kind=FeeKind.ADMINISTRATIVE,
    level=Level.CENTRAL,
    region_code="000000",
    region_name="全国",
    name="甲费",
    parent_code=None,
    department="甲部门",
    collecting_body="",
    standard_text="10元/件",
    rate_value=Decimal(10),
    rate_unit="元/件",
    payer="申请人",
    business_related=BusinessRelated.NO,
    fund_management="",
    basis=("财税〔2020〕1号",),
    period=Period(date(2020, 1, 1)),
    status=Status.IN_FORCE,
    ended_by="",
    successor_code=None,
    aliases=(),
    remarks="",
    source="",
    confidence=Confidence.QUOTED,
)
SUB = replace(FEE, version_id=2, code="X1.01", parent_code="X1", name="甲费子项", department="", payer="", basis=())
RELIEF = ReliefRule(
    name="减免甲",
    document="财税〔2024〕2号",
    period=Period(date(2024, 1, 1), date(2026, 12, 31)),
    codes=("X1",),
    applies_to="",
    condition="",
    benefit="免征",
    payer_kinds=(),
    keywords=(),
    excluded=(),
    region_code="000000",
    factor=Decimal(0),
    decidable=True,
    note="",
    source="",
    confidence=Confidence.QUOTED,
)


def record(entry: Entry, **changed: Any) -> dict[str, Any]:
    """As `releases.fee_records` gives it, with the fields that matter here."""
    start = entry.period.start
    return {
        "code": entry.code,
        "effective_from": start.isoformat() if start else None,
        "effective_to": None,
        "status": "in_force",
        "name": entry.name,
        "standard_text": entry.standard_text,
        "source": "",
    } | changed


def test_a_sub_item_stands_with_the_body_of_the_entry_above_and_tells_whose_basis_it_shows() -> None:
    (board,) = boards([SUB, FEE], DAY, ())
    assert board.body == "甲部门"
    upper, lower = board.rows
    assert (upper.entry, upper.basis_from, upper.depth) == (FEE, None, 0)
    assert (lower.basis, lower.basis_from, lower.payer_from, lower.depth) == (FEE.basis, FEE, FEE, 1)


def test_an_entry_whose_sub_items_state_the_rates_is_their_heading() -> None:
    upper = replace(FEE, standard_text="", rate_value=None)
    (board,) = boards([upper, replace(SUB, standard_text="", rate_value=None)], DAY, ())
    assert [row.heading for row in board.rows] == [True, False]


def test_the_collecting_body_stands_before_the_department() -> None:
    other = replace(FEE, code="X2", collecting_body="乙中心")
    assert [board.body for board in boards([FEE, other], DAY, ())] == ["乙中心", "甲部门"]


@pytest.mark.parametrize(
    "gone",
    [
        {"status": Status.CANCELLED},
        {"status": Status.SUSPENDED},
        {"period": Period(date(2027, 1, 1))},
        {"period": Period(None, date(2026, 11, 22))},
        {"record_only": True},
        {"department": ""},
    ],
)
def test_what_may_not_be_charged_that_day_or_by_nobody_known_is_on_no_board(gone: dict[str, Any]) -> None:
    assert boards([replace(FEE, **gone)], DAY, ()) == []


def test_a_relief_stands_with_its_fees_on_its_days_and_only_once() -> None:
    (board,) = boards([FEE, SUB], DAY, (RELIEF, replace(RELIEF, keywords=(("x",),))))
    assert [row.reliefs for row in board.rows] == [(RELIEF,), (RELIEF,)]
    (later,) = boards([FEE], date(2027, 1, 1), (RELIEF,))
    assert later.rows[0].reliefs == ()


def test_a_line_of_entries_that_goes_in_a_circle_is_left() -> None:
    circle = replace(FEE, parent_code="X1.01")
    (board,) = boards([circle, SUB], DAY, ())
    assert [row.depth for row in board.rows] == [1, 1]


def test_a_board_that_says_what_the_lists_say_is_current() -> None:
    (board,) = boards([FEE], DAY, (RELIEF,))
    assert report(board, board, [record(FEE)], [record(FEE, standard_text="１０元／件", source="另一处")]).current


def test_a_board_is_told_what_came_what_went_and_what_costs_something_else() -> None:
    other, new = replace(FEE, code="X2", name="乙费"), replace(FEE, code="X3", name="丙费")
    (then,) = boards([FEE, other], DAY, (RELIEF,))
    (now,) = boards([FEE, new], date(2027, 1, 1), (RELIEF,))
    found = report(then, now, [record(FEE), record(other)], [record(FEE, standard_text="20元/件"), record(new)])
    assert [(change.name, change.sort) for change in found.changes] == [
        ("甲费", Sort.CHANGED),
        ("乙费", Sort.REMOVED),
        ("丙费", Sort.ADDED),
    ]
    assert [(field.before, field.after) for field in found.changes[0].fields] == [("10元/件", "20元/件")]
    assert found.reliefs_over == (RELIEF,)
    assert not found.current


def test_a_body_that_nothing_is_left_of_is_told_so() -> None:
    (then,) = boards([FEE], DAY, ())
    assert [change.sort for change in report(then, None, [record(FEE)], []).changes] == [Sort.REMOVED]


def test_a_stroke_in_a_name_breaks_no_address() -> None:
    assert slug_of("电价/上网电量") == "电价／上网电量"


# Pages


def first_board(pages: PageClient) -> str:
    return next(link for link in pages.get("/boards").links() if link.startswith("/boards/"))


@pytest.mark.parametrize("size", ["a3", "a4"])
def test_a_board_names_everything_that_must_be_posted(pages: PageClient, size: str) -> None:
    page = pages.get("/boards/公安部门", query_string={"size": size})
    heads = [head.text_content() for head in page.all("//article//thead//th")]
    wanted = ["收费项目", "收费标准", "计费单位", "收费范围", "收费对象", "依据（批准机关及文号）", "减免规定"]
    assert heads[1:] == wanted
    board = page.one(f"//article[contains(@class, 'posting') and contains(@class, '{size}')]").text_content()
    for part in ("公安部门", "市中区", "第1期", "2026年11月23日", "12315"):
        assert part in board
    assert page.all("//article//*[local-name()='svg']/*[local-name()='path']")


def test_every_body_of_the_list_has_a_board_with_fees(pages: PageClient) -> None:
    links = [link for link in pages.get("/boards").links() if link.startswith("/boards/") and "size" not in link]
    assert len(links) > 20
    for link in links[::6]:
        assert pages.get(link).all("//article//tbody/tr")


def test_the_unit_that_posts_it_can_be_written_on_it(pages: PageClient) -> None:
    page = pages.get("/boards/公安部门", query_string={"unit": "某某<b>分局"})
    assert "某某<b>分局" in page.one("//dl[@class='posting-head']").text_content()


def test_a_printed_board_is_checked_from_the_form(pages: PageClient) -> None:
    form = "//form[contains(@action, '/boards/check')]"
    page = pages.submit(pages.get("/boards"), form, body="公安部门", posted="1", posted_on="2026-11-23")
    assert "这块公示栏仍然有效" in page.text
    past = pages.submit(pages.get("/boards"), form, body="公安部门", posted="1", posted_on="2016-06-01")
    assert "这块公示栏已经过时" in past.text
    assert "不再收取" in past.text or "变更" in past.text


def test_who_only_sets_a_price_is_not_said_to_collect_it() -> None:
    service = replace(FEE, kind=FeeKind.REGULATED_SERVICE)
    assert [board.sets_price for board in boards([service], DAY, ())] == [True]
    assert [board.sets_price for board in boards([replace(service, collecting_body="乙中心")], DAY, ())] == [False]
    assert [board.sets_price for board in boards([service, replace(FEE, code="X9")], DAY, ())] == [False]


@pytest.mark.parametrize("asked", ["posted=99", "posted=x", "posted_on=2026-11-23", "posted=1&posted_on=1", "size=a0"])
def test_what_no_board_can_say_is_refused(pages: PageClient, asked: str) -> None:
    pages.get(f"/boards/公安部门?{asked}", status=400)


@pytest.mark.parametrize("slug", ["没有这个部门", "..", "%00", "a" * 300])
def test_a_body_without_a_board_is_not_found(pages: PageClient, slug: str) -> None:
    pages.get(f"/boards/{slug}", status=404)


def test_the_picture_leads_to_the_live_page_that_checks_it(pages: PageClient) -> None:
    page = pages.get("/boards/公安部门?posted=1&posted_on=2026-11-23")
    assert "这块公示栏仍然有效" in page.text


def test_a_board_in_english_has_no_forgotten_frame(pages: PageClient) -> None:
    assert pages.get("/boards?lang=en").status == 200
    assert pages.get("/boards/公安部门?lang=en").status == 200
