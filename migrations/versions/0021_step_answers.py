"""The answers of the seven questions; the letter of inquiry that a search rests on.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "step_answers",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=30), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_step_answers_case_id")),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_step_answers_answered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_answers")),
    )
    with op.batch_alter_table("step_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_answers_case_id"), ["case_id"], unique=False)
    op.add_column("searches", sa.Column("inquiry", sa.String(length=8), nullable=True))


def downgrade():
    with op.batch_alter_table("searches", schema=None) as batch_op:
        batch_op.drop_column("inquiry")
    with op.batch_alter_table("step_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_answers_case_id"))
    op.drop_table("step_answers")
