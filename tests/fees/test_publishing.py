"""A revision becomes a release whole or not at all, whatever happens on the way."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from catalogue.database import Database
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.models import ChangeRow, ReleaseRow
from catalogue.fees.releases import verify
from catalogue.fees.revision_states import Act
from catalogue.messages import Problem
from catalogue.search.follow import Searches, folder_of, is_fresh
from tests.fees.revising import DEFAULT_FRAME, DOCUMENT, TODAY, TOMORROW, Office
from tests.support.stores import NOW

FEE = "A009.01.04"


@pytest.fixture
def office(filled_database: Database, tmp_path: Path) -> Office:
    return Office(filled_database, tmp_path / "index")


@pytest.fixture
def approved(office: Office) -> int:
    number = office.start()
    office.frame(number)
    office.change_rate(number, FEE, "80元/人", "80", "元/人")
    office.confirm_everything(number)
    office.approve(number)
    return number


def test_a_release_for_tomorrow_is_known_today_and_answers_tomorrow(office: Office, approved: int) -> None:
    release = office.publish(approved)
    with office.database.sessions() as session:
        lists = Catalogue(session)
        assert lists.latest_edition(TODAY).number == release - 1
        assert lists.latest_edition(TOMORROW).number == release
        old, new = lists.versions(FEE, release)[-2:]
        assert (old.period.end, new.period.start) == (TODAY, TOMORROW)
        assert (new.standard_text, new.rate_value) == ("80元/人", 80)
        assert lists.versions(FEE, release - 1)[-1].period.end is None
        assert all(proof.intact for proof in verify(session))
        row = session.get_one(ReleaseRow, release)
        assert (row.author, row.reviewer) == ("编辑甲", "复核乙")
        assert [(note["date"], note["document"], note["codes"]) for note in row.notes] == [
            (TOMORROW.isoformat(), DOCUMENT, FEE)
        ]
        change = session.scalars(select(ChangeRow).where(ChangeRow.document == DOCUMENT)).one()
        assert (change.kind, change.day, change.codes) == ("reduce", TOMORROW, [FEE])


def test_the_index_of_a_release_is_there_before_the_release(office: Office, approved: int, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    seen = []

    def look(step: str) -> None:
        with office.database.sessions() as session:
            newest = Catalogue(session).editions()[0].number
        seen.append((step, newest, folder_of(folder, newest).exists()))

    release = office.publish(approved, step=look)
    assert seen[-1] == ("committed", release, True)
    assert all(newest == release - 1 for step, newest, _ in seen if step != "committed")
    with office.database.sessions() as session:
        assert is_fresh(folder, Catalogue(session), release)
        found = Searches(folder).of(release, lambda: session)
        assert found is not None


def test_nobody_reviews_or_publishes_against_the_table(office: Office) -> None:
    number = office.start()
    office.frame(number)
    office.change_rate(number, FEE, "80元/人", "80", "元/人")
    office.move(number, Act.SEND, office.editor)
    with pytest.raises(Problem, match="不能复核自己"):
        office.move(number, Act.APPROVE, office.editor)
    with pytest.raises(Problem, match="角色"):
        office.move(number, Act.APPROVE, office.publisher)
    with pytest.raises(Problem, match="待复核"):
        office.publish(number)


def test_a_second_publication_is_told_and_loses_nothing(office: Office, approved: int) -> None:
    other = office.start("另一次")
    office.frame(other)
    office.change_rate(other, "A009.02.05", "9元/证", "9", "元/证")
    office.confirm_everything(other)
    office.approve(other)
    first = office.publish(approved)
    with pytest.raises(Problem, match="重新比较"):
        office.publish(other)
    office.move(other, Act.RENEW, office.editor)
    assert [item.values["standard_text"] for item in office.items(other)] == ["9元/证"]
    office.confirm_everything(other)
    office.approve(other)
    assert office.publish(other) == first + 1


def test_a_double_click_publishes_once(office: Office, approved: int) -> None:
    seen = office.revision(approved).seen
    office.publish(approved)
    with pytest.raises(Problem):
        office.publish(approved)
    assert office.revision(approved).seen > seen
    with office.database.sessions() as session:
        assert len(Catalogue(session).editions()) == 2


def test_one_process_publishes_at_a_time(office: Office, approved: int) -> None:
    with office.indexer.alone(), pytest.raises(Problem, match="正在发布"):
        office.publish(approved)
    office.publish(approved)


def test_an_edit_after_the_page_was_opened_is_told(office: Office, approved: int) -> None:
    office.move(approved, Act.REMARK, office.reviewer, "看过了")

    def meddle(step: str) -> None:
        if step == "indexed":
            office.move(approved, Act.SEND_BACK, office.reviewer, "再想想")

    with pytest.raises(Problem, match="已经有了变化"):
        office.publish(approved, step=meddle)
    with office.database.sessions() as session:
        assert len(Catalogue(session).editions()) == 1


def test_a_past_day_needs_a_reason_and_then_holds(office: Office) -> None:
    number = office.start()
    past = replace(DEFAULT_FRAME, effective_date=(TODAY - timedelta(days=10)).isoformat())
    office.frame(number, past)
    office.change_rate(number, FEE, "80元/人", "80", "元/人")
    office.confirm_everything(number)
    with pytest.raises(Problem, match="为什么"):
        office.move(number, Act.SEND, office.editor)
    office.frame(number, replace(past, past_reason="文件晚到"))
    office.approve(number)
    release = office.publish(number)
    with office.database.sessions() as session:
        assert Catalogue(session).latest_edition(TODAY).number == release


def test_the_moment_of_publication_is_the_one_given(office: Office, approved: int) -> None:
    release = office.publish(approved)
    with office.database.sessions() as session:
        assert Catalogue(session).edition(release).published_at == NOW
