"""The index that finds requests by their words, filled with what is there.

Revision ID: 0010
Revises: 0009
"""

from itertools import groupby

import sqlalchemy as sa
from alembic import op

from gov_requests.records.grams import grams_of

# revision identifiers, used by Alembic.
revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

#: Every text that finds a request, beside its organ. Names of identity papers do not.
_TEXTS = """
SELECT c.id, c.organ_id, t.words FROM cases c JOIN (
  SELECT id AS case_id, number AS words FROM cases
  UNION ALL SELECT id, title FROM cases
  UNION ALL SELECT id, description FROM cases
  UNION ALL SELECT id, document_hint FROM cases WHERE document_hint IS NOT NULL
  UNION ALL SELECT k.id, a.name FROM cases k JOIN applicants a ON a.id = k.applicant_id
  UNION ALL SELECT case_id, number FROM letters
  UNION ALL SELECT case_id, filename FROM attachments WHERE purpose <> 'identity'
) t ON t.case_id = c.id ORDER BY c.id
"""
_ROWS = 1000


def upgrade():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search_grams USING fts5(grams, content='', detail=none, tokenize='ascii')")
        _fill("INSERT INTO search_grams (rowid, grams) VALUES (:id, :grams)", " ".join)
        return
    op.create_table(
        "search_grams",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grams", sa.dialects.postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_search_grams")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_search_grams_case_id")),
    )
    # With a list of what is still to be sorted in, every search would read that list.
    op.execute("CREATE INDEX ix_search_grams_grams ON search_grams USING gin (grams) WITH (fastupdate = off)")
    _fill("INSERT INTO search_grams VALUES (:id, array_to_tsvector(CAST(:grams AS text[])))", list)


def _fill(insert, as_parameter):
    connection, kept = op.get_bind(), []
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL work_mem = '256MB'"))
    texts = connection.execute(sa.text(_TEXTS), execution_options={"yield_per": _ROWS})
    for (case_id, organ_id), rows in groupby(texts, key=lambda row: (row.id, row.organ_id)):
        kept.append({"id": case_id, "grams": as_parameter(sorted(grams_of([row.words for row in rows], organ_id)))})
        if len(kept) == _ROWS:
            connection.execute(sa.text(insert), kept)
            kept.clear()
    if kept:
        connection.execute(sa.text(insert), kept)


def downgrade():
    op.execute("DROP TABLE search_grams")
