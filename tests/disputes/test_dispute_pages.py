"""A dispute of every kind, from its receipt to the redo, as the people of the office enter it; and what they are told on the way."""

from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.cases import CaseState
from gov_requests.records.dispute_file import look_up_dispute
from gov_requests.records.dispute_rebuild import dispute_differences
from gov_requests.records.disputes import Dispute, DisputeState
from tests import factories
from tests.disputes.steps_in_pages import NEW, OUTCOME, entered, registered
from tests.support.typing_in import send, text


@pytest.fixture
def legal(app, office):
    return factories.sign_in(app.test_client(), office.legal_reviewer)


def state_of(page):
    db.session.expire_all()
    return db.session.get_one(DisputeState, int(page.rsplit("/", 1)[1]))


def test_reconsideration_from_its_receipt_to_the_redo(app, office, legal, today_is):
    today_is("2026-06-01T10:00")
    case = factories.delivered(office, "partly_disclosed")
    today_is("2026-11-24T10:00")
    number = case.case.number
    page = registered(legal, requests=number)
    shown = text(legal.get(page))
    assert "2026-10-12" in shown
    assert "《中华人民共和国行政复议法》第五十四条第一款" in shown
    assert "逾期视为没有证据、依据。《中华人民共和国行政复议法》第七十条" in shown
    assert "报备：收到通知" in shown
    assert "默认值，非法定" in shown
    late = entered(legal, page, "answer", on="2026-10-13", evidence="答复书", act="save")
    assert "提交日期 2026-10-13 晚于期限 2026-10-12：逾期视为没有证据、依据。" in late
    shown = entered(
        legal,
        page,
        "outcome",
        **OUTCOME
        | {
            "outcome": "撤销",
            "loss_reason": "R17",
            "redo": "y",
            "holding": "专家论证意见未区分处理。",
            "reason": "未区分",
        },
    )
    assert "结果纠正" in shown
    assert "未区分处理" in shown
    state = state_of(page)
    assert (state.redo_due_on, state.due_kind) == (date(2026, 11, 19), "filing_notice")
    assert state.attackable_until == date(2026, 11, 6)
    answer = send(legal, f"{page}/redo")
    assert answer.status_code == 302
    redo = look_up(f"{number}-重1", office.disclosure_head)
    assert (redo.case.redo_of_id, redo.case.serial) == (case.case.id, None)
    assert (redo.state.received_on, redo.state.due_on) == (date(2026, 10, 22), date(2026, 11, 19))
    shown = text(legal.get(page))
    assert f"{number}-重1" in shown
    assert send(legal, f"{page}/redo").status_code == 409
    for what in ("notice", "outcome", "rectification"):
        entered(legal, page, "filing", on="2026-11-20", what=what, filed_with="区司法局", act="save")
    assert state_of(page).due_kind is None
    assert list(dispute_differences()) == []
    factories.assign(redo.case.number, office.handler.id, "请重新答复", Opened(office.clerk))


def test_a_suit_without_reconsideration_before_it_is_recorded_and_flagged_with_its_defence(app, office, legal):
    case = factories.delivered(office, "partly_disclosed")
    court = {"kind": "litigation_direct", "procedure": "", "body": "虚构区人民法院", "number": "（2026）虚01行初1号"}
    page = registered(legal, **court, requests=case.case.number, received_on="2026-11-20")
    shown = text(legal.get(page))
    assert "部分公开应当先申请行政复议，未经复议直接起诉。" in shown
    assert "请求裁定不予立案；已经立案的，裁定驳回起诉" in shown
    assert "2026-12-07" in shown  # 十五日届满是星期六
    ruling = OUTCOME | {"on": "2026-11-24", "delivered_on": "2026-11-24", "form": "ruling", "outcome": "驳回起诉"}
    shown = entered(legal, page, "outcome", **ruling)
    assert "其他结果" in shown
    assert state_of(page).attackable_until == date(2026, 12, 4)


