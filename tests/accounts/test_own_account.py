"""我的账号: what must be settled first, changing the password, one's own sessions."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gov_requests.records import password_policy
from gov_requests.records.base import one_act
from gov_requests.records.password_policy import POLICIES, password_objections
from gov_requests.records.passwords import matches
from gov_requests.records.second_factor import CODE_SETTING
from gov_requests.records.sessions import WebSession
from gov_requests.records.settings import set_setting
from gov_requests.today import clock_set_to, now
from tests import factories
from tests.support.typing_in import send, text

NEW = "Xuan-Ding-7788"


def change(client, new=NEW, current=factories.PASSWORD, again=None):
    return send(client, "/account/password", current=current, new=new, again=again or new)


def setting_is(name, value):
    with one_act("test") as act:
        set_setting(name, value)
        act.note("setting_changed", name=name, value=value)


def test_a_password_that_someone_gave_out_must_be_changed_before_anything_else(client_for):
    client = client_for("clerk", may_stay=False)
    for address in ("/desk/", "/desk/waiting", "/intake/new", "/account/"):
        assert client.get(address).location == "/account/password"
    assert client.post("/intake/new").status_code in (302, 400)
    page = text(client.get("/account/password"))
    assert "管理员设置的" in page
    assert change(client).location == "/desk/"
    assert client.get("/desk/waiting").status_code == 200


def test_whoever_must_change_may_leave(client_for):
    client = client_for("clerk", may_stay=False)
    assert send(client, "/account/password", to="/logout").location == "/login"


def test_practice_accounts_keep_their_password(client_for):
    assert client_for("clerk").get("/desk/waiting").status_code == 200


def test_a_password_lasts_ninety_days_under_dengbao(client_for, app):
    client = client_for("clerk", may_stay=False)
    change(client)
    person = client.person
    for days, owed in ((89, "/desk/"), (90, "/account/password")):
        with clock_set_to(now() + timedelta(days=days)):
            later = app.test_client()
            send(later, "/login", username=person.username, password=NEW)
            answer = later.get("/desk/")
            assert (answer.location == "/account/password") is (owed == "/account/password")


def test_under_asvs_a_password_lasts(client_for, app):
    client = client_for("clerk", may_stay=False)
    setting_is(password_policy.POLICY_SETTING, "ASVS")
    assert change(client, "still waters run").status_code == 302
    with clock_set_to(now() + timedelta(days=900)):
        later = app.test_client()
        send(later, "/login", username=client.person.username, password="still waters run")
        assert later.get("/desk/waiting").status_code == 200


@pytest.mark.parametrize(
    ("profile", "password", "said"),
    [
        ("等保", "Ab1-5678", "至少 10 个字符"),
        ("等保", "abcdefghij1", "3 种"),
        ("等保", "张三的密码很长很长很长", "3 种"),
        ("等保", "P@ssw0rd123", "太常见"),
        ("等保", "Admin@2026", "太常见"),
        ("等保", "Zhang.San-2026", "用户名"),
        ("等保", "a" * 129, "最长 128 个字符"),
        ("ASVS", "Ab1-Ab1-Ab1-", "至少 15 个字符"),
        ("ASVS", "qwertyuiopasdfghjkl", None),
        ("ASVS", "still waters run", None),
        ("等保", "k7mP-wQ2x-9rTz", None),
    ],
)
def test_what_a_profile_refuses(profile, password, said):
    found = password_objections(password, "zhang.san", POLICIES[profile])
    assert (found == []) if said is None else any(said in sentence for sentence in found)


def test_the_list_of_common_passwords_has_three_thousand():
    assert len(password_policy._common()) >= 3000


def test_a_password_of_megabytes_is_refused_before_it_is_looked_at(monkeypatch):
    monkeypatch.setattr(password_policy, "is_common", lambda _password: pytest.fail("looked at"))
    assert len(password_objections("a" * 5_000_000, "x", POLICIES["等保"])) == 1


def test_the_last_five_passwords_do_not_come_back(client_for, app):
    client = client_for("clerk")
    used = [factories.PASSWORD]
    for number in range(5):
        new = f"Xuan-Ding-77{number}"
        assert change(client, new, used[-1]).status_code == 302
        used.append(new)
    for old in used[1:]:
        answer = change(client, old, used[-1])
        assert answer.status_code == 422
        assert "不能" in text(answer)
    assert change(client, used[0], used[-1]).status_code == 302


def test_two_that_differ_and_a_wrong_present_one_are_refused(client_for, database):
    client = client_for("clerk")
    assert "不一样" in text(change(client, again="Xuan-Ding-7789"))
    assert "现在的密码不对" in text(change(client, current="wrong"))
    assert matches(client.person.password_hash, factories.PASSWORD)


def test_guessing_the_present_password_in_a_stolen_session_is_counted(client_for):
    client = client_for("clerk")
    for _ in range(5):
        change(client, current="wrong")
    assert "15 分钟" in text(change(client))


def test_changing_the_password_ends_the_other_sessions(client_for, app):
    client = client_for("clerk")
    other = factories.sign_in(app.test_client(), client.person)
    assert change(client).status_code == 302
    assert client.get("/desk/waiting").status_code == 200
    assert other.get("/desk/waiting").location.startswith("/login")


def test_the_page_lists_the_own_sessions_with_address_and_browser(client_for, app):
    client = client_for("clerk")
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0.4240.198 Safari/537.36"
    other = app.test_client()
    page = other.get("/login", environ_base={"REMOTE_ADDR": "10.1.2.3", "HTTP_USER_AGENT": agent})
    token = text(page).split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    other.post(
        "/login",
        data={"csrf_token": token, "username": client.person.username, "password": factories.PASSWORD},
        environ_base={"REMOTE_ADDR": "10.1.2.3", "HTTP_USER_AGENT": agent},
    )
    page = text(client.get("/account/"))
    assert "Chrome 86，Windows" in page
    assert "10.1.2.3" in page
    assert "本次登录" in page


def test_one_session_is_ended(client_for, app, database):
    client = client_for("clerk")
    other = factories.sign_in(app.test_client(), client.person)
    mine = _rows(database, client.person)
    name = next(row for row in mine if row != _this(client, mine))
    answer = send(client, "/account/", to="/account/sessions/end", name=name)
    assert answer.location == "/account/"
    assert other.get("/desk/").location.startswith("/login")
    assert client.get("/account/").status_code == 200


def test_all_other_sessions_are_ended_and_the_own_goes_on(client_for, app):
    client = client_for("clerk")
    others = [factories.sign_in(app.test_client(), client.person) for _ in range(3)]
    send(client, "/account/", to="/account/sessions/end-others")
    assert all(other.get("/desk/").location.startswith("/login") for other in others)
    assert client.get("/account/").status_code == 200


def test_a_session_of_someone_else_cannot_be_ended(client_for, database):
    client, stranger = client_for("clerk"), client_for("clerk")
    (name,) = _rows(database, stranger.person)
    send(client, "/account/", to="/account/sessions/end", name=name)
    assert stranger.get("/desk/waiting").status_code == 200


def test_a_request_under_way_does_not_bring_an_ended_session_back(client_for, database, app):
    client = client_for("clerk")
    (name,) = _rows(database, client.person)
    with app.test_request_context("/", headers={"Cookie": f"gov_requests={client.get_cookie('gov_requests').value}"}):
        held = app.session_interface.open_session(app, app.test_request_context("/").request)
        held.token = client.get_cookie("gov_requests").value
        held["x"] = 1
        database.session.execute(sa.delete(WebSession).where(WebSession.token_hash == name))
        app.session_interface.save_session(app, held, app.response_class())
    assert _rows(database, client.person) == []


def test_administrators_must_set_codes_up_first(client_for, database):
    client = client_for("system_admin", may_stay=False)
    assert change(client).location == "/account/codes"
    assert client.get("/desk/").location == "/account/codes"


def test_whom_codes_are_asked_of_is_a_setting(client_for, database):
    setting_is(CODE_SETTING, "nobody")
    client = client_for("system_admin", may_stay=False)
    assert change(client).location == "/desk/"
    setting_is(CODE_SETTING, "everyone")
    client = client_for("clerk", may_stay=False)
    assert change(client).location == "/account/codes"


def _rows(database, person):
    return list(
        database.session.scalars(sa.select(WebSession.token_hash).where(WebSession.person_id == person.id)).all()
    )


def _this(client, names):
    page = text(client.get("/account/"))
    return next(name for name in names if name not in page)
