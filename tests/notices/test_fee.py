"""第四十二条: a fee needs the finding that number or frequency is clearly excessive, one scale, and something that costs anything."""

import pytest

from gov_requests.notices import acts
from tests import factories
from tests.support.typing_in import send, text

pytestmark = pytest.mark.article(42)
GIVEN = {"finding": "本月第 31 件，明显超过合理范围。", "how_to_pay": "非税收入缴款书。"}


@pytest.fixture
def office(database, today_is):
    today_is("2026-11-24T10:00")
    return factories.Office()


def drafted(app, office, **typed):
    file = factories.assigned(office)
    handler = factories.sign_in(app.test_client(), office.handler)
    answer = send(handler, f"/notices/{file.case.number}/draft/fee", **typed)
    return answer, acts.notices_of(file.case.id)


@pytest.mark.parametrize(("scale", "free", "first"), [("by_piece", 10, 11), ("by_page", 30, 31)])
def test_what_is_free_is_not_noticed_and_the_next_one_is(app, office, scale, free, first):
    answer, notices = drafted(app, office, **GIVEN, scale=scale, quantity=free)
    assert answer.status_code == 422
    assert f"前 {free} " in text(answer)
    assert notices == []
    answer, (notice,) = drafted(app, office, **GIVEN, scale=scale, quantity=first)
    assert answer.status_code == 302
    assert (notice.content["scale"], notice.content["quantity"]) == (scale, first)


@pytest.mark.parametrize("missing", ["finding", "scale", "quantity", "how_to_pay"])
def test_without_the_finding_or_a_scale_no_fee_is_noticed(app, office, missing):
    typed = {**GIVEN, "scale": "by_piece", "quantity": 31}
    del typed[missing]
    answer, notices = drafted(app, office, **typed)
    assert answer.status_code == 422
    assert notices == []
