"""代理: what a deputy may do, since when, and what he may not."""

from datetime import date, timedelta

import pytest

from gov_requests.accounts import absence
from gov_requests.accounts.absence import Absence, enter
from gov_requests.handling.actions import assign, return_assignment
from gov_requests.intake.actions import register
from gov_requests.procedure import Stage
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.chain import faults
from gov_requests.records.drafts import latest_draft
from gov_requests.records.journal import JournalRow
from gov_requests.records.people import Deputy
from gov_requests.refusals import BadInput, NotAllowed, NotFound, Refusal
from gov_requests.replies.actions import Writing, save_draft, submit
from gov_requests.review.actions import sign
from gov_requests.today import today
from tests import factories
from tests.support.typing_in import send, text

DAY = timedelta(days=1)


@pytest.fixture
def office(database):
    return factories.Office().full()


@pytest.fixture
def colleague(office):
    """Another handler, of another section of the organ."""
    return factories.person("handler", at=office.organ)


def absent(person, deputy, *, starts=None, ends=None, by=None):
    starts = starts or today()
    new = Absence(person_id=person.id, deputy_id=deputy.id, starts_on=starts, ends_on=ends or starts + 7 * DAY)
    row = enter(new, by=by or person, key=None)
    db.session.expire_all()
    return row


def sees(person, file):
    try:
        look_up(file.case.number, person)
    except NotFound:
        return False
    return True


def newest(file):
    return db.session.get(
        JournalRow, db.session.scalar(db.select(db.func.max(JournalRow.id)).where(JournalRow.case_id == file.case.id))
    )


def test_a_deputy_reaches_what_the_absent_colleague_reaches(office, colleague):
    file = factories.assigned(office)
    assert not sees(colleague, file)
    absent(office.handler, colleague)
    assert sees(colleague, file)


def test_the_journal_names_the_acting_person_and_for_whom(office, colleague):
    file = factories.assigned(office)
    absent(office.handler, colleague)
    return_assignment(file.case.number, "应由他人承办", Opened(colleague))
    row = newest(file)
    assert row.recorded_by == colleague.id
    assert row.signature == colleague.username
    assert row.data["for"] == office.handler.username
    assert list(faults()) == []


def test_what_a_person_may_in_the_own_right_is_done_for_nobody(office):
    head = factories.person("section_head", at=office.organ, of=office.section)
    file = factories.assigned(office)
    absent(office.handler, head)
    return_assignment(file.case.number, "应由他人承办", Opened(head))
    assert "for" not in newest(file).data


def test_it_holds_from_its_first_day_to_its_last(office, colleague, today_is):
    today_is("2026-11-24")
    file = factories.assigned(office)
    absent(office.handler, colleague, starts=date(2026, 11, 25), ends=date(2026, 11, 27))
    seen = {}
    for day in range(24, 29):
        today_is(f"2026-11-{day}")
        seen[day] = sees(colleague, file)
    assert seen == {24: False, 25: True, 26: True, 27: True, 28: False}


def test_it_ends_at_once_when_it_is_ended(office, colleague):
    file = factories.assigned(office)
    row = absent(office.handler, colleague)
    absence.end(row.id, by=office.handler, key=None)
    db.session.expire_all()
    assert not sees(colleague, file)


def test_for_a_disabled_colleague_nobody_stands_in(office, colleague):
    file = factories.assigned(office)
    absent(office.handler, colleague)
    with one_act("test") as act:
        office.handler.active = False
        act.note("person_disabled")
    assert not sees(colleague, file)


def test_rights_do_not_pass_from_deputy_to_deputy(office, colleague):
    third = factories.person("handler", at=office.organ)
    file = factories.assigned(office)
    absent(office.handler, colleague)
    absent(colleague, third)
    assert sees(colleague, file)
    assert not sees(third, file)


def test_pages_open_and_close_with_the_deputy(client_for, office):
    client = client_for("clerk", at=office.organ)
    file = factories.assigned(office)
    address = f"/handling/{file.case.number}/search"
    assert client.get(address).status_code == 403
    row = absent(office.handler, client.person)
    assert client.get(address).status_code == 200
    absence.end(row.id, by=office.handler, key=None)
    assert client.get(address).status_code == 403


def test_a_deputy_of_the_district_supervisor_names_requests_like_him(client_for, office):
    client = client_for("clerk", at=office.organ)
    elsewhere = factories.registered(factories.Office())
    absent(office.district_supervisor, client.person)
    page = text(client.get("/desk/under-way"))
    ref = f"{elsewhere.case.organ.code}~{elsewhere.case.number}"
    assert ref in page
    assert client.get(f"/cases/{ref}").status_code == 200


def test_a_deputy_registers_for_the_absent_counter(office, colleague):
    absent(office.clerk, colleague)
    file = register(factories.registration(), [], by=colleague)
    row = db.session.scalars(
        db.select(JournalRow).where(JournalRow.case_id == file.case.id, JournalRow.kind == "received")
    ).one()
    assert row.data["for"] == office.clerk.username


def test_administration_does_not_pass_to_a_deputy(client_for, office):
    """A deputy has rights on requests; whose absence one may enter, say, is not one of them."""
    client = client_for("clerk", at=office.organ)
    absent(office.disclosure_head, client.person)
    assert absence.absentees(client.person) == [client.person]


# Separation of duties looks at the acting person.


def drafted_by(person, office):
    file = factories.searched(office)
    writing = Writing(reply_kind="disclosed", finding="经检索，情况如下。", reasons="依照规定答复。", withheld=())
    uploads = [factories.Upload("批复文件.pdf", factories.PDF)]
    file = save_draft(file.case.number, writing, uploads, Opened(person))
    return submit(file.case.number, Opened(person))


