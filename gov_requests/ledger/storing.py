"""Bringing a checked ledger in (导入台账): one transaction for all of it, one journal row a fact, one for the act itself."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gov_requests.ledger.checking import Checked, Folded
from gov_requests.ledger.columns import APPLICANT_WORDS
from gov_requests.ledger.contacts import id_type, split
from gov_requests.records.base import db, one_act
from gov_requests.records.bulk import BulkWriter, Signed, is_taken
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.dispute_bulk import PROJECTED, RECORDED, Answered, LedgerScribe
from gov_requests.records.keys import Keyring, keyring
from gov_requests.records.people import Person
from gov_requests.records.projection import own_columns
from gov_requests.refusals import Refusal, SomeoneElseActed

#: How much of the request stands in for its title.
_TITLE_LENGTH = 40
#: What a ledger does not tell.
_UNTOLD = "未载明"
_ASKED = 500
_STEPS = 3
CLASH = "没有导入：别人刚登记了相同的编号。请重新核对后再导入。"


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a ledger came from."""

    name: str
    sha256: str

    @classmethod
    def of(cls, name: str, content: bytes) -> "Source":
        """Return what the journal keeps of a file."""
        return cls(name[:120], hashlib.sha256(content).hexdigest())


def store(checked: Checked, source: Source, *, by: Person | str, key: str | None = None) -> None:
    """Store a ledger that has no fault: all of it or nothing. Raises ``Refusal`` where there is one."""
    if checked.faults:
        raise Refusal(*(fault.sentence for fault in checked.faults))
    try:
        with one_act(by, key) as act:
            scribe = _Scribe(checked, Signed(act.by, act.signature), act.at)
            scribe.reserve()
            for one in checked.requests:
                scribe.request(one)
            scribe.disputes()
            scribe.writer.write(db.session())
            counts = checked.counts()
            act.note(
                "ledger_imported",
                organ=checked.organ.code,
                file=source.name,
                sha256=source.sha256,
                requests=counts["requests"],
                disputes=counts["disputes"],
                warnings=len(checked.warnings),
            )
    except IntegrityError as clash:
        if is_taken(clash):
            raise SomeoneElseActed(CLASH) from clash
        raise


@dataclass(slots=True)
class _Scribe:
    """Turns what was checked into rows."""

    checked: Checked
    by: Signed
    at: datetime
    keys: Keyring = field(default_factory=keyring)
    writer: BulkWriter = field(
        default_factory=lambda: BulkWriter(
            ("applicants", "cases", *RECORDED), ("case_states", "case_parties", *PROJECTED)
        )
    )
    answered: dict[str, Answered] = field(default_factory=dict)
    known: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def reserve(self) -> None:
        """Take the numbers of all rows, and find who has asked here before."""
        requests, disputes = self.checked.requests, self.checked.disputes
        self.writer.reserve("applicants", len(requests))
        self.writer.reserve("cases", len(requests))
        for table in RECORDED:
            # A row tells of a dispute, its request, and up to three steps.
            self.writer.reserve(table, _STEPS * len(disputes))
        self.known = self._applicants_here(sorted({index for one in requests if (index := self._index(one))}))
        here = (
            sa.select(
                Case.number,
                Case.id,
                CaseState.section_id,
                CaseState.handler_id,
                CaseState.reply_kind,
                CaseState.channel,
            )
            .join(CaseState, CaseState.case_id == Case.id)
            .where(Case.organ_id == self.checked.organ.id)
        )
        wanted = sorted({dispute.request for dispute in disputes} - {""})
        for first in range(0, len(wanted), _ASKED):
            rows = db.session.execute(here.where(Case.number.in_(wanted[first : first + _ASKED])))
            self.answered |= {row.number: Answered(*row[1:]) for row in rows}

    def _applicants_here(self, indexes: Sequence[str]) -> dict[tuple[str, str, str], int]:
        found = {}
        of_organ = sa.select(Applicant.id, Applicant.id_index, Applicant.name, Applicant.kind).where(
            Applicant.organ_id == self.checked.organ.id
        )
        for first in range(0, len(indexes), _ASKED):
            query = of_organ.where(Applicant.id_index.in_(indexes[first : first + _ASKED]))
            for row in db.session.execute(query.order_by(Applicant.id.desc())):
                found[row.id_index, row.name, row.kind] = row.id
        return found

    def request(self, one: Folded) -> None:
        """Add a request with its journal and its projection."""
        base, organ_id = one.life.base, self.checked.organ.id
        case_id = self.writer.record("cases", **self._case(base, one, organ_id))
        how = {name: one.state[name] for name in ("section_id", "handler_id", "reply_kind", "channel")}
        self.answered[one.life.number] = Answered(case_id, **how)
        for entry in one.entries:
            self.writer.act(
                entry.kind,
                entry.data,
                case_id=case_id,
                case_seq=entry.seq,
                on=entry.happened_on,
                at=self.at,
                by=self.by,
            )
        own = own_columns(organ_id, APPLICANT_WORDS[base["申请人类型"]], None)
        self.writer.project("case_states", case_id=case_id, **one.state | own)
        if self.by.id is not None:
            self.writer.project("case_parties", case_id=case_id, person_id=self.by.id)

    def _case(self, base: dict[str, Any], one: Folded, organ_id: int) -> dict[str, Any]:
        return {
            "organ_id": organ_id,
            "number": one.life.number,
            "year": one.life.received_on.year,
            "serial": None,
            "applicant_id": self._applicant(one),
            "title": _title(base["申请内容"]),
            "description": base["申请内容"],
            "document_hint": None,
            "medium": _UNTOLD,
            "delivery": _UNTOLD,
            **split(base["联系方式"]),
            "registered_at": self.at,
        }

    def _index(self, one: Folded) -> str | None:
        base = one.life.base
        if not base["证件号码"]:
            return None
        kind = APPLICANT_WORDS[base["申请人类型"]]
        return self.keys.blind_index(f"{id_type(kind, base['证件号码'])}:{base['证件号码']}")

    def _applicant(self, one: Folded) -> int:
        base, index = one.life.base, self._index(one)
        kind, number = APPLICANT_WORDS[base["申请人类型"]], base["证件号码"]
        who = (index or "", base["申请人"], kind)
        if index is not None and who in self.known:
            return self.known[who]
        applicant_id = self.writer.record(
            "applicants",
            organ_id=self.checked.organ.id,
            kind=kind,
            name=base["申请人"],
            id_type=id_type(kind, number) if number else None,
            id_number=self.keys.seal(number) if number else None,
            id_index=index,
            legal_representative=None,
        )
        if index is not None:
            self.known[who] = applicant_id
        return applicant_id

    def disputes(self) -> None:
        """Add the disputes, each with a journal row of its own."""
        scribe = LedgerScribe(self.writer, self.checked.organ.id, self.at, self.by.id)
        for dispute in self.checked.disputes:
            scribe.write_row(dispute.told(), self.answered.get(dispute.request))
            told = {"organ": self.checked.organ.code, "number": dispute.number, "request": dispute.request}
            self.writer.act("dispute_imported", told, at=self.at, by=self.by)


def _title(description: str) -> str:
    first = " ".join(description.split())
    return first if len(first) <= _TITLE_LENGTH else f"{first[: _TITLE_LENGTH - 1]}…"
