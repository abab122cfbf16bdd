"""Drafts and the reviews that hold for them (拟稿、审核): read here by the rooms that write, review, sign and show."""

import hashlib
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from gov_requests.records import files
from gov_requests.records.base import db
from gov_requests.records.canonical import canonical
from gov_requests.records.papers import Attachment, Draft, Review, Search
from gov_requests.refusals import NotFound


def latest_draft(case_id: int) -> Draft | None:
    """Return the newest version of a request's draft reply."""
    return db.session.scalars(sa.select(Draft).where(Draft.case_id == case_id).order_by(Draft.version.desc())).first()


def content_hash(reply_kind: str, content: dict[str, Any], listed: Sequence[dict[str, Any]]) -> str:
    """Return the hash that a review binds to: what the reply says, and the very files that go out with it."""
    whole = {
        "reply_kind": reply_kind,
        "content": content,
        "files": [(item["title"], item["sha256"]) for item in listed],
    }
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def holding_review(draft: Draft, kind: str) -> Review | None:
    """Return the passed review of this kind that holds for the draft as it stands; None where there is none or it is void.

    先审查、后公开: a review holds for the content that was reviewed, so any change afterwards voids it (保密法实施条例第四十二条).
    Of several levels only the last one's pass is one.
    """
    query = sa.select(Review).where(
        Review.case_id == draft.case_id,
        Review.kind == kind,
        Review.passed,
        Review.content_hash == draft.content_hash,
        sa.or_(Review.level.is_(None), Review.level == Review.levels),
    )
    return db.session.scalars(query.order_by(Review.id.desc())).first()


def reviews_of(case_id: int) -> Sequence[Review]:
    """Return all reviews of a request, newest first."""
    return db.session.scalars(sa.select(Review).where(Review.case_id == case_id).order_by(Review.id.desc())).all()


def damaged_files(draft: Draft) -> list[str]:
    """Return the titles of files that are gone or no longer have the hash under which they were reviewed."""
    return [item["title"] for item in draft.files if not _whole(item["sha256"])]


def _whole(sha256: str) -> bool:
    try:
        files.read(sha256)
    except NotFound:
        return False
    return True


def places_in_vain(case_id: int) -> Sequence[str]:
    """Return the different places that were searched without a result."""
    query = sa.select(Search.place).where(Search.case_id == case_id, Search.found.is_(False)).distinct()
    return db.session.scalars(query).all()


def searches_of(case_id: int) -> Sequence[Search]:
    """Return a request's search records, by day."""
    return db.session.scalars(
        sa.select(Search).where(Search.case_id == case_id).order_by(Search.searched_on, Search.id)
    ).all()


def release_files(case_id: int) -> Sequence[Attachment]:
    """Return the files that have been uploaded for giving out and have not been taken back."""
    query = sa.select(Attachment).where(
        Attachment.case_id == case_id, Attachment.purpose == "release", Attachment.withdrawn_at.is_(None)
    )
    return db.session.scalars(query.order_by(Attachment.id)).all()
