"""Who is told when (提醒阶梯): steps before and after the day of a clock, and the roles that each step reaches. House custom; pure.

Working days are counted back from the safe date, so that what falls before a holiday is said before it, not after.
"""

from dataclasses import dataclass
from datetime import date

from gov_requests.access import Role
from gov_requests.statute.calendar import Calendar

HANDLER, HEAD, OFFICE, DISTRICT = (
    Role.HANDLER,
    Role.SECTION_HEAD,
    Role.DISCLOSURE_HEAD,
    Role.DISTRICT_SUPERVISOR,
)
#: No clock is older.
_EVER = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """A rung: said from ``left`` working days before the day (negative: after it) until the next rung; who hears it."""

    left: int
    roles: tuple[Role, ...]


STEPS = (
    Step(10, (HANDLER,)),
    Step(5, (HANDLER,)),
    Step(3, (HANDLER, HEAD)),
    Step(1, (HANDLER, HEAD, OFFICE)),
    Step(0, (HANDLER, HEAD, OFFICE)),
    Step(-1, (HANDLER, HEAD, OFFICE, DISTRICT)),
    Step(-5, (HANDLER, HEAD, OFFICE, DISTRICT)),
    Step(-10, (HANDLER, HEAD, OFFICE, DISTRICT)),
    Step(-20, (HANDLER, HEAD, OFFICE, DISTRICT)),
)

#: How far a page or a bulletin looks ahead: as far as the first rung.
AHEAD = STEPS[0].left


def band(step: Step, day: date, calendar: Calendar) -> tuple[date, date]:
    """Return from which day on, and before which, a clock's day lies for which this step is the one to say on a working ``day``."""
    rungs = [one.left for one in STEPS]
    after = rungs.index(step.left) + 1
    here = calendar.position(day)
    first = calendar.at(here + rungs[after] + 1) if after < len(rungs) else _EVER
    return first, calendar.at(here + step.left + 1)


def left_on(day: date, due_on: date, calendar: Calendar) -> int:
    """Return how many working days are left on a working ``day``; negative when past."""
    return calendar.position(due_on) - calendar.position(day)


def in_words(left: int) -> str:
    """剩 5 个工作日, 今天到期, 已超期 3 个工作日."""
    if left > 0:
        return f"剩 {left} 个工作日"
    return "今天到期" if left == 0 else f"已超期 {-left} 个工作日"
