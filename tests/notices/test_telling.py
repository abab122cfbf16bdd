"""Told without touching the clock: reasons asked for, consultation told, release told to the third party, a correction of records."""

from datetime import date

import pytest

from gov_requests.documents.readiness import objections_to
from gov_requests.notices import acts, incoming
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import faults
from gov_requests.records.drafts import latest_draft
from gov_requests.refusals import LawObjects
from gov_requests.replies.actions import Writing, save_draft
from gov_requests.web.gates import NOTICES
from tests import factories
from tests.support.typing_in import send, text

RELEASE = {
    "addressee": "虚构公司",
    "addressee_kind": "organisation",
    "subject": "申报书全文",
    "opinion": "已于2026年11月6日答复不同意公开，没有说明理由。",
    "release": "no_reasonable_ground",
    "reason": "申报书已在招标公示中公开，再次公开不会损害其合法权益。",
    "release_on": "2026-11-20",
}
ASKED = {"addressee": "虚构公司", "addressee_kind": "organisation", "subject": "申报书全文", "source": "third_party"}


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-02T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def told(office, file, code, content):
    """Draft, issue and send a notice today."""
    ref = factories.ref_of(file)
    acts.draft(ref, NOTICES[code], content, Opened(office.handler))
    notice = acts.notices_of(file.case.id)[-1]
    acts.issue(ref, notice.id, Opened(office.disclosure_head))
    sending = acts.Sending(method="ems", counted_on=factories.today(), tracking_number="EX000000016CN")
    return acts.send(ref, notice.id, sending, [], Opened(office.clerk))


def answered(office, file, stance, on):
    came = incoming.Incoming(kind="opinion_received", on=on, fact={"ref": "A"}, stance=stance)
    return incoming.record(factories.ref_of(file), came, [], Opened(office.clerk))


def asked_and_answered(office, today_is, stance="objects"):
    file = told(office, factories.searched(office), "D05", ASKED)
    day = incoming.DeliveryDay(letter="A", delivered_on=factories.today())
    incoming.supplement(factories.ref_of(file), day, [], Opened(office.clerk))
    today_is("2026-11-06T10:00")
    return answered(office, file, stance, date(2026, 11, 6))


def against(file, office, kind="disclosed"):
    uploads = [factories.Upload("申报书.pdf", factories.PDF)]
    save_draft(
        factories.ref_of(file),
        Writing(reply_kind=kind, finding="经检索，情况如下。", reasons="该信息由本机关保存，可以公开。"),
        uploads if kind == "disclosed" else [],
        Opened(office.handler),
    )
    found = objections_to(factories.look(office, file), latest_draft(file.case.id), ("secrecy", "legal"))
    return {(objection.severity, objection.sentence) for objection in found if "第三方" in objection.sentence}


@pytest.mark.article(35)
def test_asking_for_reasons_leaves_the_clock_running(office):
    file = factories.assigned(office)
    due = file.state.due_on
    file = told(office, file, "D03", {"finding": "本月已申请47件。", "reply_by": "2026-11-12"})
    assert file.journal[-1].kind == "notice_sent"
    assert file.state.due_on == due
    assert list(faults()) == []


@pytest.mark.article(35)
def test_an_excessive_request_is_not_turned_away_unasked_without_a_reason(office):
    file = factories.searched(office)
    assert any("说明理由通知" in one.sentence and one.needs_reason for one in _excessive(office, file))
    told(office, file, "D03", {"finding": "本月已申请47件。", "reply_by": "2026-11-12"})
    found = _excessive(office, factories.look(office, file), again="。")
    assert not any("说明理由通知" in one.sentence for one in found)


def _excessive(office, file, again=""):
    said = {"reasons_given": "没有说明。"}
    writing = Writing(
        reply_kind="excessive",
        finding="本月已申请47件" + again,
        reasons="没有合理的理由，明显超过合理范围。",
        said=said,
    )
    save_draft(factories.ref_of(file), writing, [], Opened(office.handler))
    return objections_to(file, latest_draft(file.case.id), ("legal",))


@pytest.mark.article(33)
def test_nobody_is_told_of_a_consultation_that_was_not_sent(office):
    file = factories.assigned(office)
    with pytest.raises(LawObjects, match="还没有发出征求意见函"):
        acts.draft(factories.ref_of(file), NOTICES["D06"], {}, Opened(office.handler))


