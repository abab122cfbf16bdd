"""第三十六条第（六）项: the 文号 that a repeat names is looked up among the answers that this applicant received."""

from datetime import date

import pytest

from gov_requests.documents.readiness import NO_REASON
from gov_requests.documents.repeating import to_repeating
from gov_requests.records.casefile import Opened
from gov_requests.records.drafts import latest_draft
from gov_requests.records.papers import Letter
from gov_requests.refusals import BadInput
from gov_requests.replies.actions import Writing, save_draft, submit
from gov_requests.review.actions import objections_to_signing, sign
from tests import factories
from tests.ledger.ledgers import replied
from tests.ledger.test_lives import bring_in

pytestmark = pytest.mark.article(36)
ANOTHER = {"name": "虚乙", "id_type": "护照", "id_number": "X0000002"}


@pytest.fixture
def office(database, today_is):
    today_is("2026-11-24T10:00")
    return factories.Office()


def number_of(file):
    return Letter.query.filter_by(case_id=file.case.id).filter(Letter.draft_id.is_not(None)).one().number


def repeat_of(office, number, on="2026-11-24", **applicant):
    file = factories.searched(office, **applicant)
    said = {"earlier_number": number, "earlier_on": on, "unchanged": "经核对，情况没有变化。"}
    writing = Writing(reply_kind="repeat", finding="经检索，情况如下。", said=said)
    return save_draft(factories.ref_of(file), writing, [], Opened(office.handler))


def objections(file):
    return to_repeating(file, latest_draft(file.case.id))


def test_the_number_of_a_letter_that_the_applicant_received_raises_nothing(office):
    number = number_of(factories.delivered(office))
    assert objections(repeat_of(office, number)) == []
    assert objections(repeat_of(office, number.replace("〔", "[").replace("〕", "] "))) == []


def test_anothers_number_is_named_and_so_is_what_would_be_right(office):
    right = number_of(factories.delivered(office))
    others = number_of(factories.delivered(office, **ANOTHER))
    (found,) = objections(repeat_of(office, others))
    assert others in found.sentence.split("最近的是")[0]
    assert f"最近的是{right}（2026-11-24）" in found.sentence
    assert (found.severity, found.needs_reason) == ("warning", True)


def test_a_right_number_with_a_wrong_day_is_named_with_the_right_day(office):
    number = number_of(factories.delivered(office))
    (found,) = objections(repeat_of(office, number, on="2026-10-01"))
    assert "日期是 2026-11-24" in found.sentence


def test_a_number_that_the_ledger_told_counts_as_received(office):
    office.full()
    bring_in(office, [replied("旧-1", 申请人="虚乙", 证件号码="990102198607210025", 文号="虚老复〔2025〕7号")])
    known = {"name": "虚乙", "id_type": "居民身份证", "id_number": "990102198607210025"}
    assert objections(repeat_of(office, "虚老复〔2025〕7号", on=date(2025, 3, 20).isoformat(), **known)) == []
    assert "没有" in objections(repeat_of(office, "虚老复〔2025〕8号", **known))[0].sentence


def test_a_letter_on_paper_from_before_the_system_is_signed_with_a_reason_that_the_journal_keeps(office):
    file = repeat_of(office, "虚纸复〔2009〕1号", on="2009-05-04")
    file = submit(factories.ref_of(file), Opened(office.handler))
    for name in list(file.progress.reviews):
        file = factories.pass_review(office, file, name)
    (found,) = [one for one in objections_to_signing(file, latest_draft(file.case.id)) if "虚纸复" in one.sentence]
    assert "还没有对该申请人的答复" in found.sentence
    seen = {"opinion": "同意", "seen": latest_draft(file.case.id).content_hash}
    ref = factories.ref_of(file)
    with pytest.raises(BadInput, match=NO_REASON[-5:]):
        sign(ref, **seen, opened=Opened(office.signer))
    file = sign(ref, **seen, opened=Opened(office.signer), pass_reason="纸质原件已核对。")
    assert file.journal[-1].data["pass_reason"] == "纸质原件已核对。"
