"""A morning of fifty letters: receipts and labels as one file, agents, oral requests, help, 批量分办."""

import re

import pypdfium2
import pytest
import sqlalchemy as sa

from gov_requests.documents.labels import Label, labels_pdf
from gov_requests.records.agents import Agent
from gov_requests.records.base import db
from gov_requests.records.cases import CaseState
from gov_requests.records.chain import faults
from gov_requests.records.journal import JournalRow
from tests import factories
from tests.intake.test_register import NEW, TYPED
from tests.support.typing_in import send, text


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def clerk(app, office):
    return factories.sign_in(app.test_client(), office.clerk)


def printed(answer):
    document = pypdfium2.PdfDocument(answer.data)
    try:
        return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def pages(answer):
    assert answer.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(answer.data)
    try:
        return len(document)
    finally:
        document.close()


def test_receipts_of_many_come_as_one_file(office, clerk):
    files = [factories.registered(office) for _ in range(3)]
    chosen = [file.case.number for file in files[:2]]
    answer = clerk.get("/intake/receipts.pdf", query_string={"ref": chosen})
    assert pages(answer) == 2
    told = printed(answer)
    assert all(number in told for number in chosen)
    assert files[2].case.number not in told
    assert pages(clerk.get("/intake/receipts.pdf?all=1")) == 3


def test_labels_show_the_whole_address_and_the_journal_says_who_printed_them(office, clerk):
    file = factories.registered(office, name="虚喆堃昇翀玥䶮")
    told = printed(clerk.get("/intake/labels.pdf", query_string={"ref": file.case.number}))
    for expected in ("100032", "虚构市虚构区虚构胡同12号", "虚喆堃昇翀玥䶮", file.case.number):
        assert expected in told
    row = db.session.scalars(sa.select(JournalRow).where(JournalRow.kind == "labels_printed")).one()
    assert row.data == {"numbers": [file.case.number]}
    assert row.signature == office.clerk.username


def test_fifteen_labels_need_two_sheets_and_a_long_address_stays_in_its_place():
    one = Label("100032", "虚构市" + "很长的路名" * 30, "虚" * 50, "2026-0001")
    document = pypdfium2.PdfDocument(labels_pdf([one] * 15))
    try:
        assert len(document) == 2
    finally:
        document.close()


def test_another_organs_receipts_and_labels_are_not_found(clerk):
    other = factories.registered(factories.Office(), channel="oral")
    for path in ("receipts", "labels"):
        assert clerk.get(f"/intake/{path}.pdf", query_string={"ref": "2026-9999"}).status_code == 404
        assert clerk.get(f"/intake/{path}.pdf", query_string={"ref": other.case.number}).status_code == 404


def test_nothing_chosen_leads_back_with_a_sentence(clerk):
    answer = clerk.get("/intake/receipts.pdf")
    assert "请勾选要打印的申请。" in text(clerk.get(answer.location))


def test_the_list_is_the_newest_first_and_masks_addresses(office, clerk):
    numbers = [factories.registered(office).case.number for _ in range(3)]
    page = text(clerk.get("/intake/recent"))
    assert re.findall(r'name="ref" value="([^"]+)"', page) == numbers[::-1]
    assert "虚构胡同12号" not in page


def test_many_are_assigned_at_once_each_with_its_own_row(office, clerk):
    numbers = [factories.registered(office).case.number for _ in range(3)]
    page = "/handling/assign"
    assert "请勾选要分办的申请。" in text(send(clerk, page, handler=str(office.handler.id)))
    answer = send(clerk, page, chosen=numbers[:2], handler=str(office.handler.id), note="一人多件")
    assert "已分办 2 件。" in text(clerk.get(answer.location))
    stages = db.session.execute(sa.select(CaseState.stage).order_by(CaseState.case_id)).scalars().all()
    assert stages == ["searching", "searching", "registered"]
    answer = send(clerk, page, all="1", handler=str(office.handler.id))
    assert "已分办 1 件。" in text(clerk.get(answer.location))
    assert "没有待分办的申请" in text(clerk.get(page))
    rows = db.session.scalar(sa.select(sa.func.count()).where(JournalRow.kind == "assigned"))
    assert rows == 3
    assert list(faults()) == []


def test_what_is_assigned_elsewhere_meanwhile_stays_behind_with_its_reason(office, clerk):
    mine, gone = (factories.registered(office).case.number for _ in range(2))
    factories.assign(gone, office.handler.id, "", factories.Opened(office.disclosure_head))
    answer = send(clerk, "/handling/assign", chosen=[mine, gone], handler=str(office.handler.id))
    page = text(clerk.get(answer.location))
    assert "已分办 1 件。" in page
    assert f"{gone} 没有分办：" in page


def test_an_oral_request_is_read_back_before_it_is_registered(clerk):
    oral = TYPED | {"channel": "oral"}
    assert "读给申请人听并经认可后再登记。第二十九条第一款" in text(send(clerk, NEW, **oral))
    answer = send(clerk, NEW, **oral | {"read_back": "y"})
    assert "口头申请，代填后读给申请人听，申请人认可" in text(clerk.get(answer.location))


def test_the_gatekeepers_signature_is_receipt(clerk):
    signed = {
        "channel": "signed_mail",
        "arrived_on": "2026-11-23",
        "tracking_number": "EX000000016CN",
        "signed_by": "收发室虚某",
    }
    page = text(clerk.get(send(clerk, NEW, **TYPED | signed).location))
    assert "收发室虚某签收" in page
    assert db.session.scalar(sa.select(CaseState.received_on)).isoformat() == "2026-11-23"


AGENT = {
    "agent_name": "虚代理",
    "agent_phone": "010-00000009",
    "agent_id_type": "居民身份证",
    "agent_id_number": "990103198607210033",
    "assistance": "视力不好，请打电话读给本人",
}


def test_an_agent_and_the_help_that_is_needed_stand_in_the_file_masked(clerk):
    checked = text(send(clerk, NEW, **TYPED | AGENT | {"agent_id_number": "990103198607210030"}))
    assert 'id="agent_id_number-err"' in checked
    number = valid("99010319860721003")
    page = text(clerk.get(send(clerk, NEW, **TYPED | AGENT | {"agent_id_number": number}).location))
    for expected in ("虚代理", "没有交，须告知补正", "申请人需要帮助：视力不好，请打电话读给本人。第四十三条"):
        assert expected in page
    assert number not in page
    stored = db.session.execute(sa.text("SELECT id_number FROM agents")).scalar_one()
    assert number not in stored
    assert db.session.scalars(sa.select(Agent)).one().id_number == number
    assert list(faults()) == []


def test_an_agents_papers_without_a_name_ask_for_it(clerk):
    assert "请填写代理人的姓名。" in text(send(clerk, NEW, **TYPED | {"agent_phone": "010-00000009"}))


def test_help_is_carried_over_to_the_next_request_of_the_same_applicant(clerk):
    answer = send(clerk, NEW, **TYPED | {"assistance": "不会书写，由窗口代填", "act": "next"})
    assert 'value="不会书写，由窗口代填"' in text(clerk.get(answer.location))


def valid(digits):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11]
