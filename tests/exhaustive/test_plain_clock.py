"""The clock against the same rules written a second time, apart and plainly, over thousands of lives."""

import random
from datetime import date

import pytest

from gov_requests.statute.clock import LifeError, read_clock
from gov_requests.statute.facts import fact_from
from tests.exhaustive.random_lives import random_life
from tests.statute.lives import CALENDAR
from tests.statute.plain_clock import plain_clock


def answer(line):
    try:
        facts = [fact_from(fact) for fact in line["facts"]]
        got = read_clock(facts, CALENDAR, date.fromisoformat(line["as_of"]), proof=False).as_dict()
    except LifeError:
        return None
    del got["steps"]
    return got


@pytest.mark.parametrize("seed", range(4))
def test_both_clocks_say_the_same_of_every_life(seed):
    rng = random.Random(seed)
    for number in range(700):
        line = random_life(rng, number)
        assert answer(line) == plain_clock(line), line
