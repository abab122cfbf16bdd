"""重新答复: what the law has against answering anew what was answered before, with the same ground on the same facts."""

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile
from gov_requests.records.dispute_file import reply_letter
from gov_requests.records.disputes import DisputeCase, DisputeState
from gov_requests.records.papers import Draft
from gov_requests.statute.disputes import SAME_AGAIN, is_court
from gov_requests.statute.objections import Objection, Severity
from gov_requests.statute.reply_kinds import REPLY_KINDS


def to_answering_the_same(file: Casefile, draft: Draft) -> list[Objection]:
    """Return the objection to a redo that repeats the answer that was annulled; a warning where its facts or reasons are new ones.

    《行政复议法》第六十四条第二款, 《行政诉讼法》第七十一条. Whether it was annulled for procedure alone, where the same answer may be
    given again, only people can read out of the decision: such an answer gives that as its reason.
    """
    if file.case.redo_of_id is None:
        return []
    letter = reply_letter(file.case.redo_of_id)
    before = db.session.get(Draft, letter.draft_id) if letter is not None and letter.draft_id else None
    if before is None or before.reply_kind != draft.reply_kind:
        return []
    article = SAME_AGAIN[is_court(_instance_that_ordered(file.case.redo_of_id) or "")].text
    same = _said(before) == _said(draft)
    severity: Severity = "refusal" if same else "warning"
    sentence = f"与被撤销的答复同为“{REPLY_KINDS[draft.reply_kind].title}”，" + (
        "事实和理由也相同。" if same else "请核对事实或者理由是否已有变化。"
    )
    allowed = "依据新查明的事实或者不同的理由答复，并写明；因程序违法被撤销的，在理由中写明。"
    return [Objection(article, sentence, allowed, severity, needs_reason=not same)]


def _instance_that_ordered(original_id: int) -> str | None:
    """Return the instance of the latest dispute about a request that led to a redo."""
    query = (
        sa.select(DisputeState.instance)
        .join(DisputeCase, DisputeCase.dispute_id == DisputeState.dispute_id)
        .where(DisputeCase.case_id == original_id, DisputeState.redo_case_id.is_not(None))
    )
    return db.session.scalar(query.order_by(DisputeState.dispute_id.desc()).limit(1))


def _said(draft: Draft) -> tuple[str, str]:
    """The finding and the reasons, blanks aside."""
    return (
        "".join(str(draft.content.get("finding", "")).split()),
        "".join(str(draft.content.get("reasons", "")).split()),
    )
