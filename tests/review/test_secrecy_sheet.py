"""保密审查 as the office's form: document by document, level by level, bound to the very content (先审查、后公开, 逐项审查)."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.documents.review_items import items_of_draft
from gov_requests.procedure import Stage
from gov_requests.records.base import db
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.drafts import latest_draft, reviews_of
from gov_requests.records.secrecy import ReEvaluation, documents_of
from gov_requests.refusals import NotAllowed
from gov_requests.review import secrecy_page
from gov_requests.review.sheets import Column, Sheet, against_passing
from gov_requests.terms import SECRECY_CHECKS
from tests import factories
from tests.review.sheets_in_pages import JUDGED, address, as_, key_of, typed
from tests.support.typing_in import send, text


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def stage(office, file):
    return look_up(file.case.number, office.clerk).stage


def test_the_sheet_asks_the_eight_checks_of_each_very_file(app, office):
    file = factories.submitted(office)
    page = text(as_(app, office.secrecy_reviewer).get(address(file)))
    for _code, title, _hint in SECRECY_CHECKS:
        assert title in page
    for asked in (
        "产生机构",
        "文号",
        "成文日期",
        "载体、页数",
        "自动查找",
        "结论",
        "依据",
        "下次评估日期",
        "汇聚风险判断",
    ):
        assert asked in page
    item = latest_draft(file.case.id).files[0]
    assert item["sha256"] in page
    assert f"/cases/{file.case.number}/attachments/{item['public_id']}" in page
    assert "政府信息公开告知书" in page


def test_a_passed_sheet_keeps_every_answer_under_the_hash_and_goes_on(app, office):
    file, client = factories.submitted(office), as_(app, office.secrecy_reviewer)
    answer = send(client, address(file), **typed(file, its_privacy_found="yes", its_privacy_note="电话已遮盖"))
    assert answer.status_code == 302
    (kept,) = documents_of(file.case.id)
    assert kept.sha256 == latest_draft(file.case.id).files[0]["sha256"]
    assert kept.checks["privacy"] == {"found": "yes", "note": "电话已遮盖"}
    assert (kept.number, kept.dated, kept.pages, kept.conclusion) == ("虚建〔2024〕8号", date(2024, 5, 6), 4, "open")
    assert reviews_of(file.case.id)[0].findings["aggregation"] == JUDGED
    assert stage(office, file) is Stage.LEGAL_REVIEW


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"its_state_secret_found": ""}, "{}_state_secret_found", "请选择有或无。"),
        ({"its_privacy_found": "yes"}, "{}_privacy_note", "选“有”的，须写明是什么、怎样处理。"),
        ({"its_conclusion": ""}, "{}_conclusion", "请选择结论。"),
        ({"its_conclusion": "severed"}, "{}_ground", "请写明依据。"),
        ({"its_conclusion": "severed", "its_ground": "第三十七条"}, "{}_re_evaluate_on", "请填写下次评估的日期。"),
        ({"its_dated": "去年"}, "{}_dated", "日期写成 2026-11-16 或 20261116。"),
        ({"its_pages": "四"}, "{}_pages", "请填 1 至 99999 的整数。"),
        ({"aggregation_risk": " "}, "aggregation_risk", "请写一句判断：与已提供的信息汇聚后有无风险。"),
        ({"conclusion": "return"}, "opinion", "退回须写明理由。"),
        ({"conclusion": ""}, "conclusion", "请选择结论。"),
    ],
)
def test_each_gap_of_the_sheet_has_its_sentence_and_the_rest_is_kept(app, office, changed, field, sentence):
    file, client = factories.submitted(office), as_(app, office.secrecy_reviewer)
    answer = send(client, address(file), **typed(file, **{"its_cited_note": "已核对来源"} | changed))
    page, field = text(answer), field.format(key_of(file))
    assert answer.status_code == 422
    assert re.search(rf'id="{field}-err">{sentence}<', page)
    assert f'href="#{field}"' in page
    assert 'value="已核对来源"' in page
    assert stage(office, file) is Stage.SECRECY_REVIEW


@pytest.mark.parametrize(
    ("conclusion", "sentence"), [("withheld", "不能随答复提供，请退回承办人撤下"), ("referred", "确定以前不能通过审查")]
)
def test_what_goes_out_is_not_passed_as_withheld_or_undecided(app, office, conclusion, sentence):
    file, client = factories.submitted(office), as_(app, office.secrecy_reviewer)
    more = {"its_conclusion": conclusion, "its_ground": "第十四条", "its_re_evaluate_on": "2027-11-24"}
    answer = send(client, address(file), **typed(file, **more))
    assert answer.status_code == 409
    assert sentence in text(answer)
    assert stage(office, file) is Stage.SECRECY_REVIEW


def test_a_return_needs_its_reason_only_and_goes_back_to_the_handler(app, office):
    file, client = factories.submitted(office), as_(app, office.secrecy_reviewer)
    send(client, address(file), conclusion="return", opinion="第二页有住址")
    assert stage(office, file) is Stage.DRAFTING
    assert "第二页有住址" in text(as_(app, office.handler).get(f"/cases/{file.case.number}"))


def test_a_pass_without_a_sheet_is_refused_whatever_page_it_comes_from(office):
    file = factories.submitted(office)
    seen = latest_draft(file.case.id).content_hash
    with pytest.raises(NotAllowed, match="还没有逐项审查：国家秘密、"):
        factories.review(
            file.case.number, "secrecy", passed=True, opinion="", seen=seen, opened=Opened(office.secrecy_reviewer)
        )
    assert reviews_of(file.case.id) == []


def test_a_stale_review_is_refused_and_keeps_the_findings(app, office):
    file, client = factories.submitted(office), as_(app, office.secrecy_reviewer)
    answer = send(client, address(file), **typed(file, its_privacy_found="yes", its_privacy_note="已遮盖"), version="1")
    page = text(answer)
    assert answer.status_code == 409
    assert "没有保存：别人刚办理了这件申请" in page
    assert 'value="已遮盖"' in page
    assert stage(office, file) is Stage.SECRECY_REVIEW


def returned_and_changed(office, content=factories.PDF + b"2"):
    """A reviewed draft of two files that came back with one of them changed, and is submitted again."""
    file = factories.searched(office)
    uploads = [factories.Upload("批复.pdf", factories.PDF), factories.Upload("名册.pdf", factories.PDF + b"1")]
    writing = factories.Writing(reply_kind="disclosed", finding="经检索，情况如下。")
    factories.save_draft(file.case.number, writing, uploads, Opened(office.handler))
    file = factories.submit(file.case.number, Opened(office.handler))
    file = factories.passed_by(file, office.secrecy_reviewer, passed=False)
    kept = latest_draft(file.case.id).files[0]["public_id"]
    writing = factories.Writing(reply_kind="disclosed", finding="经检索，情况如下。", keep=frozenset({kept}))
    again = [factories.Upload("名册.pdf", content)]
    factories.save_draft(file.case.number, writing, again, Opened(office.handler))
    return factories.submit(file.case.number, Opened(office.handler))


def test_a_changed_file_is_told_in_a_yellow_note_and_its_column_is_empty(app, office):
    file = returned_and_changed(office)
    page = text(as_(app, office.secrecy_reviewer).get(address(file)))
    same, changed = items_of_draft(latest_draft(file.case.id))
    assert "“名册”在上次审查以后有改动，此前的审查对它不再有效" in page
    assert "“批复”在上次审查以后有改动" not in page
    assert len(answered(page, same.key)) == len(SECRECY_CHECKS)
    assert answered(page, changed.key) == []


def answered(page, key):
    return re.findall(rf'<input checked[^>]*name="{key}_\w+_found"', page)


def test_a_house_that_binds_answers_to_the_name_of_a_file_is_caught(app, office, monkeypatch):
    """The broken twin: the changed file's column comes filled in with what was answered for the file of that name before."""
    file = returned_and_changed(office)
    changed = items_of_draft(latest_draft(file.case.id))[1]
    monkeypatch.setattr(secrecy_page, "documents_of", by_name)
    page = text(as_(app, office.secrecy_reviewer).get(address(file)))
    assert len(answered(page, changed.key)) == len(SECRECY_CHECKS)


