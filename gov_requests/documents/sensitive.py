"""Numbers of persons in a text (身份证号、手机号码、固定电话、银行卡号): where they stand, so that a person decides each one. Pure.

What has a checksum is checked by it (GB 11643; Luhn for cards), so that numbers of files, parcels and accounts are left in peace.
A number may be written in full-width digits, in groups, and run on into the next line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gov_requests import masking
from gov_requests.identity import id_card_fault

#: The kinds and what they are called.
KINDS: Final = {"id_number": "身份证号", "mobile": "手机号码", "landline": "固定电话", "bank_card": "银行卡号"}
#: What stands between the digits of one number: blanks, dashes, at most one end of line.
_DASHES: Final = r"\-\u2010-\u2015\u2212\ufffe·"
_JOINT: Final = rf"(?:[ \t\u00a0\u2000-\u200b\u3000{_DASHES}]{{0,3}}(?:\r?\n)?[ \t\u00a0\u3000]{{0,3}})"
#: A run of digits with what may stand between them; no digit before it, neither letter nor digit behind it.
_RUN: Final = re.compile(rf"(?<![0-9])[0-9](?:{_JOINT}[0-9]){{10,}}(?:{_JOINT}[Xx])?(?![0-9A-Za-z])")
_LANDLINE: Final = re.compile(
    rf"(?<![0-9{_DASHES}])[(\[]?0(?:10|2[0-9]|[3-9][0-9]{{2}})(?:[)\]] ?| ?[{_DASHES}] ?)[2-9][0-9]{{2,3}}[ -]?[0-9]{{4}}(?![0-9A-Za-z])"
)
_MOBILE: Final = re.compile(r"(?:0086|86)?(1[3-9][0-9]{9})")
#: Provinces of GB/T 2260; 99 is nobody's, and stands for invented people.
_REGIONS: Final = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]|99"
_OLD_ID: Final = re.compile(rf"(?:{_REGIONS})[0-9]{{4}}[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{{3}}")
_OLD: Final = 15
_DECIMALS: Final = re.compile(r"\.[0-9]")
#: How cards begin that people here carry (ISO/IEC 7812): UnionPay, older cards of one bank, Visa, MasterCard, JCB.
_CARD: Final = re.compile(r"62[0-9]{14,17}|9558[0-9]{15}|4[0-9]{15}|5[1-5][0-9]{14}|35[0-9]{14}")
#: Where one number ends and the next begins, in a row of them.
_APART: Final = re.compile(r"[ \t\u00a0\u2000-\u200b\u3000]+|\r?\n")

#: A number is written in no more groups than these.
_MOST_GROUPS: Final = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One number: kind, its characters from … to (of the text), and how it is shown (masked)."""

    kind: str
    start: int
    end: int
    shown: str
    #: The number itself, for telling equal ones; it is never kept.
    number: str


def find(text: str) -> list[Hit]:
    """Return the numbers of persons in a text, in order, none inside another."""
    plain = _one_for_one(text)
    found = [*_in_runs(plain), *_landlines(plain)]
    return sorted(found, key=lambda hit: hit.start)


def _one_for_one(text: str) -> str:
    """Return the text with full-width digits, letters, brackets and dashes as ASCII; every character stays in its place."""
    return text.translate(_NARROW)


_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def _in_runs(text: str) -> Iterator[Hit]:
    for run in _RUN.finditer(text):
        yield from _numbers(text, run.start(), run.end())


def _numbers(text: str, start: int, end: int) -> Iterator[Hit]:
    """Yield the numbers of a run: it is one, or several stand in it apart."""
    gaps = [(start + gap.start(), start + gap.end()) for gap in _APART.finditer(text[start:end])]
    groups = list(zip([start, *(gap[1] for gap in gaps)], [*(gap[0] for gap in gaps), end], strict=True))
    place = 0
    while place < len(groups):
        for stop in range(min(len(groups), place + _MOST_GROUPS) - 1, place - 1, -1):
            found = _hit(text, groups[place][0], groups[stop][1])
            if found is not None:
                yield found
                place = stop
                break
        place += 1


def _hit(text: str, start: int, end: int) -> Hit | None:
    number = re.sub(r"[^0-9Xx]", "", text[start:end]).upper()
    kind = kind_of(number)
    # The old numbers have no check digit: an amount of money is none.
    if kind is None or (len(number) == _OLD and _DECIMALS.match(text, end)):
        return None
    shown = masking.phone(number) if kind == "mobile" else masking.id_number(number)
    return Hit(kind, start, end, shown, number)


def kind_of(number: str) -> str | None:
    """Return what a bare number is, None where it is none of a person's."""
    if len(number) == 18 and id_card_fault(number) is None:
        return "id_number"
    if _OLD_ID.fullmatch(number):
        return "id_number"
    if _MOBILE.fullmatch(number):
        return "mobile"
    return "bank_card" if _CARD.fullmatch(number) and _luhn(number) else None


def _luhn(number: str) -> bool:
    """Return whether a card's check digit holds (ISO/IEC 7812-1, Annex B)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [2 * digit - 9 if digit > 4 else 2 * digit for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _landlines(text: str) -> Iterator[Hit]:
    for found in _LANDLINE.finditer(text):
        number = re.sub(r"[^0-9]", "", found.group())
        yield Hit("landline", found.start(), found.end(), masking.phone(number), number)
