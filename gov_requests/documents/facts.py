"""The facts a letter is built from: plain words and days, decided elsewhere.

Articles and relief clauses arrive as finished strings from `statute`; nothing here knows the law. A day is a `date`;
words typed by people may hold line breaks, each of which starts a new paragraph.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """What every letter to an applicant (申请人) needs.

    `organ` heads the title, `signatory` signs (usually the same words). `channel` is a verb phrase that reads on into
    「的政府信息公开申请」: 当面提交, 通过邮寄提交, 通过互联网提交. `description` is the request, verbatim.
    `contact` are lines such as 联系人：政务公开科. `number` is the 文号, None before signature (签发).
    """

    organ: str
    signatory: str
    applicant: str
    is_person: bool
    received_on: date
    channel: str
    description: str
    contact: tuple[str, ...] = ()
    number: str | None = None
    dated: date | None = None
    #: The office's own words to applicants before and after the body (问候语、结束语).
    greeting: str = ""
    phrase: str = ""
    #: Which letters go in the form of a letter (信函格式): none, those to others (函), all (全部).
    letterhead: str = ""

    @property
    def you(self) -> str:
        """您 to a natural person (自然人), 你单位 to an organisation (法人或者其他组织)."""
        return "您" if self.is_person else "你单位"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts(Correspondence):
    """D01 登记回执.

    `received_reason` says why that day counts (Art. 31); `due_on` is the last day for the reply, `provisional` where
    the State Council has not yet announced the arrangement it depends on; `term_workdays` is the term of the law (20).
    `form` is the form asked for (纸质, 电子), `delivery` the way of getting it (自行领取, 邮寄).
    """

    registration_number: str
    received_reason: str
    due_on: date
    provisional: bool
    #: The earliest and the latest day on which a provisional date can come to lie.
    between: tuple[date, date] | None = None
    term_workdays: int
    form: str
    delivery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that is handed out (提供的政府信息): its name, number of copies (份), form."""

    name: str
    copies: int = 1
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldPart:
    """A part that is withheld (不予公开的部分): which, by which article, and its own reason (理由)."""

    part: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One search (检索): day, where, how, by which terms, and what came of it."""

    on: date
    place: str
    method: str
    terms: tuple[str, ...]
    result: str = "未检索到相关政府信息"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyFacts(Correspondence):
    """A reply (答复), D10–D25.

    `code` is the letter, `kind` the reply kind where one letter serves several (D13, D15). `finding` (查明的事实) and
    `reasons` (判断和理由) are the handler's words, as is all else that people type: `field_table.FIELDS` says what each letter
    asks for. `basis` are articles as `statute` spells them: 第三十六条第（二）项 for the Regulations, 《…》第…条 for other laws.
    `relief` are finished relief clauses.
    """

    code: str
    finding: str
    kind: str = ""
    reasons: str = ""
    basis: tuple[str, ...] = ()
    relief: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    withheld: tuple[WithheldPart, ...] = ()
    searches: tuple[Search, ...] = ()
    form: str = ""
    delivery: str = ""
    enclosures: tuple[str, ...] = ()
    #: D10: each way or place, exact.
    where_published: tuple[str, ...] = ()
    #: D13–D15: why nothing can be severed (Art. 37).
    severing: str = ""
    #: D13: mark and term of the secret as far as they may be told; the law that prohibits, with article; which of the four.
    classification: str = ""
    prohibiting_law: str = ""
    endangered: str = ""
    #: D14: what the third party answered; the organ's own weighing of the public interest.
    consultation: str = ""
    public_interest: str = ""
    #: D15: which of the three or four kinds; whether a law, regulation or rule wants it disclosed.
    category: str = ""
    duty_checked: str = ""
    #: D17: name and contact of the organ in charge, or why it cannot be determined.
    right_organ: str = ""
    right_organ_contact: str = ""
    right_organ_unknown: str = ""
    #: D19: when correction was asked for, when it came, and what was asked and answered.
    correction_noticed_on: date | None = None
    correction_received_on: date | None = None
    correction_history: str = ""
    #: D20: where the matter can be taken.
    channels: tuple[str, ...] = ()
    #: D21: number and day of the earlier answer, and that nothing has changed since.
    earlier_number: str = ""
    earlier_on: date | None = None
    unchanged: str = ""
    #: D22.
    how_to_obtain: str = ""
    #: D23: when reasons were asked for, and what the applicant said.
    reasons_asked_on: date | None = None
    reasons_given: str = ""
    #: D24: the law that has its own rules, with article, and the counter.
    special_rules: str = ""
    special_counter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts(Correspondence):
    """A notice (告知、征询) in the course of a request or at its end without a reply: D02–D09, D26, D27.

    Numbers are computed elsewhere from the dated provisions. `addressee` is named where the letter does not go to the applicant;
    `relief` only D07, D26 and D27 carry.
    """

    code: str
    basis: tuple[str, ...]
    addressee: str = ""
    addressee_is_person: bool = False
    #: D02: which element of Art. 29 is missing, what to correct, how; D02, D03: until when.
    element: str = ""
    points: tuple[str, ...] = ()
    guidance: str = ""
    reply_by: date | None = None
    #: D04: reason, working days, the new last day (暂定 where a year is not announced yet). D07: why it is released.
    reason: str = ""
    workdays: int = 0
    due_on: date | None = None
    provisional: bool = False
    between: tuple[date, date] | None = None
    #: D05, D07, D08: which information; D05, D08: the working days for the answer.
    subject: str = ""
    opinion_workdays: int = 0
    co_producer: bool = False
    #: D06: who was asked (第三方, 有关机关), by which article, and when.
    asked: str = ""
    asked_by: tuple[str, ...] = ()
    #: D07: why it may be released (`field_table.RELEASES`), what the third party answered, and from when on it is released.
    release: str = ""
    opinion: str = ""
    release_on: date | None = None
    #: D03, D09, D27: the finding; D09: scale, how the amount comes about, yuan, working days for paying, how to pay.
    finding: str = ""
    scale: str = ""
    computation: str = ""
    yuan: int = 0
    payment_workdays: int = 0
    how_to_pay: str = ""
    #: D26: what was not done, the ending (a reply kind); D06, D26: when it was asked for; D26: until when, and a remark.
    undone: str = ""
    ending: str = ""
    asked_on: date | None = None
    expired_on: date | None = None
    note: str = ""
    #: D27: what came of it (`field_table.CORRECTIONS`), and the organ in charge.
    outcome: str = ""
    right_organ: str = ""
    right_organ_contact: str = ""
    relief: tuple[str, ...] = ()

    @property
    def reader(self) -> str:
        """How the letter speaks to its addressee: 您 and 你单位, 贵机关 to another organ (D08)."""
        if not self.addressee:
            return self.you
        return "您" if self.addressee_is_person else "贵机关" if self.code == "D08" else "你单位"
