"""The head of every page about a request: light, days left and safe date are seen without scrolling."""

from dataclasses import dataclass
from datetime import date

from flask import current_app, url_for

from gov_requests.lights import Light, Thresholds, light_of
from gov_requests.records.casefile import Casefile
from gov_requests.records.ranges import range_of
from gov_requests.statute.clock import Clock
from gov_requests.statute.due_range import Between
from gov_requests.today import today


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What the head shows: which request, its light, its two dates (safe first)."""

    number: str
    title: str
    applicant: str
    url: str
    light: Light
    safe_due_on: date | None
    due_on: date | None
    provisional: bool
    safe_between: Between | None
    closed: bool


def thresholds() -> Thresholds:
    """Return the office's thresholds of the lights."""
    return Thresholds(yellow=current_app.config["LIGHT_YELLOW"], red=current_app.config["LIGHT_RED"])


def light_of_case(file: Casefile, clock: Clock) -> Light:
    """Return the light of a request by a clock that has been read."""
    return light_of(
        state=clock.state,
        remaining=clock.remaining_workdays,
        on_time=clock.on_time,
        workdays_late=clock.workdays_late,
        closed=file.state.closed_on is not None,
        thresholds=thresholds(),
    )


def case_head(file: Casefile, ref: str) -> CaseHead:
    """Return the head of a request as of today; ``ref`` names it in the reader's URLs."""
    clock = file.clock(today())
    moving = range_of(clock, file.facts)
    return CaseHead(
        number=file.case.number,
        title=file.case.title,
        applicant=file.case.applicant.name,
        url=url_for("cases.show", ref=ref),
        light=light_of_case(file, clock),
        safe_due_on=clock.safe_due_on,
        due_on=clock.due_on,
        provisional=clock.provisional,
        safe_between=moving.safe if moving else None,
        closed=file.state.closed_on is not None,
    )
