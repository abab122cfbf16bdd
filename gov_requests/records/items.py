"""The items of a request (一事一申请的事项): what it asks for, one by one, as its journal says last. A request of one item has none."""

from collections.abc import Iterable

from gov_requests.records.projection import Entry, standing

#: More than this nobody answers in one letter.
MOST_ITEMS = 20
LONGEST_ITEM = 300


def items_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return a request's items in order, as they were named at the counter or last by the handler; empty: it is answered as a whole."""
    named: tuple[str, ...] = ()
    for entry in standing(entries):
        if entry.kind in ("received", "itemised") and "items" in entry.data:
            named = tuple(entry.data["items"])
    return named if len(named) > 1 else ()


def read_items(text: str) -> tuple[str, ...]:
    """Return the items of a text that holds one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
