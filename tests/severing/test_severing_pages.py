"""区分处理: from the scan that comes in to the file that a reply gives; what stands against it is said, what was typed is kept."""

import re

import pytest
import sqlalchemy as sa

from gov_requests.records import files
from gov_requests.records.base import db
from gov_requests.records.casefile import Opened
from gov_requests.records.drafts import latest_draft
from gov_requests.records.journal import JournalRow
from gov_requests.records.severings import decisions_on, standing_file
from gov_requests.replies import actions as replies
from gov_requests.severing import actions, running
from tests import factories
from tests.severing.common import ID_NUMBER, MOBILE, PRIVATE, decide, decide_all, make, standing
from tests.support.plain_pdf import faults
from tests.support.typing_in import hidden_of, send, text


def test_a_file_is_gone_through_covered_made_and_given_with_the_reply(at_work):
    client, _office, number, case_id, severing_id = at_work
    page = text(client.get(f"/severing/{number}/{severing_id}/pages/1"))
    assert "手机号码 139****5678" in page
    assert "身份证号 990102********0025" in page
    assert ID_NUMBER not in page
    decide(client, number, severing_id, 1, words="xu xiaoming", **PRIVATE)
    assert decide_all(client, number, severing_id).status_code == 302
    done = make(client, number, severing_id)
    assert done.location == f"/severing/{number}/{severing_id}"
    assert "遮盖后的文件已生成，可以在草稿中选用。" in text(client.get(done.location))
    made, now = standing_file(severing_id), standing(case_id, severing_id)
    given = files.read(made.sha256)
    assert faults(given, [MOBILE, ID_NUMBER], now.covered()) == []
    assert made.decisions_hash == now.digest
    assert len(now.covered()[1]) == 3
    draft = text(client.get(f"/replies/{number}/draft"))
    assert re.search(r'value="\w+" checked><span>决定书（区分处理）.pdf', draft), "a new draft has it chosen"
    assert 'value="《决定书》第1、2页遮盖的内容"' in draft, "and names what is withheld"
    assert draft.count("个人信息，公开会损害其权益。") == 1
    case = text(client.get(f"/cases/{number}"))
    assert "生成遮盖后的文件" in case
    assert "区分处理 1 份" in case


def test_nothing_is_made_while_a_number_is_undecided_and_the_sentence_names_article_37(at_work):
    client, _office, number, _case_id, severing_id = at_work
    decide(client, number, severing_id, 1, numbers=["0", "1"], **PRIVATE)
    answer = make(client, number, severing_id)
    assert answer.status_code == 422
    assert "第 2 页有2处号码还没有决定是否遮盖。第三十七条。" in text(answer)
    assert standing_file(severing_id) is None


def test_nothing_is_made_while_a_box_has_no_ground(at_work):
    client, _office, number, _case_id, severing_id = at_work
    decide_all(client, number, severing_id)
    decide(client, number, severing_id, 1, boxes="10 10 20 20", conclusion="cover", ground="", act="decide")
    answer = make(client, number, severing_id)
    assert answer.status_code == 422
    assert "第 1 页有1处遮盖没有依据或者理由。第三十七条。" in text(answer)


def test_a_box_gets_its_ground_later_and_is_taken_away_by_a_further_row(at_work):
    client, _office, number, case_id, severing_id = at_work
    decide(client, number, severing_id, 1, boxes="10 10 20.5 20", conclusion="cover", ground="", act="decide")
    (box,) = standing(case_id, severing_id).boxes
    assert box.box == [1000, 1000, 2050, 2000]
    decide(client, number, severing_id, 1, chosen=str(box.id), **PRIVATE)
    (again,) = standing(case_id, severing_id).boxes
    assert (again.supersedes_id, again.ground) == (box.id, "third_party_rights")
    assert decide(client, number, severing_id, 1, chosen=str(again.id), act="lift").status_code == 302
    assert standing(case_id, severing_id).boxes == []
    assert len(decisions_on(severing_id)) == 3
    assert "撤下" in text(client.get(f"/severing/{number}/{severing_id}"))


def test_a_page_without_text_needs_a_persons_eye(at_work):
    client, office, number, case_id, _ = at_work
    row = factories.severed_from(office, number)
    page = text(client.get(f"/severing/{number}/{row.id}/pages/1"))
    assert "无文字层" in page
    assert "第 1 页没有文字层或者含图片，还没有人工逐页看过。第三十七条。" in text(make(client, number, row.id))
    decide(client, number, row.id, 1, act="looked")
    assert make(client, number, row.id).status_code == 302
    assert standing(case_id, row.id).looked[1].person.id == office.handler.id


