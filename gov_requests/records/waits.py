"""Until when what an open request waits for may come (征求意见、补正、缴费), and whether its receipt date has been confirmed. Pure."""

from collections.abc import Iterable
from datetime import date

from gov_requests.statute.calendar import Calendar
from gov_requests.statute.facts import (
    Corrected,
    CorrectionRequested,
    Fact,
    FeeNoticed,
    FeePaid,
    OpinionReceived,
    OpinionSought,
    Received,
)
from gov_requests.statute.provisions import FEE_PAYMENT_WORKDAYS, NEW_IN_FORCE, OPINION_WORKDAYS
from gov_requests.terms import CONFIRMED


def wait_ends_on(facts: Iterable[Fact], calendar: Calendar) -> date | None:
    """Return the earliest last day for something that has been asked for and has not come; None where none is known.

    An opinion (第三十二条、第三十四条): 15 working days after the letter was delivered. A correction: the day that the notice gave. A fee:
    20 working days after the applicant had the notice (国办函〔2020〕109号).
    """
    opinions: dict[str | int, date | None] = {}
    others: dict[type[Fact], date | None] = {}
    for fact in facts:
        if isinstance(fact, OpinionSought):
            opinions[fact.ref] = _opinion_ends_on(fact, calendar)
        elif isinstance(fact, OpinionReceived):
            opinions.pop(fact.ref, None)
        elif isinstance(fact, CorrectionRequested):
            others[Corrected] = fact.reply_by
        elif isinstance(fact, FeeNoticed):
            others[FeePaid] = _fee_ends_on(fact, calendar)
        elif isinstance(fact, Corrected | FeePaid):
            others.pop(type(fact), None)
    ends = [day for day in (*opinions.values(), *others.values()) if day is not None]
    return min(ends, default=None)


def _opinion_ends_on(letter: OpinionSought, calendar: Calendar) -> date | None:
    term = OPINION_WORKDAYS[letter.source].on(max(letter.on, NEW_IN_FORCE))
    return None if letter.delivered_on is None or term is None else calendar.add(letter.delivered_on, term)


def _fee_ends_on(notice: FeeNoticed, calendar: Calendar) -> date | None:
    term = FEE_PAYMENT_WORKDAYS.on(max(notice.on, NEW_IN_FORCE))
    return None if term is None else calendar.add(notice.received_on or notice.on, term)


def unconfirmed(facts: Iterable[Fact]) -> bool:
    """Return whether the request came by a channel whose receipt date both sides confirm, and nobody has confirmed it (第三十一条)."""
    received = next((fact for fact in facts if isinstance(fact, Received)), None)
    return received is not None and received.channel in CONFIRMED and received.confirmed_on is None
