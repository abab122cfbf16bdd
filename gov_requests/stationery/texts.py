"""Proposing a version of an office's text, and its taking effect once a second person has agreed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.documents.content import Letter, Paragraph
from gov_requests.documents.lint import blocking, lint_words
from gov_requests.documents.numbers import SAMPLE, fault_of, filled
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.office_texts import SLOTS, OfficeText
from gov_requests.records.papers import Letter as LetterRow
from gov_requests.records.people import Organ
from gov_requests.records.proposable import Proposable, propose
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import BadInput
from gov_requests.today import today

ACT = "standing_text"
PAST = "生效日期不能早于今天，已经发出的文书不因此改变。"


def fault_in(slot: str, text: str) -> str | None:
    """Return what is wrong with a text for a slot, None where it may be proposed: too long, a bad format, words the law forbids."""
    rule = SLOTS[slot]
    if len(text) > rule.limit:
        return f"最多 {rule.limit} 字，现有 {len(text)} 字。"
    if rule.number:
        return fault_of(text) if text else None
    if slot == "letterhead":
        return None if text in ("", "函", "全部") else "请填“函”或者“全部”，或者留空。"
    if slot != "contact" and "\n" in text:
        return "写成一段，不要分行。"
    # As if it stood in a disclosure: what is forbidden there is forbidden in every letter.
    against = blocking(lint_words("D11", [("正文", text)]))
    return against[0].sentence if against else None


def propose_text(slot: str, text: str, starts_on: date, reason: str, opened: Opened) -> None:
    """Put a version before a second person."""
    if (fault := fault_in(slot, text)) is not None:
        raise BadInput(fault, "text")
    if starts_on < today():
        raise BadInput(PAST, "starts_on")
    arguments = {"slot": slot, "text": text, "starts_on": starts_on.isoformat()}
    with one_act(opened.by, opened.key) as act:
        propose(act, ACT, arguments, reason=reason, by=opened.by, about=SLOTS[slot].title)


def _take_effect(act: Act, proposal: Proposal) -> None:
    given = proposal.arguments
    # A version never begins before it was approved: no letter that is out was made with it.
    starts_on = max(date.fromisoformat(given["starts_on"]), today())
    row = OfficeText(
        organ_id=proposal.organ_id,
        slot=given["slot"],
        text=given["text"],
        starts_on=starts_on,
        proposed_by=proposal.proposer_id,
        approved_by=act.by,
        approved_at=act.at,
    )
    db.session.add(row)
    db.session.flush()
    act.note("office_text_set", version=row.id, **{**given, "starts_on": starts_on.isoformat()})


def _told(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    told = [
        ("用处", SLOTS[given["slot"]].title),
        ("文字", given["text"] or "（不用）"),
        ("生效日期", given["starts_on"]),
    ]
    return [
        *told,
        *([("样例", filled(given["text"], SAMPLE))] if SLOTS[given["slot"]].number and given["text"] else []),
    ]


PROPOSABLE = (Proposable(ACT, "文书用语和文号格式", _take_effect, _told),)


def previewed(organ: Organ, slot: str, text: str) -> Letter | None:
    """Return the organ's newest letter to an applicant as it would read with the text; None while there is no letter."""
    query = sa.select(LetterRow).where(LetterRow.organ_id == organ.id, LetterRow.code.not_in(("D05", "D07", "D08")))
    row = db.session.scalars(query.order_by(LetterRow.id.desc()).limit(1)).first()
    if row is None:
        return None
    letter = Letter.from_dict(row.content)
    words = Paragraph(text) if text else None
    if slot == "contact":
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        return replace(letter, contact=lines or letter.contact)
    if SLOTS[slot].number:
        values = SAMPLE | {"代字": organ.short, "年": str(row.dated.year)}
        return replace(letter, number=filled(text, values) if text else letter.number)
    if slot == "letterhead":
        return replace(letter, letterhead=text == "全部" or (text == "函" and letter.code in ("D05", "D08")))
    if words is None:
        return letter
    body = (words, *letter.paragraphs) if slot == "greeting" else (*letter.paragraphs, words)
    return replace(letter, paragraphs=body)
