"""Guidance cases: what was learnt from disputes.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "guidance_cases",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("focus", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("holding", sa.Text(), nullable=False),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("templates", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_guidance_cases_dispute_id")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_guidance_cases_organ_id")),
        sa.ForeignKeyConstraint(["written_by"], ["people.id"], name=op.f("fk_guidance_cases_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance_cases")),
    )
    with op.batch_alter_table("guidance_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guidance_cases_dispute_id"), ["dispute_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_guidance_cases_organ_id"), ["organ_id"], unique=False)


def downgrade():
    with op.batch_alter_table("guidance_cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidance_cases_organ_id"))
        batch_op.drop_index(batch_op.f("ix_guidance_cases_dispute_id"))

    op.drop_table("guidance_cases")
