"""How alike two texts are: a figure that is the same both ways, full for the same words, none for different ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gov_requests.records.alike import ALIKE, SAME
from gov_requests.records.likeness import likeness, pairs_of, pieces_of

ASKED = "申请公开虚构里小区综合整治项目的实施方案批复文件。"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)


def percent(one, other):
    return likeness(pairs_of(one), pairs_of(other))


@given(TEXTS, TEXTS)
def test_it_is_the_same_both_ways_and_lies_between_0_and_100(one, other):
    assert percent(one, other) == percent(other, one)
    assert 0 <= percent(one, other) <= 100


@given(TEXTS)
def test_a_text_is_wholly_like_itself_unless_it_says_nothing(text):
    assert percent(text, text) == (100 if pairs_of(text) else 0)


@given(TEXTS, st.sampled_from(["　", "\n", "，", "。", "“", "！"]))
def test_blanks_and_punctuation_at_the_ends_change_nothing(text, more):
    assert pairs_of(more + text + more) == pairs_of(text)


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        ("请求公开 虚构里小区综合整治项目实施方案的批复", SAME, 100),
        ("申请获取“虚构里小区综合整治”项目的实施方案及批复文件", SAME, 100),
        ("虚构里小区综合整治项目的施工合同、验收报告", ALIKE - 10, SAME - 1),
        ("申请公开本人二〇二五年度低保审批材料", 0, 15),
        ("", 0, 0),
        ("。，！", 0, 0),
    ],
)
def test_what_asks_for_the_same_in_other_words_is_found_and_what_does_not_is_not(other, least, most):
    assert least <= percent(ASKED, other) <= most


def test_two_requests_that_share_only_what_every_request_says_are_not_alike():
    assert percent("您好，本人申请公开政府信息：甲乙丙丁", "您好，本人申请公开政府信息：子丑寅卯") == 0


def test_full_width_letters_and_digits_are_read_as_the_plain_ones():
    assert percent("京建发〔２０２５〕１２号", "京建发〔2025〕12号") == 100


@given(st.text(st.sampled_from("虚构里，。 ab申请公开政府信息"), max_size=200), st.integers(1, 30))
def test_every_piece_stands_in_the_text_and_there_are_never_too_many(text, most):
    pieces = pieces_of(text, 6, most)
    assert len(pieces) <= most
    assert all(1 < len(piece) <= 6 and piece in text for piece in pieces)
    assert bool(pieces) == any(len(pair) > 1 for pair in pairs_of(text))


def test_the_pieces_of_a_long_text_reach_from_its_beginning_to_near_its_end():
    text = "".join(chr(0x4E00 + n) for n in range(600))
    pieces = pieces_of(text, 6, 24)
    assert len(pieces) == 24
    assert text.index(pieces[0]) == 0
    assert text.index(pieces[-1]) > 550
