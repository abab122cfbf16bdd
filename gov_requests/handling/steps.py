"""七步法: keeping an answer. None that decides for a reply is gone on with while the file lacks what that reply needs."""

from dataclasses import dataclass
from typing import Any

from gov_requests.documents.readiness import passed_over
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.step_answers import StepAnswer
from gov_requests.refusals import BadInput, LawObjects, NotAllowed
from gov_requests.statute.objections import refusals
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.statute.seven_steps import BY_NUMBER
from gov_requests.web.reply_in_view import InView, against_going_on, gaps, in_view, unsaid

ITEMS_CHANGED = "申请的分项与打开时不同，请回到案卷看过最新情况后再答。"
NOT_YET = "前面的问题还没有答完，请从第 {number} 步答起。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer as it was given: ``content`` as ``StepAnswer`` keeps it; ``go_on`` False: kept to come back to."""

    item: int
    step: int
    answer: str
    content: dict[str, Any]
    go_on: bool


def answer_step(ref: str, given: Given, opened: Opened) -> Casefile:
    """Keep an answer to a question about an item; it supersedes what was answered before.

    Going on is refused while the reply that it decides for, or the letter that goes out, lacks what it needs: the sentences of
    ``documents.readiness`` and of the law's gates. Warnings are passed over with a reason, which is kept.
    """
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "answer_step", opened)
        one = next((item for item in in_view(file) if item.number == given.item), None)
        if one is None:
            raise NotAllowed(ITEMS_CHANGED)
        content = _checked(file, one, given)
        db.session.add(
            StepAnswer(
                case_id=file.case.id,
                about=one.about,
                step=given.step,
                answer=given.answer,
                content=content,
                complete=given.go_on,
                answered_by=opened.by.id,
                answered_at=act.at,
            )
        )
        file.record(act, "step_answered", item=given.item, step=given.step, answer=given.answer, complete=given.go_on)
    return file


def _checked(file: Casefile, one: InView, given: Given) -> dict[str, Any]:
    answer = BY_NUMBER[given.step].answer(given.answer)
    if answer is None:
        raise BadInput("请选择一项。", "answer")
    if given.step > one.path.at and given.step not in one.path.answers:
        raise NotAllowed(NOT_YET.format(number=one.path.at))
    if not given.go_on:
        return given.content
    kind = REPLY_KINDS[answer.kind] if answer.kind else None
    for _name, title in gaps(kind, given.content):
        raise BadInput(f"请写明{title}。")
    found = against_going_on(file, answer, kind, given.content)
    if objections := [*unsaid(file, kind, given.content), *refusals(found)]:
        raise LawObjects(objections)
    return given.content | passed_over(found, given.content.get("pass_reason", ""))
