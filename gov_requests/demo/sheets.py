"""What reviewers of the practice data put into a 保密审查单: nothing found, what the reply withholds is looked at again in a year."""

from datetime import timedelta

from gov_requests.documents.review_items import FILE, ReviewItem, items_of_draft
from gov_requests.records.papers import Draft
from gov_requests.review.sheets import Column, Sheet
from gov_requests.terms import SECRECY_CHECKS
from gov_requests.today import today

AGGREGATION = "与此前提供的信息汇聚后未发现风险。"
_LATER = timedelta(days=365)


def sound_sheet(draft: Draft, source: str = "") -> Sheet:
    """Return a sheet that passes the draft."""
    return Sheet({item.sha256: _column(item, draft, source) for item in items_of_draft(draft)}, AGGREGATION)


def _column(item: ReviewItem, draft: Draft, source: str) -> Column:
    nothing = {code: {"found": "no", "note": ""} for code, _title, _hint in SECRECY_CHECKS}
    severed = item.kind == FILE and draft.reply_kind == "partly_disclosed"
    if item.kind == "withheld":
        conclusion, ground = "withheld", item.ground or "第十五条"
    else:
        conclusion, ground = ("severed", "第三十七条") if severed else ("open", "")
    return Column(
        source=source,
        carrier="纸质公文" if item.kind == FILE else "",
        checks=nothing,
        ground=ground,
        conclusion=conclusion,
        re_evaluate_on=today() + _LATER if conclusion != "open" else None,
    )
