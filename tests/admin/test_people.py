"""Adding, disabling, granting: who may, what holds at once, and what nobody may do to himself."""

import pytest
import sqlalchemy as sa

from gov_requests.access import ADMINISTRATORS, BUSINESS, ROLE_TITLES, Role
from gov_requests.accounts.actions import sign_in
from gov_requests.admin import grants, people
from gov_requests.admin.people import LAST, NOT_ONESELF
from gov_requests.records.base import db, one_act
from gov_requests.records.chain import faults
from gov_requests.records.journal import JournalRow
from gov_requests.records.passwords import matches
from gov_requests.records.people import Person
from gov_requests.records.proposable import approve
from gov_requests.records.proposals import Proposal
from gov_requests.records.sessions import WebSession
from gov_requests.refusals import NotAllowed, NotFound, Refusal
from tests import factories
from tests.support.typing_in import send, text


@pytest.fixture
def office(database):
    return factories.Office()


def shown_password(answer):
    return text(answer).split('id="initial-password">', 1)[1].split("<", 1)[0]


def latest(database, kind):
    query = sa.select(JournalRow).where(JournalRow.kind == kind).order_by(JournalRow.id.desc()).limit(1)
    return database.session.scalars(query).one()


def test_a_person_is_added_without_a_role_and_with_a_password_shown_once(client_for, app, database):
    client = client_for("system_admin")
    answer = send(
        client, "/admin/people/new", organ=client.person.organ.code, username="zhang.san", name="虚三", section=""
    )
    assert answer.status_code == 200
    password = shown_password(answer)
    added = people.person_of("zhang.san")
    assert matches(added.password_hash, password)
    assert added.roles == frozenset()
    assert password not in text(client.get("/admin/people/zhang.san"))
    stored = database.session.execute(database.text("SELECT data FROM journal")).scalars()
    assert not any(password in row for row in stored)
    newcomer = app.test_client()
    assert send(newcomer, "/login", username="zhang.san", password=password).status_code == 302
    assert newcomer.get("/account/").location == "/account/password"


def test_a_user_name_is_not_given_twice(client_for):
    client = client_for("system_admin")
    taken = factories.person().username
    answer = send(client, "/admin/people/new", organ=client.person.organ.code, username=taken, name="虚四", section="")
    assert answer.status_code == 422
    assert "已在使用" in text(answer)


@pytest.mark.parametrize("username", ["a", "../etc", "a/b", "=cmd", "a b", "-x", "名" * 61])
def test_a_user_name_that_would_make_trouble_is_refused(client_for, username):
    client = client_for("system_admin")
    answer = send(
        client, "/admin/people/new", organ=client.person.organ.code, username=username, name="虚四", section=""
    )
    assert answer.status_code == 422


def test_a_disabled_person_is_out_on_the_next_request(client_for, database):
    admin, clerk = client_for("system_admin"), client_for("clerk")
    assert clerk.get("/desk/waiting").status_code == 200
    address = f"/admin/people/{clerk.person.username}"
    assert send(admin, address, to=f"{address}/disable", reason="已调离").location == address
    assert clerk.get("/desk/waiting").location.startswith("/login")
    rows = database.session.scalars(sa.select(WebSession).where(WebSession.person_id == clerk.person.id)).all()
    assert rows == []
    assert latest(database, "person_disabled").data["reason"] == "已调离"


def test_whoever_is_enabled_again_must_sign_in_again(client_for):
    admin, clerk = client_for("system_admin"), client_for("clerk")
    address = f"/admin/people/{clerk.person.username}"
    send(admin, address, to=f"{address}/disable", reason="病假")
    send(admin, address, to=f"{address}/enable")
    assert clerk.get("/desk/waiting").location.startswith("/login")
    assert factories.sign_in(clerk, clerk.person).get("/desk/waiting").status_code == 200


def test_a_role_holds_and_ceases_on_the_next_request(client_for):
    security, person = client_for("security_admin"), client_for("signer")
    address = f"/admin/people/{person.person.username}"
    assert person.get("/intake/new").status_code == 403
    send(security, address, to=f"{address}/grant", role="clerk")
    assert person.get("/intake/new").status_code == 200
    send(security, address, to=f"{address}/revoke", role="clerk", reason="轮岗")
    assert person.get("/intake/new").status_code == 403


def test_a_new_password_is_shown_once_and_ends_the_sessions(client_for, app):
    admin, clerk = client_for("system_admin"), client_for("clerk")
    address = f"/admin/people/{clerk.person.username}"
    password = shown_password(send(admin, address, to=f"{address}/reset-password"))
    assert clerk.get("/desk/").location.startswith("/login")
    again = app.test_client()
    send(again, "/login", username=clerk.person.username, password=password)
    assert again.get("/desk/").location == "/account/password"


