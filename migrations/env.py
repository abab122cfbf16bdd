"""Alembic's environment: the application's own engine, batch mode so that SQLite can follow."""

from contextlib import nullcontext
from logging.config import fileConfig

from alembic import context
from flask import current_app

config = context.config
if config.config_file_name is not None and not current_app.testing:
    fileConfig(config.config_file_name, disable_existing_loggers=False)


def _is_of_the_tables(thing, name, kind, _reflected, _compared):
    """The index of words (``search_index``) is no table of the models: SQLite keeps it as five of its own, PostgreSQL as one."""
    table = name if kind == "table" else getattr(getattr(thing, "table", None), "name", "")
    return not str(table).startswith("search_grams")


def run_offline() -> None:
    """Write the statements instead of running them."""
    url = current_app.config["SQLALCHEMY_DATABASE_URI"]
    context.configure(url=url, target_metadata=_metadata(), literal_binds=True, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Run the migrations in one transaction: the database's own, or that of whoever lends a connection (a restore)."""
    lent = config.attributes.get("connection")
    with nullcontext(lent) if lent is not None else _engine().connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=_metadata(),
            render_as_batch=True,
            compare_type=True,
            include_object=_is_of_the_tables,
        )
        with context.begin_transaction():
            context.run_migrations()


def _engine():
    return current_app.extensions["migrate"].db.engine


def _metadata():
    return current_app.extensions["migrate"].db.metadata


if context.is_offline_mode():
    run_offline()
else:
    run_online()
