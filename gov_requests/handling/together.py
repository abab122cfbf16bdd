"""批量分办: many requests that wait to be assigned go to one handler, one act a request (docs/decisions/005)."""

import hashlib
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.handling.actions import assign
from gov_requests.handling.handover import Outcome
from gov_requests.procedure import Stage
from gov_requests.records.base import db
from gov_requests.records.casefile import Opened
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.people import Person
from gov_requests.records.scope import scope
from gov_requests.refusals import AlreadyDone, BadInput, Refusal

#: How many requests are assigned at once at most.
MOST = 100


def unassigned(person: Person) -> Sequence[Any]:
    """Return the requests that wait to be assigned by a person, the nearest safe date first, ``MOST`` at most."""
    query = (
        sa.select(Case.number, Case.title, Applicant.name.label("applicant"), CaseState.safe_due_on)
        .select_from(CaseState)
        .join(Case, Case.id == CaseState.case_id)
        .join(Applicant, Applicant.id == Case.applicant_id)
        .where(CaseState.closed_on.is_(None), CaseState.stage == str(Stage.REGISTERED), scope(person, Action.ASSIGN))
        .order_by(CaseState.sort_on, CaseState.case_id)
    )
    return db.session.execute(query.limit(MOST)).all()


def assign_all(numbers: Sequence[str], handler_id: int, note: str, opened: Opened) -> Outcome:
    """Assign requests to one handler. One on which somebody acted meanwhile stays behind with its reason and undoes nothing."""
    if not numbers:
        raise BadInput("请勾选要分办的申请。", "chosen")
    outcome = Outcome()
    for number in numbers[:MOST]:
        key = hashlib.sha256(f"{opened.key}:{number}".encode()).hexdigest() if opened.key else None
        try:
            assign(number, handler_id, note, Opened(opened.by, key))
        except AlreadyDone:
            continue
        except BadInput:
            raise
        except Refusal as refusal:
            outcome.refused.append((number, refusal.sentences[0]))
        else:
            outcome.done.append(number)
    return outcome
