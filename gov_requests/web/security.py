"""Headers that every answer carries."""

import secrets
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, current_app, g
from werkzeug.middleware.proxy_fix import ProxyFix

from gov_requests.web import typed, write_limit

#: Nothing from elsewhere, no inline script without the nonce, never framed. data: images are Bootstrap's own arrows.
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
#: A letter that the system printed itself opens in the browser's viewer, which a sandbox would shut out.
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
#: A file from outside is saved, never opened here and never run.
DOWNLOAD_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'; sandbox"


def csp_nonce() -> str:
    """Return this request's nonce."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def set_headers(response: Response) -> Response:
    """Add the headers, unless the view set its own."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY.format(nonce=csp_nonce()))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if "Location" in headers:
        headers["Location"] = _within(headers["Location"])
    if not response.cache_control.max_age:
        headers.setdefault("Cache-Control", "no-store")
    return response


def _within(target: str) -> str:
    """Return a redirect's target as a path of this application, whatever host was named (Werkzeug names the one of the request)."""
    parts = urlsplit(target)
    return urlunsplit(("", "", "/" + parts.path.lstrip("/\\"), parts.query, parts.fragment))


def protect(app: Flask) -> None:
    """Switch the headers on, believe the proxies in front, let nothing in that is no text, and count what is sent."""
    in_front = app.config["PROXIES"]
    if in_front:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=in_front, x_proto=in_front)  # type: ignore[method-assign]
    typed.install(app)
    write_limit.install(app)
    app.after_request(set_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
