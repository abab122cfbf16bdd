"""Headers that every answer carries."""

import secrets

from flask import Flask, Response, g

from gov_requests.web import typed

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
    if not response.cache_control.max_age:
        headers.setdefault("Cache-Control", "no-store")
    return response


def protect(app: Flask) -> None:
    """Switch the headers on, and let nothing in that is no text."""
    typed.install(app)
    app.after_request(set_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
