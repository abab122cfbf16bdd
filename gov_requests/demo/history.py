"""Lives of the past for load tests: from 2016 to today, about three in a hundred still open; the same for the same seed and day.

What a life is made of are its facts, in working days after arrival; words and applicants come from ``invented``.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

from gov_requests.statute.calendar import Calendar
from gov_requests.statute.provisions import REPLY_WORKDAYS
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.terms import CONFIRMED

FIRST_DAY: Final = date(2016, 1, 4)
OPEN_SHARE: Final = 0.03
#: Open requests came in at most so many working days ago, closed ones at least so many.
_OPEN_WITHIN, _CLOSED_FROM = 60, 4
#: There are so many times more requests a day now than in the first year.
_GROWTH: Final = 3

#: How often each reply was given, in thousandths; the rest are spread over all kinds that answer.
_FREQUENT = {"disclosed": 300, "not_held": 180, "partly_disclosed": 120, "not_this_organ": 80, "already_public": 80}
_REPLIES = [code for code, kind in REPLY_KINDS.items() if kind.closes_by == "replied"]
_REPLY_WEIGHTS = list(accumulate(_FREQUENT.get(code, 16) for code in _REPLIES))


class Happening(NamedTuple):
    """A fact on its day, with its further keys; ``ending`` is the kind of reply of one that closes."""

    kind: str
    on: date
    fact: dict[str, Any]
    ending: str | None = None


@dataclass(frozen=True, slots=True)
class PastLife:
    """One life: how and when it came in, and what happened."""

    channel: str
    arrived: date
    confirmed: date | None
    happened: tuple[Happening, ...]
    open: bool

    @property
    def registered(self) -> date:
        """The day on which it was entered."""
        return self.confirmed or self.arrived


_CHANNELS = ("online", "signed_mail", "in_person", "ordinary_mail", "email", "fax", "oral")
_CHANNEL_WEIGHTS = list(accumulate((44, 20, 16, 6, 6, 4, 4)))
_SOURCES = ("third_party", "third_party", "co_producer", "other_organ")


def past_lives(number: int, today: date, calendar: Calendar, chance: random.Random) -> Iterator[PastLife]:
    """Yield ``number`` lives in the order of their arrival."""
    last = calendar.position(today)
    days = last - calendar.position(FIRST_DAY) + 1
    still_open = round(number * OPEN_SHARE)
    closed_a_day = _spread(number - still_open, [1 + _GROWTH * nth / days for nth in range(days - _CLOSED_FROM)])
    open_a_day = _spread(still_open, [_OPEN_WEIGHTS[nth // (_OPEN_WITHIN // 3)] for nth in range(_OPEN_WITHIN)])
    for nth in range(days):
        arrived = calendar.at(last - days + 1 + nth)
        course = _Course(arrived, today, calendar, chance)
        for _ in range(closed_a_day[nth] if nth < len(closed_a_day) else 0):
            yield course.closed()
        ago = days - 1 - nth
        for _ in range(open_a_day[_OPEN_WITHIN - 1 - ago] if ago < _OPEN_WITHIN else 0):
            yield course.open(ago)


#: How dense open requests lie, oldest third first.
_OPEN_WEIGHTS = (1, 6, 30)


def _spread(number: int, weights: Sequence[float]) -> list[int]:
    """Return ``number`` split in proportion to ``weights``, whole and exact."""
    reached = [round(number * part / (sum(weights) or 1)) for part in accumulate(weights, initial=0.0)]
    return [after - before for before, after in pairwise(reached)]


class _Course:
    """Makes the lives of one day of arrival."""

    def __init__(self, arrived: date, today: date, calendar: Calendar, chance: random.Random) -> None:
        self.arrived, self.today, self.chance, self.calendar = arrived, today, chance, calendar
        self.first = calendar.position(arrived)
        self.last = calendar.position(today)
        #: The term of that day's law; an extension is as long again.
        self.term = REPLY_WORKDAYS.on(arrived)

    def day(self, workday: int) -> date:
        """Return the working day so many after arrival, today at the latest."""
        return self.calendar.at(min(self.first + workday, self.last))

    def closed(self) -> PastLife:
        """Return a life that has ended."""
        courses = _CLOSED if self.last - self.first > _LONG_AGO else _CLOSED_LATELY
        course = self.chance.choices(courses, [row.weight for row in courses])[0]
        end = self._ending(course, self.term)
        return self._life((*course.before(self), end), still_open=False)

    def _ending(self, course: "_Closed", term: int) -> Happening:
        low, high = course.after
        on = self.day(self.chance.randint(course.terms * term + low, course.terms * term + high))
        if course.end != "replied":
            return Happening(course.end.partition(":")[0], on, {}, course.end.partition(":")[2])
        kind = self.chance.choices(_REPLIES, cum_weights=_REPLY_WEIGHTS)[0]
        return Happening("replied", on, {}, kind)

    def open(self, ago: int) -> PastLife:
        """Return a life that has not ended; ``ago`` working days have passed since it came in."""
        courses = _OPEN[min(ago // self.term, len(_OPEN) - 1)]
        before = self.chance.choices(list(courses), list(courses.values()))[0]
        return self._life(tuple(before(self)), still_open=True)

    def _life(self, happened: tuple[Happening, ...], *, still_open: bool) -> PastLife:
        channel = self.chance.choices(_CHANNELS, cum_weights=_CHANNEL_WEIGHTS)[0]
        confirmed = self.day(self.chance.random() < _NEXT_DAY) if channel in CONFIRMED else None
        return PastLife(channel, self.arrived, confirmed, happened, still_open)

    def _asked(self) -> Happening:
        on = self.chance.randint(2, 5)
        fact = {"ref": "A", "from": self.chance.choice(_SOURCES), "delivered_on": self.day(on + 1).isoformat()}
        return Happening("opinion_sought", self.day(on), fact)

    def _told(self) -> Happening:
        return Happening("opinion_received", self.day(self.chance.randint(8, 16)), {"ref": "A"})

    def _to_correct(self) -> Happening:
        on = self.chance.randint(2, 6) if self.chance.random() < _NOTICED_IN_TIME else 9
        return Happening("correction_requested", self.day(on), {"reply_by": self.day(on + 15).isoformat()})

    def _to_pay(self) -> Happening:
        on = self.chance.randint(4, 8)
        return Happening("fee_noticed", self.day(on), {"received_on": self.day(on + 1).isoformat()})

    def _simply(self, kind: str, low: int, high: int) -> Happening:
        return Happening(kind, self.day(self.chance.randint(low, high)), {})

    # What happens before the end, one method a course.

    def straight(self) -> list[Happening]:
        """Nothing but the work itself."""
        return []

    def extended(self) -> list[Happening]:
        """延期, told within the term."""
        on = self.chance.randint(self.term - 6, self.term - 1)
        return [
            Happening("extended", self.day(on), {"workdays": self.term, "approved_on": self.day(on - 1).isoformat()})
        ]

    def consulting(self) -> list[Happening]:
        """征求意见, not answered yet."""
        return [self._asked()]

    def consulted(self) -> list[Happening]:
        """征求意见, answered."""
        return [self._asked(), self._told()]

    def correcting(self) -> list[Happening]:
        """补正告知, seldom later than its seven working days; not answered yet."""
        return [self._to_correct()]

    def corrected(self) -> list[Happening]:
        """补正."""
        return [self._to_correct(), self._simply("corrected", 10, 16)]

    def paying(self) -> list[Happening]:
        """收费通知, not paid yet."""
        return [self._to_pay()]

    def paid(self) -> list[Happening]:
        """缴费."""
        return [self._to_pay(), self._simply("fee_paid", 10, 18)]


_NEXT_DAY, _NOTICED_IN_TIME = 0.4, 0.95
_Before = Callable[[_Course], list[Happening]]


class _Closed(NamedTuple):
    """How a closed life went: ``end`` (fact, or fact:kind of reply) on a working day ``after`` so many terms, from … to …"""

    weight: int
    before: _Before
    end: str
    terms: int
    after: tuple[int, int]


_CLOSED = (
    _Closed(700, _Course.straight, "replied", 0, (4, 15)),
    _Closed(35, _Course.straight, "replied", 1, (1, 12)),
    _Closed(100, _Course.extended, "replied", 1, (0, 14)),
    _Closed(60, _Course.consulted, "replied", 1, (-2, 6)),
    _Closed(40, _Course.corrected, "replied", 1, (2, 10)),
    _Closed(5, _Course.paid, "replied", 1, (2, 10)),
    _Closed(35, _Course.straight, "withdrawn:withdrawn", 0, (2, 12)),
    _Closed(22, _Course.correcting, "abandoned:abandoned_uncorrected", 0, (25, 32)),
    _Closed(3, _Course.paying, "abandoned:abandoned_unpaid", 0, (30, 34)),
)
#: What has come in since ``_LONG_AGO`` working days can have ended in the shorter ways only.
_CLOSED_LATELY = tuple(row for row in _CLOSED if row.before is _Course.straight and row.terms == 0)
_LONG_AGO = 36
#: Open lives that came in within the term, within the next one, and before that: course → how often.
_OPEN: tuple[dict[_Before, int], ...] = (
    {_Course.straight: 80, _Course.consulting: 8, _Course.correcting: 8, _Course.paying: 4},
    {_Course.extended: 60, _Course.consulted: 12, _Course.corrected: 10, _Course.straight: 18},
    {_Course.consulting: 20, _Course.correcting: 40, _Course.straight: 40},
)
