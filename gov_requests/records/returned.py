"""回传稿: the DOCX of a draft that came back from the OA, bound to the very draft that went out."""

from collections.abc import Iterable

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.papers import Attachment, Draft
from gov_requests.records.projection import Entry, standing

RETURNED = "returned"


def returned_for(entries: Iterable[Entry], draft: Draft) -> Attachment | None:
    """Return the file that came back last for the draft as it stands; None where there is none, or it was taken back."""
    last = [entry for entry in standing(entries) if entry.kind == "copy_returned"]
    if not last or last[-1].data["content_hash"] != draft.content_hash or last[-1].data["public_id"] is None:
        return None
    return db.session.scalars(sa.select(Attachment).where(Attachment.public_id == last[-1].data["public_id"])).one()
