"""The statutory reading of the clock (法定期限): a request's facts folded into the last day the organ may claim (最迟可主张日).

The safe reading (``safe_reading``) follows the same rules and overrides the few methods here that are marked as a doubt;
what each kind of fact does to a reading stands in ``folding``. The two are one until they have to part: facts are walked once.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from gov_requests.statute import provisions
from gov_requests.statute.calendar import Calendar
from gov_requests.statute.facts import (
    CorrectionRequested,
    Extended,
    Fact,
    FeeNoticed,
    OpinionSought,
    Received,
    Replied,
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
        "extension",
        "letters",
        "log",
        "parted",
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
        #: The safe reading from where it sees something otherwise; None while the two are one.
        self.parted: Reading | None = None
        self.receipt = self.start = received.on
        if received.confirmed_on is not None:
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
        return self._nth(self._spans(known_on=day, open_until=self.open_until(day)), self.workdays)

    def due_on(self, as_of: date) -> date | None:
        """Return this reading's due day from all facts read; ``as_of`` ends open pauses in the safe reading."""
        if self.awaiting is not None and not isinstance(self.closed_by, Replied):
            return None
        if not self.letters:
            return self.calendar.add(self.start, self.workdays)
        return self._nth(self.pauses(as_of), self.workdays)

    def nth_workday(self, workdays: int, as_of: date) -> date | None:
        """Return the ``workdays``-th working day of the period as this reading counts them; None while stopped or without end."""
        if self.awaiting is not None and not isinstance(self.closed_by, Replied):
            return None
        return self._nth(self.pauses(as_of), workdays)

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
        letters = self.letters
        if len(letters) == 1:
            span = self.span(letters[0], known_on, open_until)
            return [] if span is None else [span]
        spans = [self.span(letter, known_on, open_until) for letter in letters]
        return sorted((span for span in spans if span is not None), key=_beginning)

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

    def _nth(self, spans: Sequence[Span], workdays: int) -> date | None:
        """Return the N-th working day after the start that lies in no pause; None where an endless pause begins before it."""
        calendar = self.calendar
        position = calendar.position(self.start) + workdays
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

    # What was judged ----------------------------------------------------------------------------------------------------------

    def note(self, rule: str, fact: Fact, **values: Any) -> None:
        """Keep what was judged, for the proof; nothing is kept unless a proof was asked for."""
        if self.log is not None:
            self.log.append((rule, fact, values))

    def warn(self, code: str, fact: Fact, **values: Any) -> None:
        """Warn of ``fact``, each code once."""
        if code not in self.warnings:
            self.warnings = (*self.warnings, code)
        self.note(code, fact, **values)


def _beginning(span: Span) -> date:
    return span[0]