def test_a_decision_afterwards_voids_the_file_and_a_draft_that_gives_it_does_not_go_on(at_work):
    client, office, number, case_id, severing_id = at_work
    decide_all(client, number, severing_id)
    make(client, number, severing_id)
    made = standing_file(severing_id).attachment
    writing = factories.Writing(
        reply_kind="partly_disclosed",
        finding="经检索，情况如下。",
        reasons="部分内容属于个人信息，已经遮盖。",
        withheld=(
            {"part": "手机号码", "ground": "third_party_rights", "reason": "属于个人隐私，公开会损害其合法权益。"},
        ),
        keep=frozenset({made.public_id}),
    )
    file = factories.save_draft(number, writing, [], Opened(office.handler))
    (given,) = latest_draft(case_id).files
    assert given["sha256"] == made.sha256
    page = text(client.get(f"/replies/{number}/submit"))
    assert "没有区分处理的记录" not in page
    decide(client, number, severing_id, 1, boxes="1 1 9 9", **PRIVATE)
    assert standing_file(severing_id) is None
    page = text(client.get(f"/replies/{number}/submit"))
    assert "“决定书（区分处理）”是遮盖改动以前生成的文件，不能提供。" in page
    with pytest.raises(replies.LawObjects):
        factories.submit(file.case.number, Opened(office.handler))


def test_a_draft_that_does_not_choose_the_severed_file_leaves_it_for_the_next(at_work):
    client, office, number, _case_id, severing_id = at_work
    decide_all(client, number, severing_id)
    make(client, number, severing_id)
    writing = factories.Writing(reply_kind="disclosed", finding="经检索，情况如下。")
    factories.save_draft(number, writing, [factories.Upload("批复.pdf", factories.PDF)], Opened(office.handler))
    assert standing_file(severing_id) is not None
    page = text(client.get(f"/replies/{number}/submit"))
    assert "“批复”没有逐页查过是否含有身份证号、电话、银行卡号。" in page


def test_a_file_withheld_as_a_whole_has_ground_and_reason_and_is_not_made(at_work):
    client, _office, number, case_id, severing_id = at_work
    address = f"/severing/{number}/{severing_id}/withheld"
    assert "请写明为什么不能区分处理。" in text(send(client, address, ground="process_information", act="withhold"))
    whole = {"ground": "process_information", "reason": "全文都是讨论内容，不能区分。", "act": "withhold"}
    assert send(client, address, **whole).status_code == 302
    assert standing(case_id, severing_id).withheld
    assert "这份文件已定为整份不予公开" in text(make(client, number, severing_id))
    assert "不能再逐处决定" in text(decide(client, number, severing_id, 1, numbers="0", **PRIVATE))
    assert send(client, address, ground="", act="again").status_code == 302
    assert not standing(case_id, severing_id).withheld


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"conclusion": ""}, "请选择遮盖或者不遮盖。"),
        ({"numbers": ""}, "请先选号码、画方框、写词语或者选整页。"),
        ({"conclusion": "leave", "numbers": "0", "reason": " "}, "不遮盖的，请写明理由"),
        ({"conclusion": "leave", "boxes": "1 1 2 2"}, "不遮盖只用于找到的号码"),
        ({"boxes": "10 10 20"}, "第 1 行：请写四个数"),
        ({"boxes": "1 1 9 9\n10 10 101 20"}, "第 2 行：请写四个数"),
        ({"boxes": "20 10 10 20"}, "第 1 行：右要大于左，下要大于上。"),
        ({"boxes": "10 10 ２０ 20"}, "第 1 行：请写四个数"),
        ({"boxes": "\n".join(["1 1 2 2"] * 101)}, "一次最多 100 个方框，现有 101 个。"),
        ({"words": "nobody"}, "本页的文字层里没有“nobody”"),
        ({"words": "nobody", "everywhere": "y"}, "本文件的文字层里没有“nobody”"),
        ({"numbers": "3"}, "选中的有变动，请看过最新情况后重选。"),
        ({"numbers": "0", "ground": "disclosed"}, "不是有效的选择"),
    ],
)
def test_what_cannot_be_decided_is_refused_beside_its_field_and_kept(at_work, typed, sentence):
    client, _office, number, case_id, severing_id = at_work
    numbers = {"numbers": "0"} if not {"numbers", "boxes", "words"} & set(typed) else {}
    typed = {name: value for name, value in (PRIVATE | numbers | typed).items() if value != ""}
    answer = decide(client, number, severing_id, 1, **typed)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert typed["reason"].strip() in text(answer)
    assert standing(case_id, severing_id).covering == []


def test_checking_shows_the_boxes_and_keeps_nothing(at_work):
    client, _office, number, case_id, severing_id = at_work
    answer = decide(client, number, severing_id, 1, boxes="10 10 20 20", **PRIVATE | {"act": "check"})
    assert 'class="mark pending" x="1000" y="1000" width="1000" height="1000"' in text(answer)
    answer = text(
        decide(client, number, severing_id, 1, words="xu xiaoming", whole_page="y", **PRIVATE | {"act": "check"})
    )
    assert answer.count('class="mark pending"') == 2
    assert 'class="mark pending" x="0" y="0" width="10000" height="10000"' in answer
    assert "还没有保存" in answer
    answer = decide(client, number, severing_id, 1, words="nobody", **PRIVATE | {"act": "check"})
    assert (answer.status_code, "本页的文字层里没有“nobody”" in text(answer)) == (422, True)
    assert standing(case_id, severing_id).boxes == []


