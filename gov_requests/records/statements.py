"""Statements that every page asks (counts beside the navigation), built once for all readers with the same rights.

What a statement says follows from who reads, and from what the caller names beside it; building it anew takes longer than its answer.
"""

from collections.abc import Callable, Hashable
from typing import Any

import sqlalchemy as sa

from gov_requests.records.people import Person
from gov_requests.records.standing_in import principals

Statement = sa.Select[*tuple[Any, ...]]
#: More readers on one day than an office has.
_MOST = 4096
_kept: dict[Hashable, Statement] = {}


def kept(name: str, person: Person, build: Callable[[], Statement], *said: Hashable) -> Statement:
    """Return the statement ``name`` for a person's rights; ``said`` is all that ``build`` puts into it besides."""
    key = (name, _rights(person), said)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= _MOST:
            _kept.clear()
        found = _kept[key] = build()
    return found


def _rights(person: Person) -> Hashable:
    """Return all of a person that a scope looks at, and of those for whom the person stands in today."""
    return tuple((one.id, one.roles, one.organ_id, one.section_id) for one in (person, *principals(person)))
