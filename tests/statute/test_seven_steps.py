"""七步法 as a table: every reply kind is reached, nothing leads astray, and what it says of a kind is what the kind's own row says."""

from itertools import pairwise
from random import Random

import pytest

from gov_requests.statute.burden import BURDEN, PROOFS
from gov_requests.statute.reply_kinds import LETTER_ROUTES, REPLY_KINDS
from gov_requests.statute.seven_steps import BY_NUMBER, LAST, STEPS, Answer, Step, walk

CODES = [answer.code for step in STEPS for answer in step.answers]


def way_to(kind):
    """Return the shortest way to a reply kind: question → answer."""
    ways = [({}, 1)]
    while ways:
        given_so_far, number = ways.pop(0)
        for answer in BY_NUMBER[number].answers:
            way = given_so_far | {number: answer.code}
            if walk(way).kind is REPLY_KINDS[kind] and walk(way).concluded:
                return way
            if answer.to is not None and answer.to != LAST:
                ways.append((way, answer.to))
    return None


def test_the_questions_are_the_seven_in_their_order():
    assert "→".join(step.title for step in STEPS) == "补不补→是不是→谁负责→有没有→给不给→怎么给→怎么答"
    assert [step.number for step in STEPS] == list(range(1, LAST + 1))


@pytest.mark.parametrize("kind", REPLY_KINDS)
def test_every_reply_kind_is_reached_and_only_through_an_answer_of_its_own(kind):
    way = way_to(kind)
    assert way is not None
    assert kind in way.values()


def test_a_table_that_forgets_a_kind_is_caught(monkeypatch):
    """The twin: without its answer a kind is out of reach."""
    fourth = BY_NUMBER[4]
    lost = Step(4, fourth.title, fourth.question, tuple(one for one in fourth.answers if one.code != "not_held"))
    monkeypatch.setitem(BY_NUMBER, 4, lost)
    assert way_to("not_held") is None


@pytest.mark.article(2, 10, 11, 29, 30, 32, 34, 35, 36, 37, 38, 39, 40, 42)
def test_every_answer_names_its_article_but_those_for_which_the_law_names_none():
    without = {answer.code for step in STEPS for answer in step.answers if not answer.ground}
    assert without == {"reconfirm", "withdrawn"}


def test_answers_that_decide_for_a_kind_rest_on_the_kinds_own_ground():
    for step in STEPS:
        for answer in step.answers:
            if answer.kind is not None:
                assert answer.code == answer.kind
                assert answer.ground == REPLY_KINDS[answer.kind].ground


def test_an_answer_leads_on_or_ends_or_waits_for_a_letter():
    for step in STEPS:
        for answer in step.answers:
            assert answer.to is not None or answer.kind is not None or answer.notice is not None, answer.code
            assert answer.to is None or answer.to > step.number, answer.code
            assert answer.notice is None or answer.notice in LETTER_ROUTES, answer.code


def test_codes_stand_once_so_that_a_kept_answer_is_never_read_as_another():
    assert len(CODES) == len(set(CODES))


def test_an_answer_that_waits_keeps_its_question_open():
    path = walk({1: "ask_correction", 2: "petition"})
    assert (path.at, path.kind) == (1, None)
    assert [answer.code for _step, answer in path.given] == ["ask_correction"]


def test_what_an_earlier_answer_has_made_idle_counts_for_nothing():
    way = way_to("disclosed")
    assert walk(way).kind is REPLY_KINDS["disclosed"]
    turned = walk(way | {2: "petition"})
    assert turned.kind is REPLY_KINDS["petition"]
    assert [step.number for step, _answer in turned.given] == [1, 2]


def test_partial_disclosure_is_still_asked_how_it_is_given():
    path = walk({1: "clear", 2: "information", 3: "ours", 4: "held", 5: "partly_disclosed"})
    assert (path.at, path.concluded) == (6, False)
    assert path.kind is REPLY_KINDS["partly_disclosed"]


def test_whatever_was_answered_the_way_goes_forward_and_ends():
    chance = Random(7)
    for _ in range(2000):
        numbers = chance.sample(range(10), chance.randint(0, 8))
        answers = {number: chance.choice([*CODES, "gone", ""]) for number in numbers}
        path = walk(answers)
        walked = [step.number for step, _answer in path.given]
        assert all(first < second for first, second in pairwise(walked))
        assert 1 <= path.at <= LAST
        assert path.concluded == (path.at == LAST)
        assert all(answers[step.number] == answer.code for step, answer in path.given)


def test_what_must_be_proved_is_named_for_every_kind():
    assert set(PROOFS) == set(REPLY_KINDS)
    assert all(proof.sentence and proof.article.text for proofs in PROOFS.values() for proof in proofs)
    assert [cited.text for cited in BURDEN] == [
        "《中华人民共和国行政复议法》第四十四条",
        "《中华人民共和国行政诉讼法》第三十四条",
    ]


def test_an_answer_of_nothing_is_seen():
    """The twin of the rule that every answer leads somewhere."""
    assert not Answer("nothing", "什么也不做").waits
    assert Answer("nothing", "什么也不做").ground == ""
