"""One fixed example of each letter, invented."""

from dataclasses import replace
from datetime import date

from gov_requests.documents.content import Letter, Paragraph
from gov_requests.documents.facts import Document, ReceiptFacts, ReplyFacts, Search, WithheldPart
from gov_requests.documents.kinds import LETTERS as KINDS
from gov_requests.documents.letters import Facts, notice, receipt, reply
from tests.documents.common import COMMON, COMPANY, PERSON, REVIEW
from tests.documents.notice_examples import NOTICES
from tests.documents.reply_examples import REPLIES

DATED = date(2026, 11, 6)
LIST = Document(name="《2025年度区级技术改造专项资金拟支持企业名单》", form="纸质复印件")
SCORES = Document(name="《评审专家打分表》（隐去不予公开的部分）", form="纸质复印件")

RECEIPT = ReceiptFacts(
    **COMMON,
    **PERSON,
    number="西数公开〔2026〕123号-回",
    dated=date(2026, 10, 12),
    registration_number="2026-0123",
    received_reason="当面提交申请的，以提交之日为收到申请之日（《条例》第三十一条第（一）项）",
    due_on=date(2026, 11, 9),
    provisional=False,
    term_workdays=20,
    form="纸质",
    delivery="自行领取",
)
PROVISIONAL_RECEIPT = replace(RECEIPT, received_on=date(2026, 12, 2), due_on=date(2026, 12, 30), provisional=True)

DISCLOSED = ReplyFacts(
    **COMMON,
    **PERSON,
    code="D11",
    number="西数公开〔2026〕123号-答",
    dated=DATED,
    finding="经查，您申请公开的政府信息由本机关制作并保存。",
    basis=("第三十六条第（二）项",),
    documents=(LIST,),
    form="纸质",
    delivery="自行领取",
    relief=KINDS["D11"].relief(**REVIEW, on=DATED),
)

PARTLY_DISCLOSED = ReplyFacts(
    **COMMON,
    **COMPANY,
    code="D12",
    number="西数公开〔2026〕124号-答",
    dated=DATED,
    finding="经查，你单位申请公开的信息由本机关制作并保存。\n本机关于2026年10月15日书面征求了评审专家和有关企业的意见。",
    basis=("第十五条", "第三十七条"),
    documents=(LIST, SCORES),
    withheld=(
        WithheldPart(
            part="《评审专家打分表》中评审专家的姓名和联系电话",
            ground="第十五条",
            reason="专家姓名和联系电话属于个人隐私，5名专家均不同意公开，并说明了理由。经审查，不公开不会对公共利益造成重大影响。",
        ),
        WithheldPart(
            part="《评审专家打分表》“技术路线”一栏",
            ground="第十五条、《中华人民共和国反不正当竞争法》第十条",
            reason="该栏记载的工艺参数和成本构成未向社会公开，有关企业已经采取保密措施，属于商业秘密，公开会损害其合法权益。",
        ),
    ),
    form="纸质",
    delivery="邮寄",
    enclosures=("《2025年度区级技术改造专项资金拟支持企业名单》", "《评审专家打分表》（已作区分处理）"),
    relief=KINDS["D12"].relief(**REVIEW, on=DATED),
)

NOT_HELD = ReplyFacts(
    **COMMON,
    **PERSON,
    code="D16",
    number="西数公开〔2026〕125号-答",
    dated=DATED,
    searches=(
        Search(
            on=date(2026, 10, 14),
            place="区数据局档案室2024年至2026年纸质档案目录",
            method="人工逐卷查阅",
            terms=("打分表", "评审专家"),
        ),
        Search(
            on=date(2026, 10, 15),
            place="公文管理系统",
            method="全文检索",
            terms=("技术改造", "专项资金", "打分"),
            result="检索到会议通知1件，与申请内容无关。",
        ),
    ),
    finding="2025年度该项资金的评审采用现场合议方式，没有使用打分表，本机关未制作、未获取您申请公开的信息。",
    basis=("第三十六条第（四）项",),
    relief=KINDS["D16"].relief(**REVIEW, on=DATED),
)

FACTS: dict[str, Facts] = {
    "D01": RECEIPT,
    "D01-provisional": PROVISIONAL_RECEIPT,
    "D11": DISCLOSED,
    "D12": PARTLY_DISCLOSED,
    "D16": NOT_HELD,
    **REPLIES,
    **NOTICES,
}


def letter_of(facts: Facts) -> Letter:
    """The letter that the facts make."""
    match facts:
        case ReceiptFacts():
            return receipt(facts)
        case ReplyFacts():
            return reply(facts)
        case _:
            return notice(facts)


LETTERS: dict[str, Letter] = {name: letter_of(facts) for name, facts in FACTS.items()}

# Text without digits, punctuation or Latin letters, so that a line holds whole squares only.
SQUARES = "关于公开本年度区级财政预算决算报告和部门支出明细情况的说明文件材料目录清单"


def lengthened(letter: Letter, paragraphs: int, repeats: int = 2) -> Letter:
    """The letter with so many more paragraphs in its middle."""
    first, *rest = letter.paragraphs
    return replace(letter, paragraphs=(first, *[Paragraph(SQUARES * repeats)] * paragraphs, *rest))
