"""What the pages of 七步法 say beside the question: what follows from an answer, what the file holds, and the seven steps."""

from typing import Any

from flask import url_for

from gov_requests.documents.letters import LETTERS
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.inquiries import Inquiry, inquiries
from gov_requests.records.papers import Draft
from gov_requests.statute.facts import Corrected, CorrectionRequested, FeeNoticed, FeePaid
from gov_requests.statute.last_days import last_days
from gov_requests.statute.provisions import numeral
from gov_requests.statute.reply_kinds import REPLY_KINDS, ReplyKind
from gov_requests.statute.seven_steps import BY_NUMBER, LAST, STEPS, Answer
from gov_requests.terms import REPORT_ROWS, REVIEWS, ROUTES
from gov_requests.today import today
from gov_requests.web.gates import NOTICES
from gov_requests.web.proofs import Shown, proofs_of
from gov_requests.web.reply_in_view import InView

Pairs = list[tuple[str, str]]


def name_of(number: int) -> str:
    """Return 第四步“有没有”."""
    return f"第{numeral(number)}步“{BY_NUMBER[number].title}”"


def follows(answer: Answer) -> str:
    """Return in one line what an answer leads to, with its article."""
    words = []
    if answer.notice is not None:
        words.append(f"发出{NOTICES[answer.notice].title}")
    if answer.kind is not None and answer.to is None and answer.notice is None:
        words.append(_letter(REPLY_KINDS[answer.kind]) or "办结")
    if answer.to is not None:
        words.append(f"进入{name_of(answer.to)}")
    return "，".join(words) + (f"。{answer.ground}" if answer.ground else "")


def _letter(kind: ReplyKind) -> str:
    return LETTERS[kind.letter].title if kind.letter in LETTERS else ""


def consequences(answer: Answer | None) -> Pairs:
    """选这一项会怎样: letter, ground, row of the report, way of relief; nothing while nothing is chosen."""
    if answer is None:
        return []
    if answer.kind is not None:
        return of_kind(REPLY_KINDS[answer.kind])
    told: Pairs = [("依据", answer.ground)] if answer.ground else []
    if answer.notice is not None:
        told.insert(0, ("文书", NOTICES[answer.notice].title))
    return [*told, ("之后", "发出后等待回复，再答这一步" if answer.waits else f"进入{name_of(answer.to or LAST)}")]


def of_kind(kind: ReplyKind) -> Pairs:
    """Return what a reply kind leads to, as ``reply_kinds`` has it."""
    return [
        ("文书", _letter(kind) or "不出具答复书"),
        ("依据", kind.ground or "—"),
        ("年报", REPORT_ROWS[kind.report_row]),
        ("救济", ROUTES[kind.route]),
        ("审查", "、".join(REVIEWS[name] for name in kind.reviews) or "—"),
    ]


def strip(one: InView, ref: str, here: int) -> list[dict[str, Any]]:
    """Return the seven steps: the answer given to each, idle ones that the answers have passed by, and the link of those that are open."""
    given, shown = one.path.answers, []
    for step in STEPS:
        answer = given.get(step.number)
        idle = one.path.concluded and answer is None and step.number != LAST
        words = answer.title if answer else "不必再问" if idle else ""
        if step.number == LAST and one.path.kind is not None and one.path.concluded:
            words = one.path.kind.title
        may_open = step.number in given or step.number == one.path.at
        shown.append(
            {
                "number": step.number,
                "title": step.title,
                "words": words,
                "here": step.number == here,
                "url": url_for("handling.step", ref=ref, number=step.number, item=one.number or None)
                if may_open
                else None,
            }
        )
    return shown


def proofs(file: Casefile, one: InView, answer: Answer | None) -> list[Shown]:
    """法院会看什么 for the answer that is chosen; nothing while it decides for no reply."""
    if answer is None or answer.kind is None:
        return []
    written = one.answer if one.answer is not None and one.answer.reply_kind == answer.kind else None
    return proofs_of(file, written or Draft(case_id=file.case.id, reply_kind=answer.kind, content={}, files=[]))


def on_file(file: Casefile, number: int) -> Pairs:
    """Return the days that the file holds and that a question turns on (补正、收费)."""
    told = _last_day_to_ask(file) if number == 1 else []
    kinds = {1: (CorrectionRequested, Corrected), 2: (FeeNoticed, FeePaid)}.get(number, ())
    return [*told, *((fact.title, fact.on.isoformat()) for fact in file.facts if isinstance(fact, kinds))]


def _last_day_to_ask(file: Casefile) -> Pairs:
    """第三十条: until when a correction can be asked for; nothing where it no longer can."""
    last = last_days(file.facts, calendar(), today()).correction_notice[1]
    return [("最迟告知补正", last.isoformat())] if last is not None and last >= today() else []


def letters_about(file: Casefile, number: int) -> list[Inquiry]:
    """Return the letters of consultation and inquiry that a question turns on: those to third parties at 给不给, the others before."""
    if number not in (3, 4, 5):
        return []
    return [letter for letter in inquiries(file) if letter.third_party == (number == 5)]
