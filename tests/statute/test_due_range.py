"""How far a provisional date can still move, whatever the missing notice arranges."""

from datetime import date, timedelta
from itertools import product

from gov_requests.statute.clock import read_clock
from gov_requests.statute.due_range import date_range, due_range
from gov_requests.workdays.possible import Shift, ShiftedCalendar
from tests.statute.lives import CALENDAR, day, received, replied, sought

#: Two festivals of July and August that no law knows: each may take weekdays away or have weekends worked.
FESTIVALS = (
    (
        Shift(),
        Shift(off=(day("07-09"), day("07-10"))),
        Shift(off=(day("07-09"),), work=(day("07-04"),)),
        Shift(off=(day("07-09"),), work=(day("08-01"),)),
    ),
    (Shift(), Shift(off=(day("07-29"), day("07-30"))), Shift(work=(day("07-25"), day("07-26")))),
)
AS_OF = day("07-20")


def shifted(chosen):
    return ShiftedCalendar(CALENDAR, chosen)


def every_date(facts, reading):
    found = (read_clock(facts, shifted(chosen), AS_OF, proof=False) for chosen in product(*FESTIVALS))
    return [getattr(clock, reading) for clock in found]


def test_the_range_is_that_of_every_combination():
    for facts in ([received()], [received("07-03"), sought("07-06", "07-14")], [received(), replied("07-20")]):
        found = due_range(facts, FESTIVALS, shifted, AS_OF)
        assert found.due == (min(every_date(facts, "due_on")), max(every_date(facts, "due_on")))
        assert found.safe == (min(every_date(facts, "safe_due_on")), max(every_date(facts, "safe_due_on")))


def test_a_date_that_does_not_exist_has_no_range():
    facts = [received(), sought("07-02", source="other_organ")]
    found = due_range(facts, FESTIVALS, shifted, AS_OF)
    assert found.due is None
    assert found.safe is not None


def test_without_a_choice_the_range_is_the_day_itself():
    assert due_range([received()], (), shifted, AS_OF).due == (day("07-29"), day("07-29"))


def test_a_choice_under_which_there_is_no_day_is_passed_over():
    days = {0: date(2027, 1, 4), 1: None, 2: date(2027, 1, 6)}
    assert date_range(lambda chosen: days[chosen[0]], [(0, 1, 2)]) == (date(2027, 1, 4), date(2027, 1, 6))
    assert date_range(lambda _: None, [(0, 1)]) is None


def test_what_one_festival_moves_brings_the_next_into_reach():
    # Each choice of the first is worth nothing alone; with the second it is.
    def read(chosen):
        first, second = chosen
        return date(2027, 1, 4) + timedelta(days=3 * (second and not first) + 5 * (first and second) + first)

    assert date_range(read, [(0, 1), (0, 1)])[1] == date(2027, 1, 10)


def test_one_day_is_a_difference():
    days = [date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 3)]
    assert date_range(lambda chosen: days[chosen[0]], [(0, 1, 2)]) == (date(2027, 1, 3), date(2027, 1, 5))
