"""The requests around today, as rows of situations: together they show every light and every stage on any day of any year.

A row says how many, how many working days ago they came in, how far they have got, and what happened outside. Days are counted in
working days from the day of arrival; twenty of them are the law's term.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gov_requests.demo import wording
from gov_requests.statute.reply_kinds import REPLY_KINDS

#: How far a request can get → on which working day after arrival that is usual.
ROUTE: dict[str, int] = {
    "registered": 0,
    "assigned": 1,
    "searched": 3,
    "drafted": 6,
    "submitted": 6,
    "secrecy": 8,
    "legal": 9,
    "signed": 11,
    "delivered": 12,
}
_REACHED = list(ROUTE)
_EARLY, _MIDDLE, _LATE = _REACHED[:3], _REACHED[1:6], _REACHED[3:8]


class Outside(NamedTuple):
    """A fact of the clock that no act records yet. ``days``: its further days, in working days from its own; ``more``: the rest of it."""

    workday: int
    kind: str
    days: dict[str, int]
    more: dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One row. ``ago``: working days since arrival, from … to …; ``answered``: the working day of the reply, from … to …"""

    count: int
    ago: tuple[int, int]
    reached: Sequence[str]
    outside: Sequence[Outside] = ()
    kinds: Sequence[str] = ("disclosed", "disclosed", "partly_disclosed", "not_held")
    answered: tuple[int, int] | None = None


def _asked(source: str, workday: int) -> Outside:
    return Outside(workday, "opinion_sought", {"delivered_on": 1}, {"ref": "A", "from": source})


def _told(workday: int) -> Outside:
    return Outside(workday, "opinion_received", {}, {"ref": "A"})


def _extended(workday: int) -> Outside:
    return Outside(workday, "extended", {"approved_on": -1}, {"workdays": 20})


_TO_CORRECT = Outside(5, "correction_requested", {"reply_by": 15}, {})
_TO_PAY = Outside(6, "fee_noticed", {"received_on": 1}, {})
#: Kinds whose letter cannot be drafted yet.
_OTHER_KINDS = [
    code for code, kind in REPLY_KINDS.items() if kind.closes_by == "replied" and code not in wording.WRITINGS
]

SITUATIONS: tuple[Situation, ...] = (
    # Running: green, yellow, red, today, past the day.
    Situation(count=10, ago=(0, 2), reached=_REACHED[:2]),
    Situation(count=24, ago=(2, 13), reached=_REACHED[1:7]),
    Situation(count=8, ago=(12, 14), reached=_LATE),
    Situation(count=18, ago=(15, 17), reached=_REACHED[1:8]),
    Situation(count=10, ago=(18, 19), reached=_LATE),
    Situation(count=5, ago=(20, 20), reached=_LATE),
    Situation(count=9, ago=(21, 30), reached=_REACHED[1:8]),
    # Stopped: opinions asked for, a correction or a fee awaited.
    Situation(count=5, ago=(6, 14), reached=["searched"], outside=[_asked("third_party", 4)]),
    Situation(count=2, ago=(7, 12), reached=["searched"], outside=[_asked("co_producer", 5)]),
    Situation(count=3, ago=(8, 15), reached=["assigned"], outside=[_asked("other_organ", 3)]),
    Situation(count=6, ago=(6, 16), reached=_EARLY, outside=[_TO_CORRECT]),
    Situation(count=4, ago=(7, 12), reached=["searched"], outside=[_TO_PAY]),
    # Running again.
    Situation(count=5, ago=(22, 30), reached=_MIDDLE, outside=[_asked("third_party", 4), _told(16)]),
    Situation(count=4, ago=(14, 24), reached=_MIDDLE, outside=[_TO_CORRECT, Outside(12, "corrected", {}, {})]),
    Situation(count=2, ago=(12, 20), reached=_MIDDLE, outside=[_TO_PAY, Outside(9, "fee_paid", {}, {})]),
    Situation(count=6, ago=(21, 38), reached=_LATE, outside=[_extended(18)]),
    # Extended early: near the year's end these reach into a year that has no arrangement yet (暂定).
    Situation(count=5, ago=(8, 12), reached=_MIDDLE, outside=[_extended(7)]),
    # Closed: in time, late, after an extension or an opinion, with a reply of another kind, without one.
    Situation(count=44, ago=(24, 110), reached=["delivered"], answered=(8, 19)),
    Situation(count=7, ago=(30, 90), reached=["delivered"], answered=(23, 28)),
    Situation(count=5, ago=(42, 100), reached=["delivered"], answered=(28, 37), outside=[_extended(18)]),
    Situation(
        count=4,
        ago=(40, 100),
        reached=["delivered"],
        kinds=["partly_disclosed", "third_party_rights"],
        answered=(22, 30),
        outside=[_asked("third_party", 4), _told(15)],
    ),
    Situation(count=len(_OTHER_KINDS), ago=(24, 110), reached=["searched"], kinds=_OTHER_KINDS, answered=(6, 18)),
    Situation(count=6, ago=(10, 90), reached=_EARLY, kinds=["withdrawn"], outside=[Outside(6, "withdrawn", {}, {})]),
    Situation(
        count=4,
        ago=(30, 90),
        reached=["assigned"],
        kinds=["abandoned_uncorrected"],
        outside=[_TO_CORRECT, Outside(22, "abandoned", {}, {})],
    ),
    Situation(
        count=2,
        ago=(35, 90),
        reached=["searched"],
        kinds=["abandoned_unpaid"],
        outside=[_TO_PAY, Outside(29, "abandoned", {}, {})],
    ),
)
