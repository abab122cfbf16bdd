"""How often one person, or one address where nobody is known, may send forms in a minute; counted in the database for all workers."""

import hashlib
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, current_app, request, session

from gov_requests.records.base import bookkeeping
from gov_requests.records.types import Instant
from gov_requests.refusals import Refusal
from gov_requests.today import now

SCOPE = "writes"
WINDOW = timedelta(minutes=1)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: One statement, so that no two count the same.
_COUNT = sa.text(
    "INSERT INTO throttles (scope, key, count, window_at) VALUES (:scope, :key, 1, :at) ON CONFLICT (scope, key) DO UPDATE SET "
    "count = CASE WHEN throttles.window_at <= :before THEN 1 ELSE throttles.count + 1 END, "
    "window_at = CASE WHEN throttles.window_at <= :before THEN :at ELSE throttles.window_at END RETURNING count"
).bindparams(sa.bindparam("at", type_=Instant()), sa.bindparam("before", type_=Instant()))


class TooOften(Refusal):
    """More forms in a minute than a person fills in."""

    status = 429


def limit() -> None:
    """Count a request that would change something; raise ``TooOften`` beyond the limit (before every request)."""
    if request.method in SAFE:
        return
    person = session.get("_user_id")
    most = current_app.config["WRITES_A_MINUTE" if person else "WRITES_A_MINUTE_ADDRESS"]
    who = f"person:{person}" if person else f"address:{request.remote_addr}"
    at = now()
    values = {"scope": SCOPE, "key": hashlib.sha256(who.encode()).hexdigest(), "at": at, "before": at - WINDOW}
    with bookkeeping() as held:
        count = held.execute(_COUNT, values).scalar_one()
    if count > most:
        raise TooOften("一分钟内提交的次数超过了上限，这一次没有办理。请过一分钟再试。")


def install(app: Flask) -> None:
    """Switch the limit on, before anything else looks at a form."""
    app.before_request_funcs.setdefault(None, []).insert(0, limit)
