"""Drafts of the counter: one a form instead of one a person, and with their files.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_ROWS = sa.table(
    "entry_drafts",
    sa.column("person_id", sa.Integer()),
    sa.column("key", sa.String()),
    sa.column("content", sa.Text()),
    sa.column("kept_at", sa.DateTime()),
)


def upgrade():
    _make_anew("person_id", "key")
    op.create_table(
        "entry_draft_files",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_entry_draft_files_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_draft_files")),
    )
    op.create_index("ix_entry_draft_files_key", "entry_draft_files", ["person_id", "key", "id"])


def downgrade():
    op.drop_table("entry_draft_files")
    _make_anew("person_id")


def _make_anew(*primary):
    """Make the table with another primary key; of several drafts of one person the newest stays where only one may."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(_ROWS).order_by(_ROWS.c.kept_at)).mappings().all()
    kept = {tuple(row[name] for name in primary): dict(row) for row in rows}
    op.drop_table("entry_drafts")
    op.create_table(
        "entry_drafts",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_entry_drafts_person_id")),
        sa.PrimaryKeyConstraint(*primary, name=op.f("pk_entry_drafts")),
    )
    if kept:
        connection.execute(sa.insert(_ROWS), list(kept.values()))
