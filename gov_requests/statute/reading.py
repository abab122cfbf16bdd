"""One reading of the clock: a request's facts folded into a due day (答复期限届满日).

The statutory reading (最迟可主张日) takes every rule as the organ may claim it; the safe reading (保守口径) takes every doubt against
the organ. Both follow the same rules; each ``safe`` below is one of those doubts, and there are no others.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from gov_requests.statute import provisions
from gov_requests.statute.calendar import Calendar
from gov_requests.statute.facts import (
    Abandoned,
    Corrected,
    CorrectionRequested,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    OpinionReceived,
    OpinionSought,
    Received,
    Replied,
    Withdrawn,
)
from gov_requests.statute.provisions import Regulations

Entry = tuple[str, Fact, dict[str, Any]]
Span = tuple[date, date | None]


class Reading:
    """What one reading has made of the facts so far."""

    __slots__ = (
        "answers",
        "awaiting",
        "calendar",
        "closed_by",
        "corrected_once",
        "doubtful",
        "extension",
        "letters",
        "log",
        "receipt",
        "regulations",
        "safe",
        "start",
        "warnings",
    )

    def __init__(
        self, received: Received, regulations: Regulations, calendar: Calendar, *, safe: bool, log: list[Entry] | None
    ) -> None:
        self.regulations: Final = regulations
        self.calendar: Final = calendar
        self.safe: Final = safe
        self.log: Final = log
        #: 收到申请之日; the safe reading counts from arrival.
        self.receipt: Final = received.on if safe else received.legal_on
        self.start: date = self.receipt
        self.extension: Extended | None = None
        self.awaiting: CorrectionRequested | FeeNoticed | None = None
        self.corrected_once = False
        self.letters: list[OpinionSought] = []
        self.answers: dict[str | int, date] = {}
        self.closed_by: Fact | None = None
        self.warnings: list[str] = []
        #: Whether something happened that the safe reading may see otherwise.
        self.doubtful = self.receipt != received.on

    # The due day ---------------------------------------------------------------------------------------------------------------

    def due_as_stood(self, day: date) -> date | None:
        """Return the due day as it stood on ``day`` with the facts read so far; None while stopped or without end."""
        if self.awaiting is not None:
            return None
        if not self.letters:
            return self._nth(())
        return self._nth(self._spans(known_on=day, open_until=day if self.safe else None))

    def due_on(self, as_of: date) -> date | None:
        """Return this reading's due day from all facts read; ``as_of`` ends open pauses in the safe reading."""
        if self.awaiting is not None and not isinstance(self.closed_by, Replied):
            return None
        return self._nth(self.pauses(as_of)) if self.letters else self._nth(())

    def pauses(self, as_of: date) -> list[Span]:
        """Return the pauses as (the day before the first covered day, the last covered day or None), by beginning."""
        open_until = as_of if self.safe else None
        if self.closed_by is not None:
            open_until = min(open_until or self.closed_by.on, self.closed_by.on)
        return self._spans(known_on=None, open_until=open_until)

    def _spans(self, known_on: date | None, open_until: date | None) -> list[Span]:
        spans = []
        for letter in self.letters:
            span = self.span(letter, known_on, open_until)
            if span is not None:
                spans.append(span)
        if len(spans) > 1:
            spans.sort(key=_beginning)
        return spans

    def span(self, letter: OpinionSought, known_on: date | None, open_until: date | None) -> Span | None:
        """Return the pause of one letter. ``known_on``: a delivery after that day is not known yet."""
        delivered = letter.delivered_on
        if delivered is not None and known_on is not None and delivered > known_on:
            delivered = None
        end = self.answers.get(letter.ref, open_until)
        if delivered is not None:
            doubt = self.safe and provisions.SAFE_LIMITS_OTHER_ORGANS.value
            limits = self.regulations.safe_opinion_workdays if doubt else self.regulations.opinion_workdays
            limit = limits[letter.source]
            if limit is not None:
                last = self.calendar.add(delivered, limit)
                end = last if end is None or last < end else end
        if self.safe or not provisions.PAUSE_FROM_SENDING.value:
            return None if delivered is None else (delivered, end)
        return letter.on, end

    def _nth(self, spans: Sequence[Span]) -> date | None:
        """Return the N-th working day after the start that lies in no pause; None where an endless pause begins before it."""
        calendar = self.calendar
        position = calendar.position(self.start) + self.regulations.reply_workdays
        if self.extension is not None:
            position += self.extension.workdays
        covered = self.start
        for begin, end in spans:
            if calendar.at(position) <= begin:
                break
            if end is None:
                return None
            if end > covered:
                position += calendar.count(max(begin, covered), end)
                covered = end
        return calendar.at(position)

    # What happened, one method a kind of fact ---------------------------------------------------------------------------------

    def note(self, rule: str, fact: Fact, **values: Any) -> None:
        """Keep what was judged, for the proof; nothing is kept unless a proof was asked for."""
        if self.log is not None:
            self.log.append((rule, fact, values))

    def _warn(self, code: str, fact: Fact, **values: Any) -> None:
        if code not in self.warnings:
            self.warnings.append(code)
        self.note(code, fact, **values)

    def _stops(self, notice: CorrectionRequested | FeeNoticed) -> bool:
        """Whether a notice may stop the clock at all: nothing awaited, and not after the due day as it stood."""
        if self.awaiting is not None:
            self._warn("notice_while_awaiting", notice)
            return False
        due = self.due_as_stood(notice.on)
        if due is not None and notice.on > due:
            self._warn("notice_after_due", notice, due=due)
            return False
        return True

    def correction_requested(self, fact: CorrectionRequested) -> None:
        """第三十条: a correction notice stops the clock; once, and within 7 working days of receipt."""
        if not self._stops(fact):
            return
        if self.corrected_once:
            self._warn("correction_repeated", fact)
            return
        limit = self.regulations.correction_notice_workdays
        last = None if limit is None else self.calendar.add(self.receipt, limit)
        if last is not None and fact.on > last:
            self.doubtful = True
            self._warn("correction_notice_late", fact, last=last)
            if self.safe and provisions.SAFE_VOIDS_LATE_CORRECTION.value:
                return
        self.corrected_once = True
        self.awaiting = fact
        self.note("correction_requested", fact, last=last)

    def fee_noticed(self, fact: FeeNoticed) -> None:
        """109号: a fee notice stops the clock."""
        if provisions.FEE_RESTARTS_PERIOD.value and self._stops(fact):
            self.awaiting = fact
            self.note("fee_noticed", fact)

    def corrected(self, fact: Corrected) -> None:
        """第三十条: the period starts anew, in full."""
        if isinstance(self.awaiting, CorrectionRequested):
            self._restart(fact)
        else:
            self._warn("correction_unasked", fact)

    def fee_paid(self, fact: FeePaid) -> None:
        """109号: the period starts anew, also after a late payment."""
        if not provisions.FEE_RESTARTS_PERIOD.value:
            return
        notice = self.awaiting
        if not isinstance(notice, FeeNoticed):
            self._warn("payment_unasked", fact)
            return
        last = self.calendar.add(notice.received_on or notice.on, self.regulations.fee_payment_workdays)
        if fact.on > last:
            self._warn("payment_late", fact, last=last)
        self._restart(fact)

    def _restart(self, fact: Fact) -> None:
        # Not before the start that it had: a correction may come before the receipt is confirmed.
        self.start = max(self.start, fact.on)
        self.extension = None
        self.awaiting = None
        self.note(fact.kind, fact, start=self.start)

    def opinion_sought(self, fact: OpinionSought) -> None:
        """第三十三条第三款: time spent asking does not count, where the source is one of those that the Regulations name."""
        if fact.source in self.regulations.pausing:
            self.letters.append(fact)
            self.doubtful = True
        else:
            self.note("opinion_without_pause", fact)

    def opinion_received(self, fact: OpinionReceived) -> None:
        """The opinion came: the pause covers this day and no later one."""
        self.answers[fact.ref] = fact.on

    def extended(self, fact: Extended) -> None:
        """第三十三条第二款: once, at most 20 (15) working days, with consent, told before the due day has passed."""
        due = self.due_as_stood(fact.on)
        because = self._against_extension(fact, due)
        if because is None:
            self.extension = fact
            self.note("extended", fact, due=due)
        else:
            self._warn("extension_invalid", fact, because=because, due=due)

    def _against_extension(self, fact: Extended, due: date | None) -> str | None:
        if self.awaiting is not None:
            return "awaiting"
        if self.extension is not None:
            return "second"
        if not 1 <= fact.workdays <= self.regulations.extension_workdays:
            return "length"
        if fact.approved_on is None or fact.approved_on > fact.on:
            return "consent"
        if fact.on < self.start:
            return "before_start"
        return "after_due" if due is not None and fact.on > due else None

    def closed(self, fact: Fact) -> None:
        """The first of replied, withdrawn, abandoned closes the request."""
        self.closed_by = fact
        self.note("closed", fact)


def _beginning(span: Span) -> date:
    return span[0]


_ACTS: dict[type[Fact], Callable[[Reading, Any], None]] = {
    CorrectionRequested: Reading.correction_requested,
    OpinionSought: Reading.opinion_sought,
    FeeNoticed: Reading.fee_noticed,
    Corrected: Reading.corrected,
    FeePaid: Reading.fee_paid,
    OpinionReceived: Reading.opinion_received,
    Extended: Reading.extended,
    Replied: Reading.closed,
    Withdrawn: Reading.closed,
    Abandoned: Reading.closed,
}


def read(
    ordered: Sequence[Fact], calendar: Calendar, regulations: Regulations, *, safe: bool, log: list[Entry] | None = None
) -> Reading:
    """Fold facts in order (the first is the Received) into one reading. ``log`` receives what was judged, for the proof."""
    received = ordered[0]
    assert isinstance(received, Received)  # noqa: S101 — in_order() has seen to it
    reading = Reading(received, regulations, calendar, safe=safe, log=log)
    for fact in ordered[1:]:
        if reading.closed_by is not None:
            reading._warn("fact_after_closing", fact)  # noqa: SLF001 — the loop belongs to the class
            break
        _ACTS[fact.__class__](reading, fact)
    return reading
