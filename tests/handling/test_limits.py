"""内部时限: off by default, set by two people, tighter than the law, shown beside the statutory dates and never in their place."""

from contextlib import contextmanager
from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.handling.limits import propose_limits
from gov_requests.records.base import db, one_act
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.internal_limits import (
    Limits,
    internal_days,
    limits_of,
    next_internal_days,
    set_limits,
    versions_of,
)
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import BadInput
from tests import factories
from tests.support.typing_in import hidden_of, send, text

TYPED = {"submit": "7", "conclude": "15", "reason": "按区里的要求。"}


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def as_(app, person):
    return factories.sign_in(app.test_client(), person)


def held(office, submit=7, conclude=15):
    with one_act(office.disclosure_head) as act:
        version = {"submit": submit, "conclude": conclude, "since": "", "proposed_by": "甲", "approved_by": "乙"}
        set_limits(office.organ.id, version)
        act.note("internal_limits_set")


def days(office, file, as_of, limits=None, **more):
    found = look_up(file.case.number, office.disclosure_head)
    told = {"submitted": False, "closed": False} | more
    return internal_days(limits or Limits(7, 15), found.clock(as_of), as_of=as_of, **told)


def happened(office, file, kind, on, **fact):
    with one_act(office.disclosure_head) as act:
        found = look_up(file.case.number, office.disclosure_head)
        found.record(act, kind, happened_on=date.fromisoformat(on), fact=fact)


def test_nothing_is_said_of_internal_limits_where_none_are_set(app, office):
    file, client = factories.assigned(office), as_(app, office.handler)
    assert limits_of(office.organ.id) == Limits(0, 0)
    assert "内部时限" not in text(client.get(f"/cases/{file.case.number}"))
    assert "内部时限" not in text(client.get("/desk/waiting"))


def test_they_are_proposed_by_one_person_and_hold_once_another_has_agreed(app, database, office):
    file = factories.assigned(office)
    head = as_(app, office.disclosure_head)
    assert send(head, "/handling/limits", **TYPED).location == "/proposals/"
    assert limits_of(office.organ.id) == Limits(0, 0)
    proposal = database.session.query(Proposal).one()
    own = hidden_of(head.get("/handling/limits")) | {"decision": "approve", "note": ""}
    head.post(f"/proposals/{proposal.id}", data=own)
    assert limits_of(office.organ.id) == Limits(0, 0)
    legal = as_(app, office.legal_reviewer)
    page = text(legal.get(f"/proposals/{proposal.id}"))
    assert "7 个工作日" in page
    assert send(legal, f"/proposals/{proposal.id}", decision="approve", note="").status_code == 302
    assert limits_of(office.organ.id) == Limits(7, 15)
    (version,) = versions_of(office.organ.id)
    assert (version["proposed_by"], version["approved_by"]) == (office.disclosure_head.name, office.legal_reviewer.name)
    client = as_(app, office.handler)
    case, waiting = text(client.get(f"/cases/{file.case.number}")), text(client.get("/desk/waiting"))
    assert "2026-12-03　剩 7 日" in case
    assert "2026-12-15　剩 15 日" in case
    assert '内部时限 送审</span> <span class="nw">12-03 剩7日</span>' in waiting
    assert "安全期限" in waiting


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"conclude": "20"}, "内部时限应短于法定的 20 个工作日。"),
        ({"submit": "15"}, "送审的时限应短于办结的时限。"),
        ({"submit": "七"}, "请填 0 至 60 的整数。"),
        ({"reason": ""}, "请写明设置的理由，复核人要看。"),
    ],
)
def test_what_is_not_tighter_than_the_law_or_not_said_is_refused_and_kept(app, office, typed, sentence):
    client = as_(app, office.disclosure_head)
    refused = send(client, "/handling/limits", **TYPED | typed)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert f'value="{(TYPED | typed)["conclude"]}"' in text(refused)


def test_the_act_itself_refuses_what_the_law_has_not(office):
    with pytest.raises(BadInput, match="短于法定"):
        propose_limits(submit=0, conclude=21, reason="长一点", opened=Opened(office.disclosure_head))


@pytest.mark.article(33)
def test_they_are_counted_as_the_law_counts(office):
    file = factories.assigned(office)
    at = date(2026, 11, 24)
    submit, conclude = days(office, file, at)
    assert (submit.on, conclude.on) == (calendar().add(at, 7), calendar().add(at, 15))
    happened(
        office, file, "opinion_sought", "2026-11-24", ref="A", **{"from": "third_party"}, delivered_on="2026-11-24"
    )
    # Unanswered, the safe reading takes the letter for answered on the day that is looked at.
    assert days(office, file, date(2026, 11, 27))[1].on == calendar().add(at, 15 + 3)
    law = look_up(file.case.number, office.disclosure_head).clock(date(2026, 11, 27))
    assert days(office, file, date(2026, 11, 27), Limits(0, 20))[0].on == law.safe_due_on


def test_a_correction_starts_them_anew_and_while_it_is_awaited_they_are_open(office, today_is):
    file = factories.assigned(office)
    happened(office, file, "correction_requested", "2026-11-24", reply_by="2026-12-10")
    assert [one.words for one in days(office, file, date(2026, 11, 25))] == ["未定", "未定"]
    today_is("2026-12-01T10:00")
    happened(office, file, "corrected", "2026-12-01")
    assert days(office, file, date(2026, 12, 1))[0].on == calendar().add(date(2026, 12, 1), 7)


def test_an_extension_moves_the_end_and_not_the_first(office):
    file = factories.assigned(office)
    happened(office, file, "extended", "2026-11-24", workdays=10, approved_on="2026-11-24")
    submit, conclude = days(office, file, date(2026, 11, 24))
    assert (submit.left, conclude.left) == (7, 25)


def test_what_has_passed_and_what_is_done_is_said(office):
    file = factories.assigned(office)
    submit, conclude = days(
        office, file, date(2026, 12, 5)
    )  # A Saturday: no working day has passed, and yet it is late.
    assert submit.words == "2026-12-03　已过 1 日"
    assert days(office, file, conclude.on)[1].words == f"{conclude.on}　今日"
    assert days(office, file, date(2026, 12, 5), submitted=True)[0].words == "已完成"


@contextmanager
def queries():
    """The statements that are sent to the database."""
    made = []

    def note(_connection, _cursor, statement, *_more):
        made.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def test_a_list_shows_the_first_limit_that_is_not_met_and_asks_twice_for_however_many(office):
    held(office)
    files = [factories.assigned(office) for _ in range(3)] + [factories.submitted(office, "not_held")]
    cases = [(file.case.id, file.case.organ_id) for file in files]
    with queries() as made:
        found = next_internal_days(cases)
    assert [found[case_id].title for case_id, _organ in cases] == ["送审", "送审", "送审", "办结"]
    assert len(made) <= 2
    with queries() as made:
        assert next_internal_days([(1, factories.organ().id)]) == {}
