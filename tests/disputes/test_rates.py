"""Rates are what a plain count of the same disputes says, whatever they are divided by; every number opens to its disputes."""

import random
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from gov_requests.disputes import analysis, narrowing
from gov_requests.records import dispute_rates as rates
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.dispute_rates import CONCLUDED, RECEIVED, Narrowing
from gov_requests.records.disputes import Dispute, DisputeState
from gov_requests.records.people import Person
from gov_requests.statute.outcomes import OUTCOMES
from gov_requests.statute.reply_kinds import REPLY_KINDS
from tests import factories
from tests.support.databases import rolled_back
from tests.support.fixtures import ENGINE
from tests.support.typing_in import text

#: Written row by row through a socket they would take minutes.
HOW_MANY = 100_000 if ENGINE == "sqlite" else 20_000
YEAR = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}
WORDS = sorted(word for word, row in OUTCOMES.items() if "complaint" not in row.instances)
GROUNDS = [None, "no_reply", "notice", *sorted(REPLY_KINDS)]


def invented(number, chance, organs):
    """One dispute as a row of the projection, and nothing of the code under test in its making."""
    received = date(2022, 1, 1) + timedelta(days=chance.randrange(1700))
    decided = chance.random() < 0.85
    word = chance.choice(WORDS) if decided else None
    bucket = OUTCOMES[word].bucket if word else "pending"
    days = chance.randrange(10, 300) if decided else None
    organ = chance.choice(organs)
    return {
        "dispute_id": number,
        "organ_id": organ.organ.id,
        "version": 1,
        "kind": chance.choices(("review", "litigation_direct", "litigation_after_review", "complaint"), (6, 2, 2, 1))[
            0
        ],
        "instance": "review",
        "counts_in_report": chance.random() < 0.95,
        "section_id": chance.choice((organ.section.id, None)),
        "handler_id": chance.choice((organ.handler.id, organ.clerk.id, None)),
        "ground": chance.choice(GROUNDS),
        "template": chance.choice((None, "D13", "D15", "D16")),
        "channel": chance.choice(("online", "in_person", None)),
        "received_on": received,
        "instance_received_on": received,
        "outcome": word,
        "bucket": bucket,
        "self_corrected": bucket == "other" and chance.random() < 0.1,
        "concluded_on": received + timedelta(days=days) if days else None,
        "days": days,
        "loss_reason": f"R{chance.randrange(1, 31):02}" if bucket == "corrected" and chance.random() < 0.9 else None,
        "provisional": False,
    }


def insert(rows):
    """Write rows of the projection, each with its dispute."""
    with bookkeeping() as session:
        for start in range(0, len(rows), 5000):
            batch = rows[start : start + 5000]
            told = [
                {name: row[name] for name in ("organ_id", "kind", "received_on")}
                | {"id": row["dispute_id"], "number": f"第{row['dispute_id']}号", "source": "ledger"}
                for row in batch
            ]
            session.execute(sa.insert(Dispute.__table__), told)
            session.execute(sa.insert(DisputeState.__table__), batch)
        session.execute(sa.text("ANALYZE"))


def build():
    organs = [factories.Office() for _ in range(3)]
    chance = random.Random(9)
    rows = [invented(number, chance, organs) for number in range(1, HOW_MANY + 1)]
    insert(rows)
    first = {"organ": organs[0].organ.id, "head": organs[0].disclosure_head.id, "handler": organs[0].handler.id}
    return first, rows, factories.person("district_supervisor").id


@pytest.fixture(scope="module")
def district(settled):
    return settled(build)


@pytest.fixture
def generated(district):
    app, (first, rows, person_id) = district
    with rolled_back(app):
        yield first, rows, db.session.get_one(Person, person_id)


def counts(rows, asked, kinds=("review",)):
    """The independent count: which rows, and how many of them were corrected."""
    day = "concluded_on" if asked.basis == CONCLUDED else "received_on"
    return [
        row
        for row in rows
        if row["kind"] in kinds and row["counts_in_report"] and row[day] and asked.since <= row[day] <= asked.until
    ]


@pytest.mark.parametrize("basis", [CONCLUDED, RECEIVED])
@pytest.mark.parametrize("dimension", ["organ", "section", "handler", "ground", "template", "channel"])
def test_a_rate_is_what_a_plain_count_says_whatever_it_is_divided_by(generated, basis, dimension):
    _organs, rows, person = generated
    asked = Narrowing(basis=basis, tribunal="review", **YEAR)
    column = {"organ": "organ_id", "section": "section_id", "handler": "handler_id"}.get(dimension, dimension)
    mine = counts(rows, asked)
    whole = Counter(row[column] for row in mine)
    corrected = Counter(row[column] for row in mine if row["bucket"] == "corrected")
    found = rates.by(person, asked, dimension)
    assert {row.value: row.whole for row in found} == whole
    assert {row.value: row.corrected for row in found if row.corrected} == corrected
    assert sum(row.days for row in found) == sum(row["days"] or 0 for row in mine)
    assert rates.total(person, asked).whole == len(mine)


