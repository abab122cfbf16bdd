"""Every route × every role and nobody × methods × own and foreign requests, against the matrix that a lawyer can read.

What is expected is worked out here from the two tables alone (`access.MATRIX`, `permissions.ENDPOINTS`).
"""

from functools import cache

import pytest
import sqlalchemy as sa
from flask import Flask, render_template
from flask_login import current_user
from werkzeug.exceptions import MethodNotAllowed

from gov_requests.access import MATRIX, Action, Role
from gov_requests.records import casefile
from gov_requests.records.base import db, one_act
from gov_requests.records.people import Person
from gov_requests.records.scope import named
from gov_requests.refusals import NotFound
from gov_requests.web import errors, permissions
from gov_requests.web.permissions import ENDPOINTS, PUBLIC
from tests import factories
from tests.support.databases import rolled_back
from tests.web.places import Place, token_of

METHODS = ("GET", "POST", "PUT")
#: A request made while nobody is known ends at the sign-in page.
LOGIN = "/login"


def expected(endpoint: str | None, role: Role | None, *, own: bool, names_a_request: bool) -> set[int | str]:
    """Return what may come of a request, from the tables alone; ``served`` is any answer that neither refuses nor breaks."""
    if endpoint is None:
        return {405}
    if endpoint in PUBLIC:
        return {"served", LOGIN, 404}
    if role is None:
        return {LOGIN}
    if role not in MATRIX[ENDPOINTS[endpoint]]:
        return {403}
    district = MATRIX[ENDPOINTS[endpoint]][role] == "district"
    if names_a_request and not own and not district:
        return {404}
    # Objects that are not requests (a proposal, an absence) may not exist for this person.
    return {"served"} if names_a_request else {"served", 404}


def endpoint_of(app: Flask, path: str, method: str) -> str | None:
    """Return the endpoint that a request reaches, None where the method is not allowed there."""
    try:
        return app.url_map.bind("").match(path, method=method)[0]
    except MethodNotAllowed:
        return None


def outcome(response) -> int | str:
    if response.status_code == 302 and response.headers["Location"].startswith(LOGIN):
        return LOGIN
    if response.status_code in (403, 404, 405) or response.status_code >= 500:
        return response.status_code
    return "served"


@pytest.fixture(scope="module")
def district(settled):
    """An application with two places in its database: one where the people of this test are at home, and a foreign one."""
    return settled(lambda: (Place(), Place(requests_before=1)))


@pytest.fixture
def places(district, attached):
    app, (own, foreign) = district
    with rolled_back(app):
        attached(own.office)
        attached(foreign.office)
        yield own, foreign


@pytest.fixture
def each_refusal_made_once(monkeypatch):
    """A refusal's page depends on who is refused and why, not on where; making it anew for each address takes most of the time."""

    @cache
    def made(template, _person, sentences):
        return render_template(template, sentences=sentences)

    monkeypatch.setattr(errors, "render_template", lambda name, sentences: made(name, current_user.get_id(), sentences))


@pytest.mark.usefixtures("each_refusal_made_once")
@pytest.mark.parametrize("role", [None, *Role])
def test_every_route_answers_every_role_as_the_matrix_says(district, places, role):
    app, (own, foreign) = district[0], places
    assert own.number != foreign.number
    client = app.test_client()
    if role is not None:
        factories.sign_in(client, getattr(own.office, role.value))
    client.inspect = False
    headers = {"X-CSRFToken": token_of(client)}
    wrong, asked = [], 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {"static", "accounts.logout"}:
            continue
        names_a_request = bool({"ref", "dispute_id"} & rule.arguments)
        for place in (own, foreign) if names_a_request else (own,):
            path = place.path(rule, sees_all=role is Role.DISTRICT_SUPERVISOR)
            for method in METHODS:
                asked += 1
                response = client.open(path, method=method, headers=headers)
                reached = endpoint_of(app, path, method)
                may = expected(reached, role, own=place is own, names_a_request=names_a_request)
                if outcome(response) not in may:
                    wrong.append((method, path, role, outcome(response), may))
    assert wrong == [], "\n".join(map(str, wrong))
    assert asked > 200


