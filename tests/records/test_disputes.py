"""A dispute's life in rows: steps that are only added, one journal row each, a projection that can be made again."""

import json
from datetime import date, datetime
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.records.base import bookkeeping, db, one_act
from gov_requests.records.calendar import calendar
from gov_requests.records.chain import faults
from gov_requests.records.dispute_bulk import (
    Answered,
    LedgerDispute,
    LedgerScribe,
    as_ledger,
    ledger_rows,
    steps_of,
)
from gov_requests.records.dispute_file import (
    Attacked,
    NewDispute,
    add_step,
    disputes_of_case,
    look_up_dispute,
    open_dispute,
    taken_up,
)
from gov_requests.records.dispute_rebuild import (
    dispute_differences,
    disputes_moved_by,
    rebuild_disputes,
    refold_disputes,
)
from gov_requests.records.dispute_terms import OUTCOME_MAP
from gov_requests.records.disputes import Dispute, DisputeCase, DisputeState, DisputeStep
from gov_requests.records.journal import JournalRow
from gov_requests.records.settings import set_setting
from gov_requests.refusals import BadInput, NotFound, SomeoneElseActed
from gov_requests.today import SHANGHAI, clock_set_to
from tests import factories

AUTUMN = datetime(2026, 10, 9, 10, 0, tzinfo=SHANGHAI)
NEW = NewDispute(
    "虚政复〔2026〕7号", "review", date(2026, 9, 29), body="虚构区人民政府", procedure="simplified", against="reply"
)


@pytest.fixture
def autumn():
    with clock_set_to(AUTUMN):
        yield


@pytest.fixture
def office(database, autumn):
    return factories.Office()


def opened(office, new=NEW, cases=()):
    with one_act(office.legal_reviewer) as act:
        return open_dispute(act, office.organ.id, new, [Attacked(case.case.id) for case in cases])


def stepped(office, file, kind, **told):
    with one_act(office.legal_reviewer) as act:
        again = taken_up(file.dispute.id, office.legal_reviewer, Action.HANDLE_DISPUTE)
        add_step(act, again, kind, **told)
    return again


def test_a_new_dispute_owes_its_answer_and_the_report_of_its_notice(office):
    state = opened(office).state
    assert (state.answer_due_on, state.bucket) == (date(2026, 10, 12), "pending")
    # 三个工作日 after the notice: 09-30, 10-08, 10-09.
    assert (state.filing_due_on, state.due_on, state.due_kind) == (
        date(2026, 10, 9),
        date(2026, 10, 9),
        "filing_notice",
    )


def test_every_step_is_one_journal_row_in_the_requests_own_file(office):
    case, _legal = factories.registered(office), office.legal_reviewer
    before = db.session.scalar(sa.select(sa.func.count(JournalRow.id)))
    file = opened(office, cases=[case])
    stepped(office, file, "answered", happened_on=date(2026, 10, 8))
    rows = db.session.scalars(sa.select(JournalRow).order_by(JournalRow.id.desc()).limit(2)).all()
    assert [row.kind for row in rows] == ["dispute_answered", "dispute_registered"]
    assert {row.case_id for row in rows} == {case.case.id}
    assert all(row.case_seq is None for row in rows)
    assert rows[0].data["requests"] == [case.case.number]
    assert db.session.scalar(sa.select(sa.func.count(JournalRow.id))) == before + 2
    assert list(faults()) == []
    assert [state.answered_on for _dispute, state in disputes_of_case(case.case.id)] == [date(2026, 10, 8)]


def test_a_number_twice_is_refused_with_a_sentence(office):
    opened(office)
    with pytest.raises(BadInput, match="已有案件编号为 虚政复〔2026〕7号"):
        opened(office)
    opened(factories.Office())  # Another organ's numbers are its own.


def test_steps_are_never_changed(office):
    file = opened(office)
    with pytest.raises(RuntimeError, match="append-only"), one_act("test"):
        db.session.get_one(DisputeStep, file.rows[0].id).kind = "decided"


@pytest.mark.parametrize("statement", ["UPDATE dispute_steps SET kind = 'x'", "DELETE FROM dispute_steps"])
def test_the_database_itself_refuses_to_change_steps(office, statement):
    opened(office)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), db.session.begin_nested():
        db.session.execute(sa.text(statement))


def test_a_form_opened_before_somebody_else_acted_is_refused(office):
    file = opened(office)
    stepped(office, file, "answered", happened_on=date(2026, 10, 8))
    with pytest.raises(SomeoneElseActed), one_act(office.legal_reviewer):
        taken_up(file.dispute.id, office.legal_reviewer, Action.HANDLE_DISPUTE, version=1)


