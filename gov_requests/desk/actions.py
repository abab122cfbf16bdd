"""Taking a list outside: an act, which the journal names like any other."""

from collections.abc import Sequence

from gov_requests.desk import columns
from gov_requests.desk.rows import Row, rows_of
from gov_requests.documents.exports import FORMATS
from gov_requests.records.base import one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.list_filters import Filters
from gov_requests.records.people import Person
from gov_requests.records.worklists import Worklist, page
from gov_requests.refusals import BadInput
from gov_requests.today import today

#: As many rows as a workbook of this kind is of use for, and as many as anybody prints.
MOST, MOST_PRINTED = 20_000, 1_000


def whole(person: Person, chosen: Worklist, filters: Filters, most: int) -> tuple[list[Row], bool]:
    """Return the rows of a filtered list, at most so many, and whether there are more."""
    found = page(person, chosen, today(), filters, size=most)
    return rows_of(found.rows, person, today()), found.after is not None


def export(chosen: Worklist, filters: Filters, keys: Sequence[str], who: str, opened: Opened) -> tuple[bytes, str]:
    """Return a filtered list with the chosen columns as a workbook, and its media type. Raises ``BadInput`` for too many rows.

    It shows what the list shows: no ID number, telephone or address is among the columns.
    """
    with one_act(opened.by, opened.key) as act:
        rows, more = whole(opened.by, chosen, filters, MOST)
        if more:
            raise BadInput(f"符合条件的超过 {MOST} 件，请用收到日期或者办结日期缩小范围后分次导出。")
        act.note("list_exported", list=chosen.key, rows=len(rows), criteria=filters.given())
    media_type, write = FORMATS["xlsx"]
    return write(*columns.table(rows, keys, who)), media_type
