"""保密审查单 on paper: what was looked at under which hash, each answer, each level's opinion; in the file and in the evidence package."""

from datetime import date

import pytest

from gov_requests.archive.contents import contents_of
from gov_requests.disputes import package
from gov_requests.documents.secrecy_sheet import parts_of
from gov_requests.records.casefile import Opened
from gov_requests.records.drafts import latest_draft
from gov_requests.records.referrals import referrals_of
from gov_requests.review.referring import Answer, Referring, record_answer, refer
from tests import factories
from tests.documents.pages import pages_of
from tests.review.sheets_in_pages import JUDGED, as_, typed
from tests.review.test_secrecy_levels import with_levels
from tests.support.typing_in import send


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def printed(app, person, file):
    answer = as_(app, person).get(f"/review/{file.case.number}/secrecy.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return "".join(page.text for page in pages_of(answer.data)).replace(" ", "").replace("　", "")


def test_the_sheet_names_documents_hashes_answers_levels_and_what_was_seen(app, office):
    first, second, third, _more = with_levels(office)
    earlier = factories.delivered_by(office, (first, second, third))
    file = factories.submitted(office, "partly_disclosed")
    more = {"its_privacy_found": "yes", "its_privacy_note": "电话已遮盖"}
    send(as_(app, first), f"/review/{file.case.number}/secrecy", **typed(file, **more))
    for reviewer in (second, third):
        factories.passed_by(factories.look(office, file), reviewer)
    on_paper, told = printed(app, office.handler, file), str(parts_of(factories.look(office, file)))
    for words in (
        "逐件逐项审查",
        "批复文件",
        "经办人手机号码",
        "不予公开",
        "各级审查意见",
        "初审",
        "复审",
        "终审",
    ):
        assert words in on_paper, words
    assert latest_draft(file.case.id).files[0]["sha256"][:16] in on_paper
    assert JUDGED in told
    assert first.name in told
    assert earlier.case.number in told
    assert "定期评估（第十八条）" in on_paper


def test_a_request_that_nobody_reviewed_has_no_sheet(app, office):
    file = factories.submitted(office)
    assert as_(app, office.secrecy_reviewer).get(f"/review/{file.case.number}/secrecy.pdf").status_code == 404
    assert parts_of(file) is None


def test_a_referral_and_its_answer_stand_on_the_sheet(office):
    file = factories.submitted(office)
    about = {"sha256": latest_draft(file.case.id).files[0]["sha256"], "ground": "unclear", "question": "能否公开"}
    days = {"undecided_on": date(2026, 11, 20), "sent_on": date(2026, 11, 20)}
    by = Opened(office.secrecy_reviewer)
    refer(file.case.number, Referring(**about, body="虚构市保密局", **days), by)
    what = Answer(answer="open", words="虚密函〔2026〕3号", answered_on=date(2026, 11, 24))
    record_answer(file.case.number, referrals_of(file.case.id)[0].id, what, [], by)
    file = factories.passed_by(factories.look(office, file), office.secrecy_reviewer)
    told = str(parts_of(file))
    for words in ("报送确定", "虚构市保密局", "第二十五条", "虚密函〔2026〕3号"):
        assert words in told


def test_the_sheet_stands_in_the_file_before_the_legal_review_and_in_the_evidence_package(office):
    file = factories.delivered(office)
    names = [one.name for one in contents_of(factories.look(office, file))]
    assert names.index("政府信息公开保密审查单") < names.index("法制审核意见")
    pieces = {piece.name: piece for piece in package._of_case(file.case.id, date(2026, 11, 24))}
    sheet = pieces[f"{file.case.number}/07 保密审查单.pdf"]
    assert "批复文件" in "".join(page.text for page in pages_of(sheet.content))
    kept = pieces[f"{file.case.number}/07 审查审核记录.json"].content.decode()
    assert latest_draft(file.case.id).files[0]["sha256"] in kept
    assert '"conclusion":"open"' in kept
