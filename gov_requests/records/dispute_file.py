"""The dispute's file (复议诉讼案卷): a dispute with its requests and steps; the only writer of them, one journal row an act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from gov_requests.access import MATRIX, Action, Scope
from gov_requests.records.base import Act, db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.dispute_fold import Base, Course, Link, Step, course, fold
from gov_requests.records.dispute_terms import terms
from gov_requests.records.disputes import Dispute, DisputeCase, DisputeState, DisputeStep
from gov_requests.records.papers import Draft, Letter
from gov_requests.records.people import Person
from gov_requests.records.standing_in import principals
from gov_requests.records.statements import kept
from gov_requests.refusals import BadInput, NotFound, SomeoneElseActed
from gov_requests.statute.disputes import KINDS, REPLY
from gov_requests.today import today

TAKEN = "本机关已有案件编号为 {number} 的案件，请核对。"
NOT_HERE = "没有这件复议诉讼案件，或不在您的办理范围内。"
MOVED = "没有保存：别人刚办理了这件案件。请看过最新情况后再办。"
FUTURE = "日期不能晚于今天（{today}）。"


@dataclass(frozen=True, slots=True)
class NewDispute:
    """What is known of a dispute when it comes in; words as in ``statute.disputes``."""

    number: str
    kind: str
    received_on: date
    body: str | None = None
    filed_on: date | None = None
    procedure: str | None = None
    against: str | None = None
    organ_place: str | None = None
    claimant: str | None = None
    third_party: str | None = None
    earlier_id: int | None = None
    note: str | None = None
    source: str = "office"


@dataclass(frozen=True, slots=True)
class Attacked:
    """A request that the dispute is about; ``items`` None: the whole answer, ``letter_id`` None: the letter that answered it."""

    case_id: int
    items: list[int] | None = None
    letter_id: int | None = None


class Disputefile:
    """One dispute, opened by a person for an action."""

    def __init__(self, dispute: Dispute, state: DisputeState, person: Person | None = None) -> None:
        self.dispute = dispute
        self.state = state
        self.person = person

    @property
    def version(self) -> int:
        """How many steps there are: what a form was opened on."""
        return self.state.version

    @cached_property
    def rows(self) -> Sequence[DisputeStep]:
        """Its steps in order."""
        query = sa.select(DisputeStep).where(DisputeStep.dispute_id == self.dispute.id)
        return db.session.scalars(query.order_by(DisputeStep.seq)).all()

    @cached_property
    def steps(self) -> list[Step]:
        """The steps as the fold reads them."""
        return [Step(row.seq, row.kind, row.happened_on, row.data) for row in self.rows]

    @cached_property
    def links(self) -> Sequence[DisputeCase]:
        """The requests that it is about, in order."""
        query = sa.select(DisputeCase).where(DisputeCase.dispute_id == self.dispute.id)
        loaded = query.options(joinedload(DisputeCase.case)).order_by(DisputeCase.position)
        return db.session.scalars(loaded).unique().all()

    @property
    def course(self) -> Course:
        """Where the steps have led."""
        return course(base_of(self.dispute), self.steps)

    def append(self, act: Act, kind: str, *, happened_on: date | None = None, **data: Any) -> None:
        """Append a step, project the dispute, and name both in the journal. Raises ``BadInput`` for a day that has not come yet."""
        if happened_on is not None and happened_on > today():
            raise BadInput(FUTURE.format(today=today().isoformat()), "on")
        steps = [*self.steps, Step(self.state.version + 1, kind, happened_on, data)]
        db.session.add(
            DisputeStep(
                dispute_id=self.dispute.id,
                seq=steps[-1].seq,
                kind=kind,
                happened_on=happened_on,
                recorded_at=act.at,
                recorded_by=act.by,
                data=data,
            )
        )
        columns = fold(base_of(self.dispute), [link_of(row) for row in self.links], steps, calendar(), terms())
        for name, value in columns.items():
            setattr(self.state, name, value)
        db.session.add(self.state)
        self._note(act, kind, happened_on, data, steps[-1].seq)
        self.__dict__.pop("rows", None)
        self.steps = steps

    def _note(self, act: Act, kind: str, happened_on: date | None, data: dict[str, Any], seq: int) -> None:
        told = {"dispute": self.dispute.number, "organ": self.dispute.organ.code, "seq": seq}
        act.kind, act.happened_on = f"dispute_{kind}", happened_on
        act.data = {**told, "requests": [row.case.number for row in self.links], "step": data}
        act.case_id = self.links[0].case_id if self.links else None


def base_of(dispute: Dispute) -> Base:
    """Return what the fold reads of a dispute."""
    return Base(
        dispute.organ_id,
        dispute.kind,
        dispute.received_on,
        dispute.procedure,
        dispute.against,
        dispute.organ_place,
        dispute.source,
    )


def link_of(row: DisputeCase) -> Link:
    """Return what the fold reads of a link."""
    return Link(row.case_id, row.section_id, row.handler_id, row.ground, row.template, row.channel)


def open_dispute(act: Act, organ_id: int, new: NewDispute, attacked: Sequence[Attacked] = ()) -> Disputefile:
    """Register a dispute of an organ inside ``one_act``. Raises ``BadInput`` for a number that is taken."""
    if new.kind not in KINDS:
        raise LookupError(f"no kind of dispute is called {new.kind}")
    taken = sa.exists().where(Dispute.organ_id == organ_id, Dispute.number == new.number)
    if db.session.scalar(sa.select(taken)):
        raise BadInput(TAKEN.format(number=new.number), "number")
    columns = {name: getattr(new, name) for name in NewDispute.__dataclass_fields__}
    dispute = Dispute(organ_id=organ_id, **columns)
    db.session.add(dispute)
    db.session.flush()
    for position, one in enumerate(attacked, 1):
        db.session.add(frozen(dispute, one, position))
    db.session.flush()
    file = Disputefile(dispute, DisputeState(dispute_id=dispute.id, version=0))
    file.append(act, "registered", happened_on=new.received_on)
    return file


def add_step(act: Act, file: Disputefile, kind: str, *, happened_on: date | None = None, **data: Any) -> None:
    """Append a step to a dispute inside ``one_act`` (``taken_up`` gives the file)."""
    file.append(act, kind, happened_on=happened_on, **data)


def frozen(dispute: Dispute, one: Attacked, position: int) -> DisputeCase:
    """Return the link to a request, with what stands of its answer now."""
    state = db.session.get_one(CaseState, one.case_id)
    letter = db.session.get(Letter, one.letter_id) if one.letter_id else reply_letter(one.case_id)
    kinds = kinds_answered(letter, state)
    attacked = [kinds[item - 1] for item in one.items or () if item <= len(kinds)]
    ground = next(iter(attacked), state.reply_kind) if dispute.against in (None, REPLY) else None
    return DisputeCase(
        dispute_id=dispute.id,
        case_id=one.case_id,
        position=position,
        letter_id=letter.id if letter else None,
        items=one.items,
        ground=ground,
        section_id=state.section_id,
        handler_id=state.handler_id,
        channel=state.channel,
        template=(letter.text_version or letter.code) if letter else None,
    )


def kinds_answered(letter: Letter | None, state: CaseState) -> list[str]:
    """Return the kind of each item that a letter answered, in order; of the whole answer where there are no items."""
    draft = db.session.get(Draft, letter.draft_id) if letter is not None and letter.draft_id else None
    items = draft.content.get("items", ()) if draft is not None else ()
    found = [item["answer"]["reply_kind"] for item in items if item.get("answer")]
    return found or ([state.reply_kind] if state.reply_kind else [])


def reply_letter(case_id: int) -> Letter | None:
    """Return the letter that answered a request: the last one that went through a draft."""
    query = sa.select(Letter).where(Letter.case_id == case_id, Letter.draft_id.is_not(None), Letter.voided_at.is_(None))
    return db.session.scalars(query.order_by(Letter.id.desc())).first()


def dispute_scope(person: Person, action: Action = Action.READ_DISPUTE) -> sa.ColumnElement[bool]:
    """Return the criterion on ``dispute_states`` for the disputes to which ``person`` may do ``action``."""
    return sa.or_(*(_scope_of(one, action) for one in (person, *principals(person))))


def _scope_of(person: Person, action: Action) -> sa.ColumnElement[bool]:
    row = MATRIX[action]
    parts = [_criterion(person, row[role]) for role in sorted(person.roles) if role in row]
    return sa.or_(*parts) if parts else sa.false()


def _criterion(person: Person, extent: Scope) -> sa.ColumnElement[bool]:
    if extent is Scope.DISTRICT:
        return sa.true()
    if extent is Scope.ORGAN:
        return DisputeState.organ_id == person.organ_id
    linked = sa.exists().where(
        DisputeCase.dispute_id == DisputeState.dispute_id, DisputeCase.case_id == CaseState.case_id
    )
    if extent is Scope.SECTION:
        if person.section_id is None:
            return sa.false()
        return sa.or_(
            DisputeState.section_id == person.section_id, linked.where(CaseState.section_id == person.section_id)
        )
    if extent is Scope.OWN:
        return sa.or_(DisputeState.handler_id == person.id, linked.where(CaseState.handler_id == person.id))
    return sa.false()


def look_up_dispute(dispute_id: int, person: Person, action: Action = Action.READ_DISPUTE) -> Disputefile:
    """Return the file of a dispute in the person's scope for ``action``; else raise ``NotFound``."""
    return _find(dispute_id, person, action, sa.select(Dispute, DisputeState))


