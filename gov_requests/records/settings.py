"""Settings that people change (设置): plain rows, each change an act. What the law says is not a setting."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gov_requests.records.base import Recorded, db
from gov_requests.records.types import Instant, Json


class Setting(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One setting: ``name`` is unique, ``value`` JSON."""

    __tablename__ = "settings"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    value: Mapped[Any] = mapped_column(Json())


class KeptCheckpoint(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """A checkpoint of the chain that was put somewhere outside (file, mail, paper)."""

    __tablename__ = "checkpoints"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    count: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime] = mapped_column(Instant())
    kept_in: Mapped[str] = mapped_column(sa.String(200))


def setting(name: str, default: Any = None) -> Any:
    """Return the value of a setting, or ``default``."""
    row = db.session.scalars(sa.select(Setting).where(Setting.name == name)).one_or_none()
    return default if row is None else row.value


def set_setting(name: str, value: Any) -> None:
    """Write a setting; call it inside an act."""
    row = db.session.scalars(sa.select(Setting).where(Setting.name == name)).one_or_none()
    if row is None:
        db.session.add(Setting(name=name, value=value))
    else:
        row.value = value
