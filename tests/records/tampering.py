"""Somebody with the database in hand: what such a person can do, and a record with a row in every table to do it to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import Flask

from gov_requests.notices import acts
from gov_requests.records.agents import Agent
from gov_requests.records.annual_reports import AnnualEntry, AnnualReport
from gov_requests.records.applicants import Merge
from gov_requests.records.archives import Archived
from gov_requests.records.attachments import Upload
from gov_requests.records.base import Base, chain_hash, db, one_act, stored_columns
from gov_requests.records.bulletins import Bulletin, Rectification
from gov_requests.records.casefile import Casefile, Opened, look_up
from gov_requests.records.cases import Case
from gov_requests.records.dispute_file import Attacked, NewDispute, open_dispute
from gov_requests.records.dispute_papers import add_papers
from gov_requests.records.guidance import GuidanceCase
from gov_requests.records.office_texts import OfficeText
from gov_requests.records.oversight_registers import SpotCheck, Training
from gov_requests.records.papers import Attachment, Letter
from gov_requests.records.people import Deputy, PasswordPast
from gov_requests.records.proposals import Proposal
from gov_requests.records.publications import PublicationProposal
from gov_requests.records.referrals import Referral
from gov_requests.records.reminders import ReminderAddress
from gov_requests.records.seals import Seal
from gov_requests.records.secrecy import SecrecyRules
from gov_requests.records.settings import KeptCheckpoint, set_setting
from gov_requests.records.step_answers import StepAnswer
from gov_requests.severing import actions as severing
from gov_requests.today import now, today
from gov_requests.web.gates import NOTICES
from tests import factories
from tests.support.databases import rolled_back

JOURNAL = Base.metadata.tables["journal"]
HEAD = Base.metadata.tables["chain_head"]
#: What such a person does first: the triggers away, and foreign keys out of the way.
LET_GO = {
    "sqlite": (
        *(
            f"DROP TRIGGER {table}_no_{event}"
            for table in ("journal", "dispute_steps")
            for event in ("update", "delete")
        ),
        "PRAGMA defer_foreign_keys = ON",
    ),
    "postgresql": ("SET LOCAL session_replication_role = replica",),
}


def a_row_in_every_table() -> factories.Office:
    """Leave a closed request with everything around it."""
    office = factories.Office()
    file = factories.register(
        factories.registration(contact="虚联系", email="xu@example.cn", document_hint="〔2026〕1号", title="批复文件"),
        [Upload("申请表.pdf", factories.PDF)],
        [Upload("证件.png", factories.PNG)],
        by=office.clerk,
    )
    factories.assign(file.case.number, office.handler.id, "请按期办理", Opened(office.clerk))
    extension = {"workdays": 10, "reason": "需要核对的档案较多。"}
    acts.draft(file.case.number, NOTICES["D04"], extension, Opened(office.handler))
    factories.delivered(office, "partly_disclosed")
    _what_stands_around(office)
    _what_is_kept_with(office, file.case)
    _what_is_disputed(office, file)
    _what_is_asked_and_checked(office, file.case)
    _what_is_severed(office, factories.searched(office).case.number)
    return office


def _what_is_severed(office: factories.Office, number: str) -> None:
    who = Opened(office.handler)
    row = factories.severed_from(office, number)
    ruling = {"covered": True, "ground": "third_party_rights", "reason": "签名"}
    severing.look(number, row.id, 1, who)
    severing.rule(number, row.id, severing.Ruling(boxes=((1, (0, 0, 9, 9)),), **ruling), who)
    severing.make(number, row.id, severing.of(look_up(number, office.handler), row.id).digest, factories.PDF, 1, who)


def _what_is_asked_and_checked(office: factories.Office, case: Case) -> None:
    paper, day = db.session.scalar(sa.select(sa.func.min(Attachment.id))), today()
    clerk, handler = office.clerk.id, office.handler.id
    asked = {"ground": "undecided", "question": "能否公开", "body": "虚构区保密局", "undecided_on": day, "sent_on": day}
    told = {"arrived_on": day, "answered_on": day, "answer": "open", "answer_words": "可以公开", "attachment_id": paper}
    with one_act(office.clerk) as act:
        kept = {"organ_id": office.organ.id, "source": "签到表", "recorded_at": act.at}
        found = {"answer": "complete", "content": {"finding": "虚构"}, "complete": True, "answered_at": act.at}
        rules = {"levels": ["初审", "复审"], "names_from": 30, "facilities": ["水厂"], "approved_at": act.at}
        referred = {
            "case_id": case.id,
            "title": "批复",
            "sha256": "0" * 64,
            "referred_by": clerk,
            "referred_at": act.at,
        }
        rows = (
            Training(held_on=day, title="虚构培训", expected=3, attended=2, **kept),
            SpotCheck(case_id=case.id, checked_on=day, sound=False, fault="未引条文", **kept),
            StepAnswer(case_id=case.id, about="", step=1, answered_by=handler, **found),
            Referral(organ_id=office.organ.id, **referred, **asked, **told),
            SecrecyRules(organ_id=office.organ.id, proposed_by=clerk, approved_by=handler, **rules),
        )
        db.session.add_all(rows)
        act.note("invented")


def _what_is_kept_with(office: factories.Office, case: Case) -> None:
    ids = office.clerk.id, office.handler.id
    other = factories.registered(office, name="虚大明", id_number=None, id_type=None).case.applicant_id
    letter, scan = (db.session.scalar(sa.select(sa.func.min(table.id))) for table in (Letter, Attachment))
    with one_act(office.clerk) as act:
        sealed = {
            "provider": "线下用印",
            "sealed_on": today(),
            "sealed_by": "虚掌印",
            "copies": 2,
            "recorded_at": act.at,
        }
        texts = {"slot": "greeting", "text": "您好", "starts_on": today(), "approved_at": act.at}
        merge = Merge(
            organ_id=office.organ.id,
            from_id=case.applicant_id,
            into_id=other,
            reason="同一人",
            by_id=ids[0],
            at=act.at,
        )
        db.session.add_all(
            [
                Agent(case_id=case.id, name="虚代理", id_type="身份证", id_number="1", phone="1", has_power=True),
                Archived(
                    organ_id=office.organ.id, case_id=case.id, number="虚档1", retention="永久", archived_at=act.at
                ),
                Seal(letter_id=letter, attachment_id=scan, **sealed),
                OfficeText(organ_id=office.organ.id, proposed_by=ids[0], approved_by=ids[1], **texts),
                merge,
            ]
        )
        act.note("invented")


def _what_is_disputed(office: factories.Office, file: Casefile) -> None:
    new = NewDispute(
        "虚政复〔2026〕1号",
        "review",
        today(),
        body="虚构区人民政府",
        filed_on=today(),
        procedure="simplified",
        against="reply",
        organ_place="original",
        claimant="虚小明",
        third_party="虚构公司",
        note="电话收到",
    )
    with one_act(office.legal_reviewer) as act:
        opened = open_dispute(act, office.organ.id, new, [Attacked(file.case.id, [1])])
        add_papers(act, opened, "other", [Upload("答复通知.pdf", factories.PDF)])
        dispute = opened.dispute
    texts = dict.fromkeys(("title", "focus", "error", "holding", "articles", "lesson"), "虚构")
    lists = {name: ["x"] for name in ("grounds", "questions", "templates")}
    with one_act(office.legal_reviewer) as act:
        told = {"organ_id": office.organ.id, "dispute_id": dispute.id, "written_by": act.by, "written_at": act.at}
        db.session.add(GuidanceCase(**told, **texts, **lists))
        act.note("guidance_written")


def _what_stands_around(office: factories.Office) -> None:
    with one_act("test") as act:
        ids = office.clerk.id, office.handler.id
        set_setting("invented", {"a": 1})
        db.session.add_all(
            [
                PasswordPast(person_id=ids[0], password_hash="invented", set_at=act.at),
                Deputy(person_id=ids[0], deputy_id=ids[1], starts_on=today(), ends_on=today() + timedelta(days=3)),
                PublicationProposal(
                    case_id=db.session.scalar(sa.select(sa.func.min(Case.id))),
                    organ_id=office.organ.id,
                    reason="多人申请",
                    proposed_at=act.at,
                    proposed_by=ids[0],
                    accepted=True,
                    decision="已公布",
                    decided_at=act.at,
                    decided_by=ids[1],
                ),
                *_bulletin(office.organ.id, ids, act.at),
                ReminderAddress(person_id=ids[0], address="xu@example.cn"),
                AnnualEntry(whose="ALL", year=2025, table_two={"fees": "1.5"}, texts={"others": "无"}),
                AnnualReport(
                    whose="ALL",
                    year=2025,
                    edition=1,
                    content={"year": 2025},
                    cases={},
                    reason="更正",
                    frozen_at=act.at,
                    frozen_by=ids[0],
                ),
                KeptCheckpoint(count=1, hash="0" * 64, made_at=act.at, kept_in="保险柜"),
                Proposal(
                    act="late_delivery",
                    title="补录送达日期",
                    organ_id=office.organ.id,
                    arguments={},
                    reason="漏记",
                    proposer_id=ids[0],
                    proposed_at=act.at,
                    expires_at=now() + timedelta(days=14),
                    state="open",
                ),
            ]
        )
        act.note("invented")


def _bulletin(organ_id: int, ids: tuple[int, int], at: datetime) -> list[Any]:
    bulletin = Bulletin(
        kind="yearly",
        whose="ALL",
        period="2025",
        content={"figures": []},
        comment="意见",
        made_at=at,
        made_by=ids[0],
        issued_at=at,
        issued_by=ids[0],
    )
    db.session.add(bulletin)
    db.session.flush()
    asked = Rectification(
        bulletin_id=bulletin.id,
        organ_id=organ_id,
        problem="逾期",
        demand="整改",
        due_on=today(),
        report="已整改",
        reported_at=at,
        reported_by=ids[0],
        closing="同意",
        closed_at=at,
        closed_by=ids[1],
    )
    return [asked]


@contextmanager
def behind_the_back(app: Flask) -> Iterator[sa.Connection]:
    """Give the connection that such a person writes on, and the application then reads; all of it is undone at the end."""
    with rolled_back(app) as database:
        connection = database.session.connection()
        for statement in LET_GO[connection.dialect.name]:
            connection.exec_driver_sql(statement)
        yield connection


def another(column: sa.Column[Any], value: Any) -> Any:
    """Return a value that the column could hold as well."""
    kind = getattr(column.type, "impl", column.type)
    if isinstance(kind, sa.Boolean):
        return not value
    if isinstance(kind, sa.Integer):
        return 7 if value is None else value + 1
    if isinstance(kind, sa.DateTime):
        return now() if value is None else value + timedelta(seconds=1)
    if isinstance(kind, sa.Date):
        return date(2020, 1, 1) if value is None else value - timedelta(days=1)
    if not value:
        return "x"
    return value[:-1] + ("y" if value[-1] == "x" else "x")


def cells(table: sa.Table, row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each change of one cell: its column, and what is put in."""
    for column in table.columns:
        yield column.name, another(column, row[column.name])
        if column.nullable and row[column.name] is not None:
            yield column.name, None


