"""What a person is told about one charge, and what never changes an answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.checks.charges import Charge
from catalogue.checks.check import check_charge
from catalogue.checks.verdict import Bearing, Code, NextStep, Sureness, Verdict
from catalogue.fees.kinds import PayerKind
from catalogue.messages import Problem
from catalogue.search.text import fold, key
from tests.checks.memory_lists import MemoryLists, data_lists

TODAY = date(2026, 11, 23)
POLICE = "枣庄市公安局市中分局"
TAX_OFFICE = "国家税务总局枣庄市市中区税务局"
STREET = "枣庄市市中区某街道办事处"
ROOM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Names whose standard can be computed for one unit, with a body in charge.
PRICED = [
    ("台湾同胞定居证", "证", POLICE),
    ("旅行证", "人", POLICE),
    ("居民身份证工本费", "证", POLICE),
    ("发明专利申请费", "件", "国家知识产权局"),
    ("教育费附加", "元", TAX_OFFICE),
    ("财产案件受理费", "元", "枣庄市市中区人民法院"),
    ("居民生活用水第一阶梯", "立方米", "枣庄市自来水有限公司"),
    ("教育费附加、地方教育附加", "元", TAX_OFFICE),
]
amounts = st.decimals(0, 100_000, places=2)
quantities = st.integers(1, 5000).map(Decimal)


def ask(name: str, body: str = "", on: str = "2024-06-03", **fields: object) -> Verdict:
    charge = Charge(name, "370402", date.fromisoformat(on), body)
    return check_charge(replace(charge, **fields), data_lists(), TODAY)  # type: ignore[arg-type]


def test_overcharge_names_the_maximum_the_excess_and_the_arithmetic() -> None:
    verdict = ask("优先权要求费", "国家知识产权局", quantity=Decimal(3), unit="项", amount=Decimal("300.00"))

    assert verdict.code is Code.OVER_STANDARD
    assert (verdict.max_amount, verdict.excess) == (Decimal("240.00"), Decimal("60.00"))
    assert "80" in "".join(map(str, verdict.arithmetic))
    assert verdict.next_step is NextStep.COMPLAIN
    assert verdict.basis


def test_ended_fee_names_the_day_and_the_document() -> None:
    verdict = ask("城市公用事业附加", "国网枣庄供电公司（代征）", amount=Decimal("120.00"))

    assert verdict.code is Code.ENDED
    assert "2017-03-31" in str(verdict.headline)
    assert "财税〔2017〕18号" in verdict.basis


def test_item_known_only_from_the_document_that_ended_it_is_kept_apart_from_the_lists() -> None:
    verdict = ask("公告印刷费", "国家知识产权局", amount=Decimal("50.00"))

    assert verdict.code is Code.ENDED
    assert verdict.record is not None and verdict.record.record_only
    assert verdict.fee is not None and verdict.fee.code == "A043"


def test_back_payment_for_days_before_the_end_is_asked_about_and_not_complained_of() -> None:
    verdict = ask("水资源费（补缴2024年10月）", "枣庄市市中区城乡水务局", "2024-12-20", amount=Decimal("880.00"))

    assert verdict.code is Code.ENDED
    assert verdict.next_step is NextStep.ASK
    assert "补缴" in str(verdict.would_change[0])


def test_missing_case_of_the_rate_is_said() -> None:
    verdict = ask("居民身份证工本费", POLICE, quantity=Decimal(1), unit="证", amount=Decimal("30.00"))

    assert verdict.code is Code.LISTED_AMOUNT_UNCHECKED
    assert verdict.missing
    assert "丢失补领" in "".join(map(str, verdict.reasons))


def test_relief_that_needs_facts_no_receipt_carries_is_shown_but_not_applied() -> None:
    verdict = ask("残疾人就业保障金", TAX_OFFICE, amount=Decimal("12000.00"), payer=PayerKind.SMALL_MICRO_ENTERPRISE)

    assert verdict.code is Code.LISTED_AMOUNT_UNCHECKED
    assert any(looked.bearing is Bearing.WOULD_IF for looked in verdict.reliefs)
    assert verdict.would_change


def test_reduction_meant_for_this_payer_is_told_before_full_payment() -> None:
    verdict = ask(
        "地方教育附加",
        TAX_OFFICE,
        quantity=Decimal(10000),
        unit="元",
        amount=Decimal("200.00"),
        payer=PayerKind.SMALL_MICRO_ENTERPRISE,
    )

    assert verdict.code is Code.EXEMPT
    assert (verdict.max_amount, verdict.sureness) == (Decimal("100.00"), Sureness.LIKELY)


def test_sum_of_two_fees_in_one_line_is_compared_with_the_sum_of_their_maxima() -> None:
    line = "教育费附加、地方教育附加"

    enough = ask(line, TAX_OFFICE, "2022-06-03", quantity=Decimal(10000), unit="元", amount=Decimal("500.00"))
    too_much = ask(line, TAX_OFFICE, "2022-06-03", quantity=Decimal(10000), unit="元", amount=Decimal("500.01"))

    assert (enough.code, too_much.code) == (Code.LISTED_OK, Code.OVER_STANDARD)
    assert [part.fee.code for part in enough.parts if part.fee] == ["F008", "F009"]
    assert too_much.excess == Decimal("0.01")


@pytest.mark.parametrize("name", ["路灯维护赞助费", "治安联防费", "企业备案手续费", "排水许可证工本费"])
def test_public_body_may_not_take_what_no_list_has(name: str) -> None:
    verdict = ask(name, STREET)

    assert verdict.code is Code.NOT_LISTED
    assert verdict.next_step is NextStep.COMPLAIN
    assert verdict.caveats


def test_absence_proves_nothing_before_the_lists_are_complete() -> None:
    assert ask("治安联防费", STREET, "2012-06-03").code is Code.AMBIGUOUS


def test_company_with_an_unknown_service_is_outside_with_the_gap_of_the_lists_said() -> None:
    verdict = ask("大屏展示位费", "枣庄某传媒有限公司")

    assert verdict.code is Code.OUTSIDE_LISTS
    assert "尚不齐全" in str(verdict.caveats[0])


def test_unknown_name_and_unknown_body_is_asked_back() -> None:
    verdict = ask("综合服务保障金额")

    assert verdict.code is Code.AMBIGUOUS
    assert "收款单位" in str(verdict.missing[0])


def test_fee_taken_only_in_another_province_is_not_levied_here() -> None:
    verdict = ask("高等级公路车辆通行附加费", "枣庄市公路事业发展中心")

    assert verdict.code is Code.NOT_LISTED
    assert "海南" in str(verdict.headline)


def test_tax_is_no_misspelt_fee() -> None:
    assert ask("水资源税", TAX_OFFICE).code is Code.OUTSIDE_LISTS


def test_standard_lent_by_another_place_never_shows_an_overcharge() -> None:
    verdict = ask("户口迁移证工本费", POLICE, quantity=Decimal(1), unit="证", amount=Decimal("90.00"))

    assert verdict.code is Code.LISTED_AMOUNT_UNCHECKED
    assert "其他地方" in str(verdict.reasons[0])


def test_later_day_is_judged_by_what_is_known_today_and_says_so() -> None:
    assert "今天" in str(ask("教育费附加", TAX_OFFICE, "2027-06-03").caveats[-1])


@pytest.mark.parametrize("name", ["", "  ", "（）", "。。。", "😀"])
def test_name_without_a_word_is_a_problem(name: str) -> None:
    with pytest.raises(Problem) as caught:
        ask(name)
    assert caught.value.field == "name"


@ROOM
@given(st.sampled_from(PRICED), quantities, amounts)
def test_over_standard_exactly_where_the_amount_exceeds_a_known_maximum(
    priced: tuple[str, str, str], quantity: Decimal, amount: Decimal
) -> None:
    name, unit, body = priced
    verdict = ask(name, body, quantity=quantity, unit=unit, amount=amount)

    if verdict.max_amount is None:
        assert verdict.code is not Code.OVER_STANDARD
    else:
        assert (verdict.code is Code.OVER_STANDARD) == (amount > verdict.max_amount)
    if verdict.excess is not None and verdict.max_amount is not None:
        assert verdict.excess == amount - verdict.max_amount > 0


@ROOM
@given(st.sampled_from(PRICED), quantities, amounts, amounts)
def test_paying_more_never_makes_a_charge_more_lawful(
    priced: tuple[str, str, str], quantity: Decimal, first: Decimal, second: Decimal
) -> None:
    order = [Code.LISTED_OK, Code.LISTED_AMOUNT_UNCHECKED, Code.OVER_STANDARD]
    name, unit, body = priced

    less, more = (
        ask(name, body, quantity=quantity, unit=unit, amount=amount).code for amount in sorted((first, second))
    )

    assert order.index(less) <= order.index(more)


@ROOM
@given(st.sampled_from(PRICED), quantities, amounts, st.sampled_from(PayerKind))
def test_payer_changes_nothing_where_no_relief_asks_for_one(
    priced: tuple[str, str, str], quantity: Decimal, amount: Decimal, payer: PayerKind
) -> None:
    name, unit, body = priced
    known = ask(name, body, quantity=quantity, unit=unit, amount=amount)
    if any(looked.rule.payer_kinds for verdict in (known, *known.parts) for looked in verdict.reliefs):
        return

    assert ask(name, body, quantity=quantity, unit=unit, amount=amount, payer=payer).code is known.code


@ROOM
@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_gets_an_answer_or_a_problem(name: str, body: str) -> None:
    if not key(fold(name)):
        with pytest.raises(Problem):
            ask(name, body)
        return
    verdict = ask(name, body, amount=Decimal("1.00"))

    assert str(verdict.headline)
    assert verdict.code not in (Code.OVER_STANDARD, Code.EXEMPT) or verdict.item


def test_lists_fulfil_the_port(lists: MemoryLists) -> None:
    assert [place.code for place in lists.lineage("370402")] == ["000000", "370000", "370400", "370402"]


def test_absence_proves_little_where_an_institution_also_sells_services() -> None:
    assert ask("整容服务套餐", "枣庄市殡仪馆").code is Code.AMBIGUOUS
    assert ask("证明开具手续费", "枣庄市殡仪馆").code is Code.NOT_LISTED


def test_a_penalty_is_no_fee_however_its_name_begins() -> None:
    assert ask("闯红灯交通违法罚款", POLICE).code is Code.OUTSIDE_LISTS


def test_a_case_named_before_the_fee_counts_like_one_in_brackets() -> None:
    body, paid = "国家药品监督管理局", {"quantity": Decimal(1), "unit": "项", "amount": Decimal("300000.00")}

    assert ask("境内第三类医疗器械首次注册费", body, **paid).code is Code.OVER_STANDARD
    assert ask("进口第三类医疗器械首次注册费", body, **paid).code is Code.LISTED_OK


def test_an_examination_that_the_lists_do_not_name_is_asked_back() -> None:
    assert ask("防疫知识考试费", "枣庄市教育局").code is Code.AMBIGUOUS


def test_an_office_has_no_fee_under_a_bare_word() -> None:
    assert ask("管理费", STREET).code is Code.NOT_LISTED
    assert ask("工本费", POLICE).code is Code.AMBIGUOUS
