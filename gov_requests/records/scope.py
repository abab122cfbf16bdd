"""Scope is a query, not an ``if``: what lies outside a person's scope is the same 404 as what does not exist."""

import sqlalchemy as sa

from gov_requests.access import MATRIX, Action, Role, Scope
from gov_requests.procedure import Stage
from gov_requests.records.cases import Case, CaseParty, CaseState
from gov_requests.records.disputes import DisputeCase
from gov_requests.records.people import Organ, Person
from gov_requests.records.standing_in import granted, principals

#: A reviewer's "assigned" requests are those that wait in this stage, or that went through the reviewer's hands.
WAITING = {
    Role.SECRECY_REVIEWER: Stage.SECRECY_REVIEW,
    Role.LEGAL_REVIEWER: Stage.LEGAL_REVIEW,
    Role.SIGNER: Stage.SIGNING,
}
_SEPARATOR = "~"


def scope(person: Person, action: Action = Action.READ_CASE) -> sa.ColumnElement[bool]:
    """Return the criterion on ``case_states`` for the requests to which ``person`` may do ``action``; false when none."""
    return sa.or_(scope_of(person, action), *(scope_of(absent, action) for absent in principals(person)))


def scope_of(person: Person, action: Action) -> sa.ColumnElement[bool]:
    """Return the criterion for what ``person`` may do in the own right, without what comes from standing in for others."""
    row = MATRIX[action]
    parts = [_criterion(person, role, row[role]) for role in sorted(person.roles) if role in row]
    return sa.or_(*parts) if parts else sa.false()


def _criterion(person: Person, role: Role, extent: Scope) -> sa.ColumnElement[bool]:
    own_organ = CaseState.organ_id == person.organ_id
    if extent is Scope.DISTRICT:
        return sa.true()
    if extent is Scope.ORGAN:
        return own_organ
    if extent is Scope.SECTION:
        # Nobody's section is not the section of whoever has none.
        mine = CaseState.section_id == person.section_id if person.section_id is not None else sa.false()
        return sa.and_(own_organ, mine)
    if extent is Scope.OWN:
        return CaseState.handler_id == person.id
    if extent is Scope.ASSIGNED:
        acted = sa.exists().where(CaseParty.case_id == CaseState.case_id, CaseParty.person_id == person.id)
        return sa.and_(own_organ, sa.or_(CaseState.stage == WAITING[role], acted, *_disputed(role)))
    return sa.false()


def _disputed(role: Role) -> list[sa.ColumnElement[bool]]:
    """法制 answers for the organ in reconsideration and court: what is disputed is assigned to them."""
    if role is not Role.LEGAL_REVIEWER:
        return []
    return [sa.exists().where(DisputeCase.case_id == CaseState.case_id)]


def sees_all(person: Person) -> bool:
    """Return whether the person reads every organ's requests, so that lists and addresses name the organ."""
    return Scope.DISTRICT in granted(person, Action.READ_CASE)


def case_ref(number: str, organ_code: str, person: Person) -> str:
    """Return how a request is named in a URL: its number, with the organ's code where the reader sees several organs."""
    return named_in_urls(number, organ_code, several=sees_all(person))


def named_in_urls(number: str, organ_code: str, *, several: bool) -> str:
    """Return the same for a reader who sees ``several`` organs or one: for lists, which ask once for all their rows."""
    return f"{organ_code}{_SEPARATOR}{number}" if several else number


def named(ref: str) -> sa.ColumnElement[bool]:
    """Return the criterion for the request that ``ref`` (see ``case_ref``) names."""
    code, separator, number = ref.rpartition(_SEPARATOR)
    if not separator:
        return Case.number == ref
    return sa.and_(Case.number == number, Case.organ_id.in_(sa.select(Organ.id).where(Organ.code == code)))