def test_a_deputy_does_not_review_what_he_drafted(office, colleague):
    absent(office.handler, colleague)
    absent(office.secrecy_reviewer, colleague)
    file = drafted_by(colleague, office)
    office.secrecy_reviewer, kept = colleague, office.secrecy_reviewer
    with pytest.raises(NotAllowed, match="自己的拟稿"):
        factories.pass_review(office, file, "secrecy")
    office.secrecy_reviewer = kept
    factories.pass_review(office, file, "secrecy")


def test_a_deputy_does_not_sign_what_he_drafted(office, colleague):
    absent(office.handler, colleague)
    absent(office.signer, colleague)
    file = drafted_by(colleague, office)
    for name in list(file.progress.reviews):
        file = factories.pass_review(office, file, name)
    assert file.stage is Stage.SIGNING
    seen = latest_draft(file.case.id).content_hash
    with pytest.raises(NotAllowed, match="拟稿人不得签发"):
        sign(file.case.number, opinion="", seen=seen, opened=Opened(colleague))
    sign(file.case.number, opinion="", seen=seen, opened=Opened(office.signer))


def test_the_drafter_who_becomes_the_signers_deputy_does_not_sign(office):
    file = factories.reviewed(office)
    absent(office.signer, office.handler)
    with pytest.raises(NotAllowed, match="拟稿人不得签发"):
        sign(file.case.number, opinion="", seen=latest_draft(file.case.id).content_hash, opened=Opened(office.handler))


def test_a_deputy_signs_what_others_drafted_and_the_record_says_for_whom(office, colleague):
    file = factories.reviewed(office)
    absent(office.signer, colleague)
    sign(file.case.number, opinion="", seen=latest_draft(file.case.id).content_hash, opened=Opened(colleague))
    row = newest(file)
    assert (row.kind, row.data["for"]) == ("signed", office.signer.username)


# Who may enter it.


def test_everybody_enters_the_own_absence_the_heads_those_of_their_people(office, colleague):
    assert {one.id for one in absence.absentees(office.clerk)} == {office.clerk.id}
    assert {one.id for one in absence.absentees(office.section_head)} == {office.section_head.id, office.handler.id}
    organ_wide = {one.id for one in absence.absentees(office.disclosure_head)}
    assert {office.clerk.id, office.handler.id, colleague.id} <= organ_wide
    assert office.system_admin.id not in organ_wide


def test_nobody_names_himself_the_deputy_of_another(office):
    with pytest.raises(BadInput, match="不能把自己"):
        absent(office.signer, office.disclosure_head, by=office.disclosure_head)


def test_the_absence_of_a_stranger_is_not_entered(office, colleague):
    with pytest.raises(BadInput, match="只能为自己"):
        absent(office.handler, colleague, by=office.clerk)


@pytest.mark.parametrize("whom", ["elsewhere", "administrator", "disabled", "oneself"])
def test_who_cannot_stand_in(office, whom):
    people = {
        "elsewhere": factories.person("handler"),
        "administrator": office.audit_admin,
        "disabled": factories.person("handler", at=office.organ),
        "oneself": office.handler,
    }
    if whom == "disabled":
        with one_act("test") as act:
            people[whom].active = False
            act.note("person_disabled")
    with pytest.raises(BadInput, match="另一个人"):
        absent(office.handler, people[whom])


def test_days_must_make_sense(office, colleague):
    for starts, ends in ((-1, 3), (3, 2), (0, 366)):
        with pytest.raises(BadInput):
            absent(office.handler, colleague, starts=today() + starts * DAY, ends=today() + ends * DAY)
    assert absent(office.handler, colleague, ends=today() + 365 * DAY)


def test_one_deputy_at_a_time(office, colleague):
    absent(office.handler, colleague, ends=today() + 3 * DAY)
    third = factories.person("handler", at=office.organ)
    with pytest.raises(NotAllowed, match="请先结束"):
        absent(office.handler, third, starts=today() + 3 * DAY)
    assert absent(office.handler, third, starts=today() + 4 * DAY)


def test_the_page_sets_and_ends_a_deputy(client_for, office, colleague):
    client = client_for("disclosure_head", at=office.organ)
    typed = {"starts_on": today().isoformat(), "ends_on": (today() + DAY).isoformat()}
    send(client, "/account/absences", person=office.handler.id, deputy=colleague.id, **typed)
    row = db.session.scalars(db.select(Deputy)).one()
    assert "代理中" in text(client.get("/account/absences"))
    again = send(client, "/account/absences", person=office.handler.id, deputy=colleague.id, **typed)
    assert again.status_code == 409
    send(client, "/account/absences", to=f"/account/absences/{row.id}/end")
    db.session.expire_all()
    assert row.ended_at is not None


def test_a_deputy_of_others_cannot_be_ended_by_a_stranger(client_for, office, colleague):
    row = absent(office.handler, colleague)
    client = client_for("clerk", at=office.organ)
    assert send(client, "/account/absences", to=f"/account/absences/{row.id}/end").status_code == 404
    with pytest.raises(Refusal):
        absence.end(row.id, by=client.person, key=None)


def test_a_scope_that_forgets_deputies_is_caught(office, colleague, monkeypatch):
    """The broken twin: with nobody standing in for anybody the first test of this file fails."""
    file = factories.assigned(office)
    absent(office.handler, colleague)
    monkeypatch.setattr("gov_requests.records.scope.principals", lambda _person: [])
    assert not sees(colleague, file)


def test_a_transfer_is_no_detour(office, colleague):
    """The handler's deputy may not assign: the absent colleague may not either."""
    file = factories.assigned(office)
    absent(office.handler, colleague)
    with pytest.raises(NotFound):
        assign(file.case.number, colleague.id, "", Opened(colleague), act_name="transfer")
