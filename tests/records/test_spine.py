"""A request from the counter to the delivered reply, through the acts that people use."""

import pytest

from gov_requests.procedure import Stage
from gov_requests.records.chain import faults
from gov_requests.records.rebuild import differences
from tests import factories


@pytest.mark.parametrize("kind", ["disclosed", "partly_disclosed", "not_held"])
def test_a_request_goes_from_the_counter_to_the_delivered_reply(database, kind):
    office = factories.Office()
    file = factories.delivered(office, kind)
    assert file.stage is Stage.CLOSED
    assert file.state.reply_kind == kind
    assert file.clock().on_time is True
    assert list(faults()) == []
    assert list(differences()) == []
