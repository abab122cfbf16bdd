"""What a request's file holds, section by section as it is bound: kept files under their hash, sheets drawn from the records."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

import sqlalchemy as sa

from gov_requests.documents.secrecy_sheet import TITLE as SHEET_TITLE
from gov_requests.documents.secrecy_sheet import parts_of
from gov_requests.documents.sheets import Table
from gov_requests.records.attachments import IDENTITY
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile
from gov_requests.records.dispute_file import disputes_of_case
from gov_requests.records.dispute_papers import PURPOSES, papers_of
from gov_requests.records.drafts import reviews_of, searches_of
from gov_requests.records.papers import Attachment, Letter
from gov_requests.records.people import Person
from gov_requests.records.projection import standing
from gov_requests.records.severings import severings_of
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.terms import DELIVERY_METHODS
from gov_requests.today import SHANGHAI

#: Section → the letters that belong to it.
LETTERS_OF: Final = {
    "登记回执": ("D01",),
    "补正": ("D02",),
    "说明理由": ("D03",),
    "征求意见": ("D05", "D06", "D07", "D08"),
    "延期": ("D04",),
    "收费": ("D09",),
}
_NOTICES: Final = frozenset(code for codes in LETTERS_OF.values() for code in codes)
#: What came in → the section that it belongs to.
_INCOMING: Final = {
    "corrected": "补正",
    "opinion_received": "征求意见",
    "fee_paid": "收费",
    "withdrawn": "其他来件",
} | {"referral_answered": "保密审查"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that the request keeps under its hash."""

    section: str
    name: str
    sha256: str
    ending: str = ".pdf"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet that is drawn from the records when the file is bound."""

    section: str
    title: str
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called in the catalogue."""
        return self.title


class _Papers:
    """What the sections draw on, read once."""

    def __init__(self, file: Casefile) -> None:
        self.file = file
        case_id = file.case.id
        self.letters = db.session.scalars(sa.select(Letter).where(Letter.case_id == case_id).order_by(Letter.id)).all()
        query = sa.select(Attachment).where(Attachment.case_id == case_id, Attachment.purpose != IDENTITY)
        self.attachments = db.session.scalars(query.order_by(Attachment.id)).all()
        self.entries = standing(file.entries)
        people = {row.recorded_by for row in file.journal}
        rows = db.session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(people)))
        self.names: dict[int, str] = {row.id: row.name for row in rows}

    def of(self, section: str, purpose: str) -> Iterator[Kept]:
        """Yield the standing attachments of a purpose."""
        return (_kept(section, one) for one in self.attachments if one.purpose == purpose and one.withdrawn_at is None)

    def came_in(self, section: str) -> Iterator[Kept]:
        """Yield the papers that came in and belong to a section."""
        named = {
            public_id
            for entry in self.entries
            if _INCOMING.get(entry.kind) == section
            for public_id in entry.data.get("attachments", ())
        }
        return (_kept(section, one) for one in self.attachments if one.public_id in named)

    def lettered(self, section: str, codes: Sequence[str]) -> Iterator[Kept]:
        """Yield the letters of these codes as they were frozen."""
        for row in self.letters:
            if row.code in codes:
                yield from _letter(section, row)

    def rows(self, kinds: Iterable[str], tell: Callable[[dict[str, object]], str]) -> list[tuple[str, ...]]:
        """Return journal rows of these kinds as rows of a sheet: instant, person, what."""
        wanted = frozenset(kinds)
        return [
            (
                row.recorded_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
                self.names.get(row.recorded_by or 0, row.signature),
                tell(row.data),
            )
            for row in self.file.journal
            if row.kind in wanted
        ]


def contents_of(file: Casefile) -> list[Kept | Drawn]:
    """Return what the file holds in order; sections of which there is nothing are left out."""
    papers = _Papers(file)
    return [one for section in SECTIONS for one in section(papers)]


def _kept(section: str, one: Attachment) -> Kept:
    name = PurePosixPath(one.filename)
    return Kept(section, name.stem, one.sha256, name.suffix.lower())


