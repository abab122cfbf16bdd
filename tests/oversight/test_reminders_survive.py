"""Each reminder stands once, wherever the work is killed and however many schedulers there are."""

import gc
import os
import random
import threading
from collections import Counter
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from gov_requests.oversight.actions import tick
from gov_requests.oversight.ladder import STEPS, band
from gov_requests.oversight.reminding import make_reminders
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import CaseState
from gov_requests.records.leading import leading
from gov_requests.records.reminders import Reminder
from tests.oversight.lives import Past, morning, staffed

#: Who is killed closes nothing; here that is collected while it may be.
pytestmark = pytest.mark.filterwarnings("ignore:.*was deleted while still open:ResourceWarning")


class Killed(BaseException):
    """What a fault point raises; nothing in the program catches it."""


class Fault:
    """Kills the process's work at the n-th statement or commit (an exception that nobody handles, as SIGKILL leaves no time either)."""

    def __init__(self, engine):
        self.engine, self.left = engine, None
        sa.event.listen(engine, "before_cursor_execute", self._step)
        sa.event.listen(engine, "commit", self._step)

    def _step(self, *_):
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            raise Killed

    def close(self):
        sa.event.remove(self.engine, "before_cursor_execute", self._step)
        sa.event.remove(self.engine, "commit", self._step)


@pytest.fixture
def busy(own_app, today_is):
    """A district office with requests spread over more than a year, in an application of its own with real commits."""
    today_is("2025-01-02T08:00")
    with own_app.app_context():
        yield staffed(), own_app


def spread(office, how_many, first, days):
    lives = Past(office.organ, office.clerk)
    for number in range(how_many):
        lives.life("natural_person", first + timedelta(days=number % days))
    lives.close()


def survived(at, fault, point):
    """Tick until it comes through; killed at a point the first time. Return whether it was killed."""
    fault.left = point
    try:
        tick(at)
    except Killed:
        db.session.remove()
        gc.collect()
        fault.left = None
        tick(at)
        return True
    return fault.left is not None and fault.left < 0


def expected_steps(first, last):
    """Return how often each step of each open request fell on a working day of a span."""
    days, found = calendar(), Counter()
    for case_id, due in db.session.execute(sa.select(CaseState.case_id, CaseState.sort_on)):
        day = first
        while day <= last:
            if days.is_workday(day):
                for step in STEPS:
                    low, high = band(step, day, days)
                    if low <= due < high:
                        found[case_id, due, step.left] = 1
            day += timedelta(days=1)
    return found


def test_killed_at_every_step_of_a_tick_each_reminder_stands_once(busy):
    office, _app = busy
    spread(office, 40, date(2025, 1, 2), 60)
    fault = Fault(db.engine)
    try:
        day, point, killed = date(2025, 1, 24), 0, 0
        while True:
            day = calendar().add(day, 1)
            was = survived(morning(day), fault, point)
            killed += was
            if not was:
                break
            point += 1
    finally:
        fault.close()
    assert killed > 20
    assert_each_once(calendar().add(date(2025, 1, 24), 1), day)


#: `make deep` (DEEP=1): 10,000 reminders over 400 virtual days, 200 of them with a kill; else a tenth of it.
DEEP = os.environ.get("DEEP") == "1"
REQUESTS, DAYS, KILLS, REMINDERS = (800, 400, 200, 10_000) if DEEP else (60, 100, 60, 500)


def test_killed_at_random_over_months_of_days_each_reminder_stands_once(busy):
    office, _app = busy
    spread(office, REQUESTS, date(2025, 1, 2), DAYS * 4 // 5)
    chance, fault, killed = random.Random(7), Fault(db.engine), 0
    first = day = date(2025, 1, 3)
    last = first + timedelta(days=DAYS)
    try:
        while day <= last:
            point = chance.randrange(60) if killed < KILLS else 10**9
            killed += survived(morning(day), fault, point)
            day += timedelta(days=chance.choice((1, 1, 1, 1, 2, 5)) if day < last - timedelta(days=6) else 1)
    finally:
        fault.close()
    assert killed >= KILLS // 2
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Reminder)) >= REMINDERS
    assert_each_once(first, last)


def assert_each_once(first, last):
    keys = db.session.scalars(sa.select(Reminder.key)).all()
    assert len(keys) == len(set(keys))
    rows = db.session.execute(
        sa.select(Reminder.subject_id, Reminder.due_on, Reminder.step).where(Reminder.clock == "request").distinct()
    ).all()
    told = Counter((row[0], row[1], row[2]) for row in rows)
    missing = expected_steps(first, last) - told
    assert missing == Counter()
    fell = db.session.scalars(sa.select(Reminder.fell_on).order_by(Reminder.id)).all()
    assert fell == sorted(fell)


def test_a_reminder_that_is_lost_is_seen_by_this_counting(busy):
    office, _app = busy
    spread(office, 5, date(2025, 1, 2), 5)
    for offset in range(1, 40):
        make_reminders(morning(date(2025, 1, 2) + timedelta(days=offset)))
    assert_each_once(date(2025, 1, 3), date(2025, 2, 10))
    with bookkeeping() as session:
        gone = session.scalar(sa.select(Reminder.step).where(Reminder.clock == "request").limit(1))
        session.execute(sa.delete(Reminder).where(Reminder.step == gone))
    with pytest.raises(AssertionError):
        assert_each_once(date(2025, 1, 3), date(2025, 2, 10))


def test_of_three_schedulers_at_once_one_leads_and_nothing_is_said_twice(busy):
    office, app = busy
    spread(office, 60, date(2025, 1, 2), 30)
    with bookkeeping() as session:
        session.flush()
    faults, led = [], []

    def scheduler():
        with app.app_context():
            for offset in range(25, 45):
                try:
                    led.append(tick(morning(date(2025, 1, 2) + timedelta(days=offset)))["led"])
                except sa.exc.SQLAlchemyError as failed:
                    faults.append(failed)
            db.session.remove()

    threads = [threading.Thread(target=scheduler) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    tick(morning(date(2025, 2, 18)))
    keys = db.session.scalars(sa.select(Reminder.key)).all()
    assert len(keys) == len(set(keys)) > 0
    assert 0 < sum(led) <= len(led) == 60


def test_who_does_not_lead_does_nothing(busy):
    office, app = busy
    spread(office, 5, date(2025, 1, 2), 5)
    outcome = []

    def other():
        with app.app_context():
            outcome.append(tick(morning(date(2025, 2, 6))))
            db.session.remove()

    with leading() as leads:
        assert leads
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert outcome == [{"led": 0, "requests_moved": 0, "disputes_moved": 0, "reminders": 0}]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Reminder)) == 0
