"""List rows as pages show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from gov_requests.lights import Light, Thresholds, confirmation_light, light_of, referral_light
from gov_requests.procedure import STAGE_TITLES, Stage
from gov_requests.records.calendar import calendar
from gov_requests.records.internal_limits import next_internal_days
from gov_requests.records.people import Person
from gov_requests.records.ranges import ranges_of
from gov_requests.records.referrals import open_dues
from gov_requests.records.scope import named_in_urls, sees_all
from gov_requests.statute.due_range import DueRange
from gov_requests.statute.referrals import STEPS
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.terms import APPLICANT_KINDS, CHANNELS
from gov_requests.web.case_head import thresholds
from gov_requests.web.refs import addresses
from gov_requests.workdays import WorkdayCalendar

LIGHT_TITLES = {"x": "超期", "r": "红灯", "y": "黄灯", "g": "绿灯", "p": "停计"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    light: Light
    safe_due_on: date | None
    due_on: date | None
    provisional: bool
    between: DueRange | None
    number: str
    url: str
    title: str
    applicant: str
    stage: str
    who: str
    received_on: date
    closed_on: date | None
    channel: str
    kind: str
    reply: str
    on_time: str
    section: str
    #: Below the light: what was referred waits (报送确定), or nobody has confirmed the receipt with the applicant yet.
    alarm: Light | None = None
    #: 内部时限 (which, when) in words, beside the statutory light and never in its place; None where the organ has set none.
    internal: tuple[str, str] | None = None


def rows_of(found: Iterable[Any], person: Person, day: date) -> list[Row]:
    """Return the rows of ``found`` (columns of ``worklists.COLUMNS``) for a reader, lights as of a day."""
    shown = list(found)
    ranges = ranges_of([row.case_id for row in shown if row.provisional])
    seen = Seen(day, thresholds(), calendar(), sees_all(person), addresses("cases.show"))
    referred = open_dues(row.case_id for row in shown if row.stage == Stage.SECRECY_REVIEW)
    alarms = {
        case_id: referral_light(STEPS[step], remaining(due_on, seen), seen.limits)
        for case_id, (step, due_on) in referred.items()
    }
    made = [_row(row, seen, ranges.get(row.case_id), alarms.get(row.case_id)) for row in shown]
    own = next_internal_days([(row.case_id, row.organ_id) for row in shown if row.closed_on is None])
    told = [(one.title, one.short) if one is not None else None for one in (own.get(row.case_id) for row in shown)]
    return [replace(one, internal=words) if words else one for one, words in zip(made, told, strict=True)]


class Seen(NamedTuple):
    """What all rows of a page have in common."""

    day: date
    limits: Thresholds
    calendar: WorkdayCalendar
    #: Whether the reader sees several organs, so that rows name theirs.
    several: bool
    address: Callable[[str], str]


def _row(row: Any, seen: Seen, between: DueRange | None, alarm: Light | None) -> Row:
    closed = row.closed_on is not None
    light = light_of(
        state=row.clock_state,
        remaining=None if closed else remaining(row.safe_due_on, seen),
        closed=closed,
        on_time=row.on_time,
        workdays_late=row.workdays_late,
        thresholds=seen.limits,
    )
    return Row(
        light,
        row.safe_due_on,
        row.due_on,
        row.provisional,
        between,
        row.number,
        seen.address(named_in_urls(row.number, row.organ_code, several=seen.several)),
        row.title,
        row.applicant,
        STAGE_TITLES[Stage(row.stage)],
        row.organ if seen.several else row.handler or row.section or "待分办",
        row.received_on,
        row.closed_on,
        CHANNELS.get(row.channel, ""),
        APPLICANT_KINDS.get(row.applicant_kind, ""),
        REPLY_KINDS[row.reply_kind].title if row.reply_kind in REPLY_KINDS else "",
        "" if row.on_time is None else "按期" if row.on_time else f"超期{row.workdays_late or ''}日",
        row.section or "",
        alarm or confirmation_light(row.received_on if row.unconfirmed else None, seen.day),
    )


def remaining(safe_due_on: date | None, seen: Seen) -> int | None:
    """Return the working days left to the safe date; negative when it has passed."""
    if safe_due_on is None:
        return None
    days, day = seen.calendar, seen.day
    # On the weekend after the due day no working day has passed, and yet it is late.
    return days.count(day, safe_due_on) if safe_due_on >= day else min(-1, -days.count(safe_due_on, day))
