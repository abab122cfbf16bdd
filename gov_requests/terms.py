"""The words for what a form offers: channels, kinds of applicant, forms, ways of delivery."""

CHANNELS = {
    "in_person": "当面",
    "oral": "口头",
    "signed_mail": "挂号/EMS",
    "ordinary_mail": "平信",
    "online": "网上",
    "fax": "传真",
    "email": "电子邮件",
}
#: How a letter says it: reads on into 「的政府信息公开申请」.
CHANNEL_PHRASES = {
    "in_person": "当面提交",
    "oral": "口头提出",
    "signed_mail": "通过邮寄提交",
    "ordinary_mail": "通过邮寄提交",
    "online": "通过互联网提交",
    "fax": "通过传真提交",
    "email": "通过电子邮件提交",
}
#: The channels whose receipt date is the day both sides confirm (第三十一条第（二）项、第（三）项).
CONFIRMED = frozenset({"ordinary_mail", "online", "fax", "email"})
#: What came of a try to reach the applicant (207号). Whoever cannot be reached is registered all the same: the period runs from arrival.
CONTACT_RESULTS = {
    "confirmed": "联系上，双方确认收到",
    "no_answer": "无人接听",
    "wrong_number": "空号、停机或者错号",
    "no_contact": "没有留下联系方式",
    "message_left": "已留言或者发短信、邮件，等待回复",
    "not_confirmed": "联系上，对方没有确认",
}
#: The six columns of the annual report (国办公开办函〔2021〕30号).
APPLICANT_KINDS = {
    "natural_person": "自然人",
    "commercial": "商业企业",
    "research": "科研机构",
    "public_welfare": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他",
}
ID_TYPES = ("居民身份证", "护照", "港澳台居民居住证", "统一社会信用代码", "其他证件")
MEDIA = ("纸质", "电子", "光盘")
DELIVERIES = ("自行领取", "邮寄", "电子邮件", "传真", "当场查阅、抄录")
#: The ways of relief (救济途径) in a few words.
ROUTES = {"reconsideration_first": "先复议，后诉讼", "free_choice": "复议或者诉讼", "none": "无"}
REVIEWS = {"secrecy": "保密审查", "legal": "法制审核"}
#: The rows of table 三 of the annual report that an answer counts in (国办公开办函〔2021〕30号).
REPORT_ROWS = {
    "open": "予以公开",
    "partial": "部分公开",
    "deny_secret": "不予公开：属于国家秘密",
    "deny_law": "不予公开：其他法律行政法规禁止公开",
    "deny_safety": "不予公开：危及“三安全一稳定”",
    "deny_third_party": "不予公开：保护第三方合法权益",
    "deny_internal": "不予公开：属于三类内部事务信息",
    "deny_process": "不予公开：属于四类过程性信息",
    "deny_casefile": "不予公开：属于行政执法案卷",
    "deny_query": "不予公开：属于行政查询事项",
    "unable_not_held": "无法提供：本机关不掌握相关政府信息",
    "unable_need_make": "无法提供：没有现成信息需要另行制作",
    "unable_unclear": "无法提供：补正后申请内容仍不明确",
    "noproc_petition": "不予处理：信访举报投诉类申请",
    "noproc_repeat": "不予处理：重复申请",
    "noproc_publication": "不予处理：要求提供公开出版物",
    "noproc_massive": "不予处理：无正当理由大量反复申请",
    "noproc_confirm": "不予处理：要求行政机关确认或重新出具已获取信息",
    "other_no_correction": "其他处理：申请人无正当理由逾期不补正",
    "other_unpaid": "其他处理：申请人逾期未按收费通知要求缴纳费用",
    "other_misc": "其他处理：其他",
}
#: How a letter reaches the applicant.
DELIVERY_METHODS = {"in_person": "当面送达", "ems": "邮政EMS、挂号信", "email": "电子邮件", "fax": "传真"}
#: The ways that an applicant may have asked for, and that hold only where the office has announced them (国办公开办函〔2017〕19号).
ANNOUNCED = {"电子邮件": "email", "传真": "fax"}
#: The steps of a dispute (复议诉讼的办理记录).
DISPUTE_STEPS = {
    "registered": "登记",
    "amended": "更正登记内容",
    "procedure_changed": "变更程序",
    "agent_named": "确定代理人",
    "answered": "提交答复、答辩和证据",
    "hearing_called": "收到开庭、听证通知",
    "hearing_held": "开庭、听证",
    "decided": "收到决定、裁判",
    "appealed": "收到上诉、再审材料",
    "redo_opened": "开启重新答复",
    "performed": "履行完毕",
    "filed": "报备",
    "paper_added": "添加材料",
    "note_added": "备注",
    "voided": "作废一条记录",
}
#: The eight checks of the 保密审查单, item by item (《保守国家秘密法实施条例》第四十二条: 逐项审查): code, title, what to look for.
SECRECY_CHECKS = (
    ("state_secret", "国家秘密", "密级标志、定密依据、是否解密"),
    ("work_secret", "工作秘密、内部资料", "“内部”“注意保存”字样"),
    ("trade_secret", "商业秘密", ""),
    ("privacy", "个人隐私、个人信息", "身份证号、电话、面部，是否已遮盖"),
    ("safety", "三安全一稳定", "国家安全、公共安全、经济安全、社会稳定"),
    ("internal", "内部事务、过程性、执法案卷", ""),
    ("aggregation", "汇聚风险", "与以往提供的信息合并"),
    ("cited", "引用未公开文件", "上级或其他机关的非公开文件"),
)
#: What a review concludes of each document.
SECRECY_CONCLUSIONS = {
    "open": "公开",
    "severed": "区分处理后公开",
    "withheld": "不予公开",
    "referred": "报送确定",
}
CARRIERS = ("纸质公文", "电子公文", "图纸、照片", "数据、表格", "其他")
#: What came of an 评估审查 (第十八条).
RE_EVALUATIONS = {"keep": "继续不公开", "release": "情况变化，可以公开", "superseded": "另有审查，不再评估"}
