"""What comes in is a life: facts on their days, a stage, a clock, warnings for what was unlawful; numbers outside the series."""

from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.commands.invariants import numbers_whole, states_present
from gov_requests.ledger.checking import check
from gov_requests.ledger.reading import read_ledger
from gov_requests.ledger.storing import Source, store
from gov_requests.ledger.taking_out import TakenOut
from gov_requests.ledger.workbook import taken_out
from gov_requests.procedure import Stage
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.casefile import look_up
from gov_requests.records.cases import Applicant, CaseState
from gov_requests.records.chain import faults
from gov_requests.records.dispute_rebuild import dispute_differences
from gov_requests.records.disputes import Dispute, DisputeState
from gov_requests.records.journal import JournalRow
from gov_requests.records.list_filters import Filters
from gov_requests.records.rebuild import differences, rebuild
from gov_requests.records.search import find
from gov_requests.records.search_index import index_differences
from gov_requests.records.worklists import BY_KEY, base, page
from gov_requests.today import today
from tests import factories
from tests.ledger.ledgers import cells, dispute, replied, request, workbook

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def office(database, today_is):
    today_is("2026-11-24")
    return factories.Office().full()


def bring_in(office, requests, disputes=()):
    content = workbook(requests, disputes)
    found = check(read_ledger(content), office.organ, today())
    assert found.faults == []
    store(found, Source.of("台账.xlsx", content), by=office.clerk)
    return found


def test_a_closed_request_is_closed_with_its_kind_its_number_and_no_serial(office):
    bring_in(office, [replied(证件号码="990102198607210025", 联系方式="010-00000001")])
    file = look_up("旧2019-001", office.disclosure_head)
    assert (file.stage, file.state.reply_kind, file.state.on_time) == (Stage.CLOSED, "disclosed", True)
    assert (file.state.closed_on, file.case.serial) == (date(2025, 3, 20), None)
    assert (file.case.applicant.id_number, file.case.phone) == ("990102198607210025", "010-00000001")
    assert [row.kind for row in file.journal] == ["received", "replied"]
    assert {row.recorded_by for row in file.journal} == {office.clerk.id}
    assert file.journal[-1].data["letter"] == "虚答〔2025〕旧2019-001"
    assert factories.registered(office).case.number == "2026-0001"


def test_what_was_brought_in_holds_in_every_check(office):
    bring_in(office, [replied(), request("旧-2", 承办部门="业务科")], [dispute(关联登记编号="旧2019-001")])
    factories.registered(office)
    assert list(faults()) == []
    assert [*differences(), *dispute_differences(), *index_differences()] == []
    assert [sentence for each in (numbers_whole, states_present) for sentence in each()] == []
    kinds = db.session.scalars(sa.select(JournalRow.kind).where(JournalRow.case_id.is_(None)).order_by(JournalRow.id))
    assert list(kinds)[-2:] == ["dispute_imported", "ledger_imported"]


def test_an_open_request_waits_with_the_section_that_somebody_heads_else_for_its_assignment(office):
    bring_in(
        office,
        [
            request("旧-1", 承办部门="业务科", 收到日期="2026-11-16"),
            request("旧-2", 承办部门="别的科", 收到日期="2026-11-16"),
        ],
    )
    first, second = look_up("旧-1", office.section_head), look_up("旧-2", office.clerk)
    assert (first.stage, first.state.section_id) == (Stage.SEARCHING, office.section.id)
    assert (second.stage, second.state.section_id) == (Stage.REGISTERED, None)
    assert first.clock().safe_due_on == date(2026, 12, 14)
    factories.assign("旧-2", office.handler.id, "", factories.Opened(office.clerk))
    out = cells(taken_out(TakenOut(office.organ, None, masked=False))[0])["申请"]
    assert [row[23] for row in out[1:]] == ["业务科", "业务科"]


