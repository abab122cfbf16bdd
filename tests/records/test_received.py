"""汇聚风险: what this applicant, this subject, this place was given in 24 months; own organ, or the district for whoever reads it."""

from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.records import received as receiving
from gov_requests.records.base import db
from gov_requests.records.papers import Review
from gov_requests.records.received import months_before, received, terms_of
from gov_requests.today import today
from tests import factories
from tests.review.sheets_in_pages import typed
from tests.support.typing_in import send, text

ELSEWHERE = {"name": "虚小红", "id_number": "990102199001010021"}


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def looked(office, file, person=None, about=""):
    return received(file.case, person or office.secrecy_reviewer, today(), about)


def numbers(found):
    return [one.number for one in found.applicant], [one.number for one in found.others]


def test_what_the_applicant_was_given_and_what_others_were_given_of_the_same_place(office):
    mine = factories.delivered(office)
    other = factories.delivered(office, **ELSEWHERE)
    apart = factories.delivered(office, **ELSEWHERE, description="申请公开虚远路道路绿化的批复。")
    file = factories.submitted(office)
    found = looked(office, file)
    assert numbers(found) == ([mine.case.number], [other.case.number])
    assert apart.case.number not in str(found)
    assert "虚构里小区" in found.terms


def test_what_was_withheld_or_not_held_is_not_given(office):
    factories.delivered(office, "not_held")
    factories.signed(office)
    assert numbers(looked(office, factories.submitted(office))) == ([], [])


def test_what_lies_further_back_than_24_months_is_left_out(office, today_is):
    today_is("2024-11-20T10:00")
    factories.delivered(office)
    today_is("2026-11-24T10:00")
    file = factories.submitted(office)
    found = looked(office, file)
    assert (found.since, numbers(found)) == (date(2024, 11, 24), ([], []))
    today_is("2026-11-20T10:00")
    assert len(numbers(looked(office, file))[0]) == 1


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 24), date(2024, 11, 24)),
        (date(2026, 1, 31), date(2024, 1, 31)),
        (date(2024, 2, 29), date(2022, 2, 28)),
    ],
)
def test_24_months_end_on_the_same_day_or_the_month_s_last(day, before):
    assert months_before(day, 24) == before


def across(office):
    """The same applicant and place, given something by another organ."""
    other = factories.Office()
    return factories.delivered(other), factories.submitted(office)


def test_own_organ_sees_its_own_and_whoever_reads_the_district_sees_across(office):
    elsewhere, file = across(office)
    both = factories.person(roles=[Role.SECRECY_REVIEWER, Role.DISTRICT_SUPERVISOR], at=office.organ)
    assert numbers(looked(office, file)) == ([], [])
    found = looked(office, file, both)
    assert [one.organ for one in found.applicant] == [elsewhere.case.organ.name]


def test_a_house_that_shows_everybody_the_district_is_caught(office, monkeypatch):
    """The broken twin: without the look at the scope the reviewer of one organ sees what another gave out."""
    elsewhere, file = across(office)
    monkeypatch.setattr(receiving, "_reach", lambda *_given: True)
    found = looked(office, file)
    assert elsewhere.case.organ.name in [one.organ for one in (*found.applicant, *found.others)]


def test_what_the_reviewer_may_not_open_is_not_linked_and_its_applicant_not_named(office):
    factories.delivered(office, **ELSEWHERE)
    stranger = factories.person("secrecy_reviewer", at=office.organ)
    (one,) = looked(office, factories.submitted(office), stranger).others
    assert (one.ref, one.to) == (None, "另一申请人")
    (same,) = looked(office, factories.submitted(office)).others
    assert (same.ref, same.to) == (same.number, "虚小红")


def test_a_word_that_the_reviewer_adds_is_looked_for_too(app, office):
    named = factories.delivered(office, **ELSEWHERE, description="申请公开虚远河清淤的批复。")
    file = factories.submitted(office)
    assert numbers(looked(office, file, about="虚远河"))[1] == [named.case.number]
    client = factories.sign_in(app.test_client(), office.secrecy_reviewer)
    typing = typed(file, its_privacy_note="写了一半") | {"about": "虚远河", "act": "check"}
    answer = send(client, f"/review/{file.case.number}/secrecy", **typing)
    page = text(answer)
    assert answer.status_code == 200
    for shown in (named.case.number, "已按“虚远河”查找，审查单还没有记录", 'value="写了一半"'):
        assert shown in page
    assert factories.db_stage(file) == "secrecy_review"


def test_what_was_seen_is_kept_with_the_judgement(app, office):
    mine = factories.delivered(office)
    file = factories.submitted(office)
    client = factories.sign_in(app.test_client(), office.secrecy_reviewer)
    page = text(client.get(f"/review/{file.case.number}/secrecy"))
    assert "近 24 个月已提供" in page
    assert mine.case.number in page
    send(client, f"/review/{file.case.number}/secrecy", **typed(file))
    kept = db.session.scalars(sa.select(Review).order_by(Review.id.desc())).first().findings
    assert kept["seen"]["applicant"] == [mine.case.number]
    assert kept["seen"]["since"] == "2024-11-24"


def test_the_terms_are_named_documents_and_places_without_the_stock_phrases(office):
    file = factories.registered(office, description="申请公开《虚构街更新方案》，虚里胡同12号院的批复。")
    assert terms_of(file.case) == ("虚构街更新方案", "虚构街", "虚里胡同")


def test_the_index_proposes_and_the_questions_stay_few_however_many_there_are(office):
    file = factories.submitted(office)
    factories.delivered(office, **ELSEWHERE)
    few = asked(office, file)
    for _n in range(3):
        factories.delivered(office, **ELSEWHERE)
    assert len(asked(office, file)) == len(few)
    assert len(few) <= 8
    assert any("search_grams" in one and "LIMIT" in one for one in few)


def asked(office, file):
    """The statements of one look, without their values."""
    told = []

    def note(_connection, _cursor, statement, *_more):
        if "SAVEPOINT" not in statement:
            told.append(statement)

    engine = db.session.get_bind()
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        looked(office, file)
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return told
