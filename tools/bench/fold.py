"""A life folded, against a plain fold of the same facts into the same dates, kept as a dataclass with slots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from gov_requests import workdays
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import (
    Corrected,
    CorrectionRequested,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    OpinionReceived,
    OpinionSought,
    Received,
    fact_from,
)
from tools.bench.clock import TERM, lives
from tools.bench.measure import Comparison, Way

AS_OF = date(2026, 11, 24)
OPINION = 15
CALENDAR = workdays.load(None)
_when = attrgetter("on", "rank")
Span = tuple[date, date | None]


@dataclass(slots=True)
class Plain:
    """What the plain fold says: the two dates, where the request stands, whether a date can still move."""

    due_on: date | None
    safe_due_on: date | None
    state: str
    provisional: bool


def fold() -> Comparison:
    """4,000 lives; the plain fold judges nothing: every notice, extension and letter counts as it stands."""
    folded = [[fact_from(fact) for fact in life["facts"]] for life in lives(4_000)]
    for facts in folded:
        ours, plain = read_clock(facts, CALENDAR, AS_OF, proof=False), plainly(facts)
        if (ours.due_on, ours.safe_due_on, ours.provisional) != (plain.due_on, plain.safe_due_on, plain.provisional):
            raise ValueError("the folds do not agree")
    return Comparison(
        "A life folded, no proof asked for",
        "request",
        len(folded),
        (
            Way("a plain fold into a dataclass with slots", lambda: [plainly(facts) for facts in folded]),
            Way(
                "`read_clock(…, proof=False)`",
                lambda: [read_clock(facts, CALENDAR, AS_OF, proof=False) for facts in folded],
            ),
        ),
        "Facts may come in any order, so both sort them; both give the two dates and whether they are provisional. The plain fold knows "
        "no warnings, no invalid acts, no second Regulations and no errors.",
        rounds=25,
    )


def plainly(facts: Sequence[Fact]) -> Plain:  # noqa: C901, PLR0912 — one plain loop is the point
    """Return the dates of a life in which everything was lawful."""
    start = arrival = date.min
    term, stopped, state = TERM, False, "running"
    letters: list[OpinionSought] = []
    answers: dict[str | int, date] = {}
    for fact in sorted(facts, key=_when):
        kind = type(fact)
        if kind is Received:
            start, arrival = fact.legal_on, fact.on  # type: ignore[attr-defined]
        elif kind is CorrectionRequested or kind is FeeNoticed:
            stopped = True
        elif kind is Corrected or kind is FeePaid:
            start = arrival = fact.on
            term, stopped = TERM, False
        elif kind is Extended:
            term += fact.workdays  # type: ignore[attr-defined]
        elif kind is OpinionSought:
            letters.append(fact)  # type: ignore[arg-type]
        elif kind is OpinionReceived:
            answers[fact.ref] = fact.on  # type: ignore[attr-defined]
        else:
            state = fact.kind
            break
    if stopped:
        return Plain(None, None, state, provisional=False)
    if letters:
        due = _nth(start, term, [(letter.on, _end(letter, answers, None)) for letter in letters])
        safe = _nth(
            arrival,
            term,
            [(letter.delivered_on, _end(letter, answers, AS_OF)) for letter in letters if letter.delivered_on],
        )
    else:
        due = safe = CALENDAR.add(start, term)
        if arrival != start:
            safe = CALENDAR.add(arrival, term)
    if due is None or safe is None:
        return Plain(due, safe or due, state, provisional=False)
    return Plain(due, min(due, safe), state, provisional=not CALENDAR.all_settled(min(start, arrival), max(due, safe)))


def _end(letter: OpinionSought, answers: dict[str | int, date], otherwise: date | None) -> date | None:
    end = answers.get(letter.ref, otherwise)
    if letter.delivered_on is not None:
        last = CALENDAR.add(letter.delivered_on, OPINION)
        if end is None or last < end:
            return last
    return end


def _nth(start: date, term: int, spans: list[Span]) -> date | None:
    position, covered = CALENDAR.position(start) + term, start
    for begin, end in sorted(spans, key=lambda span: span[0]):
        before = CALENDAR.position(begin)
        if position <= before:
            break
        if end is None:
            return None
        if begin < end > covered:
            position += CALENDAR.position(end) - (before if begin >= covered else CALENDAR.position(covered))
            covered = end
    return CALENDAR.at(position)
