"""Is a draft fit to be sent to review, and to be signed? What the law has against it, and what its letter says."""

from collections.abc import Collection

from flask import current_app

from gov_requests.documents.issue import lint_draft, said_in_draft
from gov_requests.documents.lint import Finding
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.drafts import places_in_vain
from gov_requests.records.papers import Draft
from gov_requests.statute.objections import Objection, to_signing
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.today import today


def objections_to(file: Casefile, draft: Draft, reviewed: Collection[str]) -> list[Objection]:
    """Return what the law has against signing the draft, with ``reviewed`` as the reviews that hold for it."""
    kind = REPLY_KINDS[draft.reply_kind]
    said = said_in_draft(file, draft)
    found = to_signing(file.facts, calendar(), kind, on=today(), said=said, reviewed=reviewed)
    places = places_in_vain(file.case.id)
    needed = current_app.config["SEARCH_PLACES"]
    if "search" in kind.must_say and 0 < len(places) < needed:
        sentence = f"只在 {len(places)} 处检索过，不足以说明已尽合理检索义务。"
        found.append(Objection(kind.ground, sentence, f"请至少在 {needed} 处不同的地方检索并登记。"))
    return [*found, *(_objection(finding) for finding in lint_draft(file, draft))]


def _objection(finding: Finding) -> Objection:
    sentence = f"{finding.where}：{finding.sentence}"
    return Objection(finding.article, sentence, severity="refusal" if finding.level == "blocking" else "warning")