def test_a_life_goes_on_in_rows_with_the_same_number(office):
    second = {"登记编号": "旧-1", "征求意见对象": "其他机关", "征求发出日期": "2025-03-05", "备注": "第二次"}
    first = request(
        "旧-1",
        征求意见对象="第三方",
        征求发出日期="2025-03-04",
        征求送达日期="2025-03-05",
        意见收到日期="2025-03-10",
        备注="第一次",
    )
    bring_in(office, [first, request("旧-2"), second | {"意见收到日期": "2025-03-12"}])
    file = look_up("旧-1", office.disclosure_head)
    assert [row.kind for row in file.journal].count("opinion_sought") == 2
    assert file.clock(date(2025, 3, 11)).state == "paused"
    out = cells(taken_out(TakenOut(office.organ, None, masked=False))[0])["申请"]
    assert [(row[0], row[11], row[24]) for row in out[1:]] == [
        ("旧-1", "第三方", "第一次；第二次"),
        ("旧-1", "其他机关", None),
        ("旧-2", None, None),
    ]


def test_a_further_row_that_says_otherwise_of_the_request_is_refused(office):
    content = workbook([request("旧-1"), request("旧-1", 申请人="虚大明")])
    found = check(read_ledger(content), office.organ, today()).faults
    assert [(fault.row, fault.column) for fault in found] == [(3, "申请人")]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"答复类型": "予以公开", "答复日期": "2025-06-30"}, "reply_late"),
        ({"延期告知日期": "2025-06-30", "延期批准日期": "2025-06-30", "延期工作日": 20}, "extension_invalid"),
        ({"延期告知日期": "2025-03-20", "延期工作日": 20}, "extension_invalid"),
        ({"补正告知日期": "2025-03-20"}, "correction_notice_late"),
        ({"补正收到日期": "2025-03-20"}, "correction_unasked"),
        ({"缴费日期": "2025-03-20"}, "payment_unasked"),
        ({"答复类型": "申请人无正当理由逾期不补正", "答复日期": "2025-03-20"}, "step_missing"),
        ({"答复日期": "2025-03-20"}, "reply_kind_missing"),
        ({"收到日期": "2027-03-20"}, "day_to_come"),
    ],
)
def test_what_was_unlawful_is_stored_with_its_warning(office, changed, code):
    found = bring_in(office, [request(**changed)])
    assert code in {warned.code for warned in found.warnings}
    assert all(warned.sheet == "申请" and warned.row == 2 and warned.text for warned in found.warnings)


def test_dates_of_a_dispute_that_do_not_fit_are_warnings(office):
    found = bring_in(
        office,
        [replied()],
        [
            dispute("a", 关联登记编号="旧2019-001", 收到日期="2025-03-01"),
            dispute("b", 关联登记编号="旧2019-001", 收到日期="2025-03-10", 结果="撤销"),
            dispute("c", 答辩日期="2025-06-30", 程序="简易"),
        ],
    )
    codes = {(warned.number, warned.code) for warned in found.warnings}
    assert codes >= {("a", "dispute_before_request"), ("b", "dispute_before_reply"), ("c", "answer_late")}
    query = sa.select(DisputeState).join(Dispute, Dispute.id == DisputeState.dispute_id).where(Dispute.number == "b")
    stored = db.session.scalars(query).one()
    assert (stored.bucket, stored.outcome, stored.ground) == ("corrected", "撤销", "disclosed")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+86",
        "-1",
        "@SUM(A1)",
        "#N/A!",
        "<script>alert(1)</script>",
        "'; DROP TABLE cases;--",
    ],
)
def test_hostile_text_stays_text(office, text):
    bring_in(office, [request(申请人=text, 申请内容=text, 备注=text)])
    content = taken_out(TakenOut(office.organ, None, masked=False))[0]
    row = cells(content)["申请"][1]
    assert (row[5], row[8], row[24]) == (text, text, text)
    assert b"<f>" not in content


