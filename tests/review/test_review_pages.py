"""Legal review and signature: another person, the very files, and what changed since it was read."""

import pytest

from gov_requests.procedure import Stage
from gov_requests.records.casefile import look_up
from gov_requests.records.drafts import latest_draft
from tests import factories
from tests.review.sheets_in_pages import as_
from tests.support.typing_in import send, text


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def stage(office, file):
    return look_up(file.case.number, office.clerk).stage


def test_the_legal_review_shows_letter_request_and_checks(app, office):
    file = factories.pass_review(office, factories.submitted(office), "secrecy")
    client = as_(app, office.legal_reviewer)
    page = text(client.get(f"/review/{file.case.number}/legal"))
    for shown in ("签发前检查", "申请内容", "随答复提供的文件", "此前的审查", "保密审查通过", "同意，送签发"):
        assert shown in page
    assert send(client, f"/review/{file.case.number}/legal", conclusion="pass", opinion="").status_code == 302
    assert stage(office, file) is Stage.SIGNING


def test_signing_says_the_number_before_and_freezes_the_letter(app, office):
    file, client = factories.reviewed(office), as_(app, office.signer)
    address = f"/review/{file.case.number}/sign"
    number = f"{office.organ.short}〔2026〕{file.case.serial}号-答"
    page = text(client.get(address))
    assert number in page
    assert "正文不能再改" in page
    answer = send(client, address, conclusion="pass", opinion="")
    assert "已签发，正文不能再改。请登记送达。" in text(client.get(answer.location))
    assert number in text(client.get(f"/cases/{file.case.number}"))


def test_what_stands_against_signing_is_listed_and_the_button_rests(app, office):
    file = factories.submitted(office)
    page = text(as_(app, office.signer).get(f"/review/{file.case.number}/sign")) if _may_open(app, office, file) else ""
    assert not page or "尚未通过保密审查。" in page


def _may_open(app, office, file):
    return as_(app, office.signer).get(f"/review/{file.case.number}/sign").status_code == 200


def test_sending_a_draft_back_at_the_signature_needs_a_reason(app, office):
    file, client = factories.reviewed(office), as_(app, office.signer)
    address = f"/review/{file.case.number}/sign"
    refused = send(client, address, conclusion="return", opinion="")
    assert refused.status_code == 422
    assert 'id="opinion-err">退回须写明理由。</div>' in text(refused)
    assert send(client, address, conclusion="return", opinion="请核对日期").status_code == 302
    assert stage(office, file) is Stage.DRAFTING


def test_a_draft_that_changed_after_it_was_read_is_not_signed(app, office):
    file, client = factories.reviewed(office), as_(app, office.signer)
    address = f"/review/{file.case.number}/sign"
    answer = send(client, address, conclusion="pass", opinion="看过", seen="0" * 64)
    page = text(answer)
    assert answer.status_code == 409
    assert "您看过之后稿子又有改动，请重新审阅。" in page
    assert "看过" in page
    assert f'name="seen" value="{latest_draft(file.case.id).content_hash}"' in page
    assert stage(office, file) is Stage.SIGNING


def test_whoever_drafted_neither_reviews_nor_signs(app, database):
    office = factories.Office()
    both = factories.person(at=office.organ, of=office.section, roles=["handler", "legal_reviewer", "signer"])
    file = factories.registered(office)
    factories.assign(file.case.number, both.id, "", factories.Opened(office.clerk))
    for place in ("甲处", "乙处"):
        finding = factories.Finding(
            place=place,
            method="查阅",
            terms="批复",
            searched_by="虚",
            searched_on=factories.today(),
            found=False,
            result="无",
        )
        factories.record_search(file.case.number, finding, [], factories.Opened(both))
    writing = factories.Writing(reply_kind="not_held", finding="未检索到。")
    factories.save_draft(file.case.number, writing, [], factories.Opened(both))
    factories.submit(file.case.number, factories.Opened(both))
    answer = send(as_(app, both), f"/review/{file.case.number}/legal", conclusion="pass", opinion="同意")
    assert answer.status_code == 409
    assert "不能审核自己的拟稿，请由另一人办理。" in text(answer)


@pytest.mark.parametrize("name", ["secrecy", "legal", "sign"])
def test_reviews_show_no_more_of_the_applicant_than_the_letter_does(app, office, name):
    made = {"secrecy": factories.submitted, "sign": factories.reviewed}.get(name)
    file = made(office) if made else factories.pass_review(office, factories.submitted(office), "secrecy")
    role = {"secrecy": "secrecy_reviewer", "legal": "legal_reviewer", "sign": "signer"}[name]
    page = text(as_(app, getattr(office, role)).get(f"/review/{file.case.number}/{name}"))
    assert "990102198607210025" not in page
    assert "010-00000001" not in page
