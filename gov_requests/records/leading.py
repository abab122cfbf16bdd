"""Who leads: of any number of schedulers one does the work, the others see that and wait for their next turn.

The lock is the database's, or the operating system's beside a SQLite file: it ends with the process that holds it, whatever happens to it,
so no clock has to be trusted to take it away again.
"""

import fcntl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import db

#: Any number, the same for all processes on a database.
_LOCK = 20190515


@contextmanager
def leading() -> Iterator[bool]:
    """Give whether this process leads; while the block lasts nobody else does."""
    engine = db.session.get_bind().engine
    if engine.dialect.name == "postgresql":
        with _by_database(engine) as leads:
            yield leads
    else:
        with _beside_file(engine.url.database) as leads:
            yield leads


@contextmanager
def _by_database(engine: sa.Engine) -> Iterator[bool]:
    pooled = engine.raw_connection()
    own: Any = pooled.driver_connection
    pooled.detach()
    # Closed at the end and not kept for others: the lock goes with it, whatever was raised meanwhile.
    with closing(own) as connection:
        connection.autocommit = True
        leads = bool(connection.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchone()[0])
        try:
            yield leads
        finally:
            if leads:  # The server notices a closed connection some time later; the next one may ask at once.
                connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))


@contextmanager
def _beside_file(place: str | None) -> Iterator[bool]:
    if not place or place.startswith(("file:", ":")):
        yield True  # In memory: there is nobody else.
        return
    with Path(f"{place}.lead").open("wb") as gate:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
