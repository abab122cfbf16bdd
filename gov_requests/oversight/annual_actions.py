"""Typing in what the report cannot count, freezing it, and correcting what was frozen (定稿、更正)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Action, Scope
from gov_requests.oversight.annual_text import content_of
from gov_requests.records.annual import in_row, of_organ
from gov_requests.records.annual_reports import (
    ALL,
    AnnualEntry,
    AnnualReport,
    Figures,
    editions,
    entry_of,
    figures,
    organ_of,
)
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.cases import CaseState
from gov_requests.records.people import Organ, Person
from gov_requests.records.standing_in import granted
from gov_requests.refusals import BadInput, NotAllowed, NotFound
from gov_requests.statute.annual_report import COLUMNS, FORWARD, LEAVES, NEW, OVER, ROWS, TITLES, column_title
from gov_requests.today import today

TOO_EARLY = "{year} 年还没有结束，数据还会变动；年末后才能定稿。"
BROKEN = "没有定稿：勾稽关系 {name} 不成立。{detail}。请先更正申请的登记，再定稿。"
UNEXPLAINED = "没有定稿：上年结转与上年度报告不一致，请先在“填写”中说明原因。{detail}。"
#: The part of the text that explains why 上年结转 is not last year's 结转.
DIFFERENCE = "difference"
#: The rows whose requests are kept with a frozen report; the totals follow from them.
_KEPT_ROWS = (NEW, OVER, *LEAVES, FORWARD)


def compiled_by(code: str, person: Person) -> Organ | None:
    """Return the organ whose report the person compiles: the own one's, or the district's (None). Raises ``NotFound``."""
    organ = organ_of(code)
    extent = granted(person, Action.COMPILE_REPORT)
    own = organ is not None and organ.id == person.organ_id and Scope.ORGAN in extent
    if own or (organ is None and Scope.DISTRICT in extent):
        return organ
    raise NotFound("没有这份年度报告，或不由您编制。")


def save_entry(code: str, year: int, table_two: dict[str, str], texts: dict[str, str], opened: Opened) -> None:
    """Keep what was typed for a report."""
    organ = compiled_by(code, opened.by)
    whose = ALL if organ is None else organ.code
    with one_act(opened.by, opened.key) as act:
        entry = entry_of(whose, year)
        if entry is None:
            db.session.add(AnnualEntry(whose=whose, year=year, table_two=table_two, texts=texts))
        else:
            entry.table_two, entry.texts = table_two, texts
        act.note("annual_report_typed", whose=whose, year=year)


def freeze(code: str, year: int, reason: str, opened: Opened) -> AnnualReport:
    """Freeze the report as it stands; a further edition needs a reason.

    Raises ``NotAllowed`` before the year's end and while the tables do not add up, ``BadInput`` without the reason.
    """
    organ = compiled_by(code, opened.by)
    if today().year <= year:
        raise NotAllowed(TOO_EARLY.format(year=year))
    with one_act(opened.by, opened.key) as act:
        found = figures(organ, year)
        _refuse_what_does_not_add_up(found)
        earlier = editions(found.whose, year)
        if earlier and not reason:
            raise BadInput("已有定稿，更正须写明理由。", field="reason")
        report = AnnualReport(
            whose=found.whose,
            year=year,
            edition=len(earlier) + 1,
            content=content_of(found),
            cases={} if organ is None else counted(organ.id, year),
            reason=reason or None,
            frozen_at=act.at,
            frozen_by=opened.by.id,
        )
        db.session.add(report)
        act.note("annual_report_frozen", whose=found.whose, year=year, edition=report.edition, reason=reason or None)
    return report


def _refuse_what_does_not_add_up(found: Figures) -> None:
    for row in found.identities:
        if row.holds or row.name == "T2":
            continue
        if row.name != "跨年":
            raise NotAllowed(BROKEN.format(name=row.name, detail=row.detail))
        if not found.texts.get(DIFFERENCE):
            raise NotAllowed(UNEXPLAINED.format(detail=row.detail))


def counted(organ_id: int, year: int) -> dict[str, dict[str, list[int]]]:
    """Return which requests each cell of table three counts: row → column → ids."""
    found: dict[str, dict[str, list[int]]] = {}
    for row in _KEPT_ROWS:
        query = sa.select(CaseState.applicant_kind, CaseState.case_id).where(in_row(row, year), of_organ(organ_id))
        cells: dict[str, list[int]] = defaultdict(list)
        for kind, case_id in db.session.execute(query.order_by(CaseState.case_id)):
            cells[kind].append(case_id)
        found[row] = dict(cells)
    return found


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str, int, int]]:
    """Yield each cell of table three that differs between two contents: row's title, column's title, before, after."""
    for row in ROWS:
        for column in COLUMNS:
            was, now = before["table3"][row][column], after["table3"][row][column]
            if was != now:
                yield TITLES[row], column_title(column), was, now
