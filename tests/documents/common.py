"""What all examples of letters share, invented."""

from datetime import date

ORGAN = "北京市西城区数据局"
PERSON = {"applicant": "张昇堃", "is_person": True, "channel": "当面提交"}
COMPANY = {"applicant": "北京虚构数智科技有限公司", "is_person": False, "channel": "通过互联网提交"}
COMMON = {
    "organ": ORGAN,
    "signatory": ORGAN,
    "received_on": date(2026, 10, 12),
    "description": "2025年度区级技术改造专项资金拟支持企业名单及评审专家打分表",
    "contact": ("联系人：政务公开科", "电话：010-00000000"),
}
REVIEW = {"reviewing_organ": "北京市西城区人民政府", "court": "北京市西城区人民法院"}
