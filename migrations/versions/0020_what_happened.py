"""What lists are narrowed to (补正、征求意见、延期、收费), and the 文号 of answers that a ledger told, found by search as well.

Both follow from the journal and are filled in from it; ``flask cases rebuild`` does the same at any time.

Revision ID: 0020
Revises: 0019
"""

import json
from itertools import groupby

import sqlalchemy as sa
from alembic import op

from gov_requests.records.grams import grams_of

# revision identifiers, used by Alembic.
revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_ENDING = ("replied", "withdrawn", "abandoned")
_STEPS = (
    "correction_requested",
    "corrected",
    "opinion_sought",
    "opinion_received",
    "fee_noticed",
    "fee_paid",
    "extended",
)
_READ = ", ".join(f"'{kind}'" for kind in ("received", "voided", *_STEPS, *_ENDING))
_JOURNAL = f"""
SELECT j.case_id, c.organ_id, j.case_seq, j.kind, j.data FROM journal j JOIN cases c ON c.id = j.case_id
WHERE j.case_seq IS NOT NULL AND j.kind IN ({_READ}) ORDER BY j.case_id, j.case_seq
"""  # noqa: S608 - our own words
_UPDATE = "UPDATE case_states SET steps = :steps, letter_number = :letter_number WHERE case_id = :id"
_MORE_GRAMS = {
    # A second row under the same id joins the first: the grams of both count.
    "sqlite": "INSERT INTO search_grams (rowid, grams) VALUES (:id, :grams)",
    "postgresql": "UPDATE search_grams SET grams = grams || array_to_tsvector(CAST(:grams AS text[])) WHERE case_id = :id",
}
_ROWS = 1000


def upgrade():
    op.add_column("case_states", sa.Column("steps", sa.String(length=200), nullable=True))
    op.add_column("case_states", sa.Column("letter_number", sa.Text(), nullable=True))
    connection, kept = op.get_bind(), []
    rows = connection.execute(sa.text(_JOURNAL), execution_options={"yield_per": _ROWS})
    for (case_id, organ_id), entries in groupby(rows, key=lambda row: (row.case_id, row.organ_id)):
        told = _told([(row.case_seq, row.kind, json.loads(row.data)) for row in entries])
        if any(told.values()):
            kept.append({"id": case_id, "organ_id": organ_id, **told})
        if len(kept) == _ROWS:
            _write(connection, kept)
            kept = []
    if kept:
        _write(connection, kept)


def _told(entries):
    voided = {data["seq"] for _seq, kind, data in entries if kind == "voided"}
    steps, numbers = set(), {}
    for seq, kind, data in entries:
        if seq in voided or kind == "voided":
            continue
        if kind in _STEPS:
            steps |= {kind, f"{kind}:{data['fact']['from']}"} if kind == "opinion_sought" else {kind}
        number = data.get("ledger", {}).get("numbers") if kind == "received" else data.get("letter")
        if number and (kind == "received" or kind in _ENDING):
            numbers[number] = None
    return {"steps": f"|{'|'.join(sorted(steps))}|" if steps else None, "letter_number": "；".join(numbers) or None}


def _write(connection, rows):
    connection.execute(
        sa.text(_UPDATE), [{name: row[name] for name in ("id", "steps", "letter_number")} for row in rows]
    )
    name = connection.dialect.name
    as_parameter = list if name == "postgresql" else " ".join
    more = [
        {"id": row["id"], "grams": as_parameter(sorted(grams_of([row["letter_number"]], row["organ_id"])))}
        for row in rows
        if row["letter_number"]
    ]
    if more:
        connection.execute(sa.text(_MORE_GRAMS[name]), more)


def downgrade():
    op.drop_column("case_states", "letter_number")
    op.drop_column("case_states", "steps")
