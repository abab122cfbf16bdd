"""To which requests a right extends: every role × every action on requests × every place where a request may lie.

What is expected follows from the matrix and the meaning of its five words alone.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gov_requests.access import MATRIX, Action, Role, Scope
from gov_requests.handling.actions import return_assignment
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened, look_up, take_up
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.people import Deputy, Person, RoleGrant
from gov_requests.records.scope import named, scope
from gov_requests.refusals import NotFound
from gov_requests.today import now, today
from tests import factories
from tests.support.fixtures import late

#: Actions whose row of the matrix speaks of requests.
ON_REQUESTS = sorted(
    action for action, row in MATRIX.items() if Scope.ANY not in row.values() and action is not Action.ABSENCE
)
REVIEWERS = {Role.SECRECY_REVIEWER: "secrecy_review", Role.LEGAL_REVIEWER: "legal_review", Role.SIGNER: "signing"}


@dataclass(frozen=True)
class Lies:
    """Where a request lies, seen from the people of one office."""

    own_organ: bool
    own_section: bool = False
    own: bool = False
    stage: str = "searching"


class District:
    """Two offices, and a request in each place."""

    def __init__(self):
        self.office, self.other = factories.Office().full(), factories.Office().full()
        colleague = factories.person(Role.HANDLER, at=self.office.organ, of=self.office.section)
        elsewhere = factories.person(Role.HANDLER, at=self.office.organ)
        self.requests = {
            self.given(self.office, self.office.handler): Lies(True, True, True),
            self.given(self.office, colleague): Lies(True, True),
            self.given(self.office, elsewhere): Lies(True),
            factories.registered(self.office).case.id: Lies(True, stage="registered"),
            self.sent_back(): Lies(True, stage="registered"),
            factories.assigned(self.other).case.id: Lies(False),
            factories.submitted(self.other).case.id: Lies(False, stage="secrecy_review"),
            factories.reviewed(self.other).case.id: Lies(False, stage="signing"),
            factories.submitted(self.office).case.id: Lies(True, True, True, "secrecy_review"),
            factories.submitted(self.office, "not_held").case.id: Lies(True, True, True, "legal_review"),
            self.waiting_for_signature(): Lies(True, True, True, "signing"),
        }

    def given(self, office, handler):
        number = factories.registered(office).case.number
        return factories.assign(number, handler.id, "", Opened(office.clerk)).case.id

    def sent_back(self):
        file = factories.assigned(self.office)
        return return_assignment(file.case.number, "不属本科室", Opened(self.office.handler)).case.id

    def waiting_for_signature(self):
        """Signed off by reviewers who are nobody of the cast, so that no reviewer here has acted on it."""
        others = factories.Office.__new__(factories.Office)
        others.__dict__.update(self.office.__dict__)
        for role in (Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER):
            setattr(others, role.value, factories.person(role, at=self.office.organ))
        return factories.reviewed(others).case.id


def meant(extent, role, lies):
    """Return whether a scope of the matrix reaches a request, by the meaning of its word."""
    return {
        Scope.OWN: lies.own,
        Scope.SECTION: lies.own_organ and lies.own_section,
        Scope.ASSIGNED: lies.own_organ and lies.stage == REVIEWERS.get(role),
        Scope.ORGAN: lies.own_organ,
        Scope.DISTRICT: True,
    }[extent]


def reached(person, action):
    return set(db.session.scalars(sa.select(CaseState.case_id).where(scope(person, action))))


@pytest.fixture(scope="module")
def settled_district(settled):
    return settled(District)


@pytest.fixture
def district(settled_district, attached):
    app, found = settled_district
    with late("tests.support.databases").rolled_back(app):
        attached(found.office)
        attached(found.other)
        yield found


def test_every_role_reaches_what_the_matrix_says_and_nothing_else(district):
    wrong, looked = [], 0
    for action in ON_REQUESTS:
        for role in Role:
            extent = MATRIX[action].get(role)
            expected = {id_ for id_, lies in district.requests.items() if extent and meant(extent, role, lies)}
            found = reached(getattr(district.office, role.value), action)
            looked += len(district.requests)
            if found != expected:
                wrong.append((action, role, found ^ expected))
    assert wrong == []
    assert looked == len(ON_REQUESTS) * len(Role) * len(district.requests)


def test_whoever_has_several_roles_reaches_what_each_of_them_reaches(district):
    both = factories.person(roles=[Role.SIGNER, Role.SECRECY_REVIEWER], at=district.office.organ)
    expected = {
        id_ for id_, lies in district.requests.items() if lies.own_organ and lies.stage in ("signing", "secrecy_review")
    }
    assert reached(both, Action.READ_CASE) == expected
    assert reached(both, Action.SIGN) == {id_ for id_ in expected if district.requests[id_].stage == "signing"}


def test_a_reviewer_still_reads_what_went_through_his_hands_but_nothing_else_of_that_stage(district):
    office = district.office
    file = factories.reviewed(office)
    assert file.case.id in reached(office.secrecy_reviewer, Action.READ_CASE)
    assert file.case.id not in reached(factories.person(Role.SECRECY_REVIEWER, at=office.organ), Action.READ_CASE)


def test_the_head_of_no_section_does_not_reach_what_lies_in_no_section(district):
    head = factories.person(Role.SECTION_HEAD, at=district.office.organ)
    with one_act("test") as act:
        head.section_id = None
        act.note("person_changed")
    db.session.refresh(head)
    assert reached(head, Action.READ_CASE) == set()


def test_whoever_has_no_role_reaches_nothing(district):
    clerk = district.office.clerk
    with one_act("test") as act:
        for grant in list(db.session.get_one(Person, clerk.id).grants):
            db.session.delete(grant)
        act.note("role_revoked")
    db.session.expire_all()
    assert {action: reached(clerk, action) for action in ON_REQUESTS} == {action: set() for action in ON_REQUESTS}


def test_a_deputy_reaches_what_the_absent_colleague_reaches_and_no_more(district):
    office = district.office
    deputy = factories.person(Role.SIGNER, at=office.organ)
    own = reached(deputy, Action.READ_CASE)
    with one_act("test") as act:
        absence = Deputy(
            person_id=office.handler.id, deputy_id=deputy.id, starts_on=today(), ends_on=today() + timedelta(days=1)
        )
        db.session.add(absence)
        act.note("deputy_entered")
    db.session.expire_all()
    assert reached(deputy, Action.READ_CASE) == own | reached(office.handler, Action.READ_CASE)
    assert reached(deputy, Action.DRAFT) == reached(office.handler, Action.DRAFT)
    assert reached(deputy, Action.ASSIGN) == set()
    with one_act("test") as act:
        absence.ended_at = now()
        act.note("deputy_ended")
    db.session.expire_all()
    assert reached(deputy, Action.READ_CASE) == own


@pytest.mark.parametrize("opening", [look_up, lambda ref, person: take_up(ref, "assign", Opened(person))])
def test_what_is_hidden_and_what_is_absent_are_refused_in_the_same_words(district, opening):
    foreign = factories.registered(district.other)
    while foreign.case.serial <= max(
        db.session.scalars(sa.select(Case.serial).where(Case.organ_id == district.office.organ.id))
    ):
        foreign = factories.registered(district.other)
    told = []
    for ref in (foreign.case.number, "2026-9999"):
        with pytest.raises(NotFound) as refused:
            opening(ref, district.office.clerk)
        told.append(refused.value.sentences)
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "ref",
    [
        "%",
        "_",
        "2026-000_",
        "2026-0001' OR '1'='1",
        "~",
        "~~",
        "O1~",
        "~2026-0001",
        "",
        " 2026-0001",
        "２０２６-0001",
        "1" * 5000,
    ],
)
def test_a_name_of_a_request_is_taken_literally(district, ref):
    with pytest.raises(NotFound):
        look_up(ref, district.office.district_supervisor)


def test_two_offices_requests_of_one_number_are_told_apart_by_the_organs_code(district):
    supervisor = district.office.district_supervisor
    for office in (district.office, district.other):
        file = look_up(f"{office.organ.code}~2026-0001".replace("2026", str(today().year)), supervisor)
        assert file.case.organ_id == office.organ.id
    with pytest.raises(NotFound):
        look_up(f"{today().year}-0001", supervisor)


def test_a_row_of_the_matrix_that_reached_too_far_would_be_seen(district, monkeypatch):
    """The broken twin: the handler is given the organ instead of the own requests."""
    monkeypatch.setitem(MATRIX, Action.READ_CASE, {**MATRIX[Action.READ_CASE], Role.HANDLER: Scope.ORGAN})
    handler = district.office.handler
    assert reached(handler, Action.READ_CASE) != {id_ for id_, lies in district.requests.items() if lies.own}


def test_a_criterion_is_always_a_question_to_the_database(district):
    """An empty set of roles is false, never a missing condition."""
    nobody = factories.person(Role.AUDIT_ADMIN, at=district.office.organ)
    assert str(scope(nobody, Action.READ_CASE).compile(db.engine)) not in ("", "1", "true")
    assert named("x") is not None
    assert db.session.scalar(sa.select(sa.func.count()).select_from(RoleGrant)) > 0
