"""Two people merge the same two entries the opposite way at the same moment: one of them does, and there is no ring."""

from threading import Thread

import sqlalchemy as sa

from gov_requests.applicants.actions import merge
from gov_requests.records.applicants import Merge
from gov_requests.records.base import db
from gov_requests.records.people import Person
from gov_requests.refusals import Refusal
from tests import factories


def test_two_merges_at_once_make_no_ring(own_app):
    with own_app.app_context():
        office = factories.Office()
        clerk = office.clerk.id
        one, two = (
            factories.registered(office, name="虚同名", id_type="护照", id_number=number).case.applicant_id
            for number in ("X0000001", "X0000002")
        )
        db.session.remove()
    said = []

    def go(pair):
        with own_app.app_context():
            try:
                merge(*pair, "同时", by=db.session.get_one(Person, clerk))
            except Refusal as refusal:
                said.append(refusal)
            finally:
                db.session.remove()

    threads = [Thread(target=go, args=(pair,)) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with own_app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Merge)) == 1
        db.session.remove()
    assert len(said) == 1
