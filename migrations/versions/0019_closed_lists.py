"""Indexes of closed requests hold closed requests only; a handler's requests in the order of receipt.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_CLOSED = sa.text("closed_on IS NOT NULL")
_INDEXES = {
    "ix_closed_organ": ["organ_id", "closed_on", "case_id"],
    "ix_closed": ["closed_on", "case_id"],
    "ix_closed_handler": ["handler_id", "closed_on", "case_id"],
    "ix_received_organ": ["organ_id", "received_on", "case_id"],
    "ix_received": ["received_on", "case_id"],
}


def upgrade():
    _make_anew(_CLOSED)
    columns = ["handler_id", "received_on", "case_id"]
    op.create_index("ix_received_handler", "case_states", columns, sqlite_where=_CLOSED, postgresql_where=_CLOSED)


def downgrade():
    op.drop_index("ix_received_handler", table_name="case_states")
    _make_anew(None)


def _make_anew(which):
    for name, columns in _INDEXES.items():
        op.drop_index(name, table_name="case_states")
        op.create_index(name, "case_states", columns, sqlite_where=which, postgresql_where=which)
