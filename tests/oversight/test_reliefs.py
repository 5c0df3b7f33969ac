"""Conditions of reliefs: met, missed by how much, or open; a missing answer is never a no."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.kinds import Confidence
from catalogue.oversight.questions import CHOICES, Answer, Question
from catalogue.oversight.reliefs import (
    Condition,
    Found,
    Operator,
    Outcome,
    State,
    Way,
    anniversary,
    describe,
    find_reliefs,
    look_at,
)

DAY = date(2026, 11, 23)


def condition(question: Question, operator: Operator, value: str) -> Condition:
    return Condition(question, operator, value, "来源", Confidence.QUOTED)


def way(*conditions: Condition, remains: str | None = "0") -> Way:
    return Way("甲减免", "甲〔2020〕1号", Decimal(remains) if remains else None, conditions)


ENTERPRISE = condition(Question.PAYER, Operator.IS, "enterprise")
FEW_STAFF = condition(Question.STAFF, Operator.AT_MOST, "30")


def look(answers: dict[Question, Answer], *conditions: Condition) -> Found:
    return look_at(way(*conditions), answers, DAY)


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({Question.PAYER: "enterprise", Question.STAFF: Decimal(30)}, Outcome.APPLIES),
        ({Question.PAYER: "enterprise", Question.STAFF: Decimal(31)}, Outcome.NEAR),
        ({Question.PAYER: "enterprise", Question.STAFF: Decimal(36)}, Outcome.NEAR),
        ({Question.PAYER: "enterprise", Question.STAFF: Decimal(37)}, Outcome.NOT),
        ({Question.PAYER: "enterprise"}, Outcome.OPEN),
        ({Question.PAYER: "individual", Question.STAFF: Decimal(30)}, Outcome.NOT),
        ({Question.PAYER: "individual"}, Outcome.NOT),
        ({Question.STAFF: Decimal(31)}, Outcome.NOT),
        ({}, Outcome.OPEN),
    ],
)
def test_outcome_of_two_conditions(answers: dict[Question, Answer], outcome: Outcome) -> None:
    assert look(answers, ENTERPRISE, FEW_STAFF).outcome is outcome


def test_a_relief_without_conditions_applies_to_everybody() -> None:
    assert look({}).outcome is Outcome.APPLIES


def test_just_missed_says_by_how_much() -> None:
    found = look({Question.PAYER: "enterprise", Question.STAFF: Decimal("32.5")}, ENTERPRISE, FEW_STAFF)
    assert [str(each.gap) for each in found.in_state(State.MISSED)] == ["您填的是 32.5人，多 2.5人"]


def test_a_missed_word_is_never_near() -> None:
    found = look({Question.PAYER: "individual"}, ENTERPRISE)
    assert found.outcome is Outcome.NOT


@pytest.mark.parametrize(
    ("operator", "at_limit"),
    [(Operator.AT_MOST, True), (Operator.LESS, False), (Operator.AT_LEAST, True), (Operator.MORE, False)],
)
def test_limits_are_exact(operator: Operator, at_limit: bool) -> None:
    found = look({Question.STAFF: Decimal(30)}, condition(Question.STAFF, operator, "30"))
    assert (found.outcome is Outcome.APPLIES) == at_limit


@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2))
def test_at_most_and_more_are_opposites(number: Decimal, limit: Decimal) -> None:
    outcomes = [
        look({Question.ASSETS: number}, condition(Question.ASSETS, operator, str(limit))).outcome is Outcome.APPLIES
        for operator in (Operator.AT_MOST, Operator.MORE)
    ]
    assert sorted(outcomes) == [False, True]


def test_one_ticked_situation_of_several_is_enough() -> None:
    culture = condition(Question.SITUATION, Operator.HAS, "advertising|entertainment")
    assert look({Question.SITUATION: frozenset({"entertainment"})}, culture).outcome is Outcome.APPLIES
    assert look({Question.SITUATION: frozenset()}, culture).outcome is Outcome.NOT
    assert look({}, culture).outcome is Outcome.OPEN


@pytest.mark.parametrize(
    ("founded", "outcome"),
    [(date(2023, 11, 24), Outcome.APPLIES), (date(2023, 11, 23), Outcome.NOT), (DAY, Outcome.APPLIES)],
)
def test_the_third_anniversary_is_too_late(founded: date, outcome: Outcome) -> None:
    assert look({Question.FOUNDED: founded}, condition(Question.FOUNDED, Operator.WITHIN_YEARS, "3")).outcome is outcome


def test_anniversary_of_a_leap_day() -> None:
    assert anniversary(date(2024, 2, 29), 3) == date(2027, 3, 1)
    assert anniversary(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_of_the_ways_that_apply_the_one_that_leaves_least_is_told() -> None:
    half, nothing = way(ENTERPRISE, remains="0.5"), way(FEW_STAFF)
    answers: dict[Question, Answer] = {Question.PAYER: "enterprise", Question.STAFF: Decimal(3)}
    assert find_reliefs([half, nothing], answers, DAY)[0].way is nothing


def test_a_better_way_just_missed_is_told_beside_the_one_that_applies() -> None:
    half, nothing = way(ENTERPRISE, remains="0.5"), way(ENTERPRISE, FEW_STAFF)
    answers: dict[Question, Answer] = {Question.PAYER: "enterprise", Question.STAFF: Decimal(31)}
    (found,) = find_reliefs([half, nothing], answers, DAY)
    assert found.outcome is Outcome.APPLIES and found.way is half
    assert [near.way for near in found.nearly] == [nothing]


def test_reliefs_that_apply_come_first() -> None:
    other = replace(way(condition(Question.VAT, Operator.IS, "general")), relief="乙减免")
    found = find_reliefs([other, way(ENTERPRISE)], {Question.PAYER: "enterprise"}, DAY)
    assert [(each.relief, each.outcome) for each in found] == [("甲减免", Outcome.APPLIES), ("乙减免", Outcome.OPEN)]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (FEW_STAFF, "在职职工人数不超过 30人"),
        (condition(Question.FOUNDED, Operator.WITHIN_YEARS, "3"), "登记注册未满 3 年"),
        (condition(Question.VAT, Operator.IS, "small_scale"), "增值税纳税人类型：小规模纳税人"),
        (condition(Question.PAYER, Operator.IS, "enterprise|self_employed"), "缴纳人：企业 或 个体工商户"),
    ],
)
def test_conditions_as_sentences(asked: Condition, sentence: str) -> None:
    assert str(describe(asked)) == sentence


def test_situations_are_described_by_their_own_words() -> None:
    for code, text in CHOICES[Question.SITUATION].items():
        assert describe(condition(Question.SITUATION, Operator.HAS, code)) == text
