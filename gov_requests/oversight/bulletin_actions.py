"""Making, commenting and issuing bulletins; asking for things to be put right, reporting on them, closing them (销号)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Action, Scope
from gov_requests.oversight.bulletin_content import content_for
from gov_requests.oversight.indicators import TARGETS
from gov_requests.records.annual_reports import ALL, organ_of
from gov_requests.records.base import db, one_act
from gov_requests.records.bulletins import Bulletin, Rectification
from gov_requests.records.casefile import Opened
from gov_requests.records.people import Organ, Person
from gov_requests.records.settings import set_setting, setting
from gov_requests.records.standing_in import granted
from gov_requests.refusals import BadInput, NotAllowed, NotFound
from gov_requests.today import today

ISSUED = "已经印发，不能再改。"


def visible(person: Person) -> sa.ColumnElement[bool]:
    """Return the criterion for the bulletins that a person may read: the district all, an organ what was issued to it or to all."""
    if Scope.DISTRICT in granted(person, Action.BULLETINS):
        return sa.true()
    return sa.and_(Bulletin.issued_at.is_not(None), Bulletin.whose.in_((ALL, person.organ.code)))


def look_up_bulletin(bulletin_id: int, person: Person) -> Bulletin:
    """Return a bulletin that a person may read. Raises ``NotFound``."""
    found = db.session.scalars(sa.select(Bulletin).where(Bulletin.id == bulletin_id, visible(person))).one_or_none()
    if found is None:
        raise NotFound("没有这份通报。")
    return found


def make(kind: str, whose: str, period: str, opened: Opened) -> Bulletin:
    """Take a bulletin from the data, or take the one that is not issued yet anew."""
    organ = organ_of(whose)
    with one_act(opened.by, opened.key) as act:
        content = content_for(kind, period, organ, today())
        where = (Bulletin.kind == kind, Bulletin.whose == whose, Bulletin.period == period)
        bulletin = db.session.scalars(sa.select(Bulletin).where(*where)).one_or_none()
        if bulletin is not None and bulletin.issued_at is not None:
            raise NotAllowed(f"{bulletin.title}{ISSUED}")
        if bulletin is None:
            bulletin = Bulletin(
                kind=kind, whose=whose, period=period, content=content, comment="", made_at=act.at, made_by=opened.by.id
            )
            db.session.add(bulletin)
        else:
            bulletin.content, bulletin.made_at, bulletin.made_by = content, act.at, opened.by.id
        act.note("bulletin_made", bulletin=kind, whose=whose, period=period)
    return bulletin


def comment(bulletin_id: int, words: str, opened: Opened, *, issue: bool) -> Bulletin:
    """Keep the comment of a bulletin; with ``issue`` it is issued with it and frozen (印发)."""
    with one_act(opened.by, opened.key) as act:
        bulletin = look_up_bulletin(bulletin_id, opened.by)
        if bulletin.issued_at is not None:
            raise NotAllowed(ISSUED)
        bulletin.comment = words
        if issue:
            bulletin.issued_at, bulletin.issued_by = act.at, opened.by.id
            act.note("bulletin_issued", bulletin=bulletin.kind, whose=bulletin.whose, period=bulletin.period)
        else:
            act.note("bulletin_commented", bulletin=bulletin.kind, whose=bulletin.whose, period=bulletin.period)
    return bulletin


@dataclass(frozen=True, slots=True)
class Demand:
    """What an organ is asked to put right, by a day."""

    organ_code: str
    problem: str
    demand: str
    due_on: date


def ask(bulletin_id: int, wanted: Demand, opened: Opened) -> Rectification:
    """Ask an organ to put something right (整改要求)."""
    with one_act(opened.by, opened.key) as act:
        bulletin, organ = look_up_bulletin(bulletin_id, opened.by), organ_of(wanted.organ_code)
        if organ is None:
            raise BadInput("请选择整改单位。", field="organ")
        row = Rectification(
            bulletin_id=bulletin.id,
            organ_id=organ.id,
            problem=wanted.problem,
            demand=wanted.demand,
            due_on=wanted.due_on,
        )
        db.session.add(row)
        act.note("rectification_asked", organ=organ.code, due_on=wanted.due_on.isoformat())
    return row


def rectifications(person: Person) -> list[Rectification]:
    """Return what is to be put right within a person's reach, open ones first."""
    query = sa.select(Rectification).order_by(
        Rectification.closed_at.is_not(None), Rectification.due_on, Rectification.id
    )
    if Scope.DISTRICT not in granted(person, Action.BULLETINS):
        query = query.where(Rectification.organ_id == person.organ_id)
    return list(db.session.scalars(query.limit(500)))


def answer(row_id: int, words: str, opened: Opened) -> Rectification:
    """Report on a thing to put right (the organ), or close it (the district, 销号). Raises ``NotFound``, ``NotAllowed``."""
    with one_act(opened.by, opened.key) as act:
        row = db.session.get(Rectification, row_id)
        closes = Scope.DISTRICT in granted(opened.by, Action.RECTIFY)
        if row is None or not (closes or row.organ_id == opened.by.organ_id):
            raise NotFound("没有这一整改事项。")
        if row.closed_at is not None:
            raise NotAllowed("这一整改事项已经销号。")
        if closes:
            if row.reported_at is None:
                raise NotAllowed("单位还没有报告整改情况，不能销号。")
            row.closing, row.closed_at, row.closed_by = words, act.at, opened.by.id
            act.note("rectification_closed", row=row.id, organ=row.organ.code)
        else:
            row.report, row.reported_at, row.reported_by = words, act.at, opened.by.id
            act.note("rectification_reported", row=row.id, organ=row.organ.code)
    return row


def set_targets(year: int, targets: dict[str, int], opened: Opened) -> None:
    """Set what the indicators of a year aim at."""
    with one_act(opened.by, opened.key) as act:
        held: dict[str, Any] = dict(setting(TARGETS) or {})
        set_setting(TARGETS, held | {str(year): targets})
        act.note("indicator_targets_set", year=year, targets=targets)


def organs() -> list[Organ]:
    """Return all organs by code."""
    return list(db.session.scalars(sa.select(Organ).order_by(Organ.code)))
