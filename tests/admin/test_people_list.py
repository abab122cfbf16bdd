"""The list of people: page by page by user name, narrowed, at the same cost however many there are."""

import re

import pytest
import sqlalchemy as sa

from gov_requests.admin import people_search
from gov_requests.admin.people_search import Criteria, page
from gov_requests.records.people import Person
from tests import factories
from tests.support.typing_in import text

NAMES = re.compile(r'data-l="用户名">([^<]+)<')
NEXT = re.compile(r'rel="next" href="([^"]+)"')
PREVIOUS = re.compile(r'rel="prev" href="([^"]+)"')


@pytest.fixture
def everybody(database):
    organ = factories.organ()
    for _ in range(7):
        factories.person(at=organ)
    return sorted(database.session.scalars(sa.select(Person.username)))


def address(pattern, shown):
    found = pattern.search(shown)
    return found and found.group(1).replace("&amp;", "&")


def test_page_after_page_shows_everybody_once_and_the_way_back_too(client_for, app, monkeypatch, everybody):
    monkeypatch.setitem(app.config, "PAGE_ROWS", 3)
    client = client_for("system_admin")
    everybody = sorted([*everybody, client.person.username])
    pages, where = [], "/admin/people"
    while where:
        shown = text(client.get(where))
        pages.append(NAMES.findall(shown))
        where, back = address(NEXT, shown), address(PREVIOUS, shown)
        assert (back is None) == (len(pages) == 1)
    assert [name for names in pages for name in names] == everybody
    assert [len(names) for names in pages[:-1]] == [3] * (len(pages) - 1)
    assert f"共 {len(everybody)} 人" in shown
    for names in pages[-2::-1]:
        shown = text(client.get(back))
        assert NAMES.findall(shown) == names
        back = address(PREVIOUS, shown)
    assert back is None


def test_what_narrows_the_list_goes_along_with_the_pages(client_for, app, monkeypatch, everybody, database):
    monkeypatch.setitem(app.config, "PAGE_ROWS", 3)
    client = client_for("system_admin")
    organ = database.session.scalars(sa.select(Person).where(Person.username == everybody[0])).unique().one().organ
    shown = text(client.get(f"/admin/people?organ={organ.code}&state=active&word=虚构"))
    assert f"organ={organ.code}" in address(NEXT, shown)
    assert client.person.username not in NAMES.findall(shown)
    second = NAMES.findall(text(client.get(address(NEXT, shown))))
    assert len(second) == 3
    assert not set(second) & set(NAMES.findall(shown))


def test_a_word_is_taken_literally_and_nobody_found_is_said(client_for, everybody):
    client = client_for("system_admin")
    assert NAMES.findall(text(client.get(f"/admin/people?word={everybody[0]}")))[0] == everybody[0]
    assert "没有符合条件的人员" in text(client.get("/admin/people?word=%25"))
    assert "没有符合条件的人员" in text(client.get("/admin/people?after=zzzz"))


def test_the_count_stops_and_says_so(database, everybody, monkeypatch):
    assert page(Criteria(), 3).total == f"{len(everybody)} 人"
    monkeypatch.setattr(people_search, "COUNT_LIMIT", 5)
    assert page(Criteria(), 3).total == "5 人以上"


def test_a_page_reads_no_more_people_than_it_shows(database, everybody):
    """A list that reads everybody and shows a few would be caught here."""
    read = []

    def note(target, _context):
        read.append(target.username)

    database.session.expunge_all()
    sa.event.listen(Person, "load", note)
    try:
        assert len(page(Criteria(), 3).people) == 3
    finally:
        sa.event.remove(Person, "load", note)
    assert len(read) == 4
