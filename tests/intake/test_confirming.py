"""双方确认: whom to call, each try on record, the day of confirmation as a later fact, and what is red until then."""

from datetime import date

import pytest

from gov_requests.handling.actions import assign
from gov_requests.intake.confirming import SETTLED, Try, calls, log_try
from gov_requests.lights import confirmation_light
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.chain import faults
from gov_requests.records.rebuild import differences
from gov_requests.records.worklists import unconfirmed_counts
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.statute.facts import Received
from gov_requests.terms import CHANNELS, CONFIRMED, CONTACT_RESULTS
from gov_requests.today import today
from tests import factories
from tests.support.typing_in import send, text

pytestmark = pytest.mark.article(31)
ARRIVED, NEXT_DAY, THIRD_DAY = "2026-11-23T10:00", "2026-11-24T10:00", "2026-11-25T10:00"


@pytest.fixture(autouse=True)
def _arrival(today_is, database):
    today_is(ARRIVED)


@pytest.fixture
def office():
    return factories.Office()


def tried(result="no_answer", **changed):
    given = {"result": result, "tried_on": today(), "tried_at": "15:20", "reached_by": "010-00000001"}
    return Try(**given | changed)


def log(office, file, one=None):
    return log_try(file.case.number, one or tried(), Opened(office.clerk))


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_that_asks_for_confirmation_waits_for_it_and_no_other(office, channel):
    file = factories.registered(office, channel=channel)
    assert file.state.unconfirmed == (channel in CONFIRMED)
    assert unconfirmed_counts(office.clerk, today()) == (int(channel in CONFIRMED), 0)


def test_confirmed_at_the_counter_nothing_waits(office):
    assert factories.registered(office, channel="fax", confirmed_on=today()).state.unconfirmed is False


def test_both_dates_run_from_arrival_while_unconfirmed_and_only_the_statutory_one_moves_with_the_confirmation(
    office, today_is
):
    file = factories.registered(office, channel="ordinary_mail")
    before = file.state.due_on, file.state.safe_due_on
    assert before == (date(2026, 12, 21), date(2026, 12, 21))
    today_is(THIRD_DAY)
    file = log(office, file, tried("confirmed"))
    assert (file.state.received_on, file.state.due_on, file.state.safe_due_on) == (
        date(2026, 11, 25),
        date(2026, 12, 23),
        before[1],
    )
    assert not file.state.unconfirmed
    received = next(fact for fact in file.facts if isinstance(fact, Received))
    assert (received.on, received.confirmed_on) == (date(2026, 11, 23), date(2026, 11, 25))
    assert list(faults()) == []
    assert list(differences()) == []


def test_every_try_is_kept_with_its_number_masked(office):
    file = factories.registered(office, channel="online", email="xu@example.cn")
    for result in CONTACT_RESULTS:
        if result != "confirmed":
            file = log(office, file, tried(result, note="再打"))
    file = log(office, file, tried(reached_by="xu@example.cn"))
    logged = calls(look_up(file.case.number, office.clerk))
    assert [call.result for call in logged[:-1]] == [
        words for result, words in CONTACT_RESULTS.items() if result != "confirmed"
    ]
    assert {call.reached_by for call in logged} == {"010*****0001", "x***@example.cn"}
    assert all("00000001" not in str(row.data) for row in file.journal)
    assert file.state.unconfirmed


def test_what_is_unconfirmed_when_the_day_of_arrival_is_over_is_red_for_the_window(office, today_is, app):
    file = factories.registered(office, channel="email")
    assign(file.case.number, office.handler.id, "", Opened(office.clerk))
    client = factories.sign_in(app.test_client(), office.clerk)
    assert "待确认 今日" in text(client.get("/desk/waiting"))
    today_is(NEXT_DAY)
    client = factories.sign_in(app.test_client(), office.clerk)
    for path in ("/desk/waiting", "/intake/confirm"):
        page = text(client.get(path))
        assert '<span class="light r"><i aria-hidden="true"></i>未确认 1日</span>' in page
        assert file.case.number in page
    assert unconfirmed_counts(office.clerk, today()) == (1, 1)
    assert unconfirmed_counts(office.handler, today()) == (0, 0)


@pytest.mark.parametrize(
    ("days", "colour", "words"), [(0, "y", "待确认 今日"), (1, "r", "未确认 1日"), (9, "r", "未确认 9日")]
)
def test_the_light_of_a_confirmation(days, colour, words):
    shown = confirmation_light(date(2026, 11, 10), date(2026, 11, 10 + days))
    assert (shown.css, shown.label) == (colour, words)
    assert confirmation_light(None, date(2026, 11, 10)) is None


def test_a_confirmation_entered_later_says_why(office, today_is):
    file = factories.registered(office, channel="fax")
    today_is(THIRD_DAY)
    late = tried("confirmed", tried_on=date(2026, 11, 24))
    with pytest.raises(BadInput) as refused:
        log(office, file, late)
    assert refused.value.field == "late_reason"
    file = log(office, file, tried("confirmed", tried_on=date(2026, 11, 24), late_reason="当日已打电话，漏登"))
    assert file.state.received_on == date(2026, 11, 24)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 24)])
def test_a_try_lies_between_arrival_and_today(office, day):
    file = factories.registered(office, channel="fax")
    with pytest.raises(BadInput):
        log(office, file, tried(tried_on=day))


def test_there_is_one_confirmation(office):
    file = log(office, factories.registered(office, channel="fax"), tried("confirmed"))
    with pytest.raises(NotAllowed, match=SETTLED):
        log(office, file, tried("confirmed"))
    with pytest.raises(NotAllowed):
        log(office, factories.registered(office, channel="in_person"), tried())


def test_the_window_logs_a_call_and_confirms(office, app):
    file = factories.registered(office, channel="ordinary_mail", email="xu@example.cn")
    client = factories.sign_in(app.test_client(), office.clerk)
    page = f"/intake/{file.case.number}/confirm"
    typed = {"result": "no_answer", "tried_on": "2026-11-23", "tried_at": "15:20", "reached_by": "phone"}
    answer = send(client, page, **typed)
    assert answer.status_code == 302
    case = text(client.get(answer.location))
    assert "无人接听" in case
    assert "尚未与申请人确认收到" in case
    refused = text(send(client, page, **typed | {"result": "confirmed", "reached_by": "other"}))
    assert "请写明是通过哪个号码或者邮箱确认的。" in refused
    assert "时间写成 09:05" in text(send(client, page, **typed | {"tried_at": "下午"}))
    answer = send(client, page, **typed | {"result": "confirmed", "reached_by": "email"})
    case = text(client.get(answer.location))
    assert "与申请人确认收到" in case
    assert "x***@example.cn" in case
    assert "尚未与申请人确认收到" not in case
    assert SETTLED in text(client.get(page))
    assert "没有待确认的申请" in text(client.get("/intake/confirm"))
