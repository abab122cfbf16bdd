"""Server-side sessions: the cookie holds a random token, the database its hash. A logout ends; a killed row ends too."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, Request, Response, session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import CallbackDict

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.keys import keyring
from gov_requests.records.sessions import WebSession
from gov_requests.today import now

#: ``seen_at`` is written at most this often, so that reading pages does not write.
SEEN_STEP = timedelta(minutes=1)
#: As much of an address and a browser's name as is kept.
_ADDRESS, _AGENT = 45, 200


#: The page that answers although the database is gone.
HEALTH = "/health"


class DatabaseSession(CallbackDict[str, Any], SessionMixin):
    """A session's data; ``token`` is what the browser holds, None until the first save."""

    def __init__(
        self, data: dict[str, Any] | None = None, token: str | None = None, seen_at: datetime | None = None
    ) -> None:
        def changed(_: object) -> None:
            self.modified = True

        super().__init__(data or {}, changed)
        self.token, self.seen_at, self.modified = token, seen_at, False
        #: Where from and with what the browser came: kept when the session is born.
        self.address: str | None = None
        self.agent: str | None = None
        self.retired: list[str] = []
        self.new = token is None

    def renew(self) -> None:
        """Give the session a new token (at sign-in and sign-out) and end the old one."""
        if self.token is not None:
            self.retired.append(self.token)
        self.token, self.modified = None, True


class DatabaseSessionInterface(SessionInterface):
    """Keeps sessions in ``web_sessions``."""

    def open_session(self, app: Flask, request: Request) -> DatabaseSession:
        """Return the live session behind the cookie, else a new empty one."""
        found = self._find(app, request)
        found.address = (request.remote_addr or "")[:_ADDRESS] or None
        found.agent = request.user_agent.string[:_AGENT] or None
        return found

    def _find(self, app: Flask, request: Request) -> DatabaseSession:
        if app.secret_key is None:
            app.secret_key = keyring().cookies
        token = request.cookies.get(app.config["SESSION_COOKIE_NAME"])
        if not token or request.path.startswith("/static/"):
            return DatabaseSession()
        try:
            row = db.session.get(WebSession, _hash(token))
        except SQLAlchemyError:
            if request.path != HEALTH:
                raise
            db.session.rollback()
            return DatabaseSession()
        if row is None or row.ends_at <= now() or row.seen_at + app.config["SESSION_IDLE"] <= now():
            return DatabaseSession()
        return DatabaseSession(row.data, token, row.seen_at)

    def is_null_session(self, obj: object) -> bool:
        """Return whether there is nothing to save: also where the session could not even be opened."""
        return obj is None or super().is_null_session(obj)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed, end what was retired, and set or delete the cookie."""
        if not isinstance(session, DatabaseSession):
            raise TypeError("this application keeps its own sessions")
        response.vary.add("Cookie")
        seen_lately = session.seen_at is not None and session.seen_at + SEEN_STEP > now()
        if not session.modified and (session.token is None or seen_lately):
            return
        with bookkeeping():
            _end(session.retired)
            stands = not session or _keep(app, session)
        if stands:  # An answer that comes late must not take the cookie of a newer sign-in away.
            self._set_cookie(app, session, response)

    def _set_cookie(self, app: Flask, session: DatabaseSession, response: Response) -> None:
        name = app.config["SESSION_COOKIE_NAME"]
        if session.token is None:
            response.delete_cookie(name, path="/")
            return
        response.set_cookie(
            name,
            session.token,
            path="/",
            httponly=True,
            samesite=app.config["SESSION_COOKIE_SAMESITE"],
            secure=app.config["SESSION_COOKIE_SECURE"],
        )


def renew_session() -> None:
    """Give the running request's session a new token (at sign-in and sign-out)."""
    _held().renew()


def this_session() -> str | None:
    """Return the name of the running request's session as ``web_sessions`` keeps it; None where it has not been saved yet."""
    token = _held().token
    return None if token is None else _hash(token)


def _held() -> DatabaseSession:
    held = session._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - the object behind Flask's proxy
    if not isinstance(held, DatabaseSession):
        raise TypeError("this application keeps its own sessions")
    return held


def _keep(app: Flask, session: DatabaseSession) -> bool:
    """Write the session. Return whether it stands: one that was ended meanwhile is not brought back."""
    person = session.get("_user_id")
    values = {"data": dict(session), "seen_at": now(), "person_id": int(person) if person else None}
    if session.token is not None:
        kept = sa.update(WebSession).where(WebSession.token_hash == _hash(session.token)).values(**values)
        return db.session.execute(kept.returning(WebSession.token_hash)).first() is not None
    session.token = secrets.token_urlsafe(32)
    born = {
        "token_hash": _hash(session.token),
        "started_at": now(),
        "ends_at": now() + app.config["SESSION_LIFE"],
        "address": session.address,
        "agent": session.agent,
    }
    db.session.execute(sa.insert(WebSession).values(**values, **born))
    return True


def _end(tokens: list[str]) -> None:
    if tokens:
        db.session.execute(sa.delete(WebSession).where(WebSession.token_hash.in_([_hash(token) for token in tokens])))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
