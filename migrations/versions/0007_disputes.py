"""Disputes, their requests and steps, and their projection; requests that answer another one anew.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_DUE = sa.text("due_on IS NOT NULL")
_COUNTED = (
    "counts_in_report",
    "organ_id",
    "section_id",
    "handler_id",
    "ground",
    "template",
    "loss_reason",
    "channel",
    "bucket",
    "self_corrected",
    "days",
)


def upgrade():
    _disputes()
    _dispute_cases()
    _dispute_steps()
    _dispute_states()
    _steps_are_append_only()
    # In one statement, which SQLite can do in place: copying a table that others refer to would need its foreign keys off.
    op.execute("ALTER TABLE cases ADD COLUMN redo_of_id INTEGER CONSTRAINT fk_cases_redo_of_id REFERENCES cases (id)")


def _disputes():
    op.create_table(
        "disputes",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("body", sa.String(length=100), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("procedure", sa.String(length=12), nullable=True),
        sa.Column("against", sa.String(length=12), nullable=True),
        sa.Column("organ_place", sa.String(length=12), nullable=True),
        sa.Column("claimant", sa.String(length=100), nullable=True),
        sa.Column("third_party", sa.String(length=100), nullable=True),
        sa.Column("earlier_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["earlier_id"], ["disputes.id"], name=op.f("fk_disputes_earlier_id")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_disputes_organ_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
        sa.UniqueConstraint("organ_id", "number", name=op.f("uq_disputes_organ_id_number")),
    )


def _dispute_cases():
    op.create_table(
        "dispute_cases",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("items", sa.Text(), nullable=True),
        sa.Column("ground", sa.String(length=30), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=True),
        sa.Column("template", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_dispute_cases_case_id")),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_cases_dispute_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["people.id"], name=op.f("fk_dispute_cases_handler_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_dispute_cases_letter_id")),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], name=op.f("fk_dispute_cases_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_cases")),
        sa.UniqueConstraint("dispute_id", "case_id", name=op.f("uq_dispute_cases_dispute_id_case_id")),
    )
    with op.batch_alter_table("dispute_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispute_cases_case_id"), ["case_id"], unique=False)


def _dispute_steps():
    op.create_table(
        "dispute_steps",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_steps_dispute_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_dispute_steps_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_steps")),
        sa.UniqueConstraint("dispute_id", "seq", name=op.f("uq_dispute_steps_dispute_id_seq")),
    )


def _dispute_states():
    op.create_table(
        "dispute_states",
        sa.Column("dispute_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("instance", sa.String(length=12), nullable=False),
        sa.Column("procedure", sa.String(length=12), nullable=True),
        sa.Column("counts_in_report", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("ground", sa.String(length=30), nullable=True),
        sa.Column("template", sa.String(length=60), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("instance_received_on", sa.Date(), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("decision_due_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("bucket", sa.String(length=12), nullable=False),
        sa.Column("self_corrected", sa.Boolean(), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("loss_reason", sa.String(length=10), nullable=True),
        sa.Column("attackable_until", sa.Date(), nullable=True),
        sa.Column("redo_due_on", sa.Date(), nullable=True),
        sa.Column("redo_case_id", sa.Integer(), nullable=True),
        sa.Column("filing_due_on", sa.Date(), nullable=True),
        sa.Column("filing_kind", sa.String(length=16), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_kind", sa.String(length=24), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "bucket <> 'pending' OR concluded_on IS NULL", name=op.f("ck_dispute_states_pending_is_not_concluded")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_dispute_states_case_id")),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_states_dispute_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["people.id"], name=op.f("fk_dispute_states_handler_id")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_dispute_states_organ_id")),
        sa.ForeignKeyConstraint(["redo_case_id"], ["cases.id"], name=op.f("fk_dispute_states_redo_case_id")),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], name=op.f("fk_dispute_states_section_id")),
        sa.PrimaryKeyConstraint("dispute_id", name=op.f("pk_dispute_states")),
    )
    with op.batch_alter_table("dispute_states", schema=None) as batch_op:
        batch_op.create_index("ix_dispute_states_concluded", ["kind", "concluded_on", *_COUNTED], unique=False)
        batch_op.create_index("ix_dispute_states_received", ["kind", "received_on", *_COUNTED], unique=False)
        batch_op.create_index(
            "ix_dispute_states_due", ["due_on", "dispute_id"], unique=False, sqlite_where=_DUE, postgresql_where=_DUE
        )
        batch_op.create_index("ix_dispute_states_organ", ["organ_id", "received_on", "dispute_id"], unique=False)
        batch_op.create_index("ix_dispute_states_listed", ["received_on", "dispute_id"], unique=False)
        batch_op.create_index("ix_dispute_states_ground", ["ground", "bucket"], unique=False)


def _steps_are_append_only():
    """The steps know no UPDATE and no DELETE, whoever asks; a mistake is mended by a further step."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER dispute_steps_no_{event.lower()} BEFORE {event} ON dispute_steps "
                "BEGIN SELECT RAISE(ABORT, 'the steps of a dispute are append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION dispute_steps_are_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the steps of a dispute are append-only'; END $$"
    )
    for name, events, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER dispute_steps_no_{name} BEFORE {events} ON dispute_steps "
            f"FOR EACH {each} EXECUTE FUNCTION dispute_steps_are_append_only()"
        )


def downgrade():
    op.execute("ALTER TABLE cases DROP COLUMN redo_of_id")
    _steps_let_go()
    op.drop_table("dispute_states")
    op.drop_table("dispute_steps")
    op.drop_table("dispute_cases")
    op.drop_table("disputes")


def _steps_let_go():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER dispute_steps_no_update")
        op.execute("DROP TRIGGER dispute_steps_no_delete")
        return
    op.execute("DROP TRIGGER dispute_steps_no_change ON dispute_steps")
    op.execute("DROP TRIGGER dispute_steps_no_truncate ON dispute_steps")
    op.execute("DROP FUNCTION dispute_steps_are_append_only()")
