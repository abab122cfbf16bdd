"""One fixed example of each reply and of each variant of it, invented; articles and relief are those of its reply kind."""

from datetime import date

from gov_requests.documents.facts import ReplyFacts
from gov_requests.documents.issue import basis_of
from gov_requests.documents.kinds import LETTERS
from gov_requests.statute.reply_kinds import REPLY_KINDS
from tests.documents.common import COMMON, COMPANY, PERSON, REVIEW

DATED = date(2026, 11, 6)


def replied(kind_code: str, person: dict[str, object] = PERSON, **facts: object) -> ReplyFacts:
    """The facts of a reply of this kind, with its articles, number and relief clause as they are made for a request."""
    kind = REPLY_KINDS[kind_code]
    letter = LETTERS[kind.letter or ""]
    return ReplyFacts(
        **{**COMMON, **person, "finding": "", **facts},
        code=letter.code,
        kind=kind.code,
        number="西数公开〔2026〕127号-答",
        dated=DATED,
        basis=basis_of(kind),
        relief=letter.relief(**REVIEW, on=DATED),
    )


NO_SEVERING = "该文件的全部内容都属于上述情形，遮盖以后没有可以单独提供的内容，不能作区分处理。"

ALREADY_PUBLIC = replied(
    "already_public",
    finding="经查，您申请公开的名单由本机关制作，已于2026年3月20日主动公开。",
    where_published=(
        "本机关门户网站《2025年度技术改造专项资金拟支持企业名单公示》，https://www.example.gov.cn/tzgg/t20260320_1001.html",
        "西城区政府信息公开查阅点（虚构街1号，工作日9:00至17:00）",
    ),
)
STATE_SECRET = replied(
    "state_secret",
    finding="经查，您申请公开的文件由本机关于2025年4月8日制作并保存。",
    classification="该文件密级为秘密，保密期限10年，由本机关定密责任人依据国家秘密事项范围的规定确定。",
    reasons="该文件记载尚在保密期限内的事项，没有解密，公开会泄露国家秘密。",
    severing=NO_SEVERING,
)
PROHIBITED = replied(
    "prohibited_by_law",
    finding="经查，您申请公开的是2025年度企业填报的统计调查原始资料。",
    prohibiting_law="《中华人民共和国统计法》第九条",
    reasons="该资料能够识别单个统计调查对象，法律规定应当予以保密，不得对外提供、泄露。",
    severing=NO_SEVERING,
)
PUBLIC_SAFETY = replied(
    "public_safety",
    finding="经查，您申请公开的是本机关数据中心的网络拓扑和防护配置。",
    endangered="公共安全",
    reasons="该信息载明政务网络的边界和防护弱点，公开可能被用于攻击，影响政务服务和公众数据的安全。",
    severing=NO_SEVERING,
)
THIRD_PARTY_RIGHTS = replied(
    "third_party_rights",
    COMPANY,
    finding="经查，你单位申请公开的申报书由第三方在申报专项资金时提交，本机关保存。",
    consultation="本机关于2026年10月15日书面征求第三方意见，第三方于10月30日书面答复不同意公开，理由是其中的工艺参数属于商业秘密。",
    reasons="申报书中的工艺参数和成本构成未向社会公开，能够带来经济利益，第三方已采取保密措施，属于商业秘密；第三方的理由合理。",
    public_interest="专项资金的支持对象、金额和用途已经公开，公众据此能够监督资金使用，不公开上述内容不会对公共利益造成重大影响。",
    severing=NO_SEVERING,
)
INTERNAL = replied(
    "internal_affairs",
    finding="经查，您申请公开的是本机关2025年度工作人员考勤和休假安排。",
    category="人事管理",
    reasons="该信息只用于内部人事管理，对外不产生影响，公开会影响正常的内部管理。",
    severing=NO_SEVERING,
)
PROCESS = replied(
    "process_information",
    finding="经查，您申请公开的是本机关2026年9月召开的专项资金评审会的讨论记录。",
    category="讨论记录",
    reasons="评审尚未结束，记录的是参会人员未定的意见，公开会影响评审人员坦率发表意见，妨碍作出决定。",
    duty_checked="经核对，没有法律、法规、规章规定该信息应当公开。",
    severing=NO_SEVERING,
)
ENFORCEMENT = replied(
    "enforcement_file",
    finding="经查，您申请公开的是本机关2026年办理的一起行政处罚案件的询问笔录和证据材料。",
    reasons="该材料是执法案卷的组成部分，记载当事人和证人的陈述，公开会影响执法活动和有关人员的权益。",
    duty_checked="经核对，应当公开的行政处罚决定已经公开，没有法律、法规、规章规定其余案卷材料应当公开。",
    severing=NO_SEVERING,
)
NOT_THIS_ORGAN = replied(
    "not_this_organ",
    finding="经查，您申请公开的专项资金审计报告不是本机关制作的，本机关也没有获取。",
    reasons="专项资金的审计由审计机关负责，审计报告由其制作和保存。",
    right_organ="北京市西城区审计局",
    right_organ_contact="西城区虚构街2号，010-00000002",
)
NOT_DETERMINED = replied(
    "not_this_organ",
    finding="经查，您申请公开的会议纪要不是本机关制作的，本机关也没有获取。",
    reasons="该会议不由本机关召集，本机关没有派员参加。",
    right_organ_unknown="根据您提供的线索，本机关向区政府办公室和区财政局核实，均没有查到该会议，负责公开的机关目前不能确定。",
)
NEEDS_MAKING = replied(
    "needs_making",
    finding="经查，本机关保存2023年至2025年各批次专项资金的拨付凭证，没有按行业分类的统计表。",
    reasons="提供您申请的统计表，须对1200余份凭证逐份判定行业并汇总计算。",
)
STILL_UNCLEAR = replied(
    "still_unclear",
    correction_noticed_on=date(2026, 10, 16),
    correction_received_on=date(2026, 10, 28),
    correction_history="本机关请您写明所称“有关材料”的名称或者特征，您补正为“与技术改造有关的全部材料”。",
    reasons="本机关近三年涉及技术改造的材料有多个门类，补正后的描述仍不能指向特定的政府信息。",
)
PETITION = replied(
    "petition",
    finding="您在申请中写明“请说明为什么不批准我公司的申请，并追究经办人员责任”，实质是对办理结果提出质疑并要求追责。",
    channels=("西城区信访办公室，虚构街3号，010-00000003", "西城区纪委监委举报电话：010-00000004。"),
)
REPEAT = replied(
    "repeat",
    earlier_number="西数公开〔2026〕31号-答",
    earlier_on=date(2026, 4, 10),
    unchanged="经于2026年10月20日核对，该信息的内容、公开属性和本机关职责自此前答复以来没有变化。",
)
PUBLICATION = replied(
    "publication",
    finding="经查，您要求提供的是公开发行的《虚构区统计年鉴2025》。",
    how_to_obtain="该年鉴由虚构统计出版社出版，可以在书店购买，也可以到西城区图书馆（虚构街4号）借阅。",
)
EXCESSIVE = replied(
    "excessive",
    finding="2026年7月1日至10月12日，您向本机关提出政府信息公开申请47件，其中39件涉及同一专项资金评审。",
    reasons_asked_on=date(2026, 10, 20),
    reasons_given="您于2026年10月28日书面说明，申请的理由是“监督政府是公民的权利”。",
    reasons="您已取得同一专项资金的全部评审结果，其余申请只是变换表述，没有说明为什么需要如此大量、频繁地提出。",
)
INQUIRY = replied(
    "administrative_inquiry",
    finding="经查，您申请公开的是特定房屋的不动产登记资料。",
    special_rules="《不动产登记暂行条例》第二十七条",
    special_counter="请持身份证明到西城区不动产登记事务中心（虚构街5号）查询窗口办理，电话010-00000005。",
)
RECONFIRM = replied(
    "reconfirm",
    finding="本机关已于2026年4月10日以“西数公开〔2026〕31号-答”向您提供该名单，您于4月12日签收。",
    reasons="您现要求在该名单上加盖公章确认其内容属实，不是获取新的政府信息。",
)

REPLIES: dict[str, ReplyFacts] = {
    "D10": ALREADY_PUBLIC,
    "D13-state-secret": STATE_SECRET,
    "D13-prohibited": PROHIBITED,
    "D13-public-safety": PUBLIC_SAFETY,
    "D14": THIRD_PARTY_RIGHTS,
    "D15-internal": INTERNAL,
    "D15-process": PROCESS,
    "D15-enforcement": ENFORCEMENT,
    "D17": NOT_THIS_ORGAN,
    "D17-not-determined": NOT_DETERMINED,
    "D18": NEEDS_MAKING,
    "D19": STILL_UNCLEAR,
    "D20": PETITION,
    "D21": REPEAT,
    "D22": PUBLICATION,
    "D23": EXCESSIVE,
    "D24": INQUIRY,
    "D25": RECONFIRM,
}