def by_name(case_id):
    rows, items = documents_of(case_id), items_of_draft(latest_draft(case_id))
    for row in rows:
        db.session.expunge(row)
        row.sha256 = next(item.sha256 for item in items if item.title == row.title)
    return rows


def test_what_a_reply_withholds_is_a_column_with_its_ground_and_day(app, office):
    file, client = factories.submitted(office, "partly_disclosed"), as_(app, office.secrecy_reviewer)
    page = text(client.get(address(file)))
    assert "经办人手机号码" in page
    assert 'value="第十五条"' in page
    answer = send(client, address(file), **typed(file))
    assert answer.status_code == 302
    assert [(row.document.title, row.due_on) for row in db.session.scalars(sa.select(ReEvaluation))] == [
        ("经办人手机号码", date(2027, 11, 24))
    ]


def test_a_part_that_is_withheld_is_not_concluded_as_open(app, office):
    file, client = factories.submitted(office, "partly_disclosed"), as_(app, office.secrecy_reviewer)
    answer = send(client, address(file), **typed(file, its_conclusion="open"))
    assert answer.status_code == 409
    assert "与答复不予公开不一致" in text(answer)


def test_against_a_whole_sheet_nothing_stands(office):
    file = factories.submitted(office, "partly_disclosed")
    draft = latest_draft(file.case.id)
    items = items_of_draft(draft)
    assert against_passing(items, factories.sound_sheet(draft)) == []
    assert len(against_passing(items, Sheet({}))) == 1 + len(items)
    half = {item.sha256: Column(checks=factories.sound_sheet(draft).columns[item.sha256].checks) for item in items}
    assert all("：结论。" in sentence for sentence in against_passing(items, Sheet(half, "无")))
