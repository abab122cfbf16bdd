"""What each kind of fact does to a reading (第三十条、第三十三条、国办函〔2020〕109号): one function a kind, and the fold over them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from gov_requests.statute import provisions
from gov_requests.statute.facts import (
    Corrected,
    CorrectionRequested,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    OpinionReceived,
    OpinionSought,
)
from gov_requests.statute.reading import Reading
from gov_requests.statute.safe_reading import SafeReading


def _stops(reading: Reading, notice: CorrectionRequested | FeeNoticed) -> bool:
    """Whether a notice may stop the clock at all: nothing awaited, and not after the due day as it stood."""
    if reading.awaiting is not None:
        reading.warn("notice_while_awaiting", notice)
        return False
    due = _due_as_stood(reading, notice.on)
    if due is not None and notice.on > due:
        reading.warn("notice_after_due", notice, due=due)
        return False
    return True


def _due_as_stood(reading: Reading, day: date) -> date | None:
    """Return the due day as it stood; of a pause there are two opinions, so that the readings part before it is judged by."""
    if reading.letters:
        _part(reading)
    return reading.due_as_stood(day)


def _part(reading: Reading) -> None:
    if not reading.safe and reading.parted is None:
        reading.parted = SafeReading.of(reading)


def _correction_requested(reading: Reading, fact: CorrectionRequested) -> None:
    """第三十条: a correction notice stops the clock; once, and within 7 working days of receipt."""
    if not _stops(reading, fact):
        return
    if reading.corrected_once:
        reading.warn("correction_repeated", fact)
        return
    limit = reading.regulations.correction_notice_workdays
    last = None if limit is None else reading.calendar.add(reading.receipt, limit)
    if last is not None and fact.on > last:
        _part(reading)
        reading.warn("correction_notice_late", fact, last=last)
        if not reading.stopped_by_late_correction():
            return
    reading.corrected_once = True
    reading.awaiting = fact
    reading.note("correction_requested", fact, last=last)


def _fee_noticed(reading: Reading, fact: FeeNoticed) -> None:
    """109号: a fee notice stops the clock."""
    if provisions.FEE_RESTARTS_PERIOD.value and _stops(reading, fact):
        reading.awaiting = fact
        reading.note("fee_noticed", fact)


def _corrected(reading: Reading, fact: Corrected) -> None:
    """第三十条: the period starts anew, in full."""
    if isinstance(reading.awaiting, CorrectionRequested):
        _restart(reading, fact)
    else:
        reading.warn("correction_unasked", fact)


def _fee_paid(reading: Reading, fact: FeePaid) -> None:
    """109号: the period starts anew, also after a late payment."""
    if not provisions.FEE_RESTARTS_PERIOD.value:
        return
    notice = reading.awaiting
    if not isinstance(notice, FeeNoticed):
        reading.warn("payment_unasked", fact)
        return
    last = reading.calendar.add(notice.received_on or notice.on, reading.regulations.fee_payment_workdays)
    if fact.on > last:
        reading.warn("payment_late", fact, last=last)
    _restart(reading, fact)


def _restart(reading: Reading, fact: Fact) -> None:
    # Not before the start that it had: a correction may come before the receipt is confirmed.
    reading.start = max(reading.start, fact.on)
    reading.workdays = reading.regulations.reply_workdays
    reading.extension = None
    reading.awaiting = None
    reading.note(fact.kind, fact, start=reading.start)


def _opinion_sought(reading: Reading, fact: OpinionSought) -> None:
    """第三十三条第三款: time spent asking does not count, where the source is one of those that the Regulations name."""
    if fact.source in reading.regulations.pausing:
        reading.letters = (*reading.letters, fact)
    else:
        reading.note("opinion_without_pause", fact)


def _opinion_received(reading: Reading, fact: OpinionReceived) -> None:
    """The opinion came: the pause covers this day and no later one."""
    if reading.answers is None:
        reading.answers = {}
    reading.answers[fact.ref] = fact.on


def _extended(reading: Reading, fact: Extended) -> None:
    """第三十三条第二款: once, at most 20 (15) working days, with consent, told before the due day has passed."""
    due = _due_as_stood(reading, fact.on)
    because = _against_extension(reading, fact, due)
    if because is None:
        reading.extension = fact
        reading.workdays += fact.workdays
        reading.note("extended", fact, due=due)
    else:
        reading.warn("extension_invalid", fact, because=because, due=due)


def _against_extension(reading: Reading, fact: Extended, due: date | None) -> str | None:
    if reading.awaiting is not None:
        return "awaiting"
    if reading.extension is not None:
        return "second"
    if not 1 <= fact.workdays <= reading.regulations.extension_workdays:
        return "length"
    if fact.approved_on is None or fact.approved_on > fact.on:
        return "consent"
    if fact.on < reading.start:
        return "before_start"
    return "after_due" if due is not None and fact.on > due else None


_ACTS: dict[type[Fact], Callable[[Reading, Any], None]] = {
    CorrectionRequested: _correction_requested,
    OpinionSought: _opinion_sought,
    FeeNoticed: _fee_noticed,
    Corrected: _corrected,
    FeePaid: _fee_paid,
    OpinionReceived: _opinion_received,
    Extended: _extended,
}


def fold(statutory: Reading, others: Sequence[Fact]) -> Reading:
    """Read the facts after the Received, in order, and return the safe reading: the same one where no doubt arose.

    The facts are walked once. The readings are one until something is judged that they may see otherwise; from that fact on each is
    told of every fact. The first that closes the request is the last that is read.
    """
    for fact in others:
        already = statutory.closed_by
        act = _ACTS.get(fact.__class__, _closes) if already is None else _after_closing
        act(statutory, fact)
        if statutory.parted is not None:
            act(statutory.parted, fact)
        if already is not None:
            break
    if statutory.parted is None and statutory.letters:
        _part(statutory)
    return statutory.parted or statutory


def _closes(reading: Reading, fact: Fact) -> None:
    """Replied, withdrawn, abandoned: the first ends the request."""
    reading.closed_by = fact
    if reading.log is not None:
        reading.note("closed", fact)


def _after_closing(reading: Reading, fact: Fact) -> None:
    reading.warn("fact_after_closing", fact)
