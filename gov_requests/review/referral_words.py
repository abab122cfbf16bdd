"""How a referral is shown: its light, its answers in words, and the reply's date if the time were excluded."""

from datetime import date

from gov_requests.lights import Light, referral_light
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.referrals import Referral, referrals_of
from gov_requests.statute.calendar import Calendar
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import OpinionReceived, OpinionSought
from gov_requests.statute.objections import object_ref
from gov_requests.statute.provisions import OTHER_ORGAN
from gov_requests.statute.referrals import STEPS, ReferralDue
from gov_requests.terms import SECRECY_CONCLUSIONS
from gov_requests.web.case_head import thresholds

#: What can come back, with the referral's withdrawal.
ANSWERS = {code: SECRECY_CONCLUSIONS[code] for code in ("open", "severed", "withheld")} | {"withdrawn": "撤回报送"}


def light_of_referral(due: ReferralDue | None, day: date, days: Calendar) -> Light | None:
    """Return the light of an open referral by the day that it waits for; None for one that is answered or has no term."""
    if due is None:
        return None
    left = days.count(day, due.due_on) if due.due_on >= day else min(-1, -days.count(due.due_on, day))
    return referral_light(STEPS[due.step], left, thresholds())


def excluded_due(file: Casefile, row: Referral, day: date) -> date | None:
    """Return the reply's statutory date if the referral's time were excluded (第三十三条第三款: 其他机关); None where it is unknown.

    Whether it may be is disputed, so nothing runs on this date: it is shown beside the one that counts.
    """
    if row.sent_on is None:
        return None
    ref = object_ref(file.facts)
    asked = OpinionSought(row.sent_on, ref, OTHER_ORGAN, row.arrived_on)
    answered = [OpinionReceived(row.answered_on, ref)] if row.answered_on else []
    return read_clock([*file.facts, asked, *answered], calendar(), day, proof=False).due_on


def shown_of(file: Casefile, day: date) -> list[dict[str, object]]:
    """Return a request's referrals with their lights, in their order."""
    days = calendar()
    return [
        {"row": row, "due": row.due, "light": light_of_referral(row.due, day, days)}
        for row in referrals_of(file.case.id)
    ]
