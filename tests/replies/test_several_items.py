"""一事一申请: a request of several items; each is answered, the letter names each, one relief clause a route, one row of the report."""

from datetime import date
from itertools import pairwise

import pytest

from gov_requests.documents.answers import kinds_of, letter_code, reviews_asked, unanswered
from gov_requests.documents.docx import render_docx
from gov_requests.documents.issue import lint_draft, reply_letter
from gov_requests.documents.readiness import objections_to
from gov_requests.documents.returned import differences
from gov_requests.handling.actions import itemise
from gov_requests.records.attachments import Upload
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import faults
from gov_requests.records.drafts import latest_draft
from gov_requests.records.items import items_of
from gov_requests.records.papers import Letter
from gov_requests.refusals import LawObjects, NotAllowed
from gov_requests.replies.actions import Handover, Writing, deliver, save_draft, submit
from gov_requests.review.actions import sign
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.statute.report_rows import deciding_kind
from tests import factories
from tests.support.typing_in import send, text

ITEMS = ("批复文件", "评审会议的讨论记录", "2019年以前的批复文件")
DISCLOSED = Writing(reply_kind="disclosed", finding="经检索，该批复由本机关制作。", item=1)
PROCESS = Writing(
    reply_kind="process_information",
    finding="经检索，该记录是评审会议的讨论记录。",
    reasons="属于讨论记录，公开会影响坦率讨论。",
    said={"category": "讨论记录", "severing": "全文都是讨论内容，不能区分。", "duty_checked": "没有规定应当公开。"},
    item=2,
)
NOT_HELD = Writing(reply_kind="not_held", finding="本机关2019年成立，此前没有制作。", item=3)


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def itemised(office, items=ITEMS):
    file = factories.searched(office, found=False)
    return itemise(factories.ref_of(file), items, Opened(office.handler))


def answer(office, file, *writings):
    for writing in writings:
        uploads = [Upload("批复文件.pdf", factories.PDF)] if writing.reply_kind == "disclosed" else []
        save_draft(factories.ref_of(file), writing, uploads, Opened(office.handler))
    return latest_draft(file.case.id)


def test_items_named_at_the_counter_are_those_of_the_request(office):
    file = factories.registered(office, items="批复文件\n \n讨论记录")
    assert items_of(file.entries) == ("批复文件", "讨论记录")
    assert items_of(factories.registered(office).entries) == ()


def test_the_letter_answers_each_item_and_tells_one_way_of_relief_a_route(office):
    file = itemised(office)
    draft = answer(office, file, DISCLOSED, PROCESS, NOT_HELD)
    letter = reply_letter(file, draft)
    headings = [part.text for part in letter.paragraphs if part.heading]
    assert headings == [f"第{number}项：{item}" for number, item in zip("一二三", ITEMS, strict=True)]
    body = letter.plain_text()
    assert body.count("收到您当面提交的政府信息公开申请") == 1
    assert len(letter.relief) == 2
    assert "第一项、第三项申请作出的决定" in letter.relief[0]
    assert "或者自收到本答复之日起6个月内" in letter.relief[0]
    assert "第二项申请作出的决定" in letter.relief[1]
    assert "先向虚构区人民政府申请行政复议" in letter.relief[1]
    assert reviews_asked(draft) == ("secrecy", "legal")
    assert lint_draft(file, draft) == ()


def test_both_renderings_carry_the_same_words(office):
    file = itemised(office)
    letter = reply_letter(file, answer(office, file, DISCLOSED, PROCESS, NOT_HELD))
    assert differences(letter, render_docx(letter)) == ()


def test_a_request_is_not_sent_on_with_an_item_unanswered(office):
    file = itemised(office)
    draft = answer(office, file, DISCLOSED, PROCESS)
    assert unanswered(draft) == (3,)
    with pytest.raises(LawObjects, match="第三项的答复"):
        submit(factories.ref_of(file), Opened(office.handler))


def test_a_draft_that_answers_the_whole_does_not_answer_its_items(office):
    file = factories.drafted(office)
    file = itemise(factories.ref_of(file), ITEMS, Opened(office.handler))
    with pytest.raises(LawObjects, match="申请分为3项"):
        submit(factories.ref_of(file), Opened(office.handler))
    with pytest.raises(NotAllowed, match="分项与打开时不同"):
        answer(office, file, Writing(reply_kind="disclosed", finding="经检索，情况如下。"))


