"""Training sessions and spot checks, entered by supervision.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "trainings",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint("attended <= expected", name=op.f("ck_trainings_no_more_than_expected")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_trainings_organ_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
    )
    op.create_table(
        "spot_checks",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("fault", sa.String(length=500), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint("sound OR fault IS NOT NULL", name=op.f("ck_spot_checks_unsound_has_a_fault")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_spot_checks_case_id")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_spot_checks_organ_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_checks")),
    )
    with op.batch_alter_table("trainings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trainings_held_on"), ["held_on"], unique=False)

    with op.batch_alter_table("spot_checks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spot_checks_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_spot_checks_checked_on"), ["checked_on"], unique=False)


def downgrade():
    with op.batch_alter_table("spot_checks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spot_checks_checked_on"))
        batch_op.drop_index(batch_op.f("ix_spot_checks_case_id"))

    with op.batch_alter_table("trainings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trainings_held_on"))

    op.drop_table("spot_checks")
    op.drop_table("trainings")
