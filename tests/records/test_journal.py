"""The journal: one act one row, append-only, chained; whatever is changed behind its back is named."""

import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from gov_requests.handling.actions import assign
from gov_requests.intake.actions import register
from gov_requests.records.base import Base, db, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import Checkpoint, faults, head, recorded_tables
from gov_requests.records.journal import JournalRow
from gov_requests.records.papers import Letter
from gov_requests.records.people import Organ
from gov_requests.records.rebuild import differences, rebuild
from gov_requests.refusals import AlreadyDone, SomeoneElseActed
from tests import factories

JOURNAL = Base.metadata.tables["journal"]


def rows() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(JOURNAL))


def test_one_act_is_one_row_and_an_act_that_fails_leaves_nothing(database):
    office = factories.Office().full()
    before = rows()
    factories.registered(office)
    assert rows() == before + 1
    with pytest.raises(ZeroDivisionError):
        _fail_half_way()
    assert rows() == before + 1
    assert database.session.scalar(sa.select(Organ.id).where(Organ.code == "HALF")) is None


def _fail_half_way():
    with one_act("test") as act:
        act.note("half_done")
        db.session.add(Organ(code="HALF", name="半个机关", short="半", kind="department"))
        db.session.flush()
        raise ZeroDivisionError


def test_nothing_is_written_into_the_records_outside_an_act(database):
    database.session.add(Organ(code="LOOSE", name="散落机关", short="散", kind="department"))
    with pytest.raises(RuntimeError, match="one_act"):
        database.session.flush()
    database.session.rollback()


@pytest.mark.parametrize("statement", ["UPDATE journal SET kind = 'nothing'", "DELETE FROM journal"])
def test_the_database_itself_refuses_to_change_the_journal(database, statement):
    factories.registered(factories.Office())
    with pytest.raises(DBAPIError, match="append-only"):
        database.session.execute(sa.text(statement))
    database.session.rollback()


def test_the_database_itself_refuses_a_signer_who_drafted(database):
    file = factories.signed(factories.Office())
    letter = database.session.query(Letter).filter(Letter.signer_id.is_not(None), Letter.case_id == file.case.id).one()
    with pytest.raises(IntegrityError):
        database.session.execute(sa.text("UPDATE letters SET signer_id = drafter_id WHERE id = :id"), {"id": letter.id})
    database.session.rollback()


def let_go(app) -> None:
    """Take the triggers away, as somebody with the database in hand could."""
    with app.app_context(), db.engine.begin() as connection:
        if db.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER journal_no_update")
            connection.exec_driver_sql("DROP TRIGGER journal_no_delete")
        else:
            connection.exec_driver_sql("ALTER TABLE journal DISABLE TRIGGER ALL")


def tampered(app, statement: str) -> str | None:
    """Run a statement behind the application's back; return the first fault that the verification then names; undo it."""
    with app.app_context():
        engine = db.engine
        with engine.connect() as connection:
            transaction = connection.begin()
            try:
                connection.exec_driver_sql(statement)
                db.session.remove()
                db.engines[None] = connection
                return next(faults(), None)
            finally:
                db.session.remove()
                db.engines[None] = engine
                transaction.rollback()


#: What somebody with the database in hand may try, and what the verification then names.
TAMPERING = [
    ("UPDATE journal SET data = '{}' WHERE id = 20", "第 20 行内容与哈希不符"),
    ("UPDATE journal SET signature = 'x' WHERE id = 20", "第 20 行内容与哈希不符"),
    ("UPDATE journal SET recorded_at = '2020-01-01 00:00:00.000000' WHERE id = 20", "第 20 行内容与哈希不符"),
    ("DELETE FROM journal WHERE id = 20", "第 20 行缺失"),
    ("UPDATE journal SET hash = previous WHERE id = 20", "第 20 行"),
    ("UPDATE cases SET description = 'x'", "cases:1 的内容与日志记载不符"),
    ("UPDATE applicants SET name = 'x'", "applicants:1 的内容与日志记载不符"),
    ("UPDATE searches SET found = NOT found", "searches:1 的内容与日志记载不符"),
    ("UPDATE people SET password_hash = 'x' WHERE id = 1", "people:1 的内容与日志记载不符"),
    ("DELETE FROM deliveries", "deliveries:1 已不在库中"),
    ("INSERT INTO sections (organ_id, name) VALUES (1, '暗中添加')", "没有日志依据"),
]


