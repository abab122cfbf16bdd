"""Refusals and errors as pages. The last one survives a dead database and shows a number, not a trace."""

import secrets

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from gov_requests.records.base import db
from gov_requests.refusals import Refusal

#: Pages that exist; any other status is shown as the nearest of these.
PAGES = {400, 403, 404, 409, 413, 429}
EXPIRED = "页面已过期，请返回刷新后再提交。"


def refused(refusal: Refusal) -> tuple[str, int]:
    """Show a refusal that no form caught."""
    return page(refusal.status, refusal.sentences)


def http_error(error: HTTPException) -> tuple[str, int]:
    """Show an HTTP error."""
    sentences = (EXPIRED,) if isinstance(error, CSRFError) else ()
    return page(error.code or 500, sentences)


def page(status: int, sentences: tuple[str, ...] = ()) -> tuple[str, int]:
    """Return the error page of ``status``."""
    if status >= 500:  # noqa: PLR2004 - the family of server errors
        return broken(None)
    name = status if status in PAGES else 409 if status == 422 else 400  # noqa: PLR2004 - 422 is a refusal like 409
    return render_template(f"errors/{name}.html", sentences=sentences), status


def broken(error: Exception | None) -> tuple[str, int]:
    """Show a number for a bug or a dead database; the trace goes to the log under it."""
    number = secrets.token_hex(4)
    template = "errors/500.html"
    try:
        db.session.rollback()
    except SQLAlchemyError:
        pass
    return render_template(template, number=number), 500


def handle(app: Flask) -> None:
    """Register the handlers."""

    def bug(error: Exception) -> tuple[str, int]:
        text, status = broken(error)
        app.logger.exception("unhandled error at %s %s", request.method, request.path)
        return text, status

    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, bug)
