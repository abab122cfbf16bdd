"""The letters of the office (文书): from facts to content.

A new reply letter is one text under templates/documents/ and one row in `LETTERS`.
"""

from dataclasses import dataclass, fields
from typing import Any, Final

from gov_requests.documents.characters import printable
from gov_requests.documents.content import Letter
from gov_requests.documents.facts import Correspondence, ReceiptFacts, ReplyFacts
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


def missing(facts: ReceiptFacts | ReplyFacts) -> tuple[str, ...]:
    """The Chinese names of the facts that the letter needs and that are still blank; empty when it is complete."""
    kind = LETTERS[facts.code if isinstance(facts, ReplyFacts) else "D01"]
    return tuple(FACT_NAMES[need] for need in kind.needs if _is_blank(facts, need))


def _letter(kind: LetterKind, facts: ReceiptFacts | ReplyFacts, *, number: str | None) -> Letter:
    relief, enclosures = (facts.relief, facts.enclosures) if isinstance(facts, ReplyFacts) else ((), ())
    return Letter(
        code=kind.code,
        title=kind.title,
        organ=_line(facts.organ),
        number=None if number is None else _line(number),
        addressee=_line(facts.applicant),
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
    return not (value.strip() if isinstance(value, str) else any(map(str, value)))
