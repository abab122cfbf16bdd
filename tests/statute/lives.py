"""Facts and clocks in as few words as a test wants to say. Days are written YYYY-MM-DD, or MM-DD of 2026.

July to mid September 2026 have no holidays: a request received on Wednesday 2026-07-01 is due on 07-29, its 7th working day is 07-10.
"""

from datetime import date

from gov_requests import workdays
from gov_requests.statute import facts
from gov_requests.statute.clock import read_clock

CALENDAR = workdays.load(None)


def day(text):
    if text is None or isinstance(text, date):
        return text
    return date.fromisoformat(text if len(text) == len("2026-07-01") else f"2026-{text}")


def received(on="07-01", channel="in_person", confirmed=None):
    return facts.Received(day(on), channel, day(confirmed))


def asked(on, reply_by=None):
    return facts.CorrectionRequested(day(on), day(reply_by))


def corrected(on):
    return facts.Corrected(day(on))


def fee(on, received_on=None):
    return facts.FeeNoticed(day(on), day(received_on))


def paid(on):
    return facts.FeePaid(day(on))


def sought(on, delivered=None, source="third_party", ref="A"):
    return facts.OpinionSought(day(on), ref, source, day(delivered))


def answered(on, ref="A"):
    return facts.OpinionReceived(day(on), ref)


def extended(on, workdays=20, approved="same day"):
    return facts.Extended(day(on), workdays, day(on if approved == "same day" else approved))


def replied(on):
    return facts.Replied(day(on))


def withdrawn(on):
    return facts.Withdrawn(day(on))


def abandoned(on):
    return facts.Abandoned(day(on))


def clock(*life, as_of="2026-11-24", proof=False):
    return read_clock(life, CALENDAR, day(as_of), proof=proof)


def due(*life, as_of="2026-11-24"):
    return clock(*life, as_of=as_of).due_on


def safe_due(*life, as_of="2026-11-24"):
    return clock(*life, as_of=as_of).safe_due_on


def warnings(*life):
    return list(clock(*life).warnings)
