"""The reply in view (拟作的答复): where 七步法 has led for each item of a request, what was written on the way, and what still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gov_requests.documents.answers import answer_of, is_several, item_texts
from gov_requests.documents.fields import fields_for
from gov_requests.documents.issue import said_in_draft
from gov_requests.documents.readiness import against_answer, owed_on_file
from gov_requests.documents.repeating import to_repeating
from gov_requests.records.casefile import Casefile
from gov_requests.records.drafts import latest_draft
from gov_requests.records.items import items_of
from gov_requests.records.papers import Draft
from gov_requests.records.step_answers import StepAnswer, all_step_answers, held
from gov_requests.statute.objections import Objection
from gov_requests.statute.reply_kinds import MUST_SAY, ReplyKind
from gov_requests.statute.seven_steps import Answer, Path, walk
from gov_requests.today import today
from gov_requests.web.gates import NOTICES, standing_against

#: What is asked on the way: what the letter must say. The rest of a letter is written on the form of the reply.
_ON_THE_FORM = frozenset({"finding"})


@dataclass(frozen=True, slots=True)
class InView:
    """One item (0: the request as a whole): its answers, where they lead, and the answer that is written or being written."""

    number: int
    about: str
    rows: Mapping[int, StepAnswer]
    path: Path
    #: The draft's answer of this very kind, else one made of what was written on the way; None while no kind is decided.
    answer: Draft | None = field(default=None, compare=False)
    #: Whether the newest draft has an answer for the item, whatever its kind.
    drafted: str | None = None

    @property
    def otherwise(self) -> bool:
        """Whether the draft answers otherwise than the questions did."""
        return self.path.kind is not None and self.drafted not in (None, self.path.kind.code)


def in_view(file: Casefile) -> list[InView]:
    """Return the items of a request with the way that each has gone. Two queries, whatever their number."""
    rows, newest, named = all_step_answers(file.case.id), latest_draft(file.case.id), items_of(file.entries)
    return [_item(file, n, text, rows, newest) for n, text in enumerate(named, 1)] or [_item(file, 0, "", rows, newest)]


def item_in_view(file: Casefile, number: int) -> InView:
    """Return one item; the first where there is none of this number."""
    found = in_view(file)
    return next((one for one in found if one.number == number), found[0])


def _item(file: Casefile, number: int, about: str, rows: Sequence[StepAnswer], newest: Draft | None) -> InView:
    mine = held(rows, about)
    path = walk({step: row.answer for step, row in mine.items() if row.complete})
    written = _written(newest, number, about)
    kind = path.kind
    answer = None
    if kind is not None:
        same = written is not None and written.reply_kind == kind.code
        answer = (
            written
            if same
            else Draft(case_id=file.case.id, reply_kind=kind.code, content=gathered(mine, path), files=[])
        )
    return InView(number, about, mine, path, answer, written.reply_kind if written is not None else None)


def _written(newest: Draft | None, number: int, about: str) -> Draft | None:
    if newest is None or is_several(newest) != bool(number):
        return None
    if not number:
        return newest
    texts = item_texts(newest)
    return answer_of(newest, number) if number <= len(texts) and texts[number - 1] == about else None


def gathered(rows: Mapping[int, StepAnswer], path: Path) -> dict[str, Any]:
    """Return what was written on the way as the content of a draft: later questions over earlier ones."""
    on_the_way = [rows[step.number].content for step, _answer in path.given]
    findings = [content["finding"] for content in on_the_way if content.get("finding")]
    said: dict[str, Any] = {}
    for content in on_the_way:
        said |= content.get("said", {})
    reasons = [content["reasons"] for content in on_the_way if content.get("reasons")]
    return {"finding": "\n".join(findings), "reasons": reasons[-1] if reasons else "", "said": said}


def asked_for(kind: ReplyKind | None) -> tuple[str, ...]:
    """Return the names of the fields that a question asks for where its answer decides for a kind."""
    if kind is None or kind.closes_by != "replied":
        return ()
    return tuple(spec.name for spec in fields_for(kind.code) if spec.says and spec.name not in _ON_THE_FORM)


def gaps(kind: ReplyKind | None, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the fields (name, title) that must be filled in for a kind and are not."""
    if kind is None or kind.closes_by != "replied":
        return []
    given = {**content.get("said", {}), "reasons": content.get("reasons")}
    asked = [spec for spec in fields_for(kind.code) if spec.name in asked_for(kind)]
    return [(spec.name, spec.title) for spec in asked if spec.required and not given.get(spec.name)]


def against_going_on(
    file: Casefile, answer: Answer, kind: ReplyKind | None, content: Mapping[str, Any]
) -> list[Objection]:
    """Return what the file lacks for an answer: for the letter that goes out, or for a reply of the kind that it decides for."""
    if answer.notice is not None:
        return standing_against(NOTICES[answer.notice], file, today())
    if kind is None or kind.closes_by != "replied":
        return []
    return [*owed_on_file(file, kind), *to_repeating(file, _as_draft(file, kind, content))]


def unsaid(file: Casefile, kind: ReplyKind | None, content: Mapping[str, Any]) -> list[Objection]:
    """Return what the fields of a question were to say for a kind, and do not (either the right organ or why it is not known)."""
    if kind is None or kind.closes_by != "replied":
        return []
    keys = {spec.says for spec in fields_for(kind.code) if spec.name in asked_for(kind)}
    keys -= said_in_draft(file, _as_draft(file, kind, content))
    return [Objection(kind.ground, f"还没有写明{MUST_SAY[key]}。") for key in kind.must_say if key in keys]


def _as_draft(file: Casefile, kind: ReplyKind, content: Mapping[str, Any]) -> Draft:
    return Draft(case_id=file.case.id, reply_kind=kind.code, content=dict(content), files=[])


def still_missing(file: Casefile, one: InView) -> list[Objection]:
    """Return what the reply in view still lacks, its reviews aside; nothing while no kind is decided."""
    kind = one.path.kind
    if kind is None or one.answer is None:
        return []
    if kind.closes_by != "replied":
        return standing_against(NOTICES["D26"], file, today()) if kind.closes_by == "abandoned" else []
    return against_answer(file, one.answer, kind.reviews)
