"""责令重新答复: the redo is a request of its own with its own clock, linked to the dispute and to the request that it answers anew."""

from datetime import date

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.disputes.actions import Opened
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, found
from gov_requests.records.cases import Case
from gov_requests.records.dispute_file import Disputefile, taken_up
from gov_requests.refusals import BadInput, NotAllowed

NOT_ORDERED = "决定、裁判没有责令重新答复，不能开启。"
OPENED = "已经开启过重新答复。"
NOT_LINKED = "请选择本案关联的、还没有重新答复的申请。"
NO_REQUEST = "案件没有关联申请，重新答复无处办理：请先更正登记内容，关联申请。"


def why_not(file: Disputefile) -> str | None:
    """Return the sentence that says why the redo cannot be opened; None where it can."""
    if file.state.redo_due_on is None:
        return OPENED if file.course.redos else NOT_ORDERED
    if not file.links:
        return NO_REQUEST
    return None if file.course.redo_open(len(file.links)) and left(file) else OPENED


def left(file: Disputefile) -> list[Case]:
    """Return the requests that the dispute is about and that have no redo of it yet, in order."""
    done = sa.select(Case.redo_of_id).where(Case.id.in_(file.course.redos))
    answered_anew = set(db.session.scalars(done))
    return [link.case for link in file.links if link.case_id not in answered_anew]


def ordered_on(file: Disputefile) -> date:
    """Return the day from which the redo's period runs: the decision's receipt, else its own day."""
    decided = file.course.now.decided
    if decided is None or decided.happened_on is None:
        raise NotAllowed(NOT_ORDERED)
    told = decided.data.get("delivered_on")
    return date.fromisoformat(told) if told else decided.happened_on


def open_redo(dispute_id: int, opened: Opened, case_id: int | None = None, *, last: bool = False) -> Casefile:
    """Open the redo of a request that the dispute is about (None: the first that has none).

    The period of Article 33 runs from the decision's receipt. ``last``: the decision orders none for the other requests.
    """
    with one_act(opened.by, opened.key) as act:
        file = taken_up(dispute_id, opened.by, Action.HANDLE_DISPUTE, opened.version)
        sentence = why_not(file)
        if sentence is not None:
            raise NotAllowed(sentence)
        open_ones = left(file)
        original = next((case for case in open_ones if case_id in (None, case.id)), None)
        if original is None:
            raise BadInput(NOT_LINKED, "original")
        channel = next(link.channel for link in file.links if link.case_id == original.id)
        case = _again(original)
        case.registered_at = act.at
        db.session.add(case)
        redo = found(case)
        more = {"last": True} if last and len(open_ones) > 1 else {}
        file.append(act, "redo_opened", happened_on=None, case_id=case.id, number=case.number, **more)
        redo.record(
            act,
            "received",
            happened_on=ordered_on(file),
            fact={"channel": channel or "in_person"},
            number=case.number,
            dispute=file.dispute.number,
            redo_of=original.number,
        )
    return redo


def _again(original: Case) -> Case:
    times = db.session.scalar(sa.select(sa.func.count()).select_from(Case).where(Case.redo_of_id == original.id)) or 0
    kept = (
        "organ_id",
        "organ",
        "year",
        "applicant_id",
        "description",
        "document_hint",
        "medium",
        "delivery",
        "contact",
    )
    more = ("phone", "address", "postcode", "email")
    case = Case(**{name: getattr(original, name) for name in (*kept, *more)})
    case.number, case.serial = f"{original.number}-重{times + 1}"[:40], None
    case.title, case.redo_of_id = f"重新答复：{original.title}"[:200], original.id
    return case
