"""The keys of this installation: made at first need, 0600, never in the database or a backup."""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

_NONCE = 12


class Keyring:
    """The keys in ``path``. Reading it makes the file when there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def _keys(self) -> dict[str, str]:
        if not self.path.exists():
            self._make()
        return dict(json.loads(self.path.read_text(encoding="utf-8")))

    def _make(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        made = {name: secrets.token_hex(32) for name in ("cookies", "personal_data", "blind_index")}
        draft = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(made, file)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # Two processes at once: the first one's keys hold.
            os.link(draft, self.path)
        draft.unlink()

    @property
    def cookies(self) -> str:
        """The secret of form tokens."""
        return self._keys["cookies"]

    @property
    def fingerprint(self) -> str:
        """A short name of these keys, safe to show."""
        return hashlib.sha256("".join(sorted(self._keys.values())).encode()).hexdigest()[:16]

    def seal(self, text: str) -> str:
        """Return ``text`` encrypted (AES-256-GCM), with the scheme's name in front."""
        return "v1:" + base64.b64encode(self.seal_bytes(text.encode())).decode()

    def unseal(self, stored: str) -> str:
        """Return the text of ``stored``; raises ``cryptography.exceptions.InvalidTag`` when it was tampered with."""
        return self.unseal_bytes(base64.b64decode(stored.removeprefix("v1:"))).decode()

    def seal_bytes(self, content: bytes) -> bytes:
        """Return ``content`` encrypted (AES-256-GCM), the nonce in front; no two sealings are the same."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(bytes.fromhex(self._keys["personal_data"])).encrypt(nonce, content, None)

    def unseal_bytes(self, sealed: bytes) -> bytes:
        """Return what was sealed; raises ``cryptography.exceptions.InvalidTag`` when it was tampered with."""
        return AESGCM(bytes.fromhex(self._keys["personal_data"])).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)

    def blind_index(self, text: str) -> str:
        """Return the keyed hash by which an ID number is found without being readable."""
        return hmac.new(bytes.fromhex(self._keys["blind_index"]), text.encode(), hashlib.sha256).hexdigest()


def keyring() -> Keyring:
    """Return the running application's keys."""
    ring = current_app.extensions.get("gov_requests.keyring")
    if not isinstance(ring, Keyring):
        ring = current_app.extensions["gov_requests.keyring"] = Keyring(current_app.config["KEY_FILE"])
    return ring
