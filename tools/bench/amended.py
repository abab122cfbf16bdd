"""A day of the calendar is amended: every open request right on disk, beside reading their facts and writing what changed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.journal import JournalRow
from gov_requests.records.open_lives import CALENDAR_COLUMNS, facts_touched_by
from gov_requests.records.people import Organ
from gov_requests.records.projection import Entry, fold, own_columns
from gov_requests.records.rebuild import refold_clocks
from gov_requests.today import now, today
from gov_requests.workdays import import_arrangement
from tools.bench.measure import Comparison, Way, measure
from tools.bench.registration import prepared
from tools.bench.report import table

REQUESTS, OPEN = 1_000_000, 30_000
_BATCH = 10_000
_DIGEST = "0" * 64
_APPLICANTS = Applicant.__table__
_STATES = CaseState.__table__
_WRITE = sa.update(_STATES).where(_STATES.c.case_id == sa.bindparam("b_case_id"))


def amended() -> str:
    """Return the section: refolding beside the least that has to be read and written."""
    with prepared() as (app, home), app.app_context():
        _fill()
        before = _open_states()
        _amend(home)
        _refold()
        changed = [
            {name: old[name] for name in ("b_case_id", *CALENDAR_COLUMNS[1:])}
            for old, new in zip(before, _open_states(), strict=True)
            if old != new
        ]

        def floor() -> int:
            # What the calendar without the amendment says: so that each way writes as many rows as the other.
            with bookkeeping():
                read = sum(len(entries) for _, entries in facts_touched_by(today().year))
                db.session.connection().execute(_WRITE, changed)
            return read

        comparison = Comparison(
            f"One amended day: {OPEN:,} open of {REQUESTS:,} requests, {len(changed):,} of them moved",
            "open request",
            OPEN,
            (
                Way("their facts read, the changed rows written", floor),
                Way("the same, with the clock over each of them in between", _refold),
            ),
            "SQLite, a transaction each, through the same statements. The floor is told beforehand which rows change, and into what.",
            rounds=5,
        )
        return table(comparison, measure(comparison))


def _refold() -> int:
    with bookkeeping():
        return refold_clocks(today().year)["requests_moved"]


def _amend(home: Path) -> None:
    """Have nobody work on a day some weeks ahead."""
    day = calendar().add(today(), 5)
    held = calendar().arrangements[day.year].as_dict()
    import_arrangement(held | {"off": [*held["off"], day.isoformat()], "source": "bench"}, home, by="bench", at=now())


def _open_states() -> list[sa.RowMapping]:
    columns = [column for column in _STATES.c if column.name != "case_id"]
    query = sa.select(_STATES.c.case_id.label("b_case_id"), *columns)
    return list(db.session.execute(query.where(_STATES.c.closed_on.is_(None)).order_by(_STATES.c.case_id)).mappings())


def _fill() -> None:
    """Fill the database with requests, the open ones spread among the closed."""
    organ_id = db.session.scalars(sa.select(Organ.id)).one()
    with bookkeeping() as session:
        applicant = sa.insert(_APPLICANTS).values(organ_id=organ_id, kind="natural_person", name="虚小明")
        applicant_id = session.execute(applicant.returning(_APPLICANTS.c.id)).scalar_one()
    first = 1 + (db.session.scalar(sa.select(sa.func.max(JournalRow.id))) or 0)
    for start in range(0, REQUESTS, _BATCH):
        lives = [(start + n + 1, *_life(start + n)) for n in range(_BATCH)]
        with bookkeeping() as session:
            connection = session.connection()
            connection.execute(
                sa.insert(Case.__table__), [_case(number, organ_id, applicant_id) for number, *_ in lives]
            )
            rows = [row for number, _, entries in lives for row in _journal(number, entries)]
            connection.execute(sa.insert(JournalRow.__table__), [row | {"id": first + n} for n, row in enumerate(rows)])
            first += len(rows)
            connection.execute(sa.insert(_STATES), [_state(number, entries, organ_id) for number, _, entries in lives])


def _case(number: int, organ_id: int, applicant_id: int) -> dict[str, Any]:
    return {
        "id": number,
        "organ_id": organ_id,
        "number": f"2026-{number:07}",
        "year": 2026,
        "applicant_id": applicant_id,
        "title": "虚构里小区综合整治项目的实施方案批复文件",
        "description": "申请公开虚构里小区综合整治项目的实施方案批复文件。" * 4,
        "medium": "纸质",
        "delivery": "邮寄",
        "registered_at": datetime(2026, 1, 1, tzinfo=UTC),
    }


def _life(number: int) -> tuple[bool, list[Entry]]:
    """Return whether a request is open, and its journal: one in four asks a third party, one in eight is extended."""
    opened = number % (REQUESTS // OPEN) == 0
    turn = number // (REQUESTS // OPEN)
    came = today() - timedelta(days=turn % 35 if opened else 60 + number % 2000)
    found: list[tuple[str, date | None, dict[str, Any]]] = [
        ("received", came, {"fact": {"channel": "in_person"}, "number": "2026-1"}),
        ("assigned", None, {"section_id": None}),
    ]
    if turn % 4 == 1:
        fact = {"ref": "A", "from": "third_party", "delivered_on": f"{came + timedelta(2)}"}
        found.append(("opinion_sought", came + timedelta(1), {"fact": fact}))
        found.append(("opinion_received", came + timedelta(9), {"fact": {"ref": "A"}}))
    if turn % 8 == 3:
        found.append(
            ("extended", came + timedelta(5), {"fact": {"workdays": 20, "approved_on": f"{came + timedelta(4)}"}})
        )
    if not opened:
        found.append(("replied", came + timedelta(20), {"fact": {}, "reply_kind": "disclosed"}))
    return opened, [Entry(seq, kind, on, data) for seq, (kind, on, data) in enumerate(found, start=1)]


def _journal(number: int, entries: list[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield {
            "case_id": number,
            "case_seq": entry.seq,
            "kind": entry.kind,
            "happened_on": entry.happened_on,
            "recorded_at": datetime(2026, 1, 1, tzinfo=UTC),
            "signature": "bench",
            "data": entry.data,
            "digests": {},
            "previous": _DIGEST,
            "hash": _DIGEST,
        }


def _state(number: int, entries: list[Entry], organ_id: int) -> dict[str, Any]:
    return {"case_id": number, **fold(entries, calendar(), today()), **own_columns(organ_id, "natural_person", None)}
