"""Worklists and search: what each role finds, in which order, and what an empty list says instead."""

from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.cases import CaseState
from gov_requests.records.people import RoleGrant
from gov_requests.records.worklists import WORKLISTS, counts
from gov_requests.today import today
from tests import factories
from tests.support.typing_in import text


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def clerk(app, office):
    return factories.sign_in(app.test_client(), office.clerk)


def due(file, on):
    """Set the dates of a request's projection, as if its clock had said so."""
    with bookkeeping() as session:
        dates = {"safe_due_on": on, "due_on": on, "sort_on": on}
        session.execute(sa.update(CaseState).where(CaseState.case_id == file.case.id).values(**dates))


@pytest.mark.parametrize("worklist", WORKLISTS, ids=lambda one: one.key)
def test_every_list_opens_and_an_empty_one_says_so(clerk, worklist):
    page = text(clerk.get(f"/desk/{worklist.key}"))
    assert f"没有{worklist.title}的申请" in page
    assert "您的办理范围内没有在途的申请" in page


def test_an_unknown_list_is_not_found(clerk):
    assert clerk.get("/desk/everything").status_code == 404


def test_the_list_is_sorted_by_the_safe_date_and_says_it_once_where_both_are_equal(clerk, office):
    later, sooner = factories.registered(office), factories.registered(office)
    due(later, date(2026, 12, 20))
    due(sooner, date(2026, 11, 26))
    page = text(clerk.get("/desk/under-way"))
    assert page.index(f">{sooner.case.number}<") < page.index(f">{later.case.number}<")
    assert page.count("同左") == 2
    assert "红灯 剩2日" in page


def test_an_empty_list_names_the_nearest_safe_date(clerk, office):
    due(factories.registered(office), date(2026, 12, 18))
    page = text(clerk.get("/desk/overdue"))
    assert "没有超期的申请" in page
    assert "最近的安全期限是 2026-12-18 周五" in page


def test_what_is_overdue_is_counted_on_the_tab_and_in_the_navigation(clerk, office):
    due(factories.registered(office), date(2026, 11, 20))
    page = text(clerk.get("/desk/waiting"))
    assert page.count('class="late"') == 2
    assert "超期 2日" in page


def test_pages_follow_each_other_without_a_gap_or_a_twin(app, clerk, office):
    files = [factories.registered(office) for _ in range(5)]
    app.config["PAGE_ROWS"] = 2
    try:
        seen, address = [], "/desk/under-way"
        while address:
            page = text(clerk.get(address))
            seen += [file.case.number for file in files if f">{file.case.number}<" in page]
            address = (
                page.split('rel="next" href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
                if 'rel="next"' in page
                else ""
            )
        assert "第 5—5 件，共 5 件" in page
        back = page.split('rel="prev" href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
        assert "第 3—4 件，共 5 件" in text(clerk.get(back))
    finally:
        app.config["PAGE_ROWS"] = 30
    assert seen == [file.case.number for file in files]


@pytest.mark.parametrize("at", ["0", "-1", "x", "9" * 40, "１"])
def test_a_page_number_that_was_made_up_breaks_nothing(clerk, office, at):
    factories.registered(office)
    assert clerk.get(f"/desk/under-way?after=2020-01-01_0&at={at}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "light=r",
        "stage=registered",
        "channel=oral",
        "word=没有这样的字",
        "after=x&before=y",
        "light=nothing",
        "organ=%00",
    ],
)
def test_filters_are_kept_and_what_nobody_offers_breaks_nothing(clerk, office, query):
    factories.registered(office)
    answer = clerk.get(f"/desk/under-way?{query}")
    assert answer.status_code == 200
    assert "筛选" in text(answer)


def test_a_list_that_a_filter_emptied_leads_back_to_the_whole(clerk, office):
    factories.registered(office)
    page = text(clerk.get("/desk/under-way?word=没有这样的字"))
    assert "没有符合筛选条件的申请" in page
    assert "看全部在途" in page
    assert 'value="没有这样的字"' in page


def test_loose_rows_stay_loose(clerk, office):
    factories.registered(office)
    clerk.get("/desk/under-way?rows=loose")
    assert "stack loose" in text(clerk.get("/desk/waiting"))
    clerk.get("/desk/under-way?rows=tight")
    assert "stack loose" not in text(clerk.get("/desk/waiting"))


@pytest.mark.parametrize("how", ["number", "name", "letter", "title"])
def test_the_search_box_finds_by_number_name_letter_and_content(clerk, office, how):
    file = factories.registered(office, title="虚构南街大修")
    words = {"number": file.case.number[-4:], "name": "虚小明", "letter": f"{file.case.serial}号-回", "title": "南街"}
    assert f">{file.case.number}<" in text(clerk.get("/desk/search", query_string={"q": words[how]}))


def test_a_search_without_a_hit_says_where_it_looked(clerk):
    page = text(clerk.get("/desk/search?q=<b>虚构"))
    assert "没有找到与“&lt;b&gt;虚构”相符的申请" in page
    assert "只查您办理范围内的申请" in page


def test_another_organs_requests_are_neither_listed_nor_found(clerk):
    other = factories.registered(factories.Office(), name="外单位申请人")
    assert "外单位申请人" not in text(clerk.get("/desk/under-way"))
    assert "<table" not in text(clerk.get("/desk/search?q=外单位申请人"))
    assert other.case.id


def test_the_district_sees_which_organ_handles(app, office):
    factories.registered(office)
    page = text(factories.sign_in(app.test_client(), office.district_supervisor).get("/desk/under-way"))
    assert "承办单位" in page
    assert office.organ.name in page


@pytest.mark.parametrize(
    ("role", "first"),
    [("clerk", "/desk/waiting"), ("district_supervisor", "/desk/under-way"), ("audit_admin", "/audit/")],
)
def test_each_role_begins_where_its_work_is(app, office, role, first):
    client = factories.sign_in(app.test_client(), getattr(office, role))
    assert client.get("/desk/").location == first


def test_no_list_shows_more_of_a_person_than_the_name(clerk, office):
    factories.registered(office)
    for address in ("/desk/under-way", "/desk/search?q=虚小明"):
        page = text(clerk.get(address))
        assert "990102198607210025" not in page
        assert "010-00000001" not in page


def test_counts_follow_what_a_person_may_do_though_their_statement_is_kept(office, today_is):
    """What is kept of the counts says whose rights it was built for: a right that is lost or lent counts at once."""
    factories.registered(office)
    assert counts(office.clerk, today())["under-way"] == 1
    assert counts(office.handler, today())["under-way"] == 0
    for role, seen in ((Role.SYSTEM_ADMIN, 0), (Role.CLERK, 1)):
        changed = sa.update(RoleGrant).where(RoleGrant.person_id == office.clerk.id).values(role=str(role))
        db.session.connection().execute(changed)
        db.session.expire_all()
        assert counts(office.clerk, today())["under-way"] == seen
    today_is("2099-01-04")
    assert counts(office.clerk, today())["overdue"] == 1
