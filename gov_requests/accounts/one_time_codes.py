"""One-time codes by the clock (动态验证码, TOTP): RFC 6238 with SHA-1, six digits, thirty seconds, as every authenticator app reads it."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
#: A clock may be this many steps off, either way.
TOLERANCE = 1
_SECRET_BYTES = 20


def new_secret() -> str:
    """Return a fresh secret as apps take it: base32, 160 bits."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def step_of(at: datetime) -> int:
    """Return the number of the thirty seconds that an instant falls in."""
    return int(at.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """Return the code of a step (RFC 4226, 5.3)."""
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: str, code: str, at: datetime, used: int | None) -> int | None:
    """Return the step whose code was given, later than the last one ``used`` (a code works once); None where there is none."""
    now_step = step_of(at)
    found = None
    for step in range(now_step - TOLERANCE, now_step + TOLERANCE + 1):
        right = hmac.compare_digest(code_at(secret, step).encode(), code.encode())
        if right and (used is None or step > used):
            found = step
    return found


def enrolment_uri(secret: str, username: str, issuer: str) -> str:
    """Return the address that an authenticator app reads from the picture."""
    label = f"{quote(issuer, safe='')}:{quote(username, safe='')}"
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"