def test_whoever_asked_before_is_the_same_applicant(office):
    number = "990102198607210025"
    known = factories.registered(office, id_number=number).case.applicant_id
    bring_in(office, [request("旧-1", 证件号码=number), request("旧-2", 证件号码=number), request("旧-3")])
    found = [look_up(ref, office.disclosure_head).case.applicant_id for ref in ("旧-1", "旧-2", "旧-3")]
    assert found[:2] == [known, known]
    assert found[2] != known
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Applicant)) == 2


def test_a_year_takes_its_requests_and_their_disputes(office):
    bring_in(
        office,
        [replied("旧-1"), replied("旧-2", 收到日期="2024-03-04", 答复日期="2024-03-20")],
        [dispute("a", 关联登记编号="旧-2"), dispute("b", 收到日期="2025-04-01"), dispute("c", 关联登记编号="旧-1")],
    )
    out = cells(taken_out(TakenOut(office.organ, 2025, masked=False))[0])
    assert [row[0] for row in out["申请"][1:]] == ["旧-1"]
    assert [row[0] for row in out["复议诉讼"][1:]] == ["b", "c"]


def test_an_old_number_of_any_signs_has_an_address(office, app):
    numbers = ["2019/12", "依申请 第3号", "！é?%&", "2019-12"]
    bring_in(office, [request(number) for number in numbers])
    client = factories.sign_in(app.test_client(), office.clerk)
    with app.test_request_context():
        for number in numbers:
            address = app.url_map.bind("").build("cases.show", {"ref": number})
            assert client.get(address).status_code == 200, address


WAYS = {
    "旧-补": (
        {"补正告知日期": "2025-03-05", "补正收到日期": "2025-03-10"},
        {"correction": "asked"},
        {"correction": "made"},
    ),
    "旧-征": (
        {"征求意见对象": "共同制作机关", "征求发出日期": "2025-03-05", "意见收到日期": "2025-03-10"},
        {"consultation": "co_producer"},
        {"consultation": "answered"},
    ),
    "旧-延": (
        {"延期批准日期": "2025-03-18", "延期告知日期": "2025-03-19", "延期工作日": 10},
        {"extension": "yes"},
        {"extension": "yes", "consultation": "none", "dispute": "none"},
    ),
    "旧-费": ({"收费通知日期": "2025-03-05", "缴费日期": "2025-03-10"}, {"fee": "noticed"}, {"fee": "paid"}),
    "旧-议": ({}, {"dispute": "review"}, {"dispute": "corrected"}),
}


def test_lists_are_narrowed_by_what_the_ledger_tells_of_the_way(office):
    rows = [replied(number, **more) for number, (more, *_filters) in WAYS.items()]
    bring_in(office, rows, [dispute(关联登记编号="旧-议", 结果="撤销", 结案日期="2025-06-20")])
    reader, closed = office.disclosure_head, BY_KEY["closed"]
    for number, (_more, *filters) in WAYS.items():
        for chosen in filters:
            found = page(reader, closed, today(), Filters(**chosen), size=50).rows
            assert [row.number for row in found] == [number], chosen
    assert len(page(reader, closed, today(), Filters(extension="no", dispute="none"), size=50).rows) == 3


def test_an_answers_number_from_the_ledger_is_found_by_search_and_by_the_list(office):
    bring_in(
        office, [replied("旧-1", 文号="虚规复〔2019〕88号"), replied("旧-2"), request("旧-3", 文号="虚收〔2019〕3号")]
    )
    for word, number in (("规复〔2019〕88", "旧-1"), ("复〔", "旧-1"), ("虚收〔2019", "旧-3")):
        found = find(office.disclosure_head, word, base())
        assert [row.number for row in found.rows] == [number], word
        state = BY_KEY["under-way" if number == "旧-3" else "closed"]
        assert len(page(office.disclosure_head, state, today(), Filters(word=word), size=5).rows) == 1
    with bookkeeping() as session:
        session.execute(sa.update(CaseState).values(letter_number=None, steps=None))
    assert len([sentence for sentence in differences() if "letter_number" in sentence]) == 3
    rebuild()
    assert list(differences()) == []
