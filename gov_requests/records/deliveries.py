"""Tries of delivery (送达、退件、再次送达), as the journal tells them."""

from collections.abc import Iterable

from gov_requests.records.projection import Entry, standing

TRIES = frozenset({"replied", "redelivered", "mail_returned"})


def came_back(entries: Iterable[Entry]) -> bool:
    """Whether the post brought the reply back and it has not been sent again."""
    tries = [entry.kind for entry in standing(entries) if entry.kind in TRIES]
    return bool(tries) and tries[-1] == "mail_returned"