def test_a_suit_after_reconsideration_goes_to_the_second_instance_and_is_performed(app, office, legal):
    first = registered(legal)
    entered(legal, first, "outcome", **OUTCOME)
    court = {"kind": "litigation_after_review", "procedure": "", "body": "虚构中级人民法院", "organ_place": "original"}
    page = registered(
        legal, **court, number="行初2号", earlier=NEW["number"], received_on="2026-11-02", filed_on="2026-11-20"
    )
    shown = text(legal.get(page))
    assert NEW["number"] in shown
    assert "2026-11-20 才提出" in shown
    entered(
        legal, page, "hearing-call", received_on="2026-11-05", hearing_on="2026-12-01", place="第三法庭", act="save"
    )
    assert state_of(page).due_kind == "filing_notice"
    entered(legal, page, "hearing", on="2026-11-10", head="attended", head_post="副局长", act="save")
    judgment = OUTCOME | {"form": "judgment", "on": "2026-11-11", "delivered_on": "2026-11-12"}
    wanted = {"outcome": "责令履行", "loss_reason": "R01", "perform_by": "2026-12-15"}
    assert "结果纠正" in entered(legal, page, "outcome", **judgment | wanted)
    appeal = {"on": "2026-11-16", "instance": "second", "by": "organ", "answer_due_on": "2026-12-01", "act": "save"}
    assert "尚未审结" in entered(legal, page, "appeal", **appeal)
    assert state_of(page).answer_due_on == date(2026, 12, 1)
    held = judgment | {"on": "2026-11-20", "delivered_on": "2026-11-21", "outcome": "维持原判"}
    entered(legal, page, "outcome", **held)
    state = state_of(page)
    assert (state.outcome, state.bucket, state.instance) == ("责令履行", "corrected", "second")
    entered(legal, page, "performed", on="2026-11-23", how="已提供信息", act="save")
    assert list(dispute_differences()) == []


def test_a_complaint_and_a_dispute_about_no_reply_and_one_about_a_notice(app, office, legal):
    case = factories.registered(office)
    told = {"procedure": "", "body": "虚构区政务公开办", "requests": case.case.number}
    page = registered(legal, **told, kind="complaint", against="no_reply", number="投诉1号")
    assert "投诉成立" in entered(legal, page, "outcome", **OUTCOME | {"outcome": "投诉成立", "loss_reason": "R01"})
    page = registered(legal, against="notice", number="复8号", requests=case.case.number)
    shown = text(legal.get(page))
    assert "补正、延期等程序性告知不单独影响权利义务，不属于受理范围。" in shown
    assert "国办函〔2021〕132号第三条" in shown
    dispute = db.session.scalars(sa.select(Dispute).where(Dispute.number == "复8号")).one()
    assert look_up_dispute(dispute.id, office.legal_reviewer).state.ground == "notice"


def test_one_dispute_about_several_requests_gets_an_outcome_for_each_item(app, office, legal):
    first, second = factories.delivered(office, "not_held"), factories.delivered(office, "partly_disclosed")
    page = registered(legal, requests=f"{first.case.number}\n{second.case.number} 1、3")
    form = text(legal.get(f"{page}/steps/outcome"))
    assert f"{second.case.number} 第 3 项（部分公开）" in form
    several = {
        "items-0-outcome": "维持",
        "items-1-outcome": "撤销",
        "items-1-point": "未区分处理",
        "items-2-outcome": "",
    }
    shown = entered(legal, page, "outcome", **OUTCOME | {"outcome": "部分撤销", "loss_reason": "R17"} | several)
    assert "撤销：未区分处理" in shown


