"""What oversight and the annual report count by: months, report row, kind of applicant, windows of what is waited for.

``wait_ends_on`` and ``unconfirmed`` follow from the journal: ``flask cases rebuild`` fills them in after this migration.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

#: reply_kind → row of table three (国办公开办函〔2021〕30号), as it stood when this migration was written.
ROWS = {
    "already_public": "open",
    "disclosed": "open",
    "partly_disclosed": "partial",
    "state_secret": "deny_secret",
    "prohibited_by_law": "deny_law",
    "public_safety": "deny_safety",
    "third_party_rights": "deny_third_party",
    "internal_affairs": "deny_internal",
    "process_information": "deny_process",
    "enforcement_file": "deny_casefile",
    "administrative_inquiry": "deny_query",
    "not_held": "unable_not_held",
    "not_this_organ": "unable_not_held",
    "needs_making": "unable_need_make",
    "still_unclear": "unable_unclear",
    "petition": "noproc_petition",
    "repeat": "noproc_repeat",
    "publication": "noproc_publication",
    "excessive": "noproc_massive",
    "reconfirm": "noproc_confirm",
    "abandoned_uncorrected": "other_no_correction",
    "abandoned_unpaid": "other_unpaid",
    "withdrawn": "other_misc",
}
OPEN = sa.text("closed_on IS NULL")
CROSSES = sa.text("closed_month IS NULL OR closed_month / 100 > received_month / 100")
INDEXES = {
    "ix_report_received": (["received_month", "organ_id", "applicant_kind"], None),
    "ix_report_closed": (["closed_month", "organ_id", "report_row", "applicant_kind", "on_time"], None),
    "ix_report_crossing": (["received_month", "closed_month", "organ_id", "applicant_kind"], CROSSES),
    "ix_board": (
        [
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
        ],
        OPEN,
    ),
}
NEEDED = ("applicant_kind", "unconfirmed")


def upgrade():
    with op.batch_alter_table("case_states") as states:
        states.add_column(sa.Column("applicant_kind", sa.String(length=20), nullable=True))
        states.add_column(sa.Column("received_month", sa.Integer(), nullable=True))
        states.add_column(sa.Column("closed_month", sa.Integer(), nullable=True))
        states.add_column(sa.Column("report_row", sa.String(length=24), nullable=True))
        states.add_column(sa.Column("wait_ends_on", sa.Date(), nullable=True))
        states.add_column(sa.Column("unconfirmed", sa.Boolean(), nullable=True))
    _fill()
    with op.batch_alter_table("case_states") as states:
        for name in NEEDED:
            states.alter_column(name, nullable=False)
    for name, (columns, where) in INDEXES.items():
        op.create_index(name, "case_states", columns, unique=False, sqlite_where=where, postgresql_where=where)
    _annual_reports()


def _annual_reports():
    op.create_table(
        "annual_entries",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("whose", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("table_two", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_entries")),
        sa.UniqueConstraint("whose", "year", name=op.f("uq_annual_entries_whose_year")),
    )
    op.create_table(
        "annual_reports",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("whose", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("cases", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(), nullable=False),
        sa.Column("frozen_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["frozen_by"], ["people.id"], name=op.f("fk_annual_reports_frozen_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_reports")),
        sa.UniqueConstraint("whose", "year", "edition", name=op.f("uq_annual_reports_whose_year_edition")),
    )


def _fill():
    states = sa.table(
        "case_states",
        *(
            sa.column(name)
            for name in ("case_id", "applicant_kind", "received_month", "closed_month", "report_row", "reply_kind")
        ),
        sa.column("received_on", sa.Date),
        sa.column("closed_on", sa.Date),
        sa.column("unconfirmed", sa.Boolean),
    )
    cases, applicants = (
        sa.table(name, *(sa.column(column) for column in ("id", "applicant_id", "kind")))
        for name in ("cases", "applicants")
    )
    kind = (
        sa.select(applicants.c.kind)
        .join(cases, cases.c.applicant_id == applicants.c.id)
        .where(cases.c.id == states.c.case_id)
    )
    row = sa.case(ROWS, value=states.c.reply_kind, else_=None)
    op.execute(
        sa.update(states).values(
            applicant_kind=kind.scalar_subquery(),
            received_month=_month(states.c.received_on),
            closed_month=_month(states.c.closed_on),
            report_row=sa.case((states.c.closed_on.is_not(None), row), else_=None),
            unconfirmed=False,
        )
    )


def _month(day):
    return sa.cast(sa.extract("year", day), sa.Integer) * 100 + sa.cast(sa.extract("month", day), sa.Integer)


def downgrade():
    op.drop_table("annual_reports")
    op.drop_table("annual_entries")
    for name in INDEXES:
        op.drop_index(name, table_name="case_states")
    with op.batch_alter_table("case_states") as states:
        for name in ("unconfirmed", "wait_ends_on", "report_row", "closed_month", "received_month", "applicant_kind"):
            states.drop_column(name)
