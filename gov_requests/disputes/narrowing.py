"""From an address to the disputes that it means, and back: a number on the analysis page and the list that it opens say the same."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from gov_requests.access import Action, Scope
from gov_requests.records.base import db
from gov_requests.records.dispute_rates import CONCLUDED, NONE, RECEIVED, Narrowing
from gov_requests.records.people import Organ, Person
from gov_requests.records.standing_in import granted
from gov_requests.statute.disputes import KINDS
from gov_requests.statute.outcomes import BUCKETS

_DAYS = ("since", "until", "pending_on")
_NUMBERS = ("organ", "section", "handler")
_WORDS = ("tribunal", "kind", "bucket", "ground", "template", "reason", "channel")
#: An id that no row has: what is not there.
_ABSENT = -1
_LARGEST = 2**31 - 1


def narrowing_of(args: MultiDict[str, str]) -> Narrowing:
    """Return what an address asks for; what cannot be read is left out."""
    found: dict[str, Any] = {}
    basis = args.get("basis", "")
    if basis in (CONCLUDED, RECEIVED):
        found["basis"] = basis
    for name in _DAYS:
        found[name] = _day(args.get(name, ""))
    for name in _NUMBERS:
        text = args.get(name, "")
        if text == NONE:
            found[name] = _ABSENT
        elif text.isascii() and text.isdecimal() and len(text) <= len(str(_LARGEST)) and int(text) <= _LARGEST:
            found[name] = int(text)
    for name in _WORDS:
        found[name] = args.get(name, "").strip()[:60] or None
    if args.get("self_corrected") == "1":
        found["self_corrected"] = True
    return Narrowing(**found)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def address_of(narrowing: Narrowing, **changed: Any) -> dict[str, str]:
    """Return a narrowing as the arguments of an address."""
    found = {}
    for name, value in asdict(replace(narrowing, **changed)).items():
        if value is None or value is False:
            continue
        found[name] = NONE if value == _ABSENT else "1" if value is True else str(value)
    return found


def organ_choices(person: Person) -> list[tuple[str, str]]:
    """Return the organs that a reader of several may choose from."""
    if Scope.DISTRICT not in granted(person, Action.READ_DISPUTE):
        return []
    return [(str(key), name) for key, name in db.session.execute(sa.select(Organ.id, Organ.name).order_by(Organ.id))]


def filter_fields(person: Person, narrowing: Narrowing, word: str) -> list[dict[str, Any]]:
    """Return the filters of the list with what is chosen."""
    kinds = [(row.code, row.title) for row in KINDS.values()]
    fields: list[dict[str, Any]] = [
        {"name": "kind", "label": "类型", "choices": kinds, "value": narrowing.kind},
        {"name": "bucket", "label": "结果", "choices": list(BUCKETS.items()), "value": narrowing.bucket},
    ]
    organs = organ_choices(person)
    if organs:
        fields.insert(0, {"name": "organ", "label": "单位", "choices": organs, "value": narrowing.organ})
    return [*fields, {"name": "word", "label": "编号、机关、内容", "value": word, "placeholder": "编号、机关、内容"}]


def kept_fields(narrowing: Narrowing) -> dict[str, str]:
    """Return what the filter form carries along: all that it does not show itself."""
    shown = {"kind", "bucket", "organ"}
    return {name: value for name, value in address_of(narrowing).items() if name not in shown}


def is_drilled(narrowing: Narrowing) -> bool:
    """Return whether the list came from a number of the analysis page."""
    return narrowing.counted
