"""文号: the organ's 代字, the year and serial of the request, a suffix per letter (《党政机关公文格式》 form, 〔〕 around the year)."""

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.papers import Letter

#: Letter code → suffix. One request number, a suffix for the document, as offices do it.
SUFFIXES = {"D01": "回", "D02": "补", "D04": "延", "D05": "征", "D08": "协", "D09": "费", "D26": "告"}
REPLY_SUFFIX = "答"


def letter_number(case: Case, code: str) -> str:
    """Return the next 文号 for a letter of this request. Call it inside the act that issues the letter."""
    suffix = SUFFIXES.get(code, REPLY_SUFFIX)
    place = f"{case.serial}号" if case.serial is not None else f"{case.number}号"
    first = f"{case.organ.short}〔{case.year}〕{place}-{suffix}"
    taken = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(Letter)
        .where(Letter.case_id == case.id, Letter.number.startswith(first, autoescape=True))
    )
    return f"{first}{taken + 1}" if taken else first
