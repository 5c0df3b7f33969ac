"""Weak searches are counted by day and text; nothing of who asked is kept."""

from datetime import date, timedelta

import pytest

from catalogue.database import Database
from catalogue.search import weak
from catalogue.search.models import WeakSearchRow
from catalogue.search.port import Match

DAY = date(2026, 11, 23)


def test_the_same_text_is_counted_and_days_are_kept_apart(empty_database: Database) -> None:
    for day, times in ((DAY, 3), (DAY + timedelta(days=1), 1)):
        for _ in range(times):
            weak.note_weak(empty_database, "环卫赞助费", Match.WEAK, day)
    weak.note_weak(empty_database, "会费", Match.NONE, DAY)
    with empty_database.sessions() as session:
        assert weak.weak_searches(session, DAY, DAY) == [("环卫赞助费", 3), ("会费", 1)]
        assert weak.weak_searches(session, DAY, DAY + timedelta(days=1))[0] == ("环卫赞助费", 4)


@pytest.mark.parametrize(
    ("text", "match"), [("护照", Match.EXACT), ("护照", Match.PROBABLE), ("费", Match.NONE), ("", Match.NONE)]
)
def test_good_answers_and_single_letters_are_not_kept(empty_database: Database, text: str, match: Match) -> None:
    weak.note_weak(empty_database, text, match, DAY)
    with empty_database.sessions() as session:
        assert session.query(WeakSearchRow).count() == 0


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("我的电话13800138000赞助费", "我的电话…赞助费"),
        ("身份证37040219800101123X", "身份证…"),
        ("138 0013 8000", "…"),
        ("写给 zhang@example.com 的", "写给 … 的"),
        ("财税〔2019〕45号 1200元", "财税〔2019〕45号 1200元"),
    ],
)
def test_what_could_name_a_person_is_left_out(text: str, kept: str) -> None:
    assert weak.tidy(text) == kept


def test_a_long_text_is_cut() -> None:
    assert len(weak.tidy("赞助" * 500)) == weak.LONGEST


def test_a_flood_of_different_texts_is_bounded(empty_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weak, "MOST_A_DAY", 5)
    for number in range(9):
        weak.note_weak(empty_database, f"乱写{number}号", Match.NONE, DAY)
    with empty_database.sessions() as session:
        assert session.query(WeakSearchRow).count() == 5


def test_a_broken_store_does_not_spoil_the_answer(empty_database: Database) -> None:
    WeakSearchRow.__table__.drop(empty_database.engine)  # type: ignore[attr-defined]
    weak.note_weak(empty_database, "赞助费", Match.NONE, DAY)
