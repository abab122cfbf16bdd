"""The register of applicants: merges of entries, undone by further rows.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "applicant_merges",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("from_id <> into_id", name=op.f("ck_applicant_merges_of_two")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_applicant_merges_organ_id")),
        sa.ForeignKeyConstraint(["from_id"], ["applicants.id"], name=op.f("fk_applicant_merges_from_id")),
        sa.ForeignKeyConstraint(["into_id"], ["applicants.id"], name=op.f("fk_applicant_merges_into_id")),
        sa.ForeignKeyConstraint(["undoes_id"], ["applicant_merges.id"], name=op.f("fk_applicant_merges_undoes_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_applicant_merges_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant_merges")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_applicant_merges_undoes_id")),
    )
    op.create_index("ix_applicant_merges_from_id", "applicant_merges", ["from_id"])
    op.create_index("ix_applicant_merges_into_id", "applicant_merges", ["into_id"])
    op.create_index("ix_applicants_organ_id", "applicants", ["organ_id", "id"])


def downgrade():
    op.drop_index("ix_applicants_organ_id", "applicants")
    op.drop_table("applicant_merges")
