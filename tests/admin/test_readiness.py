"""启用检查: what is still missing, in sentences."""

import re
from datetime import timedelta

import pytest

from gov_requests.admin.readiness import missing
from gov_requests.oversight.actions import tick
from gov_requests.records.base import db, one_act
from gov_requests.records.settings import KeptCheckpoint
from gov_requests.today import clock_set_to, now
from tests import factories
from tests.support.typing_in import text

OWN_PAGE = "/account/"


def lacks():
    return {lack.what for lack in missing()[0]}


def test_of_an_empty_system_everything_is_missing(database):
    found = lacks()
    assert "没有单位" in found
    assert {"没有系统管理员", "没有安全管理员", "没有审计管理员"} <= found
    assert "还没有在系统外留过检查点" in found
    assert "提醒任务从未运行" in found
    assert "密钥文件在数据目录之内" in found


def test_an_organ_needs_what_its_letters_need(database):
    organ = factories.organ(reviewing_organ=None, court=None)
    assert f"{organ.name}没有设复议机关、管辖法院" in lacks()
    assert f"{organ.name}没有设地址、电话" in lacks()


def test_a_post_that_nobody_fills_is_named(database):
    organ = factories.organ()
    factories.person("clerk", at=organ)
    assert f"{organ.name}没有承办、保密审查、法制审核、签发、公开工作机构负责人" in lacks()


def test_an_organ_with_more_levels_than_reviewers_is_named(database):
    office = factories.Office()
    factories.review_levels(office, ["初审", "终审"], [office.secrecy_reviewer, office.legal_reviewer])
    assert f"{office.organ.name}设 2 级保密审查，只有 1 名保密审查人员" in lacks()
    factories.person("secrecy_reviewer", at=office.organ)
    assert not any("级保密审查" in what for what in lacks())


def test_of_a_whole_office_nothing_is_missing_but_what_lies_on_the_server(database, app, monkeypatch, tmp_path):
    office = factories.Office().full()
    with one_act("test") as act:
        office.organ.address, office.organ.phone = "虚构区一号", "010-00000000"
        db.session.add(KeptCheckpoint(count=1, hash="0" * 64, made_at=act.at, kept_in="纸"))
        act.note("organ_changed")
    tick(now())
    monkeypatch.setitem(app.config, "KEY_FILE", tmp_path / "keys.json")
    assert {what for what in lacks() if "放假安排" not in what} == set()


def test_a_scheduler_that_fell_silent_is_told(database):
    tick(now())
    with clock_set_to(now() + timedelta(minutes=11)):
        assert "提醒任务停了 10 分钟以上" in lacks()


@pytest.mark.parametrize(("role", "mends"), [("system_admin", True), ("security_admin", False), ("audit_admin", False)])
def test_each_of_the_three_sees_the_page_and_whoever_may_mend_gets_the_link(client_for, role, mends):
    client = client_for(role)
    page = text(client.get("/admin/readiness"))
    assert "没有设地址" in page
    assert (f"/admin/organs/{client.person.organ.code}" in page) is mends


@pytest.mark.parametrize(
    ("day", "level"), [("2026-10-31T10:00", "提醒"), ("2026-11-01T10:00", "阻断"), ("2027-03-01T10:00", "阻断")]
)
def test_from_november_on_a_missing_notice_is_red(database, today_is, day, level):
    today_is(day)
    assert [lack.level for lack in missing()[0] if "2027 年放假安排没有导入" in lack.what] == [level]


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin", "disclosure_head"])
def test_whoever_has_to_see_to_it_sees_a_red_number_in_the_navigation(client_for, today_is, role):
    red = re.compile(r'<li class="late"><a href="/(admin/readiness|arrangements/)"')
    client = client_for(role)
    today_is("2026-11-02T10:00")
    assert red.search(client.get(OWN_PAGE).get_data(as_text=True))
    today_is("2026-10-02T10:00")
    assert not red.search(client_for(role).get(OWN_PAGE).get_data(as_text=True))


def test_a_clerk_is_not_called_to_it(client_for, today_is):
    today_is("2026-11-02T10:00")
    assert 'class="late"><a href="/arrangements' not in client_for("clerk").get(OWN_PAGE).get_data(as_text=True)
