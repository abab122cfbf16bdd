"""The fold of a request's journal: its stage, its clock, who has it. Pure but for the calendar that is passed in."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from gov_requests.moves import Progress
from gov_requests.procedure import ENDING, Stage
from gov_requests.records.cases import NEVER
from gov_requests.records.waits import unconfirmed, wait_ends_on
from gov_requests.statute.calendar import Calendar
from gov_requests.statute.clock import Clock, read_clock
from gov_requests.statute.facts import KINDS, Fact, OpinionSought, fact_from
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.statute.report_rows import report_row


class Entry(NamedTuple):
    """One journal row of a request, as far as the fold looks at it."""

    seq: int
    kind: str
    happened_on: date | None
    data: dict[str, Any]
    recorded_by: int | None = None


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that hold: those that a later ``voided`` row names are left out, and so is that row."""
    listed = list(entries)
    voided = {entry.data["seq"] for entry in listed if entry.kind == "voided"}
    return [entry for entry in listed if entry.kind != "voided" and entry.seq not in voided]


def facts_of(entries: Iterable[Entry]) -> list[Fact]:
    """Return the facts that the clock reads, in the order of entry.

    A later ``supplemented`` row adds a day that was not known when the fact was entered (送达日、确认日): facts are never edited.
    """
    listed = list(entries)
    later: dict[int, dict[str, Any]] = {}
    for entry in listed:
        if entry.kind == "supplemented":
            later.setdefault(entry.data["seq"], {}).update(entry.data["fact"])
    return [
        fact_from(
            {
                "kind": entry.kind,
                "on": entry.happened_on.isoformat(),
                **entry.data.get("fact", {}),
                **later.get(entry.seq, {}),
            }
        )
        for entry in listed
        if entry.kind in KINDS and entry.happened_on is not None
    ]


def progress_of(entries: Iterable[Entry]) -> Progress:
    """Return the stage that the entries lead to."""
    progress = Progress()
    for entry in entries:
        progress.follow(entry.kind, entry.data)
    return progress


def fold(entries: Sequence[Entry], calendar: Calendar, as_of: date) -> dict[str, Any]:
    """Return the columns of ``case_states`` (without the keys) that the journal leads to, as of a day."""
    held = standing(entries)
    facts = facts_of(held)
    clock = read_clock(facts, calendar, as_of, proof=False)
    state: dict[str, Any] = {
        "section_id": None,
        "handler_id": None,
        "closed_on": None,
        "reply_kind": None,
        "channel": "",
    }
    for entry in held:
        state.update(_effect(entry))
    ends = [
        (entry.happened_on, entry.kind != "replied", entry)
        for entry in held
        if entry.kind in ENDING and entry.happened_on
    ]
    if ends:  # The first of them closes, whenever it was entered; on one day the reply.
        first, _later, entry = min(ends, key=lambda end: (*end[:2], end[2].seq))
        state |= {"closed_on": first, "reply_kind": entry.data.get("reply_kind")}
    stage = progress_of(held).stage
    closed_on: date | None = state["closed_on"] if stage is Stage.CLOSED else None
    return {
        **state,
        "version": entries[-1].seq,
        "stage": str(stage),
        "closed_on": closed_on,
        **calendar_columns(facts, clock, calendar, closed=closed_on is not None),
        "steps": steps_of(facts),
        "letter_number": letter_number(held),
        **_counted(clock.received_on, closed_on, state["reply_kind"]),
        "unconfirmed": closed_on is None and unconfirmed(facts),
        "projected_on": as_of,
    }


#: What lists need not be narrowed to: every request has the one, and the others stand in columns of their own.
_NO_STEPS = frozenset({"received", *ENDING})
STEP = "|{}|"


def steps_of(facts: Iterable[Fact]) -> str | None:
    """Return what has happened on the way, each step once between bars (``|extended|``); None where nothing has."""
    found = {fact.kind: None for fact in facts if fact.kind not in _NO_STEPS}
    found |= {f"{fact.kind}:{fact.source}": None for fact in facts if isinstance(fact, OpinionSought)}
    return STEP.format("|".join(sorted(found))) if found else None


def letter_number(held: Iterable[Entry]) -> str | None:
    """Return the 文号 of the answer, as the reply's row or a ledger tells it; several are joined. None where none is told."""
    found: dict[str, None] = {}
    for entry in held:
        told = entry.data.get("ledger", {}).get("numbers") if entry.kind == "received" else None
        ended = entry.data.get("letter") if entry.kind in ENDING else None
        found |= {number: None for number in (told, ended) if number}
    return "；".join(found) or None


def calendar_columns(facts: Sequence[Fact], clock: Clock, calendar: Calendar, *, closed: bool) -> dict[str, Any]:
    """Return the columns that another calendar may change, and no others."""
    return clock_columns(clock) | {"wait_ends_on": None if closed else wait_ends_on(facts, calendar)}


def _counted(received_on: date, closed_on: date | None, reply_kind: str | None) -> dict[str, Any]:
    """Return where the annual report counts a request (年报表三); a kind of answer that is not in the table counts in no row."""
    return {
        "received_month": month_of(received_on),
        "closed_month": None if closed_on is None else month_of(closed_on),
        "report_row": _row(closed_on, reply_kind),
    }


def _row(closed_on: date | None, reply_kind: str | None) -> str | None:
    if closed_on is None or reply_kind not in REPLY_KINDS:
        return None
    return report_row((reply_kind,), date(closed_on.year, 12, 31))


def own_columns(organ_id: int, applicant_kind: str, redo_of_id: int | None) -> dict[str, Any]:
    """Return the columns that come from the request itself; they hold over those of the fold.

    责令重新答复 is no new request: the annual report counts it nowhere.
    """
    found: dict[str, Any] = {"organ_id": organ_id, "applicant_kind": applicant_kind}
    if redo_of_id is not None:
        found |= dict.fromkeys(("received_month", "closed_month", "report_row"))
    return found


def month_of(day: date) -> int:
    """Return year * 100 + month."""
    return day.year * 100 + day.month


def clock_columns(clock: Clock) -> dict[str, Any]:
    """Return what the clock says, as columns."""
    return {
        "received_on": clock.received_on,
        "due_on": clock.due_on,
        "safe_due_on": clock.safe_due_on,
        "provisional": clock.provisional,
        "clock_state": clock.state,
        "sort_on": clock.safe_due_on or NEVER,
        "on_time": clock.on_time,
        "workdays_late": clock.workdays_late,
    }


def _effect(entry: Entry) -> dict[str, Any]:
    if entry.kind == "received":
        return {"channel": entry.data["fact"]["channel"]}
    if entry.kind in ("assigned", "transferred", "handed_over"):
        return {"section_id": entry.data.get("section_id"), "handler_id": entry.data.get("handler_id")}
    if entry.kind == "assignment_returned":
        return {"section_id": None, "handler_id": None}
    return {}
