"""Papers of disputes; the version of a letter's words, kept with it.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "dispute_papers",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_papers_dispute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_papers")),
        sa.UniqueConstraint("public_id", name=op.f("uq_dispute_papers_public_id")),
    )
    with op.batch_alter_table("dispute_papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispute_papers_dispute_id"), ["dispute_id"], unique=False)

    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("text_version", sa.String(length=60), nullable=True))


def downgrade():
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_column("text_version")

    with op.batch_alter_table("dispute_papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispute_papers_dispute_id"))

    op.drop_table("dispute_papers")