def test_each_way_of_tampering_is_named(own_app):
    with own_app.app_context():
        factories.delivered(factories.Office().full())
        assert list(faults()) == []
    let_go(own_app)
    for statement, named in TAMPERING:
        found = tampered(own_app, statement)
        assert found is not None, statement
        assert named in found
    with own_app.app_context():
        assert list(faults()) == []


def test_every_cell_of_every_record_is_under_a_digest(own_app):
    with own_app.app_context():
        factories.delivered(factories.Office(), "partly_disclosed")
        tables = recorded_tables()
        cells = [(table.name, column.name) for table in tables for column in table.columns if not column.primary_key]
        filled = []
        for table, column in cells:
            kind = Base.metadata.tables[table].c[column].type
            value = (
                "NULL"
                if isinstance(kind, (sa.Integer, sa.Date, sa.DateTime, sa.Boolean)) or hasattr(kind, "impl")
                else "'x'"
            )
            present = db.session.execute(sa.text(f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL")).scalar()
            if present and not (value == "NULL" and not Base.metadata.tables[table].c[column].nullable):
                filled.append((table, column, value))
    checked = 0
    for table, column, value in filled:
        try:
            found = tampered(own_app, f"UPDATE {table} SET {column} = {value}")
        except DBAPIError:
            continue  # The database refuses it by itself.
        checked += 1
        assert found is not None, (table, column)
    assert checked > 40


def test_a_rewritten_chain_is_caught_by_a_checkpoint_kept_outside(database):
    office = factories.Office()
    kept = head()
    factories.registered(office)
    assert list(faults(kept)) == []
    forged = Checkpoint(kept.count, "f" * 64)
    assert "检查点" in next(faults(forged))
    assert "检查点" in next(faults(Checkpoint(head().count + 5, "f" * 64)))


def test_the_same_form_twice_is_one_request(database):
    office = factories.Office()
    register(factories.registration(), [], by=office.clerk, key="the-same-form")
    before = rows()
    with pytest.raises(AlreadyDone) as done:
        register(factories.registration(), [], by=office.clerk, key="the-same-form")
    assert done.value.case_id is not None
    assert rows() == before


def test_the_second_clerk_on_one_request_is_told_that_somebody_else_acted(database):
    office = factories.Office()
    file = factories.registered(office)
    seen = file.version
    assign(factories.ref_of(file), office.handler.id, "", Opened(office.clerk, version=seen))
    with pytest.raises(SomeoneElseActed):
        assign(factories.ref_of(file), office.handler.id, "", Opened(office.disclosure_head, version=seen))


def test_a_falsified_projection_is_found_and_mended(database):
    file = factories.assigned(factories.Office())
    with database.session.begin_nested():
        database.session.execute(sa.text("UPDATE case_states SET stage = 'signing', due_on = '2030-01-01'"))
    assert "stage" in next(differences())
    rebuild()
    assert list(differences()) == []
    assert factories.db_stage(file) == "searching"


def test_eight_counters_at_once_leave_no_gap_and_no_twin(own_app):
    with own_app.app_context():
        clerk_id = factories.Office().clerk.id
    failed = []

    def count_in():
        with own_app.app_context():
            clerk = db.session.get(factories.Person, clerk_id)
            for _ in range(6):
                try:
                    register(factories.registration(), [], by=clerk)
                except Exception as error:  # noqa: BLE001 - whatever it is, the test must show it
                    failed.append(error)

    threads = [threading.Thread(target=count_in) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with own_app.app_context():
        serials = sorted(db.session.execute(sa.text("SELECT serial FROM cases")).scalars())
        assert serials == list(range(1, 49))
        assert list(faults()) == []
        assert db.session.scalar(sa.select(sa.func.count(JournalRow.id))) == head().count
