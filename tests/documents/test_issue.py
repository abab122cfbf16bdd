"""From a request's draft or notice to its letter: what people typed, what the system knows, and the law's numbers."""

from datetime import date, datetime

import pytest

from gov_requests.documents import issue, notice_letters
from gov_requests.documents.fields import fields_for
from gov_requests.documents.lint import blocking
from gov_requests.documents.numbers import letter_number
from gov_requests.records.notices import Notice
from gov_requests.records.papers import Draft
from gov_requests.statute.facts import CorrectionRequested, FeeNoticed, OpinionSought
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.today import SHANGHAI, clock_set_to, today
from tests import factories
from tests.documents.reply_examples import REPLIES

MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=SHANGHAI)


def kept(facts):
    """What a draft keeps of the words that its drafter typed (JSON form)."""
    said = {}
    for field in fields_for(facts.kind):
        value = getattr(facts, field.name)
        said[field.name] = (
            value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        )
    return {"finding": said.pop("finding", ""), "reasons": said.pop("reasons", ""), "said": said}


def draft_of(kind, content, files=()):
    return Draft(reply_kind=kind, content=content, files=list(files))


@pytest.fixture
def file(database):
    with clock_set_to(MONDAY):
        yield factories.searched(factories.Office())


def test_a_complete_draft_leads_to_a_letter_that_the_law_accepts(file):
    for name, facts in REPLIES.items():
        draft = draft_of(facts.kind, kept(facts))
        assert issue.missing_in(file, draft) == (), name
        assert set(REPLY_KINDS[facts.kind].must_say) <= issue.said_in_draft(file, draft), name
        assert not blocking(issue.lint_draft(file, draft)), name
        letter = issue.reply_letter(file, draft, number="某文", dated=today())
        assert letter.code == facts.code
        assert "虚构区人民政府" in letter.relief[0]


def test_documents_and_withheld_parts_come_from_the_draft(file):
    content = {
        "finding": "经查，该文件由本机关制作。",
        "reasons": "",
        "withheld": [
            {"part": "联系电话", "ground": "third_party_rights", "reason": "属于个人隐私，公开会损害其合法权益。"}
        ],
    }
    draft = draft_of("partly_disclosed", content, [{"title": "批复文件", "sha256": "0" * 64}])
    assert issue.missing_in(file, draft) == ()
    assert issue.lint_draft(file, draft) == ()
    text = issue.reply_letter(file, draft).plain_text()
    assert "《中华人民共和国政府信息公开条例》第三十七条的规定，本机关决定部分公开" in text
    assert "1.联系电话。根据《中华人民共和国政府信息公开条例》第十五条的规定，不予公开" in text


def test_an_empty_draft_names_what_it_lacks_and_is_stopped(file):
    draft = draft_of("third_party_rights", {})
    assert issue.missing_in(file, draft) == (
        "查明的事实",
        "征求第三方意见的情况",
        "本机关的判断和理由",
        "对公共利益的判断",
        "不能作区分处理的理由",
    )
    assert issue.said_in_draft(file, draft).isdisjoint(REPLY_KINDS["third_party_rights"].must_say)
    assert issue.lint_draft(file, draft)


def test_an_organ_without_a_court_is_told_before_the_signature(file, database):
    facts = REPLIES["D18"]
    with database.session.no_autoflush:
        file.case.organ.court = None
        found = issue.lint_draft(file, draft_of(facts.kind, kept(facts)))
    assert any("人民法院" in finding.sentence for finding in found)


def noticed(file, code, content, *more):
    """The notice's letter, and what the law has against it, with more facts of the request than it has."""
    file.facts = (*file.facts, *more)
    drafted = Notice(code=code, content=content, ref=None)
    return notice_letters.notice_letter(file, drafted), notice_letters.lint_notice(file, drafted)


@pytest.mark.parametrize(
    ("code", "content", "words"),
    [
        (
            "D02",
            {
                "element": "description",
                "points": "写明年份\n写明小区",
                "guidance": "可参照目录。",
                "reply_by": "2026-11-20",
            },
            "1.写明年份；",
        ),
        ("D03", {"finding": "本月已申请47件。", "reply_by": "2026-11-20"}, "第三十五条"),
        ("D04", {"reason": "档案较多。", "workdays": 20}, "延长答复期限20个工作日"),
        (
            "D05",
            {"addressee": "某公司", "addressee_kind": "organisation", "subject": "申报书", "source": "third_party"},
            "你单位自收到本征询书之日起15个工作日内",
        ),
        ("D08", {"addressee": "某局", "subject": "批复", "source": "co_producer"}, "视为同意公开"),
        ("D08", {"addressee": "某局", "subject": "批复", "source": "other_organ"}, "第十一条"),
        (
            "D09",
            {"scale": "by_page", "quantity": 68, "finding": "页数过多。", "how_to_pay": "柜面缴纳。"},
            "人民币380元",
        ),
        (
            "D07",
            {
                "addressee": "王某",
                "addressee_kind": "person",
                "subject": "评审打分",
                "opinion": "您答复不同意公开。",
                "release": "public_interest",
                "reason": "关系公众的重大利益，必须公开。",
                "release_on": "2027-02-01",
            },
            "第十五条、第三十二条",
        ),
        ("D27", {"finding": "证据属实。", "outcome": "corrected", "subject": "更正日期。"}, "第四十一条"),
    ],
)
def test_a_notice_is_filled_from_its_form_and_the_law(file, code, content, words):
    letter, findings = noticed(file, code, content)
    assert words in letter.plain_text()
    assert findings == ()


def test_the_applicant_is_told_whose_opinion_was_asked_and_when(file):
    letter, findings = noticed(file, "D06", {}, OpinionSought(date(2026, 11, 4), "A", "co_producer", None))
    assert "征求共同制作该信息的机关的意见" in letter.plain_text()
    assert "于2026年11月4日发出书面征求意见函" in letter.plain_text()
    assert findings == ()


def test_without_a_consultation_there_is_nothing_to_tell(file):
    _, findings = noticed(file, "D06", {})
    assert {finding.level for finding in findings} == {"blocking"}


def test_the_days_of_an_abandoned_request_are_those_of_the_notice_that_was_not_answered(file):
    asked = CorrectionRequested(date(2026, 11, 3), date(2026, 11, 17))
    letter, findings = noticed(file, "D26", {"reply_kind": "abandoned_uncorrected", "note": ""}, asked)
    assert "于2026年11月3日书面告知您补正申请内容，期限至2026年11月17日届满" in letter.plain_text()
    assert findings == ()


def test_an_unpaid_fee_expires_with_the_days_that_the_law_gives_for_paying(file):
    noticed_on = FeeNoticed(date(2026, 11, 3), date(2026, 11, 5))
    letter, _ = noticed(file, "D26", {"reply_kind": "abandoned_unpaid", "note": ""}, noticed_on)
    assert "期限至2026年12月3日届满" in letter.plain_text()


def test_every_letter_of_a_request_bears_its_own_suffix(file):
    suffixes = [
        letter_number(file.case, code, today()).rpartition("-")[2]
        for code in ("D02", "D03", "D05", "D11", "D26", "D27")
    ]
    assert suffixes == ["补", "由", "征", "答", "告", "更"]
