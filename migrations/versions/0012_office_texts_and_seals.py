"""Versioned texts of an office, the register of seals, letters that were voided.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "office_texts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("proposed_by <> approved_by", name=op.f("ck_office_texts_approved_by_another")),
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"], name=op.f("fk_office_texts_approved_by")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_office_texts_organ_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["people.id"], name=op.f("fk_office_texts_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_texts")),
    )
    with op.batch_alter_table("office_texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_texts_organ_id"), ["organ_id"], unique=False)

    op.create_table(
        "seals",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("sealed_on", sa.Date(), nullable=False),
        sa.Column("sealed_by", sa.String(length=60), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"], name=op.f("fk_seals_attachment_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_seals_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seals")),
        sa.UniqueConstraint("letter_id", name=op.f("uq_seals_letter_id")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("voided_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("void_reason", sa.Text(), nullable=True))


def downgrade():
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_column("void_reason")
        batch_op.drop_column("voided_at")

    op.drop_table("seals")
    with op.batch_alter_table("office_texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_texts_organ_id"))

    op.drop_table("office_texts")
