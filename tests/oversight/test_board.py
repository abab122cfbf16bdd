"""The board: lights that exclude each other and are the requests' own, every number opening to exactly its list, nobody else's requests."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from gov_requests.access import Action, Role
from gov_requests.lights import Thresholds, light_of
from gov_requests.oversight.actions import tick
from gov_requests.oversight.board_words import LISTS
from gov_requests.records.base import db, one_act
from gov_requests.records.board import closed_by_month, criteria, due_by_day, open_counts
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import CaseState
from gov_requests.records.dispute_file import NewDispute, open_dispute
from gov_requests.records.disputes import DisputeState
from gov_requests.records.drafts import latest_draft
from gov_requests.records.scope import scope
from gov_requests.statute.calendar import Calendar
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.today import now, today
from tests import factories
from tests.oversight.lives import Past
from tests.support.fixtures import ENGINE

TODAY = date(2026, 11, 17)


@pytest.fixture
def office(database, today_is):
    today_is("2026-11-17T10:00")
    office = factories.Office()
    for role in Role:
        getattr(office, role)
    lives = Past(office.organ, office.clerk)
    for back in range(70):
        lives.life("natural_person", TODAY - timedelta(days=back))
    for back in range(4):
        lives.life("commercial", TODAY - timedelta(days=back), channel="online")
    lives.life("other", date(2026, 3, 2), date(2026, 3, 30))
    lives.life("other", date(2026, 3, 2), date(2026, 5, 8))
    lives.close()
    db.session.execute(sa.update(CaseState).values(projected_on=TODAY))
    return office


def own(office):
    return scope(office.disclosure_head, Action.OVERSEE)


def remaining(days: Calendar, state: CaseState) -> int | None:
    due = state.safe_due_on
    if due is None:
        return None
    return days.count(TODAY, due) if due >= TODAY else -days.count(due, TODAY)


def test_each_open_request_counts_under_its_own_light_and_no_other(office):
    counted = criteria(TODAY, Thresholds())
    for state in db.session.scalars(sa.select(CaseState).where(CaseState.closed_on.is_(None))):
        here = [
            key
            for key in ("x", "r", "y", "g", "p")
            if db.session.scalar(sa.select(sa.exists().where(CaseState.case_id == state.case_id, counted[key])))
        ]
        light = light_of(state=state.clock_state, remaining=remaining(calendar(), state))
        assert here == [light.css]


def test_the_sums_are_the_lists(office):
    counted = criteria(TODAY, Thresholds())
    assert set(counted) == set(LISTS)
    rows = open_counts(own(office), counted)
    for key, holds in counted.items():
        listed = db.session.query(CaseState).filter(CaseState.closed_on.is_(None), own(office), holds).count()
        assert sum(row[key] for row in rows) == listed, key
    assert sum(row["unconfirmed"] for row in rows) == 4
    lights = sum(row[key] for row in rows for key in "xrygp")
    assert lights == sum(row["open"] for row in rows) == 74
    ages = sum(row[key] for row in rows for key in ("age_10", "age_30", "age_60", "age_older"))
    assert ages == 74


def test_every_number_of_the_page_opens_to_as_many_requests(app, office):
    client = factories.sign_in(app.test_client(), office.disclosure_head)
    page = client.get("/oversight/board").get_data(as_text=True)
    links = re.findall(r'<a href="(/oversight/list/[^"]+)"[^>]*>(\d+)(?: 件)?</a>', page)
    assert len(links) > 8
    for address, number in links:
        found, place = 0, address.replace("&amp;", "&")
        while place:
            listed = client.get(place).get_data(as_text=True)
            found += len(re.findall(r'<td class="num nw">(?:<a [^>]*>)?2026-P\d+', listed))
            after = re.search(r'rel="next" href="([^"]+)"', listed)
            place = after[1].replace("&amp;", "&") if after else None
        assert found == int(number), address


def test_nobody_counts_another_organs_requests_and_the_district_counts_all(app, office):
    other = factories.Office()
    foreign = factories.sign_in(app.test_client(), other.disclosure_head)
    assert "74" not in re.findall(r'class="figure">(\d+)', foreign.get("/oversight/board").get_data(as_text=True))
    supervisor = factories.sign_in(app.test_client(), other.district_supervisor)
    assert "74" in re.findall(r'class="figure">(\d+)', supervisor.get("/oversight/board").get_data(as_text=True))
    handler = factories.sign_in(app.test_client(), office.handler)
    assert re.findall(r'class="figure">(\d+)', handler.get("/oversight/board").get_data(as_text=True))[0] == "0"
    assert f"organ={office.organ.id}" not in foreign.get("/oversight/board").get_data(as_text=True)
    narrowed = foreign.get(f"/oversight/list/open?organ={office.organ.id}").get_data(as_text=True)
    assert "没有申请" in narrowed


def test_replies_in_time_and_late_are_counted_by_month(office):
    rows = closed_by_month(own(office), 202601, 202612)
    assert {(row.closed_month, row.closed, row.in_time, row.late) for row in rows} == {
        (202603, 1, 1, 0),
        (202605, 1, 0, 1),
    }


@pytest.mark.sqlite
@pytest.mark.skipif(ENGINE != "sqlite", reason="how SQLite walks")
def test_the_counts_walk_along_covering_indexes(office):
    asked = []
    engine = db.session.connection().engine

    def note(_connection, _cursor, statement, parameters, *_):
        asked.append((statement, parameters))

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        open_counts(sa.true(), criteria(TODAY, Thresholds()))
        due_by_day(sa.true(), TODAY, TODAY + timedelta(days=14))
        closed_by_month(sa.true(), 202601, 202612)
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    for statement, parameters in asked:
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        assert all("COVERING INDEX" in row[3] for row in plan if "case_states" in row[3]), plan


def test_a_word_from_above_reaches_the_handler_and_stands_in_the_journal(app, office):
    file = factories.assigned(office)
    boss = factories.sign_in(app.test_client(), office.disclosure_head)
    page = boss.get(f"/oversight/urge/{file.case.number}").get_data(as_text=True)
    hidden = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("csrf_token", "act_key")}
    for _ in range(2):
        answer = boss.post(f"/oversight/urge/{file.case.number}", data=hidden | {"words": "请今天办完检索。"})
        assert answer.status_code == 302
    handler = factories.sign_in(app.test_client(), office.handler)
    page = handler.get("/oversight/reminders").get_data(as_text=True)
    assert page.count("请今天办完检索。") == 1
    assert re.search(r'提醒 <span class="badge-n">1</span>', page)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page)[1]
    handler.post("/oversight/reminders/read", data={"csrf_token": token})
    assert re.search(r'提醒 <span class="badge-n">0</span>', handler.get("/oversight/reminders").get_data(as_text=True))
    assert "请今天办完检索。" in boss.get("/oversight/reminders?all=1").get_data(as_text=True)
    assert handler.get(f"/oversight/urge/{file.case.number}").status_code == 403


def test_every_page_says_when_nobody_ticks(app, office, today_is):
    client = factories.sign_in(app.test_client(), office.clerk)
    assert "从未运行" in client.get("/account/").get_data(as_text=True)
    tick(now())
    assert "正常运行" in client.get("/account/").get_data(as_text=True)
    today_is("2026-11-17T10:09")
    assert "正常运行" in client.get("/account/").get_data(as_text=True)
    today_is("2026-11-17T10:11")
    assert "之后没有再运行" in client.get("/account/").get_data(as_text=True)


def test_a_ground_that_lost_is_shown_with_the_replies_on_their_way_that_rest_on_it(app, database):
    office = factories.Office()
    file = factories.submitted(office)
    ground = latest_draft(file.case.id).reply_kind
    with one_act(office.legal_reviewer) as act:
        for number in range(5):
            new = NewDispute(
                f"虚政复〔2026〕{number}号", "review", today(), body="虚构区人民政府", procedure="simplified"
            )
            opened = open_dispute(act, office.organ.id, new, []).dispute
            database.session.execute(
                sa.update(DisputeState)
                .where(DisputeState.dispute_id == opened.id)
                .values(ground=ground, bucket="corrected", concluded_on=today())
            )
        act.note("invented")
    page = factories.sign_in(app.test_client(), office.disclosure_head).get("/oversight/board").get_data(as_text=True)
    words = re.sub(r"<[^>]+>", "", page)
    assert f"“{REPLY_KINDS[ground].title}”曾被纠正 5/5 件，现有 1 件答复用这一理由" in words
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    assert file.case.number in head.get(f"/oversight/grounds/{ground}").get_data(as_text=True)
    assert file.case.number not in head.get("/oversight/grounds/state_secret").get_data(as_text=True)
    assert head.get("/oversight/grounds/none").status_code == 404


def counted_on(client, address):
    """How many requests a list holds, all its pages."""
    found = set()
    while address:
        page = client.get(address).get_data(as_text=True)
        found |= set(re.findall(r"20\d\d-P\d+", page))
        onward = re.search(r'href="([^"]+after=\d+[^"]*)"', page)
        address = onward[1].replace("&amp;", "&") if onward else None
    return len(found)


def test_every_point_of_the_trend_every_day_ahead_and_every_fraction_opens_to_what_it_counts(app, office):
    lives = Past(office.organ, office.clerk)
    for month in (8, 9, 10):
        for day in (3, 4, 5):
            lives.life("natural_person", date(2026, month, day), date(2026, month, day + 10), "disclosed")
        lives.life("natural_person", date(2026, month - 2, 1), date(2026, month, 20), "not_held")
    lives.close()
    boss = factories.sign_in(app.test_client(), office.district_supervisor)
    board = boss.get("/oversight/board").get_data(as_text=True)
    links = re.findall(r'href="(/oversight/(?:months|days)/[^"]+)" aria-label="[^"]* (\d+) 件"', board)
    kinds = {re.match(r"/oversight/(months/\w+|days)", link)[1] for link, _number in links}
    assert kinds == {"months/received", "months/closed", "months/late", "months/in_time", "months/judged", "days"}
    for link, number in dict(links).items():
        assert counted_on(boss, link.replace("&amp;", "&")) == int(number), link
    assert boss.get("/oversight/days/2026-13-40").status_code == 404
    assert boss.get("/oversight/months/none").status_code == 404


def test_the_disputes_of_an_organs_fraction_are_those_that_its_numbers_count(app, office):
    legal = office.legal_reviewer
    for number, kind, outcome in (
        ("复1号", "review", "撤销"),
        ("复2号", "review", "维持"),
        ("诉3号", "complaint", "投诉成立"),
    ):
        with one_act(legal) as act:
            file = open_dispute(act, office.organ.id, NewDispute(number, kind, date(2026, 9, 1), against="reply"))
        with one_act(legal) as act:
            file.append(act, "decided", happened_on=date(2026, 10, 9), outcome=outcome, loss_reason="R15")
    boss = factories.sign_in(app.test_client(), office.district_supervisor)
    board = boss.get("/oversight/board").get_data(as_text=True)
    corrected, concluded = (
        re.search(rf'href="(/disputes/[^"]+)" aria-label="{re.escape(office.organ.name)}纠正{more}(\d+) 件"', board)
        for more in (" ", "，共 ")
    )
    assert (corrected[2], concluded[2]) == ("1", "2")
    listed = [boss.get(found[1].replace("&amp;", "&")).get_data(as_text=True) for found in (corrected, concluded)]
    assert ["复1号" in page for page in listed] == [True, True]
    assert ["复2号" in page for page in listed] == [False, True]
    assert not any("诉3号" in page for page in listed)
