"""One fixed example of each notice and of each variant of it, invented; its numbers are the law's."""

from dataclasses import replace
from datetime import date

from gov_requests.documents.facts import NoticeFacts
from gov_requests.documents.fee_words import computation, fee_of, standard
from gov_requests.documents.kinds import LETTERS
from gov_requests.statute.provisions import FEE_ARTICLE, FEE_PAYMENT_WORKDAYS, OPINION_WORKDAYS, article
from tests.documents.common import COMMON, COMPANY, PERSON, REVIEW

RECEIVED = COMMON["received_on"]
NUMBER = "西数公开〔2026〕126号-{}"


def noticed(code: str, dated: date, person: dict[str, object] = PERSON, **facts: object) -> NoticeFacts:
    """The facts of a notice, with its articles, number and relief clause as they are made for a request."""
    kind, basis = LETTERS[code], facts.pop("basis", None)
    return NoticeFacts(
        **{**COMMON, **person, **facts},
        code=code,
        number=NUMBER.format(kind.suffix),
        dated=dated,
        basis=basis or tuple(cited.text for cited in kind.grounds),
        relief=kind.relief(**REVIEW, on=dated),
    )


CORRECTION = noticed(
    "D02",
    date(2026, 10, 16),
    element="申请公开的政府信息的名称、文号或者便于查询的其他特征性描述",
    points=("写明所称“技术改造专项资金”的批次或者文号", "写明“打分表”指专家个人打分表还是汇总表。"),
    guidance="批次和文号可以在本机关门户网站“专项资金”栏目查到；也可以写明企业名称或者评审日期，本机关据此查找。",
    reply_by=date(2026, 11, 6),
)
REASONS = noticed(
    "D03",
    date(2026, 10, 20),
    finding="2026年7月1日至10月12日，您向本机关提出政府信息公开申请47件，其中39件涉及同一专项资金评审。",
    reply_by=date(2026, 10, 30),
)
EXTENSION = noticed(
    "D04",
    date(2026, 11, 5),
    reason="您申请公开的评审材料涉及3个年度的纸质档案，须逐卷核对并作保密审查，不能在原期限内完成。",
    workdays=20,
    due_on=date(2026, 12, 7),
)
THIRD_PARTY = noticed(
    "D05",
    date(2026, 10, 15),
    addressee="北京虚构精密仪器有限公司",
    subject="你单位2025年申报技术改造专项资金时提交的《申报书》第三章“技术方案”，内容包括工艺参数、设备选型和成本构成。",
    opinion_workdays=OPINION_WORKDAYS["third_party"].on(RECEIVED),
)
CONSULTATION = noticed(
    "D06", date(2026, 10, 16), asked="第三方", asked_by=(article(32).text,), asked_on=date(2026, 10, 15)
)
RELEASE = noticed(
    "D07",
    date(2026, 11, 6),
    basis=(article(15).text, article(32).text),
    addressee="北京虚构精密仪器有限公司",
    subject="你单位2025年申报技术改造专项资金时提交的《申报书》第五章“环境影响”。",
    opinion="本机关于2026年10月15日书面征求你单位意见，你单位于10月30日答复不同意公开，理由是该章涉及生产布局。",
    release="public_interest",
    reason="该章记载的是排放数据和防治措施，关系周边居民的健康安全，公众有知悉的重大利益，大于你单位不公开的利益。",
    release_on=date(2027, 1, 11),
)
CO_PRODUCER = noticed(
    "D08",
    date(2026, 10, 15),
    basis=(article(34).text,),
    addressee="北京市西城区财政局",
    subject="《2025年度区级技术改造专项资金管理办法》（征求意见阶段各稿）",
    opinion_workdays=OPINION_WORKDAYS["co_producer"].on(RECEIVED),
    co_producer=True,
)
FEE = noticed(
    "D09",
    date(2026, 10, 22),
    COMPANY,
    basis=(article(42).text, FEE_ARTICLE.text),
    finding="你单位要求提供的评审材料复制件共250页，数量明显超过合理范围。",
    scale=standard("by_page"),
    computation=computation("by_page", 250),
    yuan=fee_of("by_page", 250),
    payment_workdays=FEE_PAYMENT_WORKDAYS.on(RECEIVED),
    how_to_pay="凭所附缴款码通过银行柜面、网上银行或者手机银行缴入国库。\n咨询电话：010-00000000。",
)
ABANDONED = noticed(
    "D26",
    date(2026, 11, 10),
    basis=(article(30).text,),
    undone="补正申请内容",
    ending="abandoned_uncorrected",
    asked_on=date(2026, 10, 16),
    expired_on=date(2026, 11, 6),
    note="本机关于2026年11月3日电话提醒，您表示不再补正。",
)
RECORD = noticed(
    "D27",
    date(2026, 10, 28),
    description="本机关专家库中本人的资格取得日期有误",
    finding="您提交的专业技术资格证书原件载明资格取得日期为2019年6月18日，与本机关记录不一致。",
    outcome="corrected",
    subject="将本机关专家库中您的“资格取得日期”由“2019年8月16日”更正为“2019年6月18日”。",
)

NOTICES: dict[str, NoticeFacts] = {
    "D02": CORRECTION,
    "D03": REASONS,
    "D04": EXTENSION,
    "D04-provisional": replace(EXTENSION, due_on=date(2027, 1, 12), provisional=True),
    "D04-paused": replace(EXTENSION, due_on=None),
    "D05": THIRD_PARTY,
    "D05-person": replace(
        THIRD_PARTY, addressee="王昇", addressee_is_person=True, subject="您的姓名、职称和评审打分。"
    ),
    "D06": CONSULTATION,
    "D07-public-interest": RELEASE,
    "D07-consent": replace(RELEASE, release="consent", reason="", opinion="你单位于2026年10月30日书面答复同意公开。"),
    "D07-no-ground": replace(
        RELEASE,
        release="no_reasonable_ground",
        basis=(article(32).text,),
        reason="该章内容已在环境影响评价文件中向社会公示，不属于商业秘密。",
    ),
    "D08-co-producer": CO_PRODUCER,
    "D08-other-organ": replace(CO_PRODUCER, co_producer=False, basis=(article(11).text,)),
    "D09-by-page": FEE,
    "D09-by-piece": replace(
        FEE,
        finding="你单位本月已向本机关提出申请41件，数量、频次明显超过合理范围。",
        scale=standard("by_piece"),
        computation=computation("by_piece", 41),
        yuan=fee_of("by_piece", 41),
    ),
    "D26-uncorrected": ABANDONED,
    "D26-unpaid": replace(
        ABANDONED, undone="缴纳信息处理费", ending="abandoned_unpaid", basis=(FEE_ARTICLE.text,), note=""
    ),
    "D27-corrected": RECORD,
    "D27-forwarded": replace(
        RECORD,
        outcome="forwarded",
        subject="",
        right_organ="北京市西城区人力资源和社会保障局",
        right_organ_contact="西城区虚构街1号，010-00000001",
    ),
    "D27-directed": replace(
        RECORD,
        outcome="directed",
        subject="",
        right_organ="北京市西城区人力资源和社会保障局",
        right_organ_contact="西城区虚构街1号，010-00000001",
    ),
}
