"""Many at once, with real commits: tries cannot slip through the count, a code is used once, one administrator always stays."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from gov_requests.accounts.actions import WRONG, enter_code, sign_in
from gov_requests.accounts.one_time_codes import code_at, new_secret, step_of
from gov_requests.admin.people import disable, person_of
from gov_requests.handling.handover import hand_over_all
from gov_requests.records.base import one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import faults
from gov_requests.refusals import BadInput, Refusal
from gov_requests.today import now
from tests import factories

AT_ONCE = 8


def all_at_once(app, act, times=AT_ONCE):
    """What each of several threads got from `act(number)`: its answer, or the first sentence of its refusal."""
    barrier = Barrier(times)

    def run(number):
        with app.app_context():
            barrier.wait()
            try:
                return act(number)
            except Refusal as refusal:
                return refusal.sentences[0]

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.fixture
def app(own_app):
    return own_app


def test_of_many_tries_at_once_five_are_judged(app):
    with app.app_context():
        username = factories.person().username
    told = Counter(all_at_once(app, lambda _number: sign_in(username, "wrong", "10.0.0.1")))
    assert told[WRONG] == 5
    assert sum(told.values()) - told[WRONG] == AT_ONCE - 5


def test_of_many_tries_at_once_on_a_new_name_none_fails_otherwise(app):
    told = all_at_once(app, lambda number: sign_in(f"nobody{number}", "wrong", "10.0.0.1"))
    assert set(told) == {WRONG}


def test_a_code_sent_twice_at_once_opens_once(app):
    secret = new_secret()
    with app.app_context():
        person = factories.person()
        username = person.username
        with one_act("test") as act:
            person.totp_secret = secret
            act.note("codes_set_up")

    def enter(_number):
        enter_code(person_of(username), code_at(secret, step_of(now())))
        return "in"

    assert Counter(all_at_once(app, enter, 4))["in"] == 1


def test_two_security_administrators_who_disable_each_other_leave_one(app):
    with app.app_context():
        names = [factories.person("security_admin").username for _ in range(2)]

    def other_out(number):
        disable(names[1 - number], "x", by=person_of(names[number]), key=None)
        return "done"

    told = all_at_once(app, other_out, 2)
    assert told.count("done") == 1
    with app.app_context():
        assert sum(person_of(name).active for name in names) == 1
        assert list(faults()) == []


def test_the_same_handover_sent_twice_at_once_hands_each_request_over_once(app):
    with app.app_context():
        office = factories.Office()
        taker = factories.person("handler", at=office.organ).id
        giver = office.handler.id
        head = office.disclosure_head.username
        for _ in range(4):
            factories.assigned(office)

    def over(_number):
        try:
            return len(hand_over_all(giver, taker, "调离", Opened(person_of(head), "one-key")).done)
        except BadInput:
            return 0

    assert sum(all_at_once(app, over, 2)) == 4
    with app.app_context():
        assert list(faults()) == []
