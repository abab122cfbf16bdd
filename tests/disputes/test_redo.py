"""责令重新答复: its own request and clock; the annulled answer may not simply be given again."""

import pytest

from gov_requests.records.attachments import Upload
from gov_requests.records.casefile import Opened, look_up
from gov_requests.refusals import LawObjects
from tests import factories
from tests.disputes.steps_in_pages import OUTCOME, entered, registered
from tests.support.typing_in import send, text


@pytest.fixture
def redo(app, office):
    """The redo of a reply 「本机关不掌握」 that was annulled, searched for again and ready to be drafted."""
    legal = factories.sign_in(app.test_client(), office.legal_reviewer)
    case = factories.delivered(office, "not_held")
    page = registered(legal, requests=case.case.number)
    entered(legal, page, "outcome", **OUTCOME | {"outcome": "撤销", "loss_reason": "R15", "redo": "y"})
    send(legal, f"{page}/redo")
    number = f"{case.case.number}-重1"
    factories.assign(number, office.handler.id, "", Opened(office.clerk))
    for place in ("业务科档案柜", "机关档案室"):
        told = {
            "method": "查阅目录",
            "terms": "批复",
            "searched_by": "虚构承办",
            "result": "未检索到。",
            "found": False,
        }
        finding = factories.Finding(place=place, searched_on=factories.today(), **told)
        factories.record_search(number, finding, [], Opened(office.handler))
    return number


def drafted(office, number, **said):
    writing = factories.Writing(
        **{"reply_kind": "not_held", "finding": "经检索，情况如下。", "reasons": "该文件由本机关制作，现依照规定答复。"}
        | said
    )
    uploads = [Upload("批复.pdf", factories.PDF)] if writing.reply_kind == "disclosed" else []
    factories.save_draft(number, writing, uploads, Opened(office.handler))
    return factories.submit(number, Opened(office.handler))


def test_the_same_ground_on_the_same_facts_is_refused_with_the_article(office, redo):
    with pytest.raises(LawObjects, match="第六十四条第二款"):
        drafted(office, redo)


def test_the_same_ground_with_other_reasons_is_a_warning_that_asks_for_one(app, office, redo):
    file = drafted(office, redo, reasons="另行向区档案馆函询，复函称未移交。")
    assert file.case.number == redo
    handler = factories.sign_in(app.test_client(), office.handler)
    assert "请核对事实或者理由是否已有变化。" in text(handler.get(f"/cases/{redo}"))


def test_another_answer_is_no_repetition(app, office, redo):
    drafted(office, redo, reply_kind="disclosed")
    shown = text(factories.sign_in(app.test_client(), office.clerk).get(f"/cases/{redo}"))
    assert "重新答复" in shown
    assert "与被撤销的答复同为" not in shown


def test_the_first_answer_of_a_request_is_never_a_repetition(office):
    factories.submitted(office, "not_held")
    again = look_up(factories.submitted(office, "not_held").case.number, office.disclosure_head)
    assert again.case.redo_of_id is None
