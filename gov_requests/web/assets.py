"""Static files: their address names their state, so a browser keeps them and asks again only where one has changed.

A page has some fifteen of them; asking whether each is still the same would cost more than the page.
"""

from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request, url_for

_YEAR = 365 * 24 * 60 * 60


def _state(filename: str) -> str | None:
    """Return a word that changes whenever the file does; None where there is no such file."""
    file = Path(current_app.static_folder or "") / filename
    return f"{file.stat().st_mtime_ns:x}" if file.is_file() else None


def _name_state(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and "filename" in values:
        values.setdefault("v", _state(values["filename"]))


def static_url(filename: str) -> str:
    """Return the address of a static file, for pages. A running office changes its files only by starting anew."""
    if current_app.debug or current_app.testing:
        return url_for("static", filename=filename)
    return _address(request.script_root, filename)


@cache
def _address(_root: str, filename: str) -> str:
    return url_for("static", filename=filename)


def _let_keep(response: Response) -> Response:
    # Only under its present state: while versions change, an old worker may be asked for a new one's file.
    given = request.args.get("v")
    if request.endpoint == "static" and given and given == _state((request.view_args or {}).get("filename", "")):
        response.cache_control.no_cache = None
        response.cache_control.public, response.cache_control.immutable = True, True
        response.cache_control.max_age = _YEAR
    return response


def install(app: Flask) -> None:
    """Let addresses of static files name their state, and files asked for in this way be kept."""
    app.url_defaults(_name_state)
    app.jinja_env.globals["static_url"] = static_url
    app.after_request(_let_keep)
