"""Differences of two editions: what is a change, what is only another spelling, and what follows from a new wording."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fees.differences import FeeChange, Sort, differences, same_spelling


def wording(code: str = "A1", **values: Any) -> dict[str, Any]:
    return {
        "code": code,
        "kind": "admin_fee",
        "level": "central",
        "region_code": "000000",
        "parent_code": None,
        "record_only": False,
        "effective_from": None,
        "effective_to": None,
        "status": "in_force",
        "name": "登记费",
        "name_en": "",
        "standard_text": "每件10元",
        "rate_value": "10",
        "rate_unit": "元/件",
        "basis": ["财税〔2019〕46号"],
        "source": "清单",
        "confidence": "quoted",
        **values,
    }


def the_only(changes: list[FeeChange]) -> FeeChange:
    assert len(changes) == 1
    return changes[0]


def fields(change: FeeChange) -> dict[str, tuple[Any, Any]]:
    return {each.field: (each.before, each.after) for version in change.versions for each in version.fields}


def test_the_same_is_no_difference() -> None:
    assert differences([wording(), wording("A2")], [wording("A2"), wording()]) == []


def test_a_fee_that_came_in_and_one_that_went() -> None:
    assert the_only(differences([], [wording()])).sort is Sort.ADDED
    assert the_only(differences([wording()], [])).sort is Sort.REMOVED


@pytest.mark.parametrize("end", [{"status": "cancelled"}, {"status": "suspended"}, {"effective_to": "2026-12-31"}])
def test_a_fee_that_ends(end: dict[str, Any]) -> None:
    change = the_only(differences([wording()], [wording(**end)]))
    assert change.sort is Sort.ENDED
    assert fields(change).keys() == end.keys()


def test_a_rate_that_changes() -> None:
    change = the_only(differences([wording()], [wording(standard_text="每件8元", rate_value="8")]))
    assert change.sort is Sort.CHANGED
    assert fields(change) == {"standard_text": ("每件10元", "每件8元"), "rate_value": ("10", "8")}


def test_a_new_wording_is_compared_with_the_one_it_follows_and_the_end_of_that_is_no_news() -> None:
    old = wording(effective_to="2026-12-31")
    new = wording(effective_from="2027-01-01", standard_text="每件8元", rate_value="8")
    change = the_only(differences([wording()], [old, new]))
    assert change.sort is Sort.CHANGED
    (version,) = change.versions
    assert version.before is None and version.after == new
    assert {"standard_text", "rate_value"} <= fields(change).keys()


def test_a_gap_before_a_new_wording_is_news() -> None:
    old = wording(effective_to="2026-11-30")
    new = wording(effective_from="2027-01-01")
    change = the_only(differences([wording()], [old, new]))
    assert [version.before is None for version in change.versions] == [False, True]


def test_another_first_day_of_the_only_wording_is_a_changed_field() -> None:
    change = the_only(differences([wording()], [wording(effective_from="2020-01-01")]))
    assert fields(change) == {"effective_from": (None, "2020-01-01")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"standard_text": "每件10元"}, {"standard_text": "每件１０元。"}),
        ({"standard_text": "1.每件10元；2.每次5元"}, {"standard_text": "１．每件 10 元;2.每次5元"}),
        ({"name": "登记费（含加急）"}, {"name": "登記費(含加急)"}),
        ({"basis": ["财税〔2019〕46号"]}, {"basis": ["财税[2019]46号"]}),
        ({"basis": ["甲〔2019〕1号", "乙〔2020〕2号"]}, {"basis": ["乙〔2020〕2号", "甲〔2019〕1号"]}),
        ({"rate_unit": "元/㎡"}, {"rate_unit": "元／m²"}),
        ({"source": "清单"}, {"source": "公告"}),
        ({"confidence": "recalled"}, {"confidence": "quoted"}),
    ],
)
def test_another_spelling_is_no_change(before: dict[str, Any], after: dict[str, Any]) -> None:
    change = the_only(differences([wording(**before)], [wording(**after)]))
    assert change.sort is Sort.WORDING
    assert all(each.wording_only for version in change.versions for each in version.fields)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("每件10元", "每件100元"),
        ("10²", "102"),
        ("5 10元", "510元"),
        ("1.5元", "15元"),
        ("每件10元", "每次10元"),
        ("不超过10元", "超过10元"),
    ],
)
def test_what_reads_alike_but_says_something_else_is_a_change(before: str, after: str) -> None:
    change = the_only(differences([wording(standard_text=before)], [wording(standard_text=after)]))
    assert change.sort is Sort.CHANGED


@given(st.text(max_size=40))
def test_one_spelling_is_its_own_spelling(text: str) -> None:
    assert same_spelling(same_spelling(text)) == same_spelling(text)


records = st.lists(
    st.builds(
        lambda code, status, text: wording(code, status=status, standard_text=text),
        st.sampled_from(["A1", "A2", "A3"]),
        st.sampled_from(["in_force", "cancelled"]),
        st.sampled_from(["每件10元", "每件１０元", "每件9元"]),
    ),
    unique_by=lambda record: record["code"],
)


@given(records, records)
def test_both_directions_name_the_same_fees(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> None:
    there, back = differences(one, other), differences(other, one)
    assert [each.code for each in there] == [each.code for each in back]
    swapped = {Sort.ADDED: {Sort.REMOVED}, Sort.REMOVED: {Sort.ADDED}, Sort.WORDING: {Sort.WORDING}}
    for forth, reverse in zip(there, back, strict=True):
        assert reverse.sort in swapped.get(forth.sort, {Sort.CHANGED, Sort.ENDED})
