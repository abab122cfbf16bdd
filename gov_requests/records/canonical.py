"""One canonical text for hashing: sorted keys, no blanks, ISO dates in UTC. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any


def canonical(value: object) -> str:
    """Return the canonical JSON of ``value``; dates and instants become ISO text."""
    return _ENCODER.encode(value)


def digest_of(row: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of one table row.

    Empty columns are left out, so that a column which a later version adds (empty in old rows) leaves old digests true.
    """
    return hashlib.sha256(
        canonical({name: value for name, value in row.items() if value is not None}).encode()
    ).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no canonical form for {type(value).__name__}")


#: Made once: a journal of a million rows is written and checked with it.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
