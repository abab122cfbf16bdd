"""证据包: everything that the answer to the 复议机关 or court rests on, in one ZIP with a catalogue of hashes.

Per request: the letters as they were frozen, materials and proofs of delivery, the facts, the clock's proof day by day, search and
review records, the journal with its chain hashes. Identity papers stay out.
"""

import hashlib
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import current_app

from gov_requests.documents.exports import as_xlsx
from gov_requests.documents.secrecy_sheet import secrecy_sheet
from gov_requests.records import files
from gov_requests.records.attachments import IDENTITY
from gov_requests.records.base import CHAINED, db, stored_columns
from gov_requests.records.canonical import canonical
from gov_requests.records.casefile import Casefile
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.chain import head
from gov_requests.records.dispute_file import Disputefile
from gov_requests.records.dispute_papers import PURPOSES, papers_of
from gov_requests.records.drafts import reviews_of, searches_of
from gov_requests.records.journal import JournalRow
from gov_requests.records.papers import Attachment, Delivery, Letter
from gov_requests.records.secrecy import documents_of
from gov_requests.statute.explain import explain_days
from gov_requests.terms import DELIVERY_METHODS, REVIEWS

CATALOGUE = "00 证据目录.xlsx"
_HEADINGS = ("序号", "文件", "证明什么", "大小（字节）", "SHA-256")


class Piece(NamedTuple):
    """One file of the package, and what it proves."""

    name: str
    proves: str
    content: bytes


def build(file: Disputefile, day: date) -> bytes:
    """Return the ZIP. The same file on the same day gives the same bytes."""
    pieces = [piece for link in file.links for piece in _of_case(link.case_id, day)]
    pieces += _papers(file.dispute.id)
    pieces.append(Piece("复议诉讼 办理记录.json", "本案的办理经过", _json(_steps(file))))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for piece in (_catalogue(pieces), *pieces):
            package.writestr(zipfile.ZipInfo(piece.name, (day.year, day.month, day.day, 0, 0, 0)), piece.content)
    return kept.getvalue()


def _papers(dispute_id: int) -> Iterator[Piece]:
    for row in papers_of(dispute_id):
        name = f"复议诉讼 材料/{row.id:06d} {_plain(row.filename)}"
        yield Piece(name, PURPOSES[row.purpose], files.read(row.sha256))


def _catalogue(pieces: list[Piece]) -> Piece:
    rows = [
        (number, piece.name, piece.proves, len(piece.content), hashlib.sha256(piece.content).hexdigest())
        for number, piece in enumerate(pieces, 1)
    ]
    return Piece(CATALOGUE, "", as_xlsx(_HEADINGS, rows, "证据目录"))


def _json(value: Any) -> bytes:
    return (canonical(value) + "\n").encode()


def _steps(file: Disputefile) -> dict[str, Any]:
    told = {"number": file.dispute.number, "kind": file.dispute.kind, "body": file.dispute.body}
    return told | {"received_on": file.dispute.received_on, "steps": [step._asdict() for step in file.steps]}


def _of_case(case_id: int, day: date) -> Iterator[Piece]:
    case, state = db.session.execute(
        sa.select(Case, CaseState).join(CaseState, CaseState.case_id == Case.id).where(Case.id == case_id)
    ).one()
    file, folder = Casefile(case, state), _plain(case.number)
    clock = file.clock(day)
    yield Piece(f"{folder}/01 申请.json", "申请的内容和登记", _json(_request(case)))
    yield from _letters(case_id, folder)
    yield from _attachments(case_id, folder)
    yield Piece(f"{folder}/04 事实.json", "各环节的法定日期", _json([fact.as_dict() for fact in file.facts]))
    proof = {
        "received_on": clock.received_on,
        "due_on": clock.due_on,
        "safe_due_on": clock.safe_due_on,
        "on_time": clock.on_time,
        "workdays_late": clock.workdays_late,
        "warnings": list(clock.warnings),
        "steps": list(clock.steps),
        "days": explain_days(clock) if clock.due_on else [],
    }
    yield Piece(f"{folder}/05 期限证明.json", "答复是否在法定期限内，逐步逐日", _json(proof))
    yield Piece(f"{folder}/06 检索记录.json", "已尽合理检索义务", _json(_searches(case_id)))
    yield Piece(f"{folder}/07 审查审核记录.json", "先审查、后公开", _json(_reviews(case_id)))
    sheet = secrecy_sheet(file, day, current_app.config.get("FONT_DIR"))
    if sheet is not None:
        yield Piece(f"{folder}/07 保密审查单.pdf", "先审查、后公开，逐件逐项", sheet)
    yield Piece(f"{folder}/08 送达记录.json", "何时、如何送达", _json(_deliveries(case_id)))
    yield Piece(f"{folder}/09 办理日志.jsonl", "办理经过，逐条带链式摘要，可独立验证", _journal(case_id))


