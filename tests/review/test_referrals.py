"""报送确定: what cannot be decided goes to whoever can; until the answer is there nothing passes, and the reply's clock runs on."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.lights import Colour, referral_light
from gov_requests.oversight.clocks import CLOCKS
from gov_requests.procedure import Stage
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.drafts import latest_draft
from gov_requests.records.referrals import Referral, ReferralClock, rebuild_referrals, referrals_of
from gov_requests.refusals import NotAllowed
from gov_requests.review import keeping
from gov_requests.review.referring import Answer, Referring, record_answer, refer
from tests import factories
from tests.review.sheets_in_pages import as_, typed
from tests.support.typing_in import send, text

BODY = "虚构市国家保密局"


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def referred(office, sent_on=date(2026, 11, 24)):
    file = factories.submitted(office)
    what = Referring(
        sha256=latest_draft(file.case.id).files[0]["sha256"],
        ground="unclear",
        question="第三章是否属于保密事项范围",
        body=BODY,
        undecided_on=date(2026, 11, 23),
        sent_on=sent_on,
    )
    return refer(file.case.number, what, Opened(office.secrecy_reviewer))


def answered(office, file, answer="open"):
    (row,) = referrals_of(file.case.id)
    what = Answer(answer=answer, words="虚密函〔2026〕3号：可以公开。", answered_on=date(2026, 11, 24))
    return record_answer(file.case.number, row.id, what, [], Opened(office.secrecy_reviewer))


def test_a_referral_is_typed_kept_and_has_its_own_clock(app, office):
    file, client = factories.submitted(office), as_(app, office.secrecy_reviewer)
    address = f"/review/{file.case.number}/refer"
    assert "批复文件" in text(client.get(address))
    sha256 = latest_draft(file.case.id).files[0]["sha256"]
    told = {"sha256": sha256, "ground": "unclear", "body": BODY, "question": "能否公开", "undecided_on": "2026-11-23"}
    assert send(client, address, **told, sent_on="").status_code == 302
    (row,) = referrals_of(file.case.id)
    clock = db.session.get_one(ReferralClock, row.id)
    assert (clock.step, clock.due_on) == ("report", date(2026, 12, 7))
    page = f"/review/{file.case.number}/referrals/{row.id}"
    assert send(client, page, form="sent", sent_on="2026-11-24", arrived_on="").status_code == 302
    db.session.expire_all()
    assert (clock.step, clock.due_on) == ("decision", date(2026, 12, 8))
    shown = text(client.get(page))
    for words in ("2026-12-08", "第二十五条", "报送的时间没有扣除", "如按第三十三条第三款扣除，法定期限为"):
        assert words in shown


def test_the_list_has_light_and_day_and_the_worklist_has_the_light(app, office):
    file = referred(office)
    client = as_(app, office.secrecy_reviewer)
    page = text(client.get("/review/referrals"))
    assert file.case.number in page
    assert "确定 剩10日" in page
    assert "2026-12-08" in page
    assert "确定 剩10日" in text(client.get("/desk/under-way"))


def test_while_a_referral_is_unanswered_nothing_passes(app, office):
    file, client = referred(office), as_(app, office.secrecy_reviewer)
    page = text(client.get(f"/review/{file.case.number}/secrecy"))
    assert "“批复文件”报送确定，还没有答复" in page
    with pytest.raises(NotAllowed, match="还没有答复，不能通过审查"):
        factories.passed_by(file, office.secrecy_reviewer)
    answered(office, file)
    file = factories.passed_by(factories.look(office, file), office.secrecy_reviewer)
    assert file.stage is Stage.LEGAL_REVIEW


def test_a_house_that_does_not_ask_for_the_answer_is_caught(office, monkeypatch):
    """The broken twin: the review passes over the head of whoever was asked."""
    file = referred(office)
    monkeypatch.setattr(keeping, "against_referrals", lambda *_given: [])
    assert factories.passed_by(file, office.secrecy_reviewer).stage is Stage.LEGAL_REVIEW


def test_the_conclusion_has_to_agree_with_the_answer(app, office):
    file = answered(office, referred(office), "severed")
    client = as_(app, office.secrecy_reviewer)
    answer = send(client, f"/review/{file.case.number}/secrecy", **typed(file))
    assert answer.status_code == 409
    assert f"经{BODY}确定“区分处理后公开”，审查结论须与此一致" in text(answer)
    more = {"its_conclusion": "severed", "its_ground": "第三十七条", "its_re_evaluate_on": "2027-11-24"}
    assert send(client, f"/review/{file.case.number}/secrecy", **typed(file, **more)).status_code == 302


def test_a_referral_that_was_taken_back_binds_nobody(office):
    file = answered(office, referred(office, sent_on=None), "withdrawn")
    assert factories.passed_by(file, office.secrecy_reviewer).stage is Stage.LEGAL_REVIEW


def test_the_reply_s_clock_does_not_know_of_referrals(office):
    file = factories.submitted(office)
    before = file.clock().due_on, file.clock().safe_due_on
    after = referred(office)
    assert (after.clock().due_on, after.clock().safe_due_on) == before
    assert after.clock().state == "running"


def test_one_document_is_referred_once_at_a_time(office):
    file = referred(office)
    what = {"sha256": referrals_of(file.case.id)[0].sha256, "ground": "unclear", "question": "再问", "body": BODY}
    again = Referring(**what, undecided_on=date(2026, 11, 24))
    with pytest.raises(NotAllowed, match="已经报送，还没有答复"):
        refer(file.case.number, again, Opened(office.secrecy_reviewer))
    assert db.session.scalar(sa.select(sa.func.count(Referral.id))) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"sent_on": "2026-11-20"}, "sent_on"),
        ({"undecided_on": "2026-11-25"}, "undecided_on"),
        ({"body": ""}, "body"),
        ({"question": " "}, "question"),
        ({"ground": ""}, "ground"),
        ({"sha256": "0" * 64}, "sha256"),
    ],
)
def test_each_gap_of_a_referral_has_its_sentence(app, office, changed, field):
    file, client = factories.submitted(office), as_(app, office.secrecy_reviewer)
    told = {"sha256": latest_draft(file.case.id).files[0]["sha256"], "ground": "unclear", "body": BODY}
    told |= {"question": "能否公开", "undecided_on": "2026-11-23", "sent_on": ""} | changed
    answer = send(client, f"/review/{file.case.number}/refer", **told)
    assert answer.status_code == 422
    assert f'id="{field}-err"' in text(answer)
    assert referrals_of(file.case.id) == []


def test_a_document_is_referred_from_the_review_only(office):
    file = factories.pass_review(office, factories.submitted(office), "secrecy")
    what = {
        "sha256": latest_draft(file.case.id).files[0]["sha256"],
        "ground": "unclear",
        "question": "问",
        "body": BODY,
    }
    with pytest.raises(NotAllowed, match="已过保密审查环节"):
        refer(file.case.number, Referring(**what, undecided_on=date(2026, 11, 24)), Opened(office.secrecy_reviewer))


def test_whoever_carries_it_is_reminded_and_an_answer_ends_the_clock(office):
    file = referred(office)
    clock = next(one for one in CLOCKS if one.name == "referral")
    span = (date(2026, 12, 1), date(2026, 12, 31))
    (row,) = clock.falling(span, 10, date(2026, 11, 24))
    assert BODY in clock.words(row, 10)
    assert clock.first == "secrecy_reviewer"
    answered(office, file)
    assert clock.falling(span, 10, date(2026, 11, 24)) == []


def test_the_clocks_are_made_anew_from_the_referrals(office):
    file = referred(office)
    (row,) = referrals_of(file.case.id)
    with one_act("test") as act:
        db.session.get_one(ReferralClock, row.id).due_on = date(2030, 1, 1)
        act.note("role_revoked")
    assert rebuild_referrals() == 1
    assert db.session.get_one(ReferralClock, row.id).due_on == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("left", "colour", "words"),
    [
        (10, Colour.GREEN, "确定 剩10日"),
        (3, Colour.YELLOW, "确定 剩3日"),
        (0, Colour.RED, "确定 今日"),
        (-2, Colour.OVERDUE, "确定超期 2日"),
    ],
)
def test_the_light_of_a_referral_tells_the_days(left, colour, words):
    light = referral_light("确定", left)
    assert (light.colour, light.label) == (colour, words)
    assert referral_light("确定", None) is None


def test_another_organ_s_reviewer_finds_no_referral(app, office):
    file = referred(office)
    (row,) = referrals_of(file.case.id)
    stranger = factories.Office().secrecy_reviewer
    client = as_(app, stranger)
    assert client.get(f"/review/{file.case.number}/referrals/{row.id}").status_code == 404
    assert file.case.number not in text(client.get("/review/referrals"))
    assert look_up(file.case.number, office.clerk).stage is Stage.SECRECY_REVIEW


def test_the_navigation_counts_what_has_no_answer_yet(app, office):
    file = referred(office)
    client = as_(app, office.secrecy_reviewer)
    assert badge(text(client.get("/review/referrals"))) == "1"
    answered(office, file)
    assert badge(text(client.get("/review/referrals"))) == "0"


def badge(page):
    return re.search(r"报送确定<span class=\"badge-n[^\"]*\"[^>]*>(\d+)", page).group(1)
