"""Column types that are the same on SQLite and PostgreSQL."""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from gov_requests.records.canonical import canonical
from gov_requests.records.keys import keyring


class Instant(TypeDecorator[datetime]):
    """An instant, aware and in UTC; stored without a zone."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Store UTC; a naive instant is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give UTC back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Json(TypeDecorator[Any]):
    """A small JSON value as canonical text (no JSON operators: they differ between databases)."""

    impl = sa.Text
    cache_ok = True
    stored_as = sa.Text()

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """Store the canonical text."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        """Give the value back."""
        return None if value is None else json.loads(value)


class Sealed(TypeDecorator[str]):
    """A text that is encrypted at rest (证件号码). Search it by a blind index beside it."""

    impl = sa.Text
    cache_ok = True
    stored_as = sa.Text()

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Encrypt."""
        return None if value is None else keyring().seal(value)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        """Decrypt."""
        return None if value is None else keyring().unseal(value)
