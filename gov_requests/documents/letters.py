"""The letters of the office (文书): from facts to content.

A new reply letter is one text under templates/documents/ and one row in `LETTERS`.
"""

from dataclasses import dataclass, fields
from typing import Any, Final

from gov_requests.documents.characters import printable
from gov_requests.documents.content import Letter
from gov_requests.documents.facts import Correspondence, NoticeFacts, ReceiptFacts, ReplyFacts
from gov_requests.documents.texts import paragraphs_of


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter (文种): its code in law.md §7, title, text, and the facts it cannot do without.

    `needs` are fields of its facts, or of the records a field lists (withheld.reason), in the order of the letter.
    """

    code: str
    title: str
    text: str
    needs: tuple[str, ...]
    closing: str = "特此告知。"


LETTERS: Final[dict[str, LetterKind]] = {
    kind.code: kind
    for kind in (
        LetterKind(
            "D01",
            "政府信息公开申请登记回执",
            "D01.txt",
            ("registration_number", "received_reason", "form", "delivery"),
            closing="",
        ),
        LetterKind(
            "D11", "政府信息公开告知书", "D11.txt", ("finding", "basis", "documents", "form", "delivery", "relief")
        ),
        LetterKind(
            "D12",
            "政府信息部分公开告知书",
            "D12.txt",
            (
                *("finding", "basis", "documents", "form", "delivery"),
                *("withheld", "withheld.part", "withheld.ground", "withheld.reason", "relief"),
            ),
        ),
        LetterKind(
            "D16",
            "政府信息不存在告知书",
            "D16.txt",
            ("searches", "searches.place", "searches.method", "searches.terms", "finding", "basis", "relief"),
        ),
        LetterKind("D02", "政府信息公开申请补正告知书", "D02.txt", ("element", "points", "guidance", "reply_by")),
        LetterKind("D04", "政府信息公开延长答复期限告知书", "D04.txt", ("reason", "workdays", "due_on")),
        LetterKind("D05", "政府信息公开第三方意见征询书", "D05.txt", ("addressee", "subject"), closing="特此函询。"),
        LetterKind("D08", "政府信息公开征求意见函", "D08.txt", ("addressee", "subject"), closing="特此函询。"),
        LetterKind(
            "D09",
            "政府信息公开信息处理费收费通知书",
            "D09.txt",
            ("finding", "scale", "computation", "how_to_pay"),
            closing="特此通知。",
        ),
        LetterKind("D26", "政府信息公开申请不再处理告知书", "D26.txt", ("undone", "asked_on", "expired_on", "relief")),
    )
}

FACT_NAMES: Final = {
    "registration_number": "登记编号",
    "received_reason": "收到日期的依据",
    "finding": "查明的事实",
    "basis": "法律依据",
    "documents": "提供的政府信息",
    "form": "提供形式",
    "delivery": "获取方式",
    "withheld": "不予公开的部分",
    "withheld.part": "不予公开的部分",
    "withheld.ground": "不予公开的法律依据",
    "withheld.reason": "不予公开的理由",
    "element": "缺少或者不明确的要素",
    "points": "需要补正的事项",
    "guidance": "补正指引",
    "reply_by": "补正期限",
    "reason": "延期理由",
    "workdays": "延长的工作日",
    "due_on": "延期后的答复期限",
    "addressee": "收件人",
    "subject": "涉及的政府信息",
    "scale": "收费标准",
    "computation": "计算过程",
    "how_to_pay": "缴费方式",
    "undone": "逾期未办的事项",
    "asked_on": "告知日期",
    "expired_on": "期满日期",
    "searches": "检索记录",
    "searches.place": "检索范围",
    "searches.method": "检索方式",
    "searches.terms": "检索词",
    "relief": "救济途径",
}


class LetterUnknown(LookupError):
    """There is no letter of that code, or it is not a reply."""


def receipt(facts: ReceiptFacts) -> Letter:
    """D01 登记回执: what was received, when it counts as received (Art. 31), and the last day for the reply."""
    return _letter(LETTERS["D01"], facts, number=facts.number or "")


def reply(facts: ReplyFacts) -> Letter:
    """The reply (答复) of the kind `facts.code`.

    A fact still missing is printed as 〔待填写：…〕 so that a draft can be looked at; `missing` lists them for whoever
    signs. Raises LetterUnknown where there is no such reply.
    """
    kind = LETTERS.get(facts.code)
    if kind is None or kind.code == "D01":
        message = f"没有编号为 {facts.code} 的答复文书"
        raise LetterUnknown(message)
    return _letter(kind, facts, number=facts.number)


def notice(facts: NoticeFacts) -> Letter:
    """The notice (告知、征询) of the kind `facts.code`. Raises LetterUnknown where there is no such notice."""
    kind = LETTERS.get(facts.code)
    if kind is None:
        message = f"没有编号为 {facts.code} 的告知文书"
        raise LetterUnknown(message)
    return _letter(kind, facts, number=facts.number)


def missing(facts: ReceiptFacts | ReplyFacts | NoticeFacts) -> tuple[str, ...]:
    """The Chinese names of the facts that the letter needs and that are still blank; empty when it is complete."""
    kind = LETTERS["D01" if isinstance(facts, ReceiptFacts) else facts.code]
    return tuple(FACT_NAMES[need] for need in kind.needs if _is_blank(facts, need))


def _letter(kind: LetterKind, facts: ReceiptFacts | ReplyFacts | NoticeFacts, *, number: str | None) -> Letter:
    relief: tuple[str, ...] = getattr(facts, "relief", ())
    enclosures: tuple[str, ...] = getattr(facts, "enclosures", ())
    return Letter(
        code=kind.code,
        title=kind.title,
        organ=_line(facts.organ),
        number=None if number is None else _line(number),
        addressee=_line(getattr(facts, "addressee", "") or facts.applicant),
        paragraphs=paragraphs_of(kind.text, _context(facts)),
        relief=tuple(map(_line, relief)),
        enclosures=tuple(map(_line, enclosures)),
        signatory=_line(facts.signatory),
        dated=facts.dated,
        contact=tuple(map(_line, facts.contact)),
        closing=kind.closing,
    )


def _context(facts: Correspondence) -> dict[str, Any]:
    return {field.name: getattr(facts, field.name) for field in fields(facts)} | {"you": facts.you}


def _line(text: str) -> str:
    """A value that stands on a line of its own: unseen characters settled, line breaks closed up."""
    return " ".join(printable(text).split())


def _is_blank(facts: Any, need: str) -> bool:
    name, _, inner = need.partition(".")
    value = getattr(facts, name)
    if inner:
        return any(_is_blank(record, inner) for record in value)
    if isinstance(value, str):
        return not value.strip()
    return not (any(map(str, value)) if isinstance(value, tuple) else value)
