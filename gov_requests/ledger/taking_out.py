"""Taking the ledger out (导出台账): requests as the journal tells them, in the form in which they come in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from gov_requests import masking
from gov_requests.ledger.cells import plain
from gov_requests.ledger.columns import (
    APPLICANT_WORDS,
    CHANNEL_WORDS,
    DISPUTE_WORDS,
    DISPUTES,
    PROCEDURE_WORDS,
    REQUESTS,
    SOURCE_WORDS,
)
from gov_requests.ledger.contacts import joined
from gov_requests.ledger.lives import SEPARATOR
from gov_requests.records.base import db
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.dispute_bulk import ledger_rows
from gov_requests.records.journal import JournalRow
from gov_requests.records.people import Organ, Section
from gov_requests.records.projection import Entry, facts_of, standing
from gov_requests.statute.facts import (
    Corrected,
    CorrectionRequested,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    OpinionReceived,
    OpinionSought,
)
from gov_requests.statute.reply_kinds import REPLY_KINDS

Cells = dict[str, Any]
_BATCH = 1000
_CONTACT = ("contact", "phone", "address", "postcode", "email")
_CHANNELS = {code: word for word, code in CHANNEL_WORDS.items()}
_KINDS = {code: word for word, code in APPLICANT_WORDS.items()}
_SOURCES = {code: word for word, code in SOURCE_WORDS.items()}
_DISPUTES = {code: word for word, code in DISPUTE_WORDS.items()}
_PROCEDURES = {code: word for word, code in PROCEDURE_WORDS.items()}
_ENDING = frozenset({"replied", "withdrawn", "abandoned"})
#: What an ending without a kind of reply is.
_WITHOUT_KIND = {"withdrawn": "withdrawn", "abandoned": "abandoned_uncorrected"}


@dataclass(slots=True)
class TakenOut:
    """What goes out: of which organ, received in which year by the legal receipt date (None: all), how, and within which
    scope (None: all of the organ).

    ``requests`` is filled with the numbers that went out, for the disputes about them.
    """

    organ: Organ
    year: int | None = None
    masked: bool = True
    within: sa.ColumnElement[bool] | None = None
    requests: set[str] = field(default_factory=set)

    def criteria(self) -> list[sa.ColumnElement[bool]]:
        """Return the criteria on ``case_states``."""
        found = [CaseState.organ_id == self.organ.id]
        if self.within is not None:
            found.append(self.within)
        if self.year is not None:
            found.append(CaseState.received_on.between(date(self.year, 1, 1), date(self.year, 12, 31)))
        return found

    def many(self) -> int:
        """Return how many requests go out."""
        return db.session.scalar(sa.select(sa.func.count()).select_from(CaseState).where(*self.criteria())) or 0


def request_rows(out: TakenOut) -> Iterator[list[Any]]:
    """Yield the rows of the sheet 申请 in the order of receipt."""
    query = (
        sa.select(
            Case.id,
            Case.number,
            Case.description,
            *(getattr(Case, name) for name in _CONTACT),
            Applicant.kind,
            Applicant.name,
            Applicant.id_number,
            Section.name.label("section"),
        )
        .join(Applicant, Applicant.id == Case.applicant_id)
        .join(CaseState, CaseState.case_id == Case.id)
        .outerjoin(Section, Section.id == CaseState.section_id)
        .where(*out.criteria())
        .order_by(CaseState.received_on, Case.id)
    )
    ids = list(db.session.scalars(query.with_only_columns(Case.id)))
    for first in range(0, len(ids), _BATCH):
        some = ids[first : first + _BATCH]
        journals = _journals(some)
        for case in db.session.execute(query.where(Case.id.in_(some))):
            out.requests.add(case.number)
            yield from _rows(case, journals[case.id], masked=out.masked)


def _journals(ids: Sequence[int]) -> dict[int, list[Entry]]:
    rows = db.session.execute(
        sa.select(JournalRow.case_id, JournalRow.case_seq, JournalRow.kind, JournalRow.happened_on, JournalRow.data)
        .where(JournalRow.case_id.in_(ids), JournalRow.case_seq.is_not(None))
        .order_by(JournalRow.case_id, JournalRow.case_seq)
    )
    return {
        case_id: [Entry(row.case_seq, row.kind, row.happened_on, row.data) for row in group]
        for case_id, group in groupby(rows, key=lambda row: row.case_id)
    }


def _rows(case: Any, journal: list[Entry], *, masked: bool) -> Iterator[list[Any]]:
    held = standing(journal)
    received = next(entry for entry in held if entry.kind == "received")
    ledger = received.data.get("ledger", {})
    told = {
        **_who(case, masked=masked),
        "收到方式": _CHANNELS[received.data["fact"]["channel"]],
        "收到日期": received.happened_on,
        "确认日期": next((fact.confirmed_on for fact in facts_of(held) if hasattr(fact, "confirmed_on")), None),
    }
    more = told | {"承办部门": case.section or ledger.get("department", ""), "备注": ledger.get("note", "")}
    for number, cells in enumerate(_told(held, ledger.get("numbers", ""))):
        base = more if number == 0 else {name: told[name] for name in told if name in _REPEATED}
        yield [_cell((base | cells).get(column.heading)) for column in REQUESTS]


#: What a continuation row says again: the number, and what must be filled.
_REPEATED = frozenset(column.heading for column in REQUESTS if column.must)


def _who(case: Any, *, masked: bool) -> Cells:
    person = case.kind == "natural_person"
    return {
        "登记编号": case.number,
        "申请人类型": _KINDS[case.kind],
        "申请人": masking.name(case.name) if masked and person else case.name,
        "证件号码": masking.id_number(case.id_number) if masked else case.id_number,
        "联系方式": joined({name: getattr(case, name) for name in _CONTACT}, masked=masked),
        "申请内容": case.description,
    }


def _told(held: Sequence[Entry], numbers: str) -> list[Cells]:
    """Return what happened, row by row: the n-th correction, consultation, extension, fee and reply stand in the n-th row."""
    facts = sorted(facts_of(held), key=lambda fact: (fact.on, fact.rank))
    groups = (
        _pairs(facts, CorrectionRequested, Corrected, ("补正告知日期", "补正收到日期")),
        _consultations(facts),
        [
            {"延期批准日期": fact.approved_on, "延期告知日期": fact.on, "延期工作日": fact.workdays}
            for fact in facts
            if isinstance(fact, Extended)
        ],
        _pairs(facts, FeeNoticed, FeePaid, ("收费通知日期", "缴费日期")),
        _replies(held, numbers),
    )
    rows: list[Cells] = [{} for _ in range(max(1, *map(len, groups)))]
    for group in groups:
        for row, cells in zip(rows, group, strict=False):
            row.update(cells)
    return rows


def _pairs(facts: Sequence[Fact], asked: type[Fact], came: type[Fact], names: tuple[str, str]) -> list[Cells]:
    """Return notices with what came upon them: each answer beside the first notice that has none."""
    found: list[Cells] = []
    for fact in facts:
        if isinstance(fact, asked):
            found.append({names[0]: fact.on, names[1]: None})
        elif isinstance(fact, came):
            waiting = next((row for row in found if row[names[1]] is None), None)
            if waiting is None:
                found.append({names[0]: None, names[1]: fact.on})
            else:
                waiting[names[1]] = fact.on
    return found


def _consultations(facts: Sequence[Fact]) -> list[Cells]:
    came = {fact.ref: fact.on for fact in facts if isinstance(fact, OpinionReceived)}
    return [
        {
            "征求意见对象": _SOURCES[fact.source],
            "征求发出日期": fact.on,
            "征求送达日期": fact.delivered_on,
            "意见收到日期": came.get(fact.ref),
        }
        for fact in facts
        if isinstance(fact, OpinionSought)
    ]


def _replies(held: Sequence[Entry], numbers: str) -> list[Cells]:
    ended = sorted(
        (entry for entry in held if entry.kind in _ENDING and entry.happened_on is not None),
        key=lambda entry: (entry.happened_on, entry.kind != "replied"),
    )
    found = []
    for entry in ended:
        code = entry.data.get("reply_kind") or _WITHOUT_KIND.get(entry.kind)
        title = REPLY_KINDS[code].title if code else ""
        found.append({"答复类型": title, "答复日期": entry.happened_on, "文号": entry.data.get("letter", "")})
    return found + [{"文号": number} for number in numbers.split(SEPARATOR) if number]


def dispute_rows(out: TakenOut) -> Iterator[list[Any]]:
    """Yield the rows of the sheet 复议诉讼: those of the requests that went out before, and where all go out those without a request.

    With a year, a dispute without a request goes with the year in which it was received.
    """
    for told, request in ledger_rows(out.organ.id):
        alone = request is None and out.within is None and out.year in (None, told.received_on.year)
        if request not in out.requests and not alone:
            continue
        cells = {
            "案件编号": told.number,
            "类型": _DISPUTES[told.kind],
            "关联登记编号": request,
            "收到日期": told.received_on,
            "复议机关或法院": told.body,
            "程序": _PROCEDURES.get(told.procedure or ""),
            "答辩日期": told.answered_on,
            "结果": told.outcome,
            "结案日期": told.concluded_on,
            "纠正原因": told.reason,
            "备注": told.note,
        }
        yield [_cell(cells[column.heading]) for column in DISPUTES]


def _cell(value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()
    return plain(value) or None if isinstance(value, str) else value
