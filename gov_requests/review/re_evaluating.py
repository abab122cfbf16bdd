"""评估审查 (第十八条): looking again at what was withheld, with its result; what stays withheld gets its next day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up_for
from gov_requests.records.secrecy import ReEvaluation
from gov_requests.refusals import BadInput, NotAllowed, NotFound
from gov_requests.today import today

DONE = "这一项已经评估过。"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What came of it: ``keep`` (then with the next day) or ``release``, and why."""

    result: str
    opinion: str
    next_on: date | None = None


def look_up_row(file: Casefile, row_id: int) -> ReEvaluation:
    """Return one of the request's, else raise ``NotFound``."""
    query = sa.select(ReEvaluation).where(ReEvaluation.id == row_id, ReEvaluation.case_id == file.case.id)
    row = db.session.scalars(query).one_or_none()
    if row is None:
        raise NotFound("没有这一评估事项。")
    return row


def re_evaluate(ref: str, row_id: int, what: Evaluated, opened: Opened) -> Casefile:
    """Keep the result. Raises ``NotAllowed`` for one that is done, ``BadInput`` for a next day that has passed."""
    with one_act(opened.by, opened.key) as act:
        file = take_up_for(ref, Action.RE_EVALUATE, opened)
        row = look_up_row(file, row_id)
        if row.done_at is not None:
            raise NotAllowed(DONE)
        if what.result == "keep" and (what.next_on is None or what.next_on <= today()):
            raise BadInput("继续不公开的，请填写今天以后的下次评估日期。第十八条", "next_on")
        row.done_at, row.done_by, row.result, row.opinion = act.at, opened.by.id, what.result, what.opinion
        told: dict[str, Any] = {"title": row.document.title, "result": what.result, "reason": what.opinion}
        if what.result == "keep" and what.next_on is not None:
            again = ReEvaluation(
                organ_id=row.organ_id, case_id=row.case_id, document_id=row.document_id, due_on=what.next_on
            )
            db.session.add(again)
            told["next_on"] = what.next_on.isoformat()
        file.record(act, "re_evaluated", document=row.document_id, **told)
    return file
