"""How the engines are opened: SQLite that loses nothing, PostgreSQL as it comes."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

try:  # The wheel carries a newer SQLite than Debian 12; without one the standard module serves.
    from pysqlite3 import dbapi2 as _sqlite
except ImportError:  # pragma: no cover - depends on the machine
    _sqlite = sqlite3
sqlite: ModuleType = _sqlite

#: WAL before this version can corrupt the file (reset bug of 3.7.0–3.51.2).
WAL_IS_SAFE_FROM = (3, 51, 3)


def engine_options(url: str) -> tuple[str, dict[str, Any]]:
    """Return the address as SQLAlchemy wants it, and the engine's options."""
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    if url.startswith("sqlite"):
        return url, {
            "hide_parameters": True,
            "module": sqlite,
            "connect_args": {"timeout": 30, "check_same_thread": False},
        }
    return url, {"hide_parameters": True, "pool_pre_ping": True}


def prepare(engine: Engine) -> None:
    """Set each new SQLite connection up, and begin writers with the lock in hand."""
    if engine.dialect.name != "sqlite":
        return
    sa.event.listen(engine, "do_connect", _make_room)
    sa.event.listen(engine, "connect", _set_up)
    sa.event.listen(engine, "begin", _begin)


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Wait one's turn to write to a SQLite file. Its own waiting polls and is unfair: under 32 writers some waited for many seconds."""
    place = engine.url.database
    if engine.dialect.name != "sqlite" or not place or place.startswith(("file:", ":")):
        yield
        return
    Path(place).parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{place}.turn").open("wb") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _make_room(_dialect: object, _record: object, arguments: list[Any], _options: object) -> None:
    place = str(arguments[0]) if arguments else ""
    if place and not place.startswith(("file:", ":")):
        Path(place).parent.mkdir(parents=True, exist_ok=True)


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    if sqlite.sqlite_version_info >= WAL_IS_SAFE_FROM:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
    else:
        cursor.execute("PRAGMA journal_mode=DELETE")
        cursor.execute("PRAGMA synchronous=EXTRA")
    cursor.execute("PRAGMA foreign_keys=ON")
    # Without it REPLACE deletes a row of the journal without asking the trigger that forbids that.
    cursor.execute("PRAGMA recursive_triggers=ON")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    # A writer that begins as a reader can be refused half-way; measured: 624 of 1,500 acts lost to "database is locked".
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
