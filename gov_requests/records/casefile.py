"""The casefile (案卷): a request with its journal, clock and stage; the only writer of facts about a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Action, scopes
from gov_requests.moves import BY_ACT, MOVES, Progress
from gov_requests.procedure import Move, Stage, refusal
from gov_requests.records.base import STALE, Act, db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import Case, CaseParty, CaseState
from gov_requests.records.journal import JournalRow
from gov_requests.records.people import Person
from gov_requests.records.projection import Entry, facts_of, fold, own_columns, progress_of, standing
from gov_requests.records.scope import case_ref, named, scope, scope_of
from gov_requests.records.secrecy_rules import round_of
from gov_requests.records.standing_in import principals
from gov_requests.refusals import BadInput, NotAllowed, NotFound, SomeoneElseActed
from gov_requests.statute.clock import Clock, read_clock
from gov_requests.statute.facts import Fact, FactError
from gov_requests.statute.life import LifeError
from gov_requests.today import today

_MOVE_OF_KIND = {move.kind: move for move in MOVES}
FUTURE = "日期不能晚于今天（{today}）。"


class Casefile:
    """One request, opened by a person for an action."""

    def __init__(self, case: Case, state: CaseState, person: Person | None = None) -> None:
        self.case = case
        self.state = state
        self.person = person
        #: The absent colleague in whose right the person opened it (代理), None where the own right was enough.
        self.in_place_of: Person | None = None

    @property
    def version(self) -> int:
        """The journal's length for this request: what a form was opened on."""
        return self.state.version

    @property
    def stage(self) -> Stage:
        """What the request waits for."""
        return Stage(self.state.stage)

    @cached_property
    def journal(self) -> Sequence[JournalRow]:
        """Its journal rows in order."""
        query = (
            sa.select(JournalRow)
            .where(JournalRow.case_id == self.case.id, JournalRow.case_seq.is_not(None))
            .order_by(JournalRow.case_seq)
        )
        return db.session.scalars(query).all()

    @cached_property
    def entries(self) -> list[Entry]:
        """The journal as the fold reads it."""
        return [Entry(row.case_seq or 0, row.kind, row.happened_on, row.data, row.recorded_by) for row in self.journal]

    @cached_property
    def facts(self) -> list[Fact]:
        """The facts that hold."""
        return facts_of(standing(self.entries))

    @cached_property
    def progress(self) -> Progress:
        """Stage and outstanding reviews, folded."""
        return progress_of(standing(self.entries))

    def clock(self, as_of: date | None = None) -> Clock:
        """Return the statutory clock as of a day (default: today), with its proof."""
        return read_clock(self.facts, calendar(), as_of or today())

    def moves(self) -> list[tuple[Move, str | None]]:
        """Return every move with the sentence that refuses it to this person now, or None where it may be made."""
        return [(move, self._refuses(move)) for move in MOVES]

    def _refuses(self, move: Move) -> str | None:
        wrong_stage = refusal(move, self.stage)
        if wrong_stage is not None:
            return wrong_stage
        if move.after is not None and not any(entry.kind == move.after[0] for entry in self.entries):
            return move.after[1]
        if move.action not in self._allowed:
            return f"须由{move.who}办理。"
        return round_of(self.entries).done_by(self.person) if move.act == "pass_secrecy" else None

    @cached_property
    def _allowed(self) -> frozenset[Action]:
        if self.person is None:
            return frozenset()
        actions = sorted({move.action for move in MOVES})
        columns = [scope(self.person, action).label(action) for action in actions]
        row = db.session.execute(sa.select(*columns).where(CaseState.case_id == self.case.id)).one()
        return frozenset(action for action, holds in zip(actions, row, strict=True) if holds)

    def allows(self, action: Action) -> bool:
        """Return whether this person may do ``action`` on this request."""
        if self.person is None:
            return False
        query = sa.select(CaseState.case_id).where(CaseState.case_id == self.case.id, scope(self.person, action))
        return db.session.scalar(query) is not None

    def record(
        self, act: Act, kind: str, *, happened_on: date | None = None, fact: dict[str, Any] | None = None, **data: Any
    ) -> None:
        """Write what happened into the journal and project it.

        ``fact`` holds the keys of a fact of the clock beside its day (``statute.facts``). Raises ``NotAllowed`` when the procedure
        does not allow the move in this stage, ``BadInput`` for a day that has not come yet or facts that contradict each other.
        """
        move = _MOVE_OF_KIND.get(kind)
        sentence = refusal(move, self.stage) if move is not None and self.state.version else None
        if sentence is not None:
            raise NotAllowed(sentence)
        if happened_on is not None and happened_on > today():
            raise BadInput(FUTURE.format(today=today().isoformat()))
        if fact is not None:
            data["fact"] = fact
        if self.in_place_of is not None:
            data |= {"for": self.in_place_of.username, "for_name": self.in_place_of.name}
        entries = [*self.entries, Entry(self.state.version + 1, kind, happened_on, data, act.by)]
        try:
            project(self.case, entries, self.state)
        except (FactError, LifeError) as contradiction:
            raise BadInput(str(contradiction)) from contradiction
        act.kind, act.happened_on, act.data = kind, happened_on, data
        act.case_id, act.case_seq = self.case.id, entries[-1].seq
        _remember_party(self.case.id, act.by)
        for name in ("journal", "facts", "progress", "_allowed"):
            self.__dict__.pop(name, None)
        self.entries = entries


