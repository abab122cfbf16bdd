"""The annual report's days (第四十九条) as a clock: 31 January of every organ, 31 March of the district, until the report is frozen.

Both are fixed days that do not roll off a holiday; what is said runs on the last working day that is not later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.oversight.clocks import BATCH
from gov_requests.oversight.ladder import HANDLER, in_words
from gov_requests.records.annual_reports import ALL, AnnualReport
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.people import Organ
from gov_requests.records.reminders import Reminder
from gov_requests.statute.annual_report import due_days

#: Later in the year nobody is reminded of last year's report: an office that began with the system since then made it elsewhere.
_LAST_MONTH = 6


class Owed(NamedTuple):
    """A report that is not frozen yet; ``subject_id`` 0: the district's."""

    subject_id: int
    organ_id: int
    section_id: int | None
    handler_id: int | None
    due_on: date
    year: int
    name: str
    law_day: date


def working_day(due_on: date) -> date:
    """Return the last working day that is not later than a fixed day."""
    days = calendar()
    return due_on if days.is_workday(due_on) else days.at(days.position(due_on))


@dataclass(frozen=True, slots=True)
class AnnualClock:
    """As ``clocks.Clock``, of reports instead of rows; the district's is told to whoever supervises it."""

    name: str
    first: Role
    district: bool

    def hearers(self, roles: tuple[Role, ...]) -> tuple[Role, ...]:
        """Return who hears a rung of these roles: of the district's own report nobody but the district."""
        return (self.first,) if self.district else (self.first, *(role for role in roles if role is not HANDLER))

    def falling(self, span: tuple[date, date], step: int, day: date) -> list[Owed]:
        """Return the reports whose day lies in a span (from, before) and of which nobody has been told at this step."""
        owed = [one for one in self._owed(day) if span[0] <= one.due_on < span[1]]
        if not owed:
            return []
        told = sa.select(Reminder.subject_id).where(
            Reminder.clock == self.name, Reminder.due_on == owed[0].due_on, Reminder.step == step
        )
        known = set(db.session.scalars(told))
        return [one for one in owed if one.subject_id not in known][:BATCH]

    def _owed(self, day: date) -> Iterator[Owed]:
        if day.month > _LAST_MONTH:
            return
        year = day.year - 1
        law_day = due_days(year)[self.district]
        frozen = set(db.session.scalars(sa.select(AnnualReport.whose).where(AnnualReport.year == year)))
        organs = db.session.execute(sa.select(Organ.id, Organ.code, Organ.name).order_by(Organ.id)).all()
        due = working_day(law_day)
        if self.district:
            if ALL not in frozen and organs:
                yield Owed(0, organs[0].id, None, None, due, year, "全区", law_day)
            return
        for one in organs:
            if one.code not in frozen:
                yield Owed(one.id, one.id, None, None, due, year, one.name, law_day)

    def words(self, row: Any, left: int) -> str:
        """Say it."""
        return (
            f"{row.name} {row.year} 年度政府信息公开工作年度报告：{in_words(left)}，"
            f"法定期限 {row.law_day.isoformat()}，请在 {row.due_on.isoformat()} 前定稿并公开。第四十九条"
        )


ANNUAL = (
    AnnualClock("annual", Role.DISCLOSURE_HEAD, district=False),
    AnnualClock("annual_all", Role.DISTRICT_SUPERVISOR, district=True),
)
