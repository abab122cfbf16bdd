"""重复申请: whether the earlier answer that a repeat names is one that this applicant received (第三十六条第（六）项)."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from gov_requests.documents.fields import said_in
from gov_requests.records.applicants import same_applicant
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.papers import Draft, Letter
from gov_requests.statute.objections import Objection
from gov_requests.statute.reply_kinds import REPLY_KINDS

REPEAT = "repeat"
#: So many of the applicant's newest answers are looked at, and so many are named in the sentence.
LOOKED_AT, NAMED = 1_000, 3
ON_PAPER = "答复是本系统启用之前或者以纸质作出的，核对原件后写明理由，仍可以签发。"
_BRACKETS = str.maketrans({"[": "〔", "]": "〕", "【": "〔", "】": "〕", "(": "〔", ")": "〕"})
_BETWEEN = re.compile("[；;]")


class Earlier(NamedTuple):
    """An answer that the applicant received: its 文号, its date (None where a ledger did not tell it), the day it was delivered."""

    number: str
    dated: date | None
    counted_on: date | None


def to_repeating(file: Casefile, draft: Draft) -> list[Objection]:
    """Return the warning that a repeat's earlier 文号 or date is none that this applicant is known to have received.

    A warning with a reason, never a refusal: the answer may be on paper, from before this system.
    """
    if draft.reply_kind != REPEAT:
        return []
    said = said_in(REPEAT, draft.content)
    number, day = str(said.get("earlier_number") or ""), said.get("earlier_on")
    if not number.strip():
        return []  # What is missing the check of the letter says.
    known = list(_received(file))
    same = [one for one in known if _plain(one.number) == _plain(number)]
    if not same:
        return [_warning(f"该申请人收到的答复中没有“{number}”。{_names(known)}", ON_PAPER)]
    days = {one for found in same for one in (found.dated, found.counted_on) if one is not None}
    if days and day is not None and day not in days:
        told = "、".join(one.isoformat() for one in sorted(days))
        return [_warning(f"“{number}”的日期是 {told}，草稿写的是 {day}。", "请核对后改正，或者写明理由。")]
    return []


def _received(file: Casefile) -> Iterator[Earlier]:
    """Yield what the applicant was answered by this organ in other requests, the newest first; a ledger's numbers as well."""
    own = same_applicant({file.case.applicant_id})
    of_applicant = (Case.applicant_id.in_(own), Case.id != file.case.id)
    letters = (
        sa.select(Letter.number, Letter.dated, CaseState.closed_on)
        .join(Case, Case.id == Letter.case_id)
        .join(CaseState, CaseState.case_id == Case.id)
        .where(*of_applicant, Letter.draft_id.is_not(None), Letter.voided_at.is_(None))
        .order_by(Letter.id.desc())
    )
    for row in db.session.execute(letters.limit(LOOKED_AT)):
        yield Earlier(row.number, row.dated, row.closed_on)
    told = (
        sa.select(CaseState.letter_number, CaseState.closed_on)
        .join(Case, Case.id == CaseState.case_id)
        .where(*of_applicant, CaseState.letter_number.is_not(None))
        .order_by(CaseState.case_id.desc())
    )
    for joined, closed_on in db.session.execute(told.limit(LOOKED_AT)):
        for number in _BETWEEN.split(joined or ""):
            yield Earlier(number, None, closed_on)


def _names(known: list[Earlier]) -> str:
    if not known:
        return "本系统里还没有对该申请人的答复。"
    first = {_plain(one.number): one for one in reversed(known)}
    newest = list(reversed(first.values()))[:NAMED]
    listed = "、".join(
        f"{one.number}" + (f"（{day.isoformat()}）" if (day := one.dated or one.counted_on) else "") for one in newest
    )
    return f"最近的是{listed}" + ("等。" if len(first) > NAMED else "。")


def _plain(number: str) -> str:
    """Return a 文号 without blanks, its brackets and digits as they are written in print."""
    return "".join(unicodedata.normalize("NFKC", number).translate(_BRACKETS).split())


def _warning(sentence: str, allowed: str) -> Objection:
    return Objection(REPLY_KINDS[REPEAT].ground, sentence, allowed, "warning", needs_reason=True)