def _letter(section: str, row: Letter) -> Iterator[Kept]:
    title = f"{row.title} {row.number}{'（作废）' if row.voided_at else ''}"
    yield Kept(section, title, row.pdf_sha256)
    if row.docx_sha256 is not None:
        yield Kept(section, f"{title} 签发的回传稿", row.docx_sha256, ".docx")


def _sheet(
    section: str, title: str, columns: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[tuple[str, ...]]
) -> Iterator[Drawn]:
    if rows:
        yield Drawn(section, title, tables=[Table(columns, widths, list(rows))])


_WHEN_WHO_WHAT: Final = (("时间", "经办人", "内容"), (3, 2, 8))


def _application(papers: _Papers) -> Iterator[Kept | Drawn]:
    case = papers.file.case
    yield Drawn(
        "申请",
        "登记表",
        [
            f"申请人：{case.applicant.name}",
            f"收到申请之日：{papers.file.state.received_on.isoformat()}",
            f"载体：{case.medium}　　获取方式：{case.delivery}",
            "身份证明单独保管，到期删除，不入本卷。",
            "申请内容：",
            *case.description.splitlines(),
        ],
    )
    yield from papers.of("申请", "application")
    yield from papers.lettered("登记回执", LETTERS_OF["登记回执"])


def _correction(papers: _Papers) -> Iterator[Kept | Drawn]:
    yield from papers.lettered("补正", LETTERS_OF["补正"])
    yield from papers.came_in("补正")
    yield from papers.lettered("说明理由", LETTERS_OF["说明理由"])


def _assignment(papers: _Papers) -> Iterator[Kept | Drawn]:
    kinds = ("assigned", "transferred", "handed_over", "assignment_returned", "itemised")

    def tell(data: dict[str, object]) -> str:
        items = data.get("items")
        if isinstance(items, list):
            return f"分列事项：{'；'.join(map(str, items)) or '不再分项'}"
        told = f"{data.get('section', '')} {data.get('handler', '')}".strip()
        more = data.get("note") or data.get("reason")
        return f"{told}：{more}" if told and more else str(told or more or "")

    yield from _sheet("交办", "交办单", *_WHEN_WHO_WHAT, papers.rows(kinds, tell))


def _search(papers: _Papers) -> Iterator[Kept | Drawn]:
    rows = [
        (row.searched_on.isoformat(), row.place, row.method, row.terms, row.searched_by, row.result)
        for row in searches_of(papers.file.case.id)
    ]
    columns = ("日期", "检索范围", "检索方式", "检索词", "检索人", "结果")
    yield from _sheet("检索", "检索记录", columns, (3, 3, 3, 3, 2, 5), rows)
    yield from papers.of("检索", "search")


