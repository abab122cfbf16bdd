"""What the journal says of consultations beside the clock's facts: who did not consent, and what a third party was told."""

from collections.abc import Iterable
from datetime import date

from gov_requests.records.projection import Entry

#: What an answer says (意见): code → words. Only the first is consent (第三十二条).
STANCES = {
    "consents": "同意公开",
    "objects": "不同意公开",
    "partly": "部分同意公开",
    "informs": "函询的复函，不涉及是否公开",
}


def not_consenting(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the letters (ref) whose answer does not consent, or only in part."""
    return frozenset(
        str(entry.data["fact"].get("ref", ""))
        for entry in entries
        if entry.kind == "opinion_received" and entry.data.get("stance") in ("objects", "partly")
    )


def release_told(entries: Iterable[Entry]) -> date | None:
    """Return the day from which on information is given out, as the third party was told last (D07); None where it was not."""
    told = [entry.data["release_on"] for entry in entries if entry.kind == "notice_sent" and "release_on" in entry.data]
    return date.fromisoformat(told[-1]) if told else None


def reasons_asked_on(entries: Iterable[Entry]) -> date | None:
    """Return the day on which the applicant was asked for reasons (D03, 第三十五条), None where nobody asked."""
    asked = [entry.happened_on for entry in entries if entry.kind == "notice_sent" and entry.data.get("code") == "D03"]
    return asked[-1] if asked else None
