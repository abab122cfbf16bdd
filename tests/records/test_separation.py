"""Whoever drafts may neither review nor sign what he drafted, whatever roles he holds: in the acts, and in the database itself."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gov_requests.access import ADMINISTRATORS, BUSINESS, Role, clash
from gov_requests.handling.actions import assign
from gov_requests.moves import MOVES
from gov_requests.procedure import Stage
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.drafts import latest_draft
from gov_requests.records.papers import Letter
from gov_requests.refusals import NotAllowed, SomeoneElseActed
from gov_requests.replies.actions import Writing, save_draft, submit
from gov_requests.review import actions as reviewing
from gov_requests.review.actions import review, sign
from tests import factories
from tests.records.tampering import raw

LETTERS = Letter.__table__


def everything_but_administrator():
    return sorted(BUSINESS - {Role.DISTRICT_SUPERVISOR})


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def drafter(office):
    """One person of a small office with every business role at once."""
    return factories.person(roles=everything_but_administrator(), at=office.organ, of=office.section)


def drafted_by(drafter, office):
    file = factories.registered(office)
    assign(file.case.number, drafter.id, "", Opened(office.clerk))
    finding = factories.Finding(
        place="档案室",
        method="查阅",
        terms="批复",
        searched_by="虚构",
        searched_on=factories.today(),
        found=True,
        result="检索到。",
    )
    factories.record_search(file.case.number, finding, [], Opened(drafter))
    writing = Writing(reply_kind="disclosed", finding="经检索，情况如下。")
    save_draft(file.case.number, writing, [factories.Upload("批复.pdf", factories.PDF)], Opened(drafter))
    return submit(file.case.number, Opened(drafter))


def opinion(file, by, kind, *, passed=True):
    return factories.passed_by(file, by, kind, passed=passed)


def signature(file, by):
    return sign(file.case.number, opinion="", seen=latest_draft(file.case.id).content_hash, opened=Opened(by))


@pytest.mark.parametrize("passed", [True, False])
def test_the_drafter_does_not_review_his_own_draft_though_he_is_a_reviewer(office, drafter, passed):
    file = drafted_by(drafter, office)
    with pytest.raises(NotAllowed, match="自己的拟稿"):
        opinion(file, drafter, "secrecy", passed=passed)
    opinion(file, office.secrecy_reviewer, "secrecy")
    with pytest.raises(NotAllowed, match="自己的拟稿"):
        opinion(file, drafter, "legal", passed=passed)


def test_the_drafter_does_not_sign_his_own_draft_though_he_is_a_signer(office, drafter):
    file = drafted_by(drafter, office)
    opinion(file, office.secrecy_reviewer, "secrecy")
    opinion(file, office.legal_reviewer, "legal")
    with pytest.raises(NotAllowed, match="自己的稿子"):
        signature(file, drafter)
    assert signature(file, office.signer).stage == "delivering"


@pytest.mark.parametrize(
    ("posts", "stands"),
    [("abc", True), ("abb", True), ("aab", False), ("aba", False), ("aaa", False)],
    ids=["three people", "one reviews and signs", "one drafts and reviews", "one drafts and signs", "one does all"],
)
def test_a_small_office_may_join_reviewing_and_signing_but_drafting_with_neither(office, posts, stands):
    people = {
        name: factories.person(roles=everything_but_administrator(), at=office.organ, of=office.section)
        for name in sorted(set(posts))
    }
    drafter, reviewer, signer = (people[name] for name in posts)
    file = drafted_by(drafter, office)
    try:
        for kind in ("secrecy", "legal"):
            opinion(file, reviewer, kind)
        signature(file, signer)
    except NotAllowed:
        assert not stands
    assert (factories.db_stage(file) == "delivering") == stands


def test_without_the_look_at_the_drafter_the_database_still_refuses(office, drafter, monkeypatch):
    """The broken twin: the act forgets the rule, and the constraint of the table holds it."""
    file = drafted_by(drafter, office)
    opinion(file, office.secrecy_reviewer, "secrecy")
    opinion(file, office.legal_reviewer, "legal")
    monkeypatch.setattr(reviewing, "OWN_SIGNATURE", None)
    draft = latest_draft(file.case.id)
    with pytest.raises(IntegrityError, match="drafter_is_not_signer"):
        signed_regardless(file, draft, drafter)


def signed_regardless(file, draft, by):
    """What `sign` does after it has looked at who drafted."""
    with reviewing.one_act(by) as act:
        reviewing._freeze(factories.look_up(file.case.number, by), draft, "", Opened(by), act)


@pytest.mark.parametrize("way", ["insert", "update"])
def test_the_database_itself_refuses_a_letter_signed_by_its_drafter(office, way):
    file = factories.signed(office)
    table = raw(LETTERS)
    mine = sa.select(table).where(table.c.case_id == file.case.id).order_by(table.c.id.desc())
    row = db.session.execute(mine).mappings().first()
    statement = {
        "insert": sa.insert(raw(LETTERS)).values(
            {**row, "id": row["id"] + 1, "number": "x", "signer_id": row["drafter_id"]}
        ),
        "update": sa.update(raw(LETTERS)).where(raw(LETTERS).c.id == row["id"]).values(signer_id=row["drafter_id"]),
    }[way]
    with pytest.raises(IntegrityError, match="drafter_is_not_signer"):
        db.session.execute(statement)
    db.session.rollback()


@pytest.mark.parametrize("missing", ["drafter_id", "signer_id"])
def test_the_database_itself_refuses_a_letter_that_only_one_of_both_stands_for(office, missing):
    file = factories.signed(office)
    mine = sa.and_(raw(LETTERS).c.case_id == file.case.id, raw(LETTERS).c.signer_id.is_not(None))
    with pytest.raises(IntegrityError, match="signed_if_drafted"):
        db.session.execute(sa.update(raw(LETTERS)).where(mine).values({missing: None}))
    db.session.rollback()


def test_a_review_holds_for_what_was_looked_at_and_not_for_what_was_drafted_since(office):
    file = factories.submitted(office)
    seen = latest_draft(file.case.id).content_hash
    opinion(file, office.secrecy_reviewer, "secrecy", passed=False)
    writing = Writing(reply_kind="disclosed", finding="另一种情况。")
    save_draft(
        file.case.number, writing, [factories.Upload("另一份.pdf", factories.PDF + b"2")], Opened(office.handler)
    )
    submit(file.case.number, Opened(office.handler))
    with pytest.raises(NotAllowed, match="又有改动"):
        review(
            file.case.number,
            "secrecy",
            passed=True,
            opinion="同意",
            seen=seen,
            opened=Opened(office.secrecy_reviewer),
        )


REACHED = {
    "registered": factories.registered,
    "searching": factories.assigned,
    "drafting": factories.drafted,
    "secrecy_review": factories.submitted,
    "legal_review": lambda office: factories.submitted(office, "not_held"),
    "signing": factories.reviewed,
    "delivering": factories.signed,
    "closed": factories.delivered,
}


@pytest.mark.parametrize("stage", list(Stage))
def test_no_step_is_skipped_and_none_is_done_twice(office, stage):
    file = REACHED[stage](office)
    assert file.stage is stage
    version = file.version
    for move in MOVES:
        if stage not in move.sources:
            with pytest.raises(NotAllowed):
                recorded(file, move.kind)
    assert factories.look(office, file).version == version


def recorded(file, kind):
    with one_act("test") as act:
        file.record(act, kind)


def test_a_form_opened_before_someone_else_acted_changes_nothing(office):
    file = factories.submitted(office)
    seen = latest_draft(file.case.id).content_hash
    stale = Opened(office.secrecy_reviewer, version=file.version - 1)
    with pytest.raises(SomeoneElseActed):
        review(file.case.number, "secrecy", passed=True, opinion="", seen=seen, opened=stale)
    assert factories.db_stage(file) == "secrecy_review"


@pytest.mark.parametrize("administrator", sorted(ADMINISTRATORS))
def test_an_administrator_holds_no_other_role(administrator):
    assert clash(frozenset({administrator})) is None
    for role in Role:
        if role is not administrator:
            assert clash(frozenset({administrator, role}))


def test_business_roles_may_be_joined_in_a_small_office():
    assert clash(BUSINESS) is None
