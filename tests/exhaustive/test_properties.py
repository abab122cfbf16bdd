"""What holds of every life, whatever happened in it."""

import random
from collections import Counter
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gov_requests.statute.clock import LifeError, read_clock
from gov_requests.statute.explain import explain_days
from gov_requests.statute.facts import Fact, OpinionReceived, OpinionSought, Replied, fact_from
from gov_requests.statute.folding import fold
from gov_requests.statute.life import in_order
from gov_requests.statute.safe_reading import SafeReading
from tests.exhaustive.random_lives import random_life
from tests.statute.lives import CALENDAR

FOREVER = date.max
seeds = st.integers(min_value=0, max_value=2**32)
#: What a reading has made of the facts; before a doubt arises the two are one.
SEEN = ("receipt", "start", "workdays", "extension", "awaiting", "corrected_once", "letters", "answers", "closed_by")
few = settings(max_examples=120, deadline=None)


def life_of(seed: int) -> tuple[list[Fact], date]:
    line = random_life(random.Random(seed))
    facts = [fact_from(fact) for fact in line["facts"]]
    try:
        in_order(facts)
    except LifeError:
        assume(False)
    return facts, date.fromisoformat(line["as_of"])


def read(facts, as_of):
    return read_clock(facts, CALENDAR, as_of, proof=False)


@few
@given(seeds)
def test_the_safe_day_is_never_later_than_the_due_day(seed):
    clock = read(*life_of(seed))
    assert clock.due_on is None or clock.safe_due_on <= clock.due_on


@few
@given(seeds, st.integers(0, 60), st.integers(0, 9), st.integers(0, 30), st.booleans(), st.booleans())
def test_adding_a_pause_never_brings_the_day_nearer(seed, sent, delivery, answer, delivered, answered):
    facts, as_of = life_of(seed)
    on = min(fact.on for fact in facts) + timedelta(days=sent)
    letter = OpinionSought(on, "new", "third_party", on + timedelta(days=delivery) if delivered else None)
    pause = [letter, OpinionReceived(on + timedelta(days=answer), "new")] if answered else [letter]
    before, after = read(facts, as_of), read([*facts, *pause], as_of)
    assert (after.due_on or FOREVER) >= (before.due_on or FOREVER)
    assert (after.safe_due_on or FOREVER) >= (before.safe_due_on or FOREVER)


@few
@given(seeds, seeds)
def test_the_order_of_entry_does_not_matter(seed, shuffle):
    facts, as_of = life_of(seed)
    # Two facts of one rank on one day are read as given, and nothing else is.
    assume(max(Counter((fact.on, fact.rank) for fact in facts).values()) == 1)
    shuffled = list(facts)
    random.Random(shuffle).shuffle(shuffled)
    assert read(shuffled, as_of).as_dict() == read(facts, as_of).as_dict()


@few
@given(seeds)
def test_one_walk_gives_both_readings_what_two_folds_apart_would(seed):
    facts, as_of = life_of(seed)
    received, others = in_order(facts)
    clock = read(facts, as_of)
    apart = SafeReading(received, clock.statutory.regulations, CALENDAR, None)
    fold(apart, others)
    assert [getattr(clock.safe, name) for name in SEEN] == [getattr(apart, name) for name in SEEN]
    assert clock.own_safe_due_on == apart.due_on(as_of)


@few
@given(seeds)
def test_what_comes_after_the_closing_changes_no_date(seed):
    facts, as_of = life_of(seed)
    closed = read(facts, as_of).statutory.closed_by
    assume(closed is not None)
    after = read([*facts, Replied(max(fact.on for fact in facts) + timedelta(days=1))], as_of)
    before = read(facts, as_of)
    assert (after.due_on, after.safe_due_on, after.state) == (before.due_on, before.safe_due_on, before.state)


@few
@given(seeds)
def test_the_days_can_be_counted_by_hand_to_the_due_day(seed):
    clock = read(*life_of(seed))
    days = explain_days(clock)
    counted = [row["n"] for row in days if row["verdict"] in ("counted", "makeup")]
    assert counted == list(range(1, len(counted) + 1))
    if clock.due_on is not None:
        assert len(counted) == clock.statutory.workdays
        assert days[-1]["on"] == str(clock.due_on)
        assert days[-1]["verdict"] in ("counted", "makeup")
        assert len(days) == (clock.due_on - clock.statutory.start).days


@few
@given(seeds)
def test_the_proof_ends_in_the_dates_it_proves(seed):
    facts, as_of = life_of(seed)
    clock = read_clock(facts, CALENDAR, as_of)
    proved = {(step["reading"], step["rule"]): step["on"] for step in clock.steps}
    own = clock.own_safe_due_on
    assert proved.get(("statutory", "due")) == (clock.due_on and str(clock.due_on))
    if clock.safe is not clock.statutory:
        assert proved.get(("safe", "due")) == (own and str(own))
    assert (("statutory", "provisional") in proved) == clock.provisional
    assert set(clock.warnings) <= {step["rule"] for step in clock.steps}
    assert all(step["text"].endswith("。") and step["article"] for step in clock.steps)
    assert read(facts, as_of).as_dict() | {"steps": []} == clock.as_dict() | {"steps": []}
