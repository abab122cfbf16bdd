"""The report's pages: every number opens to its requests; it is frozen once it adds up; a correction is a further edition."""

import re
from datetime import date

import pytest

from gov_requests.oversight.annual_actions import counted
from gov_requests.records.annual import table_three
from gov_requests.records.annual_reports import editions, figures
from gov_requests.refusals import NotAllowed
from gov_requests.statute.annual_report import FORWARD, LEAVES, NEW, OVER
from gov_requests.statute.table_two import TABLE_TWO
from tests import factories
from tests.oversight.lives import Past

pytestmark = pytest.mark.article(49, 50)


@pytest.fixture
def office(database, today_is):
    today_is("2026-01-12T10:00")
    office = factories.Office()
    lives = Past(office.organ, office.clerk)
    for day in (3, 4, 5):
        lives.life("natural_person", date(2025, 3, day), date(2025, 3, 20), "not_held")
    lives.life("commercial", date(2025, 12, 30))
    lives.close()
    return office


@pytest.fixture
def head(app, office):
    return factories.sign_in(app.test_client(), office.disclosure_head)


def url(office, rest, year=2025):
    return f"/oversight/reports/{office.organ.code}/{year}/{rest}"


def form(client, address, **typed):
    page = client.get(address).get_data(as_text=True)
    hidden = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("csrf_token", "act_key")}
    return client.post(address, data=hidden | typed)


def test_every_part_of_the_form_has_its_page_and_its_files(head, office):
    for part in ("overview", "table2", "table3", "table4", "problems", "others", "checks"):
        assert head.get(url(office, part)).status_code == 200, part
    assert head.get("/oversight/reports/").status_code == 200
    for kind in ("docx", "xlsx"):
        assert head.get(url(office, f"file/{kind}")).data[:2] == b"PK"


def test_a_number_opens_to_the_requests_that_it_counts(head, office):
    page = head.get(url(office, "table3")).get_data(as_text=True)
    address = re.search(r'href="([^"]*row=unable_not_held[^"]*column=natural_person[^"]*)">3<', page)[1]
    listed = head.get(address.replace("&amp;", "&")).get_data(as_text=True)
    assert len(set(re.findall(r"2025-P\d{5}", listed))) == 3
    assert head.get(url(office, "cases?row=nonsense&column=total")).status_code == 404


def test_another_organs_report_does_not_exist_and_the_district_sees_all(app, office, head):
    other = factories.Office()
    assert head.get(url(other, "table3")).status_code == 404
    assert head.get("/oversight/reports/ALL/2025/table3").status_code == 404
    supervisor = factories.sign_in(app.test_client(), other.district_supervisor)
    assert supervisor.get(url(office, "table3")).status_code == 200
    assert supervisor.get("/oversight/reports/ALL/2025/table3").status_code == 200
    # Read, not compiled, by the district.
    assert supervisor.get(url(office, "freeze")).status_code == 404


def test_the_report_is_not_frozen_before_the_year_is_over(app, office, today_is):
    today_is("2025-12-31T16:00")
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    assert form(head, url(office, "freeze")).status_code == NotAllowed.status
    assert editions(office.organ.code, 2025) == []


def test_what_is_typed_stands_in_the_report_and_is_checked_against_last_year(head, office):
    typed = {f"two-{key}": "0" for key in TABLE_TWO} | {"two-normative_in_force": "7", "others": "未收取信息处理费。"}
    assert form(head, url(office, "entry", 2024), **typed).status_code == 302
    assert form(head, url(office, "entry"), **typed | {"two-normative_made": "1"}).status_code == 302
    found = figures(office.organ, 2025)
    assert found.texts["others"] == "未收取信息处理费。"
    assert [(row.name, row.cells) for row in found.identities if not row.holds] == [
        ("T2", (("normative", "in_force"),))
    ]
    assert "应为 8，填的是 7" in head.get(url(office, "checks")).get_data(as_text=True)
    refused = form(head, url(office, "entry"), **typed | {"two-fees": "许多"})
    assert refused.status_code == 422
    assert "许多" in refused.get_data(as_text=True)


def test_a_frozen_report_keeps_its_numbers_and_requests_and_a_correction_shows_what_moved(head, office):
    assert form(head, url(office, "freeze")).status_code == 302
    lives = Past(office.organ, office.clerk)
    lives.life("natural_person", date(2025, 6, 2), date(2025, 6, 9), "not_held")
    lives.close()
    page = head.get(url(office, "table3")).get_data(as_text=True)
    assert "定稿第 1 版" in page
    assert "定稿之后登记有变动" in page
    listed = head.get(url(office, "cases?row=unable_not_held&column=total")).get_data(as_text=True)
    assert len(set(re.findall(r"2025-P\d{5}", listed))) == 3
    assert form(head, url(office, "freeze")).status_code == 422
    assert form(head, url(office, "freeze"), reason="漏登一件").status_code == 302
    second, first = editions(office.organ.code, 2025)
    assert (first.content["table3"][NEW]["total"], second.content["table3"][NEW]["total"]) == (4, 5)
    assert second.reason == "漏登一件"
    assert "漏登一件" in head.get(url(office, "table3")).get_data(as_text=True)


def test_next_years_over_is_compared_with_what_was_frozen_and_a_difference_is_explained(head, office, today_is):
    assert form(head, url(office, "freeze")).status_code == 302
    lives = Past(office.organ, office.clerk)
    lives.life("research", date(2025, 12, 29), date(2026, 2, 2))
    lives.close()
    today_is("2027-01-11T10:00")
    factories.sign_in(head, office.disclosure_head)
    refused = form(head, url(office, "freeze", 2026))
    assert refused.status_code == NotAllowed.status
    assert "科研机构列：本年上年结转 1，上年度结转下年 0" in refused.get_data(as_text=True)
    typed = {f"two-{key}": "" for key in TABLE_TWO}
    form(head, url(office, "entry", 2026), difference="上年漏登一件。", **typed)
    assert form(head, url(office, "freeze", 2026)).status_code == 302


def test_tables_that_do_not_add_up_are_not_frozen(head, office):
    lives = Past(office.organ, office.clerk)
    lives.life("other", date(2025, 12, 30), date(2025, 12, 31), channel="online", confirmed_on="2026-01-04")
    lives.close()
    refused = form(head, url(office, "freeze"))
    assert refused.status_code == NotAllowed.status
    assert "T3-C1" in refused.get_data(as_text=True)


def test_the_requests_kept_with_a_report_are_those_of_its_numbers(office):
    three, kept = table_three(office.organ.id, 2025), counted(office.organ.id, 2025)
    for row in (NEW, OVER, FORWARD, *LEAVES):
        for kind, ids in kept[row].items():
            assert len(ids) == three[row][kind]
