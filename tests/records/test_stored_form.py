"""SQLite reads many forms alike. A cell that no longer has the form in which it is written is named, though its value reads the same."""

import pytest
import sqlalchemy as sa

from gov_requests.records import chain
from gov_requests.records.base import db
from gov_requests.records.chain import faults
from tests import factories
from tests.records.tampering import behind_the_back

#: What is written, and how its sentence begins.
ODD = [
    ("UPDATE journal SET recorded_at = replace(recorded_at, ' ', 'T') WHERE id = 3", "日志第 3 行的 recorded_at"),
    ("UPDATE journal SET recorded_at = 'yesterday' WHERE id = 3", "日志第 3 行的 recorded_at"),
    ("UPDATE journal SET case_seq = 1.5 WHERE kind = 'received'", "日志第"),
    ("UPDATE people SET active = 3 WHERE id = 2", "people:2 的 active"),
    ("UPDATE people SET active = 'yes' WHERE id = 2", "people:2 的 active"),
    ("UPDATE people SET name = CAST(name AS BLOB) WHERE id = 2", "people:2 的 name"),
    ("UPDATE people SET created_at = substr(created_at, 1, 19) WHERE id = 2", "people:2 的 created_at"),
    ("UPDATE people SET created_at = replace(created_at, '.', ',') WHERE id = 2", "people:2 的 created_at"),
    ("UPDATE letters SET dated = replace(dated, '-', '') WHERE id = 1", "letters:1 的 dated"),
    ("UPDATE letters SET dated = '2026-02-31' WHERE id = 1", "letters:1 的 dated"),
    ("UPDATE people SET name = CAST(x'ff' AS TEXT) WHERE id = 2", "数据库读不出"),
]


@pytest.fixture
def connection(sqlite_app):
    with sqlite_app.app_context():
        factories.registered(factories.Office().full())
    with behind_the_back(sqlite_app) as opened:
        yield opened


def test_what_reads_the_same_but_was_not_written_so_is_named(connection):
    for statement, beginning in ODD:
        step = connection.begin_nested()
        connection.exec_driver_sql(statement)
        db.session.expire_all()
        assert next(faults(), "nothing").startswith(beginning), statement
        step.rollback()


def test_without_the_look_at_the_form_such_a_change_would_pass(connection, monkeypatch):
    """The broken twin: the reader takes both for the same instant."""
    connection.exec_driver_sql("UPDATE people SET created_at = replace(created_at, ' ', 'T'), active = 2 * active")
    assert next(faults(), "nothing").startswith("people:1 的 ")
    monkeypatch.setattr(chain, "misshapen", lambda _table: [])
    db.session.execute(sa.text("SELECT 1"))
    assert list(faults()) == []
