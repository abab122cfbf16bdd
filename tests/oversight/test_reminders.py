"""Reminders: each once, in time, before holidays, up the ladder when late; whatever is killed, however long nobody ticked."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from gov_requests.accounts.absence import Absence, enter
from gov_requests.handling.actions import assign
from gov_requests.oversight import reminder_mails
from gov_requests.oversight.ladder import STEPS, band, left_on
from gov_requests.oversight.reminder_mails import quiet
from gov_requests.oversight.reminding import make_reminders
from gov_requests.records.base import bookkeeping, db, one_act
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Opened
from gov_requests.records.cases import CaseState
from gov_requests.records.dispute_file import Attacked, NewDispute, open_dispute
from gov_requests.records.outgoing_mail import MailNotSent
from gov_requests.records.reminders import Reminder, ReminderAddress, ReminderMail
from tests import factories
from tests.oversight.lives import morning, staffed


def said(**where):
    return [
        (row.fell_on, row.step, row.person_id)
        for row in db.session.scalars(sa.select(Reminder).filter_by(**where).order_by(Reminder.id))
    ]


@pytest.fixture
def office(database, today_is):
    today_is("2026-09-01T10:00")
    return staffed()


@pytest.fixture
def request_at_work(office):
    file = factories.registered(office, arrived_on=date(2026, 9, 1))
    assign(file.case.number, office.handler.id, "", Opened(office.clerk))
    return office, db.session.get_one(CaseState, file.case.id)


# The ladder -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2026, 2, 13), date(2026, 9, 30), date(2026, 10, 8), date(2027, 1, 29)])
def test_on_every_working_day_each_due_day_lies_on_one_rung_only(app, day):
    with app.app_context():
        days = calendar()
        for distance in range(-60, 40):
            due = day + timedelta(days=distance)
            rungs = [step.left for step in STEPS if band(step, day, days)[0] <= due < band(step, day, days)[1]]
            left = left_on(day, due, days)
            expected = [10, 5, 3, 1, 0, -1, -5, -10, -20]
            if left > 10:
                assert rungs == []
            elif left >= 0:
                assert rungs == [min(rung for rung in expected if rung >= left)]
            else:
                assert rungs == [min(rung for rung in expected if 0 > rung >= left)]


def test_what_is_due_after_the_holiday_is_said_before_it(request_at_work):
    office, state = request_at_work
    # 国庆 2026: 10-01 to 10-07 are off; the term of a request of 09-01 ends on 09-29 (09-20 is worked, 09-25 off).
    due = state.safe_due_on
    days = calendar()
    day = date(2026, 9, 1)
    while day <= due:
        make_reminders(morning(day))
        day += timedelta(days=1)
    told = [(fell_on, step) for fell_on, step, person in said(clock="request") if person == office.handler.id]
    position = days.position(due)
    assert told == [(days.at(position - left), left) for left in (10, 5, 3, 1, 0)]
    assert all(days.is_workday(fell_on) for fell_on, _ in told)


def test_who_is_late_is_said_to_the_section_the_office_and_the_district(request_at_work):
    office, state = request_at_work
    make_reminders(morning(calendar().add(state.safe_due_on, 1)))
    heard = {person for _, step, person in said(clock="request") if step == -1}
    own = {office.handler.id, office.section_head.id, office.disclosure_head.id}
    assert own < heard
    assert office.district_supervisor.id in heard
    assert office.clerk.id not in heard


def test_before_its_day_a_request_without_a_handler_is_said_to_the_office(office):
    factories.registered(office, arrived_on=date(2026, 9, 1))
    make_reminders(morning(date(2026, 9, 22)))
    assert {person for _, _, person in said()} == {office.disclosure_head.id}


def test_the_deputy_of_an_absent_handler_hears_it_too(request_at_work):
    office, _state = request_at_work
    other = factories.person("handler", at=office.organ, of=office.section)
    row = factories_absence(office.handler, other)
    assert row.id
    make_reminders(morning(date(2026, 9, 22)))
    assert {person for _, _, person in said()} == {office.handler.id, other.id}


def factories_absence(person, deputy):
    return enter(
        Absence(person_id=person.id, deputy_id=deputy.id, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30)),
        by=person,
        key=None,
    )


def test_a_due_day_that_moves_is_said_anew_and_the_old_one_not_again(request_at_work):
    _office, state = request_at_work
    make_reminders(morning(date(2026, 9, 22)))
    before = len(said())
    with bookkeeping() as session:
        session.get_one(CaseState, state.case_id).sort_on = calendar().add(state.safe_due_on, 3)
    make_reminders(morning(date(2026, 9, 22)))
    make_reminders(morning(date(2026, 9, 22), 10))
    assert len(said()) == before + 1


def test_thirty_days_down_everything_that_fell_in_them_is_said_once_in_order(request_at_work):
    office, state = request_at_work
    days = calendar()
    make_reminders(morning(date(2026, 9, 2)))
    back = days.add(state.safe_due_on, 2)
    assert (back - date(2026, 9, 2)).days >= 29
    assert make_reminders(morning(back)) > 0
    mine = [(fell_on, step) for fell_on, step, person in said() if person == office.handler.id]
    position = days.position(state.safe_due_on)
    assert mine == [(days.at(position - left), left) for left in (10, 5, 3, 1, 0, -1)]
    assert make_reminders(morning(back, 11)) == 0


def test_of_a_dispute_its_own_people_hear(office):
    # One clock a row: the same ladder with the legal reviewer in the handler's place.
    file = factories.registered(office, arrived_on=date(2026, 9, 1))
    new = NewDispute("虚政复〔2026〕1号", "review", date(2026, 9, 1), procedure="simplified", against="reply")
    with one_act(office.legal_reviewer) as act:
        open_dispute(act, office.organ.id, new, [Attacked(file.case.id)])
    make_reminders(morning(date(2026, 9, 3)))
    heard = {person for _, _, person in said(clock="dispute")}
    assert office.legal_reviewer.id in heard
    assert office.handler.id not in heard


# Mail ---------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def post(app, request_at_work, monkeypatch):
    """A mail server that takes what it is given, and an address for the handler."""
    office, state = request_at_work
    taken = []
    monkeypatch.setitem(app.config, "SMTP_HOST", "mail.invalid")
    monkeypatch.setattr(reminder_mails, "send", lambda *message: taken.append(message))
    with one_act("test") as act:
        db.session.add(ReminderAddress(person_id=office.handler.id, address="xu@example.cn"))
        act.note("reminder_address_set")
    return taken, state


def test_a_morning_digest_goes_out_after_the_quiet_hours_and_not_on_days_off(app, post):
    taken, _state = post
    make_reminders(morning(date(2026, 9, 22), 6))
    for hour in (6, 7, 21):
        assert reminder_mails.mail_reminders(morning(date(2026, 9, 22), hour)) == 0
    assert quiet(morning(date(2026, 9, 25)))  # 中秋节
    assert reminder_mails.mail_reminders(morning(date(2026, 9, 22), 8)) == 1
    assert reminder_mails.mail_reminders(morning(date(2026, 9, 22), 9)) == 0
    subject, text, to, reference = taken[0]
    assert to == ["xu@example.cn"]
    assert "2026-09-22" in subject
    assert "安全期限" in text
    assert "虚小明" not in text
    assert reference.startswith("digest-")


def test_a_mail_that_was_sent_but_not_marked_goes_again_under_the_same_message_id(app, post, monkeypatch):
    taken, _state = post
    make_reminders(morning(date(2026, 9, 22)))
    real = reminder_mails.send

    def dies_after(*message):
        real(*message)
        raise KeyboardInterrupt

    monkeypatch.setattr(reminder_mails, "send", dies_after)
    with pytest.raises(KeyboardInterrupt):
        reminder_mails.mail_reminders(morning(date(2026, 9, 22)))
    monkeypatch.setattr(reminder_mails, "send", real)
    assert reminder_mails.mail_reminders(morning(date(2026, 9, 22), 10)) == 1
    assert len(taken) == 2
    assert taken[0][3] == taken[1][3]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ReminderMail)) == 1


def test_a_server_that_is_away_loses_no_mail(app, post, monkeypatch):
    taken, _state = post
    real = reminder_mails.send

    def away(*_message):
        raise MailNotSent("邮件没有发出。")

    make_reminders(morning(date(2026, 9, 22)))
    monkeypatch.setattr(reminder_mails, "send", away)
    assert reminder_mails.mail_reminders(morning(date(2026, 9, 22))) == 0
    monkeypatch.setattr(reminder_mails, "send", real)
    assert reminder_mails.mail_reminders(morning(date(2026, 9, 23))) == 1
    assert len(taken) == 1


def test_a_reminder_of_a_day_that_can_still_move_says_between_which_days(database, today_is):
    today_is("2026-12-14T10:00")
    office = staffed()
    file = factories.registered(office, arrived_on=date(2026, 12, 14))
    assign(file.case.number, office.handler.id, "", Opened(office.clerk))
    today_is("2027-01-05T10:00")
    make_reminders(morning(date(2027, 1, 5)))
    told = db.session.scalars(sa.select(Reminder).filter_by(clock="request")).all()
    assert told
    assert all("（暂定，可能在 2027-" in row.text for row in told)
