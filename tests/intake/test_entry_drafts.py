"""What was typed at the counter and not registered yet: kept, sealed, restored, gone once it is registered."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.entry_drafts import MOST, EntryDraft, forget_old_drafts, keep_draft, kept_draft, kept_drafts
from gov_requests.today import clock_set_to, now
from tests import factories
from tests.intake.test_register import NEW, TYPED
from tests.support.typing_in import send, text

HALF = {
    "channel": "fax",
    "name": "虚小明",
    "id_number": "990102198607210025",
    "description": "申请公开\n虚构里小区",
    "arrived_on": "昨",
}


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def clerk(client_for):
    return client_for("clerk")


def stored():
    return db.session.execute(sa.text("SELECT content FROM entry_drafts")).scalars().all()


def keep(clerk, **typed):
    clerk.inspect = False  # The answer is a part of a page.
    answer = send(clerk, NEW, to="/intake/draft", **typed)
    clerk.inspect = True
    return answer


def drafts_on(page):
    """Return where the page leads to go on with each draft."""
    return re.findall(r'href="(/intake/new\?draft=[^"]+)"', page)


def gone_on(clerk):
    """Open the page and go on with the newest draft."""
    page = clerk.get(drafts_on(text(clerk.get(NEW)))[0])
    assert page.status_code == 200
    return text(page)


def hidden_of(page):
    return dict(re.findall(r'name="(csrf_token|act_key|version)" type="hidden" value="([^"]*)"', page))


def test_what_was_typed_is_there_again_when_the_page_is_opened_again(clerk):
    assert keep(clerk, **HALF).status_code == 200
    page = gone_on(clerk)
    assert "已恢复 2026-11-24 10:00 存的草稿" in page
    for value in ('value="虚小明"', 'value="990102198607210025"', "申请公开\n虚构里小区", 'value="昨"'):
        assert value in page
    assert re.search(r'id="channel-5"[^>]*value="fax"|checked[^>]*value="fax"|value="fax"[^>]*checked', page)


def test_the_button_keeps_it_without_scripts_and_complains_about_nothing(clerk, database):
    answer = send(clerk, NEW, **HALF | {"act": "draft"})
    assert answer.status_code == 200
    assert "草稿已存，还没有登记。" in text(answer)
    assert database.session.scalar(sa.select(sa.func.count()).select_from(Case)) == 0
    assert "已恢复" in gone_on(clerk)


@pytest.mark.parametrize("act", ["check", "register", "next"])
def test_a_form_that_came_back_is_kept_as_well(clerk, act):
    assert send(clerk, NEW, **HALF | {"act": act}).status_code == 422
    assert 'value="虚小明"' in gone_on(clerk)


def test_two_pages_that_are_open_at_once_keep_two_drafts(clerk):
    pages = [hidden_of(text(clerk.get(NEW))) for _tab in range(2)]
    clerk.inspect = False
    for name, hidden in (("虚甲", pages[0]), ("虚乙", pages[1]), ("虚甲改", pages[0])):
        clerk.post("/intake/draft", data=HALF | hidden | {"name": name})
    clerk.inspect = True
    opened = text(clerk.get(NEW))
    assert 'value="虚甲改"' not in opened
    names = [re.search(r'id="name"[^>]*value="([^"]*)"', text(clerk.get(page)))[1] for page in drafts_on(opened)]
    assert sorted(names) == ["虚乙", "虚甲改"]
    assert clerk.post(NEW, data=TYPED | pages[0]).status_code == 302
    assert len(drafts_on(text(clerk.get(NEW)))) == 1


def test_it_is_sealed(clerk):
    keep(clerk, **HALF)
    assert len(stored()) == 1
    assert "990102198607210025" not in stored()[0]
    assert "虚小明" not in stored()[0]


def test_registering_drops_it(clerk):
    send(clerk, NEW, **HALF | {"act": "draft"})
    resumed = gone_on(clerk)
    assert clerk.post(NEW, data=TYPED | hidden_of(resumed)).status_code == 302
    assert stored() == []
    assert drafts_on(text(clerk.get(NEW))) == []


def test_a_late_keep_of_what_has_been_registered_brings_nothing_back(clerk):
    hidden = hidden_of(text(clerk.get(NEW)))
    assert clerk.post(NEW, data=TYPED | hidden).status_code == 302
    clerk.inspect = False
    clerk.post("/intake/draft", data=TYPED | hidden)
    assert stored() == []


def test_it_can_be_given_up(clerk):
    send(clerk, NEW, **HALF | {"act": "draft"})
    key = drafts_on(text(clerk.get(NEW)))[0].partition("draft=")[2]
    assert send(clerk, NEW, to="/intake/draft/drop", key=key).status_code == 302
    assert stored() == []


def test_everybody_has_ones_own(clerk, app):
    send(clerk, NEW, **HALF | {"act": "draft"})
    other = factories.sign_in(app.test_client(), factories.person(factories.Role.CLERK, at=clerk.person.organ))
    assert "虚小明" not in text(other.get(NEW))
    mine = drafts_on(text(clerk.get(NEW)))[0]
    assert "虚小明" not in text(other.get(mine))
    send(other, NEW, to="/intake/draft/drop", key=mine.partition("draft=")[2])
    assert len(stored()) == 1


def test_nobody_comes_back_to_it_for_a_week(database):
    person = factories.Office().clerk
    assert keep_draft(person, "k" * 32, [("name", "虚小明")])
    forget_old_drafts(now() + timedelta(days=6))
    assert kept_draft(person, "k" * 32).pairs == [("name", "虚小明")]
    forget_old_drafts(now() + timedelta(days=8))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(EntryDraft)) == 0


def test_only_so_many_are_kept_of_one_person_the_newest(database):
    person = factories.Office().clerk
    for n in range(MOST + 3):
        with clock_set_to(now() + timedelta(seconds=n)):
            keep_draft(person, f"{n}", [])
    kept = [one.key for one in kept_drafts(person, 100)]
    assert kept == [f"{n}" for n in range(MOST + 2, 2, -1)]


@pytest.mark.parametrize(("key", "text"), [("", "x"), ("k" * 65, "x"), ("k", "x" * 200_001)])
def test_what_no_form_sends_is_not_kept(database, key, text):
    assert not keep_draft(factories.Office().clerk, key, [("name", text)])


def test_the_column_beside_the_form_answers_while_it_is_typed(clerk):
    send(clerk, NEW, **TYPED)
    answer = text(keep(clerk, channel="in_person", arrived_on="2026-11-24", name="虚小"))
    assert "登记后的期限" in answer
    assert "同名的申请人" in answer
    assert "990102********0025" in answer
    assert "990102198607210025" not in answer
    assert "草稿已存 10:00:00" in answer
    assert "<html" not in answer


def test_a_namesake_is_taken_over_by_its_button_only(clerk):
    send(clerk, NEW, **TYPED)
    page = text(send(clerk, NEW, **HALF | {"name": "虚小", "id_number": "", "act": "check"}))
    button = re.search(r'value="(adopt-\d+)"', page).group(1)
    adopted = text(send(clerk, NEW, **HALF | {"name": "虚小", "id_number": "", "act": button}))
    assert 'value="虚小明"' in adopted
    assert 'value="990102198607210025"' in adopted
    assert 'value="010-00000001"' in adopted


def test_another_organs_applicant_cannot_be_taken_over(clerk):
    other = factories.registered(factories.Office(), name="虚外人", id_number="990103198607210020")
    page = text(send(clerk, NEW, **HALF | {"name": "", "id_number": "", "act": f"adopt-{other.case.applicant_id}"}))
    assert "虚外人" not in page
    for strange in ("adopt-", "adopt-x", "adopt-99999999999999", "adopt-２"):
        assert "虚外人" not in text(send(clerk, NEW, **HALF | {"act": strange}))
