"""Many at once, with real commits: one effect each, nobody's work is overwritten, numbers without gap and twin."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
import sqlalchemy as sa

from gov_requests.demo.sheets import sound_sheet
from gov_requests.handling.actions import assign, return_assignment
from gov_requests.handling.steps import Given, answer_step
from gov_requests.intake import actions as intake
from gov_requests.intake.actions import register
from gov_requests.records.base import db
from gov_requests.records.casefile import Opened
from gov_requests.records.cases import Case
from gov_requests.records.chain import faults
from gov_requests.records.drafts import latest_draft
from gov_requests.records.journal import JournalRow
from gov_requests.records.papers import Letter
from gov_requests.records.people import Person
from gov_requests.records.rebuild import differences
from gov_requests.records.step_answers import all_step_answers
from gov_requests.refusals import AlreadyDone, NotFound, Refusal
from gov_requests.review.actions import review, sign
from gov_requests.today import SHANGHAI, clock_set_to
from tests import factories

#: A form that another clerk's came before: what the second one is told.
LATER = {"SomeoneElseActed", "NotAllowed", "NotFound"}


def all_at_once(app, act, times=8):
    """What came of `act(number)` in each of several threads: its answer, or the name of the refusal."""
    barrier = Barrier(times)

    def run(number):
        with app.app_context():
            barrier.wait()
            try:
                return act(number)
            except (Refusal, AlreadyDone) as refused:
                return refused
            finally:
                db.session.remove()

    with ThreadPoolExecutor(times) as pool:
        answers = list(pool.map(run, range(times)))
    db.session.rollback()  # What was read here before is an old snapshot.
    return answers


def names(answers):
    return Counter(type(answer).__name__ if isinstance(answer, Exception) else "done" for answer in answers)


def person(person_id):
    return db.session.get_one(Person, person_id)


def whole():
    return [*faults(), *differences()] == []


@pytest.fixture
def office(own_app):
    with own_app.app_context():
        yield factories.Office().full()


def second_person(office, role):
    return factories.person(role, at=office.organ).id


def test_the_same_form_sent_eight_times_at_once_is_one_request(own_app, office):
    clerk = office.clerk.id
    answers = all_at_once(
        own_app, lambda _n: register(factories.registration(), [], by=person(clerk), key="one-form").case.id
    )
    assert names(answers) == {"done": 1, "AlreadyDone": 7}
    (case_id,) = [answer for answer in answers if isinstance(answer, int)]
    assert {answer.case_id for answer in answers if isinstance(answer, AlreadyDone)} == {case_id}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Case)) == 1
    assert whole()


def test_without_the_key_each_sending_would_be_a_request(own_app, office):
    """The broken twin."""
    clerk = office.clerk.id
    all_at_once(own_app, lambda _n: register(factories.registration(), [], by=person(clerk)).case.id, 3)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Case)) == 3


def test_of_eight_clerks_with_the_same_request_open_one_assigns_it(own_app, office):
    file = factories.registered(office)
    number, version, clerk, handler = file.case.number, file.version, office.clerk.id, office.handler.id
    answers = all_at_once(own_app, lambda _n: bool(assign(number, handler, "", Opened(person(clerk), version=version))))
    told = names(answers)
    assert told["done"] == 1
    assert told["SomeoneElseActed"] == 7
    assert whole()


def test_without_the_forms_version_the_procedure_still_lets_one_through(own_app, office):
    """The twin: whoever sends no version is stopped by the stage, and is told so."""
    file = factories.registered(office)
    number, clerk, handler = file.case.number, office.clerk.id, office.handler.id
    told = names(all_at_once(own_app, lambda _n: bool(assign(number, handler, "", Opened(person(clerk)))), 4))
    assert told == {"done": 1, "NotAllowed": 3}


def test_a_request_is_not_given_away_and_sent_back_at_the_same_time(own_app, office):
    file = factories.assigned(office)
    number, version = file.case.number, file.version
    clerk, handler, taker = office.disclosure_head.id, office.handler.id, second_person(office, "handler")

    def act(number_of_thread):
        if number_of_thread % 2:
            return bool(return_assignment(number, "不属本科室", Opened(person(handler), version=version)))
        return bool(assign(number, taker, "", Opened(person(clerk), version=version), act_name="transfer"))

    told = names(all_at_once(own_app, act))
    assert told["done"] == 1
    assert set(told) <= {"done", *LATER}
    assert whole()


def test_two_signers_at_once_sign_one_letter(own_app, office):
    file = factories.reviewed(office)
    number, version, seen = file.case.number, file.version, latest_draft(file.case.id).content_hash
    signers = [office.signer.id, second_person(office, "signer")]
    told = names(
        all_at_once(
            own_app,
            lambda n: bool(sign(number, opinion="", seen=seen, opened=Opened(person(signers[n % 2]), version=version))),
            4,
        )
    )
    assert told["done"] == 1
    assert set(told) <= {"done", *LATER}
    signed = db.session.scalars(sa.select(Letter).where(Letter.signer_id.is_not(None))).all()
    assert [letter.number for letter in signed] == [f"{office.organ.short}〔{file.case.year}〕1号-答"]
    assert whole()


def test_a_review_that_passes_and_one_that_sends_back_at_once_are_one_review(own_app, office):
    file = factories.submitted(office)
    number, version, seen = file.case.number, file.version, latest_draft(file.case.id).content_hash
    reviewers = [office.secrecy_reviewer.id, second_person(office, "secrecy_reviewer")]

    def act(n):
        opened = Opened(person(reviewers[n % 2]), version=version)
        sheet = sound_sheet(latest_draft(file.case.id))
        return bool(review(number, "secrecy", passed=n % 2 == 0, opinion="意见", seen=seen, opened=opened, sheet=sheet))

    told = names(all_at_once(own_app, act, 4))
    assert told["done"] == 1
    assert set(told) <= {"done", *LATER}
    assert whole()


def test_thirty_two_counters_at_once_are_all_served(own_app, office):
    clerk = office.clerk.id
    answers = all_at_once(own_app, lambda _n: register(factories.registration(), [], by=person(clerk)).case.serial, 32)
    assert sorted(answers) == list(range(1, 33))
    assert db.session.scalar(sa.select(sa.func.count(JournalRow.id))) == 13 + 32
    assert whole()


def test_numbers_begin_anew_once_when_the_year_turns_under_eight_counters(own_app, office):
    clerk = office.clerk.id
    minute = datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI), datetime(2027, 1, 1, 0, 0, 1, tzinfo=SHANGHAI)

    def act(n):
        with clock_set_to(minute[n % 2]):
            return register(factories.registration(), [], by=person(clerk)).case.number

    assert sorted(all_at_once(own_app, act)) == [f"{year}-{n:04d}" for year in (2026, 2027) for n in range(1, 5)]


def test_a_number_taken_by_an_act_that_fails_is_given_to_the_next_one(own_app, office, monkeypatch):
    clerk = office.clerk.id
    issue = intake.issue_receipt

    def fails_for_some(file, **more):
        if file.case.description.endswith("打不出回执"):
            raise NotFound("打印失败")
        return issue(file, **more)

    monkeypatch.setattr(intake, "issue_receipt", fails_for_some)

    def act(n):
        description = "申请公开甲文件" + ("打不出回执" if n % 2 else "")
        return register(factories.registration(description=description), [], by=person(clerk)).case.serial

    answers = all_at_once(own_app, act)
    assert sorted(answer for answer in answers if isinstance(answer, int)) == [1, 2, 3, 4]
    assert whole()


def test_numbers_read_off_the_last_request_would_have_twins(own_app, office, monkeypatch):
    """The broken twin: the next number is the highest one and one more, read without holding anything."""
    monkeypatch.setattr(
        intake, "next_number", lambda *_key: 1 + (db.session.scalar(sa.select(sa.func.max(Case.serial))) or 0)
    )
    clerk = office.clerk.id

    def act(_n):
        try:
            return register(factories.registration(), [], by=person(clerk)).case.serial
        except sa.exc.IntegrityError:
            return "twin"

    answers = all_at_once(own_app, act)
    # SQLite has one writer at a time; on PostgreSQL only the unique number keeps the twins out, as errors.
    assert ("twin" in answers) == (db.engine.dialect.name == "postgresql")


def test_a_question_answered_by_two_people_at_once_keeps_one_answer(own_app, office):
    file = factories.assigned(office)
    number, version, people = file.case.number, file.version, [office.handler.id, office.section_head.id]

    def answered(n):
        given = Given(item=0, step=1, answer="clear", content={"finding": f"第 {n} 人"}, go_on=True)
        return answer_step(number, given, Opened(person(people[n % 2]), version=version)).version

    answers = all_at_once(own_app, answered)
    assert names(answers)["done"] == 1
    assert names(answers).keys() <= {"done", *LATER}
    assert len(all_step_answers(file.case.id)) == 1
    assert whole()