def taken_up(dispute_id: int, person: Person, action: Action, version: int | None = None) -> Disputefile:
    """Return the file for an act inside ``one_act``, locked. Raises ``NotFound``; ``SomeoneElseActed`` on an old version."""
    file = _find(dispute_id, person, action, sa.select(Dispute, DisputeState).with_for_update(of=DisputeState))
    if version is not None and version != file.version:
        raise SomeoneElseActed(MOVED)
    return file


def _find(dispute_id: int, person: Person, action: Action, query: sa.Select[Dispute, DisputeState]) -> Disputefile:
    query = query.join(DisputeState, DisputeState.dispute_id == Dispute.id).where(
        Dispute.id == dispute_id, dispute_scope(person, action)
    )
    row = db.session.execute(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound(NOT_HERE)
    return Disputefile(row[0], row[1], person)


def disputes_of_case(case_id: int) -> Sequence[tuple[Dispute, DisputeState]]:
    """Return the disputes that are about a request, oldest first."""
    query = (
        sa.select(Dispute, DisputeState)
        .join(DisputeState, DisputeState.dispute_id == Dispute.id)
        .join(DisputeCase, DisputeCase.dispute_id == Dispute.id)
        .where(DisputeCase.case_id == case_id)
        .order_by(Dispute.received_on, Dispute.id)
    )
    return [(dispute, state) for dispute, state in db.session.execute(query)]


def case_of_number(organ_id: int, number: str) -> Case | None:
    """Return an organ's request by its 登记编号; None where there is none."""
    return db.session.scalars(sa.select(Case).where(Case.organ_id == organ_id, Case.number == number)).first()


def owing_count(person: Person, limit: int) -> int:
    """Return in how many disputes something is owed, counting to ``limit`` at most."""
    return db.session.scalar(kept("owing", person, lambda: _owing(person, limit), limit)) or 0


def _owing(person: Person, limit: int) -> sa.Select[*tuple[Any, ...]]:
    inner = sa.select(DisputeState.dispute_id).where(DisputeState.due_on.is_not(None), dispute_scope(person))
    return sa.select(sa.func.count()).select_from(inner.limit(limit).subquery())
