"""法院会看什么: what the organ must prove of a reply, each looked up in the file (``statute.burden``)."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app

from gov_requests.documents.issue import said_in_draft
from gov_requests.documents.repeating import to_repeating
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.consultations import reasons_asked_on
from gov_requests.records.drafts import holding_review, latest_draft, places_in_vain, searches_of
from gov_requests.records.papers import Draft
from gov_requests.records.projection import standing
from gov_requests.statute.burden import PROOFS
from gov_requests.statute.facts import Corrected, CorrectionRequested, Fact, FeeNoticed, OpinionReceived, OpinionSought
from gov_requests.statute.objections import to_abandoning
from gov_requests.statute.provisions import THIRD_PARTY
from gov_requests.statute.reply_kinds import MUST_SAY, REPLY_KINDS
from gov_requests.statute.telling import to_telling_of_release
from gov_requests.today import today


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the list: ``holds`` True, False, or None where it does not apply yet."""

    sentence: str
    article: str
    holds: bool | None


def proofs_of(file: Casefile, answer: Draft) -> list[Shown]:
    """Return what must be proved of an answer of its kind, with what the file says of it today."""
    kind = REPLY_KINDS[answer.reply_kind]
    shown = [
        Shown(proof.sentence, proof.article.text, _CHECKS[proof.code](file, answer)) for proof in PROOFS[kind.code]
    ]
    if kind.closes_by == "replied":
        said = said_in_draft(file, answer)
        shown += [Shown(f"写明{MUST_SAY[key]}", kind.ground, key in said) for key in kind.must_say]
    return [one for one in shown if one.holds is not None]


def _any(file: Casefile, *kinds: type[Fact]) -> bool:
    return any(isinstance(fact, kinds) for fact in file.facts)


def _asked(file: Casefile, source: str | None = None) -> list[OpinionSought]:
    return [fact for fact in file.facts if isinstance(fact, OpinionSought) and source in (None, fact.source)]


def _searched_places(file: Casefile, _answer: Draft) -> bool:
    return len(places_in_vain(file.case.id)) >= current_app.config["SEARCH_PLACES"]


def _inquiries_answered(file: Casefile, _answer: Draft) -> bool | None:
    asked = {fact.ref for fact in _asked(file) if fact.source != THIRD_PARTY}
    came = {fact.ref for fact in file.facts if isinstance(fact, OpinionReceived)}
    return asked <= came if asked else None


def _third_party_heard(file: Casefile, _answer: Draft) -> bool | None:
    return not to_telling_of_release(file.facts, calendar(), on=today()) if _asked(file, THIRD_PARTY) else None


def _secrecy_reviewed(file: Casefile, _answer: Draft) -> bool:
    newest = latest_draft(file.case.id)
    return newest is not None and holding_review(newest, "secrecy") is not None


def _earlier_reply(file: Casefile, answer: Draft) -> bool | None:
    return not to_repeating(file, answer) if answer.content.get("said", {}).get("earlier_number") else None


_CHECKS: dict[str, Callable[[Casefile, Draft], bool | None]] = {
    "searched": lambda file, _answer: bool(searches_of(file.case.id)),
    "searched_places": _searched_places,
    "search_papers": lambda file, _answer: any(row.attachment_id for row in searches_of(file.case.id)),
    "inquiries_answered": _inquiries_answered,
    "files": lambda _file, answer: bool(answer.files),
    "secrecy_reviewed": _secrecy_reviewed,
    "third_party_asked": lambda file, _answer: bool(_asked(file, THIRD_PARTY)),
    "third_party_heard": _third_party_heard,
    "correction_told": lambda file, _answer: _any(file, CorrectionRequested),
    "correction_came": lambda file, _answer: _any(file, Corrected),
    "fee_told": lambda file, _answer: _any(file, FeeNoticed),
    "notice_expired": lambda file, _answer: not to_abandoning(file.facts, calendar(), on=today()),
    "reasons_asked": lambda file, _answer: reasons_asked_on(standing(file.entries)) is not None,
    "earlier_reply": _earlier_reply,
}