def test_a_name_that_rests_is_free_again_with_its_new_password(database):
    clerk, admin = factories.person("clerk"), factories.person("system_admin")
    for _ in range(6):
        with pytest.raises(Refusal):
            sign_in(clerk.username, "wrong", "10.0.0.1")
    password = people.reset_password(clerk.username, by=admin, key=None)
    assert sign_in(clerk.username, password, "10.0.0.1").person.id == clerk.id


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_no_page_resets_the_password_of_one_of_the_three(client_for, role):
    """Who sees the initial password could take the account over: the system administrator would hold all three powers."""
    admin, other = client_for("system_admin"), factories.person(role)
    address = f"/admin/people/{other.username}"
    answer = send(admin, address, to=f"{address}/reset-password")
    assert answer.status_code == 409
    assert "服务器" in text(answer)


def test_on_the_server_any_password_is_reset(app, database):
    person = factories.person("audit_admin")
    result = app.test_cli_runner().invoke(args=["people", "reset-password", person.username, "--codes"])
    assert result.exit_code == 0, result.output
    password = result.output.split("：", 1)[1].split("\n", 1)[0]
    database.session.expire_all()
    assert matches(person.password_hash, password)
    row = latest(database, "password_reset")
    assert row.signature.startswith("os:")
    assert row.data["codes"] is True


ON_ONESELF = {
    "disable": lambda me: people.disable(me.username, "x", by=me, key=None),
    "reset_password": lambda me: people.reset_password(me.username, by=me, key=None),
    "change": lambda me: people.change_person(me.username, "虚改", None, by=me, key=None),
    "grant": lambda me: grants.grant(me.username, Role.CLERK, "x", by=me, key=None),
    "grant_administrator": lambda me: grants.grant(me.username, Role.AUDIT_ADMIN, "x", by=me, key=None),
    "revoke": lambda me: grants.revoke(me.username, next(iter(me.roles)), "x", by=me, key=None),
    "reset_codes": lambda me: grants.reset_codes(me.username, "x", by=me, key=None),
}


@pytest.mark.parametrize("act", ON_ONESELF)
def test_nobody_changes_his_own_rights(database, act):
    me = factories.person("security_admin")
    factories.person("security_admin")
    with pytest.raises(NotAllowed) as refusal:
        ON_ONESELF[act](me)
    assert str(refusal.value) == NOT_ONESELF


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_the_last_active_administrator_of_a_kind_stays(database, role):
    first, second = factories.person(role), factories.person(role)
    system, security = factories.person("system_admin"), factories.person("security_admin")
    kept = [factories.person(other) for other in ADMINISTRATORS if other != role]
    assert kept
    for one in database.session.scalars(sa.select(Person).where(Person.id.not_in([first.id, second.id]))).unique():
        if role in one.roles and one.id not in (system.id, security.id):
            people.disable(one.username, "x", by=first, key=None)
    others = {Role.SYSTEM_ADMIN: system, Role.SECURITY_ADMIN: security}
    if role in others:
        people.disable(others[role].username, "x", by=first, key=None)
    people.disable(first.username, "x", by=second, key=None)
    actor = factories.person("clerk")
    for refused in (
        lambda: people.disable(second.username, "x", by=actor, key=None),
        lambda: grants.revoke(second.username, role, "x", by=actor, key=None),
    ):
        with pytest.raises(NotAllowed) as refusal:
            refused()
        assert str(refusal.value) == LAST.format(title=ROLE_TITLES[role])


def test_an_administrator_is_granted_by_two(office, database):
    newcomer = factories.person("signer", at=office.organ)
    grants.revoke(newcomer.username, Role.SIGNER, "转任", by=office.security_admin, key=None)
    proposal = grants.grant(newcomer.username, Role.AUDIT_ADMIN, "增设", by=office.security_admin, key=None)
    assert newcomer.roles == frozenset()
    with pytest.raises(Refusal):
        approve(proposal.id, note="", by=office.security_admin)
    with pytest.raises(NotFound):
        approve(proposal.id, note="", by=office.clerk)
    approve(proposal.id, note="同意", by=office.system_admin)
    db.session.expire_all()
    assert newcomer.roles == {Role.AUDIT_ADMIN}
    row = latest(database, "role_granted")
    assert (row.data["proposed_by"], row.data["approved_by"]) == (
        office.security_admin.username,
        office.system_admin.username,
    )
    assert list(faults()) == []


def test_the_second_administrator_may_sit_in_another_organ(office, database):
    elsewhere = factories.person("system_admin")
    newcomer = factories.person(roles=["signer"], at=office.organ)
    grants.revoke(newcomer.username, Role.SIGNER, "转任", by=office.security_admin, key=None)
    proposal = grants.grant(newcomer.username, Role.SYSTEM_ADMIN, "增设", by=office.security_admin, key=None)
    approve(proposal.id, note="", by=elsewhere)
    db.session.expire_all()
    assert newcomer.roles == {Role.SYSTEM_ADMIN}


