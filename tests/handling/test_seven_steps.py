"""七步法 in the house: each reply kind is reached by answering, none without what it needs, and the answers lead into the reply form."""

import io
import re
from datetime import date

import pytest

from gov_requests.documents.fields import fields_for
from gov_requests.notices.acts import notices_of
from gov_requests.records.base import one_act
from gov_requests.records.casefile import look_up
from gov_requests.records.step_answers import all_step_answers
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.web.reply_in_view import asked_for
from tests import factories
from tests.statute.test_seven_steps import way_to
from tests.support.filled_in import filled_in
from tests.support.typing_in import send, text

TODAY = "2026-11-24"


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is(f"{TODAY}T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def handler(app, office):
    return factories.sign_in(app.test_client(), office.handler)


def record(office, file, kind, on, fact=None, **data):
    """What happened outside, as the notices room records it."""
    with one_act(office.disclosure_head) as act:
        found = look_up(file.case.number, office.disclosure_head)
        found.record(act, kind, happened_on=date.fromisoformat(on), fact=fact, **data)
    return found


def assigned_on(office, today_is, day):
    """Return a request that came in earlier and waits for its handler."""
    today_is(f"{day}T10:00")
    file = factories.assigned(office)
    today_is(f"{TODAY}T10:00")
    return file


def corrected(office, today_is):
    file = assigned_on(office, today_is, "2026-11-02")
    record(office, file, "correction_requested", "2026-11-04", {"reply_by": "2026-11-20"})
    return record(office, file, "corrected", "2026-11-16", {})


def uncorrected(office, today_is):
    file = assigned_on(office, today_is, "2026-11-02")
    return record(office, file, "correction_requested", "2026-11-04", {"reply_by": "2026-11-20"})


def unpaid(office, today_is):
    file = assigned_on(office, today_is, "2026-10-12")
    return record(office, file, "fee_noticed", "2026-10-14", {"received_on": "2026-10-15"})


def refused_by_third_party(office, today_is):
    file = assigned_on(office, today_is, "2026-11-02")
    sought = {"ref": "A", "from": "third_party", "delivered_on": "2026-11-04"}
    record(office, file, "opinion_sought", "2026-11-03", sought)
    return record(office, file, "opinion_received", "2026-11-10", {"ref": "A"}, stance="objects")


def asked_for_reasons(office, today_is):
    file = assigned_on(office, today_is, "2026-11-02")
    return record(office, file, "notice_sent", "2026-11-04", code="D03")


#: What has to lie in the file before a kind can be gone on with; the others need nothing beside what is written.
NEEDS = {
    "still_unclear": corrected,
    "abandoned_uncorrected": uncorrected,
    "abandoned_unpaid": unpaid,
    "not_held": lambda office, _today_is: factories.searched(office, found=False),
    "third_party_rights": refused_by_third_party,
    "excessive": asked_for_reasons,
}


def typed(kind):
    """What a handler writes for a kind: every field that the question asks for."""
    asked = asked_for(REPLY_KINDS[kind])
    written = {}
    for spec in fields_for(kind) if asked else ():
        if spec.name in asked:
            value = spec.options[0][0] if spec.options else {"date": "2026-11-09"}.get(spec.kind, f"虚构的{spec.title}")
            written["reasons" if spec.name == "reasons" else f"said-{spec.name}"] = value
    return written


def answer(client, file, number, code, act="next", **more):
    """Choose an answer, look at what it asks for, fill it in, and go on."""
    address = f"/handling/{file.case.number}/steps/{number}"
    chosen = text(send(client, address, answer=code, act="check"))
    return client.post(address, data=filled_in(chosen) | more | {"act": act})


def walked(client, office, kind, today_is=None):
    file = NEEDS[kind](office, today_is) if kind in NEEDS else factories.searched(office)
    for number, code in way_to(kind).items():
        more = typed(code) | {"pass_reason": "此前的答复在纸上。"} if code in REPLY_KINDS else {}
        given = answer(client, file, number, code, **more)
        assert given.status_code == 302, text(given)
    assert given.location == f"/handling/{file.case.number}/steps/7"
    return file


@pytest.mark.parametrize("kind", REPLY_KINDS)
def test_a_journey_through_the_seven_questions_ends_where_each_kind_is_written(office, handler, today_is, kind):
    file = walked(handler, office, kind, today_is)
    page = text(handler.get(f"/handling/{file.case.number}/steps/7"))
    assert f"结论：{REPLY_KINDS[kind].title}" in page
    onward = re.search(r'class="btn btn-primary" accesskey="g" href="([^"]+)"', page)[1].replace("&amp;", "&")
    if kind == "withdrawn":
        assert onward == f"/notices/{file.case.number}/incoming"
        withdrawal = filled_in(text(handler.get(onward))) | {"kind": "withdrawn", "on": TODAY, "act": "save"}
        assert handler.post(onward, data=withdrawal).status_code == 302
        assert factories.db_stage(file) == "closed"
    elif REPLY_KINDS[kind].closes_by == "abandoned":
        assert onward == f"/notices/{file.case.number}/draft/abandonment"
        filled = filled_in(text(handler.get(onward)))
        assert handler.post(onward, data=filled | {"reply_kind": kind, "act": ""}).status_code == 302
        assert [notice.content["reply_kind"] for notice in notices_of(file.case.id)] == [kind]
    else:
        _written_and_sent_on(handler, file, kind, onward)


def _written_and_sent_on(client, file, kind, onward):
    if file.stage.value == "searching":
        factories.record_search(
            file.case.number, found_something(), [], factories.Opened(look_up(file.case.number, who(file)).person)
        )
    filled = filled_in(text(client.get(onward)))
    assert filled["reply_kind"] == kind
    for name, value in typed(kind).items():
        assert filled[name] == value
    more = {"finding": filled["finding"] or "经查，情况如下。", "act": "save"}
    for spec in fields_for(kind):
        name = f"said-{spec.name}"
        if spec.required and name in filled and not filled[name]:
            more[name] = spec.options[0][0] if spec.options else "虚构内容"
    if REPLY_KINDS[kind].hands_out:
        more["files"] = (io.BytesIO(factories.PDF), "批复.pdf")
    if kind == "partly_disclosed":
        more |= {
            "withheld-0-part": "手机号码",
            "withheld-0-ground": "third_party_rights",
            "withheld-0-reason": "属于个人隐私。",
        }
    saved = client.post(onward, data=filled | more)
    assert saved.status_code == 302, text(saved)
    address = f"/replies/{file.case.number}/submit"
    sent = send(client, address)
    assert sent.status_code == 302, text(sent)
    expected = {"secrecy": "secrecy_review", "legal": "legal_review"}
    assert factories.db_stage(file) == expected[REPLY_KINDS[kind].reviews[0]]


def who(file):
    return factories.db.session.get(factories.Person, file.state.handler_id)


def found_something():
    return factories.Finding(
        place="业务科档案柜",
        method="查阅目录",
        terms="批复",
        searched_by="虚构承办",
        searched_on=factories.today(),
        found=True,
        result="检索到一份。",
    )


# None without what it needs -------------------------------------------------------------------------------------------------------

#: A file in which nothing lies yet, what is answered to reach the kind, and the sentence that refuses going on.
LACKS = {
    "not_held": "只在 0 处检索过，不足以说明已尽合理检索义务。",
    "not_this_organ": "请写明不属于本机关负责公开的理由。",
    "repeat": "请写明此前答复的文号。",
    "excessive": "没有发出说明理由通知的记录",
    "still_unclear": "没有告知补正并收到补正的记录",
    "third_party_rights": "没有书面征求第三方意见的记录",
    "state_secret": "请写明不能作区分处理的理由。",
    "already_public": "请写明获取该信息的方式、途径。",
    "abandoned_uncorrected": "没有在等待补正或缴费，不能视为放弃。",
    "abandoned_unpaid": "没有在等待补正或缴费，不能视为放弃。",
}


def before(client, file, kind):
    """Answer up to the question that decides for a kind; return that question's number."""
    way = way_to(kind)
    last = next(number for number, code in way.items() if code == kind)
    for number, code in way.items():
        if number < last:
            assert answer(client, file, number, code).status_code == 302
    return last


def test_another_organ_is_named_or_it_is_said_why_it_cannot_be(office, handler):
    file = factories.assigned(office)
    number = before(handler, file, "not_this_organ")
    refused = answer(handler, file, number, "not_this_organ", reasons="由审计机关制作。")
    assert refused.status_code == 422
    assert "还没有写明负责公开的机关名称、联系方式（能够确定的）。" in text(refused)
    unknown = {"reasons": "由召集会议的机关制作。", "said-right_organ_unknown": "向区政府办公室核实，没有查到。"}
    assert answer(handler, file, number, "not_this_organ", **unknown).status_code == 302


@pytest.mark.parametrize(("kind", "sentence"), LACKS.items())
def test_a_kind_without_what_it_needs_is_not_gone_on_with_and_nothing_typed_is_lost(office, handler, kind, sentence):
    file = factories.assigned(office)
    number = before(handler, file, kind)
    kept = len(all_step_answers(file.case.id))
    written = {} if sentence.startswith("请写明") else typed(kind)
    refused = answer(handler, file, number, kind, finding="这句话不能丢。", **written)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert "这句话不能丢。" in text(refused)
    for value in written.values():
        assert value in text(refused)
    assert len(all_step_answers(file.case.id)) == kept


@pytest.mark.parametrize("kind", ["not_held", "abandoned_uncorrected"])
def test_a_house_that_does_not_ask_what_lies_in_the_file_is_caught(office, handler, monkeypatch, kind):
    """The broken twin: whoever fills in the form goes on, with nothing in the file."""
    monkeypatch.setattr("gov_requests.handling.steps.against_going_on", lambda *_asked: [])
    file = factories.assigned(office)
    number = before(handler, file, kind)
    assert answer(handler, file, number, kind, **typed(kind)).status_code == 302


def test_until_when_a_correction_can_be_asked_for_stands_beside_the_first_question(office, handler, today_is):
    file = factories.assigned(office)
    address = f"/handling/{file.case.number}/steps/1"
    assert '最迟告知补正</dt><dd class="num">2026-12-03' in text(handler.get(address))
    today_is("2026-12-04T10:00")
    assert "最迟告知补正" not in text(handler.get(address))


def test_an_answer_can_be_left_half_done_and_taken_up_again(office, handler):
    file = factories.assigned(office)
    number = before(handler, file, "not_held")
    left = answer(handler, file, number, "not_held", act="leave", finding="先查了业务科。")
    assert left.location == f"/cases/{file.case.number}"
    page = text(handler.get(left.location))
    assert "待答“有没有”" in page
    again = handler.get(f"/handling/{file.case.number}/steps")
    assert again.location == f"/handling/{file.case.number}/steps/{number}"
    assert filled_in(text(handler.get(again.location)))["finding"] == "先查了业务科。"


def test_the_case_page_says_what_the_reply_in_view_still_lacks(app, office, handler):
    file = factories.assigned(office)
    for number, code in way_to("disclosed").items():
        answer(handler, file, number, code)
    page = text(handler.get(f"/cases/{file.case.number}"))
    assert "结论：予以公开" in page
    assert "“予以公开”的答复没有写明提供的信息目录。" in page
    clerk = text(factories.sign_in(app.test_client(), office.clerk).get(f"/cases/{file.case.number}"))
    assert "结论：予以公开" in clerk
    assert "/steps/7" not in clerk


def test_a_later_answer_supersedes_and_the_earlier_one_stays(office, handler):
    file = walked(handler, office, "petition")
    assert answer(handler, file, 2, "information").location.endswith("/steps/3")
    codes = [row.answer for row in all_step_answers(file.case.id)]
    assert codes == ["clear", "petition", "information"]


def test_a_question_that_is_not_open_yet_is_not_answered(office, handler):
    file = factories.assigned(office)
    first = text(handler.get(f"/handling/{file.case.number}/steps/1"))
    refused = handler.post(
        f"/handling/{file.case.number}/steps/5", data=filled_in(first) | {"answer": "disclosed", "act": "next"}
    )
    assert refused.status_code == 409
    assert "前面的问题还没有答完，请从第 1 步答起。" in text(refused)
    assert all_step_answers(file.case.id) == []


def test_each_item_has_its_own_way(office, handler):
    file = factories.searched(office)
    ref = file.case.number
    send(handler, f"/handling/{ref}/items", items="实施方案的批复\n请求调查违建")
    for item, kind in ((1, "disclosed"), (2, "petition")):
        for number, code in way_to(kind).items():
            address = f"/handling/{ref}/steps/{number}?item={item}"
            chosen = text(send(handler, address, answer=code, act="check"))
            more = typed(code) if code in REPLY_KINDS else {}
            given = handler.post(address, data=filled_in(chosen) | more | {"act": "next"})
            assert given.status_code == 302, text(given)
    page = text(handler.get(f"/cases/{ref}"))
    assert "结论：予以公开" in page
    assert "结论：信访举报投诉类申请" in page
    assert filled_in(text(handler.get(f"/replies/{ref}/draft?item=2&steps=1")))["reply_kind"] == "petition"
    send(handler, f"/handling/{ref}/items", items="实施方案的批复\n请求查处违建")
    assert "结论：信访举报投诉类申请" not in text(handler.get(f"/cases/{ref}"))


def test_a_letter_that_has_to_go_out_first_is_led_to_and_waited_for(office, handler):
    file = factories.assigned(office)
    asked = answer(handler, file, 1, "ask_correction")
    assert asked.location == f"/notices/{file.case.number}/draft/correction"
    assert handler.get(f"/handling/{file.case.number}/steps").location.endswith("/steps/1")


def test_a_stale_page_and_a_draft_that_says_otherwise_are_told(office, handler):
    file = walked(handler, office, "petition")
    address = f"/handling/{file.case.number}/steps/2"
    stale = filled_in(text(handler.get(address)))
    assert handler.post(address, data=stale | {"act": "leave"}).status_code == 302
    late = handler.post(address, data=stale | {"act_key": "another", "act": "leave", "finding": "另一页的话"})
    assert late.status_code == 409
    assert "没有保存：别人刚办理了这件申请" in text(late)
    assert "另一页的话" in text(late)


def test_what_was_written_on_the_way_stands_in_the_reply_form_only_where_it_holds_nothing(office, handler):
    file = walked(handler, office, "petition")
    ref = file.case.number
    factories.record_search(ref, found_something(), [], factories.Opened(office.handler))
    draft = filled_in(text(handler.get(f"/replies/{ref}/draft")))
    assert draft["said-channels"] == "虚构的相应的渠道"
    changed = draft | {"said-channels": "区信访办公室", "finding": "要求追责。", "act": "save"}
    assert handler.post(f"/replies/{ref}/draft", data=changed).status_code == 302
    assert filled_in(text(handler.get(f"/replies/{ref}/draft?steps=1")))["said-channels"] == "区信访办公室"
