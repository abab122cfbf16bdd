"""Entering training sessions and spot checks, and voiding what was entered wrongly; setting the points of a year."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from gov_requests.access import Action, Scope
from gov_requests.oversight.deductions import POINTS
from gov_requests.records.annual_reports import organ_of
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.dispute_file import case_of_number
from gov_requests.records.oversight_registers import SpotCheck, Training
from gov_requests.records.people import Organ, Person
from gov_requests.records.settings import set_setting, setting
from gov_requests.records.standing_in import granted
from gov_requests.refusals import BadInput, NotAllowed, NotFound

#: What a register is called in addresses.
REGISTERS: Final[dict[str, type[Training] | type[SpotCheck]]] = {"training": Training, "check": SpotCheck}
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Session:
    """A training session as it is typed."""

    organ: str
    held_on: date
    title: str
    expected: int
    attended: int
    source: str


@dataclass(frozen=True, slots=True)
class Check:
    """A spot check as it is typed; ``number``: the request's 登记编号."""

    organ: str
    number: str
    checked_on: date
    sound: bool
    fault: str
    source: str


def add_training(typed: Session, opened: Opened) -> Training:
    """登记培训. Raises ``BadInput`` where more came than were to come."""
    if typed.attended > typed.expected:
        raise BadInput(f"实到不能多于应到（{typed.expected} 人）。", "attended")
    with one_act(opened.by, opened.key) as act:
        row = Training(
            organ_id=_organ(typed.organ).id,
            held_on=typed.held_on,
            title=typed.title,
            expected=typed.expected,
            attended=typed.attended,
            source=typed.source,
            recorded_at=act.at,
        )
        db.session.add(row)
        act.note("training_entered", organ=typed.organ, held_on=typed.held_on, attended=typed.attended)
    return row


def add_check(typed: Check, opened: Opened) -> SpotCheck:
    """登记抽查 of a request's letters. Raises ``BadInput`` for an unknown number, or a fault that is not told."""
    if not typed.sound and not typed.fault:
        raise BadInput("不规范的，请写明问题。", "fault")
    with one_act(opened.by, opened.key) as act:
        organ = _organ(typed.organ)
        case = case_of_number(organ.id, typed.number)
        if case is None:
            raise BadInput(f"{organ.name}没有登记编号为 {typed.number} 的申请，请核对。", "number")
        row = SpotCheck(
            organ_id=organ.id,
            case_id=case.id,
            checked_on=typed.checked_on,
            sound=typed.sound,
            fault=None if typed.sound else typed.fault,
            source=typed.source,
            recorded_at=act.at,
        )
        db.session.add(row)
        act.note("spot_check_entered", organ=typed.organ, number=typed.number, sound=typed.sound)
    return row


def _organ(code: str) -> Organ:
    organ = organ_of(code)
    if organ is None:
        raise BadInput("请选择单位。", "organ")
    return organ


def entry(kind: str, row_id: int) -> Any:
    """Return a row of a register. Raises ``NotFound``."""
    table = REGISTERS.get(kind)
    row = db.session.get(table, row_id) if table is not None else None
    if row is None:
        raise NotFound("没有这条登记。")
    return row


def void(kind: str, row_id: int, reason: str, opened: Opened) -> None:
    """作废: the row stays and counts nowhere."""
    with one_act(opened.by, opened.key) as act:
        row = entry(kind, row_id)
        if row.void_reason is not None:
            raise NotAllowed("这条登记已经作废。")
        row.void_reason = reason
        act.note("register_entry_voided", register=kind, row=row_id, reason=reason)


def rows_of(table: Any, person: Person, among: list[int] | None = None) -> list[Any]:
    """Return a register's newest rows that a person may read: the district all, an organ its own; ``among``: only these."""
    query = sa.select(table).order_by(table.id.desc()).limit(SHOWN)
    if Scope.DISTRICT not in granted(person, Action.BULLETINS):
        query = query.where(table.organ_id == person.organ_id)
    if among is not None:
        query = query.where(table.id.in_(among))
    return list(db.session.scalars(query))


def set_points(year: int, points: dict[str, int], opened: Opened) -> None:
    """Set how many points the rules of a year take off."""
    with one_act(opened.by, opened.key) as act:
        held: dict[str, Any] = dict(setting(POINTS) or {})
        set_setting(POINTS, held | {str(year): points})
        act.note("assessment_points_set", year=year, points=points)
