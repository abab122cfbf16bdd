"""Filters, order, columns, kept views, and lists that leave the house."""

import io
from datetime import date

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from gov_requests.desk import actions
from gov_requests.desk.columns import COLUMNS
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.cases import CaseState
from gov_requests.records.journal import JournalRow
from gov_requests.records.list_filters import Filters
from gov_requests.records.saved_views import MOST, SavedView
from gov_requests.records.worklists import BY_KEY, page
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


def set_state(file, **columns):
    with bookkeeping() as session:
        session.execute(sa.update(CaseState).where(CaseState.case_id == file.case.id).values(**columns))


def numbers(person, key="under-way", **filters):
    return [row.number for row in page(person, BY_KEY[key], date(2026, 11, 24), Filters(**filters), size=50).rows]


def token_of(client, address):
    return text(client.get(address)).split('name="csrf_token" type="hidden" value="', 1)[1].split('"', 1)[0]


# Filters ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "columns"),
    [
        ({"channel": "oral"}, {"channel": "oral"}),
        ({"kind": "research"}, {"applicant_kind": "research"}),
        ({"received_from": "2026-11-10"}, {"received_on": date(2026, 11, 10)}),
        ({"received_to": "2026-10-01"}, {"received_on": date(2026, 10, 1)}),
        ({"light": "x"}, {"safe_due_on": date(2026, 11, 20)}),
        ({"light": "p"}, {"clock_state": "paused"}),
        ({"stage": "signing"}, {"stage": "signing"}),
    ],
)
def test_each_filter_of_open_requests_lets_through_what_it_names_and_nothing_else(office, filters, columns):
    usual = {"received_on": date(2026, 11, 5), "channel": "in_person", "safe_due_on": date(2026, 12, 10)}
    meant, other = factories.registered(office), factories.registered(office)
    set_state(other, **usual)
    set_state(meant, **{**usual, **columns})
    assert numbers(office.clerk, **filters) == [meant.case.number]


def test_closed_requests_are_narrowed_by_day_reply_and_punctuality(office):
    file = factories.delivered(office, "partly_disclosed", on=date(2026, 11, 24))
    for held, filters in (
        (True, {"closed_from": "2026-11-24"}),
        (False, {"closed_from": "2026-11-25"}),
        (True, {"closed_to": "2026-11-24", "reply": "partly_disclosed"}),
        (False, {"reply": "disclosed"}),
        (True, {"on_time": "yes"}),
        (False, {"on_time": "no"}),
    ):
        assert numbers(office.clerk, "closed", **filters) == ([file.case.number] if held else []), filters


def test_section_and_handler_narrow_to_whom_the_request_was_given(office):
    file = factories.assigned(office)
    factories.registered(office)
    assert numbers(office.clerk, section="业务科") == [file.case.number]
    assert numbers(office.clerk, handler=office.handler.username) == [file.case.number]
    assert numbers(office.clerk, handler="nobody") == []


def test_words_narrow_a_list_as_the_search_box_would(office):
    file = factories.registered(office, description="申请公开鲸鱼保护名录。")
    factories.registered(office)
    assert numbers(office.clerk, word="鲸鱼") == [file.case.number]


@pytest.mark.parametrize("query", ["received_from=yesterday", "on_time=maybe", "kind=x", "sort=title", "handler=%25"])
def test_what_nobody_offers_breaks_nothing(clerk, office, query):
    factories.registered(office)
    assert clerk.get(f"/desk/under-way?{query}").status_code == 200


def test_the_page_offers_only_what_suits_the_list(clerk):
    open_ones, closed = text(clerk.get("/desk/under-way")), text(clerk.get("/desk/closed"))
    assert 'name="light"' in open_ones
    assert 'name="closed_from"' not in open_ones
    assert 'name="light"' not in closed
    assert 'name="closed_from"' in closed
    assert 'name="reply"' in closed


# Order and columns --------------------------------------------------------------------------------------------------


def test_a_list_may_be_sorted_by_receipt_and_pages_follow_in_that_order(office):
    files = [factories.registered(office) for _ in range(5)]
    for number, file in enumerate(files):
        set_state(file, received_on=date(2026, 11, 20 - number))
    expected = [file.case.number for file in reversed(files)]
    assert numbers(office.clerk, sort="received") == expected
    seen, after = [], ""
    while True:
        found = page(
            office.clerk, BY_KEY["under-way"], date(2026, 11, 24), Filters(sort="received"), size=2, after=after
        )
        seen += [row.number for row in found.rows]
        if not found.after:
            break
        after = found.after
    assert seen == expected


def test_the_closed_list_shows_the_day_that_it_is_sorted_by(clerk, office):
    factories.delivered(office, on=date(2026, 11, 24))
    closed = text(clerk.get("/desk/closed"))
    assert 'aria-sort="descending">办结日期' in closed
    assert ">2026-11-24</td>" in closed
    assert "办结日期排序，最近的在前" in closed


def test_columns_are_chosen_and_stay_chosen_for_that_list(clerk, office):
    factories.registered(office)
    page = text(clerk.get("/desk/under-way?columns=1&col=received&col=channel&col=nonsense"))
    headings = page.split("<thead>", 1)[1].split("</thead>", 1)[0]
    assert "收到日期" in headings
    assert "登记编号" in headings
    assert "安全期限" not in headings
    assert "收到方式" in text(clerk.get("/desk/under-way")).split("<thead>", 1)[1].split("</thead>", 1)[0]
    back = text(clerk.get("/desk/under-way?columns=1")).split("<thead>", 1)[1].split("</thead>", 1)[0]
    assert "安全期限" in back


