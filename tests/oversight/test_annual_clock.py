"""第四十九条: the report's days, 31 January and 31 March, are reminded of like any other, until it is frozen."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from gov_requests.oversight.annual_actions import freeze
from gov_requests.oversight.reminding import make_reminders
from gov_requests.records.base import db
from gov_requests.records.casefile import Opened
from gov_requests.records.reminders import Reminder
from gov_requests.today import today
from tests import factories
from tests.oversight.lives import morning, staffed


@pytest.fixture
def office(database, today_is):
    today_is("2027-01-04T10:00")
    return staffed()


def ticked(first, last):
    day = first
    while day <= last:
        make_reminders(morning(day))
        day += timedelta(days=1)


def told(clock, person):
    query = sa.select(Reminder).where(Reminder.clock == clock, Reminder.person_id == person.id)
    return [(row.fell_on, row.step) for row in db.session.scalars(query.order_by(Reminder.id))]


def test_article_49_the_organ_is_told_before_31_january_by_the_working_day_before_it(office):
    # 2027-01-31 is a Sunday; the day is not put off, so what is said runs to Friday the 29th.
    ticked(date(2027, 1, 11), date(2027, 2, 2))
    head = told("annual", office.disclosure_head)
    assert head == [
        (date(2027, 1, 15), 10),
        (date(2027, 1, 22), 5),
        (date(2027, 1, 26), 3),
        (date(2027, 1, 28), 1),
        (date(2027, 1, 29), 0),
        (date(2027, 2, 1), -1),
    ]
    assert told("annual", office.district_supervisor) == [(date(2027, 2, 1), -1)]
    words = db.session.scalars(sa.select(Reminder.text).where(Reminder.clock == "annual")).first()
    assert "2026 年度" in words
    assert "法定期限 2027-01-31，请在 2027-01-29 前定稿" in words


def test_article_49_the_district_is_told_before_31_march(office):
    ticked(date(2027, 3, 15), date(2027, 3, 31))
    assert [step for _day, step in told("annual_all", office.district_supervisor)] == [10, 5, 3, 1, 0]
    assert told("annual_all", office.disclosure_head) == []


def test_who_has_frozen_the_report_is_not_reminded_and_nobody_in_autumn(office):
    freeze(office.organ.code, 2026, "", Opened(office.disclosure_head))
    other = staffed()
    ticked(date(2027, 1, 29), date(2027, 1, 29))
    assert told("annual", office.disclosure_head) == []
    assert len(told("annual", other.disclosure_head)) == 1
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Reminder))
    ticked(date(2027, 9, 1), date(2027, 9, 1))
    after = sa.select(sa.func.count()).select_from(Reminder).where(Reminder.fell_on >= date(2027, 7, 1))
    assert db.session.scalar(after.where(Reminder.clock.like("annual%"))) == 0
    assert before > 0


def test_the_board_says_until_when_the_reports_are_due(app, office, today_is):
    page = factories.sign_in(app.test_client(), office.disclosure_head).get("/oversight/board").get_data(as_text=True)
    assert "2026 年度报告" in page
    assert "2027-01-31" in page
    assert today() < date(2027, 1, 31)
