"""Refusals and errors as pages. The last one survives a dead database and shows a number, not a trace."""

import contextlib
import sys

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError

from gov_requests.records.base import db
from gov_requests.refusals import Refusal
from gov_requests.web.logs import log_error, request_number
from gov_requests.web.write_limit import WINDOW, TooOften

#: Pages that exist; any other status is shown as the nearest of these.
PAGES = {400, 403, 404, 409, 413, 429}
#: A refusal by the law is shown like one by the procedure; a method that is not allowed like an absent page.
NEAREST = {422: 409, 405: 404}
EXPIRED = "页面已过期，请返回刷新后再提交。"


def refused(refusal: Refusal) -> tuple[str, int]:
    """Show a refusal that no form caught."""
    return page(refusal.status, refusal.sentences)


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Show an HTTP error."""
    sentences = (EXPIRED,) if isinstance(error, CSRFError) else ()
    text, status = page(error.code or 500, sentences)
    takes = getattr(error, "valid_methods", None)
    return (text, status, {"Allow": ", ".join(sorted(takes))}) if takes else (text, status)


def too_often(refusal: TooOften) -> ResponseReturnValue:
    """Show that somebody sends too many forms, and when there may be more."""
    text, status = page(refusal.status, refusal.sentences)
    return text, status, {"Retry-After": str(int(WINDOW.total_seconds()))}


def page(status: int, sentences: tuple[str, ...] = ()) -> tuple[str, int]:
    """Return the error page of ``status``."""
    if status >= 500:
        return broken()
    if request.routing_exception is not None and current_app.config["TRUSTED_HOSTS"] and not _our_host():
        # No address can be built for a name that is not ours: this page stands alone.
        return _alone("host"), status
    name = status if status in PAGES else NEAREST.get(status, 400)
    return render_template(f"errors/{name}.html", sentences=sentences), status


def broken() -> tuple[str, int]:
    """Show a number for a bug or a dead database; the log has the trace under the same number."""
    number = request_number()
    log_error(number, sys.exc_info())
    with contextlib.suppress(SQLAlchemyError):
        db.session.rollback()
    return _alone("500", number=number), 500


def _our_host() -> bool:
    try:
        return bool(request.host)
    except SecurityError:
        return False


def _alone(name: str, **shown: str) -> str:
    """Render a page that stands alone: what every other page is given (who is signed in) may be what broke."""
    return current_app.jinja_env.get_template(f"errors/{name}.html").render(**shown)


def bug(_error: Exception) -> tuple[str, int]:
    """Show whatever nobody expected."""
    return broken()


def handle(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(TooOften, too_often)
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, bug)
