"""Papers of a dispute: into its file, the evidence package, the archive; the letter's owners are told when it falls."""

import io
import zipfile
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from gov_requests.archive.contents import contents_of
from gov_requests.demo.papers import paper as drawn_paper
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import look_up
from gov_requests.records.dispute_papers import DisputePaper, papers_of
from gov_requests.records.disputes import DisputeCase, DisputeState, DisputeStep
from gov_requests.records.holdings import named_files
from gov_requests.records.journal import JournalRow
from gov_requests.records.office_texts import OfficeText, parts_of_version
from gov_requests.records.papers import Letter
from gov_requests.records.reminders import Reminder
from gov_requests.today import now
from tests import factories
from tests.disputes.steps_in_pages import OUTCOME, entered, registered
from tests.support.typing_in import send, text

PAPER = drawn_paper("行政复议答复通知书")


@pytest.fixture
def legal(app, office):
    return factories.sign_in(app.test_client(), office.legal_reviewer)


def key_of(page):
    return int(page.rsplit("/", 1)[1])


def added(client, page, name="行政复议答复通知书.pdf", content=PAPER, purpose="notice"):
    upload = (io.BytesIO(content), name)
    return send(client, f"{page}/papers", purpose=purpose, files=upload, act="save")


def test_a_paper_comes_in_is_given_back_and_stands_in_the_package_and_the_archive(app, office, legal):
    case = factories.delivered(office, "not_held")
    page = registered(legal, requests=case.case.number)
    assert added(legal, page).location == page
    (paper,) = papers_of(key_of(page))
    shown = text(legal.get(page))
    assert "行政复议答复通知书.pdf" in shown
    given = legal.get(f"{page}/papers/{paper.public_id}")
    assert (given.data, given.headers["Content-Disposition"][:10]) == (PAPER, "attachment")
    assert legal.get(f"{page}/papers/{paper.public_id}/preview").status_code == 200
    row = db.session.scalars(sa.select(JournalRow).order_by(JournalRow.id.desc())).first()
    assert (row.kind, row.data["step"]["papers"][0]["sha256"]) == ("dispute_paper_added", paper.sha256)
    package = zipfile.ZipFile(io.BytesIO(send(legal, f"{page}/package").data))
    name = next(one for one in package.namelist() if one.startswith("复议诉讼 材料/"))
    assert package.read(name) == PAPER
    bound = contents_of(look_up(case.case.number, office.disclosure_head))
    assert paper.sha256 in [one.sha256 for one in bound if one.section == "复议诉讼" and hasattr(one, "sha256")]
    assert paper.sha256 in {one.sha256 for one in named_files()}


def test_a_file_that_is_not_what_it_says_stays_out_and_what_was_typed_stays(app, office, legal):
    page = registered(legal)
    answer = added(legal, page, "通知书.pdf", b"MZ\x90\x00")
    assert answer.status_code == 422
    assert "还没有保存，请重新选择" in text(answer)
    nothing = send(legal, f"{page}/papers", purpose="notice", act="save")
    assert nothing.status_code == 422
    assert "请选择文件" in text(nothing)
    assert papers_of(key_of(page)) == []


def test_a_voided_step_takes_its_papers_out_but_not_out_of_the_store(app, office, legal):
    page = registered(legal)
    added(legal, page)
    paper = papers_of(key_of(page))[0]
    entered(legal, page, "void", seq=str(paper.step), reason="传错了案件", act="save")
    assert papers_of(key_of(page)) == []
    assert legal.get(f"{page}/papers/{paper.public_id}").status_code == 404
    assert db.session.get(DisputePaper, paper.id) is not None
    assert paper.sha256 in {one.sha256 for one in named_files()}


def test_papers_of_another_organs_dispute_are_not_there(app, office, legal):
    page = registered(legal)
    added(legal, page)
    paper = papers_of(key_of(page))[0]
    other = factories.sign_in(app.test_client(), factories.Office().legal_reviewer)
    for address in (f"{page}/papers", f"{page}/papers/{paper.public_id}", f"{page}/papers/{paper.public_id}/preview"):
        assert other.get(address).status_code == 404


def office_text(office, slot="phrase", words="感谢您的支持。"):
    proposer, approver = office.clerk, office.legal_reviewer
    with one_act(approver) as act:
        row = OfficeText(
            organ_id=office.organ.id,
            slot=slot,
            text=words,
            starts_on=date(2026, 1, 1),
            proposed_by=proposer.id,
            approved_by=approver.id,
            approved_at=now(),
        )
        db.session.add(row)
        act.note("office_text_set", slot=slot)
    return row.id


