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