@cache
def raw(table: sa.Table) -> sa.Table:
    """Return the table as the database has it: nothing is sealed and nothing encoded on the way in."""
    columns = [
        sa.Column(column.name, getattr(column.type, "stored_as", None) or column.type) for column in table.columns
    ]
    return sa.Table(table.name, sa.MetaData(), *columns)


def put(table: sa.Table, row_id: int, **values: Any) -> sa.Update:
    """Return the statement that writes values over a row."""
    return sa.update(raw(table)).where(raw(table).c.id == row_id).values(values)


def rows_of(connection: sa.Connection, table: sa.Table) -> list[dict[str, Any]]:
    """Return a table's rows as they are stored, by id."""
    return [dict(row) for row in connection.execute(sa.select(*stored_columns(table)).order_by(table.c.id)).mappings()]


def rewritten(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Put a journal in the present one's place, every hash and the head reckoned anew, as somebody who knows the code could."""
    journal, head = raw(JOURNAL), raw(HEAD)
    connection.execute(sa.delete(journal))
    previous = "0" * 64
    for number, row in enumerate(rows, 1):
        whole = {**row, "id": number, "previous": previous}
        previous = whole["hash"] = chain_hash(whole)
        connection.execute(sa.insert(journal).values(whole))
    connection.execute(sa.update(head).values(count=len(rows), hash=previous))
