"""申请人登记簿: found by name or number, with their requests and disputes; merging is an act that can be undone."""

import re

import pytest
import sqlalchemy as sa

from gov_requests.applicants.actions import ALREADY, merge, part
from gov_requests.records.alike import frequency
from gov_requests.records.applicants import Merge, same_applicant, standing_entry
from gov_requests.records.base import db
from gov_requests.records.casefile import look_up
from gov_requests.records.cases import Applicant
from gov_requests.records.chain import faults
from gov_requests.records.publications import alike_to
from gov_requests.refusals import BadInput, NotFound, Refusal
from gov_requests.today import today
from tests import factories
from tests.support.typing_in import send, text

NUMBERS = ["X0000001", "X0000002", "X0000003", "X0000004"]


@pytest.fixture(autouse=True)
def _today(today_is, database):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office():
    return factories.Office()


@pytest.fixture
def clerk(app, office):
    return factories.sign_in(app.test_client(), office.clerk)


def entries(office, count=3, name="虚同名"):
    """Requests of applicants who have the same name and different papers."""
    return [factories.registered(office, name=name, id_type="护照", id_number=number) for number in NUMBERS[:count]]


def ids(files):
    return [file.case.applicant_id for file in files]


def test_a_merge_is_a_row_and_changes_no_entry(office):
    one, two, _three = ids(entries(office))
    before = db.session.execute(sa.select(Applicant.__table__).order_by(Applicant.id)).all()
    row = merge(one, two, "同一住址和电话", by=office.clerk)
    assert (row.from_id, row.into_id) == (one, two)
    assert same_applicant({one}) == same_applicant({two}) == {one, two}
    assert standing_entry({one, two}).id == two
    assert db.session.execute(sa.select(Applicant.__table__).order_by(Applicant.id)).all() == before
    assert list(faults()) == []


def test_a_further_row_takes_it_back_once(office):
    one, two, _three = ids(entries(office))
    row = merge(one, two, "同一住址", by=office.clerk)
    undone = part(row.id, "是两个人", by=office.disclosure_head)
    assert undone.undoes_id == row.id
    assert same_applicant({one}) == {one}
    assert same_applicant({two}) == {two}
    with pytest.raises(NotFound):
        part(row.id, "再撤", by=office.clerk)
    with pytest.raises(NotFound):
        part(undone.id, "撤销的撤销", by=office.clerk)
    assert same_applicant({merge(one, two, "还是同一人", by=office.clerk).from_id}) == {one, two}
    assert list(faults()) == []


def test_merges_join_whole_groups_and_part_where_they_were_joined(office):
    one, two, three = ids(entries(office))
    first = merge(one, two, "同一住址", by=office.clerk)
    merge(two, three, "同一电话", by=office.clerk)
    assert same_applicant({one}) == {one, two, three}
    assert standing_entry(same_applicant({one})).id == three
    with pytest.raises(BadInput, match=ALREADY):
        merge(three, one, "绕回来", by=office.clerk)
    part(first.id, "一是另一人", by=office.clerk)
    assert same_applicant({one}) == {one}
    assert same_applicant({two}) == {two, three}


def test_no_order_of_merging_and_parting_makes_a_ring(office):
    four = ids(entries(office, 4))
    for n, one in enumerate(four):
        for two in four[n + 1 :] + four[:n]:
            try:
                merge(one, two, "试", by=office.clerk)
            except Refusal:
                continue
    group = same_applicant({four[0]})
    assert group == set(four)
    assert standing_entry(group).id in group


def test_another_organs_entry_does_not_exist(office, clerk):
    mine = ids(entries(office, 1))[0]
    other = factories.registered(factories.Office()).case.applicant_id
    with pytest.raises(NotFound):
        merge(mine, other, "跨机关", by=office.clerk)
    assert clerk.get(f"/applicants/{other}").status_code == 404


def test_the_history_of_merged_entries_is_one(office):
    files = entries(office, 2)
    one, two = ids(files)
    file = look_up(files[0].case.number, office.clerk)
    assert [found.own for found in alike_to(file)] == [False]
    merge(one, two, "同一住址", by=office.clerk)
    assert [found.own for found in alike_to(file)] == [True]
    assert frequency(same_applicant({one}), office.organ.id, today()).month == 2


def test_the_list_finds_by_the_beginning_of_a_name_and_by_a_whole_number(office, clerk):
    entries(office, 2)
    factories.registered(office)
    assert shown(clerk, "") == ["虚小明", "虚同名", "虚同名"]
    assert shown(clerk, "虚同") == ["虚同名", "虚同名"]
    assert shown(clerk, "x0000001") == ["虚同名"]
    assert shown(clerk, "X000000") == []
    assert shown(clerk, "%") == shown(clerk, "_") == []


def shown(clerk, word):
    page = text(clerk.get("/applicants/", query_string={"q": word}))
    return re.findall(r'<a href="/applicants/\d+">([^<]+)</a>', page)


def test_the_page_masks_the_number_lists_requests_and_merges(office, clerk):
    files = entries(office, 2)
    one, two = ids(files)
    page = text(clerk.get(f"/applicants/{one}"))
    assert files[0].case.number in page
    assert files[1].case.number not in page
    assert "X0000001" not in page
    assert "请写明凭什么认定是同一申请人。" in text(send(clerk, f"/applicants/{one}", into=str(two)))
    answer = send(clerk, f"/applicants/{one}", into=str(two), reason="同一住址")
    page = text(clerk.get(answer.location))
    assert "已合并，可以撤销。" in page
    assert "合并了 2 条登记" in page
    assert all(file.case.number in page for file in files)
    assert shown(clerk, "虚同") == ["虚同名"]
    row = db.session.scalars(sa.select(Merge)).one()
    parting = f"/applicants/merges/{row.id}/part"
    assert "请写明为什么撤销合并。" in text(send(clerk, parting, reason=""))
    answer = send(clerk, parting, reason="是两个人")
    assert "已撤销合并，两条登记分开。" in text(clerk.get(answer.location))
    assert clerk.get(parting).status_code == 404


def test_a_dispute_stands_on_the_page(office, clerk, app):
    file = factories.delivered(office)
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    assert "没有复议诉讼" in text(head.get(f"/applicants/{file.case.applicant_id}"))


def test_who_does_not_register_does_not_read_the_register(client_for):
    for role in ("handler", "legal_reviewer", "district_supervisor"):
        assert client_for(role).get("/applicants/").status_code == 403