def test_what_is_missing_names_its_item_and_what_all_lack_is_said_once(office):
    file = itemised(office)
    bare = Writing(reply_kind="process_information", finding="经检索，是讨论记录。", item=2)
    found = objections_to(file, answer(office, file, DISCLOSED, bare, NOT_HELD), ())
    sentences = [one.sentence for one in found]
    assert any(sentence.startswith("第二项：") and "没有写明理由" in sentence for sentence in sentences)
    assert sum("法制审核" in sentence for sentence in sentences) == 1


def test_an_item_named_otherwise_is_answered_anew_and_the_others_stay(office):
    file = itemised(office)
    answer(office, file, DISCLOSED, PROCESS, NOT_HELD)
    file = itemise(factories.ref_of(file), (*ITEMS[:2], "2018年的批复文件"), Opened(office.handler))
    draft = answer(office, file, NOT_HELD)
    assert unanswered(draft) == ()
    assert [kind.code for kind in kinds_of(draft)] == ["disclosed", "process_information", "not_held"]


def test_files_belong_to_their_item(office):
    file = itemised(office)
    second = Writing(reply_kind="disclosed", finding="经检索，该文件由本机关制作。", item=2)
    draft = answer(office, file, DISCLOSED, second)
    first_file, second_file = (item["answer"]["files"] for item in draft.content["items"][:2])
    assert len(first_file) == len(second_file) == 1
    assert first_file != second_file
    dropped = answer(office, file, NOT_HELD, Writing(reply_kind="not_held", finding="没有制作过。", item=1))
    assert [item["public_id"] for item in dropped.files] == second_file


@pytest.mark.parametrize(
    ("codes", "decides"),
    [
        (("disclosed", "process_information"), "partly_disclosed"),
        (("not_held", "already_public"), "already_public"),
        (("petition", "not_this_organ", "not_held"), "not_this_organ"),
        (("repeat", "state_secret"), "state_secret"),
    ],
)
def test_a_request_counts_in_one_row_whatever_its_items(codes, decides):
    assert deciding_kind(codes, date(2026, 12, 31)) == decides


def test_precedence_is_a_table_that_any_order_of_items_obeys():
    codes = [code for code, kind in REPLY_KINDS.items() if kind.closes_by == "replied"]
    for one, other in pairwise(codes):
        rows = {
            REPLY_KINDS[deciding_kind(pair, date(2026, 12, 31))].report_row for pair in ((one, other), (other, one))
        }
        assert len(rows) == 1


def test_the_reply_goes_its_way_and_counts_as_partly_disclosed(office):
    file = itemised(office)
    draft = answer(office, file, DISCLOSED, PROCESS, NOT_HELD)
    assert letter_code(draft) == "D00"
    file = submit(factories.ref_of(file), Opened(office.handler))
    for name in list(file.progress.reviews):
        file = factories.pass_review(office, file, name)
    seen = latest_draft(file.case.id).content_hash
    file = sign(factories.ref_of(file), opinion="", seen=seen, opened=Opened(office.signer))
    handover = Handover(method="in_person", counted_on=date(2026, 11, 24), recipient="虚小明")
    file = deliver(factories.ref_of(file), handover, [], Opened(office.clerk))
    assert file.state.reply_kind == "partly_disclosed"
    signed = Letter.query.filter_by(case_id=file.case.id, code="D00").one()
    assert signed.number.endswith("-答")
    assert list(faults()) == []


def test_the_pages_lead_from_item_to_item(app, office):
    file = factories.searched(office)
    client = factories.sign_in(app.test_client(), office.handler)
    number = file.case.number
    assert "只有一项的，不必分列。" in text(send(client, f"/handling/{number}/items", items="批复文件"))
    assert send(client, f"/handling/{number}/items", items="批复文件\n讨论记录").status_code == 302
    path = f"/replies/{number}/draft?item=1"
    page = text(client.get(path))
    assert "分项答复" in page
    empty = {f"withheld-{n}-{name}": "" for n in (0, 1) for name in ("part", "ground", "reason")}
    typed = {"act": "save", "reply_kind": "not_held", "finding": "没有制作过这份批复。", "reasons": ""}
    done = send(client, path, **typed, **empty)
    assert done.status_code == 302, text(done)
    assert done.location.endswith(f"/replies/{number}/draft?item=2")
    assert "已答复" in text(client.get(done.location))
    assert "还没有答复" in text(client.get(f"/replies/{number}/preview"))
    assert "第二项的答复" in text(client.get(f"/replies/{number}/submit"))
    assert "分为 2 项" in text(client.get(f"/cases/{number}"))
