"""Bulletins and what they ask to be put right; proposals to publish what was asked for.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "bulletins",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("whose", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["issued_by"], ["people.id"], name=op.f("fk_bulletins_issued_by")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_bulletins_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletins")),
        sa.UniqueConstraint("kind", "whose", "period", name=op.f("uq_bulletins_kind_whose_period")),
    )
    op.create_table(
        "rectifications",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("bulletin_id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.Column("reported_by", sa.Integer(), nullable=True),
        sa.Column("closing", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "closed_at IS NULL OR reported_at IS NOT NULL", name=op.f("ck_rectifications_reported_before_closed")
        ),
        sa.ForeignKeyConstraint(["bulletin_id"], ["bulletins.id"], name=op.f("fk_rectifications_bulletin_id")),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name=op.f("fk_rectifications_closed_by")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_rectifications_organ_id")),
        sa.ForeignKeyConstraint(["reported_by"], ["people.id"], name=op.f("fk_rectifications_reported_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectifications")),
    )
    for column in ("bulletin_id", "organ_id"):
        op.create_index(op.f(f"ix_rectifications_{column}"), "rectifications", [column], unique=False)
    _publication_proposals()


def _publication_proposals():
    op.create_table(
        "publication_proposals",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_publication_proposals_case_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_publication_proposals_decided_by")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_publication_proposals_organ_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["people.id"], name=op.f("fk_publication_proposals_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_proposals")),
        sa.UniqueConstraint("case_id", name=op.f("uq_publication_proposals_case_id")),
    )
    op.create_index(op.f("ix_publication_proposals_organ_id"), "publication_proposals", ["organ_id"], unique=False)


def downgrade():
    for name in ("publication_proposals", "rectifications", "bulletins"):
        op.drop_table(name)
