"""月度提醒、季度通报、年度考核: taken from the data, frozen when issued, every number open; 整改 followed to its end."""

import io
import re
from datetime import date

import pytest
from docx import Document

from gov_requests.access import Role
from gov_requests.oversight import bulletin_actions as actions
from gov_requests.oversight.bulletin_content import content_for, span_of
from gov_requests.oversight.indicators import INDICATORS
from gov_requests.oversight.reminding import make_reminders
from gov_requests.records.base import db
from gov_requests.records.bulletins import Rectification
from gov_requests.records.casefile import Opened
from gov_requests.records.publications import SUGGESTED, propose_publication
from gov_requests.records.reminders import Reminder
from gov_requests.refusals import BadInput, NotAllowed, NotFound
from gov_requests.today import now, today
from tests import factories
from tests.oversight.lives import Past


@pytest.fixture
def office(database, today_is):
    today_is("2026-10-12T10:00")
    office = factories.Office()
    for role in Role:
        getattr(office, role)
    lives = Past(office.organ, office.clerk)
    for day in (1, 2, 3):
        lives.life("natural_person", date(2026, 7, day), date(2026, 7, 20), "disclosed")
    lives.life("commercial", date(2026, 7, 1), date(2026, 9, 1), "not_held")
    lives.life("other", date(2026, 9, 1))
    lives.life("other", date(2026, 9, 16))
    lives.close()
    return office


def form(client, address, button, **typed):
    page = client.get(address).get_data(as_text=True)
    hidden = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("csrf_token", "act_key")}
    return client.post(button, data=hidden | typed)


