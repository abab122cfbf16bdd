"""Lives of requests as they are planned: who, what, and what happens on which day; and the order in which it all happens."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from gov_requests.intake.actions import Registration
from gov_requests.records.people import Organ, Person
from gov_requests.today import SHANGHAI

#: The office opens; a step is done within the next hours, further ones of the day some minutes later each.
_OPENS, _LAST_START = time(9), 150
_SHORTEST, _LONGEST = 6, 35


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of an organ by their post (``district.POSTS``)."""

    organ: Organ
    posts: dict[str, Person]

    def __getitem__(self, post: str) -> Person:
        return self.posts[post]


class Step(NamedTuple):
    """What is done on a day: the name of an act (``acts.ACTS``) and what it needs to know."""

    day: date
    act: str
    details: dict[str, Any]


@dataclass(slots=True)
class Life:
    """One planned request. ``ref`` and ``case_id`` are known once it is registered; ``papers`` are what a reply hands out."""

    staff: Staff
    entry: Registration
    section: int = 0
    kind: str = "disclosed"
    #: What is searched for (检索词), parted by 、.
    terms: str = ""
    papers: tuple[str, ...] = ()
    enclosed: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)
    ref: str = ""
    case_id: int = 0
    #: Its disputes, as they come.
    disputes: list[int] = field(default_factory=list)

    @property
    def handler(self) -> Person:
        """Who handles it."""
        return self.staff[f"handler{self.section + 1}"]

    @property
    def handler_elsewhere(self) -> Person:
        """The handler of the other section."""
        return self.staff[f"handler{2 - self.section}"]

    def then(self, day: date, act: str, **details: Any) -> None:
        """Plan a further step."""
        self.steps.append(Step(day, act, details))


class Due(NamedTuple):
    """A step of a life with its instant."""

    at: datetime
    life: Life
    step: Step


def in_order(lives: Iterable[Life], until: datetime, chance: random.Random) -> list[Due]:
    """Return the steps of all lives as they follow each other; those of days after ``until`` are left out (they have not happened)."""
    planned: list[Due] = []
    for life in lives:
        planned.extend(_timed(life, until, chance))
    return sorted(planned, key=lambda due: due.at)


def _timed(life: Life, until: datetime, chance: random.Random) -> Iterator[Due]:
    today = until.astimezone(SHANGHAI).date()
    before: datetime | None = None
    for step in life.steps:
        if step.day > today:
            return
        start = datetime.combine(step.day, _OPENS, SHANGHAI) + timedelta(minutes=chance.randrange(_LAST_START))
        if before is not None and start <= before:
            start = before + timedelta(minutes=chance.randint(_SHORTEST, _LONGEST))
        before = start
        yield Due(min(start, until), life, step)
