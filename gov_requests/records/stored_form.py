"""SQLite keeps any text in any column, and its reader is lenient: 2026-11-24X08:00 and 2026-11-24 08:00 read alike, 1 and 3 are both true.

So that not a byte of a record can change unseen, ``audit verify`` also asks whether each cell has the one form in which it is
written. PostgreSQL's columns hold nothing else.
"""

from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import db

_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_FRACTION = ".[0-9][0-9][0-9][0-9][0-9][0-9]"
#: Type of the column → its only form, as a condition on the cell.
_FORMS: tuple[tuple[type[Any], str], ...] = (
    (sa.Boolean, "typeof({0}) = 'integer' AND {0} IN (0, 1)"),
    (sa.Integer, "typeof({0}) = 'integer'"),
    (sa.Date, f"typeof({{0}}) = 'text' AND {{0}} GLOB '{_DAY}' AND date({{0}}) IS {{0}}"),
    (
        sa.DateTime,
        f"typeof({{0}}) = 'text' AND datetime(substr({{0}}, 1, 19)) IS substr({{0}}, 1, 19) AND substr({{0}}, 20) GLOB '{_FRACTION}'",
    ),
    (sa.String, "typeof({0}) = 'text'"),
)


def misshapen(table: sa.Table, key: str = "id") -> list[tuple[int, str]]:
    """Return (``key``, column) of each row with a cell that does not have the form in which it is written; one column a row."""
    if db.session.connection().dialect.name != "sqlite":
        return []
    wrong = [(f"({_name(column)} IS NOT NULL AND NOT ({_form(column)}))", column.name) for column in table.columns]
    first = " ".join(f"WHEN {condition} THEN '{name}'" for condition, name in wrong)
    odd = f"SELECT {key} AS row_key, CASE {first} END AS odd_column FROM {table.name}"  # noqa: S608 - names of our own tables
    found = db.session.execute(
        sa.text(f"SELECT row_key, odd_column FROM ({odd}) WHERE odd_column IS NOT NULL ORDER BY row_key")  # noqa: S608
    )
    return [(row.row_key, row.odd_column) for row in found]


def _name(column: sa.Column[Any]) -> str:
    return f'"{column.name}"'


def _form(column: sa.Column[Any]) -> str:
    stored = getattr(column.type, "stored_as", None) or getattr(column.type, "impl", column.type)
    form = next(form for kind, form in _FORMS if isinstance(stored, kind))
    return form.format(_name(column))
