"""The statutory reading of the clock (法定口径): a request's facts folded into the last day the organ may claim (最迟可主张日).

The safe reading (``safe_reading``) follows the same rules and overrides the few methods here that are marked as a doubt.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

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

    #: Whether this is the reading with every doubt against the organ.
    safe: ClassVar[bool] = False

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
        "start",
        "warnings",
        "workdays",
    )

    def __init__(
        self, received: Received, regulations: Regulations, calendar: Calendar, log: list[Entry] | None = None
    ) -> None:
        self.regulations = regulations
        self.calendar = calendar
        #: Receives what was judged, where a proof is asked for.
        self.log = log
        #: Whether something happened that the safe reading may see otherwise.
        self.doubtful = received.confirmed_on is not None
        self.receipt = self.start = self.receipt_of(received)
        #: How many working days the period has, with a valid extension.
        self.workdays = regulations.reply_workdays
        self.extension: Extended | None = None
        self.awaiting: CorrectionRequested | FeeNoticed | None = None
        self.corrected_once = False
        #: The letters whose pauses count, as sent, and the days on which their answers came.
        self.letters: tuple[OpinionSought, ...] = ()
        self.answers: dict[str | int, date] | None = None
        self.closed_by: Fact | None = None
        self.warnings: tuple[str, ...] = ()

    # Where there are two opinions ----------------------------------------------------------------------------------------------

    def receipt_of(self, received: Received) -> date:
        """收到申请之日 (第三十一条): the confirmation where the channel asks for one. A doubt."""
        return received.legal_on

    def open_until(self, _day: date) -> date | None:
        """Return the day on which an unanswered letter is read as answered, looked at on ``_day``: none. A doubt."""
        return None

    def begin(self, letter: OpinionSought, _delivered: date | None) -> date | None:
        """Return the day after which the pause of ``letter`` begins: it was sent. A doubt, and a switch."""
        return letter.on if provisions.PAUSE_FROM_SENDING.value else _delivered

    def limit(self, source: str) -> int | None:
        """Return after how many working days a pause ends without an answer. A doubt for other organs."""
        return self.regulations.opinion_workdays[source]

    def stopped_by_late_correction(self) -> bool:
        """Whether a correction notice after the 7 working days stops the clock all the same. A doubt."""
        return True

    # The due day ---------------------------------------------------------------------------------------------------------------

    def due_as_stood(self, day: date) -> date | None:
        """Return the due day as it stood on ``day`` with the facts read so far; None while stopped or without end."""
        if self.awaiting is not None:
            return None
        if not self.letters:
            return self.calendar.add(self.start, self.workdays)
        return self._nth(self._spans(known_on=day, open_until=self.open_until(day)))

    def due_on(self, as_of: date) -> date | None:
        """Return this reading's due day from all facts read; ``as_of`` ends open pauses in the safe reading."""
        if self.awaiting is not None and not isinstance(self.closed_by, Replied):
            return None
        if not self.letters:
            return self.calendar.add(self.start, self.workdays)
        return self._nth(self.pauses(as_of))

    def pauses(self, as_of: date) -> list[Span]:
        """Return the pauses from all facts read, by beginning; see :meth:`span`."""
        return self._spans(known_on=None, open_until=self.pauses_end(as_of))

    def pauses_end(self, as_of: date) -> date | None:
        """Return the day on which unanswered letters are read as answered: the closing, and what the reading says of ``as_of``."""
        closed, until = self.closed_by, self.open_until(as_of)
        if closed is None:
            return until
        return closed.on if until is None else min(until, closed.on)

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
        """Return the pause of a letter: (the day before its first day, its last day or None); None where there is no pause.

        ``known_on``: a delivery after that day is not known yet.
        """
        delivered = letter.delivered_on
        if delivered is not None and known_on is not None and delivered > known_on:
            delivered = None
        begin = self.begin(letter, delivered)
        if begin is None:
            return None
        end = open_until if self.answers is None else self.answers.get(letter.ref, open_until)
        limit = self.limit(letter.source)
        if delivered is not None and limit is not None:
            last = self.calendar.add(delivered, limit)
            end = last if end is None or last < end else end
        return begin, end

    def _nth(self, spans: Sequence[Span]) -> date | None:
        """Return the N-th working day after the start that lies in no pause; None where an endless pause begins before it."""
        calendar = self.calendar
        position = calendar.position(self.start) + self.workdays
        covered = self.start
        for begin, end in spans:
            before = calendar.position(begin)
            if position <= before:
                break
            if end is None:
                return None
            if begin < end > covered:
                position += calendar.position(end) - (before if begin >= covered else calendar.position(covered))
                covered = end
        return calendar.at(position)

    # What happened, one method a kind of fact ---------------------------------------------------------------------------------

    def note(self, rule: str, fact: Fact, **values: Any) -> None:
        """Keep what was judged, for the proof; nothing is kept unless a proof was asked for."""
        if self.log is not None:
            self.log.append((rule, fact, values))

    def warn(self, code: str, fact: Fact, **values: Any) -> None:
        """Warn of ``fact``, each code once."""
        if code not in self.warnings:
            self.warnings = (*self.warnings, code)
        self.note(code, fact, **values)

    def _stops(self, notice: CorrectionRequested | FeeNoticed) -> bool:
        """Whether a notice may stop the clock at all: nothing awaited, and not after the due day as it stood."""
        if self.awaiting is not None:
            self.warn("notice_while_awaiting", notice)
            return False
        due = self.due_as_stood(notice.on)
        if due is not None and notice.on > due:
            self.warn("notice_after_due", notice, due=due)
            return False
        return True

    def correction_requested(self, fact: CorrectionRequested) -> None:
        """第三十条: a correction notice stops the clock; once, and within 7 working days of receipt."""
        if not self._stops(fact):
            return
        if self.corrected_once:
            self.warn("correction_repeated", fact)
            return
        limit = self.regulations.correction_notice_workdays
        last = None if limit is None else self.calendar.add(self.receipt, limit)
        if last is not None and fact.on > last:
            self.doubtful = True
            self.warn("correction_notice_late", fact, last=last)
            if not self.stopped_by_late_correction():
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
            self.warn("correction_unasked", fact)

    def fee_paid(self, fact: FeePaid) -> None:
        """109号: the period starts anew, also after a late payment."""
        if not provisions.FEE_RESTARTS_PERIOD.value:
            return
        notice = self.awaiting
        if not isinstance(notice, FeeNoticed):
            self.warn("payment_unasked", fact)
            return
        last = self.calendar.add(notice.received_on or notice.on, self.regulations.fee_payment_workdays)
        if fact.on > last:
            self.warn("payment_late", fact, last=last)
        self._restart(fact)

    def _restart(self, fact: Fact) -> None:
        # Not before the start that it had: a correction may come before the receipt is confirmed.
        self.start = max(self.start, fact.on)
        self.workdays = self.regulations.reply_workdays
        self.extension = None
        self.awaiting = None
        self.note(fact.kind, fact, start=self.start)

    def opinion_sought(self, fact: OpinionSought) -> None:
        """第三十三条第三款: time spent asking does not count, where the source is one of those that the Regulations name."""
        if fact.source in self.regulations.pausing:
            self.letters = (*self.letters, fact)
            self.doubtful = True
        else:
            self.note("opinion_without_pause", fact)

    def opinion_received(self, fact: OpinionReceived) -> None:
        """The opinion came: the pause covers this day and no later one."""
        if self.answers is None:
            self.answers = {}
        self.answers[fact.ref] = fact.on

    def extended(self, fact: Extended) -> None:
        """第三十三条第二款: once, at most 20 (15) working days, with consent, told before the due day has passed."""
        due = self.due_as_stood(fact.on)
        because = self._against_extension(fact, due)
        if because is None:
            self.extension = fact
            self.workdays += fact.workdays
            self.note("extended", fact, due=due)
        else:
            self.warn("extension_invalid", fact, because=because, due=due)

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
        if self.log is not None:
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


def fold(reading: Reading, others: Sequence[Fact]) -> None:
    """Read the facts after the Received, in order, into ``reading``."""
    for fact in others:
        if reading.closed_by is not None:
            reading.warn("fact_after_closing", fact)
            break
        _ACTS[fact.__class__](reading, fact)
