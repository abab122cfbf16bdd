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
from gov_requests.records.base import bookkeeping, db, one_act
from gov_requests.records.dispute_file import Attacked, NewDispute, open_dispute
from gov_requests.records.dispute_rates import CONCLUDED, RECEIVED, Narrowing
from gov_requests.records.disputes import Dispute, DisputeState
from gov_requests.records.people import Person
from gov_requests.statute.outcomes import OUTCOMES
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.today import today
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


def test_a_dispute_about_several_answers_counts_once_in_the_whole_and_in_the_row_of_each(app, office):
    others = factories.delivered(office, "disclosed").case, factories.delivered(office, "not_held").case
    legal = office.legal_reviewer
    attacked = [Attacked(factories.delivered(office, "not_held").case.id), *(Attacked(case.id) for case in others)]
    with one_act(legal) as act:
        file = open_dispute(act, office.organ.id, NewDispute("复1号", "review", today(), against="reply"), attacked)
    with one_act(legal) as act:
        file.append(act, "decided", happened_on=today(), outcome="撤销", loss_reason="R15")
    person = factories.person("district_supervisor")
    asked = Narrowing(basis=CONCLUDED, since=today(), until=today(), tribunal="review")
    assert rates.total(person, asked).whole == 1
    # Twice 「本机关不掌握」 is one dispute; 「予以公开」 is the second answer's.
    assert {row.value: (row.whole, row.corrected) for row in rates.by(person, asked, "ground")} == {
        "not_held": (1, 1),
        "disclosed": (1, 1),
    }
    assert len(rates.by(person, asked, "template")) == 2
    assert [(row.value, row.whole) for row in rates.by(person, asked, "handler")] == [(office.handler.id, 1)]
    assert (rates.fell("disclosed"), rates.fell("not_held"), rates.fell("partly_disclosed")) == ((1, 1), (1, 1), (0, 0))
    client = factories.sign_in(app.test_client(), person)
    for ground, listed in (("disclosed", True), ("not_held", True), ("partly_disclosed", False)):
        row = analysis.opened_by(asked, "ground", ground)
        with app.test_request_context():
            address = analysis.address(row)
        assert ("复1号" in text(client.get(address))) is listed


def test_the_heads_in_court_open_to_the_hearings(app, office):
    legal = office.legal_reviewer
    for number, head in (("行初1号", "attended"), ("行初2号", "staff")):
        with one_act(legal) as act:
            new = NewDispute(number, "litigation_direct", date(2026, 10, 9), against="reply", body="虚构区人民法院")
            file = open_dispute(act, office.organ.id, new)
        with one_act(legal) as act:
            told = {"head": head, "head_post": "副局长", "reason": "参加防汛"}
            file.append(act, "hearing_held", happened_on=date(2026, 11, 3), **told)
    client = factories.sign_in(app.test_client(), office.disclosure_head)
    page = text(client.get("/disputes/analysis"))
    address = re.search(
        r'href="(/disputes/analysis/hearings[^"]*)"><span class="k">负责人出庭应诉</span><span[^>]*>1', page
    )
    listed = text(client.get(address[1].replace("&amp;", "&")))
    assert "负责人出庭 1 次，开庭 2 次" in listed
    assert ("副局长" in listed, "参加防汛" in listed) == (True, True)
    other = factories.sign_in(app.test_client(), factories.Office().disclosure_head)
    assert "行初1号" not in text(other.get("/disputes/analysis/hearings?year=2026"))