def test_a_stale_page_and_a_form_sent_twice_decide_nothing_more(at_work):
    client, _office, number, case_id, severing_id = at_work
    address = f"/severing/{number}/{severing_id}/pages/1"
    stale = hidden_of(client.get(address))
    decide(client, number, severing_id, 1, numbers="0", **PRIVATE)
    answer = client.post(address, data={**stale, "numbers": "1", **PRIVATE})
    assert answer.status_code == 409
    assert "别人刚办理了这件申请" in text(answer)
    assert list(standing(case_id, severing_id).numbers) == [0]
    twice = hidden_of(client.get(address))
    for _ in range(2):
        assert client.post(address, data={**twice, "boxes": "1 1 9 9", **PRIVATE}).status_code == 302
    assert len(standing(case_id, severing_id).boxes) == 1


def test_reviewers_read_what_was_decided_and_decide_nothing(at_work, settled_office):
    client, office, number, _case_id, severing_id = at_work
    decide_all(client, number, severing_id)
    make(client, number, severing_id)
    head = factories.sign_in(settled_office[0].test_client(), office.disclosure_head)
    page = text(head.get(f"/severing/{number}/{severing_id}/pages/1"))
    assert "遮盖，保护第三方合法权益（第十五条）" in page
    assert "保存决定" not in page
    assert head.get(f"/severing/{number}/{severing_id}/pages/1.png").mimetype == "image/png"
    assert head.get(f"/severing/{number}/{severing_id}/release").status_code == 403


@pytest.mark.parametrize("page", ["3", "0", "3.png"])
def test_a_page_that_is_not_there_is_not_found(at_work, page):
    client, _office, number, _case_id, severing_id = at_work
    assert client.get(f"/severing/{number}/{severing_id}/pages/{page}").status_code == 404


def test_the_whole_file_holds_the_record_the_original_and_what_was_given(at_work, settled_office):
    client, office, number, _case_id, severing_id = at_work
    decide_all(client, number, severing_id)
    make(client, number, severing_id)
    clerk = factories.sign_in(settled_office[0].test_client(), office.clerk)
    page = text(clerk.get(f"/archive/{number}/"))
    for title in ("区分处理记录", "决定书", "决定书（区分处理）"):
        assert title in page


def test_what_is_made_while_somebody_decides_is_not_kept(at_work):
    _client, office, number, _case_id, severing_id = at_work
    with pytest.raises(actions.LawObjects):
        actions.make(number, severing_id, "0" * 64, b"%PDF", 2, Opened(office.handler))
    ruling = actions.Ruling(covered=True, ground="third_party_rights", reason="个人信息。", numbers=frozenset(range(4)))
    actions.rule(number, severing_id, ruling, Opened(office.handler))
    with pytest.raises(actions.NotAllowed, match="请重新生成"):
        actions.make(number, severing_id, "0" * 64, b"%PDF", 2, Opened(office.handler))
    assert standing_file(severing_id) is None


def test_what_is_under_review_is_not_decided_any_more(at_work):
    client, office, number, case_id, severing_id = at_work
    decide_all(client, number, severing_id)
    writing = factories.Writing(reply_kind="disclosed", finding="经检索，情况如下。")
    factories.save_draft(number, writing, [factories.Upload("批复.pdf", factories.PDF)], Opened(office.handler))
    form = hidden_of(client.get(f"/severing/{number}/{severing_id}/pages/1"))
    factories.submit(number, Opened(office.handler))
    del form["version"]
    answer = client.post(f"/severing/{number}/{severing_id}/pages/1", data={**form, "boxes": "1 1 9 9", **PRIVATE})
    assert answer.status_code == 409
    assert "已过拟稿环节，现在是保密审查。" in text(answer)
    assert standing(case_id, severing_id).boxes == []
    page = text(client.get(f"/severing/{number}/{severing_id}/pages/1"))
    assert "保存决定" not in page


def test_a_file_that_would_become_too_large_is_refused_and_nothing_is_kept(at_work, monkeypatch):
    client, _office, number, _case_id, severing_id = at_work
    decide_all(client, number, severing_id)
    monkeypatch.setattr(running, "LARGEST", 1000)
    answer = make(client, number, severing_id)
    assert answer.status_code == 422
    assert "请把原件分成几个文件再做" in text(answer)
    assert standing_file(severing_id) is None


def test_every_act_leaves_one_journal_row_and_names_what_was_decided(at_work):
    client, _office, number, case_id, severing_id = at_work
    query = sa.select(JournalRow).where(JournalRow.case_id == case_id).order_by(JournalRow.id)
    before = len(db.session.scalars(query).all())
    decide(client, number, severing_id, 1, numbers=["0", "1"], boxes="1 1 9 9\n20 20 30 30", **PRIVATE)
    db.session.expire_all()
    (row,) = db.session.scalars(query).all()[before:]
    assert (row.kind, row.data["what"], row.data["places"]) == ("severing_decided", "covered", 4)
    assert len([name for name in row.digests if name.startswith("severing_decisions:")]) == 4
    trail = text(client.get(f"/cases/{number}"))
    assert "“决定书.pdf”：遮盖 4 处，第十五条：个人信息，公开会损害其权益。" in trail
