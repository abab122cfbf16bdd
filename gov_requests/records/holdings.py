"""Which files the records name, and on which shelf each lies: attachments, identity papers, letters, papers of disputes and drafts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from gov_requests.records.attachments import IDENTITY
from gov_requests.records.base import db
from gov_requests.records.dispute_papers import DisputePaper
from gov_requests.records.entry_draft_files import EntryDraftFile
from gov_requests.records.files import DRAFTS, PAPERS
from gov_requests.records.files import IDENTITY as IDENTITY_SHELF
from gov_requests.records.papers import Attachment, Letter

_ROWS = 2000


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that some record names. ``expires_on``: an identity paper may be gone after that day."""

    shelf: str
    sha256: str
    expires_on: date | None = None

    @property
    def place(self) -> str:
        """Where it lies under ``DATA_DIR``."""
        return f"{self.shelf}/{self.sha256[:2]}/{self.sha256}"


def named_files() -> Iterator[NamedFile]:
    """Yield every file that a record names and that should be there (some more than once)."""
    standing = sa.select(Attachment.purpose, Attachment.sha256, Attachment.expires_on).where(
        Attachment.removed_at.is_(None)
    )
    for purpose, sha256, expires_on in db.session.execute(standing.execution_options(yield_per=_ROWS)):
        yield NamedFile(IDENTITY_SHELF if purpose == IDENTITY else PAPERS, sha256, expires_on)
    letters = sa.select(Letter.pdf_sha256, Letter.docx_sha256).execution_options(yield_per=_ROWS)
    for hashes in db.session.execute(letters):
        yield from (NamedFile(PAPERS, sha256) for sha256 in hashes if sha256 is not None)
    papers = sa.select(DisputePaper.sha256).execution_options(yield_per=_ROWS)
    yield from (NamedFile(PAPERS, sha256) for sha256 in db.session.scalars(papers))
    drafts = sa.select(EntryDraftFile.sha256).execution_options(yield_per=_ROWS)
    yield from (NamedFile(DRAFTS, sha256) for sha256 in db.session.scalars(drafts))
