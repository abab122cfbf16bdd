"""文号: by the organ's format (代字, year in 〔〕, serial, a suffix per letter), allocated in the act that signs the letter.

A format that counts (``{序号}``) has its own series in the organ's year; the counter is raised in the signing transaction, so that the
series has no gap. A number that was given is never given again: a letter that is not sent is voided (作废) and keeps it.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

import sqlalchemy as sa

from gov_requests.documents.kinds import LETTERS, SEVERAL
from gov_requests.records.base import db
from gov_requests.records.cases import Case, Counter, next_number
from gov_requests.records.office_texts import texts_on
from gov_requests.records.papers import Letter

DEFAULT: Final = "{代字}〔{年}〕{申请序号}号-{后缀}"
PLACES: Final = frozenset({"代字", "年", "申请序号", "序号", "后缀"})
_PLACE: Final = re.compile(r"\{([^{}]*)\}")
SAMPLE: Final = {"代字": "某公开", "年": "2026", "申请序号": "12", "序号": "34", "后缀": "答"}
_LONGEST: Final = 60


def letter_number(case: Case, code: str, on: date) -> str:
    """Return the next 文号 for a letter of this request signed on a day. Call it inside the act that issues the letter."""
    pattern = _pattern(case, code, on)
    serial = next_number(case.organ_id, _series(code), on.year) if "{序号}" in pattern else 0
    return _numbered(case, code, on, pattern, serial)


def number_in_view(case: Case, code: str, on: date) -> str:
    """Return the 文号 that a letter would get if it were signed now; nothing is allocated."""
    pattern = _pattern(case, code, on)
    key = (Counter.organ_id == case.organ_id, Counter.series == _series(code), Counter.year == on.year)
    given = db.session.scalar(sa.select(Counter.value).where(*key)) or 0
    return _numbered(case, code, on, pattern, given + 1)


def fault_of(pattern: str) -> str | None:
    """Return what is wrong with a format, None where it is sound: a year, a serial, known places, and short enough."""
    unknown = [name for name in _PLACE.findall(pattern) if name not in PLACES]
    if unknown:
        return f"没有“{{{unknown[0]}}}”这一项，可用的是 {' '.join(f'{{{name}}}' for name in SAMPLE)}。"
    bare = _PLACE.sub("", pattern)
    if "{" in bare or "}" in bare or "\n" in bare:
        return "花括号没有成对，或者写成了几行。"
    if "〔{年}〕" not in pattern:
        return "年份应写作〔{年}〕（GB/T 9704—2012）。"
    if "{序号}" not in pattern and not {"{申请序号}", "{后缀}"} <= set(re.findall(r"\{[^{}]*\}", pattern)):
        return "须有 {序号}，或者同时有 {申请序号} 和 {后缀}，文号才不会重复。"
    return "太长。" if len(filled(pattern, SAMPLE)) > _LONGEST else None


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """Return a format with its places filled. What is filled in is never read as a format again."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), pattern)


def _series(code: str) -> str:
    return f"letter_{LETTERS.get(code, SEVERAL).made}"


def _pattern(case: Case, code: str, on: date) -> str:
    held = texts_on(case.organ_id, on).get(f"number_{LETTERS.get(code, SEVERAL).made}")
    return held.text if held is not None and held.text else DEFAULT


def _numbered(case: Case, code: str, on: date, pattern: str, serial: int) -> str:
    counts = "{序号}" in pattern
    values = {
        "代字": case.organ.short,
        "年": str(on.year if counts else case.year),
        "申请序号": str(case.serial) if case.serial is not None else case.number,
        "序号": str(serial),
        "后缀": LETTERS.get(code, SEVERAL).suffix,
    }
    first = filled(pattern, values)
    if counts:
        return first
    taken = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(Letter)
        .where(Letter.case_id == case.id, Letter.number.startswith(first, autoescape=True))
    )
    return f"{first}{taken + 1}" if taken else first
