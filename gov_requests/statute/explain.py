"""Every day from the start to the due day with its verdict (逐日说明): the proof for whoever counts on a calendar."""

from datetime import date, timedelta
from typing import Any

from gov_requests.statute.clock import Clock
from gov_requests.statute.facts import OpinionSought
from gov_requests.statute.reading import Span

_ONE_DAY = timedelta(days=1)


def explain_days(clock: Clock) -> list[dict[str, Any]]:
    """Return a row for each day after the start up to the due day of the statutory reading.

    ``verdict``: ``counted`` (``n``: the n-th that counts), ``makeup`` (a worked weekend that counts, with ``n`` and ``name``),
    ``weekend``, ``holiday`` (``name``), ``paused`` (``ref`` of the letter; a working day that does not count). Where there is no due
    day the list ends with the day the clock stopped.
    """
    reading = clock.statutory
    calendar = reading.calendar
    pauses = _pauses(clock)
    last = clock.due_on or _stopped(clock, pauses)
    rows, counted, day = [], 0, reading.start
    while day < last:
        day += _ONE_DAY
        kind, name = calendar.verdict(day)
        row: dict[str, Any] = {"on": day.isoformat()}
        paused = next(
            (letter.ref for letter, (begin, end) in pauses if begin < day and (end is None or day <= end)), None
        )
        if kind in {"weekend", "holiday"}:
            row |= {"verdict": kind} | ({"name": name} if name else {})
        elif paused is not None:
            row |= {"verdict": "paused", "ref": paused}
        else:
            counted += 1
            row |= {"verdict": "makeup" if kind == "makeup" else "counted", "n": counted}
            if kind == "makeup" and name:
                row["name"] = name
        rows.append(row)
    return rows


def _pauses(clock: Clock) -> list[tuple[OpinionSought, Span]]:
    reading = clock.statutory
    closed = reading.closed_by
    spans = ((letter, reading.span(letter, None, closed.on if closed else None)) for letter in reading.letters)
    return [(letter, span) for letter, span in spans if span is not None]


def _stopped(clock: Clock, pauses: list[tuple[OpinionSought, Span]]) -> date:
    """Return the day the clock stopped: the notice's, or the beginning of the pause without end."""
    awaiting = clock.statutory.awaiting
    if awaiting is not None:
        return awaiting.on
    return min(begin for _, (begin, end) in pauses if end is None)