def test_another_organs_dispute_is_not_there(office):
    file = opened(office)
    with pytest.raises(NotFound):
        look_up_dispute(file.dispute.id, factories.Office().legal_reviewer)
    assert look_up_dispute(file.dispute.id, factories.person("district_supervisor")).version == 1


def test_whoever_handles_the_request_reads_its_dispute_and_nobody_else_in_the_section_does(office):
    case = factories.assigned(office)
    file = opened(office, cases=[case])
    assert look_up_dispute(file.dispute.id, office.handler).version == 1
    other = factories.person("handler", at=office.organ, of=office.section)
    with pytest.raises(NotFound):
        look_up_dispute(file.dispute.id, other)


def test_an_appeal_makes_it_pending_again_and_the_second_judgment_holds(office):
    suit = NewDispute("（2026）虚01行初1号", "litigation_direct", date(2026, 5, 18), against="reply")
    file = opened(office, suit)
    decided = {"outcome": "撤销", "loss_reason": "R15", "delivered_on": "2026-07-02"}
    file = stepped(office, file, "decided", happened_on=date(2026, 7, 1), **decided)
    assert (file.state.bucket, file.state.concluded_on) == ("corrected", date(2026, 7, 1))
    assert (file.state.attackable_until, file.state.loss_reason) == (date(2026, 7, 17), "R15")
    file = stepped(office, file, "appealed", happened_on=date(2026, 7, 20), instance="second")
    assert (file.state.bucket, file.state.concluded_on, file.state.instance) == ("pending", None, "second")
    file = stepped(office, file, "decided", happened_on=date(2026, 9, 30), outcome="维持原判")
    assert (file.state.outcome, file.state.bucket, file.state.loss_reason) == ("撤销", "corrected", "R15")
    assert (file.state.concluded_on, file.state.days) == (date(2026, 9, 30), 135)


def test_an_order_to_answer_anew_runs_from_the_decisions_receipt(office):
    file = opened(office, NewDispute("虚政复〔2026〕2号", "review", date(2026, 6, 15), procedure="simplified"))
    told = {"outcome": "撤销", "redo": True, "delivered_on": "2026-07-22"}
    file = stepped(office, file, "decided", happened_on=date(2026, 7, 20), **told)
    assert file.state.redo_due_on == date(2026, 8, 19)  # S10 and H37


def test_a_voided_step_leaves_no_trace_in_the_projection(office):
    file = opened(office)
    file = stepped(office, file, "decided", happened_on=date(2026, 10, 8), outcome="维持")
    assert file.state.bucket == "upheld"
    file = stepped(office, file, "voided", seq=2, reason="录入了另一件的结果")
    assert (file.state.bucket, file.state.version) == ("pending", 3)


def test_a_suit_against_the_reconsideration_organ_as_well_counts_for_the_original_organ_only(office):
    for number, place in enumerate(("original", "reviewing", None)):
        new = NewDispute(f"行初{number}号", "litigation_after_review", date(2026, 9, 1), organ_place=place)
        assert opened(office, new).state.counts_in_report is (place != "reviewing")


def test_the_projection_is_made_again_as_it_was_and_a_changed_one_is_named(office):
    file = opened(office, cases=[factories.registered(office)])
    stepped(office, file, "answered", happened_on=date(2026, 10, 8))
    assert list(dispute_differences()) == []
    columns = db.session.execute(sa.select(DisputeState.__table__)).mappings().one()
    db.session.execute(sa.update(DisputeState.__table__).values(answered_on=None, bucket="upheld"))
    assert list(dispute_differences()) == [f"复议诉讼 {file.dispute.id} 的投影与办理记录不符：answered_on、bucket。"]
    assert rebuild_disputes() == 1
    assert db.session.execute(sa.select(DisputeState.__table__)).mappings().one() == columns
    db.session.execute(sa.delete(DisputeState.__table__))
    assert list(dispute_differences()) == [f"复议诉讼 {file.dispute.id} 没有投影。"]
    rebuild_disputes()
    assert list(dispute_differences()) == []
    with bookkeeping():
        assert refold_disputes(AUTUMN.date()) == 0
    assert disputes_moved_by(calendar()) == []


def test_an_office_may_count_an_outcome_elsewhere_from_a_day_on(office):
    file = opened(office)
    stepped(office, file, "decided", happened_on=date(2026, 10, 8), outcome="和解", self_corrected=True)
    with one_act("test") as act:
        set_setting(OUTCOME_MAP, [{"version": 1, "since": "2026-10-01", "words": {"和解": "corrected"}}])
        act.note("dispute_terms_changed")
    assert list(dispute_differences()) != []
    rebuild_disputes()
    assert db.session.get_one(DisputeState, file.dispute.id).bucket == "corrected"


