"""Masked personal data (个人信息去标识化) in a ledger: how it is written, and how it is known again."""

import re

_RUN = re.compile(r"\*{2,}")
_NAME = re.compile(r"\S\*+")
_MASKED_IN = frozenset({"证件号码", "联系方式"})


def is_masked(heading: str, value: object) -> bool:
    """Return whether a cell holds masked personal data."""
    if not isinstance(value, str) or "*" not in value:
        return False
    if heading == "申请人":
        return _NAME.fullmatch(value) is not None
    return heading in _MASKED_IN and _RUN.search(value) is not None
