"""The letters of the office (文书): from facts to content.

A new letter is one text under templates/documents/, one row in `kinds.LETTERS`, and its fields in `field_table.FIELDS`.
"""

from dataclasses import fields, replace
from typing import Any, Final

from gov_requests.documents.characters import printable
from gov_requests.documents.content import Letter, Paragraph
from gov_requests.documents.facts import Correspondence, NoticeFacts, ReceiptFacts, ReplyFacts
from gov_requests.documents.field_table import FieldSpec
from gov_requests.documents.fields import asked_of, fields_for
from gov_requests.documents.kinds import LETTERS, LetterKind, Made
from gov_requests.documents.texts import paragraphs_of

__all__ = ["FACT_NAMES", "LETTERS", "FieldSpec", "LetterKind", "fields_for", "missing", "notice", "receipt", "reply"]

Facts = ReceiptFacts | ReplyFacts | NoticeFacts
SLIP: Final = "_slip.txt"

#: What the system provides. The names of what people fill in are those of their fields.
FACT_NAMES: Final = {
    "registration_number": "登记编号",
    "received_reason": "收到日期的依据",
    "basis": "法律依据",
    "documents": "提供的政府信息",
    "form": "提供形式",
    "delivery": "获取方式",
    "withheld": "不予公开的部分",
    "withheld.part": "不予公开的部分",
    "withheld.ground": "不予公开的法律依据",
    "withheld.reason": "不予公开的理由",
    "workdays": "延长的工作日",
    "opinion_workdays": "提出意见的期限",
    "asked": "征求意见的对象",
    "asked_by": "征求意见的依据",
    "asked_on": "告知日期",
    "expired_on": "期满日期",
    "undone": "逾期未办的事项",
    "scale": "收费标准",
    "computation": "计算过程",
    "yuan": "应缴金额",
    "payment_workdays": "缴费期限",
    "right_organ|right_organ_unknown": "负责公开的机关名称（不能确定的，说明原因）",
    "right_organ_contact|right_organ_unknown": "负责公开的机关的联系方式",
    "searches": "检索记录",
    "searches.place": "检索范围",
    "searches.method": "检索方式",
    "searches.terms": "检索词",
    "relief": "救济途径",
}


class LetterUnknown(LookupError):
    """There is no letter of that code made from those facts."""


def receipt(facts: ReceiptFacts) -> Letter:
    """D01 登记回执: what was received, when it counts as received (Art. 31), and the last day for the reply."""
    return _letter(LETTERS["D01"], replace(facts, number=facts.number or ""))


def reply(facts: ReplyFacts) -> Letter:
    """The reply (答复) of the kind `facts.code`.

    A fact still missing is printed as 〔待填写：…〕 so that a draft can be looked at; `missing` lists them for whoever
    signs. Raises LetterUnknown where there is no such reply.
    """
    return _letter(_kind(facts.code, "reply", "答复文书"), facts)


def notice(facts: NoticeFacts) -> Letter:
    """The notice (告知、征询) of the kind `facts.code`. Raises LetterUnknown where there is no such notice."""
    return _letter(_kind(facts.code, "notice", "告知文书"), facts)


def missing(facts: Facts) -> tuple[str, ...]:
    """The Chinese names of the facts that the letter needs and that are still blank; empty when it is complete."""
    code, variant = _variant(facts)
    asked = [(field.name, field.title) for field in asked_of(code, variant) if field.required]
    given = [(need, FACT_NAMES[need]) for need in LETTERS[code].needs]
    return tuple(dict.fromkeys(title for need, title in (*asked, *given) if _is_blank(facts, need)))


def said(facts: ReplyFacts) -> frozenset[str]:
    """Which keys of `reply_kinds.MUST_SAY` the letter says; those without a field of their own are the system's (see `_KEPT`)."""
    asked = [field for field in asked_of(*_variant(facts)) if field.says]
    keys = {field.says for field in asked}
    open_keys = {field.says for field in asked if field.required and _is_blank(facts, field.name)}
    kept = {key for key, needs in _KEPT.items() if not any(_is_blank(facts, need) for need in needs)}
    return frozenset((keys - open_keys - _KEPT.keys()) | kept)


#: MUST_SAY keys that are told from facts which a single field does not hold.
_KEPT: Final = {
    "documents": ("documents",),
    "form": ("form",),
    "withheld_parts": ("withheld", "withheld.part", "withheld.ground", "withheld.reason"),
    "search": ("searches",),
    "right_organ": ("right_organ|right_organ_unknown", "right_organ_contact|right_organ_unknown"),
}


def _kind(code: str, made: Made, what: str) -> LetterKind:
    kind = LETTERS.get(code)
    if kind is None or kind.made != made:
        message = f"没有编号为 {code} 的{what}"
        raise LetterUnknown(message)
    return kind


def _variant(facts: Facts) -> tuple[str, str]:
    """The letter's code, and which variant of it: a reply kind, an ending, what came of it."""
    if isinstance(facts, ReceiptFacts):
        return "D01", ""
    if isinstance(facts, ReplyFacts):
        return facts.code, facts.kind
    return facts.code, facts.release or facts.outcome or facts.ending


def _letter(kind: LetterKind, facts: Facts) -> Letter:
    context = context_of(facts)
    return Letter(
        code=kind.code,
        title=kind.title,
        organ=line(facts.organ),
        number=None if facts.number is None else line(facts.number),
        addressee=line(getattr(facts, "addressee", "") or facts.applicant),
        paragraphs=framed(paragraphs_of(kind.text, context), facts)
        if kind.restates
        else paragraphs_of(kind.text, context),
        relief=tuple(map(line, getattr(facts, "relief", ()))),
        enclosures=tuple(map(line, getattr(facts, "enclosures", ()))),
        signatory=line(facts.signatory),
        dated=facts.dated,
        contact=tuple(map(line, facts.contact)),
        closing=kind.closing,
        letterhead=as_letter(kind, facts),
        slip=paragraphs_of(SLIP, {**context, "title": kind.title}) if kind.slip else (),
    )


def context_of(facts: Correspondence) -> dict[str, Any]:
    values = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return values | {"you": facts.you, "reader": getattr(facts, "reader", facts.you)}


def as_letter(kind: LetterKind, facts: Correspondence) -> bool:
    """Whether a letter of this kind goes in 信函格式; the receipt is a form and never does."""
    return kind.made != "receipt" and (facts.letterhead == "全部" or (facts.letterhead == "函" and kind.slip))


def framed(body: tuple[Paragraph, ...], facts: Correspondence) -> tuple[Paragraph, ...]:
    """Return a letter's body between the office's greeting and closing words, where it has any."""
    greeting, phrase = ([Paragraph(line(words))] if words.strip() else [] for words in (facts.greeting, facts.phrase))
    return (*greeting, *body, *phrase)


def line(text: str) -> str:
    """A value that stands on a line of its own: unseen characters settled, line breaks closed up."""
    return " ".join(printable(text).split())


def _is_blank(facts: Any, need: str) -> bool:
    if "|" in need:
        return all(_is_blank(facts, one) for one in need.split("|"))
    name, _, inner = need.partition(".")
    value = getattr(facts, name)
    if inner:
        return any(_is_blank(record, inner) for record in value)
    if isinstance(value, str):
        return not value.strip()
    return not (any(map(str, value)) if isinstance(value, tuple) else value)