LEDGER = [
    LedgerDispute(
        "L1", "review", date(2026, 3, 2), "虚构区人民政府", "simplified", date(2026, 3, 9), "维持", date(2026, 4, 1)
    ),
    LedgerDispute("L2", "litigation_direct", date(2026, 3, 2), reason="检索不充分", outcome="撤销"),
    LedgerDispute("L3", "litigation_after_review", date(2026, 3, 2), concluded_on=date(2026, 4, 1), note="无结果"),
    LedgerDispute("L4", "review", date(2026, 3, 2), reason="只有原因", procedure="ordinary"),
    LedgerDispute("L5", "review", date(2026, 3, 2)),
    LedgerDispute("L6", "litigation_after_review", date(2026, 3, 2), note="复议机关，作共同被告；经复议维持"),
    LedgerDispute("L7", "litigation_after_review", date(2026, 3, 2), note="原行政机关，与复议机关作共同被告"),
]


class InOneAct:
    """A writer that lets an act give the digests; the ledger's own writes the same columns in bulk."""

    def __init__(self):
        self.tables = {row.__tablename__: row for row in (Dispute, DisputeCase, DisputeStep, DisputeState)}

    def record(self, table, **columns):
        if "data" in columns:
            columns["data"] = json.loads(columns["data"])
        row = self.tables[table](**columns)
        db.session.add(row)
        db.session.flush()
        return row.id

    def project(self, table, **columns):
        db.session.add(self.tables[table](**columns))


def test_what_a_ledger_brings_in_goes_out_again_cell_by_cell(office):
    case = factories.registered(office)
    answered = Answered(case.case.id, None, None, "not_held", "online")
    with one_act("test") as act:
        scribe = LedgerScribe(InOneAct(), office.organ.id, act.at, act.by)
        for row in LEDGER:
            scribe.write_row(row, answered if row.number == "L1" else None)
        act.note("ledger_imported")
    assert list(ledger_rows(office.organ.id)) == [
        (row, case.case.number if row.number == "L1" else None) for row in LEDGER
    ]
    assert list(faults()) == []
    assert list(dispute_differences()) == []
    states = {state.bucket for state in db.session.scalars(sa.select(DisputeState))}
    assert states == {"upheld", "corrected", "pending"}
    assert list(ledger_rows(office.organ.id, 2025)) == []
    # A suit against both organs counts once, also where it came in with a ledger (国办公开办函〔2016〕201号).
    counted = sa.select(Dispute.number, Dispute.organ_place, Dispute.note).join(DisputeState)
    assert db.session.execute(counted.where(~DisputeState.counts_in_report)).all() == [
        ("L6", "reviewing", "经复议维持")
    ]


def test_a_ledgers_dispute_owes_no_report_here_but_an_open_one_owes_its_answer(office):
    dispute = SimpleNamespace(
        id=1,
        number="L5",
        organ_id=1,
        kind="review",
        received_on=date(2026, 3, 2),
        procedure=None,
        body=None,
        note=None,
        organ_place=None,
    )
    assert as_ledger(dispute, steps_of(LEDGER[4])) == LEDGER[4]
    new = NewDispute("L5", "review", date(2026, 3, 2), source="ledger")
    state = opened(office, new).state
    assert (state.due_kind, state.filing_due_on) == ("answer", None)


def test_steps_of_two_disputes_do_not_mix(office):
    first, second = opened(office), opened(office, NewDispute("虚政复〔2026〕8号", "review", date(2026, 9, 29)))
    stepped(office, second, "answered", happened_on=date(2026, 10, 8))
    rows = db.session.execute(sa.select(DisputeStep.dispute_id, DisputeStep.seq).order_by(DisputeStep.id)).all()
    assert rows == [(first.dispute.id, 1), (second.dispute.id, 1), (second.dispute.id, 2)]


def test_a_dispute_on_appeal_goes_out_as_its_latest_instance(office):
    suit = NewDispute("行初9号", "litigation_direct", date(2026, 5, 18), body="虚构区人民法院", against="reply")
    file = opened(office, suit)
    file = stepped(office, file, "decided", happened_on=date(2026, 7, 1), outcome="撤销", loss_reason="R15")
    told = {"instance": "second", "body": "虚构中级人民法院"}
    stepped(office, file, "appealed", happened_on=date(2026, 7, 20), **told)
    ((row, request),) = ledger_rows(office.organ.id)
    assert (row.number, row.received_on, row.body) == ("行初9号", date(2026, 7, 20), "虚构中级人民法院")
    assert (row.outcome, row.concluded_on, request) == (None, None, None)
