"""Lives of the past: as many as asked for, the same for a seed, lawful to read, a few of them still open."""

import random
from collections import Counter
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from gov_requests import workdays
from gov_requests.demo.bulk import load_past
from gov_requests.demo.history import FIRST_DAY, past_lives
from gov_requests.demo.load import found_district
from gov_requests.records.base import db
from gov_requests.records.cases import Applicant, Case
from gov_requests.records.chain import faults
from gov_requests.records.journal import JournalRow
from gov_requests.records.rebuild import differences
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import Received, fact_from
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.today import clock_set_to, today
from tests import factories
from tests.support.databases import dispose, make_app

CALENDAR = workdays.load()
TODAY = date(2026, 11, 24)
NUMBER = 5000


def lives(seed=1, number=NUMBER, today=TODAY):
    return list(past_lives(number, today, CALENDAR, random.Random(seed)))


def clock_of(life):
    facts = [Received(life.arrived, life.channel, life.confirmed)]
    facts += [fact_from({"kind": one.kind, "on": one.on.isoformat(), **one.fact}) for one in life.happened]
    return read_clock(facts, CALENDAR, TODAY, proof=False)


@pytest.mark.parametrize("number", [0, 1, 7, 1000, NUMBER])
def test_there_are_as_many_lives_as_asked_for(number):
    assert len(lives(number=number)) == number


def test_three_in_a_hundred_are_open():
    assert Counter(life.open for life in lives()) == {True: NUMBER * 0.03, False: NUMBER * 0.97}


@pytest.mark.parametrize("today", [TODAY, date(2026, 11, 22), date(2031, 1, 1)], ids=str)
def test_lives_lie_between_2016_and_today_in_their_order(today):
    found = lives(today=today)
    arrivals = [life.arrived for life in found]
    assert arrivals == sorted(arrivals)
    assert arrivals[0] >= FIRST_DAY
    assert max(happening.on for life in found for happening in life.happened) <= today


def test_every_life_can_be_read_and_ends_when_it_is_closed():
    for life in lives():
        ended = clock_of(life).state in ("replied", "withdrawn", "abandoned")
        assert ended != life.open
        assert ended == any(happening.ending for happening in life.happened)


def test_some_replies_are_late_and_every_kind_of_reply_occurs():
    found = lives()
    late = sum(clock_of(life).on_time is False for life in found)
    assert 0.01 < late / NUMBER < 0.1
    assert {happening.ending for life in found for happening in life.happened} - {None} == set(REPLY_KINDS)


def test_the_same_seed_gives_the_same_lives_and_another_seed_others():
    assert lives() == lives()
    assert lives() != lives(seed=2)


@pytest.fixture
def stored(databases, tmp_path):
    """Return a function that loads the past into a district of its own and gives back what was stored."""
    made = []

    def load(seed):
        app = make_app(databases.migrated(), tmp_path / str(len(made)))
        made.append(app)
        with clock_set_to(datetime(2026, 11, 24, 9)), app.app_context():  # noqa: DTZ001 - read as Beijing time
            found_district("test")
            load_past(400, seed, lambda _done, _of: None)
            assert list(faults()) == []
            assert list(differences()) == []
            asked = sa.select(Case.number, Case.title, Applicant.name, Applicant.id_number).join(Case.applicant)
            told = sa.select(JournalRow.case_id, JournalRow.kind, JournalRow.happened_on, JournalRow.data)
            return (
                db.session.execute(asked.order_by(Case.id)).all(),
                db.session.execute(told.where(JournalRow.case_id.is_not(None)).order_by(JournalRow.id)).all(),
            )

    yield load
    for app in made:
        dispose(app)


def test_what_is_stored_is_the_same_for_a_seed(stored):
    first = stored(1)
    assert stored(1) == first
    assert stored(2) != first


def test_the_acts_go_on_numbering_where_the_past_ends(own_app):
    with own_app.app_context():
        staffs, _ = found_district("test")
        load_past(50, 1, lambda _done, _of: None)
        clerk = staffs["sjj"]["clerk"]
        before = db.session.scalar(
            sa.select(sa.func.max(Case.serial)).where(Case.organ_id == clerk.organ_id, Case.year == today().year)
        )
        file = factories.register(factories.registration(), [], by=clerk)
        assert file.case.serial == (before or 0) + 1
        assert list(faults()) == []
