"""Documents of a dispute (复议诉讼材料): applications, notices, answers, evidence, decisions, kept as attachments of requests are.

A paper belongs to the step that added it. It stands while that step stands: voiding the step takes the paper out of the file, the
evidence package and the archive; its content stays under its hash.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gov_requests.records import files
from gov_requests.records.attachments import Upload, checked, plain_name
from gov_requests.records.base import Act, Recorded, db
from gov_requests.records.dispute_file import Disputefile
from gov_requests.records.disputes import DisputeStep
from gov_requests.records.types import Instant
from gov_requests.refusals import BadInput

#: What a paper is.
PURPOSES: Final = {
    "claim": "申请书、起诉状、投诉材料",
    "notice": "答复通知、应诉通知、传票",
    "answer": "答复书、答辩状",
    "evidence": "证据材料",
    "authority": "授权委托、出庭材料",
    "decision": "决定、裁判文书",
    "performance": "履行、整改材料",
    "other": "其他",
}
ADDED: Final = "paper_added"


class DisputePaper(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One paper of a dispute; ``step`` is the number of the step that added it."""

    __tablename__ = "dispute_papers"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True)
    dispute_id: Mapped[int] = mapped_column(sa.ForeignKey("disputes.id"), index=True)
    step: Mapped[int]
    purpose: Mapped[str] = mapped_column(sa.String(20))
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    added_at: Mapped[datetime] = mapped_column(Instant())


def add_papers(act: Act, file: Disputefile, purpose: str, uploads: Sequence[Upload]) -> list[DisputePaper]:
    """Keep papers in a dispute's file inside ``one_act``, as one step. Raises ``BadInput`` for a file that may not come in, or none."""
    if not uploads:
        raise BadInput("请选择文件。", "files")
    rows = [_row(file, purpose, upload, act.at) for upload in uploads]
    db.session.add_all(rows)
    told = [{"name": row.filename, "sha256": row.sha256, "id": row.public_id} for row in rows]
    file.append(act, ADDED, purpose=purpose, papers=told)
    return rows


def _row(file: Disputefile, purpose: str, upload: Upload, at: datetime) -> DisputePaper:
    name = plain_name(upload.filename)
    media_type = checked(name, upload.content)
    return DisputePaper(
        public_id=secrets.token_hex(16),
        dispute_id=file.dispute.id,
        step=file.version + 1,
        purpose=purpose,
        filename=name,
        media_type=media_type,
        size=len(upload.content),
        sha256=files.keep(upload.content),
        added_at=at,
    )


def papers_of(dispute_id: int) -> list[DisputePaper]:
    """Return the papers of a dispute whose step stands, in the order in which they came."""
    query = sa.select(DisputeStep.data).where(DisputeStep.dispute_id == dispute_id, DisputeStep.kind == "voided")
    voided = {data["seq"] for data in db.session.scalars(query)}
    papers = sa.select(DisputePaper).where(DisputePaper.dispute_id == dispute_id).order_by(DisputePaper.id)
    return [row for row in db.session.scalars(papers) if row.step not in voided]