def test_who_became_something_else_in_the_meantime_is_not_made_an_administrator(office, database):
    newcomer = factories.person("signer", at=office.organ)
    grants.revoke(newcomer.username, Role.SIGNER, "转任", by=office.security_admin, key=None)
    proposal = grants.grant(newcomer.username, Role.AUDIT_ADMIN, "增设", by=office.security_admin, key=None)
    grants.grant(newcomer.username, Role.CLERK, "", by=office.security_admin, key=None)
    with pytest.raises(NotAllowed, match="三员"):
        approve(proposal.id, note="", by=office.system_admin)
    assert database.session.get(Proposal, proposal.id).state == "open"


@pytest.mark.parametrize("administrator", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("other", sorted(ADMINISTRATORS | {Role.CLERK}))
def test_the_three_exclude_each_other_and_every_business_role(office, administrator, other):
    held = getattr(office, administrator.value)
    if other == administrator:
        return
    by = office.security_admin if administrator != Role.SECURITY_ADMIN else factories.person("security_admin")
    with pytest.raises(NotAllowed):
        grants.grant(held.username, other, "x", by=by, key=None)


def test_a_handler_needs_a_section(office):
    newcomer = factories.person("clerk", at=office.organ)
    with pytest.raises(NotAllowed, match="科室"):
        grants.grant(newcomer.username, Role.HANDLER, "", by=office.security_admin, key=None)


def test_each_administrator_does_the_own_half(client_for):
    system, security, audit = (client_for(role) for role in sorted(ADMINISTRATORS, reverse=True))
    clerk = factories.person("clerk")
    address = f"/admin/people/{clerk.username}"
    assert audit.get(address).status_code == 403
    assert send(system, address, to=f"{address}/grant", role="signer").status_code == 403
    assert send(security, address, to=f"{address}/disable", reason="x").status_code == 403
    assert send(security, address, to=f"{address}/reset-password").status_code == 403
    assert system.get("/admin/security").status_code == 403
    assert system.get("/admin/sessions").status_code == 403


@pytest.mark.parametrize("role", sorted(BUSINESS))
def test_no_business_role_sees_the_administration(client_for, role):
    client = client_for(role)
    for address in ("/admin/people", "/admin/organs", "/admin/security", "/admin/sessions", "/admin/readiness"):
        assert client.get(address).status_code == 403


def test_the_security_administrator_ends_sessions(client_for):
    security, clerk = client_for("security_admin"), client_for("clerk")
    page = text(security.get("/admin/sessions"))
    assert clerk.person.username in page
    address = f"/admin/people/{clerk.person.username}"
    send(security, address, to=f"{address}/end-sessions")
    assert clerk.get("/desk/").location.startswith("/login")


def test_one_session_is_ended_by_its_name(client_for, database):
    security, clerk = client_for("security_admin"), client_for("clerk")
    name = database.session.scalars(
        sa.select(WebSession.token_hash).where(WebSession.person_id == clerk.person.id)
    ).one()
    send(security, "/admin/sessions", to=f"/admin/sessions/{name}/end")
    assert clerk.get("/desk/").location.startswith("/login")
    assert send(security, "/admin/sessions", to="/admin/sessions/nobody/end").status_code == 404


def test_one_time_codes_are_reset_by_the_security_administrator(client_for, app, database):
    security, clerk = client_for("security_admin"), client_for("clerk")
    with one_act("test") as act:
        act.note("codes_set_up")
        clerk.person.totp_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    address = f"/admin/people/{clerk.person.username}"
    send(security, address, to=f"{address}/reset-codes", reason="换手机")
    assert (
        send(app.test_client(), "/login", username=clerk.person.username, password=factories.PASSWORD).location
        == "/desk/"
    )


def test_the_profile_is_chosen_by_the_security_administrator(client_for, database):
    security = client_for("security_admin")
    send(security, "/admin/security", policy="ASVS", codes="everyone")
    row = latest(database, "security_changed")
    assert row.data["after"] == {"password_policy": "ASVS", "code_asked_of": "everyone"}
    assert "没有变化" in text(send(security, "/admin/security", policy="ASVS", codes="everyone"))
    assert send(security, "/admin/security", policy="none", codes="everyone").status_code == 422


def test_a_refused_act_comes_back_with_the_typing_and_the_reason(client_for):
    security = client_for("security_admin")
    clerk = factories.person("clerk")
    address = f"/admin/people/{clerk.username}"
    answer = send(security, address, to=f"{address}/grant", role="audit_admin", reason="临时 & 增设")
    assert answer.status_code == 409
    assert "三员" in text(answer)
    assert "临时 &amp; 增设" in text(answer)
