"""What a revision changes: another spelling is nothing, what was compared can be applied, renames keep their codes."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.accounts.permissions import Person, Role
from catalogue.fees.codes import Codes
from catalogue.fees.draft_matching import Listed, Match, matched
from catalogue.fees.kinds import FeeKind, Status
from catalogue.fees.revision_states import Act, Stage, acts_for, after, refusal
from catalogue.fees.revisions import (
    LISTED,
    Sort,
    changed,
    compared,
    ended,
    overlaid,
    overlapping,
    plain_rate,
    weightiest,
)

DAY = date(2026, 12, 1)


def wording(**fields: Any) -> dict[str, Any]:
    """One wording as a release keeps it."""
    blank: dict[str, Any] = dict.fromkeys(LISTED, "") | {"rate_value": None, "basis": [], "business_related": "no"}
    period = {
        "effective_from": None,
        "effective_to": None,
        "status": "in_force",
        "ended_by": "",
        "successor_code": None,
    }
    return {**blank, **period, "source": "", "confidence": "quoted", **fields}


TEXTS = st.text("费收证本元件()（）0123０１２３ 、，", max_size=12)
WORDINGS = st.builds(
    wording,
    name=TEXTS.map(lambda text: "费" + text),
    payer=TEXTS,
    department=TEXTS,
    standard_text=st.one_of(TEXTS, st.integers(1, 500).map("{}元/本".format)),
    basis=st.lists(st.sampled_from(["财税〔2019〕46号", "财税[2019]46号", "《价格法》"]), max_size=2),
)


@given(WORDINGS)
def test_a_wording_compared_with_itself_is_the_same(one: dict[str, Any]) -> None:
    assert compared(one, one) == ()
    assert weightiest(()) is Sort.SAME


@given(WORDINGS, WORDINGS)
def test_what_was_compared_can_be_applied(old: dict[str, Any], new: dict[str, Any]) -> None:
    values = {name: new[name] for name in LISTED}
    versions = changed([old], values, DAY, False, "文件")
    assert not overlapping(versions)
    assert compared(versions[-1], values) == ()
    assert {name: versions[0][name] for name in LISTED} == {name: old[name] for name in LISTED}
    assert (versions[0]["effective_to"], versions[-1]["effective_from"]) == ("2026-11-30", "2026-12-01")


@given(WORDINGS, WORDINGS)
def test_a_correction_leaves_the_days_alone(old: dict[str, Any], new: dict[str, Any]) -> None:
    (corrected,) = changed([old], {name: new[name] for name in LISTED}, DAY, True, "文件")
    assert (corrected["effective_from"], corrected["effective_to"]) == (None, None)


@given(WORDINGS)
def test_silence_changes_nothing(old: dict[str, Any]) -> None:
    silent = {name: [] if name == "basis" else None if name == "rate_value" else "" for name in LISTED}
    assert compared(old, overlaid(old, {**silent, "business_related": "unknown"})) == ()


@pytest.mark.parametrize(
    ("before", "after_", "sort"),
    [
        ({"name": "认证费（含加急）"}, {"name": "认证费(含加急)"}, Sort.WORDING),
        ({"standard_text": "10元/本"}, {"standard_text": "１０元/本"}, Sort.WORDING),
        ({"standard_text": "10元/本"}, {"standard_text": "12元/本"}, Sort.RATE_UP),
        ({"standard_text": "10元/本"}, {"standard_text": "8元/本"}, Sort.RATE_DOWN),
        ({"standard_text": "10元/本"}, {"standard_text": "10元/件"}, Sort.RATE),
        ({"standard_text": "10元/本"}, {"standard_text": "按文件执行"}, Sort.RATE),
        ({"payer": "企业"}, {"payer": "个人"}, Sort.PAYER),
        ({"department": "公安部门"}, {"department": "民政部门"}, Sort.COLLECTOR),
        ({"basis": ["财税[2019]46号"]}, {"basis": ["财税〔2019〕46号"]}, Sort.WORDING),
        ({"basis": ["财税〔2019〕46号"]}, {"basis": ["财税〔2020〕46号"]}, Sort.BASIS),
        ({"name": "婚姻登记费"}, {"name": "婚姻证书费"}, Sort.RENAMED),
    ],
)
def test_each_sort_of_change(before: dict[str, Any], after_: dict[str, Any], sort: Sort) -> None:
    assert weightiest(compared(wording(**before), wording(**after_))) is sort


def test_an_end_closes_the_wording_and_drops_what_would_come() -> None:
    now = wording(effective_from="2020-01-01", effective_to="2026-12-31")
    later = wording(effective_from="2027-01-01")
    (closed,) = ended([now, later], DAY, Status.CANCELLED, "财税〔2026〕1号")
    assert (closed["effective_to"], closed["status"], closed["ended_by"]) == (
        "2026-11-30",
        "cancelled",
        "财税〔2026〕1号",
    )


def test_a_later_wording_stays_when_an_earlier_one_changes() -> None:
    now, later = wording(effective_from="2020-01-01", effective_to="2026-12-31"), wording(effective_from="2027-01-01")
    first, second, third = changed(
        [now, later], {name: now[name] for name in LISTED} | {"payer": "企业"}, DAY, False, ""
    )
    assert (first["effective_to"], second["effective_from"], second["effective_to"]) == (
        "2026-11-30",
        "2026-12-01",
        "2026-12-31",
    )
    assert third == later


def test_a_plain_rate_is_only_taken_where_nothing_else_is_said() -> None:
    assert plain_rate("10元/本") == ("10", "元/本")
    assert plain_rate("10元/本，丢失补领20元/本")[0] is None
    assert plain_rate("按实际成本收取") == (None, "")


def row(name: str, parent: str = "", basis: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"kind": "admin_fee", "name": name, "parent_name": parent, "basis": basis}


def fee(code: str, name: str, parent: str = "", basis: tuple[str, ...] = ()) -> Listed:
    return Listed("admin_fee", code, name, parent, frozenset(basis))


def test_the_same_name_under_the_same_parent_is_the_same_fee() -> None:
    found = matched(
        [row("工本费", "护照"), row("工本费", "签证")], [fee("A1", "工本费", "签证"), fee("A2", "工本费", "护照")]
    )
    assert [(found[place].code, found[place].match) for place in (0, 1)] == [("A2", Match.NAME), ("A1", Match.NAME)]


def test_a_rename_is_offered_with_its_code() -> None:
    found = matched(
        [row("婚姻登记证书费", basis=("财税〔2019〕46号",))], [fee("A7", "婚姻登记证工本费", "", ("财税〔2019〕46号",))]
    )
    assert (found[0].code, found[0].match) == ("A7", Match.OFFERED)
    assert matched([row("排污费")], [fee("A7", "婚姻登记证工本费")]) == {}


@given(
    st.lists(TEXTS.map(lambda text: "费" + text), max_size=8), st.lists(TEXTS.map(lambda text: "费" + text), max_size=8)
)
def test_no_fee_is_given_twice(rows: list[str], fees: list[str]) -> None:
    listed = [fee(f"A{number:03}", name) for number, name in enumerate(fees)]
    codes = [found.code for found in matched([row(name) for name in rows], listed).values()]
    assert len(codes) == len(set(codes))


def test_codes_follow_the_scheme_of_the_lists() -> None:
    codes = Codes(["A052", "A915", "A004.02", "A043.94", "F028"])
    assert (codes.top(FeeKind.ADMINISTRATIVE), codes.top(FeeKind.ADMINISTRATIVE)) == ("A053", "A054")
    assert (codes.below("A004"), codes.below("A004"), codes.below("A053")) == ("A004.03", "A004.04", "A053.01")
    assert (codes.top(FeeKind.GOVERNMENT_FUND), codes.top(FeeKind.REGULATED_SERVICE)) == ("F029", "S001")
    assert Codes(["A899"]).top(FeeKind.ADMINISTRATIVE) == "A1000"


@given(st.sets(st.integers(1, 1200)), st.integers(1, 30))
def test_no_code_is_used_twice(used: set[int], wanted: int) -> None:
    before = {f"A{number:03}" for number in used}
    codes = Codes(before)
    fresh = [codes.top(FeeKind.ADMINISTRATIVE) for _ in range(wanted)]
    assert len({*before, *fresh}) == len(before) + wanted


AUTHOR = Person(1, "甲", "", frozenset({Role.EDITOR, Role.REVIEWER, Role.PUBLISHER}))
REVIEWER = Person(2, "乙", "", frozenset({Role.REVIEWER}))
PUBLISHER = Person(3, "丙", "", frozenset({Role.PUBLISHER}))
AUDITOR = Person(4, "丁", "", frozenset({Role.AUDITOR}))
PEOPLE = st.sampled_from([AUTHOR, REVIEWER, PUBLISHER, AUDITOR])


@given(st.lists(st.tuples(PEOPLE, st.sampled_from(Act)), max_size=30))
def test_nothing_is_published_that_another_person_did_not_approve_last(way: list[tuple[Person, Act]]) -> None:
    stage, approved_by = Stage.DRAFT, None
    for person, act in way:
        if refusal(act, stage, person, AUTHOR.id, "理由") is not None:
            continue
        if act is Act.PUBLISH:
            assert approved_by == REVIEWER.id
        stage = after(act, stage)
        if act is Act.APPROVE:
            approved_by = person.id
        elif stage.editable:
            approved_by = None
    assert stage is not Stage.PUBLISHED or approved_by == REVIEWER.id


@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.WITHDRAWN])
@pytest.mark.parametrize("person", [AUTHOR, REVIEWER, PUBLISHER])
def test_what_is_over_is_over(stage: Stage, person: Person) -> None:
    assert acts_for(stage, person, AUTHOR.id) == []


def test_the_auditor_changes_nothing() -> None:
    assert all(acts_for(stage, AUDITOR, AUTHOR.id) == [] for stage in Stage)


def test_a_refusal_asks_for_a_reason() -> None:
    assert "理由" in str(refusal(Act.SEND_BACK, Stage.IN_REVIEW, REVIEWER, AUTHOR.id))
