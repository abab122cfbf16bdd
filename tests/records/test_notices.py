"""Notices: drafted by one, issued by another, read by the clock from the day they go out."""

from datetime import datetime, timedelta

import pytest

from gov_requests.notices import acts, incoming
from gov_requests.records.attachments import Upload
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import faults
from gov_requests.records.proposable import approve
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import BadInput, LawObjects, NotAllowed
from gov_requests.today import SHANGHAI, clock_set_to, today
from gov_requests.web.gates import NOTICES
from tests import factories

MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=SHANGHAI)
CORRECTION = {
    "element": "description",
    "points": "写明年份\n写明小区名称",
    "guidance": "可参照政府网站目录。",
    "reply_by": "2026-11-20",
}
EXTENSION = {"workdays": 20, "reason": "需要核对的档案较多。"}


def issued(office, file, code, content):
    ref = factories.ref_of(file)
    acts.draft(ref, NOTICES[code], content, Opened(office.handler))
    notice = acts.notices_of(file.case.id)[-1]
    acts.issue(ref, notice.id, Opened(office.disclosure_head))
    return notice


def sent(office, file, notice, on=None, proof=(), reason=""):
    sending = acts.Sending(method="ems", counted_on=on or today(), tracking_number="EX000000016CN", late_reason=reason)
    return acts.send(factories.ref_of(file), notice.id, sending, list(proof), Opened(office.clerk))


def test_an_extension_counts_from_the_day_it_was_told_and_not_before(database):
    office = factories.Office()
    with clock_set_to(MONDAY):
        file = factories.assigned(office)
        before = file.state.due_on
        notice = issued(office, file, "D04", EXTENSION)
        assert notice.letter.promised_on > before
        database.session.refresh(file.state)
        assert file.state.due_on == before
        file = sent(office, file, notice)
        assert file.state.due_on == notice.letter.promised_on
    assert list(faults()) == []


def test_nobody_issues_the_notice_that_he_drafted(database):
    office = factories.Office()
    file = factories.assigned(office)
    ref = factories.ref_of(file)
    acts.draft(ref, NOTICES["D02"], CORRECTION, Opened(office.disclosure_head))
    notice = acts.notices_of(file.case.id)[-1]
    with pytest.raises(NotAllowed, match="另一人"):
        acts.issue(ref, notice.id, Opened(office.disclosure_head))


def test_only_the_head_of_the_disclosure_office_consents_to_an_extension(database):
    office = factories.Office()
    file = factories.assigned(office)
    ref = factories.ref_of(file)
    acts.draft(ref, NOTICES["D04"], EXTENSION, Opened(office.handler))
    notice = acts.notices_of(file.case.id)[-1]
    with pytest.raises(NotAllowed, match="负责人"):
        acts.issue(ref, notice.id, Opened(office.section_head))


def test_an_extension_after_the_due_day_is_refused_with_its_article(database):
    office = factories.Office()
    with clock_set_to(MONDAY):
        file = factories.assigned(office)
    with clock_set_to(MONDAY + timedelta(days=40)), pytest.raises(LawObjects, match="第三十三条第二款"):
        acts.draft(factories.ref_of(file), NOTICES["D04"], EXTENSION, Opened(office.handler))


def test_a_second_correction_notice_is_refused(database):
    office = factories.Office()
    with clock_set_to(MONDAY):
        file = factories.assigned(office)
        sent(office, file, issued(office, file, "D02", CORRECTION))
    with clock_set_to(MONDAY + timedelta(days=3)):
        came = incoming.Incoming(kind="corrected", on=today(), fact={})
        incoming.record(factories.ref_of(file), came, [], Opened(office.clerk))
    with clock_set_to(MONDAY + timedelta(days=4)), pytest.raises(LawObjects, match="第三十条"):
        acts.draft(factories.ref_of(file), NOTICES["D02"], CORRECTION, Opened(office.handler))


def test_a_notice_dated_too_early_waits_for_a_second_person(database):
    office = factories.Office()
    with clock_set_to(MONDAY):
        file = factories.assigned(office)
        notice = issued(office, file, "D04", EXTENSION)
    with clock_set_to(MONDAY + timedelta(days=40)):
        with pytest.raises(BadInput, match="补录理由"):
            sent(office, file, notice, on=MONDAY.date())
        with pytest.raises(BadInput, match="凭证"):
            sent(office, file, notice, on=MONDAY.date(), reason="邮局回执迟到")
        file = sent(
            office, file, notice, on=MONDAY.date(), reason="邮局回执迟到", proof=[Upload("回执.pdf", factories.PDF)]
        )
        assert file.clock().statutory.extension is None
        proposal = database.session.query(Proposal).one()
        with pytest.raises(NotAllowed, match="自己"):
            approve(proposal.id, note="", by=office.clerk)
        approve(proposal.id, note="回执属实", by=office.disclosure_head)
        file = factories.look(office, file)
        assert file.clock().statutory.extension is not None
        assert file.journal[-1].data["proposed_by"] == office.clerk.username
    assert list(faults()) == []


def test_a_notice_sent_after_the_due_day_is_recorded_and_flagged(database):
    office = factories.Office()
    with clock_set_to(MONDAY):
        file = factories.assigned(office)
        notice = issued(office, file, "D04", EXTENSION)
    with clock_set_to(MONDAY + timedelta(days=40)):
        file = sent(office, file, notice)
        assert "第三十三条第二款" in file.entries[-1].data["flags"][0]
        assert "extension_invalid" in file.clock().warnings


def test_silence_of_a_third_party_ends_the_pause_fifteen_working_days_after_delivery(database):
    office = factories.Office()
    content = {
        "addressee": "虚构精密仪器公司",
        "addressee_kind": "organisation",
        "subject": "申报书",
        "source": "third_party",
    }
    with clock_set_to(MONDAY):
        file = factories.assigned(office)
        file = sent(office, file, issued(office, file, "D05", content))
        assert file.state.due_on is None
        given = incoming.DeliveryDay(letter="A", delivered_on=today())
        file = incoming.supplement(factories.ref_of(file), given, [], Opened(office.clerk))
        assert file.state.due_on is not None
        assert file.state.safe_due_on is not None


def test_a_request_that_was_not_corrected_in_time_is_closed_as_abandoned(database):
    office = factories.Office()
    with clock_set_to(MONDAY):
        file = factories.assigned(office)
        sent(office, file, issued(office, file, "D02", CORRECTION))
        with pytest.raises(LawObjects, match="尚未届满"):
            acts.draft(
                factories.ref_of(file), NOTICES["D26"], {"reply_kind": "abandoned_uncorrected"}, Opened(office.handler)
            )
    with clock_set_to(datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)):
        file = sent(office, file, issued(office, file, "D26", {"reply_kind": "abandoned_uncorrected", "note": ""}))
        assert (file.state.stage, file.state.reply_kind) == ("closed", "abandoned_uncorrected")
    assert list(faults()) == []
