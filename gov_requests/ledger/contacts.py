"""联系方式 and 证件号码: one cell of the ledger, several columns here. What is split is joined to the same text again. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from gov_requests import masking

_PHONE = re.compile(r"[+(（]?[0-9][0-9()（）\- 转,，]{4,38}")
_POSTCODE = re.compile(r"[0-9]{6}")
_EMAIL = re.compile(r"[^\s@；]{1,60}@[^\s@；]{1,39}")
_PERSON: Final = "联系人："
_SEPARATOR: Final = "；"
#: The order in which the parts stand in the cell, and how long each may be.
_PARTS: Final = {"contact": 60, "phone": 40, "address": 200, "postcode": 10, "email": 100}
_RESIDENT = re.compile(r"[0-9]{17}[0-9Xx]")
_CREDIT = re.compile(r"[0-9A-Z]{18}")


def joined(case: Mapping[str, Any], *, masked: bool = False) -> str:
    """Return a request's ways of contact as one cell."""
    parts = []
    for name in _PARTS:
        value = case[name]
        if value:
            shown = _MASKS[name](value) if masked else value
            parts.append(f"{_PERSON}{shown}" if name == "contact" else shown)
    return _SEPARATOR.join(parts)


_MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "contact": masking.name,
    "phone": masking.phone,
    "address": masking.address,
    "postcode": str,
    "email": masking.email,
}


def split(text: str) -> dict[str, str | None]:
    """Return the parts of a cell by column; what cannot be told apart stays together as the address."""
    found: dict[str, str | None] = dict.fromkeys(_PARTS)
    for piece in text.split(_SEPARATOR) if text else ():
        name = _what(piece)
        value = piece.removeprefix(_PERSON) if name == "contact" else piece
        found[name] = f"{found[name]}{_SEPARATOR}{value}" if found[name] else value
    fits = all(len(value or "") <= _PARTS[name] for name, value in found.items())
    if text and (not fits or joined(found) != text):
        return {**dict.fromkeys(_PARTS), "address": text}
    return found


def _what(piece: str) -> str:
    if piece.startswith(_PERSON) and len(piece) > len(_PERSON):
        return "contact"
    if _POSTCODE.fullmatch(piece):
        return "postcode"
    if _PHONE.fullmatch(piece):
        return "phone"
    return "email" if _EMAIL.fullmatch(piece) else "address"


def id_type(kind: str, number: str) -> str:
    """Return what kind of paper a number belongs to, as far as its form tells."""
    if kind == "natural_person" and _RESIDENT.fullmatch(number):
        return "居民身份证"
    if kind != "natural_person" and _CREDIT.fullmatch(number):
        return "统一社会信用代码"
    return "其他证件"
