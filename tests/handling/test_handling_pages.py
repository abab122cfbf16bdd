"""Assigning, returning, searching: the pages, what they refuse, and that nothing typed is lost."""

import io
import re

import pytest
import sqlalchemy as sa

from gov_requests.records.journal import JournalRow
from tests import factories
from tests.support.typing_in import send, text

SEARCH = {
    "place": "机关档案室",
    "method": "目录查阅",
    "terms": "综合整治、批复",
    "searched_by": "虚构承办",
    "searched_on": "20261124",
    "found": "no",
    "result": "未检索到。",
}


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def as_(app, person):
    return factories.sign_in(app.test_client(), person)


def rows(database, file, kind):
    query = sa.select(sa.func.count()).where(JournalRow.case_id == file.case.id, JournalRow.kind == kind)
    return database.session.scalar(query)


def test_a_request_is_assigned_to_a_handler_who_is_chosen_by_hand(app, office):
    handler, file, client = office.handler, factories.registered(office), as_(app, office.clerk)
    address = f"/handling/{file.case.number}/assign"
    page = text(client.get(address))
    assert "请选择" in page
    assert office.section.name in page
    answer = send(client, address, handler=str(handler.id), note="请核对")
    assert answer.location == f"/cases/{file.case.number}"
    assert "已分办。" in text(client.get(answer.location))


def test_nobody_is_assigned_by_not_choosing(app, office):
    file, client = factories.registered(office), as_(app, office.clerk)
    answer = send(client, f"/handling/{file.case.number}/assign", handler="", note="请核对这一件")
    assert answer.status_code == 422
    assert "请选择承办人。" in text(answer)
    assert 'value="请核对这一件"' in text(answer)


@pytest.mark.parametrize("handler", ["999999", "x", "' OR 1=1"])
def test_a_handler_whom_nobody_offered_is_refused(app, office, handler):
    file, client = factories.registered(office), as_(app, office.clerk)
    assert send(client, f"/handling/{file.case.number}/assign", handler=handler).status_code == 422


def test_the_head_of_the_section_transfers(app, office):
    file, client = factories.assigned(office), as_(app, office.section_head)
    page = text(client.get(f"/handling/{file.case.number}/transfer"))
    assert "<h1>转办</h1>" in page
    assert "现在的承办" in page


def test_an_act_that_is_not_due_says_so_before_anything_is_typed(app, office):
    file = factories.drafted(office)
    page = text(as_(app, office.clerk).get(f"/handling/{file.case.number}/assign"))
    assert "现在不能办：已过分办环节，现在是拟稿。" in page
    assert "disabled" in re.search(r"<button[^>]*btn-primary[^>]*>", page).group()


def test_a_return_needs_its_reason(app, office):
    file, client = factories.assigned(office), as_(app, office.handler)
    address = f"/handling/{file.case.number}/return"
    refused = send(client, address, reason="  ")
    assert refused.status_code == 422
    assert 'id="reason-err">退回须写明理由。</div>' in text(refused)
    assert send(client, address, reason="不属于本科室").status_code == 302


def test_a_search_is_recorded_with_its_evidence(app, office):
    file, client = factories.assigned(office), as_(app, office.handler)
    answer = send(
        client, f"/handling/{file.case.number}/search", **SEARCH, files=(io.BytesIO(factories.PDF), "截图.pdf")
    )
    assert answer.status_code == 302
    page = text(client.get(answer.location))
    assert "机关档案室" in page
    assert "截图.pdf" in page


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("place", "", "请写明在哪里检索：科室、档案室、业务系统。"),
        ("method", "", "请写明怎样检索，如目录查阅、系统查询。"),
        ("terms", "", "请写明用了哪些检索词，用顿号分开。"),
        ("searched_by", "", "请填写检索人姓名。"),
        ("searched_on", "", "请填写检索日期。"),
        ("searched_on", "2026-02-30", "没有 2026-02-30 这一天，请核对。"),
        ("searched_on", "2026-11-25", "不能晚于今天，请填 2026-11-24 或以前的日期。"),
        ("searched_on", "2026-11-20", "检索日期不能早于收到申请之日 2026-11-24。"),
        ("found", "", "请选择检索结果。"),
        ("found", "maybe", "不是有效的选择。"),
        ("result", "", "请写明检索到什么，或未检索到。"),
    ],
)
def test_each_gap_of_a_search_has_its_sentence_and_the_rest_is_kept(app, office, field, typed, sentence):
    file, client = factories.assigned(office), as_(app, office.handler)
    answer = send(client, f"/handling/{file.case.number}/search", **SEARCH | {field: typed})
    page = text(answer)
    assert answer.status_code == 422
    assert f'id="{field}-err">{sentence}</div>' in page
    for name in {"place", "method", "terms", "result"} - {field}:
        assert SEARCH[name] in page


def test_enter_in_a_line_of_the_search_only_checks(app, database, office):
    file, client = factories.assigned(office), as_(app, office.handler)
    answer = send(client, f"/handling/{file.case.number}/search", **SEARCH, act="check")
    assert answer.status_code == 200
    assert "核对无误，还没有登记。" in text(answer)
    assert rows(database, file, "searched") == 0


def test_a_stale_form_is_refused_keeps_what_was_typed_and_may_then_be_sent(app, database, office):
    file, client = factories.assigned(office), as_(app, office.handler)
    address = f"/handling/{file.case.number}/search"
    page = text(client.get(address))
    hidden = dict(re.findall(r'name="(csrf_token|act_key|version)" type="hidden" value="([^"]*)"', page))
    factories.assign(
        file.case.number, office.handler.id, "", factories.Opened(office.disclosure_head), act_name="transfer"
    )
    refused = client.post(address, data=hidden | SEARCH)
    shown = text(refused)
    assert refused.status_code == 409
    assert "没有保存：别人刚办理了这件申请" in shown
    assert f'href="/cases/{file.case.number}">看最新情况' in shown
    for typed in ("机关档案室", "综合整治、批复", "未检索到。"):
        assert typed in shown
    fresh = dict(re.findall(r'name="(csrf_token|act_key|version)" type="hidden" value="([^"]*)"', shown))
    assert fresh["version"] != hidden["version"]
    assert client.post(address, data=fresh | SEARCH).status_code == 302
    assert rows(database, file, "searched") == 1


def test_a_form_sent_twice_records_one_search(app, database, office):
    file, client = factories.assigned(office), as_(app, office.handler)
    address = f"/handling/{file.case.number}/search"
    hidden = dict(
        re.findall(r'name="(csrf_token|act_key|version)" type="hidden" value="([^"]*)"', text(client.get(address)))
    )
    answers = [client.post(address, data=hidden | SEARCH) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"/cases/{file.case.number}"] * 2
    assert rows(database, file, "searched") == 1


def test_somebody_elses_request_cannot_be_opened_by_its_address(app, office):
    other = factories.assigned(factories.Office())
    for tail in ("assign", "transfer", "return", "search"):
        assert as_(app, office.disclosure_head).get(f"/handling/{other.case.number}/{tail}").status_code in (403, 404)
