"""One act is one transaction is one row, and there is no other way into the records."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from gov_requests.intake import actions as intake
from gov_requests.records.base import Base, Recorded, bookkeeping, db, one_act
from gov_requests.records.chain import faults
from gov_requests.records.journal import JournalRow
from gov_requests.records.people import Organ, Section
from gov_requests.records.settings import set_setting
from tests import factories

TABLES = ("applicants", "cases", "attachments", "letters", "case_states", "counters", "journal")


def counts():
    return {
        name: db.session.scalar(sa.select(sa.func.count()).select_from(Base.metadata.tables[name])) for name in TABLES
    }


def acting(doing):
    """Do something inside an act that says what it was."""
    with one_act("test") as act:
        act.note("invented")
        doing()


def keeping_books(doing):
    with bookkeeping() as session:
        doing(session)


def loose():
    return Organ(code="LOOSE", name="散落机关", short="散", kind="department")


def test_a_row_of_the_journal_is_not_edited(database):
    factories.organ()
    with pytest.raises(RuntimeError, match="append-only"):
        acting(lambda: setattr(db.session.scalars(sa.select(JournalRow)).first(), "kind", "invented"))


def test_a_row_of_the_journal_is_not_deleted(database):
    factories.organ()
    with pytest.raises(RuntimeError, match="append-only"):
        acting(lambda: db.session.delete(db.session.scalars(sa.select(JournalRow)).first()))


def test_a_row_of_the_journal_is_not_replaced_by_one_of_the_same_number(database):
    """SQLite's REPLACE deletes without asking a trigger, unless it is told to ask."""
    factories.organ()
    copy = "INSERT INTO journal SELECT * FROM journal WHERE id = 1"
    if database.engine.dialect.name == "sqlite":
        copy = copy.replace("INSERT", "INSERT OR REPLACE")
    with pytest.raises(DBAPIError):
        database.session.execute(sa.text(copy))
    database.session.rollback()


def test_the_journal_is_not_emptied_at_a_stroke(database):
    factories.organ()
    stroke = "DELETE FROM journal" if database.engine.dialect.name == "sqlite" else "TRUNCATE journal"
    with pytest.raises(DBAPIError, match="append-only"):
        database.session.execute(sa.text(stroke))
    database.session.rollback()


@pytest.mark.parametrize("step", ["attach", "needs_second_person", "issue_receipt"])
def test_an_act_that_breaks_half_way_leaves_nothing(database, monkeypatch, step):
    office = factories.Office().full()
    before = counts()

    def breaks(*_args, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr(intake, step, breaks)
    with pytest.raises(ZeroDivisionError):
        factories.registered(office)
    assert counts() == before
    assert list(faults()) == []
    monkeypatch.undo()
    assert factories.registered(office).case.serial == 1


def test_an_act_that_does_not_say_what_happened_leaves_nothing(database):
    with pytest.raises(RuntimeError, match="name what happened"), one_act("test"):
        db.session.add(loose())
    assert db.session.scalar(sa.select(Organ).where(Organ.code == "LOOSE")) is None


def test_bookkeeping_writes_no_record(database):
    with pytest.raises(RuntimeError, match="one_act"):
        keeping_books(lambda session: session.add(loose()))


@pytest.mark.parametrize("way", ["changed", "deleted"])
def test_a_record_is_neither_changed_nor_deleted_outside_an_act(database, way):
    organ = factories.organ()
    if way == "changed":
        organ.name = "改过的机关"
    else:
        database.session.delete(organ)
    with pytest.raises(RuntimeError, match="one_act"):
        database.session.flush()
    database.session.rollback()


@pytest.mark.parametrize("statement", [sa.update(Organ).values(name="改过的机关"), sa.delete(Section)])
def test_a_statement_over_many_records_goes_by_the_journal_and_is_refused(database, statement):
    """Its rows would not be seen by the session, so that no digest of them would be taken."""
    factories.section(factories.organ())
    with pytest.raises(RuntimeError, match="one by one"):
        acting(lambda: db.session.execute(statement))


def test_an_act_is_one_row_with_a_digest_of_each_record_that_it_wrote(database):
    office = factories.Office().full()
    file = factories.registered(office)
    row = database.session.scalars(sa.select(JournalRow).order_by(JournalRow.id.desc())).first()
    assert (row.kind, row.case_id, row.case_seq) == ("received", file.case.id, 1)
    assert {name.partition(":")[0] for name in row.digests} == {"applicants", "cases", "letters"}
    assert (row.recorded_by, row.signature) == (office.clerk.id, office.clerk.username)


def test_an_act_on_the_server_is_journalled_under_the_operating_systems_user(database):
    factories.organ()
    row = database.session.scalars(sa.select(JournalRow).order_by(JournalRow.id.desc())).first()
    assert (row.signature, row.recorded_by) == ("os:test", None)


def test_what_is_no_record_needs_no_journal(database):
    """The twin: the same listener lets a counter, a session or a projection pass."""
    assert not any(
        issubclass(mapper.class_, Recorded)
        for mapper in Base.registry.mappers
        if mapper.local_table.name
        in ("counters", "web_sessions", "throttles", "heartbeats", "case_states", "case_parties")
    )


def test_a_setting_written_in_an_act_stands_under_its_digest(database):
    with one_act("test") as act:
        set_setting("invented", [1, 2])
        act.note("invented")
    assert list(faults()) == []
