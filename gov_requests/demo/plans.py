"""From the rows of ``situations`` to planned lives, over all organs in turn."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import count

from gov_requests.demo import invented, wording
from gov_requests.demo.district import PLACES, Place
from gov_requests.demo.lives import Life, Staff
from gov_requests.demo.situations import ROUTE, SITUATIONS, Outside, Situation
from gov_requests.intake.actions import Registration
from gov_requests.procedure import ENDING
from gov_requests.statute.calendar import Calendar
from gov_requests.terms import CONFIRMED

_PLACES_SEARCHED = ("业务科室档案柜", "机关档案室")
_REACHED = list(ROUTE)
#: Every so many lives, something is not straightforward.
_RETURNED, _TRANSFERRED, _SENT_BACK = 11, 13, 7


def lives_around(today: date, staffs: Mapping[str, Staff], calendar: Calendar, chance: random.Random) -> Iterator[Life]:
    """Return the lives of all rows as of ``today``."""
    numbers = count()
    for situation in SITUATIONS:
        for nth in range(situation.count):
            number = next(numbers)
            place = PLACES[number % len(PLACES)]
            plan = Plan(situation, nth, number, today, calendar)
            yield plan.life(staffs[place.code], place, chance)


class Plan:
    """One life of a row: the ``nth`` of its row, the ``number``-th of all."""

    def __init__(self, row: Situation, nth: int, number: int, today: date, calendar: Calendar) -> None:
        self.row, self.number, self.today, self.calendar = row, number, today, calendar
        self.arrived = calendar.at(calendar.position(today) - _within(row.ago, nth))
        self.reached = row.reached[nth % len(row.reached)]
        self.kind = row.kinds[nth % len(row.kinds)]
        self.answered = None if row.answered is None else _within(row.answered, nth)
        #: The working day from which the reply is prepared: after the search, or when what was waited for has come.
        self.prepared_from = max([ROUTE["searched"], *(fact.workday for fact in row.outside)])

    def day(self, workday: int) -> date:
        """Return the working day so many after arrival; today at the latest."""
        return min(self.today, self.calendar.add(self.arrived, workday))

    def life(self, staff: Staff, place: Place, chance: random.Random) -> Life:
        """Return the planned life."""
        wish = invented.wish(chance, place, self.arrived.year)
        life = Life(
            staff,
            self._entry(invented.channel(chance), wish, invented.applicant(chance), chance),
            section=self.number // len(PLACES) % len(place.sections),
            kind=self.kind,
            terms=wish.terms,
            papers=(wish.title,),
        )
        if life.entry.channel not in ("online", "oral"):
            life.enclosed = ("政府信息公开申请表",)
        for name in _REACHED[: _REACHED.index(self.reached) + 1]:
            if ROUTE[name] <= ROUTE["searched"] or self.kind in wording.WRITINGS:
                _STEPS[name](self, life, max(life.entry.confirmed_on or self.arrived, self._day_of(name)))
        for fact in self.row.outside:
            self._happens(life, fact)
        if self.answered is not None and self.kind not in wording.WRITINGS:
            life.then(self.day(self.answered), "outside", kind="replied", reply_kind=self.kind)
        life.steps.sort(key=lambda step: step.day)
        return life

    def _entry(self, channel: str, wish: invented.Wish, who: invented.Applicant, chance: random.Random) -> Registration:
        """Return what the clerk types on the day on which it came in, or was confirmed."""
        confirmed = self.day(chance.randrange(2)) if channel in CONFIRMED else None
        return Registration(
            channel=channel,
            arrived_on=self.arrived,
            confirmed_on=confirmed,
            tracking_number=wording.tracking_number(self.number) if channel == "signed_mail" else "",
            late_reason="与申请人电话确认后登记。" if confirmed is not None and confirmed > self.arrived else "",
            kind=who.kind,
            name=who.name,
            id_type=who.id_type,
            id_number=who.id_number,
            legal_representative=who.legal_representative,
            contact=who.contact,
            phone=who.phone,
            address=who.address,
            postcode="100000",
            title=wish.title,
            description=wish.description,
            medium=wish.medium,
            delivery=wish.delivery,
        )

    def _day_of(self, name: str) -> date:
        """Return when a step of the route is taken: on its usual day, or spread between preparation and answer."""
        usual, first, last = ROUTE[name], ROUTE["searched"], ROUTE["delivered"]
        if usual <= first:
            return self.day(usual)
        if self.answered is None:
            return self.day(self.prepared_from + usual - first)
        part = (usual - first) / (last - first)
        return self.day(self.prepared_from + round(part * (self.answered - self.prepared_from)))

    def _happens(self, life: Life, fact: Outside) -> None:
        on = max(life.steps[0].day, self.day(fact.workday))
        days = {name: self.calendar.at(self.calendar.position(on) + away) for name, away in fact.days.items()}
        told = fact.more | {name: day.isoformat() for name, day in days.items()}
        ending = {"reply_kind": self.kind} if fact.kind in ENDING else {}
        life.then(on, "outside", kind=fact.kind, fact=told, **ending)

    def assigned(self, life: Life, day: date) -> None:
        """分办, now and then to the wrong section first."""
        if self.number % _RETURNED == 1:
            life.then(day, "assign", elsewhere=True)
            life.then(day, "return_assignment", reason="不属于本科室职责，建议由另一科室承办。")
        if self.number % _TRANSFERRED == 1:
            life.then(day, "assign", elsewhere=True)
            life.then(day, "transfer")
        else:
            life.then(day, "assign")

    def searched(self, life: Life, day: date) -> None:
        """检索: in vain in two places where the reply will say so."""
        if self.kind != "not_held":
            life.then(day, "search", place=_PLACES_SEARCHED[0], found=True, result="检索到相关文件。")
            return
        for where in _PLACES_SEARCHED:
            life.then(day, "search", place=where, found=False, result="未检索到。")

    def secrecy(self, life: Life, day: date) -> None:
        """保密审查, where the kind of reply asks for one."""
        if self.kind != "not_held":
            life.then(day, "review", kind="secrecy")

    def legal(self, life: Life, day: date) -> None:
        """法制审核, now and then sent back for a better wording."""
        if self.number % _SENT_BACK == 1 and self.kind == "not_held":
            life.then(day, "review", kind="legal", passed=False, opinion="请补写检索的经过。")
            life.then(day, "draft", reasons="已穷尽合理的检索方式。")
            life.then(day, "submit")
        life.then(day, "review", kind="legal")

    def delivered(self, life: Life, day: date) -> None:
        """送达."""
        life.then(day, "deliver", method="ems" if life.entry.delivery == "邮寄" else "in_person")


def _simply(act: str) -> Callable[[Plan, Life, date], None]:
    def step(_plan: Plan, life: Life, day: date) -> None:
        life.then(day, act)

    return step


_STEPS: dict[str, Callable[[Plan, Life, date], None]] = {
    "registered": _simply("register"),
    "assigned": Plan.assigned,
    "searched": Plan.searched,
    "drafted": _simply("draft"),
    "submitted": _simply("submit"),
    "secrecy": Plan.secrecy,
    "legal": Plan.legal,
    "signed": _simply("sign"),
    "delivered": Plan.delivered,
}


def _within(span: tuple[int, int], nth: int) -> int:
    """Return a value of a span for the ``nth`` life of a row: few or many, they lie evenly spread and in no step with other columns."""
    low, high = span
    return low + int(nth * _GOLDEN % 1 * (high - low + 1))


_GOLDEN = (5**0.5 - 1) / 2
