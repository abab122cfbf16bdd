"""The counter: drafts of its form, agents, help in applying (第四十三条), and the newest requests of an organ by an index.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "entry_drafts",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_entry_drafts_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_entry_drafts")),
    )
    op.create_table(
        "agents",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("id_type", sa.String(length=30), nullable=True),
        sa.Column("id_number", sa.Text(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("has_power", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_agents_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agents")),
        sa.UniqueConstraint("case_id", name=op.f("uq_agents_case_id")),
    )
    op.add_column("cases", sa.Column("assistance", sa.String(length=200), nullable=True))
    op.create_index("ix_cases_organ_id", "cases", ["organ_id", "id"], unique=False)


def downgrade():
    op.drop_index("ix_cases_organ_id", "cases")
    op.drop_column("cases", "assistance")
    op.drop_table("agents")
    op.drop_table("entry_drafts")
