"""People from a workbook: all or nothing, every fault by row and column, initial passwords shown once."""

import io

import openpyxl
import pytest
import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.admin.people import person_of
from gov_requests.admin.people_import import COLUMNS, import_people, read_people, template
from gov_requests.records.base import db
from gov_requests.records.chain import faults
from gov_requests.records.journal import JournalRow
from gov_requests.records.passwords import matches
from gov_requests.records.people import Person, Section
from gov_requests.records.proposable import approve
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import Refusal
from tests import factories
from tests.support.typing_in import send, text


def book(*rows):
    made = openpyxl.Workbook()
    made.active.append(list(COLUMNS))
    for row in rows:
        made.active.append(list(row))
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def upload(client, content, address="/admin/people/import", name="人员.xlsx"):
    return send(client, address, file=(io.BytesIO(content), name))


def count(database):
    return database.session.scalar(sa.select(sa.func.count(Person.id)))


@pytest.fixture
def organ(database):
    return factories.organ("SJJ")


GOOD = (
    ("wang.wu", "虚五", "SJJ", "数据资源科", "承办", "科室负责人"),
    ("zhao.liu", "虚六", "SJJ", "", "窗口接件", None),
    ("sun.qi", "虚七", "SJJ", "数据资源科", None, None),
)


def test_the_template_offers_the_organs_and_the_business_roles(organ):
    made = openpyxl.load_workbook(io.BytesIO(template()))
    assert [cell.value for cell in made["人员"][1]] == list(COLUMNS)
    offered = [cell.value for column in made["可选项"].iter_cols() for cell in column[1:] if cell.value]
    assert "SJJ" in offered
    assert "承办" in offered
    assert "系统管理员" not in offered
    assert read_people_of_template_is_empty()


def read_people_of_template_is_empty():
    with pytest.raises(Refusal, match="没有人员"):
        read_people(template())
    return True


def test_an_import_on_the_server_side_grants_the_roles_at_once(organ, database):
    done = import_people(read_people(book(*GOOD)), by="root")
    assert [slip.username for slip in done.slips] == ["wang.wu", "zhao.liu", "sun.qi"]
    assert done.new_sections == (f"{organ.name}数据资源科",)
    person = person_of("wang.wu")
    assert person.roles == {Role.HANDLER, Role.SECTION_HEAD}
    assert person.section.name == "数据资源科"
    assert matches(person.password_hash, done.slips[0].password)
    assert person.password_chosen_at is None
    rows = database.session.scalars(sa.select(JournalRow).where(JournalRow.kind == "people_imported")).all()
    assert len(rows) == 1
    assert list(faults()) == []


def test_the_roles_that_the_system_administrator_brings_wait_for_the_security_administrator(
    organ, client_for, database
):
    client = client_for("system_admin")
    page = text(upload(client, book(*GOOD)))
    assert "安全管理员复核" in page
    assert person_of("wang.wu").roles == frozenset()
    proposal = database.session.scalars(sa.select(Proposal)).one()
    security = client_for("security_admin")
    shown = text(security.get(f"/proposals/{proposal.id}"))
    assert "wang.wu" in shown
    approve(proposal.id, note="", by=security.person)
    db.session.expire_all()
    assert person_of("wang.wu").roles == {Role.HANDLER, Role.SECTION_HEAD}
    assert person_of("zhao.liu").roles == {Role.CLERK}


def test_the_initial_passwords_are_downloaded_once(organ, client_for, database):
    client = client_for("system_admin")
    page = text(upload(client, book(*GOOD)))
    assert "k" in page
    assert page.count('class="code"') == 3
    token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    answer = client.post("/admin/people/initial-passwords.xlsx", data={"csrf_token": token})
    lines = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert [line[3] for line in lines[1:]] == ["wang.wu", "zhao.liu", "sun.qi"]
    assert matches(person_of("wang.wu").password_hash, lines[1][4])
    again = client.post("/admin/people/initial-passwords.xlsx", data={"csrf_token": token})
    assert again.status_code == 404
    assert "已经下载过" in text(again)


def test_initial_passwords_are_nowhere_in_the_database(organ, client_for, database):
    page = text(upload(client_for("system_admin"), book(*GOOD)))
    passwords = [part.split("<", 1)[0] for part in page.split('class="code">')[1:]]
    tables = ("journal", "web_sessions", "proposals", "people")
    kept = "".join(
        str(row) for table in tables for row in database.session.execute(database.text(f"SELECT * FROM {table}"))
    )
    assert len(passwords) == 3
    assert not any(password in kept for password in passwords)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "虚五", "SJJ", "", "", ""), "第 3 行“用户名”：没有填写。"),
        (("a b", "虚五", "SJJ", "", "", ""), "第 3 行“用户名”：用户名用"),
        (("wang.wu", "", "SJJ", "", "", ""), "第 3 行“姓名”：没有填写。"),
        (("wang.wu", "虚五", "", "", "", ""), "第 3 行“机关代码”：没有填写。"),
        (("wang.wu", "虚五", "XXX", "", "", ""), "第 3 行“机关代码”：没有代码为“XXX”的单位"),
        (("wang.wu", "虚五", "SJJ", "", "领导", ""), "第 3 行“角色”：没有“领导”这一角色"),
        (("wang.wu", "虚五", "SJJ", "", "", "领导"), "第 3 行“兼任角色”：没有“领导”这一角色"),
        (("wang.wu", "虚五", "SJJ", "", "系统管理员", ""), "第 3 行“角色”：系统管理员不能从工作簿导入"),
        (("wang.wu", "虚五", "SJJ", "", "承办", ""), "第 3 行“科室”：承办、科室负责人必须填写科室。"),
        (("zhao.liu", "虚五", "SJJ", "", "", ""), "第 3 行“用户名”：与第 2 行相同。"),
        (("wang.wu", "虚\u202e五", "SJJ", "", "", ""), "第 3 行“姓名”：最多 60 字，不能有换行和不可见字符。"),
        (("wang.wu", "虚五", "SJJ", "科" * 61, "", ""), "第 3 行“科室”：最多 60 字"),
        (("=cmd|' /C calc'!A0", "虚五", "SJJ", "", "", ""), "第 3 行“用户名”"),
    ],
)
def test_every_fault_is_named_and_nobody_is_taken_in(organ, client_for, database, row, said):
    client = client_for("system_admin")
    before = count(database)
    answer = upload(client, book(GOOD[1], row))
    assert answer.status_code == 422
    assert said in text(answer).replace("&#39;", "'")
    assert count(database) == before
    assert database.session.scalars(sa.select(Section).where(Section.organ_id == organ.id)).all() == []


def test_all_faults_are_told_at_once(organ):
    with pytest.raises(Refusal) as refusal:
        read_people(book(*[("", "", "", "", "", "")] * 1, *[("a b", "", "X", "", "甲", "")] * 20))
    assert len(refusal.value.sentences) == 31
    assert "还有" in refusal.value.sentences[-1]


def test_a_user_name_that_is_in_use_is_named(organ, database):
    taken = factories.person().username
    with pytest.raises(Refusal, match=f"{taken} 已在使用"):
        read_people(book((taken, "虚五", "SJJ", "", "", "")))


def test_what_is_no_workbook_is_told(organ, client_for):
    answer = upload(client_for("system_admin"), b"not a workbook", name="people.xlsx")
    assert answer.status_code == 422
    assert "不是 Excel 工作簿" in text(answer)
