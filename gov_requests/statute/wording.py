"""How days, numbers and channels are written for people in proofs and refusals."""

from datetime import date
from functools import lru_cache

CHANNEL_TITLES = {
    "in_person": "当面提交",
    "oral": "口头申请",
    "signed_mail": "挂号信、EMS等需签收的邮寄",
    "ordinary_mail": "平常信函等无需签收的邮寄",
    "online": "互联网渠道",
    "fax": "传真",
    "email": "电子邮件",
}
SOURCE_TITLES = {"third_party": "第三方", "co_producer": "共同制作机关", "other_organ": "其他机关"}


@lru_cache(maxsize=65536)
def day_text(day: date) -> str:
    """Return ``day`` as officials write it: 2026年3月9日."""
    return f"{day.year}年{day.month}月{day.day}日"
