"""The law's look at a notice before it is issued: what stops it, what is passed over with a reason, and what the pages show."""

import re
from datetime import date

import pytest

from gov_requests.notices import acts
from gov_requests.records.casefile import Opened
from gov_requests.refusals import BadInput, LawObjects, NotAllowed
from gov_requests.web.gates import NOTICES
from tests import factories
from tests.support.typing_in import send, text

EXTENSION = {"workdays": 20, "reason": "需要核对的档案较多。"}
#: The article on severing in the Regulations of 2008: the number is another law's now, so it is worth a warning.
OLD = {"workdays": 20, "reason": "需要依照《中华人民共和国政府信息公开条例》第二十二条的规定逐件核对。"}
RELIEF = {"workdays": 20, "reason": "需要核对。如不服本告知，可以自收到之日起三个月内提起行政诉讼。"}
SILENCE = {
    "addressee": "虚构公司",
    "addressee_kind": "organisation",
    "subject": "申报书。逾期不答复的，视为同意公开。",
    "source": "third_party",
}


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-02T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def waiting(office, code, content):
    file = factories.assigned(office)
    acts.draft(factories.ref_of(file), NOTICES[code], content, Opened(office.handler))
    return file, acts.notices_of(file.case.id)[-1]


def issue(office, file, notice, reason=""):
    return acts.issue(factories.ref_of(file), notice.id, Opened(office.disclosure_head), reason)


@pytest.mark.article(32)
def test_a_letter_that_reads_silence_as_consent_is_not_issued(office):
    file, notice = waiting(office, "D05", SILENCE)
    with pytest.raises(LawObjects, match="第三十二条"):
        issue(office, file, notice)
    assert notice.letter is None


def test_a_warning_is_passed_over_only_with_a_reason_and_the_journal_keeps_both(office):
    file, notice = waiting(office, "D04", OLD)
    with pytest.raises(BadInput, match="1 项提醒未采纳") as refused:
        issue(office, file, notice, " ")
    assert refused.value.field == "pass_reason"
    row = issue(office, file, notice, "引用的是当年文件的原文。").journal[-1]
    assert row.kind == "notice_issued"
    assert row.data["pass_reason"] == "引用的是当年文件的原文。"
    assert "第三十七条" in row.data["passed_over"][0]


@pytest.mark.article(33)
def test_lateness_asks_for_no_reason(office, today_is):
    today_is("2026-11-02T10:00")
    file = factories.assigned(office, channel="online", arrived_on=date(2026, 11, 2))
    today_is("2026-12-14T10:00")
    letter = {"addressee": "虚构局", "source": "other_organ", "subject": "批复文件"}
    acts.draft(factories.ref_of(file), NOTICES["D08"], letter, Opened(office.handler))
    notice = acts.notices_of(file.case.id)[-1]
    row = issue(office, file, notice).journal[-1]
    assert "passed_over" not in row.data


def test_a_notice_without_anything_against_it_asks_for_nothing(app, office):
    file, notice = waiting(office, "D04", EXTENSION)
    client = factories.sign_in(app.test_client(), office.disclosure_head)
    page = text(client.get(f"/notices/{file.case.number}/{notice.id}/issue"))
    assert "没有问题" in page
    assert "不采纳提醒的理由" not in page
    assert "使用指南" in page


def test_the_page_shows_the_warning_and_takes_its_reason(app, office):
    file, notice = waiting(office, "D04", OLD)
    client = factories.sign_in(app.test_client(), office.disclosure_head)
    path = f"/notices/{file.case.number}/{notice.id}/issue"
    page = text(client.get(path))
    assert "提醒 1" in page
    answer = send(client, path, conclusion="issue", reason="", pass_reason="")
    assert answer.status_code == 422
    assert "1 项提醒未采纳" in text(answer)
    assert send(client, path, conclusion="issue", reason="", pass_reason="引用原文。").status_code == 302
    page = text(client.get(f"/cases/{file.case.number}"))
    assert "未采纳提醒" in page
    assert "理由：引用原文。" in page


def test_enter_in_a_line_of_a_notice_only_checks(app, office):
    file = factories.assigned(office)
    client = factories.sign_in(app.test_client(), office.handler)
    path = f"/notices/{file.case.number}/draft/extension"
    form = text(client.get(path)).split("<h1")[-1]
    first = re.search(r"<button[^>]*>", form).group()
    assert 'value="check"' in first
    answer = send(client, path, act="check", workdays="20", reason="需要核对的档案较多。")
    assert "核对无误，还没有送签。" in text(answer)
    assert acts.notices_of(file.case.id) == []


