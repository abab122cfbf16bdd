"""The audit log: who did what when, on which request, without its text."""

import pytest

from tests import factories
from tests.support.typing_in import text


@pytest.fixture
def office(database):
    return factories.Office()


def test_the_log_names_the_fact_the_account_and_the_request_but_not_its_text(app, office):
    file = factories.signed(office)
    page = text(factories.sign_in(app.test_client(), office.audit_admin).get("/audit/"))
    for shown in ("签发", "登记申请", "登录", office.signer.username, file.case.number):
        assert shown in page
    for hidden in ("虚小明", "虚构里", "经检索", "990102198607210025"):
        assert hidden not in page


def test_older_rows_follow_page_by_page(app, office):
    for _ in range(7):
        factories.signed(office)
    client = factories.sign_in(app.test_client(), office.audit_admin)
    page = text(client.get("/audit/"))
    older = page.split('rel="next" href="', 1)[1].split('"', 1)[0]
    assert client.get(older).status_code == 200
    assert "没有更早的记录" in text(client.get("/audit/?before=1"))


@pytest.mark.parametrize("before", ["x", "-1", "9" * 50, "１"])
def test_an_address_that_was_made_up_breaks_nothing(app, office, before):
    client = factories.sign_in(app.test_client(), office.audit_admin)
    assert client.get("/audit/", query_string={"before": before}).status_code == 200


def test_nobody_else_reads_it(app, office):
    for person in (office.clerk, office.system_admin, office.security_admin):
        assert factories.sign_in(app.test_client(), person).get("/audit/").status_code == 403
