"""Full export → import → full export gives the same cells; and everything that was brought in holds."""

import pytest
from flask import Flask

from gov_requests.ledger.checking import check
from gov_requests.ledger.reading import read_ledger
from gov_requests.ledger.storing import Source, store
from gov_requests.ledger.taking_out import TakenOut
from gov_requests.ledger.workbook import taken_out
from gov_requests.records.base import db
from gov_requests.records.chain import faults
from gov_requests.records.dispute_rebuild import dispute_differences
from gov_requests.records.rebuild import differences
from gov_requests.today import today
from tests import factories
from tests.ledger.ledgers import Invented, cells
from tests.support.databases import rolled_back

QUICK, ALL = 200, 1000


def brought_in(content, organ, by="test", year_format="2021"):
    checked = check(read_ledger(content), organ, today(), year_format=year_format)
    assert [fault.sentence for fault in checked.faults] == []
    store(checked, Source.of("台账.xlsx", content), by=by)
    return checked


def full(organ, year=None):
    return taken_out(TakenOut(organ, year, masked=False))[0]


def round_trips(seeds):
    for seed in seeds:
        organ, other = factories.organ(), factories.organ()
        brought_in(Invented(seed).ledger(), organ)
        out = full(organ)
        brought_in(out, other)
        assert cells(full(other)) == cells(out), f"seed {seed}"
        db.session.expunge_all()


@pytest.mark.parametrize("batch", range(4))
def test_random_ledgers_come_out_as_they_went_in(app: Flask, today_is, batch):
    today_is("2026-11-24")
    with rolled_back(app):
        round_trips(range(batch * QUICK // 4, (batch + 1) * QUICK // 4))
        assert list(faults()) == []
        assert [*differences(), *dispute_differences()] == []


@pytest.mark.long
@pytest.mark.parametrize("batch", range(20))
def test_a_thousand_random_ledgers_come_out_as_they_went_in(app: Flask, today_is, batch):
    today_is("2026-11-24")
    with rolled_back(app):
        round_trips(range(batch * ALL // 20, (batch + 1) * ALL // 20))


def test_a_request_that_was_handled_here_goes_out_and_comes_back(database, today_is):
    today_is("2026-11-24")
    office, other = factories.Office(), factories.organ()
    factories.delivered(office, "partly_disclosed", contact="虚联系", email="xu@example.cn")
    factories.assigned(office, channel="online")
    out = full(office.organ)
    brought_in(out, other)
    assert cells(full(other)) == cells(out)