def test_the_case_page_folds_what_only_the_stage_refuses(app, office):
    file = factories.assigned(office)
    client = factories.sign_in(app.test_client(), office.disclosure_head)
    page = text(client.get(f"/cases/{file.case.number}"))
    assert re.search(r"<summary>其他环节的操作（\d+ 项）</summary>", page)
    seen = page.split("其他环节的操作")[0]
    assert "没有在等待补正或缴费，不能视为放弃" in seen


def test_an_issued_notice_that_was_not_sent_is_voided_with_its_reason_and_its_number_stays_taken(app, office):
    file, notice = waiting(office, "D04", EXTENSION)
    issue(office, file, notice)
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    index, path = f"/notices/{file.case.number}/", f"/notices/{file.case.number}/{notice.id}/void"
    assert path in text(head.get(index))
    assert send(head, path, reason="").status_code == 422
    assert send(head, path, reason="延期理由写错。").status_code == 302
    page = text(head.get(index))
    assert "已作废" in page
    assert "延期理由写错。" in page
    assert path not in page
    sending = acts.Sending(method="in_person", counted_on=date(2026, 11, 2), recipient="虚构人")
    with pytest.raises(NotAllowed, match="作废"):
        acts.send(factories.ref_of(file), notice.id, sending, [], Opened(office.handler))
    acts.draft(factories.ref_of(file), NOTICES["D04"], EXTENSION, Opened(office.handler))
    again = acts.notices_of(file.case.id)[-1]
    issue(office, file, again)
    assert again.letter.number != notice.letter.number


def test_what_was_sent_is_not_voided(office):
    file, notice = waiting(office, "D04", EXTENSION)
    ref = factories.ref_of(file)
    issue(office, file, notice)
    sending = acts.Sending(method="in_person", counted_on=date(2026, 11, 2), recipient="虚构人")
    acts.send(ref, notice.id, sending, [], Opened(office.handler))
    with pytest.raises(NotAllowed, match="已经登记送达"):
        acts.void(ref, notice.id, "写错。", Opened(office.disclosure_head))


def test_a_notice_goes_by_email_only_where_that_was_announced_and_asked_for(app, office):
    file, notice = waiting(office, "D04", EXTENSION)
    issue(office, file, notice)
    clerk = factories.sign_in(app.test_client(), office.handler)
    path = f"/notices/{file.case.number}/{notice.id}/send"
    page = text(clerk.get(path))
    assert "邮政EMS" in page
    assert 'value="ems"' in page
    assert 'value="email"' not in page
    typed = {"method": "email", "counted_on": "2026-11-02", "recipient": "a@example.cn", "tracking_number": ""}
    assert send(clerk, path, **typed, late_reason="").status_code == 422


@pytest.mark.parametrize(
    ("method", "asked"), [("ems", "邮寄须填写中国邮政的邮件号"), ("in_person", "当面送达须填写签收人")]
)
def test_a_notice_proves_its_delivery_as_a_reply_does(app, office, method, asked):
    file, notice = waiting(office, "D04", EXTENSION)
    issue(office, file, notice)
    clerk = factories.sign_in(app.test_client(), office.handler)
    typed = {"method": method, "counted_on": "2026-11-02", "recipient": "", "tracking_number": ""}
    answer = send(clerk, f"/notices/{file.case.number}/{notice.id}/send", **typed, late_reason="")
    assert answer.status_code == 422
    assert asked in text(answer)


@pytest.mark.article(35)
def test_what_does_not_touch_the_clock_is_entered_late_with_a_reason_that_stays_beside_it(office, today_is):
    file, notice = waiting(office, "D03", {"finding": "一个月内二十件。", "reply_by": "2026-11-20"})
    issue(office, file, notice)
    today_is("2026-11-05T10:00")
    late = {"method": "ems", "counted_on": date(2026, 11, 3), "tracking_number": "EX000000016CN"}
    ref = factories.ref_of(file)
    with pytest.raises(BadInput, match="补录理由") as refused:
        acts.send(ref, notice.id, acts.Sending(**late), [], Opened(office.handler))
    assert refused.value.field == "late_reason"
    file = acts.send(ref, notice.id, acts.Sending(**late, late_reason="漏登。"), [], Opened(office.handler))
    assert "漏登。" in str(file.journal[-1].data["flags"])