def _severing(papers: _Papers) -> Iterator[Kept | Drawn]:
    """第三十七条: what was given, withheld and covered, file by file; originals stand under their own hash."""
    rows = [
        (
            one.severing.source.filename,
            f"第 {row.page} 页" if row.page else "整份",
            "遮盖" if row.page and row.covered else "不予公开" if row.covered else "不遮盖",
            REPLY_KINDS[row.ground].ground if row.ground in REPLY_KINDS else "—",
            row.reason or "—",
            f"{row.person.name} {row.decided_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        )
        for one in severings_of(papers.file.case.id)
        for row in one.rulings
    ]
    columns = ("文件", "位置", "处理", "依据", "理由", "经办人和时间")
    yield from _sheet("区分处理", "区分处理记录", columns, (4, 2, 2, 3, 5, 4), rows)
    yield from papers.of("区分处理", "original")


def _others_asked(papers: _Papers) -> Iterator[Kept | Drawn]:
    yield from papers.lettered("征求意见", LETTERS_OF["征求意见"])
    yield from papers.came_in("征求意见")
    yield from papers.lettered("延期", LETTERS_OF["延期"])


def _reviews(papers: _Papers) -> Iterator[Kept | Drawn]:
    sheet = parts_of(papers.file)
    if sheet is not None:
        yield Drawn("保密审查", SHEET_TITLE, sheet[0], sheet[1])
    yield from papers.came_in("保密审查")
    found = [
        (
            row.reviewed_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
            row.reviewer.name,
            f"第 {row.draft.version} 稿：{'通过' if row.passed else '退回'}\n{row.opinion}".strip(),
        )
        for row in reversed(reviews_of(papers.file.case.id))
        if row.kind == "legal"
    ]
    yield from _sheet("法制审核", "法制审核意见", ("时间", "审查人", "结论和意见"), (3, 2, 8), found)


def _signature(papers: _Papers) -> Iterator[Kept | Drawn]:
    def tell(data: dict[str, object]) -> str:
        passed = data.get("passed_over")
        over = (
            f"\n未采纳的提醒：{'；'.join(map(str, passed))}\n理由：{data.get('pass_reason', '')}"
            if isinstance(passed, list)
            else ""
        )
        return f"{data.get('title', '')} {data.get('number', '')} {data.get('opinion', '')}{data.get('reason', '')}{over}".strip()

    kinds = ("signed", "signature_returned", "notice_issued", "notice_returned", "notice_voided", "letter_voided")
    yield from _sheet("签发", "审批签发单", *_WHEN_WHO_WHAT, papers.rows(kinds, tell))


def _reply(papers: _Papers) -> Iterator[Kept | Drawn]:
    yield from papers.lettered("答复", [row.code for row in papers.letters if row.code not in _NOTICES])
    yield from papers.of("答复", "sealed")
    yield from papers.of("提供的信息", "release")
    yield from papers.of("提供的信息", "severed")


def _delivery(papers: _Papers) -> Iterator[Kept | Drawn]:
    rows = [
        (
            row.number,
            DELIVERY_METHODS[one.method],
            one.counted_on.isoformat(),
            one.recipient or "—",
            one.tracking_number or "—",
        )
        for row in papers.letters
        for one in row.deliveries
    ]
    columns = ("文号", "方式", "签收或交邮日期", "签收人", "邮件号")
    yield from _sheet("送达", "送达记录", columns, (4, 3, 3, 2, 3), rows)
    yield from papers.of("送达", "delivery")


def _fee_and_others(papers: _Papers) -> Iterator[Kept | Drawn]:
    yield from papers.lettered("收费", LETTERS_OF["收费"])
    yield from papers.came_in("收费")
    yield from papers.came_in("其他来件")


def _disputes(papers: _Papers) -> Iterator[Kept | Drawn]:
    disputes = [one for one, _ in disputes_of_case(papers.file.case.id)]
    rows = [(one.number, one.received_on.isoformat()) for one in disputes]
    yield from _sheet("复议诉讼", "复议、诉讼案件", ("案件编号", "收到日期"), (6, 4), rows)
    for one in disputes:
        for row in papers_of(one.id):
            name = PurePosixPath(row.filename)
            title = f"{one.number} {PURPOSES[row.purpose]} {name.stem}"
            yield Kept("复议诉讼", title, row.sha256, name.suffix.lower())


def _closing(papers: _Papers) -> Iterator[Kept | Drawn]:
    archived = [entry.data for entry in papers.entries if entry.kind == "archived"]
    lines = (
        [f"归档号：{archived[-1]['number']}　　保管期限：{archived[-1]['retention']}"] if archived else ["尚未归档。"]
    )
    last = papers.file.journal[-1]
    lines.append(f"办理日志共 {len(papers.file.journal)} 条，末条摘要 {last.hash}。")
    yield Drawn("备考", "备考表", lines)


SECTIONS: Final[tuple[Callable[[_Papers], Iterator[Kept | Drawn]], ...]] = (
    _application,
    _correction,
    _assignment,
    _search,
    _severing,
    _others_asked,
    _reviews,
    _signature,
    _reply,
    _delivery,
    _fee_and_others,
    _disputes,
    _closing,
)
