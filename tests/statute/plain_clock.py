"""The rules of the clock a second time, written apart from gov_requests.statute and as plainly as they can be said.

Day by day, from the JSON of a line, with nothing kept between one question and the next: slow, and easy to hold against the text. It
shares no code with what it checks; the calendar comes from the copied State Council arrangements.
"""

import json
from datetime import date, timedelta
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
ONE = timedelta(days=1)
ORDER = [
    "received",
    "correction_requested",
    "opinion_sought",
    "fee_noticed",
    "corrected",
    "fee_paid",
    "opinion_received",
    "extended",
    "replied",
    "withdrawn",
    "abandoned",
]
CLOSING = ("replied", "withdrawn", "abandoned")
NOT_PUBLISHED = 2027
# 放假办法 2025, counted by hand: 元旦, 除夕 to 初三, 清明, 劳动节, 端午, 中秋, 国庆.
STATUTORY_2027 = (
    "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03",
    2027,
)


def _arrangements():
    off, work = set(), set()
    for year in json.loads((DATA / "workday_calendar_2011_2026.json").read_text()).values():
        off |= set(year["off"])
        work |= set(year["work"])
    days, year = STATUTORY_2027
    return off | {f"{year}-{day}" for day in days.split()}, work


OFF, WORK = _arrangements()


def is_workday(day):
    return str(day) in WORK or (day.weekday() < 5 and str(day) not in OFF)


_WORKDAYS = {date(2011, 1, 1) + n * ONE: is_workday(date(2011, 1, 1) + n * ONE) for n in range(365 * 17)}


def workday_after(day, n):
    while n:
        day += ONE
        n -= _WORKDAYS[day]
    return day


def workdays_in(after, upto):
    return sum(_WORKDAYS[after + n * ONE] for n in range(1, (upto - after).days + 1))


def to_dates(line):
    facts = []
    for given in line["facts"]:
        fact = dict(given)
        for key in ("on", "confirmed_on", "delivered_on", "received_on", "approved_on"):
            if fact.get(key) is not None:
                fact[key] = date.fromisoformat(fact[key])
        facts.append(fact)
    place = {kind: min(number, ORDER.index("withdrawn")) for number, kind in enumerate(ORDER)}
    return sorted(facts, key=lambda fact: (fact["on"], place[fact["kind"]]))


def is_one_life(facts):
    """What contracts call errors, as far as they concern the facts among each other."""
    received = [fact for fact in facts if fact["kind"] == "received"]
    if len(received) != 1 or any(fact["on"] < received[0]["on"] for fact in facts):
        return False
    letters = [fact for fact in facts if fact["kind"] == "opinion_sought"]
    answers = [fact for fact in facts if fact["kind"] == "opinion_received"]
    sent = {letter["ref"]: letter["on"] for letter in letters}
    if len(sent) != len(letters) or len({answer["ref"] for answer in answers}) != len(answers):
        return False
    return all(answer["ref"] in sent and answer["on"] >= sent[answer["ref"]] for answer in answers)


