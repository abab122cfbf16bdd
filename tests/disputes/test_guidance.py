"""What was learnt from a lost dispute stands beside the next answer of that kind, with how often such answers fell."""

import pytest
import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.chain import faults
from gov_requests.records.guidance import GuidanceCase, guidance_found
from tests import factories
from tests.disputes.steps_in_pages import OUTCOME, entered, registered
from tests.support.typing_in import send, text

LESSON = {
    "title": "部分公开：未区分处理",
    "focus": "专家论证意见能否公开",
    "error": "未区分处理",
    "holding": "已作为公开决策依据的论证意见，应当区分处理后公开。",
    "articles": "第三十七条",
    "lesson": "先区分，再决定。",
    "grounds": ["partly_disclosed"],
    "questions": ["disclose"],
    "act": "save",
}


@pytest.fixture
def lost(app, office):
    """The address of a dispute that was lost, and the browser of whoever handles it."""
    legal = factories.sign_in(app.test_client(), office.legal_reviewer)
    case = factories.delivered(office, "partly_disclosed")
    page = registered(legal, requests=case.case.number)
    entered(
        legal,
        page,
        "outcome",
        **OUTCOME | {"outcome": "撤销", "loss_reason": "R17", "holding": "未区分处理，应予撤销。"},
    )
    return page, legal


def test_a_guidance_case_begins_with_what_the_dispute_says(app, office, lost):
    page, legal = lost
    form = text(legal.get(f"{page}/guidance"))
    assert "部分公开：未区分处理" in form
    assert "未区分处理，应予撤销。" in form
    assert "第三十七条" in form


def test_whoever_drafts_such_an_answer_reads_the_holding_and_the_fraction(app, office, lost):
    page, legal = lost
    answer = send(legal, f"{page}/guidance", **LESSON)
    assert answer.status_code == 302, text(answer)
    assert "先区分，再决定。" in text(legal.get(answer.location))
    file = factories.searched(office)
    handler = factories.sign_in(app.test_client(), office.handler)
    empty = {"withheld-0-ground": "", "withheld-1-ground": "", "finding": "", "reasons": "", "act": "check"}
    shown = text(send(handler, f"/replies/{file.case.number}/draft", **empty, reply_kind="partly_disclosed"))
    assert "已审结 1 件，其中被纠正 1 件（1/1）" in shown
    assert LESSON["holding"] in shown
    shown = text(send(handler, f"/replies/{file.case.number}/draft", **empty, reply_kind="petition"))
    assert "案例提示" not in shown
    assert list(faults()) == []


def test_it_must_be_found_again(app, office, lost):
    page, legal = lost
    refused = send(
        legal,
        f"{page}/guidance",
        **{name: value for name, value in LESSON.items() if name != "grounds"} | {"grounds": []},
    )
    assert refused.status_code == 422
    assert "请至少选择一种答复类型" in text(refused)
    assert db.session.scalar(sa.select(sa.func.count(GuidanceCase.id))) == 0
    send(legal, f"{page}/guidance", **LESSON)
    assert [row.title for row in guidance_found("论证意见")] == [LESSON["title"]]
    assert guidance_found("100%") == []
    assert [row.title for row in guidance_found(ground="partly_disclosed", question="disclose")] == [LESSON["title"]]
    assert guidance_found(ground="disclosed") == []
    stranger = factories.sign_in(app.test_client(), factories.Office().handler)
    assert LESSON["title"] in text(stranger.get("/disputes/guidance/?word=区分"))
    assert "没有符合条件的指导案例" in text(stranger.get("/disputes/guidance/?word=没有的"))
    assert stranger.get("/disputes/guidance/999").status_code == 404
