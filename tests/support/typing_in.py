"""Filling in a page's form as a browser does: with the token and the hidden fields that the page carries."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_HIDDEN = re.compile(r'<input(?=[^>]*type="hidden")[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


def send(client: FlaskClient, address: str, /, *, to: str | None = None, **typed: Any) -> TestResponse:
    """Open a page and post its form (to `to`, where the form goes elsewhere); a redirect is not followed."""
    page = client.get(address)
    assert page.status_code == 200, (page.status_code, page.location)
    return client.post(to or address, data={**hidden_of(page), **typed})


def hidden_of(page: TestResponse) -> dict[str, str]:
    """Return the hidden fields that a page carries."""
    return dict(_HIDDEN.findall(page.get_data(as_text=True)))


def text(answer: TestResponse) -> str:
    """The page as text."""
    return answer.get_data(as_text=True)