def told(page):
    query = sa.select(Reminder).where(Reminder.clock == "template", Reminder.subject_id == key_of(page))
    return {row.person_id: row.text for row in db.session.scalars(query)}


def test_the_version_of_the_words_is_kept_with_the_letter_and_is_what_rates_divide_by(app, office, legal):
    kept = office_text(office)
    case = factories.delivered(office, "not_held")
    letter = db.session.scalars(
        sa.select(Letter).where(Letter.case_id == case.case.id, Letter.draft_id.is_not(None))
    ).one()
    code, digest, texts = parts_of_version(letter.text_version)
    assert (code, len(digest), texts) == (letter.code, 8, [kept])
    page = registered(legal, requests=case.case.number)
    assert db.session.get_one(DisputeState, key_of(page)).template == letter.text_version
    entered(legal, page, "outcome", **OUTCOME | {"outcome": "撤销", "loss_reason": "R15"})
    shown = text(legal.get("/disputes/analysis?by=template"))
    assert f"文本 {digest}，本机关用语第 {kept} 版" in shown
    later = office_text(office, words="感谢您对政府工作的关注。")
    again = factories.delivered(office, "not_held")
    page = registered(legal, requests=again.case.number, number="复9号")
    assert parts_of_version(db.session.get_one(DisputeState, key_of(page)).template)[2] == [later]


def test_who_stands_behind_the_words_is_told_once_when_the_letter_falls(app, office, legal):
    office_text(office)
    case = factories.delivered(office, "not_held")
    page = registered(legal, requests=case.case.number)
    assert told(page) == {}
    entered(legal, page, "outcome", **OUTCOME | {"outcome": "撤销", "loss_reason": "R15"})
    assert set(told(page)) == {office.clerk.id, office.legal_reviewer.id}
    assert "信息不存在，未尽检索义务" in told(page)[office.clerk.id]
    step = db.session.scalars(sa.select(DisputeStep).where(DisputeStep.kind == "decided")).one()
    entered(legal, page, "void", seq=str(step.seq), reason="录错", act="save")
    entered(legal, page, "outcome", **OUTCOME | {"outcome": "确认违法", "loss_reason": "R15"})
    assert len(told(page)) == 2
    assert "提醒" in text(factories.sign_in(app.test_client(), office.clerk).get("/oversight/reminders"))


def test_of_the_houses_own_text_the_disclosure_head_is_told_and_nobody_where_the_answer_stands(app, office, legal):
    head = office.disclosure_head
    case = factories.delivered(office, "not_held")
    page = registered(legal, requests=case.case.number)
    entered(legal, page, "outcome", **OUTCOME)
    assert told(page) == {}
    page = registered(legal, requests=case.case.number, number="复9号")
    entered(legal, page, "outcome", **OUTCOME | {"outcome": "撤销", "loss_reason": "R15"})
    assert set(told(page)) == {head.id}


def test_a_redo_is_offered_for_each_request_of_the_dispute_until_none_is_left(app, office, legal):
    numbers = [factories.delivered(office, "not_held").case.number for _ in range(3)]
    page = registered(legal, requests="\n".join(numbers))
    entered(legal, page, "outcome", **OUTCOME | {"outcome": "撤销", "loss_reason": "R15", "redo": "y"})
    links = {row.case.number: row.case_id for row in _links(key_of(page))}
    assert send(legal, f"{page}/redo", original=str(links[numbers[1]])).status_code == 302
    state = db.session.get_one(DisputeState, key_of(page))
    assert state.due_kind == "redo" or state.due_on < state.redo_due_on
    assert state.redo_due_on - timedelta(days=0) == look_up(f"{numbers[1]}-重1", office.disclosure_head).state.due_on
    refused = send(legal, f"{page}/redo", original=str(links[numbers[1]]))
    assert refused.status_code == 422
    assert "还没有重新答复的申请" in text(refused)
    assert send(legal, f"{page}/redo", original=str(links[numbers[0]]), last="y").status_code == 302
    shown = text(legal.get(page))
    assert all(f"{number}-重1" in shown for number in numbers[:2])
    assert send(legal, f"{page}/redo", original=str(links[numbers[2]])).status_code == 409


def _links(dispute_id):
    query = sa.select(DisputeCase).where(DisputeCase.dispute_id == dispute_id)
    return db.session.scalars(query.options(sa.orm.joinedload(DisputeCase.case))).all()
