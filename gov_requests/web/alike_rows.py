"""Requests that are alike, as pages show them (rows of ``components/alike.html``)."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from gov_requests.records.alike import Alike


def alike_rows(found: Iterable[Alike]) -> list[dict[str, Any]]:
    """Return the rows; ``url`` is None where the reader may not open the request."""
    names = (
        "number",
        "title",
        "percent",
        "same",
        "received_on",
        "closed_on",
        "applicant",
        "reply_number",
        "reply_dated",
    )
    return [
        {name: getattr(one, name) for name in names}
        | {"url": url_for("cases.show", ref=one.ref) if one.ref is not None else None}
        for one in found
    ]
