"""查重: what the applicant asked before and what was answered, who else asked, how often, and the proposal to publish."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa

from gov_requests.records import alike as looking
from gov_requests.records.alike import alike, frequency, others_asking
from gov_requests.records.base import db
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.publications import (
    ALREADY,
    SUGGESTED,
    TOO_FEW,
    PublicationProposal,
    alike_to,
    propose_publication,
)
from gov_requests.records.search_index import index
from gov_requests.refusals import NotAllowed
from gov_requests.today import clock_set_to, today
from tests import factories
from tests.intake.test_register import NEW, TYPED
from tests.support.typing_in import send, text

pytestmark = pytest.mark.article(36, 44)
#: Nobody: two invented people beside the one of the factories, numbers with a right check digit.
OTHERS = [("虚甲", "护照", "X0000001"), ("虚乙", "护照", "X0000002")]


@pytest.fixture(autouse=True)
def _today(today_is, database):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office():
    return factories.Office()


def by_another(office, n=0, **changed):
    name, id_type, id_number = OTHERS[n]
    return factories.registered(office, name=name, id_type=id_type, id_number=id_number, **changed)


def seen(office, file, person=None):
    return alike_to(look_up(file.case.number, person or office.clerk))


def test_the_applicants_earlier_request_comes_with_its_reply(office):
    first = factories.delivered(office)
    second = factories.registered(office)
    found = seen(office, second)
    assert [(one.number, one.own, one.same, one.percent) for one in found] == [(first.case.number, True, True, 100)]
    reply = found[0].reply_number
    assert reply
    assert found[0].reply_dated == today()
    assert others_asking(found) == 0


def test_others_who_ask_the_same_are_counted_once_each(office):
    file = factories.registered(office)
    for n in (0, 0, 1):
        by_another(office, n)
    by_another(office, 1, description="本人二〇二五年度低保审批材料")
    found = seen(office, file)
    assert len(found) == 3
    assert others_asking(found) == 2
    assert not any(one.own for one in found)


def test_another_organs_requests_are_not_looked_at(office):
    file = factories.registered(office)
    factories.registered(factories.Office())
    assert seen(office, file) == []


def test_who_may_not_open_the_other_request_sees_its_number_and_not_its_applicant(office):
    other = by_another(office)
    mine = factories.assigned(office)
    found = seen(office, mine, office.handler)
    assert [(one.number, one.ref, one.applicant) for one in found] == [(other.case.number, None, "另一申请人")]
    assert seen(office, mine)[0].applicant == "虚甲"


def thousands(like: Case, number: int) -> None:
    """Add requests that ask for other things in much the same words, past the acts."""
    ids = range(like.id + 1, like.id + 1 + number)
    case = {one.key: getattr(like, one.key) for one in sa.inspect(Case).column_attrs}
    state = {
        one.key: getattr(db.session.get(CaseState, like.id), one.key) for one in sa.inspect(CaseState).column_attrs
    }
    told = "申请公开虚构{}号院综合整治项目的实施方案批复文件。"
    numbered = [{"id": one, "number": f"旧-{one}", "serial": None, "description": told.format(one)} for one in ids]
    connection = db.session.connection()
    connection.execute(sa.insert(Case), [case | one for one in numbered])
    connection.execute(sa.insert(CaseState), [state | {"case_id": one} for one in ids])
    index(ids)


def test_an_old_request_is_found_among_thousands_that_sound_the_same(office):
    asked = "申请公开虚构鲸鱼里小区综合整治项目的实施方案批复文件。"
    mine = factories.registered(office, description=asked)
    by_another(office, description="请求公开：虚构鲸鱼里小区综合整治项目的实施方案、批复文件")
    last = by_another(office, 1, description="本人二〇二五年度低保审批材料")
    thousands(last.case, 3_000)
    found = alike(asked, office.clerk, office.organ.id, own={mine.case.applicant_id})
    assert [(one.percent, one.own) for one in found[:2]] == [(100, True), (98, False)]


def test_what_is_compared_does_not_grow_with_the_table(office, monkeypatch):
    last = factories.registered(office)
    thousands(last.case, 500)
    compared = []
    monkeypatch.setattr(looking, "likeness", lambda *both: compared.append(both) or 0)
    alike(last.case.description, office.clerk, office.organ.id, own={last.case.applicant_id})
    assert len(compared) <= looking.COMPARED + looking.COMPARED_NEWEST + looking.COMPARED_OWN


def test_requests_are_counted_by_calendar_month_and_year(office):
    for day in ("2025-11-20", "2025-12-01", "2026-10-31", "2026-11-01", "2026-11-24"):
        with clock_set_to(datetime.fromisoformat(f"{day}T09:00")):
            file = factories.registered(office)
    often = frequency({file.case.applicant_id}, office.organ.id, date(2026, 11, 24))
    assert (often.month, often.year) == (2, 4)
    assert frequency((), office.organ.id, date(2026, 11, 24)).year == 0


def test_publication_is_proposed_where_two_applicants_ask_and_another_person_decides(office, app):
    file = factories.registered(office)
    with pytest.raises(NotAllowed, match=TOO_FEW):
        propose_publication(file.case.number, "可以公开。", Opened(office.clerk))
    other = by_another(office)
    propose_publication(file.case.number, "可以公开。", Opened(office.clerk))
    with pytest.raises(NotAllowed, match=ALREADY):
        propose_publication(file.case.number, "可以公开。", Opened(office.clerk))
    row = db.session.scalars(sa.select(PublicationProposal)).one()
    assert (row.case_id, row.reason, row.accepted) == (file.case.id, "可以公开。", None)
    proposed = look_up(file.case.number, office.clerk).journal[-1]
    assert proposed.data["alike"] == [{"number": other.case.number, "percent": 100}]
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    assert file.case.number in text(head.get("/oversight/publications/"))
    case = text(head.get(f"/cases/{file.case.number}"))
    assert "建议主动公开" in case
    assert "第四十四条" in case


def test_one_applicant_alone_may_suggest_publication(office):
    file = factories.registered(office)
    propose_publication(file.case.number, "涉及公众利益调整。", Opened(office.clerk), SUGGESTED)
    proposed = look_up(file.case.number, office.clerk).journal[-1]
    assert (proposed.data["ground"], proposed.data["applicants"]) == ("suggested", 1)


def test_the_page_shows_both_lists_and_the_count(office, app):
    factories.delivered(office)
    by_another(office)
    file = factories.registered(office)
    clerk = factories.sign_in(app.test_client(), office.clerk)
    page = f"/intake/{file.case.number}/alike"
    shown = text(clerk.get(page))
    for expected in ("相似 100%", "虚甲", "本机关本月收到该申请人 2 件", "建议主动公开", "前 10 件不收费"):
        assert expected in shown
    assert "请写明为什么可以公开" in text(send(clerk, page, reason=""))
    answer = send(clerk, page, ground="several", reason="属于可以公开的信息。")
    assert "已提出主动公开建议" in text(clerk.get(answer.location))
    assert "等待决定" in text(clerk.get(page))


def test_the_counter_says_it_while_the_text_is_typed(office, app):
    factories.delivered(office)
    by_another(office)
    clerk = factories.sign_in(app.test_client(), office.clerk)
    same = TYPED | {"description": factories.registration().description, "act": "check"}
    page = text(send(clerk, NEW, **same))
    for expected in ("内容相似的申请", "相似 100%", "连同本件有 2 个申请人", "本机关本月收到该申请人 1 件"):
        assert expected in page


def test_a_repeat_finds_the_earlier_number_beside_its_form(office, app):
    first = factories.delivered(office)
    number = seen(office, factories.registered(office))[0].reply_number
    second = factories.searched(office)
    handler = factories.sign_in(app.test_client(), office.handler)
    page = f"/replies/{second.case.number}/draft"
    assert "该申请人此前的答复" not in text(handler.get(page))
    shown = text(send(handler, page, reply_kind="repeat", finding="已核对。", act="check"))
    assert "该申请人此前的答复" in shown
    assert number in shown
    assert first.case.number in shown
    empty = alike("", office.clerk, office.organ.id)
    assert empty == []
