"""首次启用: a token from the server opens the page, once, while nobody is an administrator."""

import io
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.admin.people import person_of
from gov_requests.admin.setup import SEATS, Seat, name_administrators
from gov_requests.records.chain import faults
from gov_requests.records.people import Person
from gov_requests.records.settings import setting
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.today import clock_set_to, now
from tests import factories
from tests.admin.test_import import book, upload
from tests.support.typing_in import send, text

ORGAN = {
    "code": "qzb",
    "name": "虚构区人民政府办公室",
    "short": "虚政公开",
    "kind": "government_office",
    "parent": "",
    "reviewing_organ": "虚构市人民政府",
    "court": "虚构市第四中级人民法院",
}
PASSWORDS = ("Xuan-Ding-7701", "Xuan-Ding-7702", "Xuan-Ding-7703")


def token_of(app):
    result = app.test_cli_runner().invoke(args=["setup", "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)["token"]


def opened(app):
    client = app.test_client()
    assert send(client, "/admin/setup", token=token_of(app)).location == "/admin/setup/organs"
    return client


def administrators(**changed):
    typed = {}
    for number, role in enumerate(SEATS):
        typed |= {
            f"{role}-organ": "qzb",
            f"{role}-username": f"admin.{number}",
            f"{role}-name": f"虚{number}",
            f"{role}-password": PASSWORDS[number],
        }
    return typed | changed


def test_the_whole_first_start(app, database, client):
    assert client.get("/setup").location == "/admin/setup"
    client = opened(app)
    send(client, "/admin/setup/organs", **ORGAN)
    assert "虚构区人民政府办公室" in text(client.get("/admin/setup/organs"))
    template = client.get("/admin/setup/people/template.xlsx")
    assert template.status_code == 200
    page = upload(client, book(("li.si", "虚四", "qzb", "", "窗口接件", "")), "/admin/setup/people")
    assert "li.si" in text(page)
    assert person_of("li.si").roles == {Role.CLERK}
    assert send(client, "/admin/setup/administrators", **administrators()).location == "/login"
    for number, role in enumerate(SEATS):
        person = person_of(f"admin.{number}")
        assert person.roles == {role}
        assert person.password_chosen_at is not None
        signed = app.test_client()
        assert send(signed, "/login", username=person.username, password=PASSWORDS[number]).location == "/desk/"
        assert signed.get("/desk/").location == "/account/codes"
    assert client.get("/admin/setup").status_code == 404
    assert client.get("/admin/setup/organs").status_code == 404
    assert list(faults()) == []


def test_only_the_hash_of_the_token_is_kept(app, database):
    token = token_of(app)
    assert token not in json.dumps(setting("setup"))
    assert not any(
        token in row for row in database.session.execute(database.text("SELECT data FROM journal")).scalars()
    )


def test_without_a_token_there_is_no_page(app, client, database):
    assert client.get("/admin/setup").status_code == 404
    assert client.get("/admin/setup/administrators").status_code == 404
    token_of(app)
    for address in ("organs", "people", "administrators", "people/template.xlsx"):
        assert client.get(f"/admin/setup/{address}").location == "/admin/setup"
    answer = send(client, "/admin/setup", token="wrong")
    assert answer.status_code == 422
    assert "启用口令不对" in text(answer)


def test_a_token_lapses_after_a_day(app, database):
    token = token_of(app)
    with clock_set_to(now() + timedelta(hours=24)):
        assert app.test_client().get("/admin/setup").status_code == 404
    with clock_set_to(now() + timedelta(hours=23)):
        assert send(app.test_client(), "/admin/setup", token=token).status_code == 302


def test_a_second_token_voids_the_first(app, database):
    first, client = token_of(app), opened(app)
    assert client.get("/admin/setup/organs").status_code == 200
    second = token_of(app)
    assert client.get("/admin/setup/organs").location == "/admin/setup"
    assert send(app.test_client(), "/admin/setup", token=first).status_code == 422
    assert send(app.test_client(), "/admin/setup", token=second).status_code == 302


@pytest.mark.parametrize("role", sorted(SEATS))
def test_once_there_is_an_administrator_the_server_prints_no_token(app, database, role):
    factories.person(role)
    result = app.test_cli_runner().invoke(args=["setup"])
    assert result.exit_code == 1
    assert "已经启用" in result.output


def test_an_administrator_named_meanwhile_closes_the_page(app, database):
    client = opened(app)
    factories.person("audit_admin")
    assert client.get("/admin/setup/organs").status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"security_admin-name": "虚0"}, "三个不同的人"),
        ({"security_admin-username": "admin.0"}, "三个不同的人"),
        ({"audit_admin-password": PASSWORDS[0]}, "三个不同的人"),
        ({"audit_admin-password": "short"}, "至少 10 个字符"),
        ({"audit_admin-password": "P@ssw0rd123"}, "太常见"),
        ({"audit_admin-username": "a b"}, "用户名用"),
        ({"audit_admin-name": ""}, "请填写审计管理员的姓名"),
    ],
)
def test_the_three_are_three_people_with_sound_passwords(app, database, changed, said):
    client = opened(app)
    send(client, "/admin/setup/organs", **ORGAN)
    answer = send(client, "/admin/setup/administrators", **administrators(**changed))
    assert answer.status_code == 422
    assert said in text(answer)
    assert database.session.scalar(sa.select(sa.func.count(Person.id))) == 0


def test_two_browsers_with_one_token_name_the_three_once(app, database):
    factories.organ("qzb")
    token_of(app)
    seats = {
        role: Seat(organ="qzb", username=f"admin.{role}", name=f"虚{role}", password=password)
        for role, password in zip(SEATS, PASSWORDS, strict=True)
    }
    name_administrators(seats, by="root", key=None)
    with pytest.raises(NotAllowed):
        name_administrators(seats, by="root", key=None)


def test_one_of_the_three_may_not_be_left_out(app, database):
    factories.organ("qzb")
    token_of(app)
    one = Seat(organ="qzb", username="a", name="虚一", password=PASSWORDS[0])
    with pytest.raises(BadInput, match="都要设"):
        name_administrators({Role.SYSTEM_ADMIN: one}, by="root", key=None)


def test_the_command_tells_where_to_go(app, database):
    output = app.test_cli_runner().invoke(args=["setup"]).output
    assert "/setup" in output
    assert "24 小时" in output


def test_two_organs_do_not_share_a_short_name(app, database):
    client = opened(app)
    send(client, "/admin/setup/organs", **ORGAN)
    answer = send(client, "/admin/setup/organs", **(ORGAN | {"code": "zjw", "name": "虚构区住房城市建设委"}))
    assert answer.status_code == 422
    assert "代字 虚政公开 已由" in text(answer)


def test_a_workbook_with_faults_takes_nobody_in(app, database):
    client = opened(app)
    send(client, "/admin/setup/organs", **ORGAN)
    answer = send(client, "/admin/setup/people", file=(io.BytesIO(b"x"), "a.xlsx"))
    assert answer.status_code == 422
    assert database.session.scalar(sa.select(sa.func.count(Person.id))) == 0
