"""On the case page: the disputes about the request, until when its answer can still be attacked, and what it answers anew."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for

from gov_requests.access import Action
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.cases import Case
from gov_requests.records.dispute_file import disputes_of_case, kinds_answered, reply_letter
from gov_requests.records.disputes import DisputeStep
from gov_requests.records.papers import Delivery
from gov_requests.records.people import Person
from gov_requests.records.scope import case_ref
from gov_requests.records.standing_in import granted
from gov_requests.statute.calendar import OutOfCalendarError
from gov_requests.statute.disputes import KINDS, attack_windows
from gov_requests.statute.periods import PERIODS
from gov_requests.today import today
from gov_requests.web.dispute_words import BUCKET_TAGS, bucket_title, duty_light, trail_entries


def disputed(file: Casefile, person: Person) -> dict[str, Any]:
    """Return what the case page shows of disputes."""
    rows = disputes_of_case(file.case.id)
    return {
        "disputes": [
            {
                "number": dispute.number,
                "url": url_for("disputes.show", dispute_id=dispute.id),
                "kind": KINDS[state.kind].title,
                "received_on": dispute.received_on,
                "light": duty_light(state.due_on, today()),
                "result": state.outcome or bucket_title(state.bucket),
                "tag": BUCKET_TAGS[state.bucket],
            }
            for dispute, state in rows
        ],
        "windows": windows(file),
        "may_dispute": file.case.organ_id == person.organ_id and bool(granted(person, Action.HANDLE_DISPUTE)),
        "redo_of": _original(file, person),
    }


def windows(file: Casefile) -> dict[str, Any] | None:
    """Return until when the answer can be attacked; None where there is none. Counted from the day that the file proves."""
    state = file.state
    if state.closed_on is None or state.reply_kind is None:
        return None
    letter = reply_letter(file.case.id)
    by_hand = letter is not None and db.session.scalar(
        sa.select(sa.exists().where(Delivery.letter_id == letter.id, Delivery.method == "in_person"))
    )
    try:
        found = attack_windows(kinds_answered(letter, state), state.closed_on, calendar())
    except OutOfCalendarError:
        return None
    rows = [
        (
            PERIODS[name].title,
            f"{due.due_on}{'（暂定）' if due.provisional else ''}{'，已过' if due.due_on < today() else ''}",
        )
        for name, due in found
    ]
    return {"rows": rows, "since": state.closed_on, "proven": bool(by_hand)} if rows else None


def _original(file: Casefile, person: Person) -> dict[str, str] | None:
    if file.case.redo_of_id is None:
        return None
    original = db.session.get_one(Case, file.case.redo_of_id)
    ref = case_ref(original.number, original.organ.code, person)
    return {"number": original.number, "url": url_for("cases.show", ref=ref)}


def dispute_trail(file: Casefile) -> list[dict[str, Any]]:
    """Return the steps of the request's disputes for its trail, newest first in each."""
    found = []
    for dispute, _state in disputes_of_case(file.case.id):
        query = sa.select(DisputeStep).where(DisputeStep.dispute_id == dispute.id).order_by(DisputeStep.seq)
        found += trail_entries(db.session.scalars(query).all(), f"{KINDS[dispute.kind].title} {dispute.number}：")
    return found


def latest_first(entries: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return two trails as one, by their days; on one day what was entered for the request stands first."""

    def day(entry: dict[str, Any]) -> date:
        return date.fromisoformat(entry["iso"])

    merged, rest = [], list(more)
    rest.sort(key=day, reverse=True)
    for entry in entries:
        while rest and day(rest[0]) > day(entry):
            merged.append(rest.pop(0))
        merged.append(entry)
    return [*merged, *rest]
