"""逐级审查: two to four levels set per organ, each by another person, the last one stands for all."""

import pytest
import sqlalchemy as sa

from gov_requests.procedure import Stage
from gov_requests.records import drafts
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.drafts import holding_review, latest_draft, reviews_of
from gov_requests.records.papers import Review
from gov_requests.records.people import Person
from gov_requests.records.proposable import approve
from gov_requests.records.proposals import Proposal
from gov_requests.records.secrecy_rules import Round, round_of
from gov_requests.records.worklists import counts
from gov_requests.refusals import NotAllowed
from gov_requests.review import keeping
from gov_requests.review.rules import propose_rules
from gov_requests.today import today
from tests import factories
from tests.review.sheets_in_pages import address, as_
from tests.support.typing_in import send, text

THREE = ["初审", "复审", "终审"]


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def stage(office, file):
    return look_up(file.case.number, office.clerk).stage


def with_levels(office, levels=THREE):
    """The office reviews at these levels from now on; returns its reviewers, one a level and one more."""
    reviewers = [office.secrecy_reviewer] + [
        factories.person("secrecy_reviewer", at=office.organ) for _ in range(len(levels))
    ]
    propose_rules(
        levels=levels, names_from=30, facilities=["水厂"], reason="分级", opened=Opened(office.disclosure_head)
    )
    waiting = db.session.scalars(sa.select(Proposal).where(Proposal.state == "open")).one()
    approve(waiting.id, note="", by=office.legal_reviewer)
    return reviewers


def test_three_levels_are_three_people_and_only_the_last_sends_it_on(office):
    first, second, third, _more = with_levels(office)
    file = factories.submitted(office)
    assert file.progress.reviews == ("secrecy", "secrecy", "secrecy", "legal")
    draft = latest_draft(file.case.id)
    for reviewer, title in zip((first, second, third), THREE, strict=True):
        assert (stage(office, file), holding_review(draft, "secrecy")) == (Stage.SECRECY_REVIEW, None)
        assert round_of(factories.look(office, file).entries).title == title
        file = factories.passed_by(file, reviewer)
    assert stage(office, file) is Stage.LEGAL_REVIEW
    assert holding_review(draft, "secrecy").title == "保密审查（终审）"
    assert [(row.level_title, row.reviewer_id) for row in reversed(reviews_of(file.case.id))] == list(
        zip(THREE, (first.id, second.id, third.id), strict=True)
    )


def test_nobody_passes_two_levels_of_one_review(office):
    first, second, _third, _more = with_levels(office)
    file = factories.passed_by(factories.submitted(office), first)
    with pytest.raises(NotAllowed, match="您已审过这件的“初审”，下一级须由另一人审查。"):
        factories.passed_by(file, first)
    assert stage(office, factories.passed_by(file, second)) is Stage.SECRECY_REVIEW


def test_a_house_that_forgets_who_passed_the_level_before_is_caught(office, monkeypatch):
    """The broken twin: one person passes all three levels, and the test above would see it."""
    first, *_others = with_levels(office)
    monkeypatch.setattr(keeping, "round_of", forgetful)
    file = factories.submitted(office)
    for _level in THREE:
        file = factories.passed_by(file, first)
    assert stage(office, file) is Stage.LEGAL_REVIEW


class Forgetful(Round):
    def done_by(self, person):
        return None


def forgetful(entries):
    found = round_of(entries)
    return Forgetful(found.titles, found.passed_by)


def test_a_level_that_sends_back_begins_all_levels_anew(office):
    first, second, third, fourth = with_levels(office)
    file = factories.passed_by(factories.submitted(office), first)
    file = factories.passed_by(file, second, passed=False)
    assert stage(office, file) is Stage.DRAFTING
    file = factories.submit(file.case.number, Opened(office.handler))
    assert file.progress.reviews == ("secrecy", "secrecy", "secrecy", "legal")
    for reviewer in (second, first, fourth):
        file = factories.passed_by(file, reviewer)
    assert stage(office, file) is Stage.LEGAL_REVIEW
    assert third.id not in {row.reviewer_id for row in reviews_of(file.case.id)}


def test_a_request_in_review_keeps_the_levels_that_it_was_submitted_with(office):
    file = factories.submitted(office)
    with_levels(office)
    file = factories.passed_by(factories.look(office, file), office.secrecy_reviewer)
    assert stage(office, file) is Stage.LEGAL_REVIEW


def test_a_review_of_before_there_were_levels_still_holds(office, monkeypatch):
    file = factories.pass_review(office, factories.submitted(office), "secrecy")
    with one_act("test") as act:
        row = reviews_of(file.case.id)[0]
        row.level = row.levels = row.level_title = None
        act.note("role_revoked")
    assert holding_review(latest_draft(file.case.id), "secrecy") is not None


def test_a_house_that_takes_the_first_level_for_the_review_is_caught(office, monkeypatch):
    """The broken twin: without the look at the level, the first pass would count as the review."""
    first, *_others = with_levels(office)
    file = factories.passed_by(factories.submitted(office), first)
    draft = latest_draft(file.case.id)
    assert holding_review(draft, "secrecy") is None
    monkeypatch.setattr(drafts.Review, "levels", Review.level)
    assert holding_review(draft, "secrecy") is not None


def test_the_page_says_the_level_and_rests_for_whoever_passed_one(app, office):
    first, second, *_more = with_levels(office)
    file = factories.passed_by(factories.submitted(office), first)
    page = text(as_(app, second).get(address(file)))
    for shown in ("3 级审查，当前复审", "同意，送终审", f"初审　{first.name}", "办理中", "待送"):
        assert shown in page
    assert "您已审过这件的“初审”" in text(as_(app, first).get(address(file)))
    assert "您已审过这件的“初审”" in text(as_(app, first).get(f"/cases/{file.case.number}"))


def test_the_worklist_waits_for_the_next_level_only(office):
    first, second, *_more = with_levels(office)
    file = factories.submitted(office)
    day = today()
    assert [counts(one, day)["waiting"] for one in (first, second)] == [1, 1]
    file = factories.passed_by(file, first)
    assert [counts(one, day)["waiting"] for one in (first, second)] == [0, 1]
    file = factories.passed_by(file, second, passed=False)
    factories.submit(file.case.number, Opened(office.handler))
    assert [counts(one, day)["waiting"] for one in (first, second)] == [1, 1]


@pytest.mark.parametrize("levels", [["初审"], ["一", "二", "三", "四", "五"], ["初审", "初审"], ["初审" * 15, "终审"]])
def test_levels_are_two_to_four_that_can_be_told_apart(app, office, levels):
    client = as_(app, office.disclosure_head)
    answer = send(client, "/review/rules", levels="\n".join(levels), names_from="30", facilities="水厂", reason="分级")
    assert answer.status_code == 422
    assert 'id="levels-err"' in text(answer)


def test_more_levels_than_reviewers_are_not_proposed(app, office):
    assert office.secrecy_reviewer
    answer = send(
        as_(app, office.disclosure_head),
        "/review/rules",
        levels="初审\n终审",
        names_from="30",
        facilities="",
        reason="分级",
    )
    assert answer.status_code == 422
    assert "本单位只有 1 名保密审查人员，2 级审查须有 2 名以上" in text(answer)


def test_the_rules_take_effect_when_a_second_person_agrees_and_are_shown(app, office):
    with_levels(office)
    page = text(as_(app, office.disclosure_head).get("/review/rules"))
    assert "初审—复审—终审" in page
    assert office.legal_reviewer.name in page
    assert db.session.scalar(sa.select(sa.func.count(Person.id)).where(Person.id == office.legal_reviewer.id)) == 1
