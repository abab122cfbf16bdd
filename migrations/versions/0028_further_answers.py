"""An index of the second and further answers that a dispute is about.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_FURTHER = sa.text("position > 1")


def upgrade():
    op.create_index(
        "ix_dispute_cases_further", "dispute_cases", ["dispute_id"], sqlite_where=_FURTHER, postgresql_where=_FURTHER
    )


def downgrade():
    op.drop_index("ix_dispute_cases_further", table_name="dispute_cases")