def test_every_column_can_be_shown(clerk, office):
    factories.delivered(office, on=date(2026, 11, 24))
    every = "&".join(f"col={key}" for key in COLUMNS)
    headings = text(clerk.get(f"/desk/closed?columns=1&{every}")).split("<thead>", 1)[1].split("</thead>", 1)[0]
    assert all(column.title in headings for column in COLUMNS.values())


# Kept views ---------------------------------------------------------------------------------------------------------


def keep(client, name="本月口头", **filters):
    token = token_of(client, "/desk/under-way?channel=oral")
    return client.post("/desk/under-way/views", data={"csrf_token": token, "name": name, **filters})


def test_a_filter_is_kept_under_a_name_and_leads_back(clerk, office):
    factories.registered(office, channel="oral")
    answer = keep(clerk, channel="oral", sort="received")
    assert answer.location.endswith("/desk/under-way?channel=oral&sort=received")
    page = text(clerk.get("/desk/under-way"))
    assert '<a href="/desk/under-way?channel=oral&amp;sort=received">本月口头</a>' in page
    assert "本月口头" not in text(clerk.get("/desk/closed"))


def test_nobody_else_sees_or_drops_what_a_person_keeps(app, clerk, office):
    factories.registered(office, channel="oral")
    keep(clerk, channel="oral")
    view = db.session.scalars(sa.select(SavedView)).one()
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    assert "本月口头" not in text(head.get("/desk/under-way"))
    token = token_of(head, "/desk/under-way?channel=oral")
    assert head.post(f"/desk/views/{view.id}/drop", data={"csrf_token": token}).status_code == 404
    token = token_of(clerk, "/desk/under-way?channel=oral")
    assert clerk.post(f"/desk/views/{view.id}/drop", data={"csrf_token": token}).status_code == 302
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SavedView)) == 0


def test_the_same_name_replaces_and_too_many_are_refused(clerk, office):
    factories.registered(office, channel="oral")
    keep(clerk, channel="oral")
    keep(clerk, channel="fax")
    assert db.session.scalars(sa.select(SavedView.query)).all() == ["channel=fax"]
    for number in range(MOST - 1):
        keep(clerk, name=f"第{number}个", channel="oral")
    refused = keep(clerk, name="多余的", channel="oral")
    assert refused.status_code == 422
    assert f"最多保存 {MOST} 个" in text(refused)


@pytest.mark.parametrize("name", ["", "　", "长" * 31])
def test_a_view_without_a_fit_name_is_refused_in_words(clerk, office, name):
    factories.registered(office, channel="oral")
    refused = keep(clerk, name=name, channel="oral")
    assert refused.status_code == 422
    assert "1 至 30 个字" in text(refused)


# Out of the house ---------------------------------------------------------------------------------------------------


def exported(client, key="under-way", **filters):
    token = token_of(client, "/desk/under-way")
    return client.post(f"/desk/{key}/export", data={"csrf_token": token, **filters})


def test_what_is_filtered_leaves_as_a_workbook_with_the_chosen_columns_and_the_journal_says_so(clerk, office):
    meant = factories.registered(office, channel="oral", title="=1+1 虚构")
    factories.registered(office)
    clerk.get("/desk/under-way?columns=1&col=title&col=applicant&col=channel")
    answer = exported(clerk, channel="oral")
    assert answer.headers["Content-Disposition"] == "attachment; filename=requests-under-way-20261124.xlsx"
    rows = list(load_workbook(io.BytesIO(answer.data)).active.values)
    assert rows == [("登记编号", "申请内容", "申请人", "收到方式"), (meant.case.number, "=1+1 虚构", "虚小明", "口头")]
    kept = db.session.scalars(sa.select(JournalRow).order_by(JournalRow.id.desc()).limit(1)).one()
    assert (kept.kind, kept.data) == (
        "list_exported",
        {"list": "under-way", "rows": 1, "criteria": {"channel": "oral"}},
    )


def test_no_column_holds_more_of_a_person_than_the_name(clerk, office):
    factories.registered(office)
    every = "&".join(f"col={key}" for key in COLUMNS)
    clerk.get(f"/desk/under-way?columns=1&{every}")
    book = load_workbook(io.BytesIO(exported(clerk).data))
    told = " ".join(str(cell) for row in book.active.values for cell in row)
    for personal in ("990102198607210025", "010-00000001", "胡同12号"):
        assert personal not in told


def test_too_many_rows_are_refused_and_nothing_is_journalled(clerk, office, monkeypatch):
    for _ in range(3):
        factories.registered(office)
    monkeypatch.setattr(actions, "MOST", 2)
    refused = exported(clerk)
    assert refused.status_code == 422
    assert "符合条件的超过 2 件" in text(refused)
    assert not db.session.scalar(sa.select(sa.exists().where(JournalRow.kind == "list_exported")))


def test_paper_gets_all_pages_and_says_what_was_left_out(clerk, office, monkeypatch):
    files = [factories.registered(office, channel="oral") for _ in range(3)]
    paper = text(clerk.get("/desk/under-way/print?channel=oral&received_from=2026-01-01"))
    assert all(f">{file.case.number}<" in paper for file in files)
    assert "收到方式：口头" in paper
    assert "收到日期起：2026-01-01" in paper
    monkeypatch.setattr(actions, "MOST_PRINTED", 2)
    assert "只是前 2 件" in text(clerk.get("/desk/under-way/print"))


def test_nothing_of_another_organ_leaves_the_house(app, office):
    other = factories.registered(factories.Office(), title="外单位事项")
    client = factories.sign_in(app.test_client(), office.clerk)
    factories.registered(office)
    told = str(list(load_workbook(io.BytesIO(exported(client).data)).active.values))
    assert other.case.title not in told
    assert "外单位事项" not in text(client.get("/desk/under-way/print"))
