"""双人复核: what needs two people is decided by another one, of the right role and organ, once, and within its fourteen days."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gov_requests.access import ADMINISTRATORS, DECIDERS
from gov_requests.records import proposable
from gov_requests.records.base import db, one_act
from gov_requests.records.chain import faults
from gov_requests.records.journal import JournalRow
from gov_requests.records.proposable import LIFE, approve, offered, propose, refuse, waiting_for, withdraw
from gov_requests.refusals import NotAllowed, NotFound
from gov_requests.today import SHANGHAI, clock_set_to
from tests import factories

MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=SHANGHAI)


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def waiting(office):
    """A proposal of the clerk's that somebody of the office decides on."""
    file = factories.registered(office)
    with one_act(office.clerk) as act:
        return propose(act, "late_delivery", {}, reason="回执迟到", by=office.clerk, file=file)


@pytest.fixture
def ran(app, monkeypatch):
    """What the approved act did, in place of a delivery."""
    done = []
    held = offered()
    row = held["late_delivery"]
    stand_in = type(row)(row.act, row.title, lambda act, proposal: _run(done, act, proposal), row.tell)
    monkeypatch.setitem(app.extensions["gov_requests.proposable"], "late_delivery", stand_in)
    return done


def _run(done, act, proposal):
    done.append(proposal.id)
    proposable.casefile_of(proposal).record(act, "note", text="approved")


def test_another_person_approves_and_the_record_names_both(office, waiting, ran):
    assert waiting_for(office.disclosure_head) == 1
    approve(waiting.id, note="属实", by=office.disclosure_head)
    assert ran == [waiting.id]
    row = db.session.scalars(sa.select(JournalRow).order_by(JournalRow.id.desc()).limit(1)).one()
    assert (row.data["proposed_by"], row.data["approved_by"]) == (
        office.clerk.username,
        office.disclosure_head.username,
    )
    assert row.data["reason"] == "回执迟到"
    assert waiting_for(office.disclosure_head) == 0
    assert list(faults()) == []


@pytest.mark.parametrize("decide", [approve, refuse])
def test_nobody_decides_on_the_own_proposal(office, waiting, ran, decide):
    with pytest.raises(NotAllowed, match="自己"):
        decide(waiting.id, note="", by=office.clerk)
    assert ran == []
    assert waiting.state == "open"


@pytest.mark.parametrize("decide", [approve, refuse])
def test_whoever_may_not_decide_does_not_even_see_it(office, waiting, ran, decide):
    elsewhere = factories.Office()
    for stranger in (office.handler, office.signer, office.security_admin, elsewhere.disclosure_head):
        assert waiting_for(stranger) == 0
        with pytest.raises(NotFound):
            decide(waiting.id, note="", by=stranger)
    assert ran == []


def test_it_is_decided_once(office, waiting, ran):
    refuse(waiting.id, note="回执日期不清", by=office.disclosure_head)
    for decide in (approve, refuse):
        with pytest.raises(NotAllowed, match="已经处理"):
            decide(waiting.id, note="", by=office.section_head)
    with pytest.raises(NotAllowed, match="已经处理"):
        withdraw(waiting.id, by=office.clerk)
    assert ran == []


def test_it_lapses_after_fourteen_days(office, ran):
    with clock_set_to(MONDAY):
        file = factories.registered(office)
        with one_act(office.clerk) as act:
            waiting = propose(act, "late_delivery", {}, reason="回执迟到", by=office.clerk, file=file)
    with clock_set_to(MONDAY + LIFE - timedelta(seconds=1)):
        assert waiting_for(office.disclosure_head) == 1
    with clock_set_to(MONDAY + LIFE):
        assert waiting_for(office.disclosure_head) == 0
        with pytest.raises(NotAllowed, match="已过复核期限"):
            approve(waiting.id, note="", by=office.disclosure_head)
    assert ran == []


def test_only_the_proposer_takes_it_back(office, waiting):
    with pytest.raises(NotAllowed):
        withdraw(waiting.id, by=office.disclosure_head)
    withdraw(waiting.id, by=office.clerk)
    assert waiting.state == "withdrawn"


def test_an_act_that_fails_on_approval_leaves_the_proposal_open(office, waiting, app, monkeypatch):
    def fails(_act, _proposal):
        raise NotAllowed("不行。")

    row = offered()["late_delivery"]
    broken = type(row)(row.act, row.title, fails, row.tell)
    monkeypatch.setitem(app.extensions["gov_requests.proposable"], "late_delivery", broken)
    with pytest.raises(NotAllowed, match="不行"):
        approve(waiting.id, note="", by=office.disclosure_head)
    db.session.expire_all()
    assert waiting.state == "open"


def test_without_the_look_at_the_proposer_the_database_still_refuses(office, waiting, ran, monkeypatch):
    """The twin: the guard in the code away, the constraint of the table holds."""
    monkeypatch.setattr(
        proposable, "_open", lambda proposal_id, _by: db.session.get_one(proposable.Proposal, proposal_id)
    )
    with pytest.raises(IntegrityError):
        approve(waiting.id, note="", by=office.clerk)


def test_every_act_that_needs_two_people_has_its_deciders_and_its_room(database):
    acts = set(offered())
    assert acts <= set(DECIDERS)
    assert {"late_delivery", "late_incoming", "late_day", "late_fact", "calendar_import", "administrator_grant"} <= acts
    assert DECIDERS["administrator_grant"] <= ADMINISTRATORS
    assert all(not DECIDERS[name] & ADMINISTRATORS for name in acts if name.startswith("late_"))
