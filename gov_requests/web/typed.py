"""Addresses without the one character that no text has: PostgreSQL refuses NUL. Forms refuse it with a sentence beside the field."""

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property

_NUL = "\0"


class HouseRequest(Request):
    """A request whose query holds text only."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The query, without NUL."""
        return _texts(super().args)


def install(app: Flask) -> None:
    """Give the application this request, and no page an address with NUL in it."""
    app.request_class = HouseRequest
    app.before_request(_refuse_impossible_address)


def _refuse_impossible_address() -> None:
    if _NUL in request.path:
        abort(404)


def _texts(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    if not any(_NUL in text for pair in sent.items(multi=True) for text in pair):
        return sent
    kept = [(name.replace(_NUL, ""), text.replace(_NUL, "")) for name, text in sent.items(multi=True)]
    return ImmutableMultiDict(kept)
