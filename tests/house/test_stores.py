"""The databases that tests get are separate, complete and of both kinds."""

from sqlalchemy import text

from catalogue.database import Database
from tests.support.stores import Store


def test_an_empty_database_has_every_table(empty_database: Database) -> None:
    assert empty_database.is_current()


def test_two_databases_of_one_store_share_nothing(store: Store) -> None:
    first, second = (Database(store.empty()) for _ in range(2))
    with first.engine.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (number INTEGER)"))
    with second.engine.connect() as connection:
        assert not second.engine.dialect.has_table(connection, "only_here")
    for database in (first, second):
        database.engine.dispose()
        store.drop(database.url)