@pytest.mark.parametrize(
    ("kind", "period", "span"),
    [
        ("monthly", "2026-02", (date(2026, 2, 1), date(2026, 2, 28))),
        ("quarterly", "2026-Q3", (date(2026, 7, 1), date(2026, 9, 30))),
        ("yearly", "2026", (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_a_period_is_its_first_and_last_day(kind, period, span):
    assert span_of(kind, period) == span
    with pytest.raises(BadInput):
        span_of(kind, "第三季度")


def test_a_quarter_says_what_came_what_went_and_who_was_late(office):
    content = content_for("quarterly", "2026-Q3", office.organ, today())
    assert {row["key"]: len(row["part"]) for row in content["figures"]} == {"received": 6, "closed": 4, "late": 1}
    by_key = {row["key"]: row for row in content["indicators"]}
    assert (len(by_key["on_time"]["part"]), len(by_key["on_time"]["whole"]), by_key["on_time"]["percent"]) == (
        3,
        4,
        75.0,
    )
    assert by_key["on_time"]["met"] is False
    assert (by_key["open"]["percent"], by_key["open"]["met"]) == (75.0, True)
    assert by_key["review_corrected"]["met"] is None
    assert [row[1] for row in content["lists"][0]["rows"]] == [
        row[1] for row in content["lists"][0]["rows"] if row[0] in content["figures"][2]["part"]
    ]


def test_a_month_lists_what_is_late_and_what_comes(office):
    late, coming, _filings = content_for("monthly", "2026-10", office.organ, today())["lists"]
    assert len(late["rows"]) == 1
    assert "已超期" in late["rows"][0][2]
    assert len(coming["rows"]) == 1


def test_a_years_deductions_are_traced_to_their_requests(office):
    content = content_for("yearly", "2026", office.organ, today())
    late = content["deductions"][0]
    assert (late["each"], late["points"], late["part"]) == (6, 6, content["figures"][2]["part"])


def test_targets_are_set_for_a_year_and_judge_it(app, office):
    boss = factories.sign_in(app.test_client(), office.district_supervisor)
    typed = {one.key: str(one.target) for one in INDICATORS} | {"on_time": "75"}
    assert form(boss, "/oversight/targets/2026", "/oversight/targets/2026", **typed).status_code == 302
    found = {row["key"]: row for row in content_for("yearly", "2026", office.organ, today())["indicators"]}
    assert (found["on_time"]["target"], found["on_time"]["met"]) == (75, True)
    assert (
        form(boss, "/oversight/targets/2026", "/oversight/targets/2026", **typed | {"on_time": "101"}).status_code
        == 422
    )


def test_what_was_issued_does_not_move_and_opens_to_its_requests(app, office):
    boss = factories.sign_in(app.test_client(), office.district_supervisor)
    made = form(
        boss,
        "/oversight/bulletins/",
        "/oversight/bulletins/make",
        kind="quarterly",
        whose=office.organ.code,
        period="2026-Q3",
    )
    address = made.headers["Location"]
    assert boss.get(address).status_code == 200
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    assert head.get(address).status_code == 404
    assert form(boss, address, f"{address}/comment", words="请按期答复。", does="issue").status_code == 302
    lives = Past(office.organ, office.clerk)
    lives.life("natural_person", date(2026, 7, 8), date(2026, 9, 30), "disclosed")
    lives.close()
    page = head.get(address).get_data(as_text=True)
    assert "请按期答复。" in page
    assert "已印发" in page
    links = re.findall(r'href="(/oversight/bulletins/\d+/rows/[^"]+)" aria-label="[^"]* (\d+)"', page)
    assert len(links) > 6
    for link, number in links:
        listed = head.get(link.replace("&amp;", "&")).get_data(as_text=True)
        assert len(set(re.findall(r"2026-P\d+", listed))) == int(number), link
    for kind, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert head.get(f"{address}/file/{kind}").data.startswith(begins)
    text = "\n".join(line.text for line in Document(io.BytesIO(head.get(f"{address}/file/docx").data)).paragraphs)
    assert "请按期答复。" in text
    again = form(
        boss,
        "/oversight/bulletins/",
        "/oversight/bulletins/make",
        kind="quarterly",
        whose=office.organ.code,
        period="2026-Q3",
    )
    assert again.status_code == NotAllowed.status
    other = factories.Office()
    assert factories.sign_in(app.test_client(), other.disclosure_head).get(address).status_code == 404


def test_what_is_to_be_put_right_is_reported_by_the_organ_and_closed_by_the_district(office, today_is):
    boss, head = office.district_supervisor, office.disclosure_head
    bulletin = actions.make("quarterly", office.organ.code, "2026-Q3", Opened(boss))
    actions.comment(bulletin.id, "", Opened(boss), issue=True)
    row = actions.ask(
        bulletin.id, actions.Demand(office.organ.code, "逾期答复", "查明原因", date(2026, 10, 14)), Opened(boss)
    )
    make_reminders(now())
    assert head.id in db.session.scalars(db.select(Reminder.person_id).where(Reminder.clock == "rectification")).all()
    with pytest.raises(NotAllowed):
        actions.answer(row.id, "同意", Opened(boss))
    other = factories.Office()
    with pytest.raises(NotFound):
        actions.answer(row.id, "不归我们管", Opened(other.disclosure_head))
    actions.answer(row.id, "已查明并整改。", Opened(head))
    actions.answer(row.id, "同意销号。", Opened(boss))
    closed = db.session.get_one(Rectification, row.id)
    assert closed.closed_by == boss.id
    with pytest.raises(NotAllowed):
        actions.answer(row.id, "再销一次", Opened(boss))
    told = content_for("quarterly", "2026-Q4", office.organ, today())["rectified"]
    assert (told["asked"], told["closed"], told["rows"][0][4]) == (1, 1, "已销号")


def test_statistics_by_anything_are_the_lists_that_they_open_to_and_leave_as_a_workbook(app, office):
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    for by in ("channel", "applicant", "result", "month", "organ", "section", "handler"):
        for what, total in (("received", 6), ("closed", 4)):
            query = f"?what={what}&by={by}&since=2026-07&until=2026-09"
            page = head.get(f"/oversight/statistics{query}").get_data(as_text=True)
            links = re.findall(r'href="(/oversight/statistics/cases[^"]+)"[^>]*>(\d+)<', page)
            assert sum(int(number) for _, number in links) == total, (by, what)
            for link, number in links:
                listed = head.get(link.replace("&amp;", "&")).get_data(as_text=True)
                assert len(set(re.findall(r"2026-P\d+", listed))) == int(number), link
    assert head.get("/oversight/statistics/file/xlsx?by=channel").data.startswith(b"PK")


def test_statistics_by_subject_count_what_is_about_it_and_open_to_it(app, office):
    for title in ("虚构里房屋征收补偿方案", "虚构里房屋征收决定", "虚构公园改造"):
        factories.registered(office, title=title, description=f"申请公开{title}。")
    foreign = factories.Office()
    factories.registered(foreign, title="虚构里房屋征收补偿方案", description="申请公开征收补偿方案。")
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    boss = factories.sign_in(app.test_client(), office.district_supervisor)
    for client, how_many in ((head, 2), (boss, 3)):
        page = client.get("/oversight/statistics?by=channel&about=征收").get_data(as_text=True)
        link, number = re.search(r'href="(/oversight/statistics/cases[^"]+)"[^>]*>(\d+)<', page).groups()
        assert int(number) == how_many
        listed = client.get(link.replace("&amp;", "&")).get_data(as_text=True)
        assert "虚构公园改造" not in listed
        assert listed.count("虚构里房屋征收") >= 2
    # A single character tells no subject: everything is counted.
    assert "主题：" not in head.get("/oversight/statistics?about=征").get_data(as_text=True)


@pytest.mark.article(44)
def test_a_proposal_to_publish_is_decided_by_the_office_once_and_stands_in_the_trail(app, office):
    file = factories.assigned(office)
    propose_publication(file.case.number, "申请人认为应当公布。", Opened(office.handler), SUGGESTED)
    handler = factories.sign_in(app.test_client(), office.handler)
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    page = head.get("/oversight/publications/").get_data(as_text=True)
    decide = re.search(r'href="(/oversight/publications/\d+)"', page)[1]
    assert handler.get(decide).status_code == 403
    assert form(head, decide, decide, accepted="yes", decision="本月内在网站公布。").status_code == 302
    assert "纳入" in head.get("/oversight/publications/").get_data(as_text=True)
    assert form(head, decide, decide, accepted="no", decision="改主意。").status_code == NotAllowed.status
    assert "纳入主动公开：本月内在网站公布。" in head.get(f"/cases/{file.case.number}").get_data(as_text=True)
    other = factories.Office()
    assert factories.sign_in(app.test_client(), other.disclosure_head).get(decide).status_code == 404
