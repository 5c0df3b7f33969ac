"""Runs the migrations on the database that the caller names; it holds no migration of its own."""

from alembic import context

from catalogue.database import Base, make_engine

config = context.config


def run() -> None:
    engine = make_engine(config.attributes["url"])
    with engine.begin() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
        context.run_migrations()
    engine.dispose()


run()