def hidden_and_absent(app):
    """Return the status and the page of a foreign office's request and of one that does not exist."""
    own, foreign = Place(), Place(requests_before=1)
    client = factories.sign_in(app.test_client(), own.office.clerk)
    answers = [client.get(f"/cases/{number}") for number in (foreign.number, "2026-9999")]
    return [(answer.status_code, without_tokens(answer)) for answer in answers]


def test_what_is_hidden_and_what_is_absent_look_the_same(app, database):
    hidden, absent = hidden_and_absent(app)
    assert hidden[0] == absent[0] == 404
    assert hidden == absent


class Forbidden(NotFound):
    status = 403


@pytest.mark.parametrize("refusal", [Forbidden(""), NotFound("这件申请由其他单位办理。")])
def test_a_house_that_tells_hidden_from_absent_is_caught(app, database, monkeypatch, refusal):
    """The broken twin: what exists elsewhere is refused with another number, or in other words."""
    real = casefile._find

    def telling(ref, *more):
        try:
            return real(ref, *more)
        except NotFound:
            exists = db.session.scalar(sa.select(sa.exists().where(named(ref))))
            raise (refusal if exists else NotFound("没有这件申请，或不在您的办理范围内。")) from None

    monkeypatch.setattr(casefile, "_find", telling)
    hidden, absent = hidden_and_absent(app)
    assert (hidden[0], absent[0]) == (refusal.status, 404)
    assert hidden != absent


def without_tokens(page) -> list[str]:
    return [line for line in page.get_data(as_text=True).splitlines() if "nonce" not in line and "csrf" not in line]


def test_papers_of_another_request_are_not_given_out_under_this_one(app, database):
    own, other = Place(), None
    other = factories.registered(own.office)
    client = factories.sign_in(app.test_client(), own.office.clerk)
    for path in (
        f"attachments/{own.values['public_id']}",
        f"letters/{own.values['letter_id']}",
        f"letters/{own.values['letter_id']}.pdf",
        f"letters/{own.values['letter_id']}.docx",
    ):
        assert client.get(f"/cases/{own.number}/{path}").status_code == 200
        assert client.get(f"/cases/{other.case.number}/{path}").status_code == 404


def revoked_and_disabled(app, database):
    """Return what a clerk gets with the role, on the request after it was revoked, and on the one after the account was disabled."""
    office = factories.Office()
    factories.registered(office)
    client = factories.sign_in(app.test_client(), office.clerk)
    got = [outcome(client.get("/intake/new"))]
    with one_act("test") as act:
        act.note("role_revoked")
        database.session.delete(database.session.merge(office.clerk).grants[0])
    got.append(outcome(client.get("/intake/new")))
    with one_act("test") as act:
        act.note("person_disabled")
        database.session.merge(office.clerk).active = False
    return [*got, outcome(client.get("/account/"))]


def test_a_disabled_person_and_a_revoked_role_are_refused_on_the_next_request(app, database):
    assert revoked_and_disabled(app, database) == ["served", 403, LOGIN]


def test_a_house_that_remembers_people_is_caught(app, database, monkeypatch):
    """The broken twin: roles are remembered from the first request, and nobody asks whether the account still stands."""
    kept, real = {}, Person.roles.fget
    monkeypatch.setattr(Person, "roles", property(lambda self: kept.setdefault(self.id, real(self))))
    monkeypatch.setattr(app.login_manager, "_user_callback", lambda id_: db.session.get(Person, int(id_)))
    assert revoked_and_disabled(app, database) == ["served", "served", "served"]


def test_an_endpoint_without_a_permission_keeps_the_application_from_starting(app):
    broken = Flask("broken")
    broken.url_map.converters.update(app.url_map.converters)
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            broken.add_url_rule(rule.rule, rule.endpoint, lambda **_: "", methods=rule.methods)
    permissions.enforce(broken)
    broken.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(RuntimeError, match="forgotten"):
        permissions.enforce(broken)


def test_no_action_is_without_a_role_and_no_row_of_the_matrix_without_use():
    used = set(ENDPOINTS.values())
    assert {action for action in Action if not MATRIX[action]} == set()
    assert used <= set(MATRIX)
