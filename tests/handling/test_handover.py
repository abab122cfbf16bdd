"""移交全部在办: every open request of one handler goes to another, one act a request."""

import pytest
import sqlalchemy as sa

from gov_requests.handling import handover
from gov_requests.handling.handover import bearers, hand_over_all
from gov_requests.procedure import OPEN, Stage
from gov_requests.records.base import one_act
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.cases import CaseState
from gov_requests.records.chain import faults
from gov_requests.records.journal import JournalRow
from gov_requests.records.rebuild import differences
from gov_requests.refusals import BadInput, NotAllowed
from tests import factories
from tests.support.typing_in import send, text


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def taker(office):
    return factories.person("handler", at=office.organ)


def handlers(database):
    return set(database.session.scalars(sa.select(CaseState.handler_id).where(CaseState.closed_on.is_(None))))


def test_every_open_request_goes_over_at_whatever_stage(office, taker, database):
    files = [
        make(office)
        for make in (factories.assigned, factories.searched, factories.submitted, factories.reviewed, factories.signed)
    ]
    closed = factories.delivered(office)
    stages = [file.stage for file in files]
    outcome = hand_over_all(office.handler.id, taker.id, "调离", Opened(office.disclosure_head, "k"))
    assert outcome.done == [file.case.number for file in files]
    assert outcome.refused == []
    database.session.expire_all()
    assert handlers(database) == {taker.id}
    assert [look_up(file.case.number, taker).stage for file in files] == stages
    assert database.session.get(CaseState, closed.case.id).handler_id == office.handler.id
    assert set(stages) <= OPEN - {Stage.REGISTERED}
    assert list(faults()) == []
    assert list(differences()) == []


def test_each_request_has_its_own_row(office, taker, database):
    files = [factories.assigned(office) for _ in range(3)]
    hand_over_all(office.handler.id, taker.id, "休假", Opened(office.disclosure_head, "k"))
    rows = database.session.scalars(sa.select(JournalRow).where(JournalRow.kind == "handed_over")).all()
    assert [row.case_id for row in rows] == [file.case.id for file in files]
    assert rows[0].data["handler_before"] == office.handler.name
    assert rows[0].data["reason"] == "休假"
    assert len({row.key for row in rows}) == 3


def test_the_giver_no_longer_sees_them_but_what_he_did_stays(office, taker, database):
    file = factories.searched(office)
    hand_over_all(office.handler.id, taker.id, "休假", Opened(office.disclosure_head, "k"))
    assert office.handler.id not in handlers(database)
    assert look_up(file.case.number, office.disclosure_head).journal[-2].recorded_by == office.handler.id


def test_a_section_head_hands_over_in_the_own_section_only(office, taker, database):
    factories.assigned(office)
    stranger = factories.person("section_head", at=office.organ)
    assert bearers(stranger) == []
    with pytest.raises(BadInput, match="名下没有"):
        hand_over_all(office.handler.id, taker.id, "休假", Opened(stranger, "k"))
    assert [one.count for one in bearers(office.section_head)] == [1]
    hand_over_all(office.handler.id, taker.id, "休假", Opened(office.section_head, "k"))
    assert handlers(database) == {taker.id}


def test_requests_of_another_organ_stay(office, taker, database):
    other = factories.Office()
    factories.assigned(other)
    with pytest.raises(BadInput):
        hand_over_all(other.handler.id, taker.id, "休假", Opened(office.disclosure_head, "k"))
    with pytest.raises(BadInput):
        hand_over_all(office.handler.id, other.handler.id, "休假", Opened(office.disclosure_head, "k"))
    assert handlers(database) == {other.handler.id}


def test_what_a_disabled_handler_had_is_handed_over_too(office, taker, database):
    factories.assigned(office)
    with one_act("test") as act:
        office.handler.active = False
        act.note("person_disabled")
    hand_over_all(office.handler.id, taker.id, "离职", Opened(office.disclosure_head, "k"))
    assert handlers(database) == {taker.id}


def test_one_request_that_is_refused_undoes_nothing_and_is_told(office, taker, database, monkeypatch):
    files = [factories.assigned(office) for _ in range(3)]
    real = handover._hand_over

    def stubborn(ref, *more):
        if ref == files[1].case.number:
            raise NotAllowed(handover.GONE)
        real(ref, *more)

    monkeypatch.setattr(handover, "_hand_over", stubborn)
    outcome = hand_over_all(office.handler.id, taker.id, "休假", Opened(office.disclosure_head, "k"))
    assert outcome.refused == [(files[1].case.number, handover.GONE)]
    assert len(outcome.done) == 2
    monkeypatch.undo()
    again = hand_over_all(office.handler.id, taker.id, "休假", Opened(office.disclosure_head, "k"))
    assert again.done == [files[1].case.number]
    assert handlers(database) == {taker.id}


def test_the_page_tells_how_many_and_does_it(client_for, office, taker, database):
    factories.assigned(office)
    client = client_for("disclosure_head", at=office.organ)
    assert "在办 1 件" in text(client.get("/handling/handover"))
    unreasoned = send(client, "/handling/handover", giver=office.handler.id, taker=taker.id, reason="")
    assert unreasoned.status_code == 422
    answer = send(client, "/handling/handover", giver=office.handler.id, taker=taker.id, reason="调离")
    assert answer.status_code == 302
    assert "已移交 1 件" in text(client.get("/handling/handover"))
    assert handlers(database) == {taker.id}


@pytest.mark.parametrize("role", ["clerk", "handler", "signer", "system_admin"])
def test_nobody_else_hands_over(client_for, role):
    assert client_for(role).get("/handling/handover").status_code == 403
