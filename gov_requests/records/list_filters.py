"""What narrows a list of requests: one row a filter, each a criterion on ``case_states`` and what lists join to it."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.records.calendar import calendar
from gov_requests.records.cases import CaseState
from gov_requests.records.disputes import DisputeCase, DisputeState
from gov_requests.records.people import Organ, Person, Section
from gov_requests.records.projection import STEP
from gov_requests.records.search import says, term
from gov_requests.statute.disputes import DIRECT_SUIT, RECONSIDERATION, SUIT_AFTER
from gov_requests.statute.facts import SOURCES
from gov_requests.statute.outcomes import CORRECTED, PENDING

Criterion = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list, as it was typed; None leaves the list as it is. ``sort`` is the order."""

    organ: str | None = None
    section: str | None = None
    handler: str | None = None
    stage: str | None = None
    light: str | None = None
    channel: str | None = None
    kind: str | None = None
    reply: str | None = None
    on_time: str | None = None
    correction: str | None = None
    consultation: str | None = None
    extension: str | None = None
    fee: str | None = None
    dispute: str | None = None
    received_from: str | None = None
    received_to: str | None = None
    closed_from: str | None = None
    closed_to: str | None = None
    word: str | None = None
    sort: str | None = None

    def given(self) -> dict[str, str]:
        """Return what is set, by name."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}


def narrow(filters: Filters, day: date) -> list[Criterion]:
    """Return the criteria as of a day; what is no day, no light and so on narrows nothing."""
    found = (_BY[name](value, day) for name, value in filters.given().items() if name in _BY)
    return [criterion for criterion in found if criterion is not None]


def day_typed(text: str) -> date | None:
    """Return the day that was typed; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _since(column: sa.SQLColumnExpression[Any], text: str) -> Criterion | None:
    day = day_typed(text)
    return None if day is None else column >= day


def _until(column: sa.SQLColumnExpression[Any], text: str) -> Criterion | None:
    day = day_typed(text)
    return None if day is None else column <= day


def _has(step: str) -> Criterion:
    return CaseState.steps.contains(STEP.format(step))


def _has_not(step: str) -> Criterion:
    return sa.or_(CaseState.steps.is_(None), ~_has(step))


def _disputed(*which: Criterion) -> Criterion:
    of_dispute = DisputeState.dispute_id == DisputeCase.dispute_id
    return sa.exists().where(DisputeCase.case_id == CaseState.case_id, of_dispute, *which)


def _named(named: dict[str, Criterion]) -> Callable[[str, date], Criterion | None]:
    return lambda value, _day: named.get(value)


#: What happened on the way and afterwards: filter → what is chosen → criterion.
WAYS: dict[str, dict[str, Criterion]] = {
    "correction": {
        "asked": _has("correction_requested"),
        "made": _has("corrected"),
        "waiting": CaseState.clock_state == "awaiting_correction",
    },
    "consultation": {
        **{source: _has(f"opinion_sought:{source}") for source in SOURCES},
        "answered": _has("opinion_received"),
        "none": _has_not("opinion_sought"),
    },
    "extension": {"yes": _has("extended"), "no": _has_not("extended")},
    "fee": {
        "noticed": _has("fee_noticed"),
        "paid": _has("fee_paid"),
        "waiting": CaseState.clock_state == "awaiting_fee",
    },
    "dispute": {
        "any": _disputed(),
        "review": _disputed(DisputeState.kind == RECONSIDERATION),
        "court": _disputed(DisputeState.kind.in_((DIRECT_SUIT, SUIT_AFTER))),
        "pending": _disputed(DisputeState.bucket == PENDING),
        "corrected": _disputed(DisputeState.bucket == CORRECTED),
        "none": ~_disputed(),
    },
}
_BY: dict[str, Callable[[str, date], Criterion | None]] = {
    "organ": lambda value, _day: CaseState.organ_id.in_(sa.select(Organ.id).where(Organ.code == value)),
    "section": lambda value, _day: Section.name == value,
    "handler": lambda value, _day: Person.username == value,
    "stage": lambda value, _day: CaseState.stage == value,
    "light": lambda value, day: LIGHTS[value](day) if value in LIGHTS else None,
    "channel": lambda value, _day: CaseState.channel == value,
    "kind": lambda value, _day: CaseState.applicant_kind == value,
    "reply": lambda value, _day: CaseState.reply_kind == value,
    "on_time": lambda value, _day: CaseState.on_time.is_(value == "yes"),
    **{name: _named(named) for name, named in WAYS.items()},
    "received_from": lambda value, _day: _since(CaseState.received_on, value),
    "received_to": lambda value, _day: _until(CaseState.received_on, value),
    "closed_from": lambda value, _day: _since(CaseState.closed_on, value),
    "closed_to": lambda value, _day: _until(CaseState.closed_on, value),
    "word": lambda value, _day: says(term(value)),
}


def _running(low: int | None, high: int | None) -> Callable[[date], Criterion]:
    """Return the criterion for a safe date from more than ``low`` to at most ``high`` working days ahead."""

    def holds(day: date) -> Criterion:
        found = CaseState.clock_state == "running"
        if low is not None:
            found = sa.and_(found, CaseState.safe_due_on > (calendar().add(day, low) if low else day))
        if high is not None:
            found = sa.and_(
                found,
                CaseState.safe_due_on >= day,
                CaseState.safe_due_on <= (calendar().add(day, high) if high else day),
            )
        return found

    return holds


#: The lights as the filter knows them; thresholds are those of the lights themselves.
LIGHTS: dict[str, Callable[[date], Criterion]] = {
    "g": _running(5, None),
    "y": lambda day: sa.and_(_running(2, None)(day), _running(None, 5)(day)),
    "r": _running(None, 2),
    "x": lambda day: CaseState.safe_due_on < day,
    "p": lambda _day: CaseState.clock_state.in_(("paused", "awaiting_correction", "awaiting_fee")),
}