@pytest.mark.article(32)
def test_a_third_party_that_was_not_heard_is_not_told_of_a_release(office):
    file = factories.searched(office)
    with pytest.raises(LawObjects, match="还没有书面征求第三方的意见"):
        acts.draft(factories.ref_of(file), NOTICES["D07"], RELEASE, Opened(office.handler))
    told(office, file, "D05", ASKED)
    with pytest.raises(LawObjects, match="还没有登记送达日"):
        acts.draft(factories.ref_of(file), NOTICES["D07"], RELEASE, Opened(office.handler))


@pytest.mark.article(32)
def test_silence_ends_the_wait_after_15_working_days_and_not_before(office, today_is):
    file = told(office, factories.searched(office), "D05", ASKED)
    day = incoming.DeliveryDay(letter="A", delivered_on=factories.today())
    incoming.supplement(factories.ref_of(file), day, [], Opened(office.clerk))
    today_is("2026-11-23T10:00")
    assert {severity for severity, _ in against(factories.look(office, file), office)} == {"refusal"}
    today_is("2026-11-24T10:00")
    found = objections_to(factories.look(office, file), latest_draft(file.case.id), ("secrecy", "legal"))
    assert [one for one in found if "第三十二条" in one.article] == []


@pytest.mark.article(32)
def test_what_a_third_party_objects_to_goes_out_only_after_it_was_told_and_the_interval(office, today_is):
    file = asked_and_answered(office, today_is)
    sentences = against(file, office)
    assert ("refusal", "第三方不同意公开，还没有书面告知第三方决定公开的内容和理由。") in sentences
    file = told(office, file, "D07", RELEASE)
    found = objections_to(file, latest_draft(file.case.id), ("secrecy", "legal"))
    assert [(one.severity, one.needs_reason) for one in found if one.needs_reason] == [("warning", True)]
    today_is("2026-11-20T10:00")
    file = factories.look(office, file)
    found = objections_to(file, latest_draft(file.case.id), ("secrecy", "legal"))
    assert [one for one in found if "第三十二条" in one.article] == []


@pytest.mark.article(32)
def test_whoever_consents_need_not_be_told_first(office, today_is):
    assert against(asked_and_answered(office, today_is, "consents"), office) == set()


def test_the_form_takes_over_what_the_third_party_was_asked_and_wants_the_reason(app, office, today_is):
    file = asked_and_answered(office, today_is)
    client = factories.sign_in(app.test_client(), office.handler)
    path = f"/notices/{file.case.number}/draft/release"
    page = text(client.get(path))
    assert "申报书全文" in page
    assert 'value="2026-11-13"' in page
    answer = send(client, path, **RELEASE | {"reason": "", "release_on": "2026-11-12"})
    assert answer.status_code == 422
    assert "未经第三方同意公开的，须写明本机关的理由。" in text(answer)
    assert "请填 2026-11-13 或以后的日期。" in text(answer)
    assert send(client, path, **RELEASE).status_code == 302


@pytest.mark.article(41)
def test_a_correction_of_records_asks_for_what_its_outcome_tells(app, office):
    file = factories.assigned(office)
    client = factories.sign_in(app.test_client(), office.handler)
    path = f"/notices/{file.case.number}/draft/rectification"
    typed = {
        "finding": "证据属实。",
        "outcome": "forwarded",
        "subject": "",
        "right_organ": "",
        "right_organ_contact": "",
    }
    answer = send(client, path, **typed)
    assert "请填写有权更正的机关。" in text(answer)
    assert (
        send(client, path, **typed | {"right_organ": "虚构局", "right_organ_contact": "010-00000000"}).status_code
        == 302
    )
    notice = acts.notices_of(file.case.id)[-1]
    page = text(
        factories.sign_in(app.test_client(), office.disclosure_head).get(
            f"/notices/{file.case.number}/{notice.id}/issue"
        )
    )
    assert "已将您的申请转送虚构局处理" in page
    assert "提起行政诉讼" in page


def test_an_answer_that_nobody_has_read_is_not_recorded(app, office):
    file = told(office, factories.searched(office), "D05", ASKED)
    client = factories.sign_in(app.test_client(), office.clerk)
    path = f"/notices/{file.case.number}/incoming"
    typed = {"kind": "opinion_received", "on": "2026-11-02", "letter": "A", "note": "", "late_reason": ""}
    answer = send(client, path, **typed, stance="")
    assert "请选择对方的意见。" in text(answer)
    assert send(client, path, **typed, stance="partly").status_code == 302
    assert "部分同意公开" in text(client.get(f"/cases/{file.case.number}"))
