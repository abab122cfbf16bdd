"""The files of a request that can be gone through: those that may go out, and what was found."""

import sqlalchemy as sa

from gov_requests.documents.pages import SEVERED
from gov_requests.records.base import db
from gov_requests.records.papers import Attachment

#: Purposes of attachments that may hold what is asked for.
_PURPOSES = ("release", "search")


def attachments_of(case_id: int) -> list[Attachment]:
    """Return them, in order."""
    query = sa.select(Attachment).where(
        Attachment.case_id == case_id,
        Attachment.purpose.in_(_PURPOSES),
        Attachment.media_type.in_(SEVERED),
        Attachment.withdrawn_at.is_(None),
    )
    return list(db.session.scalars(query.order_by(Attachment.id)))
