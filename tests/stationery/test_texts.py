"""文书用语、文号格式: by two people, from their day on, checked by the law, kept with the letter; numbers without a gap."""

from datetime import timedelta

import pytest

from gov_requests.documents.numbers import fault_of, filled, letter_number, number_in_view
from gov_requests.records.base import one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import faults
from gov_requests.records.papers import Letter
from gov_requests.records.proposable import approve
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.review.actions import sign
from gov_requests.stationery.texts import propose_text
from gov_requests.today import today
from tests import factories
from tests.support.typing_in import send, text


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def proposed(office, slot, words, on=None):
    propose_text(slot, words, on or today(), "统一文书用语。", Opened(office.disclosure_head))
    return Proposal.query.order_by(Proposal.id.desc()).first()


def held(office, slot, words, on=None):
    approve(proposed(office, slot, words, on).id, note="", by=office.legal_reviewer)


def reply_of(file):
    return Letter.query.filter(Letter.case_id == file.case.id, Letter.draft_id.is_not(None)).one()


def body(letter):
    return [part["text"] for part in letter.content["paragraphs"]]


def test_a_text_holds_once_another_person_has_approved_and_the_letter_says_which(office):
    proposal = proposed(office, "greeting", "您好！")
    assert body(reply_of(factories.signed(office)))[0] != "您好！"
    with pytest.raises(NotAllowed):
        approve(proposal.id, note="", by=office.disclosure_head)
    approve(proposal.id, note="", by=office.legal_reviewer)
    file = factories.signed(office)
    assert body(reply_of(file))[0] == "您好！"
    assert list(file.journal[-1].data["texts"]) == ["greeting"]
    assert list(faults()) == []


def test_a_text_holds_from_its_day_on_and_letters_that_are_out_stay(office, today_is):
    held(office, "phrase", "感谢您对政府工作的关注和支持。", today() + timedelta(1))
    before = factories.signed(office)
    today_is("2026-11-25T10:00")
    after = factories.signed(office)
    assert "感谢" not in body(reply_of(before))[-1]
    assert body(reply_of(after))[-1] == "感谢您对政府工作的关注和支持。"
    held(office, "phrase", "")
    assert "感谢" not in body(reply_of(factories.signed(office)))[-1]


def test_another_organs_texts_are_not_ours(office):
    held(factories.Office(), "greeting", "您好！")
    assert body(reply_of(factories.signed(office)))[0] != "您好！"


@pytest.mark.parametrize(
    ("slot", "words", "sentence"),
    [
        ("phrase", "逾期不答复的，视为同意公开。", "同意"),
        ("phrase", "如不服，可以自收到之日起三个月内向人民法院提起行政诉讼。", "三个月"),
        ("greeting", "您好！\n欢迎来信。", "不要分行"),
        ("number_reply", "{代字}〔{年}〕{号}号", "没有“{号}”这一项"),
        ("number_reply", "{代字}({年})第{序号}号", "〔{年}〕"),
        ("number_reply", "{代字}〔{年}〕{申请序号}号", "才不会重复"),
        ("number_reply", "{代字}〔{年}〕{序号号", "没有成对"),
    ],
)
def test_what_the_law_forbids_or_no_number_can_be_made_of_is_refused(office, slot, words, sentence):
    with pytest.raises(BadInput) as refused:
        proposed(office, slot, words)
    assert sentence in str(refused.value)


def test_a_text_is_never_read_as_a_template(office):
    held(office, "greeting", '{{ 7*7 }} {代字} {% for x in y %} #read("/etc/passwd")')
    assert body(reply_of(factories.signed(office)))[0] == '{{ 7*7 }} {代字} {% for x in y %} #read("/etc/passwd")'


def test_what_is_filled_into_a_number_is_not_read_as_a_format():
    assert (
        filled("{代字}〔{年}〕{序号}号", {"代字": "{年}{序号}", "年": "2026", "序号": "3"}) == "{年}{序号}〔2026〕3号"
    )
    assert fault_of("{代字}依复〔{年}〕{序号}号") is None


def test_a_series_counts_without_a_gap_and_a_refused_signature_takes_no_number(office):
    held(office, "number_reply", "{代字}依复〔{年}〕{序号}号")
    first = reply_of(factories.signed(office))
    file = factories.reviewed(office)
    assert number_in_view(file.case, "D11", today()).endswith("依复〔2026〕2号")
    with pytest.raises(NotAllowed):
        sign(factories.ref_of(file), opinion="", seen="0" * 64, opened=Opened(office.signer))
    with pytest.raises(BadInput):
        _refused_late(file, office)
    assert number_in_view(file.case, "D11", today()).endswith("依复〔2026〕2号")
    second = reply_of(factories.signed(office))
    assert [row.number.rpartition("〕")[2] for row in (first, second)] == ["1号", "2号"]


def _refused_late(file, office):
    """An act that takes its number and is refused afterwards."""
    with one_act(office.signer):
        letter_number(file.case, "D11", today())
        raise BadInput("后来被拒绝。")


def test_the_series_begins_anew_with_the_year(office, today_is):
    held(office, "number_reply", "{代字}依复〔{年}〕{序号}号")
    factories.signed(office)
    today_is("2027-01-05T10:00")
    assert reply_of(factories.signed(office)).number.endswith("依复〔2027〕1号")


def test_the_page_previews_on_the_newest_letter_and_asks_two_people(app, office):
    factories.signed(office)
    client = factories.sign_in(app.test_client(), office.disclosure_head)
    typed = {"slot": "greeting", "text": "您好！", "starts_on": "2026-11-24", "reason": "统一用语。"}
    page = text(send(client, "/stationery/texts", **typed, act="check"))
    assert "用在最近一件文书上" in page
    assert "您好！</span>" in page
    assert Proposal.query.count() == 0
    assert "不能早于今天" in text(send(client, "/stationery/texts", **typed | {"starts_on": "2026-11-01"}))
    assert send(client, "/stationery/texts", **typed).status_code == 302
    page = text(
        factories.sign_in(app.test_client(), office.legal_reviewer).get(f"/proposals/{Proposal.query.one().id}")
    )
    assert "问候语" in page
