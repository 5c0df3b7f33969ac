"""Migrations lead to the tables that the models describe, and bring a filled database along without losing a row."""

from importlib import import_module

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from catalogue.database import Base, Database, migration_config
from catalogue.settings import ROOT
from tests.support.stores import Store

REVISIONS = [script.revision for script in ScriptDirectory.from_config(migration_config("")).walk_revisions()]
BOOKKEEPING = "alembic_version"


def counts(database: Database) -> dict[str, int]:
    """Rows by table."""
    tables = [name for name in sa.inspect(database.engine).get_table_names() if name != BOOKKEEPING]
    with database.engine.connect() as connection:
        rows = {name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) for name in tables}
    return {name: number or 0 for name, number in rows.items()}


def copy_rows(source: Database, target: Database) -> None:
    """Fill the tables and columns that both have, promises of the database left aside while they are half full."""
    into = sa.MetaData()
    into.reflect(target.engine)
    out_of = sa.MetaData()
    out_of.reflect(source.engine)
    with source.engine.connect() as reading, target.engine.begin() as writing:
        if writing.dialect.name == "sqlite":
            writing.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        else:
            writing.exec_driver_sql("SET session_replication_role = replica")
        for table in into.sorted_tables:
            shared = out_of.tables.get(table.name)
            if shared is None or table.name == BOOKKEEPING:
                continue
            columns = [shared.c[column.name] for column in table.c if column.name in shared.c]
            rows = [dict(row._mapping) for row in reading.execute(sa.select(*columns))]
            if rows:
                writing.execute(table.insert(), rows)


def test_the_migrated_tables_are_those_of_the_models(empty_database: Database) -> None:
    for models in (ROOT / "catalogue").rglob("*models.py"):
        import_module(".".join(models.relative_to(ROOT).with_suffix("").parts))
    with empty_database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_filled_database_keeps_its_rows(revision: str, store: Store, filled_database: Database) -> None:
    old = Database(store.new())
    old.upgrade(revision)
    copy_rows(filled_database, old)
    before = counts(old)
    assert before["fee_version"] > 100
    old.upgrade()
    assert old.is_current()
    after = counts(old)
    assert {name: after.get(name) for name in before} == before
    old.engine.dispose()
    store.drop(old.url)


def test_an_upgrade_of_what_is_current_changes_nothing(filled_database: Database) -> None:
    before = counts(filled_database)
    filled_database.upgrade()
    assert counts(filled_database) == before
