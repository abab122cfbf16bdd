"""The office's way (办理程序): stages, what a move between them is, and why one is refused. House custom, not law; pure.

A stage is folded from the journal, never typed in. A move names the past-tense kind of journal row that it writes.
"""

from dataclasses import dataclass
from enum import StrEnum

from gov_requests.access import Action


class Stage(StrEnum):
    """What a request waits for."""

    REGISTERED = "registered"
    SEARCHING = "searching"
    DRAFTING = "drafting"
    SECRECY_REVIEW = "secrecy_review"
    LEGAL_REVIEW = "legal_review"
    SIGNING = "signing"
    DELIVERING = "delivering"
    CLOSED = "closed"


STAGE_TITLES = {
    Stage.REGISTERED: "分办",
    Stage.SEARCHING: "检索",
    Stage.DRAFTING: "拟稿",
    Stage.SECRECY_REVIEW: "保密审查",
    Stage.LEGAL_REVIEW: "法制审核",
    Stage.SIGNING: "签发",
    Stage.DELIVERING: "送达",
    Stage.CLOSED: "办结",
}
ORDER = tuple(Stage)
OPEN = frozenset(ORDER) - {Stage.CLOSED}
#: The strip on the case page: title → the kinds of journal row that complete the step.
STRIP: tuple[tuple[str, frozenset[str]], ...] = (
    ("登记", frozenset({"received"})),
    ("分办", frozenset({"assigned"})),
    ("检索", frozenset({"searched"})),
    ("征求意见", frozenset({"opinion_received"})),
    ("拟稿", frozenset({"submitted"})),
    ("保密审查", frozenset({"secrecy_passed"})),
    ("法制审核", frozenset({"legal_passed"})),
    ("签发", frozenset({"signed"})),
    ("送达", frozenset({"replied"})),
    ("归档", frozenset({"archived"})),
)
#: Which step of the strip is the current one while a request waits in a stage.
STRIP_OF_STAGE = {
    Stage.REGISTERED: "分办",
    Stage.SEARCHING: "检索",
    Stage.DRAFTING: "拟稿",
    Stage.SECRECY_REVIEW: "保密审查",
    Stage.LEGAL_REVIEW: "法制审核",
    Stage.SIGNING: "签发",
    Stage.DELIVERING: "送达",
    Stage.CLOSED: "归档",
}

#: Targets that depend on what went before.
STAY, NEXT_REVIEW = "stay", "next_review"
#: Reviews in their order, with the stage where each is done.
REVIEW_STAGES = {"secrecy": Stage.SECRECY_REVIEW, "legal": Stage.LEGAL_REVIEW}


@dataclass(frozen=True, slots=True)
class Move:
    """One act: ``kind`` is the journal row that it writes, ``who`` the words for those who may (须由……办理)."""

    act: str
    kind: str
    title: str
    sources: frozenset[Stage]
    target: str
    action: Action
    who: str
    article: str = ""
    endpoint: str | None = None
    #: A leading move is what its stage waits for: it makes the worklist 待办 and the filled button.
    leading: bool = False
    #: A kind of journal row that must have come first, and the sentence for when it has not.
    after: tuple[str, str] | None = None


#: Facts of the clock that may come at any open stage, recorded as they happened; the last two end the request.
OUTSIDE_FACTS = frozenset(
    {
        "correction_requested",
        "corrected",
        "opinion_sought",
        "opinion_received",
        "fee_noticed",
        "fee_paid",
        "extended",
        "withdrawn",
        "abandoned",
    }
)
ENDING = frozenset({"replied", "withdrawn", "abandoned"})


def refusal(move: Move, stage: Stage) -> str | None:
    """Return the sentence that says why ``move`` cannot be made in ``stage``; None where it can."""
    if stage in move.sources:
        return None
    if stage is Stage.CLOSED:
        return "申请已办结。"
    places = [ORDER.index(source) for source in move.sources]
    first, last = min(places), max(places)
    if ORDER.index(stage) > last:
        return f"已过{STAGE_TITLES[ORDER[last]]}环节，现在是{STAGE_TITLES[stage]}。"
    return f"还在{STAGE_TITLES[stage]}环节，未到{STAGE_TITLES[ORDER[first]]}。"
