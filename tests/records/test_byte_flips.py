"""One bit of a small SQLite database falls over at a time: no change of a record's content stays unnoticed.

A flip that SQLite refuses to open counts as noticed; one that changes no cell is no change of content. Every byte would take minutes, so
the ordinary run takes every so-many-th; `BYTE_FLIPS=all` takes each (the figure stands in docs/reliability.md).
"""

import os
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from gov_requests.records.base import db
from gov_requests.records.chain import faults, recorded_tables
from gov_requests.records.engine import sqlite
from tests.records import tampering

#: About so many flips in an ordinary run.
FLIPS = 700


@pytest.fixture
def image(sqlite_app):
    """The bytes of a database with a row in every table, in small pages, so that few bytes are empty."""
    with sqlite_app.app_context():
        tampering.a_row_in_every_table()
        place = db.engine.url.database
        db.session.remove()
        db.engine.dispose()
    connection = sqlite.connect(place)
    for statement in ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 512", "VACUUM"):
        connection.execute(statement).fetchall()
    connection.close()
    return bytearray(Path(place).read_bytes())


class Memory:
    """A database in memory that takes one image after the other, read by the application's own verification."""

    def __init__(self, app):
        # A statement kept ready would still know the undamaged schema.
        self.connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=0)
        self.engine = sa.create_engine(
            "sqlite://", module=sqlite3, creator=lambda: self.connection, poolclass=StaticPool
        )
        self.app = app
        self.tables = sorted([table.name for table in recorded_tables()] + ["journal", "chain_head"])

    def load(self, image):
        self.connection.deserialize(bytes(image))

    def content(self):
        """Return every cell of every record with its type; None where SQLite itself gives up."""
        try:
            return [
                repr(self.connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()) for table in self.tables
            ]
        except (sqlite3.Error, UnicodeDecodeError):
            return None

    def first_fault(self, look=faults):
        with self.app.app_context():
            present = db.engines[None]
            db.engines[None] = self.engine
            try:
                return next(look(), None)
            finally:
                db.session.remove()
                db.engines[None] = present


def offsets(image):
    """Every byte, or every so-many-th: the step is odd, so that it comes by every place of a page."""
    step = 1 if os.environ.get("BYTE_FLIPS") == "all" else max(1, len(image) // FLIPS) | 1
    return range(0, len(image), step)


def test_no_flipped_bit_changes_a_record_unnoticed(sqlite_app, image):
    memory = Memory(sqlite_app)
    memory.load(image)
    whole = memory.content()
    assert memory.first_fault() is None
    changed, unnoticed = 0, []
    for offset in offsets(image):
        image[offset] ^= 1 << offset % 8
        memory.load(image)
        if memory.content() != whole:
            changed += 1
            if memory.first_fault() is None:
                unnoticed.append(offset)
        image[offset] ^= 1 << offset % 8
    print(f"{len(image)} bytes, {len(offsets(image))} flips, {changed} changed a record, {len(unnoticed)} unnoticed")  # noqa: T201 - `make deep`
    assert unnoticed == []
    assert changed > len(offsets(image)) // 10


def test_a_chain_without_digests_of_the_records_would_let_most_of_it_pass(sqlite_app, image, monkeypatch):
    """The broken twin: the journal holds, and the records below it say what anybody wants."""
    memory = Memory(sqlite_app)
    memory.load(image)
    whole, unnoticed = memory.content(), 0
    monkeypatch.setattr("gov_requests.records.chain._record_faults", lambda _latest: iter(()))
    for offset in list(offsets(image))[::5]:
        image[offset] ^= 1 << offset % 8
        memory.load(image)
        if memory.content() != whole and memory.first_fault() is None:
            unnoticed += 1
        image[offset] ^= 1 << offset % 8
    assert unnoticed > 5
