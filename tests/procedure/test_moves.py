"""The office's way as a table: every move in every stage, and what the fold of a journal makes of any order of rows."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gov_requests.access import MATRIX
from gov_requests.moves import BY_ACT, MOVES, Progress
from gov_requests.procedure import (
    ENDING,
    NEXT_REVIEW,
    OPEN,
    ORDER,
    OUTSIDE_FACTS,
    REVIEW_STAGES,
    STAGE_TITLES,
    STAY,
    STRIP,
    STRIP_OF_STAGE,
    Move,
    Stage,
    refusal,
)

PAIRS = list(product(MOVES, ORDER))
#: The straight way of a reply with both reviews: act, and the stage in which it leaves the request.
STRAIGHT = [
    ("assigned", Stage.SEARCHING),
    ("searched", Stage.DRAFTING),
    ("drafted", Stage.DRAFTING),
    ("submitted", Stage.SECRECY_REVIEW),
    ("secrecy_passed", Stage.LEGAL_REVIEW),
    ("legal_passed", Stage.SIGNING),
    ("signed", Stage.DELIVERING),
    ("replied", Stage.CLOSED),
]
KINDS = sorted({move.kind for move in MOVES} | OUTSIDE_FACTS | ENDING | {"noted", "proposed", "supplemented"})
REVIEWS = {"reviews": ["secrecy", "legal"]}


def after(*kinds, **data):
    progress = Progress()
    for kind in kinds:
        progress.follow(kind, data or REVIEWS)
    return progress


@pytest.mark.parametrize(("move", "stage"), PAIRS, ids=[f"{move.act}-{stage}" for move, stage in PAIRS])
def test_each_move_in_each_stage_is_made_or_refused_in_a_sentence(move, stage):
    told = refusal(move, stage)
    assert (told is None) == (stage in move.sources)
    if told is not None:
        assert told.endswith("。")
        assert STAGE_TITLES[stage] in told


def test_a_move_that_is_too_early_is_told_what_comes_first_and_one_too_late_what_has_passed():
    assert refusal(BY_ACT["search"], Stage.REGISTERED) == "还在分办环节，未到检索。"
    assert refusal(BY_ACT["search"], Stage.SIGNING) == "已过拟稿环节，现在是签发。"
    assert refusal(BY_ACT["sign"], Stage.DELIVERING) == "已过签发环节，现在是送达。"
    assert refusal(BY_ACT["assign"], Stage.CLOSED) == "申请已办结。"


def test_a_move_from_every_stage_would_have_nothing_to_refuse():
    """The twin: a row without a border is no rule."""
    loose = Move("anything", "anything", "随意", frozenset(Stage), STAY, BY_ACT["assign"].action, "任何人")
    assert {refusal(loose, stage) for stage in Stage} == {None}
    assert all(refusal(move, stage) is not None for move in MOVES for stage in set(Stage) - move.sources)


def test_every_open_stage_is_left_by_one_leading_move_and_the_end_by_none():
    led = {stage: [move.act for move in MOVES if move.leading and stage in move.sources] for stage in Stage}
    assert {stage for stage, acts in led.items() if not acts} == {Stage.CLOSED}
    assert all(len(acts) == 1 for stage, acts in led.items() if stage in OPEN - {Stage.DRAFTING})


def test_each_kind_of_row_and_each_act_stands_once_in_the_table():
    assert len({move.kind for move in MOVES}) == len(MOVES) == len(BY_ACT)


def test_whoever_makes_a_move_is_named_and_holds_a_role_of_the_matrix():
    assert [move.act for move in MOVES if not move.who or not MATRIX[move.action]] == []


def test_every_target_is_a_stage_or_follows_from_what_went_before():
    assert {move.target for move in MOVES} <= {*Stage, STAY, NEXT_REVIEW}
    assert set(STAGE_TITLES) == set(STRIP_OF_STAGE) == set(Stage)
    assert set(STRIP_OF_STAGE.values()) <= {title for title, _kinds in STRIP}


def test_the_straight_way_leads_from_the_counter_to_the_delivered_reply():
    progress = Progress()
    assert progress.stage is Stage.REGISTERED
    for kind, stage in STRAIGHT:
        progress.follow(kind, REVIEWS if kind == "submitted" else {})
        assert progress.stage is stage, kind


@pytest.mark.parametrize(
    ("reviews", "stages"),
    [
        ([], [Stage.SIGNING]),
        (["secrecy"], [Stage.SECRECY_REVIEW, Stage.SIGNING]),
        (["legal"], [Stage.LEGAL_REVIEW, Stage.SIGNING]),
        (["secrecy", "legal"], [Stage.SECRECY_REVIEW, Stage.LEGAL_REVIEW, Stage.SIGNING]),
        (["legal", "secrecy"], [Stage.LEGAL_REVIEW, Stage.SECRECY_REVIEW, Stage.SIGNING]),
    ],
)
def test_a_draft_goes_through_the_reviews_that_it_needs_in_their_order(reviews, stages):
    progress = after("assigned", "searched")
    progress.follow("submitted", {"reviews": reviews})
    passed = [progress.stage]
    for name in reviews:
        progress.follow(f"{name}_passed", {})
        passed.append(progress.stage)
    assert passed == stages


@pytest.mark.parametrize("kind", ["secrecy_returned", "legal_returned", "signature_returned"])
def test_what_is_sent_back_is_drafted_again_and_needs_its_reviews_again(kind):
    progress = after("assigned", "searched", "drafted", "submitted", kind)
    assert progress.stage is Stage.DRAFTING
    progress.follow("submitted", REVIEWS)
    assert (progress.stage, progress.reviews) == (Stage.SECRECY_REVIEW, ("secrecy", "legal"))


def test_a_returned_assignment_waits_to_be_assigned_again():
    assert after("assigned", "assignment_returned").stage is Stage.REGISTERED
    assert after("assigned", "searched", "assignment_returned").stage is Stage.REGISTERED


@pytest.mark.parametrize("kind", sorted(ENDING))
@pytest.mark.parametrize("before", [[], ["assigned"], ["assigned", "searched", "submitted"]])
def test_an_end_closes_in_whatever_stage_it_comes(kind, before):
    assert after(*before, kind).stage is Stage.CLOSED


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.lists(st.sampled_from(sorted(REVIEW_STAGES)), max_size=3))))
def test_in_whatever_order_rows_come_the_stage_stays_in_the_table_and_the_end_is_the_end(rows):
    progress, ended = Progress(), False
    for kind, reviews in rows:
        progress.follow(kind, {"reviews": reviews})
        ended = ended or kind in ENDING
        assert progress.stage in Stage
        assert (progress.stage is Stage.CLOSED) == ended
        assert set(progress.reviews) <= set(REVIEW_STAGES)


@given(st.lists(st.sampled_from(MOVES), max_size=40), st.lists(st.sampled_from(sorted(REVIEW_STAGES)), unique=True))
def test_allowed_moves_alone_never_lead_past_a_review_or_the_signature(moves, reviews):
    """Whoever walks by the table only: what was submitted was drafted and searched for, what is signed was reviewed."""
    progress, walked = Progress(), []
    for move in moves:
        if refusal(move, progress.stage) is None:
            progress.follow(move.kind, {"reviews": reviews})
            walked.append(move.kind)
    if "replied" in walked:
        assert walked.index("assigned") < walked.index("searched") < walked.index("submitted") < walked.index("signed")
        assert {f"{name}_passed" for name in reviews} <= set(walked)
        assert walked[-1] in {"replied", "notice_sent", "incoming_recorded"} or walked.count("replied") == 1


@given(
    st.sampled_from(["submitted"]),
    st.one_of(st.none(), st.integers(), st.text(), st.dictionaries(st.text(), st.text())),
)
def test_a_row_that_names_no_reviews_as_a_list_needs_none(kind, told):
    progress = after("assigned", "searched")
    progress.follow(kind, {} if told is None else {"reviews": told})
    assert progress.stage is Stage.SIGNING
