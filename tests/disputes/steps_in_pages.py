"""Entering a dispute and its steps through the pages, as the people of the office do."""

from typing import Any

from flask.testing import FlaskClient

from tests.support.typing_in import send, text

NEW = {
    "number": "虚政复〔2026〕7号",
    "kind": "review",
    "received_on": "2026-09-29",
    "filed_on": "",
    "body": "虚构区人民政府",
    "procedure": "simplified",
    "against": "reply",
    "organ_place": "sole",
    "requests": "",
    "earlier": "",
    "act": "save",
}
OUTCOME = {
    "on": "2026-10-20",
    "delivered_on": "2026-10-22",
    "form": "decision",
    "outcome": "维持",
    "loss_reason": "",
    "redo_due_on": "",
    "perform_by": "",
    "act": "save",
}


def registered(client: FlaskClient, **changed: Any) -> str:
    """Return the address of a dispute that a page has just registered."""
    answer = send(client, "/disputes/new", **NEW | changed)
    assert answer.status_code == 302, text(answer)
    return str(answer.location)


def entered(client: FlaskClient, page: str, slug: str, **typed: Any) -> str:
    """Return the dispute's page after a step has been entered."""
    answer = send(client, f"{page}/steps/{slug}", **typed)
    assert (answer.status_code, answer.location) == (302, page), text(answer)
    return text(client.get(page))
