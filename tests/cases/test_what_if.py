"""如果……: what an answer, a correction or an extension would do to both dates and to the last safe days; nothing is kept."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import look_up
from gov_requests.records.journal import JournalRow
from tests import factories
from tests.support.typing_in import text


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-09-01T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def ask(app, office):
    def asked(file, query=""):
        client = factories.sign_in(app.test_client(), office.disclosure_head)
        page = re.sub(r"<[^>]+>", " ", text(client.get(f"/cases/{file.case.number}{query}")))
        return re.sub(r"\s+", " ", page)

    return asked


def happened(office, file, kind, on, **fact):
    head = office.disclosure_head
    with one_act("test") as act:
        taken = look_up(file.case.number, head)
        taken.record(act, kind, happened_on=on, fact=fact)
    return factories.look(office, file)


def test_an_extension_is_shown_beside_the_dates_as_they_are(office, ask):
    file = factories.registered(office)
    page = ask(file, "?extend=20")
    assert "安全期限 2026-09-29 2026-11-02" in page
    assert "最迟告知延期 09-29 —" in page


def test_an_answer_of_the_third_party_sets_the_statutory_date_going_again(office, ask, today_is):
    file = factories.registered(office)
    today_is("2026-09-03T10:00")
    file = happened(office, file, "opinion_sought", date(2026, 9, 3), ref="A", **{"from": "third_party"})
    page = ask(file)
    assert "第三方（A）在这一天答复" in page
    page = ask(file, "?answered-A=2026-09-08")
    assert re.search(r"法定期限 未定 2026-10-09", page)


def test_a_correction_starts_the_period_anew(office, ask, today_is):
    file = factories.registered(office)
    today_is("2026-09-03T10:00")
    file = happened(office, file, "correction_requested", date(2026, 9, 3))
    page = ask(file, "?corrected=2026-09-10")
    assert re.search(r"安全期限 未定 2026-10-14", page)
    assert re.search(r"法定期限 未定 2026-10-14", page)


def test_an_answer_and_an_extension_are_supposed_together(office, ask, today_is):
    file = factories.registered(office)
    today_is("2026-09-03T10:00")
    file = happened(office, file, "opinion_sought", date(2026, 9, 3), ref="A", **{"from": "third_party"})
    alone, both = ask(file, "?answered-A=2026-09-08"), ask(file, "?answered-A=2026-09-08&extend=5")
    found = [re.search(r"法定期限 未定 (\S+)", page).group(1) for page in (alone, both)]
    assert found == ["2026-10-09", "2026-10-15"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?extend=x", "请填整数，最多 20 个工作日"),
        ("?extend=21", "应为1至20个工作日"),
        ("?extend=0", "应为1至20个工作日"),
        ("?answered-A=2026-13-01", "请填日期"),
        ("?answered-A=2026-08-01", "不得早于"),
        ("?answered-A=9999-12-31", "超出工作日历"),
        ("?answered-A=2026-08-01&extend=5", "不得早于"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(office, ask, today_is, query, sentence):
    file = factories.registered(office)
    today_is("2026-09-03T10:00")
    file = happened(office, file, "opinion_sought", date(2026, 9, 3), ref="A", **{"from": "third_party"})
    assert sentence in ask(file, query)


def test_nothing_is_kept(office, ask):
    file = factories.registered(office)
    before = db.session.scalar(sa.select(sa.func.count()).where(JournalRow.case_id.is_not(None)))
    ask(file, "?extend=20")
    assert db.session.scalar(sa.select(sa.func.count()).where(JournalRow.case_id.is_not(None))) == before
    assert factories.look(office, file).state.due_on == date(2026, 9, 29)


def test_a_closed_request_asks_nothing(office, ask):
    assert "试算" not in ask(factories.delivered(office))
