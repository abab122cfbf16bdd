"""``demo load``: what stands in the database afterwards, and when the command refuses."""

import json
import stat
from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.commands.invariants import CHECKS
from gov_requests.demo import accounts as kept_accounts
from gov_requests.demo.load import ACCOUNTS_GONE, NOT_READY, NOT_WHOLE, OTHER_DATA, found_district
from gov_requests.demo.samples import organ_of, samples
from gov_requests.documents.letters import LETTERS
from gov_requests.lights import light_of
from gov_requests.procedure import Stage
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.chain import faults
from gov_requests.records.papers import Letter
from gov_requests.records.passwords import matches
from gov_requests.records.people import Organ, Person
from gov_requests.records.rebuild import differences
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.terms import APPLICANT_KINDS, CHANNELS
from gov_requests.today import today
from tests.demo.conftest import PAST_REQUESTS
from tests.support.databases import dispose, make_app

SAMPLES = {sample["id"]: sample for sample in samples()}


def _states():
    return db.session.scalars(sa.select(CaseState)).all()


def _case(sample):
    code = organ_of(sample["handling_unit"])
    query = sa.select(Case).join(Organ, Organ.id == Case.organ_id).where(Organ.code == code)
    return db.session.scalars(query.where(Case.title == sample["title"])).one()


# What was printed and kept -------------------------------------------------------------------------------------------------------


def test_the_accounts_are_kept_for_their_owners_eyes_only(district):
    assert stat.S_IMODE(district.accounts_file.stat().st_mode) == 0o600
    assert json.loads(district.accounts_file.read_text(encoding="utf-8")) == district.accounts


def test_a_second_start_keeps_the_data_and_prints_the_same(district):
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Case))
    again = district.app.test_cli_runner().invoke(args=["demo", "load", "--requests", "5"])
    assert again.exit_code == 0
    assert json.loads(again.stdout) == district.accounts
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Case)) == before


def test_standard_output_holds_nothing_but_the_accounts(district):
    assert district.output.stdout == json.dumps(district.accounts, ensure_ascii=False) + "\n"
    assert set(district.accounts[0]) == {"role", "username", "password", "organ"}


def test_every_account_has_a_password_of_its_own(district):
    assert len({account["password"] for account in district.accounts}) == len(district.accounts)


def test_people_of_the_demo_sign_in_and_need_not_change_their_password(district):
    account = next(account for account in district.accounts if account["username"] == "sjj.handler1")
    person = db.session.scalars(sa.select(Person).where(Person.username == account["username"])).unique().one()
    assert person.password_may_stay
    assert {str(role) for role in person.roles} == {account["role"]}
    assert matches(person.password_hash, account["password"])


def test_every_organ_has_people_of_every_business_role_and_two_handlers(district):
    once = {"district_supervisor", "system_admin", "security_admin", "audit_admin"}
    in_each = {str(role) for role in Role} - once
    organs = {account["organ"] for account in district.accounts}
    roles = Counter((account["organ"], account["role"]) for account in district.accounts)
    assert len(organs) >= 9
    assert all(roles[organ, role] >= 1 for organ in organs for role in in_each)
    assert all(roles[organ, "handler"] == 2 for organ in organs)
    assert Counter(account["role"] for account in district.accounts if account["role"] in once) == dict.fromkeys(
        once, 1
    )


# The requests --------------------------------------------------------------------------------------------------------------------


def test_every_stage_shows(district):
    assert {state.stage for state in _states()} == {str(stage) for stage in Stage}


def test_every_light_shows(district):
    words = set()
    for state in _states():
        due = state.safe_due_on
        remaining = None if due is None else calendar().count(today(), due) or -calendar().count(due, today())
        light = light_of(
            state=state.clock_state, remaining=remaining, on_time=state.on_time, workdays_late=state.workdays_late
        )
        words.add(light.label if light.rest in ("今日", "征求意见", "待补正", "待缴费") else light.word)
    assert words == {
        *("绿灯", "黄灯", "红灯", "红灯 今日", "超期", "停计 征求意见", "停计 待补正", "停计 待缴费"),
        *("按期办结", "逾期办结", "已撤回", "视为放弃"),
    }
    assert any(state.provisional for state in _states() if state.closed_on is None)


def test_every_kind_of_reply_applicant_and_channel_shows(district):
    states = _states()
    assert {state.reply_kind for state in states if state.closed_on} == set(REPLY_KINDS)
    assert {state.channel for state in states} == set(CHANNELS)
    assert set(db.session.scalars(sa.select(Applicant.kind).distinct())) == set(APPLICANT_KINDS)


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_sample_is_told_by_its_stored_facts(district, sample):
    case = _case(sample)
    file = Casefile(case, db.session.get_one(CaseState, case.id))
    clock = file.clock(date.fromisoformat(sample["expected"]["as_of"])).as_dict()
    expected = {name: value for name, value in sample["expected"].items() if name in clock}
    assert {name: clock[name] for name in expected} == expected
    assert [fact.as_dict() for fact in file.facts] == sample["facts"]
    assert file.state.reply_kind == sample["reply_kind"]
    assert case.applicant.id_number == sample["applicant"]["id_no"]


@pytest.mark.parametrize(("name", "letter"), [("S01", "D11"), ("S02", "D12"), ("S11", "D16")])
def test_a_sample_whose_letter_exists_has_it_of_its_day(district, name, letter):
    case = _case(SAMPLES[name])
    letters = {row.code: row for row in db.session.scalars(sa.select(Letter).where(Letter.case_id == case.id))}
    assert letter in LETTERS
    assert letters["D01"].dated.isoformat() == SAMPLES[name]["received"]
    assert letters[letter].dated.isoformat() == SAMPLES[name]["issued"]


def test_the_past_reaches_back_to_2016(district):
    assert min(state.received_on for state in _states()).year == 2016
    assert len(_states()) > PAST_REQUESTS + 200


# The record holds ----------------------------------------------------------------------------------------------------------------


def test_the_chain_and_the_projections_hold(district):
    assert list(faults()) == []
    assert list(differences()) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_check_finds_nothing(district, check):
    assert list(check()) == []


# When it refuses -----------------------------------------------------------------------------------------------------------------


def _refused(app):
    output = app.test_cli_runner().invoke(args=["demo", "load"])
    assert output.exit_code == 1
    assert output.stdout == ""
    return output.stderr.strip()


def test_a_database_with_other_data_is_refused(own_app):
    own_app.test_cli_runner().invoke(args=["organs", "add", "--code", "X1", "--name", "别的局"])
    assert _refused(own_app) == OTHER_DATA


def test_a_database_without_tables_is_refused(databases, tmp_path):
    app = make_app(databases.empty(), tmp_path)
    assert _refused(app) == NOT_READY
    dispose(app)


def test_a_load_that_was_broken_off_is_refused(own_app):
    with own_app.app_context():
        kept_accounts.keep(found_district("test")[1])
    assert _refused(own_app) == NOT_WHOLE


def test_accounts_that_are_gone_are_named(district):
    place = district.accounts_file
    content = place.read_bytes()
    place.unlink()
    try:
        assert _refused(district.app) == ACCOUNTS_GONE.format(place=place.name)
    finally:
        place.write_bytes(content)
        place.chmod(0o600)
