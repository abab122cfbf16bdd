"""文号: the organ's 代字, the year and serial of the request, a suffix per letter (《党政机关公文格式》 form, 〔〕 around the year)."""

import sqlalchemy as sa

from gov_requests.documents.kinds import LETTERS, SEVERAL
from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.papers import Letter


def letter_number(case: Case, code: str) -> str:
    """Return the next 文号 for a letter of this request. Call it inside the act that issues the letter."""
    place = f"{case.serial}号" if case.serial is not None else f"{case.number}号"
    first = f"{case.organ.short}〔{case.year}〕{place}-{LETTERS.get(code, SEVERAL).suffix}"
    taken = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(Letter)
        .where(Letter.case_id == case.id, Letter.number.startswith(first, autoescape=True))
    )
    return f"{first}{taken + 1}" if taken else first
