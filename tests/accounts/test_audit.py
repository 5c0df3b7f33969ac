"""The audit trail: only grows, is one chain whoever writes at the same time, and shows every tampering."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from catalogue.accounts import audit
from catalogue.accounts.models import AuditHeadRow, AuditRow
from catalogue.accounts.permissions import Person, Role
from catalogue.database import Database
from tests.support import staff

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
ACTOR = Person(7, "张三", "zhang@example.org")


def write(database: Database, number: int, details: dict[str, Any] | None = None) -> None:
    with database.transaction() as session:
        for each in range(number):
            audit.record(session, ACTOR, "fee.changed", ("fee", f"A{each:03}"), details or {"note": "减半"}, NOW)


def check(database: Database, expected: str = "") -> audit.Proof:
    with database.sessions() as session:
        return audit.verify(session, expected)


def tamper(database: Database, *statements: str) -> None:
    """As somebody with all rights on the database would."""
    with database.engine.begin() as connection:
        if database.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER ALL")
        else:
            connection.exec_driver_sql("DROP TRIGGER audit_no_update")
            connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_an_empty_trail_is_intact(empty_database: Database) -> None:
    assert check(empty_database) == audit.Proof(0, audit.START)


def test_every_entry_is_hashed_with_the_one_before(empty_database: Database) -> None:
    write(empty_database, 3)
    with empty_database.sessions() as session:
        rows = session.scalars(sa.select(AuditRow).order_by(AuditRow.id)).all()
    assert [row.previous for row in rows] == [audit.START, rows[0].hash, rows[1].hash]
    assert check(empty_database) == audit.Proof(3, rows[2].hash)
    assert (rows[0].actor_id, rows[0].actor, rows[0].at) == (7, "张三", "2026-11-23T04:00:00.000000+00:00")


def test_what_is_undone_leaves_no_entry(empty_database: Database) -> None:
    write(empty_database, 1)
    with empty_database.sessions() as session:
        audit.record(session, "clock", "fee.changed", ("fee", 1), {}, NOW)
        session.rollback()
    write(empty_database, 1)
    assert check(empty_database).entries == 2


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = '李四'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_or_forget(empty_database: Database, statement: str) -> None:
    write(empty_database, 2)
    with pytest.raises(DBAPIError, match="only grows"), empty_database.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert check(empty_database).entries == 2


def test_postgresql_refuses_to_empty_the_table(empty_database: Database) -> None:
    if empty_database.engine.dialect.name != "postgresql":
        return  # SQLite has no TRUNCATE
    write(empty_database, 1)
    with pytest.raises(DBAPIError, match="only grows"), empty_database.engine.begin() as connection:
        connection.exec_driver_sql("TRUNCATE audit")


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        (["UPDATE audit SET actor = '李四' WHERE id = 2"], "entry 2 was changed"),
        (['UPDATE audit SET details = \'{"note": "加倍"}\' WHERE id = 3'], "entry 3 was changed"),
        (["DELETE FROM audit WHERE id = 2"], "entry 2 is missing"),
        (["DELETE FROM audit WHERE id = 4"], "ends at entry 3"),
        (["UPDATE audit SET id = 9 WHERE id = 4"], "entry 4 is missing"),
    ],
)
def test_tampering_is_found_and_named(empty_database: Database, statements: list[str], reason: str) -> None:
    write(empty_database, 4)
    tamper(empty_database, *statements)
    proof = check(empty_database)
    assert not proof.intact
    assert reason in proof.reason


def test_a_trail_that_was_cut_together_with_its_head_is_found_by_a_head_kept_outside(empty_database: Database) -> None:
    write(empty_database, 4)
    kept = check(empty_database).head
    with empty_database.sessions() as session:
        third = session.get_one(AuditRow, 3).hash
    tamper(empty_database, "DELETE FROM audit WHERE id = 4", f"UPDATE audit_head SET number = 3, hash = '{third}'")
    assert check(empty_database).intact
    assert "cut or replaced" in check(empty_database, kept).reason


def test_a_head_kept_earlier_is_still_part_of_the_trail(empty_database: Database) -> None:
    write(empty_database, 2)
    kept = check(empty_database).head
    write(empty_database, 2)
    assert check(empty_database, kept).intact
    assert check(empty_database, audit.START).intact


@pytest.mark.parametrize("details", [{"password": "x"}, {"a": {"api_token": 1}}, {"rate": 0.5}, {"day": NOW}, {1: "x"}])
def test_secrets_and_what_databases_round_do_not_get_in(empty_database: Database, details: dict[Any, Any]) -> None:
    with pytest.raises(ValueError, match="audit trail"):
        write(empty_database, 1, details)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=20).map(lambda text: text.replace("\0", "")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["甲", "before", "after", "z"]), inner),
    max_leaves=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(details=st.dictionaries(st.sampled_from(["a", "事由", "b c"]), PLAIN))
def test_whatever_is_noted_verifies_after_the_database_kept_it(
    empty_database: Database, details: dict[str, Any]
) -> None:
    write(empty_database, 1, details)
    assert check(empty_database).intact


def test_many_writers_at_once_make_one_chain(empty_database: Database) -> None:
    writers, each = 6, 8
    start, failures = threading.Barrier(writers), list[BaseException]()

    def work() -> None:
        try:
            start.wait()
            for _ in range(each):
                write(empty_database, 1)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    proof = check(empty_database)
    assert (proof.entries, proof.reason) == (writers * each, "")


def test_a_fork_is_impossible(empty_database: Database) -> None:
    write(empty_database, 2)
    with empty_database.sessions() as session:
        first = session.get_one(AuditRow, 1)
    values = {name: getattr(first, name) for name in AuditRow.__table__.columns.keys()}  # noqa: SIM118  (no dict)
    with pytest.raises(DBAPIError), empty_database.engine.begin() as connection:
        connection.execute(sa.insert(AuditRow).values({**values, "id": 3, "hash": "f" * 64}))
    with empty_database.sessions() as session:
        assert session.get_one(AuditHeadRow, 1).number == 2


def test_the_commands_check_the_trail_and_print_its_head(own_app: Flask) -> None:
    staff.make(own_app, Role.EDITOR)
    head = staff.run(own_app, "audit", "head").output.strip()
    assert len(head) == 64
    done = staff.run(own_app, "audit", "verify", "--expect", head)
    assert (done.exit_code, head in done.output) == (0, True)
    assert staff.run(own_app, "audit", "verify", "--expect", "f" * 64).exit_code == 1
    tamper(own_app.extensions["database"], "UPDATE audit SET actor = '别人' WHERE id = 1")
    done = staff.run(own_app, "audit", "verify")
    assert (done.exit_code, "entry 1 was changed" in done.output) == (1, True)


def test_the_page_filters_and_turns_pages(own_app: Flask) -> None:
    auditor = staff.sign_in(own_app, Role.AUDITOR)
    database: Database = own_app.extensions["database"]
    write(database, 60)
    with database.transaction() as session:
        audit.record(session, "clock", "release.published", ("release", 2), {}, NOW - timedelta(days=3))
    page = auditor.get("/staff/audit?object_type=fee")
    assert len(page.all("//tbody/tr")) == 50
    older = auditor.get(page.one("//p[@class='pages']/a").get("href"))
    assert len(older.all("//tbody/tr")) == 10
    assert len(auditor.get("/staff/audit?actor=clock").all("//tbody/tr")) == 1
    assert len(auditor.get("/staff/audit?until=2026-11-20").all("//tbody/tr")) == 1
    assert auditor.get("/staff/audit?since=2026-11-24").all("//tbody/tr") == []
    assert auditor.get("/staff/audit?since=yesterday", status=400)
    assert auditor.get("/staff/audit?before=%F0%9F%8E%89").all("//tbody/tr")