def look_up(ref: str, person: Person, action: Action = Action.READ_CASE) -> Casefile:
    """Return the casefile that ``ref`` names, if it lies in the person's scope for ``action``; else raise ``NotFound``."""
    return _find(ref, person, action, sa.select(Case, CaseState))


@dataclass(frozen=True, slots=True)
class Opened:
    """Who acts, the form's idempotency key, and the version of the request that the form was opened on."""

    by: Person
    key: str | None = None
    version: int | None = None


def take_up(ref: str, act: str, opened: Opened) -> Casefile:
    """Return the casefile for the move ``act`` inside ``one_act``, locked.

    Raises ``NotFound`` out of scope, ``SomeoneElseActed`` when the form was opened on an earlier version.
    """
    return take_up_for(ref, BY_ACT[act].action, opened)


def take_up_for(ref: str, action: Action, opened: Opened) -> Casefile:
    """Return the casefile, locked as by ``take_up``, for what is no move: a fact that may be recorded at whatever stage."""
    file = _find(ref, opened.by, action, sa.select(Case, CaseState).with_for_update(of=CaseState))
    if opened.version is not None and opened.version != file.version:
        raise SomeoneElseActed(STALE)
    return file


def _find(ref: str, person: Person, action: Action, query: sa.Select[Case, CaseState]) -> Casefile:
    query = query.join(CaseState, CaseState.case_id == Case.id).where(named(ref), scope(person, action))
    rows = db.session.execute(query.execution_options(populate_existing=True).limit(2)).all()
    if len(rows) != 1:
        raise NotFound("没有这件申请，或不在您的办理范围内。")
    file = Casefile(rows[0][0], rows[0][1], person)
    file.in_place_of = _in_place_of(file, person, action)
    return file


def _in_place_of(file: Casefile, person: Person, action: Action) -> Person | None:
    absent = principals(person)
    if not absent:
        return None
    columns = [scope_of(one, action).label(str(one.id)) for one in (person, *absent)]
    own, *lent = db.session.execute(sa.select(*columns).where(CaseState.case_id == file.case.id)).one()
    return None if own else next(one for one, holds in zip(absent, lent, strict=True) if holds)


def case_ref_of(case_id: int, person: Person) -> tuple[str, str | None]:
    """Return a request's number, and its name in URLs where the person may read it (else None)."""
    row = db.session.execute(
        sa.select(Case, scope(person)).join(CaseState, CaseState.case_id == Case.id).where(Case.id == case_id)
    ).one()
    case, readable = row
    return case.number, case_ref(case.number, case.organ.code, person) if readable else None


def found(case: Case, by: Person | None = None) -> Casefile:
    """Return the casefile of a request that has just been added and has no journal yet (``record`` must follow)."""
    db.session.flush()
    file = Casefile(case, CaseState(case_id=case.id, organ_id=case.organ_id, version=0, stage=str(Stage.REGISTERED)))
    if by is not None and not scopes(by.roles, Action.REGISTER):
        file.in_place_of = next((one for one in principals(by) if scopes(one.roles, Action.REGISTER)), None)
    return file


def project(case: Case, entries: Sequence[Entry], state: CaseState | None = None, as_of: date | None = None) -> None:
    """Write the projection of a request's journal."""
    columns = fold(entries, calendar(), as_of or today())
    state = state or db.session.get(CaseState, case.id) or CaseState(case_id=case.id, organ_id=case.organ_id)
    for name, value in (columns | own_columns(case.organ_id, case.applicant.kind, case.redo_of_id)).items():
        setattr(state, name, value)
    db.session.add(state)


def _remember_party(case_id: int, person_id: int | None) -> None:
    if person_id is None or db.session.get(CaseParty, (case_id, person_id)) is not None:
        return
    db.session.add(CaseParty(case_id=case_id, person_id=person_id))