def test_a_number_twice_is_refused_and_what_was_typed_is_kept(app, office, legal):
    registered(legal)
    answer = send(legal, "/disputes/new", **NEW | {"note": "第二次"})
    assert answer.status_code == 422
    assert "本机关已有案件编号为 虚政复〔2026〕7号 的案件" in text(answer)
    assert "第二次" in text(answer)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"requests": "2026-9999"}, "没有登记编号为 2026-9999 的申请"),
        ({"requests": "甲 乙 丙 丁"}, "第 1 行无法识别"),
        ({"procedure": ""}, "请选择程序"),
        ({"received_on": "2026-12-01"}, "不能晚于今天"),
        ({"earlier": "没有这件"}, "没有案件编号为 没有这件 的案件"),
        ({"number": " "}, "请填写案件编号。"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(app, office, legal, changed, sentence):
    answer = send(legal, "/disputes/new", **NEW | changed)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert db.session.scalar(sa.select(sa.func.count(Dispute.id))) == 0


def test_an_outcome_that_the_instance_cannot_give_is_refused_with_a_sentence(app, office, legal):
    page = registered(legal)
    answer = send(legal, f"{page}/steps/outcome", **OUTCOME | {"outcome": "驳回诉讼请求"})
    assert answer.status_code == 422
    answer = send(legal, f"{page}/steps/outcome", **OUTCOME | {"outcome": "撤销"})
    assert answer.status_code == 422
    assert "结果为纠正的，请选择纠错（败诉）原因。" in text(answer)


def test_dates_out_of_order_are_recorded_and_told(app, office, legal):
    page = registered(legal)
    shown = entered(legal, page, "answer", on="2026-09-01", act="save")
    assert "2026-09-01 早于收到之日 2026-09-29，已照录，请核对。" in shown
    assert state_of(page).answered_on == date(2026, 9, 1)


def test_a_wrong_record_is_voided_with_its_reason_and_stays_readable(app, office, legal):
    page = registered(legal)
    entered(legal, page, "outcome", **OUTCOME)
    shown = entered(legal, page, "void", seq="2", reason="录入了另一件的结果", act="save")
    assert "<del>" in shown
    assert state_of(page).bucket == "pending"
    answer = send(legal, f"{page}/steps/void", seq="1", reason="x", act="save")
    assert "登记、重新答复不能作废" in text(answer)


def test_what_was_registered_wrongly_is_put_right_and_the_old_words_are_kept(app, office, legal):
    page = registered(legal)
    right = {
        "number": "虚政复〔2026〕9号",
        "body": "虚构区人民政府",
        "received_on": "2026-09-28",
        "filed_on": "",
        "act": "save",
    }
    answer = send(legal, f"{page}/amend", **right)
    assert answer.status_code == 302
    assert state_of(page).answer_due_on == date(2026, 10, 10)
    assert list(dispute_differences()) == []
    answer = send(legal, f"{page}/amend", **right)
    assert "没有改动。" in text(answer)


def test_whoever_comes_second_is_told_and_keeps_the_typing(app, office, legal):
    page = registered(legal)
    other = factories.sign_in(app.test_client(), office.disclosure_head)
    form = text(other.get(f"{page}/steps/answer"))
    hidden = {
        name: form.split(f'name="{name}"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
        for name in ("csrf_token", "act_key", "version")
    }
    entered(legal, page, "note", text="先来", act="save")
    answer = other.post(
        f"{page}/steps/answer", data={**hidden, "on": "2026-10-08", "evidence": "我写的", "act": "save"}
    )
    assert answer.status_code == 409
    assert "我写的" in text(answer)


def test_the_list_shows_what_is_owed_first_and_finds_by_number(app, office, legal):
    registered(legal)
    legal.get(registered(legal, number="另一件", received_on="2026-11-20"))
    shown = text(legal.get("/disputes/"))
    assert shown.index("虚政复〔2026〕7号") < shown.index("另一件")
    assert "超期" in shown
    found = text(legal.get("/disputes/?word=另一"))
    assert "虚政复〔2026〕7号" not in found
    assert "没有符合条件的案件" in text(legal.get("/disputes/?word=没有的"))
    assert legal.get("/disputes/?organ=99999999999999&after=x_y&since=abc").status_code == 200


def test_only_those_who_may_handle_see_the_buttons(app, office, legal):
    page = registered(legal)
    clerk = factories.sign_in(app.test_client(), office.clerk)
    shown = text(clerk.get(page))
    assert "本案由法制审核人员和公开工作机构负责人办理" in shown
    assert clerk.get("/disputes/new").status_code == 403
    stranger = factories.sign_in(app.test_client(), factories.Office().legal_reviewer)
    assert stranger.get(page).status_code == 404
    district = factories.sign_in(app.test_client(), factories.person("district_supervisor"))
    assert district.get(page).status_code == 200


def test_the_redo_is_no_new_request_of_the_series(app, office, legal):
    case = factories.delivered(office, "not_held")
    page = registered(legal, requests=case.case.number)
    entered(legal, page, "outcome", **OUTCOME | {"outcome": "撤销", "loss_reason": "R15", "redo": "y"})
    send(legal, f"{page}/redo")
    following = factories.registered(office)
    assert following.case.serial == case.case.serial + 1
    states = db.session.scalars(sa.select(CaseState)).all()
    assert len(states) == 3


def test_a_period_that_runs_into_an_unpublished_year_shows_between_which_days_it_can_end(app, office, legal, today_is):
    case = factories.delivered(office, "partly_disclosed")
    today_is("2026-12-22T10:00")
    legal = factories.sign_in(app.test_client(), office.legal_reviewer)
    court = {"kind": "litigation_direct", "procedure": "", "body": "虚构区人民法院", "number": "（2026）虚01行初2号"}
    page = registered(legal, **court, requests=case.case.number, received_on="2026-12-22")
    shown = text(legal.get(page))
    assert "可能在 2027-01-" in shown
    entered(legal, page, "filing", on="2026-12-22", what="notice", filed_with="区司法局", act="save")
    assert "可能在 2027-01-" in text(legal.get("/disputes/"))
