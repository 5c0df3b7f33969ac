"""What is due for staff, and how they are told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.accounts.models import LetterRow
from catalogue.accounts.permissions import Role
from catalogue.fees.entries import Coverage
from catalogue.fees.kinds import FeeKind
from catalogue.fees.periods import Period
from catalogue.fees.workdays import days
from catalogue.search.due import DueFacts, DueItem, DueSort, OpenRevision, confirmed_on, due_items
from tests.fees.test_boards import FEE, RELIEF
from tests.support import staff

TODAY = date(2026, 11, 23)
OLD = replace(FEE, source="清单（2024-05-01 发布）")
FRESH = replace(FEE, source="清单（2026年5月1日 发布）")
COVERAGE = Coverage(FeeKind.ADMINISTRATIVE, "000000", "全国", True, date(2026, 1, 1), "", "")


def only(facts: DueFacts, sort: DueSort, today: date = TODAY) -> list[DueItem]:
    return [item for item in due_items(today, facts) if item.sort is sort]


@pytest.mark.parametrize(("last", "told"), [(0, 1), (90, 1), (91, 0), (-1, 0)])
def test_a_rate_is_due_in_the_ninety_days_before_it_ends(last: int, told: int) -> None:
    ending = replace(FRESH, period=Period(date(2020, 1, 1), TODAY + timedelta(days=last)))
    found = only(DueFacts(entries=[ending]), DueSort.EXPIRES)
    assert [item.due for item in found] == [TODAY + timedelta(days=last)] * told


def test_a_relief_that_is_kept_in_several_rows_is_due_once() -> None:
    other = replace(RELIEF, codes=("X2",))
    (item,) = only(DueFacts(reliefs=[RELIEF, other]), DueSort.EXPIRES)
    assert (item.due, item.codes) == (date(2026, 12, 31), ("X1", "X2"))


def test_a_row_is_confirmed_by_its_source_or_by_its_whole_list() -> None:
    assert confirmed_on(OLD, (), TODAY) == date(2024, 5, 1)
    assert confirmed_on(OLD, (COVERAGE,), TODAY) == date(2026, 1, 1)
    assert confirmed_on(OLD, (replace(COVERAGE, complete=False),), TODAY) == date(2024, 5, 1)
    assert confirmed_on(replace(FEE, source="2026-13-40；2031-01-01"), (), TODAY) is None


def test_rows_that_nobody_confirmed_for_a_year_are_told_together() -> None:
    unknown = replace(FEE, code="X2", source="")
    (item,) = only(DueFacts(entries=[OLD, unknown, replace(FRESH, code="X3")]), DueSort.CONFIRM)
    assert item.codes == ("X1", "X2")


def test_a_list_is_due_a_year_after_it_was_read() -> None:
    never = replace(COVERAGE, as_at=None)
    fresh = replace(COVERAGE, as_at=TODAY)
    found = only(DueFacts(coverage=[never, fresh, COVERAGE]), DueSort.COVERAGE)
    assert [item.due for item in found] == [date(2027, 1, 1), None]


def test_a_change_must_be_published_within_its_working_days() -> None:
    known = OpenRevision(7, "调整", "", date(2026, 11, 23))
    facts = DueFacts(revisions=[known], publish_within=20, workdays=days())
    (item,) = only(facts, DueSort.PUBLISH)
    assert (item.due, item.provisional, item.revision) == (date(2026, 12, 21), False, 7)
    late = replace(facts, revisions=[replace(known, known_on=date(2029, 1, 1))])
    assert only(late, DueSort.PUBLISH)[0].provisional
    assert only(replace(facts, publish_within=None), DueSort.PUBLISH) == []


def test_the_most_pressing_comes_first_and_what_has_no_day_last() -> None:
    facts = DueFacts(coverage=[replace(COVERAGE, as_at=None), COVERAGE], reliefs=[RELIEF], weak=[("某费", 3)])
    found = due_items(TODAY, facts)
    assert [item.due for item in found] == [date(2026, 12, 31), date(2027, 1, 1), None, None]
    assert found[-1].query == "某费"


def test_staff_see_the_calendar_and_others_do_not(own_app: Flask) -> None:
    editor = staff.sign_in(own_app, Role.EDITOR)
    page = editor.get("/staff/due")
    assert "该重新核对的清单" in page.text
    assert page.all("//section//time")
    assert "/staff/due" in editor.get("/staff").links()
    staff.sign_in(own_app, Role.HANDLER).get("/staff/due", status=403)


def test_the_digest_is_queued_once_a_day_for_those_who_may_see_it(own_app: Flask) -> None:
    settings = own_app.extensions["settings"]
    own_app.extensions["settings"] = replace(
        settings, smtp_host="mail.example.org", mail_from="fees@example.org", public_url="https://fees.example.org"
    )
    editor = staff.make(own_app, Role.EDITOR)
    staff.make(own_app, Role.HANDLER)
    assert staff.run(own_app, "due", "digest").output.strip() == "1 queued"
    assert staff.run(own_app, "due", "digest").output.strip() == "0 queued"
    with own_app.extensions["database"].sessions() as session:
        (letter,) = session.scalars(select(LetterRow))
    assert letter.to == editor.email
    assert "https://fees.example.org/staff/due" in letter.body


def test_without_a_mail_server_the_digest_says_so(own_app: Flask) -> None:
    done = staff.run(own_app, "due", "digest")
    assert done.exit_code == 1
    assert "SMTP_HOST" in done.output
