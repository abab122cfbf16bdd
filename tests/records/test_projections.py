"""Projections are never the truth: whatever is falsified in them is found, mended, and not brought about by two at once."""

from datetime import date, timedelta
from threading import Event, Thread

import pytest
import sqlalchemy as sa

from gov_requests.handling.actions import assign
from gov_requests.records import rebuild as rebuilding
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.cases import CaseParty, CaseState
from gov_requests.records.people import Person
from gov_requests.records.projection import Entry, fold
from gov_requests.records.rebuild import differences, rebuild, reproject
from gov_requests.today import clock_set_to, now, today
from tests import factories
from tests.records.tampering import another
from tests.support.fixtures import ENGINE

STATES = CaseState.__table__
#: The day of a projection is its own; everything else follows from the journal.
OWN = {"case_id", "projected_on"}
FOREIGN_KEYS = {"organ_id": "organs", "section_id": "sections", "handler_id": "people"}


def falsify(case_id, **values):
    db.session.execute(sa.update(STATES).where(STATES.c.case_id == case_id).values(values))
    db.session.expire_all()


def someone_else(column):
    """Return another row's number where the column points at one."""
    table = db.metadata.tables[FOREIGN_KEYS[column]]
    return db.session.scalar(sa.select(sa.func.max(table.c.id)))


@pytest.mark.parametrize("column", [column.name for column in STATES.columns if column.name not in OWN])
def test_a_falsified_column_is_found_named_and_mended(database, column):
    office = factories.Office().full()
    file = factories.delivered(office) if column == "closed_on" else factories.assigned(office)
    other = factories.Office().full()
    present = db.session.execute(sa.select(STATES.c[column]).where(STATES.c.case_id == file.case.id)).scalar()
    value = someone_else(column) if column in FOREIGN_KEYS else another(STATES.c[column], present)
    assert value != present
    falsify(file.case.id, **{column: value})
    assert other.clerk.organ_id != file.case.organ_id
    assert list(differences()) == [f"申请 {file.case.id} 的投影与日志不符：{column}。"]
    rebuild()
    assert list(differences()) == []


def test_a_request_is_not_moved_into_another_organs_sight_unnoticed(database):
    file, other = factories.registered(factories.Office()), factories.Office().full()
    falsify(file.case.id, organ_id=other.organ.id)
    assert look_up(file.case.number, other.clerk).case.id == file.case.id
    assert "organ_id" in next(differences())
    rebuild()
    assert list(differences()) == []
    assert look_up(file.case.number, db.session.get_one(Person, file.journal[0].recorded_by))


def test_a_party_added_or_left_out_is_found_and_mended(database):
    office = factories.Office()
    file = factories.registered(office)
    for statement in (
        sa.insert(CaseParty).values(case_id=file.case.id, person_id=office.signer.id),
        sa.delete(CaseParty).where(CaseParty.case_id == file.case.id),
    ):
        db.session.execute(statement)
        assert list(differences()) == [f"申请 {file.case.id} 的经办人投影与日志不符。"]
        rebuild()
        assert list(differences()) == []


@pytest.mark.parametrize("mend", [rebuild, reproject])
def test_a_projection_that_is_missing_is_found_and_made_again(database, mend):
    office = factories.Office()
    factories.delivered(office)
    file = factories.registered(office)
    db.session.execute(sa.delete(CaseState).where(CaseState.case_id == file.case.id))
    db.session.expire_all()
    assert list(differences()) == [f"申请 {file.case.id} 没有投影。"]
    mend()
    assert list(differences()) == []


def test_an_unreadable_projection_is_found_and_mended(sqlite_app):
    with sqlite_app.app_context():
        file = factories.registered(factories.Office())
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE case_states SET due_on = 'soon'")
        assert list(differences()) == [f"申请 {file.case.id} 的投影与日志不符：due_on。"]
        rebuild()
        assert list(differences()) == []


def test_a_projection_moves_on_with_the_day_and_a_day_passed_by_changes_no_due_date(database):
    file = factories.registered(factories.Office())
    due_on = file.state.due_on
    later = today() + timedelta(days=3)
    with clock_set_to(now() + timedelta(days=3)):
        assert reproject() == {"requests_moved": 0, "disputes_moved": 0}
    state = db.session.get_one(CaseState, file.case.id)
    assert (state.projected_on, state.due_on) == (later, due_on)
    assert list(differences()) == []


def test_what_is_answered_stays_as_it_was_projected_on_its_last_day(database):
    file = factories.delivered(factories.Office())
    reproject(date(2030, 1, 1))
    assert db.session.get_one(CaseState, file.case.id).projected_on == today()


def folded_while_somebody_acts(app, monkeypatch, mend):
    """Fold the requests as of tomorrow, an act of today coming in between the reading of the journals and the writing."""
    with app.app_context():
        office = factories.Office()
        number = factories.registered(office).case.number
        clerk_id, handler_id = office.clerk.id, office.handler.id
    acted, fold = Event(), rebuilding.fold

    def act():
        with app.app_context():
            assign(number, handler_id, "", Opened(db.session.get_one(Person, clerk_id)))
        acted.set()

    clerk = Thread(target=act)

    def fold_slowly(*given):
        if not clerk.ident:
            clerk.start()
            acted.wait(0.5)
        return fold(*given)

    monkeypatch.setattr(rebuilding, "fold", fold_slowly)
    with app.app_context(), clock_set_to(now() + timedelta(days=1)):
        mend()
    clerk.join()
    monkeypatch.setattr(rebuilding, "fold", fold)
    assert acted.is_set()
    with app.app_context():
        return list(differences()), db.session.scalars(sa.select(CaseState)).one().stage


@pytest.mark.parametrize("mend", [rebuild, reproject])
def test_an_act_during_the_folding_is_not_undone_by_it(own_app, monkeypatch, mend):
    assert folded_while_somebody_acts(own_app, monkeypatch, mend) == ([], "searching")


def test_without_the_lock_the_earlier_journal_would_be_folded_over_the_act(own_app, monkeypatch):
    """The broken twin. SQLite has one writer at a time anyway."""
    monkeypatch.setattr(rebuilding, "_hold", lambda _which: None)
    found, stage = folded_while_somebody_acts(own_app, monkeypatch, rebuild)
    undone = (bool(found), stage) == (True, "registered")
    assert undone == (ENGINE == "postgresql")


@pytest.mark.parametrize(
    ("ends", "closes"),
    [
        ([("replied", 3), ("withdrawn", 4)], ("replied", 3)),
        ([("replied", 3), ("withdrawn", 2)], ("withdrawn", 2)),
        ([("withdrawn", 3), ("replied", 3)], ("replied", 3)),
        ([("abandoned", 3), ("withdrawn", 3)], ("abandoned", 3)),
    ],
)
def test_of_several_ends_the_first_day_closes_whenever_it_was_entered(app, ends, closes):
    received = Entry(1, "received", date(2026, 3, 2), {"fact": {"channel": "in_person"}})
    later = [
        Entry(seq, kind, date(2026, 3, day), {"reply_kind": kind}) for seq, (kind, day) in enumerate(ends, start=2)
    ]
    with app.app_context():
        columns = fold([received, *later], calendar(), date(2026, 3, 10))
    kind, day = closes
    assert (columns["reply_kind"], columns["closed_on"]) == (kind, date(2026, 3, day))
    assert (columns["clock_state"], columns["stage"]) == (kind, "closed")
