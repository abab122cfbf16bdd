"""Samples of requests that are alike, for the component that shows them."""

from datetime import date

ALIKE = {
    "number": "2026-0146",
    "url": "/cases/2026-0146",
    "title": "综合整治项目的批复",
    "percent": 92,
    "same": True,
    "received_on": date(2026, 10, 12),
    "closed_on": date(2026, 11, 2),
    "applicant": "虚小明",
    "reply_number": "虚构建〔2026〕第12号",
    "reply_dated": date(2026, 11, 2),
}
ALIKE_ELSEWHERE = ALIKE | {
    "url": None,
    "same": False,
    "closed_on": None,
    "reply_number": None,
    "applicant": "另一申请人",
}
OFTEN = {"month": 3, "year": 12}
CALLS = {"alike.html": ["{{ alike([s.ALIKE, s.ALIKE_ELSEWHERE]) }}{{ often(s.OFTEN, 10) }}"]}
