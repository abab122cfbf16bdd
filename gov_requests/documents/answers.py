"""The answers of a draft: one, or one an item where the request asks for several (一事一申请).

A draft of several items keeps them in its content, in order: ``{"items": [{"text": …, "answer": {…} | None}, …]}``. An answer holds what a
draft of one item holds, and the public ids of the files that go out with it. Its reply kind is the one that decides the row of the
annual report.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from gov_requests.documents.kinds import SEVERAL
from gov_requests.records.papers import Draft
from gov_requests.statute.reply_kinds import REPLY_KINDS, ReplyKind
from gov_requests.statute.report_rows import deciding_kind
from gov_requests.terms import REPORT_ROWS, ROUTES


def is_several(draft: Draft) -> bool:
    """Whether the draft answers several items."""
    return "items" in draft.content


def item_texts(draft: Draft) -> tuple[str, ...]:
    """Return the items that the draft answers; empty where it answers the request as a whole."""
    return tuple(item["text"] for item in draft.content.get("items", ()))


def answer_of(draft: Draft, number: int) -> Draft | None:
    """Return the answer to an item (counted from 1) as a draft of its own that nobody keeps; None while there is none."""
    answer = draft.content["items"][number - 1]["answer"]
    if answer is None:
        return None
    content = {name: value for name, value in answer.items() if name not in ("reply_kind", "files")}
    going_out = {item["public_id"]: item for item in draft.files if "public_id" in item}
    listed = [going_out[name] for name in answer["files"] if name in going_out]
    return Draft(case_id=draft.case_id, reply_kind=answer["reply_kind"], content=content, files=listed)


def answers_of(draft: Draft) -> tuple[tuple[int, Draft], ...]:
    """Return the answers with the number of the item; a draft that answers the request as a whole is its own, under 0."""
    if not is_several(draft):
        return ((0, draft),)
    return tuple(_answered(draft))


def _answered(draft: Draft) -> Iterator[tuple[int, Draft]]:
    for number in range(1, len(draft.content["items"]) + 1):
        answer = answer_of(draft, number)
        if answer is not None:
            yield number, answer


def unanswered(draft: Draft) -> tuple[int, ...]:
    """Return the numbers of the items that have no answer yet."""
    return tuple(number for number, item in enumerate(draft.content.get("items", ()), 1) if item["answer"] is None)


def kinds_of(draft: Draft) -> tuple[ReplyKind, ...]:
    """Return the reply kinds of the answers, in the order of the items."""
    return tuple(REPLY_KINDS[answer.reply_kind] for _, answer in answers_of(draft))


def reviews_asked(draft: Draft) -> tuple[str, ...]:
    """Return the reviews that any of the answers asks for, 保密审查 first."""
    asked = {name for kind in kinds_of(draft) for name in kind.reviews}
    return tuple(name for name in ("secrecy", "legal") if name in asked)


def letter_code(draft: Draft) -> str:
    """Return the code of the letter that the draft leads to."""
    return SEVERAL.code if is_several(draft) else REPLY_KINDS[draft.reply_kind].letter or ""


def content_of(
    texts: Sequence[str], before: Draft | None, number: int, answer: dict[str, Any] | None
) -> dict[str, Any]:
    """Return the content of a draft of several items with one answer put in; the others' answers are taken from the draft before.

    An item that was named otherwise meanwhile is to be answered anew.
    """
    known = {item["text"]: item["answer"] for item in before.content.get("items", ())} if before is not None else {}
    items = [{"text": text, "answer": known.get(text)} for text in texts]
    items[number - 1]["answer"] = answer
    return {"items": items}


def deciding(content: dict[str, Any], on: date) -> str:
    """Return the reply kind that decides in which row of the report a request of several items counts on a day."""
    codes = [item["answer"]["reply_kind"] for item in content["items"] if item["answer"]]
    return deciding_kind(codes, date(on.year, 12, 31))


def told(draft: Draft) -> list[tuple[str, str]]:
    """Return the answer in a few words (label, words): kind, ground, way of relief, row of the report."""
    if not is_several(draft):
        kind = REPLY_KINDS[draft.reply_kind]
        return [("类型", kind.title), ("依据", kind.ground or "—"), ("救济", ROUTES[kind.route])]
    rows = [
        (f"第{number}项", f"{kind.title}；{kind.ground or '—'}；{ROUTES[kind.route]}")
        for (number, _), kind in zip(answers_of(draft), kinds_of(draft), strict=True)
    ]
    rows += [(f"第{number}项", "还没有答复") for number in unanswered(draft)]
    return [
        *sorted(rows, key=lambda row: int(row[0][1:-1])),
        ("年报", REPORT_ROWS[REPLY_KINDS[draft.reply_kind].report_row]),
    ]
