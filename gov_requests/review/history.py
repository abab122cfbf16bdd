"""Earlier reviews of a request, as pages beside a review show them."""

from gov_requests.records.casefile import Casefile
from gov_requests.records.drafts import reviews_of
from gov_requests.web.filters import SHANGHAI, month_day


def _judged(findings: dict[str, object]) -> str:
    """What an earlier level judged of aggregation: the next one reads it before judging for itself."""
    told = findings.get("aggregation")
    return f" 汇聚风险判断：{told}" if isinstance(told, str) and told else ""


def history_of(file: Casefile) -> list[dict[str, object]]:
    """Return the reviews, newest first, as entries of ``components/trail.html``."""
    return [
        {
            "when": month_day(row.reviewed_at.astimezone(SHANGHAI).date()),
            "fact": f"{row.title}{'通过' if row.passed else '退回'}",
            "rest": f"（第 {row.draft.version} 稿）{f'：{row.opinion}' if row.opinion else ''}{_judged(row.findings)}",
            "kind": "key" if row.passed else "stop",
            "who": row.reviewer.name,
        }
        for row in reviews_of(file.case.id)
    ]