def _plain(name: str) -> str:
    return name.replace("/", "_").replace("\\", "_")


def _request(case: Case) -> dict[str, Any]:
    names = ("number", "title", "description", "document_hint", "medium", "delivery", "registered_at")
    return {name: getattr(case, name) for name in names} | {"applicant": case.applicant.name}


def _letters(case_id: int, folder: str) -> Iterator[Piece]:
    for row in db.session.scalars(sa.select(Letter).where(Letter.case_id == case_id).order_by(Letter.id)):
        name = f"{folder}/02 文书/{row.id:06d} {_plain(row.title)} {_plain(row.number)}.pdf"
        yield Piece(name, f"{row.title}，{row.number}", files.read(row.pdf_sha256))


def _attachments(case_id: int, folder: str) -> Iterator[Piece]:
    query = sa.select(Attachment).where(
        Attachment.case_id == case_id, Attachment.purpose != IDENTITY, Attachment.withdrawn_at.is_(None)
    )
    for row in db.session.scalars(query.order_by(Attachment.id)):
        name = f"{folder}/03 材料/{row.id:06d} {_plain(row.filename)}"
        yield Piece(name, _OF_REQUESTS.get(row.purpose, "材料"), files.read(row.sha256))


_OF_REQUESTS = {
    "application": "申请人提交的材料",
    "search": "检索凭证",
    "release": "提供给申请人的信息",
    "delivery": "送达凭证",
    "incoming": "来件（补正、意见、缴费等）",
}


def _searches(case_id: int) -> list[dict[str, Any]]:
    names = ("place", "terms", "method", "searched_by", "searched_on", "found", "result")
    return [{name: getattr(row, name) for name in names} for row in searches_of(case_id)]


def _reviews(case_id: int) -> list[dict[str, Any]]:
    names = ("content_hash", "passed", "opinion", "findings", "reviewed_at", "level", "levels", "level_title")
    documents = defaultdict(list)
    for one in documents_of(case_id):
        documents[one.review_id].append({name: getattr(one, name) for name in _COLUMN})
    return [
        {name: getattr(row, name) for name in names}
        | {"kind": REVIEWS[row.kind], "version": row.draft.version, "reviewer": row.reviewer.name}
        | {"documents": documents[row.id]}
        for row in reversed(reviews_of(case_id))
    ]


#: What is told of each document that was reviewed.
_COLUMN = (
    *("kind", "title", "sha256", "source", "number", "dated", "carrier", "pages"),
    *("marks", "checks", "ground", "conclusion", "re_evaluate_on"),
)


def _deliveries(case_id: int) -> list[dict[str, Any]]:
    query = sa.select(Delivery, Letter.number).join(Letter, Letter.id == Delivery.letter_id)
    names = ("counted_on", "recipient", "tracking_number")
    return [
        {name: getattr(row, name) for name in names}
        | {"letter": number, "method": DELIVERY_METHODS.get(row.method, row.method)}
        for row, number in db.session.execute(query.where(Letter.case_id == case_id).order_by(Delivery.id))
    ]


def _journal(case_id: int) -> bytes:
    """The request's journal rows with their hashes, and where the chain ended when they were taken out."""
    table = JournalRow.__table__
    query = sa.select(*stored_columns(table)).where(table.c.case_id == case_id).order_by(table.c.id)
    rows = [dict(row) for row in db.session.execute(query).mappings()]
    lines = ({"journal": {name: row[name] for name in CHAINED}, "hash": row["hash"]} for row in rows)
    end = head()
    return b"".join(map(_json, [{"chain_count": end.count, "chain_hash": end.hash}, *lines]))
