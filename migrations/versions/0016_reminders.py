"""Reminders, the mails that carry them, and where they go; the board's index is one that SQLite chooses.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BOARD = [
    "organ_id",
    "section_id",
    "handler_id",
    "sort_on",
    "clock_state",
    "stage",
    "provisional",
    "wait_ends_on",
    "unconfirmed",
    "received_on",
]
UNREAD, UNSENT = sa.text("read_at IS NULL"), sa.text("sent_at IS NULL")


def _board(open_):
    op.drop_index("ix_board", table_name="case_states")
    op.create_index(
        "ix_board", "case_states", BOARD, unique=False, sqlite_where=sa.text(open_), postgresql_where=sa.text(open_)
    )


def upgrade():
    _board("stage <> 'closed'")
    op.create_table(
        "reminder_addresses",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminder_addresses_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_addresses")),
        sa.UniqueConstraint("person_id", name=op.f("uq_reminder_addresses_person_id")),
    )
    op.create_table(
        "reminder_mails",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminder_mails_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_mails")),
        sa.UniqueConstraint("key", name=op.f("uq_reminder_mails_key")),
    )
    op.create_index(
        "ix_reminder_mails_unsent",
        "reminder_mails",
        ["id"],
        unique=False,
        sqlite_where=UNSENT,
        postgresql_where=UNSENT,
    )
    _reminders()


def _reminders():
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("clock", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("fell_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["mail_id"], ["reminder_mails.id"], name=op.f("fk_reminders_mail_id")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_reminders_organ_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminders_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("key", name=op.f("uq_reminders_key")),
    )
    op.create_index("ix_reminders_organ", "reminders", ["organ_id", "id"], unique=False)
    op.create_index("ix_reminders_person", "reminders", ["person_id", "id"], unique=False)
    op.create_index("ix_reminders_subject", "reminders", ["clock", "subject_id", "due_on", "step"], unique=False)
    op.create_index(
        "ix_reminders_unread",
        "reminders",
        ["person_id"],
        unique=False,
        sqlite_where=UNREAD,
        postgresql_where=UNREAD,
    )


def downgrade():
    _board("closed_on IS NULL")
    for name in ("reminders", "reminder_mails", "reminder_addresses"):
        op.drop_table(name)
