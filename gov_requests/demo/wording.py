"""What handlers and reviewers of the practice data write."""

from typing import Any

#: What a draft of each kind says. A kind that is not here is recorded as answered outside: its letter cannot be drafted yet.
WRITINGS: dict[str, dict[str, Any]] = {
    "disclosed": {
        "reply_kind": "disclosed",
        "finding": "经检索，您申请公开的政府信息由本机关制作并保存，不涉及国家秘密、商业秘密和个人隐私。",
        "reasons": "该政府信息可以公开，现予以提供。",
    },
    "partly_disclosed": {
        "reply_kind": "partly_disclosed",
        "finding": "经检索，您申请公开的政府信息由本机关制作并保存，其中部分内容含有不应当公开的信息，能够作区分处理。",
        "reasons": "",
        "withheld": (
            {
                "part": "文件所附名册中的身份证号码、住址和联系电话",
                "ground": "third_party_rights",
                "reason": "属于自然人的个人隐私，公开会对第三方合法权益造成损害，权利人不同意公开。",
            },
            {
                "part": "文件形成过程中的讨论记录",
                "ground": "process_information",
                "reason": "属于行政机关在履行行政管理职能过程中形成的讨论记录，不予公开。",
            },
        ),
    },
    "not_held": {
        "reply_kind": "not_held",
        "finding": "经在下列地点以合理方式检索，未检索到您申请公开的政府信息，本机关不掌握该信息。",
        "reasons": "",
    },
}


def tracking_number(number: int) -> str:
    """Return a mail number in the postal form that no item bears."""
    return f"EX{number % 1_000_000_000:09d}CN"
