"""A character that no text has does not reach the database, whichever way it is sent."""

import pytest
from flask import request


@pytest.mark.parametrize(
    "address", ["/desk/mine?word=%00", "/desk/search?q=%00%00", "/cases/%00", "/desk/under-way?organ=%00"]
)
def test_nul_in_an_address_breaks_nothing(client_for, address):
    assert client_for("handler").get(address).status_code in {200, 302, 404}


def test_nul_in_a_query_is_taken_out(app):
    with app.test_request_context("/", query_string={"q": "虚\0三", "kind\0": "x"}):
        assert (request.args["q"], request.args["kind"]) == ("虚三", "x")
