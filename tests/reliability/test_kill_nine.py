"""kill -9 at random while eight clerks register over HTTP: nothing acknowledged is lost, nothing stands twice, no number is left out.

`make deep` runs it with 1,000 registrations and at least 50 kills a run, three times (DEEP=1).
"""

import os

import pytest
import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.cases import Case
from tests import factories
from tests.support.killing import Server, account_for, hammered

CLERKS = 8
DEEP = os.environ.get("DEEP") == "1"
REQUESTS, KILLS, SEEDS = (1000, 50, (1, 2, 3)) if DEEP else (80, 3, (1,))


@pytest.fixture
def accounts(own_app):
    with own_app.app_context():
        organ = factories.organ("SJJ")
        people = [factories.person("clerk", at=organ) for _ in range(CLERKS)]
        return [(person.username, factories.PASSWORD) for person in people]


@pytest.fixture
def server(own_app, tmp_path):
    inherited = {name: value for name, value in os.environ.items() if name not in {"KEY_FILE", "FONT_DIR"}}
    environment = inherited | {
        "DATABASE_URL": own_app.config["DATABASE_URL"],
        "DATA_DIR": str(own_app.config["DATA_DIR"]),
        "GOV_REQUESTS_ENV": "demo",
    }
    server = Server(environment, tmp_path / "server.log")
    yield server
    server.kill_all()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_acknowledged_is_lost_and_nothing_stands_twice(own_app, accounts, server, seed, record_property):
    outcome = hammered(server, accounts, REQUESTS, KILLS, seed)
    with own_app.app_context():
        outcome.faults += account_for(outcome.acknowledged, REQUESTS)
    told = f"{REQUESTS} registrations, {dict(outcome.kills)} killed, {outcome.sent_again} forms sent again, {outcome.seconds:.0f} s"
    record_property("told", told)
    print(told)  # noqa: T201 - shown by `make deep`
    assert outcome.faults == [], server.log.read_text(errors="replace")[-2000:]
    assert sum(outcome.kills.values()) >= KILLS - 1


def test_what_is_lost_stands_twice_or_leaves_a_gap_is_seen(own_app):
    with own_app.app_context():
        office = factories.Office("SJJ")
        numbers = {
            which: factories.registered(office, description=f"申请公开第 {which} 号台账。").case.number
            for which in range(3)
        }
        assert list(account_for(numbers, 3)) == []
        assert list(account_for(numbers | {3: "2026-0009"}, 4)) == ["lost: request 3 was acknowledged as 2026-0009"]
        assert list(account_for(numbers, 4)) == ["only 3 of 4 were acknowledged"]
        factories.registered(office, description="申请公开第 0 号台账。")
        assert [sentence.split(":")[0] for sentence in account_for(numbers, 3)] == ["twins"]
        with db.engine.begin() as connection:
            connection.execute(sa.update(Case.__table__).where(Case.__table__.c.serial == 2).values(serial=9))
        db.session.rollback()
        found = [sentence.split(":")[0] for sentence in account_for(numbers, 3)]
        assert {"twins", "gaps or twins among the numbers", "chain", "check"} <= set(found)
