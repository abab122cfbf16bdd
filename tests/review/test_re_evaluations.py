"""定期评估 (第十八条): what is withheld is looked at again by its day, with a result; what may be open now is said to be."""

from datetime import date

import pytest

from gov_requests.records.casefile import Opened
from gov_requests.records.re_evaluations import due_count, listed, of_case
from gov_requests.today import today
from tests import factories
from tests.review.sheets_in_pages import as_
from tests.support.typing_in import send, text


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def file(office):
    return factories.pass_review(office, factories.submitted(office, "partly_disclosed"), "secrecy")


def test_what_is_withheld_and_what_is_severed_stand_in_the_list_by_their_day(app, office, file):
    assert [(row.document.title, row.document.conclusion) for row in of_case(file.case.id)] == [
        ("批复文件", "severed"),
        ("经办人手机号码", "withheld"),
    ]
    page = text(as_(app, office.secrecy_reviewer).get("/review/re-evaluations"))
    for words in ("2027-11-24", file.case.number, "经办人手机号码", "不予公开", "区分处理后公开"):
        assert words in page


def test_on_its_day_it_is_due_and_after_it_overdue(app, office, file, today_is):
    who = office.secrecy_reviewer
    assert due_count(who, today(), 10) == 0
    today_is("2027-11-24T10:00")
    assert due_count(who, today(), 10) == 2
    assert "今日" in text(as_(app, who).get("/review/re-evaluations?which=due"))
    today_is("2027-11-25T10:00")
    assert "过期" in text(as_(app, who).get("/review/re-evaluations?which=due"))


def test_what_stays_withheld_gets_its_next_day_and_what_may_be_open_does_not(app, office, file):
    client, (first, second) = as_(app, office.secrecy_reviewer), of_case(file.case.id)
    address = f"/review/{file.case.number}/re-evaluations/"
    kept = {"result": "keep", "opinion": "依据没有变化。", "next_on": "2028-11-24"}
    assert send(client, f"{address}{first.id}", **kept).status_code == 302
    assert (
        send(client, f"{address}{second.id}", result="release", opinion="已依法公布。", next_on="").status_code == 302
    )
    assert [(row.result, row.due_on) for row in of_case(file.case.id)] == [
        ("keep", date(2027, 11, 24)),
        ("release", date(2027, 11, 24)),
        (None, date(2028, 11, 24)),
    ]
    done = text(client.get("/review/re-evaluations?which=done"))
    assert "继续不公开" in done
    assert "情况变化，可以公开" in done
    assert "评估审查" in text(as_(app, office.clerk).get(f"/cases/{file.case.number}"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"result": "keep", "opinion": "没有变化", "next_on": ""}, "next_on"),
        ({"result": "keep", "opinion": "没有变化", "next_on": "2026-11-24"}, "next_on"),
        ({"result": "", "opinion": "没有变化", "next_on": "2028-11-24"}, "result"),
        ({"result": "release", "opinion": "", "next_on": ""}, "opinion"),
    ],
)
def test_each_gap_has_its_sentence_and_nothing_is_done(app, office, file, typed, field):
    row = of_case(file.case.id)[0]
    answer = send(as_(app, office.secrecy_reviewer), f"/review/{file.case.number}/re-evaluations/{row.id}", **typed)
    assert answer.status_code == 422
    assert f'id="{field}-err"' in text(answer)
    assert len(of_case(file.case.id)) == 2


def test_a_later_review_of_the_request_takes_the_place_of_the_earlier_days(office, file):
    reviewer = office.legal_reviewer
    factories.passed_by(file, reviewer, "legal", passed=False)
    writing = factories.Writing(reply_kind="disclosed", finding="经重新审查，全部可以公开。")
    upload = factories.Upload("批复文件.pdf", factories.PDF + b"2")
    factories.save_draft(file.case.number, writing, [upload], Opened(office.handler))
    again = factories.submit(file.case.number, Opened(office.handler))
    factories.passed_by(again, office.secrecy_reviewer)
    assert {row.result for row in of_case(file.case.id)} == {"superseded"}


def test_another_organ_sees_none_of_it(file):
    stranger = factories.Office().disclosure_head
    assert listed(stranger, "open", today()) == ([], False)
