"""The demo's accounts: random passwords, kept in ``DATA_DIR/demo-accounts.json`` for its owner's eyes only, nowhere else."""

import json
import os
import secrets
from pathlib import Path
from typing import TypedDict

from flask import current_app

_GROUPS, _LENGTH = 3, 4
# Nothing that is mistaken for something else on paper: no 0 O 1 l I.
_KINDS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789")


class Account(TypedDict):
    """What a person signs in with, as ``demo load`` prints it."""

    role: str
    username: str
    password: str
    organ: str


def new_password() -> str:
    """Return a password that can be read out: ``k7mP-wQ2x-9rTz``, every kind of character in each group."""
    return "-".join(_group() for _ in range(_GROUPS))


def _group() -> str:
    letters = [secrets.choice(kind) for kind in _KINDS]
    letters += [secrets.choice("".join(_KINDS)) for _ in range(_LENGTH - len(_KINDS))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


def place() -> Path:
    """Return where the accounts are kept."""
    data_dir: Path = current_app.config["DATA_DIR"]
    return data_dir / "demo-accounts.json"


def keep(accounts: list[Account]) -> None:
    """Write the accounts: readable for the owner only (0600), whole or not at all."""
    target = place()
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(accounts, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


def kept() -> list[Account] | None:
    """Return the accounts as they were kept; None where there are none."""
    try:
        found: list[Account] = json.loads(place().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found
