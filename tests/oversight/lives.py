"""Requests written past the acts in bulk, so that a year's report can be rebuilt cell by cell."""

import itertools
from datetime import UTC, date, datetime, time
from typing import Any

from gov_requests.access import Role
from gov_requests.demo.writer import Writer
from gov_requests.records.bulk import Signed
from gov_requests.records.calendar import calendar
from gov_requests.records.people import Organ
from gov_requests.records.projection import Entry, fold
from gov_requests.statute.annual_report import APPLICANTS, FORWARD, LEAVES, NEW, OVER
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.today import SHANGHAI
from tests import factories

#: Row of table three → a kind of answer that counts there.
KIND_OF_ROW = {kind.report_row: kind.code for kind in reversed(REPLY_KINDS.values())}
_number = itertools.count(1)


class Past:
    """Writes lives of an organ's requests; `close` puts them into the database."""

    def __init__(self, organ: Organ, clerk: Any) -> None:
        self.writer, self.organ, self.by = Writer(), organ, Signed(clerk.id, clerk.username)

    def life(self, kind: str, received: date, closed: date | None = None, reply: str | None = None, **fact: Any) -> int:
        """Add a request of an applicant's kind, received and perhaps closed; return its id."""
        writer, n = self.writer, next(_number)
        applicant = writer.record("applicants", organ_id=self.organ.id, kind=kind, name=f"虚构{n}", id_type=None, id_number=None, id_index=None, legal_representative=None)  # fmt: skip  # noqa: E501
        at = datetime.combine(received, time(1, tzinfo=UTC))
        case_id = writer.record("cases", organ_id=self.organ.id, number=f"{received.year}-P{n:05d}", year=received.year, serial=None, applicant_id=applicant, title="虚构事项", description="申请公开虚构事项。", document_hint=None, medium="纸质", delivery="邮寄", contact=None, phone=None, address=None, postcode=None, email=None, registered_at=at)  # fmt: skip  # noqa: E501
        entries = [Entry(1, "received", received, {"fact": {"channel": "in_person", **fact}}, self.by.id)]
        if closed is not None:
            ending = REPLY_KINDS[reply or "disclosed"]
            entries.append(Entry(2, ending.closes_by, closed, {"fact": {}, "reply_kind": ending.code}, self.by.id))
        for entry in entries:
            writer.act(
                entry.kind, entry.data, case_id=case_id, case_seq=entry.seq, on=entry.happened_on, at=at, by=self.by
            )
        columns = fold(entries, calendar(), closed or received)
        writer.project("case_states", case_id=case_id, organ_id=self.organ.id, applicant_kind=kind, **columns)
        writer.project("case_parties", case_id=case_id, person_id=self.by.id)
        return case_id

    def year(self, year: int, three: dict[str, dict[str, int]]) -> None:
        """Add the lives that a published table three tells of."""
        for kind in APPLICANTS:
            endings = [leaf for leaf in LEAVES for _ in range(three[leaf][kind])]
            endings += [None] * three[FORWARD][kind]
            # The oldest are done first; that is all that the table does not say.
            receipts = [date(year - 1, 12, 20)] * three[OVER][kind] + [date(year, 6, 15)] * three[NEW][kind]
            for received, leaf in zip(receipts, endings, strict=True):
                closed = None if leaf is None else date(year, 12, 31) if received.year == year else date(year, 1, 2)
                self.life(kind, received, closed, KIND_OF_ROW[leaf] if leaf else None)

    def close(self) -> None:
        """Write them."""
        self.writer.close()


def morning(day, hour=9):
    return datetime.combine(day, time(hour), SHANGHAI).astimezone(UTC)


def staffed():
    """An office with somebody in every role."""
    office = factories.Office()
    for role in Role:
        getattr(office, role)
    return office