def test_reasons_months_and_the_pending_are_what_a_plain_count_says(generated):
    _organs, rows, person = generated
    asked = Narrowing(basis=CONCLUDED, **YEAR)
    kinds = ("review", "litigation_direct", "litigation_after_review")
    mine = counts(rows, asked, kinds)
    assert dict(rates.by_reason(person, asked)) == Counter(
        row["loss_reason"] for row in mine if row["bucket"] == "corrected"
    )
    months = Counter((row["concluded_on"].year, row["concluded_on"].month) for row in mine)
    assert {(year, month): whole for year, month, whole, _corrected in rates.by_month(person, asked)} == months
    on = date(2024, 12, 31)
    undone = [
        row
        for row in rows
        if row["kind"] in kinds
        and row["counts_in_report"]
        and row["received_on"] <= on
        and (row["concluded_on"] is None or row["concluded_on"] > on)
    ]
    assert rates.pending(person, Narrowing(pending_on=on)) == Counter(row["kind"] for row in undone)


@pytest.mark.parametrize("dimension", ["organ", "section", "ground", "channel"])
def test_every_figure_opens_to_just_its_disputes_and_they_add_up(generated, dimension):
    _organs, _rows, person = generated
    asked = Narrowing(basis=CONCLUDED, tribunal="court", **YEAR)
    sums = [0, 0]
    for count in rates.by(person, asked, dimension):
        one = analysis.opened_by(asked, dimension, count.value)
        read_back = narrowing.narrowing_of(MultiDict(narrowing.address_of(one)))
        assert read_back == one
        assert rates.total(person, read_back).whole == count.whole
        assert rates.total(person, replace(read_back, bucket="corrected")).whole == count.corrected
        sums[0] += count.whole
        sums[1] += count.corrected
    whole = rates.total(person, asked)
    assert sums == [whole.whole, whole.corrected]


def test_an_organ_sees_its_own_rates_and_a_handler_the_own(generated):
    first, rows, _person = generated
    asked = Narrowing(basis=RECEIVED, tribunal="review", **YEAR)
    head = db.session.get_one(Person, first["head"])
    mine = [row for row in counts(rows, asked) if row["organ_id"] == first["organ"]]
    assert rates.total(head, asked).whole == len(mine)
    handler = db.session.get_one(Person, first["handler"])
    assert rates.total(handler, asked).whole == sum(row["handler_id"] == handler.id for row in mine)


def test_the_page_shows_both_readings_with_their_definition_and_each_number_leads_to_its_list(database, app):
    office = factories.Office()
    rows = [
        invented(number, random.Random(number), [office]) | {"kind": "review", "counts_in_report": True}
        for number in range(1, 40)
    ]
    insert(rows)
    client = factories.sign_in(app.test_client(), office.disclosure_head)
    for basis, words in (("concluded", "纠正 ÷ 审结"), ("received", "纠正 ÷ 收到")):
        page = text(client.get(f"/disputes/analysis?year=2024&basis={basis}&by=ground"))
        assert words in page
        assert "分子：期间内" in page
        numbers = re.findall(r'<a href="(/disputes/\?[^"]*basis=[^"]*)">(\d+)</a>', page)
        assert len(numbers) > 5
        for address, number in numbers:
            listed = text(client.get(address.replace("&amp;", "&")))
            assert len(re.findall(r'<a href="/disputes/\d+">', listed)) == int(number), address
    answer = client.get("/disputes/analysis.xlsx?year=2024")
    assert answer.status_code == 200
    assert answer.data.startswith(b"PK")


def test_few_cases_are_listed_after_the_others_and_not_by_their_rate(generated):
    _organs, _rows, person = generated
    few = rates.Count("few", 9, 9, 0, 9, 90)
    many = rates.Count("many", 100, 1, 0, 100, 900)
    with pytest.MonkeyPatch.context() as patch, db.session.no_autoflush:
        patch.setattr(rates, "by", lambda *_: [few, many])
        patch.setattr(analysis, "address", lambda *_args, **_more: "")
        shown = analysis.divided(person, Narrowing(basis=CONCLUDED), "template")
    assert [row.title for row in shown] == ["many", "few"]
    assert shown[1].rate == "9/9"
