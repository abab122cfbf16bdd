"""Search equal to LIKE over a whole district: random pieces of what stands in it, for who reads all and who reads one organ."""

import random

import pytest
import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.people import Person
from gov_requests.records.search import escaped, find, folded, term
from gov_requests.records.search_index import index_differences
from gov_requests.records.worklists import base
from gov_requests.today import clock_set_to
from tests.demo.conftest import NOW
from tests.support.databases import dispose, make_app

LIMIT = 50
READERS = {"qzb.supervisor": "1 = 1", "sjj.clerk": "c.organ_id = :organ"}
#: LIKE as a person would write it: every text, no index. On PostgreSQL large and small letters are made the same, as on SQLite.
LIKE = """
SELECT c.id FROM cases c JOIN applicants a ON a.id = c.applicant_id JOIN case_states s ON s.case_id = c.id
WHERE {where} AND (
  {0} OR {1} OR {2} OR {3} OR {4} OR {7}
  OR EXISTS (SELECT 1 FROM letters l WHERE l.case_id = c.id AND {5})
  OR EXISTS (SELECT 1 FROM attachments f WHERE f.case_id = c.id AND f.purpose <> 'identity' AND {6}))
ORDER BY c.id DESC LIMIT 50
"""
TEXTS = (
    "c.number",
    "c.title",
    "c.description",
    "c.document_hint",
    "a.name",
    "l.number",
    "f.filename",
    "s.letter_number",
)


def by_like(person, word):
    small = (
        "{} LIKE :like ESCAPE '\\'"
        if db.engine.dialect.name == "sqlite"
        else "lower({} COLLATE \"C\") LIKE :like ESCAPE '\\'"
    )
    query = LIKE.format(*(small.format(text) for text in TEXTS), where=READERS[person.username])
    given = {"like": f"%{escaped(folded(word))}%", "organ": person.organ_id}
    return list(db.session.scalars(sa.text(query), {name: given[name] for name in given if f":{name}" in query}))


def pieces(count):
    """Random pieces of two to six characters of all kinds of text, one in ten turned about, and a few that nothing holds."""
    chance = random.Random(6)
    texts = [
        text
        for query in (
            "SELECT description FROM cases ORDER BY id",
            "SELECT title FROM cases ORDER BY id",
            "SELECT number FROM cases ORDER BY id",
            "SELECT name FROM applicants ORDER BY id",
            "SELECT number FROM letters ORDER BY id",
            "SELECT letter_number FROM case_states WHERE letter_number IS NOT NULL ORDER BY case_id",
            "SELECT filename FROM attachments WHERE purpose <> 'identity' ORDER BY id",
        )
        for text in chance.choices(db.session.scalars(sa.text(query)).all(), k=count)
    ]
    for text in chance.sample(texts, count):
        at = chance.randrange(max(1, len(text) - 1))
        piece = text[at : at + chance.randint(2, 6)]
        yield piece[::-1] if chance.random() < 0.1 else piece
    yield from ("鲸鱼", "鲸鱼保护", "99")


def differing(terms):
    readers = db.session.scalars(sa.select(Person).where(Person.username.in_(READERS))).unique().all()
    assert len(readers) == len(READERS)
    different, hits, asked = [], 0, 0
    for word in map(term, pieces(terms)):
        for person in readers if len(word) > 1 else ():
            ours = [row.case_id for row in find(person, word, base(), LIMIT).rows]
            asked, hits = asked + 1, hits + bool(ours)
            if ours != by_like(person, word):
                different.append((person.username, word))
    assert hits > asked / 2
    return different


def test_search_finds_what_like_finds(district):
    assert differing(60) == []


def test_the_loaders_have_filled_the_index(district):
    assert list(index_differences()) == []


def test_without_the_comparison_afterwards_it_would_find_more_than_like(district, monkeypatch):
    """The broken twin: grams alone do not say that they stand in a row."""
    monkeypatch.setattr("gov_requests.records.search.says", lambda _word: sa.true())
    assert differing(60) != []


@pytest.mark.long
def test_search_finds_what_like_finds_among_a_hundred_thousand(databases, tmp_path):
    app = make_app(databases.migrated(), tmp_path)
    with clock_set_to(NOW), app.app_context():
        output = app.test_cli_runner().invoke(args=["demo", "load", "--requests", "100000"])
        assert output.exit_code == 0, output.stderr
        assert differing(300) == []
        db.session.remove()
    dispose(app)
