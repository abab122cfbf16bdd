"""Late entries (补录): one rule for every fact that is entered after its day, computed by the clock (``statute.backdating``).

What helps the organ needs a reason, evidence and a second person; what hurts it needs a reason only.
"""

from collections.abc import Sequence

from gov_requests.records.attachments import Upload
from gov_requests.records.calendar import calendar
from gov_requests.refusals import BadInput
from gov_requests.statute.backdating import DAYS, Effect, effect
from gov_requests.statute.clock import LifeError
from gov_requests.statute.facts import Fact
from gov_requests.today import today

#: The form field in which the reason is typed.
REASON_FIELD = "late_reason"
#: The form field that takes the evidence.
EVIDENCE_FIELD = "files"
NEEDS_REASON = "日期早于今天，会使期限提前：请写明补录理由。"
NEEDS_REASON_TOO = "按此日期，期限会推后或逾期变为按期：须写明补录理由、附凭证，由另一人复核后生效。"
NEEDS_EVIDENCE = "按此日期，期限会推后或逾期变为按期：须附证明该日期的凭证。"


def needs_second_person(
    known: Sequence[Fact], entered: Fact, *, reason: str, evidence: Sequence[Upload], days: Sequence[str] = DAYS
) -> bool:
    """Return whether entering the fact under its own day needs a second person; ``days`` names the days entered now.

    Raises ``BadInput`` where the reason or the evidence that the rule asks for is missing, or the facts contradict each other.
    """
    try:
        found = effect(known, entered, calendar(), today(), days)
    except LifeError as contradiction:
        raise BadInput(str(contradiction)) from contradiction
    if found is Effect.NONE:
        return False
    if not reason:
        raise BadInput(NEEDS_REASON_TOO if found is Effect.HELPS else NEEDS_REASON, REASON_FIELD)
    if found is Effect.HELPS and not evidence:
        raise BadInput(NEEDS_EVIDENCE, EVIDENCE_FIELD)
    return found is Effect.HELPS
