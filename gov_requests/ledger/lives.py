"""From rows to lives (办理经过): the rows of one request become its receipt, its facts and its journal. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from gov_requests.ledger.columns import CHANNEL_WORDS, SOURCE_WORDS
from gov_requests.records.projection import Entry
from gov_requests.statute.facts import KINDS
from gov_requests.statute.reply_kinds import REPLY_KINDS

#: Between what several rows of one request say in a column that the request has once.
SEPARATOR = "；"


class Happened(NamedTuple):
    """A fact of the clock as a row tells it; ``row`` and ``column`` say where it stands."""

    row: int
    column: str
    kind: str
    on: date
    fact: dict[str, Any]
    data: dict[str, Any]


@dataclass(slots=True)
class Life:
    """One request as the ledger tells it. ``base`` holds the values of its first row's columns by heading."""

    row: int
    base: dict[str, Any]
    happened: list[Happened] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    #: 文号 beside no reply, kept as it stands.
    numbers: list[str] = field(default_factory=list)

    @property
    def number(self) -> str:
        """登记编号."""
        return str(self.base["登记编号"])

    @property
    def received_on(self) -> date:
        """收到日期."""
        on: date = self.base["收到日期"]
        return on

    @property
    def department(self) -> str:
        """承办部门, as it is written."""
        return SEPARATOR.join(self.departments)

    def ended(self) -> bool:
        """Return whether the ledger tells how it ended."""
        return any(one.kind in ("replied", "withdrawn", "abandoned") for one in self.happened)

    def journal(self, assigned: dict[str, Any] | None) -> list[Entry]:
        """Return the rows of its journal, in order: receipt, the section where it is one of the organ's, what happened."""
        fact = {"channel": CHANNEL_WORDS[self.base["收到方式"]]}
        if self.base["确认日期"] is not None:
            fact["confirmed_on"] = self.base["确认日期"].isoformat()
        told = {"department": self.department, "note": SEPARATOR.join(self.notes)}
        told["numbers"] = SEPARATOR.join(self.numbers)
        ledger = {name: text for name, text in told.items() if text}
        rows: list[tuple[str, date | None, dict[str, Any]]] = [
            ("received", self.received_on, {"fact": fact, "number": self.number, "ledger": ledger})
        ]
        if assigned is not None:
            rows.append(("assigned", None, assigned))
        rows += [(one.kind, one.on, {"fact": one.fact, **one.data}) for one in in_order(self.happened)]
        return [Entry(seq, kind, on, data) for seq, (kind, on, data) in enumerate(rows, 1)]


def in_order(happened: Iterable[Happened]) -> list[Happened]:
    """Return what happened by day, on one day in the order of the law's table."""
    return sorted(happened, key=lambda one: (one.on, KINDS[one.kind].rank))


def happenings(row: int, cells: dict[str, Any], ref: str, reply_kind: str | None) -> Iterator[Happened]:
    """Yield the facts that a row tells; ``ref`` names its consultation, ``reply_kind`` is the code of its 答复类型."""
    for column, kind in _PLAIN:
        if cells[column] is not None:
            yield Happened(row, column, kind, cells[column], {}, {})
    if cells["征求发出日期"] is not None:
        fact = {"ref": ref, "from": SOURCE_WORDS[cells["征求意见对象"]], **_day("delivered_on", cells["征求送达日期"])}
        yield Happened(row, "征求发出日期", "opinion_sought", cells["征求发出日期"], fact, {})
    if cells["意见收到日期"] is not None:
        yield Happened(row, "意见收到日期", "opinion_received", cells["意见收到日期"], {"ref": ref}, {})
    if cells["延期告知日期"] is not None:
        fact = {"workdays": cells["延期工作日"], **_day("approved_on", cells["延期批准日期"])}
        yield Happened(row, "延期告知日期", "extended", cells["延期告知日期"], fact, {})
    if cells["答复日期"] is not None:
        kind = REPLY_KINDS[reply_kind].closes_by if reply_kind else "replied"
        data = {"reply_kind": reply_kind} if reply_kind else {}
        if cells["文号"]:
            data["letter"] = cells["文号"]
        yield Happened(row, "答复日期", kind, cells["答复日期"], {}, data)


_PLAIN = (
    ("补正告知日期", "correction_requested"),
    ("补正收到日期", "corrected"),
    ("收费通知日期", "fee_noticed"),
    ("缴费日期", "fee_paid"),
)


def _day(name: str, day: date | None) -> dict[str, str]:
    return {} if day is None else {name: day.isoformat()}


def add_once(found: list[str], text: str) -> None:
    """Add a text that is not there yet."""
    if text and text not in found:
        found.append(text)


def section_of(life: Life, sections: dict[str, tuple[int, bool]]) -> dict[str, Any] | None:
    """Return what an ``assigned`` row says where 承办部门 is a section of the organ that can take it; else None.

    ``sections``: name → (id, whether somebody heads it). An open request goes only where somebody sees it; otherwise it waits for 分办.
    """
    known = sections.get(life.department)
    if known is None or not (known[1] or life.ended()):
        return None
    return {"section_id": known[0], "handler_id": None, "section": life.department, "handler": "", "note": ""}


Lives = Sequence[Life]
