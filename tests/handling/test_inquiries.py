"""函询: an archive or another organ is asked by letter (D08); its answer is one of the places that were searched."""

import io

import pytest

from gov_requests.notices import acts
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.drafts import places_in_vain, searches_of
from gov_requests.records.inquiries import inquiries
from gov_requests.refusals import BadInput
from gov_requests.web.gates import NOTICES
from tests import factories
from tests.handling.test_handling_pages import SEARCH
from tests.support.typing_in import send, text


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def handler(app, office):
    return factories.sign_in(app.test_client(), office.handler)


def asked(office):
    """Return a request of which the archive was asked by letter, and that letter."""
    file = factories.assigned(office)
    content = {"addressee": "虚构区档案馆", "subject": "拆迁许可档案是否移交", "source": "other_organ"}
    acts.draft(file.case.number, NOTICES["D08"], content, Opened(office.handler))
    notice = acts.notices_of(file.case.id)[0]
    acts.issue(file.case.number, notice.id, Opened(office.disclosure_head))
    sending = acts.Sending(method="ems", counted_on=factories.today(), tracking_number="EX000000016CN")
    acts.send(file.case.number, notice.id, sending, [], Opened(office.handler))
    return file


def answered(client, file):
    sent = send(
        client,
        f"/notices/{file.case.number}/incoming",
        kind="opinion_received",
        letter="A",
        stance="informs",
        on="2026-11-24",
        note="馆藏没有这一档案。",
        files=(io.BytesIO(factories.PDF), "复函.pdf"),
    )
    assert sent.status_code == 302, text(sent)


def test_the_letter_and_its_answer_stand_with_the_searches(office, handler):
    file = asked(office)
    page = text(handler.get(f"/cases/{file.case.number}"))
    assert "虚构区档案馆" in page
    assert "待复函" in page
    answered(handler, file)
    (one,) = inquiries(look_up(file.case.number, office.handler))
    assert one.answered_on == factories.today()
    page = text(handler.get(f"/cases/{file.case.number}"))
    assert "馆藏没有这一档案。" in page
    assert "复函.pdf" in page


def test_an_answered_letter_is_recorded_as_a_place_that_was_searched(office, handler):
    file = asked(office)
    answered(handler, file)
    address = f"/handling/{file.case.number}/search"
    papers = [(io.BytesIO(factories.PDF), "目录.pdf"), (io.BytesIO(factories.paper(60)), "截图.pdf")]
    assert send(handler, address, **SEARCH | {"place": "虚构区档案馆"}, inquiry="A", files=papers).status_code == 302
    (row,) = searches_of(file.case.id)
    assert (row.inquiry, list(places_in_vain(file.case.id))) == ("A", ["虚构区档案馆"])
    page = text(handler.get(f"/cases/{file.case.number}"))
    assert "（函询 A）" in page
    with_evidence = page.partition('id="searches"')[2].partition('id="inquiries"')[0]
    assert "目录.pdf" in with_evidence
    assert "截图.pdf" in with_evidence


@pytest.mark.parametrize("letter", ["A", "Z"])
def test_a_letter_that_nobody_has_answered_is_no_search(office, handler, letter):
    file = asked(office)
    refused = send(handler, f"/handling/{file.case.number}/search", **SEARCH, inquiry=letter)
    assert refused.status_code == 422
    assert "还没有登记复函" in text(refused)
    assert SEARCH["terms"] in text(refused)
    finding = factories.Finding(**SEARCH | {"found": False, "searched_on": factories.today()}, inquiry=letter)
    with pytest.raises(BadInput, match="还没有登记复函"):
        factories.record_search(file.case.number, finding, [], Opened(office.handler))
    assert searches_of(file.case.id) == []
