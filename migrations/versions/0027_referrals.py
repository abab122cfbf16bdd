"""Referrals (报送确定), and the clock of each that is open.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_OPEN = sa.text("answered_on IS NULL")


def _key(table, column, other):
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade():
    op.create_table(
        "referrals",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("ground", sa.String(length=12), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("body", sa.String(length=100), nullable=False),
        sa.Column("undecided_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=12), nullable=True),
        sa.Column("answer_words", sa.Text(), nullable=True),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("referred_by", sa.Integer(), nullable=False),
        sa.Column("referred_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (answer IS NULL)", name=op.f("ck_referrals_answered_has_an_answer")
        ),
        _key("referrals", "attachment_id", "attachments"),
        _key("referrals", "case_id", "cases"),
        _key("referrals", "organ_id", "organs"),
        _key("referrals", "referred_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
    )
    columns = ["organ_id", "id"]
    op.create_index("ix_referrals_open", "referrals", columns, sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index("ix_referrals_organ_id", "referrals", columns)
    op.create_index("ix_referrals_case_id", "referrals", ["case_id"])
    op.create_table(
        "referral_clocks",
        sa.Column("referral_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        _key("referral_clocks", "organ_id", "organs"),
        _key("referral_clocks", "referral_id", "referrals"),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_referral_clocks")),
    )
    op.create_index("ix_referral_clocks_due_on", "referral_clocks", ["due_on"])


def downgrade():
    op.drop_table("referral_clocks")
    op.drop_table("referrals")
