"""保密审查 by documents and levels; re-evaluation of what was withheld; how each organ reviews.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_OPEN = sa.text("done_at IS NULL")


def _key(table, column, other):
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade():
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.add_column(sa.Column("level", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("levels", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("level_title", sa.String(length=20), nullable=True))
    _documents()
    _re_evaluations()
    _rules()


def _documents():
    op.create_table(
        "reviewed_documents",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("carrier", sa.String(length=20), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(length=300), nullable=False),
        sa.Column("conclusion", sa.String(length=10), nullable=True),
        sa.Column("re_evaluate_on", sa.Date(), nullable=True),
        _key("reviewed_documents", "case_id", "cases"),
        _key("reviewed_documents", "review_id", "reviews"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewed_documents")),
    )
    with op.batch_alter_table("reviewed_documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviewed_documents_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reviewed_documents_review_id"), ["review_id"], unique=False)


def _re_evaluations():
    op.create_table(
        "re_evaluations",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=12), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.CheckConstraint("(done_at IS NULL) = (result IS NULL)", name=op.f("ck_re_evaluations_done_has_a_result")),
        _key("re_evaluations", "case_id", "cases"),
        _key("re_evaluations", "document_id", "reviewed_documents"),
        _key("re_evaluations", "done_by", "people"),
        _key("re_evaluations", "organ_id", "organs"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_re_evaluations")),
    )
    columns = ["organ_id", "due_on", "id"]
    op.create_index("ix_re_evaluations_open", "re_evaluations", columns, sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index("ix_re_evaluations_organ_id", "re_evaluations", ["organ_id", "id"])
    op.create_index("ix_re_evaluations_case_id", "re_evaluations", ["case_id"])


def _rules():
    op.create_table(
        "secrecy_rules",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("names_from", sa.Integer(), nullable=False),
        sa.Column("facilities", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("proposed_by <> approved_by", name=op.f("ck_secrecy_rules_approved_by_another")),
        _key("secrecy_rules", "approved_by", "people"),
        _key("secrecy_rules", "organ_id", "organs"),
        _key("secrecy_rules", "proposed_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secrecy_rules")),
    )
    op.create_index("ix_secrecy_rules_organ_id", "secrecy_rules", ["organ_id"])


def downgrade():
    for table in ("secrecy_rules", "re_evaluations", "reviewed_documents"):
        op.drop_table(table)
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.drop_column("level_title")
        batch_op.drop_column("levels")
        batch_op.drop_column("level")
