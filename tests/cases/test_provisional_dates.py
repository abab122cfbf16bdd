"""暂定: wherever a date is shown that hangs on a notice not yet published, it says so and in which range it can still move."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.desk.actions import whole
from gov_requests.desk.columns import COLUMNS
from gov_requests.records.list_filters import Filters
from gov_requests.records.papers import Letter
from gov_requests.records.ranges import period_range, ranges_of
from gov_requests.records.worklists import BY_KEY
from tests import factories
from tests.support.typing_in import text

RANGE = "可能在 2027-01-12 至 2027-01-13 之间"


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-12-14T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def flat(answer):
    return re.sub(r"\s+", " ", text(answer))


@pytest.mark.parametrize(
    "place", ["/cases/{}", "/cases/{}/clock", "/handling/{}/assign", "/desk/under-way", "/desk/search?q={}"]
)
def test_every_page_that_shows_the_date_shows_the_range(app, office, place):
    file = factories.registered(office)
    client = factories.sign_in(app.test_client(), office.disclosure_head)
    page = flat(client.get(place.format(file.case.number)))
    assert "暂定" in page
    assert RANGE in page


def test_the_register_page_shows_it_before_anything_is_saved(app, office):
    client = factories.sign_in(app.test_client(), office.clerk)
    page = flat(client.get("/intake/new?arrived_on=2026-12-14&channel=in_person"))
    assert RANGE in page


def test_the_receipt_tells_the_applicant(office):
    file = factories.registered(office)
    (receipt,) = factories.db.session.scalars(sa.select(Letter).where(Letter.case_id == file.case.id))
    told = str(receipt.content)
    assert "暂定，可能在2027年1月12日至2027年1月13日之间，按目前已公布的安排为1月12日" in told


def test_a_settled_date_has_no_range(app, office, today_is):
    today_is("2026-11-02T10:00")
    file = factories.registered(office)
    client = factories.sign_in(app.test_client(), office.clerk)
    assert "可能在" not in flat(client.get(f"/cases/{file.case.number}"))
    assert ranges_of([file.case.id]) == {}
    assert period_range("correction_notice", file.state.received_on) is None


def test_other_periods_have_a_range_too(database):
    found = period_range("correction_notice", date(2026, 12, 28))
    assert found == (date(2027, 1, 7), date(2027, 1, 9))


def test_an_exported_list_says_it_too(app, office):
    factories.registered(office)
    with app.test_request_context():
        rows, _more = whole(office.disclosure_head, BY_KEY["under-way"], Filters(), 10)
        assert COLUMNS["due"].text(rows[0]) == f"2027-01-12（暂定，{RANGE}）"
