"""The database of a backup is one SQLite file, whichever engine it came from; and the way back into either.

SQLite gives it by its online backup, PostgreSQL by one REPEATABLE READ snapshot copied row by row. So a backup needs no program of
PostgreSQL's, can be looked at with SQLite alone, and moves an office from one engine to the other.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from gov_requests.records import search_index
from gov_requests.records.base import db
from gov_requests.records.engine import sqlite

_ROWS = 2000
_VERSION = "alembic_version"


def revision_of(connection: sa.Connection) -> str | None:
    """Return the form that a database has; None where it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def present_form() -> str | None:
    """Return the form that this program works with."""
    return ScriptDirectory(str(Path(current_app.root_path) / "migrations")).get_current_head()


def known_form(revision: str) -> bool:
    """Return whether this program knows a form (one made by a later version it does not)."""
    script = ScriptDirectory(str(Path(current_app.root_path) / "migrations"))
    return revision in {known.revision for known in script.walk_revisions()}


def bring_to(connection: sa.Connection, revision: str) -> None:
    """Bring the database behind a connection to a form."""
    config = current_app.extensions["migrate"].migrate.get_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def file_engine(place: Path, *, reading: bool = False) -> sa.Engine:
    """Return an engine on a SQLite file that nobody else uses; ``reading`` leaves no trace beside it."""
    options = "?mode=ro&immutable=1&uri=true" if reading else "?uri=true"
    return sa.create_engine(f"sqlite:///file:{place.as_posix()}{options}", module=sqlite, poolclass=sa.NullPool)


def take(target: Path) -> None:
    """Write the application's database, as it stands at one instant, into a new SQLite file."""
    if db.engine.dialect.name == "sqlite":
        _take_online(target)
    else:
        _take_snapshot(target)
    with target.open("rb") as written:
        os.fsync(written.fileno())


def driver_of(connection: sa.Connection) -> Any:
    """Return the driver's own connection."""
    return connection.connection.driver_connection


def _take_online(target: Path) -> None:
    with db.engine.connect() as source:
        kept = sqlite.connect(target)
        # In one step: a copy in several starts anew whenever somebody writes.
        driver_of(source).backup(kept)
        kept.execute("PRAGMA journal_mode=DELETE")
        kept.close()


def _take_snapshot(target: Path) -> None:
    engine = file_engine(target)
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with db.engine.connect().execution_options(**options) as source, engine.begin() as kept:
        bring_to(kept, revision_of(source) or "base")
        copy_rows(source, kept)
    engine.dispose()


def put(source: sa.Engine, target: sa.Connection) -> None:
    """Replace everything that a PostgreSQL database holds by the rows of ``source``; it is the caller's transaction."""
    target.exec_driver_sql("SET LOCAL lock_timeout = '15s'")
    _clear(target)
    with source.connect() as rows:
        bring_to(target, revision_of(rows) or "base")
        held = _without_foreign_keys(target)
        copy_rows(rows, target)
    for statement in held:
        target.exec_driver_sql(statement)
    _move_identities_on(target)


def copy_rows(source: sa.Connection, target: sa.Connection) -> None:
    """Copy every row of every table between two databases of the same form; each has its own index of words, made from the rows."""
    given, wanted = sa.MetaData(), sa.MetaData()
    given.reflect(source, resolve_fks=False, only=_is_copied)
    wanted.reflect(target, resolve_fks=False, only=_is_copied)
    for name in sorted(given.tables.keys() - {_VERSION}):
        table = wanted.tables[name]
        if target.execute(sa.select(sa.exists(sa.select(table)))).scalar():
            target.execute(sa.delete(table))
        rows = source.execute(sa.select(given.tables[name]).execution_options(yield_per=_ROWS))
        for batch in rows.mappings().partitions(_ROWS):
            target.execute(sa.insert(table), [dict(row) for row in batch])
    if sa.inspect(target).has_table(search_index.TABLE):
        search_index.refill(target)


def _is_copied(name: str, _tables: object) -> bool:
    return not name.startswith(search_index.TABLE)


def _clear(target: sa.Connection) -> None:
    tables = sa.inspect(target).get_table_names()
    if tables:
        quoted = ", ".join(f'"{name}"' for name in tables)
        target.exec_driver_sql(f"DROP TABLE {quoted} CASCADE")
    functions = "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
    for (name,) in target.exec_driver_sql(functions).all():
        target.exec_driver_sql(f"DROP FUNCTION {name} CASCADE")


def _without_foreign_keys(target: sa.Connection) -> list[str]:
    """Drop the foreign keys, so that rows may come in any order; return the statements that put them back and check them."""
    found = target.exec_driver_sql(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conname"
    ).all()
    for table, name, _ in found:
        target.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    return [f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}" for table, name, definition in found]


def _move_identities_on(target: sa.Connection) -> None:
    columns = target.exec_driver_sql(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'"
    ).all()
    for table, column in columns:
        target.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), "  # noqa: S608 - names from the catalogue
            f'(SELECT max("{column}") FROM "{table}")) WHERE EXISTS (SELECT 1 FROM "{table}")'
        )


@contextmanager
def in_present_form(file: Path) -> Iterator[sa.Engine]:
    """Give an engine on a backup's database for reading; one of an older form is brought to the present one, on a copy."""
    engine = file_engine(file, reading=True)
    with engine.connect() as connection:
        revision = revision_of(connection)
    if revision == present_form():
        yield engine
        engine.dispose()
        return
    engine.dispose()
    with tempfile.TemporaryDirectory(prefix="gov-requests-") as folder:
        copy = Path(folder) / file.name
        shutil.copyfile(file, copy)
        engine = file_engine(copy)
        with engine.begin() as connection:
            bring_to(connection, "head")
        yield engine
        engine.dispose()
