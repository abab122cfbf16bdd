"""办理用时 (第三十三条): working days of the organ's period from the receipt to the reply, without what the period does not count."""

import itertools

import pytest

from gov_requests.statute.clock import read_clock
from gov_requests.statute.explain import explain_days
from gov_requests.statute.used import workdays_used
from tests.statute.lives import CALENDAR, answered, asked, corrected, day, received, replied, sought, withdrawn


def used(*facts):
    return workdays_used(read_clock(facts, CALENDAR, day("12-01"), proof=False))


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ((received("07-01"), replied("07-01")), 0),
        ((received("07-01"), replied("07-02")), 1),
        ((received("07-01"), replied("07-29")), 20),
        # 第三十条: the period begins anew when the corrected request comes.
        ((received("07-01"), asked("07-06"), corrected("07-15"), replied("07-16")), 1),
        # 第三十三条第三款: from the day after the letter to the day of the opinion nothing counts.
        ((received("07-01"), sought("07-06"), answered("07-15"), replied("07-16")), 4),
        # Two that run at once count once.
        (
            (
                received("07-01"),
                sought("07-06", ref="A"),
                sought("07-08", ref="B"),
                answered("07-13", "A"),
                answered("07-15", "B"),
                replied("07-16"),
            ),
            4,
        ),
        # Replied without waiting: the pause ends with the reply.
        ((received("07-01"), sought("07-06"), replied("07-16")), 3),
    ],
)
def test_article_33_what_is_taken_off_and_what_counts(facts, days):
    assert used(*facts) == days


def test_who_has_not_been_replied_to_has_used_nothing_yet():
    assert used(received("07-01")) is None
    assert used(received("07-01"), withdrawn("07-03")) is None


def counted_by_the_list_of_days(clock, on):
    return len([row for row in explain_days(clock) if row.get("n") and day(row["on"]) <= on])


def test_article_33_as_the_list_of_days_says():
    """Up to the due day a reply has used exactly the days that the proof numbers until then."""
    start, seen = day("07-01"), 0
    for sent, waited, after in itertools.product((1, 4, 9), (1, 3, 8), range(1, 30, 2)):
        letter, on = CALENDAR.add(start, sent), CALENDAR.add(start, after)
        answer = CALENDAR.add(letter, waited)
        facts = [received(), *([sought(letter)] if letter <= on else []), *([answered(answer)] if answer <= on else [])]
        clock = read_clock([*facts, replied(on)], CALENDAR, on, proof=False)
        if clock.due_on is not None and on <= clock.due_on:
            assert workdays_used(clock) == counted_by_the_list_of_days(clock, on)
            seen += 1
    assert seen > 80
