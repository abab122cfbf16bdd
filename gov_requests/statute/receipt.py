"""Why that day is the day of receipt (收到申请之日), as the receipt tells the applicant. 第三十一条."""

from gov_requests.statute.facts import Received
from gov_requests.statute.provisions import RECEIPT

_REASONS = {
    "in_person": "当面提交申请的，以提交之日为收到申请之日",
    "oral": "口头提出申请并由本机关代为填写的，以提出之日为收到申请之日",
    "signed_mail": "以邮寄方式提交并需签收的，以本机关签收之日为收到申请之日",
    "ordinary_mail": "以平常信函等无需签收的邮寄方式提交的，以本机关与申请人确认之日为收到申请之日",
    "online": "通过互联网渠道提交的，以双方确认之日为收到申请之日",
    "fax": "通过传真提交的，以双方确认之日为收到申请之日",
    "email": "通过电子邮件提交的，以双方确认之日为收到申请之日",
}


def receipt_reason(received: Received) -> str:
    """Return the reason with its article. Without a confirmation on record the day of arrival counts, and the reason says so."""
    article, by_confirmation = RECEIPT[received.channel]
    if by_confirmation and received.confirmed_on is None:
        return f"尚无双方确认的记录，以到达之日为收到申请之日（《条例》{article.text}）"
    return f"{_REASONS[received.channel]}（《条例》{article.text}）"
