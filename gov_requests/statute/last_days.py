"""The last days on which something can still be done in time (最后期限), in both readings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gov_requests.statute.calendar import Calendar
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import Fact
from gov_requests.statute.reading import Reading


@dataclass(frozen=True, slots=True)
class LastDays:
    """``due`` 最迟可主张日 and ``safe`` 安全期限 of each act; None where it can no longer, or not now, be done."""

    correction_notice: tuple[date | None, date | None]
    extension_notice: tuple[date | None, date | None]
    reply: tuple[date | None, date | None]


def last_days(facts: Iterable[Fact], calendar: Calendar, as_of: date) -> LastDays:
    """Return the last days for 补正告知, 延期告知 and posting the reply, as things stand ``as_of``."""
    clock = read_clock(facts, calendar, as_of, proof=False)
    return LastDays(
        correction_notice=_both(_correction(clock.statutory, as_of), _correction(clock.safe, as_of)),
        extension_notice=_both(_extension(clock.statutory, as_of), _extension(clock.safe, as_of)),
        reply=(clock.due_on, clock.safe_due_on) if clock.statutory.closed_by is None else (None, None),
    )


def _both(due: date | None, own: date | None) -> tuple[date | None, date | None]:
    return due, own if due is None or own is None else min(due, own)


def _open(reading: Reading) -> bool:
    return reading.closed_by is None and reading.awaiting is None


def _correction(reading: Reading, as_of: date) -> date | None:
    """第三十条: within 7 working days of receipt, and not after the due day."""
    if not _open(reading) or reading.corrected_once:
        return None
    due, limit = reading.due_on(as_of), reading.regulations.correction_notice_workdays
    last = None if limit is None else reading.calendar.add(reading.receipt, limit)
    return due if last is None else last if due is None else min(due, last)


def _extension(reading: Reading, as_of: date) -> date | None:
    """第三十三条第二款: not later than the due day."""
    return reading.due_on(as_of) if _open(reading) and reading.extension is None else None
