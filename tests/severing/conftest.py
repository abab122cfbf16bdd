"""An office whose request waits for the draft, its letter gone through and nothing decided."""

import pytest

from gov_requests.documents import pages as file_pages
from gov_requests.records.casefile import Opened
from gov_requests.severing import actions
from tests import factories
from tests.severing.common import LETTER
from tests.support.databases import rolled_back


@pytest.fixture(scope="module")
def settled_office(settled):
    """An office whose request waits for the draft, its letter gone through and nothing decided."""

    def build():
        office = factories.Office().full()
        file = factories.searched(office)
        number = file.case.number
        seen = list(file_pages.survey(LETTER, "application/pdf"))[-1]
        source = actions.Source(factories.Upload("决定书.pdf", LETTER))
        row = actions.take(number, source, seen, Opened(office.handler))
        return office, number, file.case.id, row.id

    return settled(build)


@pytest.fixture
def at_work(settled_office, attached):
    app, (office, number, case_id, severing_id) = settled_office
    with rolled_back(app):
        attached(office)
        client = factories.sign_in(app.test_client(), office.handler)
        yield client, office, number, case_id, severing_id
