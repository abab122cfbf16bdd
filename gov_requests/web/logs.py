"""The log: JSON, one line a request and one an error, for whoever collects it from standard error.

A line holds who (the person's id), what (the route's name, never the address), how it ended and how long it took. No address, no query
string, no form value and no text of an exception comes into it: an exception is told by its type and where it was raised.
"""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request, session
from flask.logging import wsgi_errors_stream

from gov_requests.today import now

_PLACE = "gov_requests.told"
#: Characters that JSON leaves as they are and a terminal or a reader of logs may obey.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]")
#: What a line may tell beside its message.
FIELDS = ("request", "person", "route", "method", "status", "ms", "error")


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON. ``detail``: with the exceptions' own texts (practice data only)."""

    def __init__(self, home: str, *, detail: bool) -> None:
        super().__init__()
        self.home, self.detail = home, detail

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {"at": now().isoformat(), "level": record.levelname.lower(), "said": record.getMessage()}
        line |= {name: getattr(record, name) for name in FIELDS if getattr(record, name, None) is not None}
        if record.exc_info and record.exc_info[1] is not None:
            line["raised"] = list(self._raised(record.exc_info[1]))
        return _UNSEEN.sub(_escaped, json.dumps(line, ensure_ascii=False, default=str))

    def _raised(self, error: BaseException | None) -> Iterable[dict[str, Any]]:
        """Tell an exception and those that it came from, the last one first."""
        while error is not None:
            told = f"{type(error).__module__}.{type(error).__qualname__}"
            frames = traceback.extract_tb(error.__traceback__)
            where = [f"{self._near(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
            yield {"type": told, "where": where} | ({"text": str(error)} if self.detail else {})
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)

    def _near(self, filename: str) -> str:
        return filename.removeprefix(self.home).rpartition("site-packages/")[2]


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


class RequestLog:
    """Around the application: gives every request a number and writes its line when the answer is known."""

    def __init__(self, app: Flask) -> None:
        self.inner, self.logger = app.wsgi_app, app.logger

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        began = time.perf_counter()
        told: dict[str, Any] = {"request": secrets.token_hex(4), "method": environ.get("REQUEST_METHOD"), "status": 500}
        environ[_PLACE] = told

        def start(status: str, *more: Any) -> Any:
            told["status"] = int(status[:3])
            return start_response(status, *more)

        try:
            return self.inner(environ, start)
        finally:
            told["ms"] = round((time.perf_counter() - began) * 1000, 1)
            self.logger.info("request", extra=told)


def request_number() -> str:
    """Return the running request's number, as the log and the error page show it."""
    number: str = request.environ.get(_PLACE, {}).get("request", "")
    return number


def told_of_request() -> dict[str, Any]:
    """Return what a line about the running request tells."""
    return {"request": request_number(), "person": _person(), "route": request.endpoint, "method": request.method}


def to_standard_error(app: Flask, logger: logging.Logger) -> None:
    """Let a logger write JSON lines to standard error."""
    handler = logging.StreamHandler(wsgi_errors_stream)  # type: ignore[call-overload]
    handler.setFormatter(JsonLines(f"{Path(app.root_path)}/", detail=bool(app.config["LOG_DETAIL"])))
    logger.handlers[:] = [handler]


def install(app: Flask) -> None:
    """Write the log of this application."""
    to_standard_error(app, app.logger)
    app.logger.setLevel(logging.INFO)
    app.logger.propagate = False
    app.wsgi_app = RequestLog(app)  # type: ignore[method-assign]
    # Flask's own line would name the address; `log_error` writes what there is to say.
    app.log_exception = _leave_to_log_error  # type: ignore[method-assign, assignment]
    app.after_request(_tell)


def _leave_to_log_error(_error: object) -> None:
    """Say nothing."""


def _tell(response: Response) -> Response:
    told = request.environ.get(_PLACE)
    if told is not None:
        told |= {"route": request.endpoint, "person": _person() or told.get("person")}
        response.headers.setdefault("X-Request-Id", told["request"])
    return response


def _person() -> str | None:
    # From the session's own data: asking for the person would ask the database, which may be what broke.
    try:
        person: str | None = session.get("_user_id")
    except AssertionError:  # Flask's own word for a session that could not even be opened.
        return None
    return person


def log_error(number: str, error: tuple[Any, ...]) -> None:
    """Write an error under its number."""
    current_app.logger.error("error", exc_info=error, extra=told_of_request() | {"error": number})
