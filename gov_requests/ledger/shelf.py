"""A ledger between its check and its import (待导入的台账), put by for this session."""

from dataclasses import dataclass

from flask import session

from gov_requests.web.put_by import Shelf

_SHELF = Shelf("ledgers")
_KEY = "waiting_ledger"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A workbook that was checked and may be imported."""

    name: str
    content: bytes
    year_format: str


def put_by(name: str, content: bytes, year_format: str) -> None:
    """Keep a workbook for this session; one that was kept before is forgotten."""
    forget()
    session[_KEY] = _SHELF.put_by(content, name=name, year_format=year_format)


def waiting() -> Waiting | None:
    """Return this session's workbook; None where there is none any more."""
    kept = _SHELF.waiting(session.get(_KEY, ""))
    return None if kept is None else Waiting(kept.told["name"], kept.content, kept.told["year_format"])


def forget() -> None:
    """Remove this session's workbook."""
    _SHELF.forget(session.pop(_KEY, ""))
