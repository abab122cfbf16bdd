"""退件和再次送达, e-mail and fax where announced, and the warning before the post is too late."""

from datetime import date

import pytest

from gov_requests.documents.issue import reply_letter
from gov_requests.documents.readiness import objections_to
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import faults
from gov_requests.records.drafts import latest_draft
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.replies.actions import Handover, deliver, signed_letter
from gov_requests.replies.mail_back import mail_came_back, send_again
from tests import factories
from tests.support.typing_in import send, text

POSTED = Handover(method="ems", counted_on=date(2026, 11, 24), tracking_number="EX000000016CN")


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def posted(office):
    file = factories.signed(office, delivery="邮寄")
    return deliver(factories.ref_of(file), POSTED, [], Opened(office.clerk))


def back(office, file, on=date(2026, 11, 24)):
    return mail_came_back(factories.ref_of(file), on, "查无此人", [], Opened(office.clerk))


def again(office, file, **changed):
    handover = Handover(**{"method": "in_person", "counted_on": date(2026, 11, 24), "recipient": "虚小明", **changed})
    return send_again(factories.ref_of(file), handover, [], Opened(office.clerk))


def test_what_the_post_brings_back_starts_the_next_try_and_the_answered_day_stays(office):
    file = posted(office)
    closed = (file.state.closed_on, file.state.on_time)
    file = again(office, back(office, file))
    assert (file.state.closed_on, file.state.on_time) == closed
    assert [one.method for one in signed_letter(file.case.id).deliveries] == ["ems", "in_person"]
    assert list(faults()) == []


def test_nothing_is_sent_again_that_did_not_come_back(office):
    file = posted(office)
    with pytest.raises(NotAllowed, match="没有退回的邮件"):
        again(office, file)
    with pytest.raises(BadInput, match="不能早于交邮日期"):
        back(office, file, date(2026, 11, 23))
    file = back(office, file)
    with pytest.raises(NotAllowed):
        back(office, file)
    with pytest.raises(BadInput, match="不能早于退回日期"):
        again(office, file, counted_on=date(2026, 11, 23))


def test_what_was_handed_over_in_person_does_not_come_back_by_post(office):
    with pytest.raises(NotAllowed, match="不是邮寄送达"):
        back(office, factories.delivered(office))


def test_the_pages_lead_from_the_letter_to_the_next_try(app, office):
    file = posted(office)
    client = factories.sign_in(app.test_client(), office.clerk)
    letter = f"/cases/{file.case.number}/letters/{signed_letter(file.case.id).id}"
    assert "登记退件" in text(client.get(letter))
    typed = {"returned_on": "2026-11-24", "reason": "迁移新址不明"}
    assert send(client, f"/replies/{file.case.number}/mail-back", **typed).status_code == 302
    assert "登记再次送达" in text(client.get(letter))
    typed = {"method": "ems", "counted_on": "2026-11-24", "recipient": "", "tracking_number": "EX000000020CN"}
    assert send(client, f"/replies/{file.case.number}/send-again", **typed, late_reason="").status_code == 302
    page = text(client.get(f"/cases/{file.case.number}"))
    assert "邮件退回" in page
    assert "再次送达" in page


def test_e_mail_is_offered_where_announced_and_tells_where_to_file_online(app, office):
    file = factories.signed(office, delivery="电子邮件", email="xu@example.cn")
    client = factories.sign_in(app.test_client(), office.clerk)
    path = f"/replies/{file.case.number}/delivery"
    assert 'value="email"' not in text(client.get(path))
    app.config["ANNOUNCED_DELIVERY"] = ("email",)
    assert 'value="email"' not in text(client.get(path))
    app.config["RECONSIDERATION_ONLINE"] = "虚构政务服务网行政复议专栏"
    try:
        assert 'value="email"' in text(client.get(path))
        draft = latest_draft(file.case.id)
        assert "也可以通过互联网渠道提交：虚构政务服务网行政复议专栏" in reply_letter(file, draft).plain_text()
        typed = {
            "method": "email",
            "counted_on": "2026-11-24",
            "recipient": "",
            "tracking_number": "",
            "late_reason": "",
        }
        assert "请填写收件的邮箱。" in text(send(client, path, **typed))
        assert send(client, path, **typed | {"recipient": "xu@example.cn"}).status_code == 302
    finally:
        app.config["ANNOUNCED_DELIVERY"], app.config["RECONSIDERATION_ONLINE"] = (), ""


@pytest.mark.parametrize(("day", "warned"), [("2026-12-17", False), ("2026-12-18", True), ("2026-12-22", True)])
def test_a_reply_by_post_is_warned_of_two_working_days_before(office, today_is, day, warned):
    file = factories.drafted(office, delivery="邮寄")
    assert file.state.safe_due_on == date(2026, 12, 22)
    today_is(f"{day}T10:00")
    found = objections_to(factories.look(office, file), latest_draft(file.case.id), ("secrecy", "legal"))
    told = [one for one in found if "交邮" in one.sentence]
    assert bool(told) is warned
    assert not any(one.needs_reason or one.severity == "refusal" for one in told)