class Plain:
    """One reading of one life."""

    def __init__(self, facts, as_of, *, safe):
        self.safe, self.as_of = safe, as_of
        received = facts[0]
        by_confirmation = received["channel"] in ("ordinary_mail", "online", "fax", "email")
        self.legal = received.get("confirmed_on") or received["on"] if by_confirmation else received["on"]
        self.old = self.legal < date(2019, 5, 15)
        self.receipt = received["on"] if safe else self.legal
        self.start, self.extension, self.awaited, self.first_correction = self.receipt, 0, None, None
        self.closing, self.warnings, self.read = None, [], [received]
        for fact in facts[1:]:
            if self.closing:
                self.warn("fact_after_closing")
                continue
            getattr(self, fact["kind"])(fact)
            self.read.append(fact)

    def warn(self, code):
        if code not in self.warnings:
            self.warnings.append(code)

    # The days -------------------------------------------------------------------------------------------------------------------

    def fifteen_apply(self, letter):
        if self.old:
            return False
        return letter["from"] in ("third_party", "co_producer") or (self.safe and letter["from"] == "other_organ")

    def last_covered(self, letter, judged_on):
        """The last day that the letter's pause covers, "never" where it has no end, None where it covers nothing."""
        delivered = letter.get("delivered_on")
        if delivered and judged_on and delivered > judged_on:
            delivered = None
        if self.safe and not delivered:
            return None
        ends = [f["on"] for f in self.read if f["kind"] == "opinion_received" and f["ref"] == letter["ref"]]
        if delivered and self.fifteen_apply(letter):
            ends.append(workday_after(delivered, 15))
        answered = any(f["kind"] == "opinion_received" and f["ref"] == letter["ref"] for f in self.read)
        if not answered:
            if self.closing:
                ends.append(self.closing["on"])
            if self.safe:
                ends.append(judged_on or self.as_of)
        return min(ends) if ends else "never"

    def due(self, judged_on=None):
        letters = [f for f in self.read if f["kind"] == "opinion_sought"]
        if self.old:
            letters = [letter for letter in letters if letter["from"] == "third_party"]
        pauses = []
        for letter in letters:
            last = self.last_covered(letter, judged_on)
            if last is not None:
                pauses.append((letter["delivered_on"] if self.safe else letter["on"], last))
        day, left = self.start, (15 if self.old else 20) + self.extension
        while left:
            day += ONE
            covering = [last for begin, last in pauses if begin < day and (last == "never" or day <= last)]
            if "never" in covering:
                return None
            if not covering and _WORKDAYS[day]:
                left -= 1
        return day

    def due_as_it_stood(self, day):
        return None if self.awaited else self.due(judged_on=day)

    def final_due(self):
        if self.awaited and not (self.closing and self.closing["kind"] == "replied"):
            return None
        return self.due()

    # The facts ------------------------------------------------------------------------------------------------------------------

    def notice(self, fact):
        """Returns whether the notice has effect."""
        stood = self.due_as_it_stood(fact["on"])
        if stood and fact["on"] > stood:
            self.warn("notice_after_due")
        elif self.awaited:
            self.warn("notice_while_awaiting")
        elif fact["kind"] == "correction_requested" and self.first_correction:
            self.warn("correction_repeated")
        elif fact["kind"] == "correction_requested" and not self.old and fact["on"] > workday_after(self.receipt, 7):
            self.warn("correction_notice_late")
            return not self.safe
        else:
            return True
        return False

    def correction_requested(self, fact):
        if self.notice(fact):
            self.awaited = self.first_correction = fact

    def fee_noticed(self, fact):
        if self.notice(fact):
            self.awaited = fact

    def corrected(self, fact):
        if self.awaited and self.awaited["kind"] == "correction_requested":
            self.begin_anew(fact)
        else:
            self.warn("correction_unasked")

    def fee_paid(self, fact):
        if self.awaited and self.awaited["kind"] == "fee_noticed":
            if fact["on"] > workday_after(self.awaited.get("received_on") or self.awaited["on"], 20):
                self.warn("payment_late")
            self.begin_anew(fact)
        else:
            self.warn("payment_unasked")

    def begin_anew(self, fact):
        self.start, self.extension, self.awaited = max(self.start, fact["on"]), 0, None

    def opinion_sought(self, fact):
        pass

    def opinion_received(self, fact):
        pass

    def extended(self, fact):
        stood = self.due_as_it_stood(fact["on"])
        valid = (
            not self.extension
            and 1 <= fact["workdays"] <= (15 if self.old else 20)
            and fact.get("approved_on")
            and fact["approved_on"] <= fact["on"]
            and fact["on"] >= self.start
            and not self.awaited
            and (stood is None or fact["on"] <= stood)
        )
        if valid:
            self.extension = fact["workdays"]
        else:
            self.warn("extension_invalid")

    def replied(self, fact):
        self.closing = fact

    withdrawn = abandoned = replied

    # The state ------------------------------------------------------------------------------------------------------------------

    def state(self):
        if self.closing:
            return self.closing["kind"]
        if self.awaited:
            return "awaiting_correction" if self.awaited["kind"] == "correction_requested" else "awaiting_fee"
        due = self.due()
        for letter in (f for f in self.read if f["kind"] == "opinion_sought"):
            counts = letter["from"] == "third_party" or not self.old
            if not counts or (due and letter["on"] >= due):
                continue
            last = self.last_covered(letter, None)
            if letter["on"] <= self.as_of and (last == "never" or self.as_of < last):
                return "paused"
        return "running"


def unsettled(day):
    return day.year >= NOT_PUBLISHED or (day.year == NOT_PUBLISHED - 1 and day.month == 12 and day.day >= 29)


def plain_clock(line):
    """Every key of a line of ``statute clock`` but ``id`` and ``steps``; None where the line is an error."""
    facts, as_of = to_dates(line), date.fromisoformat(line["as_of"])
    if not is_one_life(facts):
        return None
    statutory, safe = Plain(facts, as_of, safe=False), Plain(facts, as_of, safe=True)
    due, own = statutory.final_due(), safe.final_due()
    dues = [day for day in (due, own) if day]
    safe_due = min(dues, default=None)
    closing = statutory.closing
    replied = closing["on"] if closing and closing["kind"] == "replied" else None
    remaining = None
    if safe_due and not closing:
        remaining = workdays_in(as_of, safe_due) if as_of <= safe_due else -workdays_in(safe_due, as_of)
    late = None
    if replied:
        late = 0 if replied <= due else max(1, workdays_in(due, replied))
    return {
        "received_on": str(statutory.legal),
        "due_on": due and str(due),
        "safe_due_on": safe_due and str(safe_due),
        "state": statutory.state(),
        "provisional": any(map(unsettled, dues)),
        "warnings": statutory.warnings,
        "on_time": None if replied is None else replied <= due,
        "workdays_late": late,
        "remaining_workdays": remaining,
    }
