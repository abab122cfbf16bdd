"""Lists in the order of receipt, closed requests by handler; what people keep of a list.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_OPEN = sa.text("closed_on IS NULL")
_INDEXES = {
    "ix_closed_handler": (("handler_id", "closed_on", "case_id"), None),
    "ix_received_organ": (("organ_id", "received_on", "case_id"), None),
    "ix_received": (("received_on", "case_id"), None),
    "ix_open_received": (("received_on", "case_id"), _OPEN),
    "ix_open_organ_received": (("organ_id", "received_on", "case_id"), _OPEN),
}


def upgrade():
    for name, (columns, which) in _INDEXES.items():
        op.create_index(name, "case_states", list(columns), sqlite_where=which, postgresql_where=which)
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("list_key", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_saved_views_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("person_id", "list_key", "name", name=op.f("uq_saved_views_person_id_list_key_name")),
    )


def downgrade():
    op.drop_table("saved_views")
    for name in _INDEXES:
        op.drop_index(name, table_name="case_states")
