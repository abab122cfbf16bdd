"""Checking a whole ledger (核对台账) before anything is stored: lives folded by the clock, disputes, faults, warnings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.ledger.cells import CellFault, text_of
from gov_requests.ledger.columns import DISPUTE_SHEET, REQUEST_SHEET
from gov_requests.ledger.disputes import Days, Dispute, DisputeRows, warnings
from gov_requests.ledger.faults import Fault, Warned
from gov_requests.ledger.lives import Life, section_of
from gov_requests.ledger.progress import STRIDE, Step
from gov_requests.ledger.reading import Line, Raw
from gov_requests.ledger.requests import RequestRows
from gov_requests.ledger.unlawful import unlawful
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.disputes import Dispute as DisputeRow
from gov_requests.records.papers import Letter
from gov_requests.records.people import Organ, Person, RoleGrant, Section
from gov_requests.records.projection import Entry, facts_of, fold
from gov_requests.statute.calendar import OutOfCalendarError
from gov_requests.statute.clock import LifeError, read_clock
from gov_requests.statute.facts import FactError

#: How many numbers one question to the database names.
_ASKED = 500


@dataclass(frozen=True, slots=True)
class Folded:
    """A life that can be stored: its journal and the columns of its projection."""

    life: Life
    entries: list[Entry]
    state: dict[str, Any]


@dataclass(slots=True)
class Checked:
    """What a ledger holds. It can be stored while there is no fault."""

    organ: Organ
    requests: list[Folded] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    rows: int = 0

    def counts(self) -> dict[str, int]:
        """Return how much of what there is, as commands and pages say it."""
        still_open = sum(one.state["closed_on"] is None for one in self.requests)
        return {
            "rows": self.rows,
            "requests": len(self.requests),
            "open": still_open,
            "closed": len(self.requests) - still_open,
            "disputes": len(self.disputes),
        }


def check(raw: Raw, organ: Organ, today: date, *, year_format: str = "2021") -> Checked:
    """Check what a workbook holds against itself, the law and what the organ has here already."""
    checked = Checked(organ)
    for _step in checking(checked, raw, today, year_format=year_format):
        pass
    return checked


def checking(checked: Checked, raw: Raw, today: date, *, year_format: str = "2021") -> Iterator[Step]:
    """Do what ``check`` does into ``checked``, and yield how far it is: each row is read, then each life is folded."""
    lines, disputes = raw.lines[REQUEST_SHEET], raw.lines[DISPUTE_SHEET]
    whole = 2 * len(lines)
    checked.rows = len(lines) + len(disputes)
    checked.faults, checked.warnings = list(raw.faults), list(raw.warnings)
    rows = RequestRows(_taken(Case, checked.organ, lines, 0), year_format)
    for done, line in enumerate(lines, 1):
        rows.take(line)
        if done % STRIDE == 0:
            yield Step(done, whole)
    checked.faults += rows.faults
    lives, folder = list(rows.sound()), _Folder(checked, today)
    for done, life in enumerate(lives, 1):
        folder.take(life)
        if done % STRIDE == 0:
            yield Step(len(lines) + done * len(lines) // len(lives), whole)
    checked.warnings += _numbers_twice(checked)
    _disputes(checked, disputes, set(rows.lives), today)
    checked.faults.sort(key=lambda fault: (fault.sheet != REQUEST_SHEET, fault.row))
    checked.warnings.sort(key=lambda warned: (warned.sheet != REQUEST_SHEET, warned.row))
    yield Step(whole, whole)


class _Folder:
    """Folds lives by the clock, one after another."""

    def __init__(self, checked: Checked, today: date) -> None:
        self.checked, self.today = checked, today
        self.days, self.sections = calendar(), _sections(checked.organ)

    def take(self, life: Life) -> None:
        """Fold a life; one that the clock cannot read is a fault."""
        entries = life.journal(section_of(life, self.sections))
        try:
            clock = read_clock(facts_of(entries), self.days, self.today, proof=False)
            state = fold(entries, self.days, self.today)
        except (FactError, LifeError, OutOfCalendarError) as contradiction:
            right = "应改正这件申请的日期。"
            self.checked.faults.append(Fault(REQUEST_SHEET, life.row, "收到日期", f"{contradiction}", right))
            return
        self.checked.requests.append(Folded(life, entries, state))
        self.checked.warnings += unlawful(life, entries, clock, self.days, self.today)


def _disputes(checked: Checked, lines: Sequence[Line], in_file: set[str], today: date) -> None:
    here = _days_here(checked.organ, _numbers(lines, 2))
    rows = DisputeRows(in_file | set(here), _taken(DisputeRow, checked.organ, lines, 0))
    for line in lines:
        rows.take(line)
    checked.faults += rows.faults
    checked.disputes = list(rows.disputes.values())
    days = here | {one.life.number: Days(one.life.received_on, one.state["closed_on"]) for one in checked.requests}
    for dispute in checked.disputes:
        checked.warnings += warnings(dispute, days, calendar(), today)


def _taken(table: type[Case | DisputeRow], organ: Organ, lines: Sequence[Line], place: int) -> set[str]:
    """Return which of the numbers in a column the organ has here already."""
    found: set[str] = set()
    for some in _batches(_numbers(lines, place)):
        query = sa.select(table.number).where(table.organ_id == organ.id, table.number.in_(some))
        found |= set(db.session.scalars(query))
    return found


def _numbers(lines: Sequence[Line], place: int) -> list[str]:
    found = set()
    for line in lines:
        with suppress(CellFault):  # It is named when its row is read.
            found.add(text_of(line.values[place]))
    return sorted(found - {""})


def _days_here(organ: Organ, numbers: Sequence[str]) -> dict[str, Days]:
    found: dict[str, Days] = {}
    for some in _batches(numbers):
        query = (
            sa.select(Case.number, CaseState.received_on, CaseState.closed_on)
            .join(CaseState, CaseState.case_id == Case.id)
            .where(Case.organ_id == organ.id, Case.number.in_(some))
        )
        found |= {row.number: Days(row.received_on, row.closed_on) for row in db.session.execute(query)}
    return found


def _batches(numbers: Sequence[str]) -> Iterator[Sequence[str]]:
    return (numbers[first : first + _ASKED] for first in range(0, len(numbers), _ASKED))


def _sections(organ: Organ) -> dict[str, tuple[int, bool]]:
    headed = sa.exists().where(
        Person.section_id == Section.id,
        Person.active.is_(True),
        RoleGrant.person_id == Person.id,
        RoleGrant.role == "section_head",
    )
    rows = db.session.execute(sa.select(Section.id, Section.name, headed).where(Section.organ_id == organ.id))
    return {name: (number, bool(is_headed)) for number, name, is_headed in rows}


def _numbers_twice(checked: Checked) -> Iterator[Warned]:
    """文号 that two requests share, in the ledger or with a letter that is here."""
    used = [
        (one.data["letter"], one.row, folded.life)
        for folded in checked.requests
        for one in folded.life.happened
        if "letter" in one.data
    ]
    often = Counter(number for number, _row, _life in used)
    here: set[str] = set()
    for some in _batches(sorted(often)):
        query = sa.select(Letter.number).where(Letter.organ_id == checked.organ.id, Letter.number.in_(some))
        here |= set(db.session.scalars(query))
    for number, row, life in used:
        if often[number] > 1 or number in here:
            yield Warned(
                REQUEST_SHEET, row, life.number, "letter_number_twice", f"文号 {number} 不止一件申请使用，请核对。"
            )
