"""Severing: files gone through, what was decided of each place, what was made of them.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "severings",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"], name=op.f("fk_severings_attachment_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_severings_case_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_severings_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_severings")),
        sa.UniqueConstraint("case_id", "source_sha256", name=op.f("uq_severings_case_id_source_sha256")),
    )
    _decisions()
    op.create_table(
        "severed_files",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("severing_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("decisions_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"], name=op.f("fk_severed_files_attachment_id")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_severed_files_made_by")),
        sa.ForeignKeyConstraint(["severing_id"], ["severings.id"], name=op.f("fk_severed_files_severing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_severed_files")),
        sa.UniqueConstraint("attachment_id", name=op.f("uq_severed_files_attachment_id")),
    )
    op.create_index(op.f("ix_severed_files_severing_id"), "severed_files", ["severing_id"], unique=False)


def _decisions():
    op.create_table(
        "severing_decisions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("severing_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("box", sa.Text(), nullable=True),
        sa.Column("covered", sa.Boolean(), nullable=False),
        sa.Column("ground", sa.String(length=30), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_severing_decisions_decided_by")),
        sa.ForeignKeyConstraint(["severing_id"], ["severings.id"], name=op.f("fk_severing_decisions_severing_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["severing_decisions.id"], name=op.f("fk_severing_decisions_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_severing_decisions")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_severing_decisions_supersedes_id")),
    )
    op.create_index(op.f("ix_severing_decisions_severing_id"), "severing_decisions", ["severing_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_severed_files_severing_id"), table_name="severed_files")
    op.drop_table("severed_files")
    op.drop_index(op.f("ix_severing_decisions_severing_id"), table_name="severing_decisions")
    op.drop_table("severing_decisions")
    op.drop_table("severings")
