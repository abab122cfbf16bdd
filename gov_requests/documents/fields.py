"""What people fill in for each letter: one table, from which forms, drafts and the check for completeness are made.

A draft keeps it in its content: `finding`, `reasons` and `withheld` on the first level, everything else in the dict
`said` under the field's name. A value is a string (kinds line and text), a list of strings (lines), or an ISO date (date):

    {"finding": "…", "reasons": "…", "said": {"channels": ["区信访办公室，…"], "earlier_on": "2026-03-02"}}
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gov_requests.documents.field_table import FIELDS, FieldSpec, Kind
from gov_requests.statute.reply_kinds import REPLY_KINDS


def fields_for(code: str) -> tuple[FieldSpec, ...]:
    """The fields of a letter (D14) or of a reply kind (third_party_rights), in the order of the form.

    A reply kind leaves out what only its letter's other kinds ask for. Raises KeyError where there is neither.
    """
    if code in FIELDS:
        return FIELDS[code]
    return asked_of(REPLY_KINDS[code].letter or "D01", code)


def asked_of(letter: str, variant: str) -> tuple[FieldSpec, ...]:
    """The fields of a letter in one variant of it: a reply kind, an ending, an outcome."""
    return tuple(field for field in FIELDS[letter] if not field.only or variant in field.only)


def said_in(code: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft's or notice's content says for a letter or reply kind, as facts: keywords of `ReplyFacts` or `NoticeFacts`."""
    said = {**content, **content.get("said", {})}
    return {field.name: _value(field.kind, said.get(field.name)) for field in fields_for(code)}


def _value(kind: Kind, given: Any) -> str | tuple[str, ...] | date | None:
    if kind == "date":
        return date.fromisoformat(given) if given else None
    if kind == "lines":
        lines = given.splitlines() if isinstance(given, str) else given or ()
        return tuple(line.strip() for line in lines if line.strip())
    return str(given or "")
