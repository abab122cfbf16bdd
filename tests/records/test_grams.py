"""What is cut into pairs: whoever holds a word holds all its grams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gov_requests.records.grams import folded, grams, grams_of, needed, organ_gram

TEXT = st.text(st.sampled_from("土地征收补偿鲸A1a2-_ %\"'\\\n〔〕,，𠮷é\ue001"), max_size=30)


@given(TEXT, st.data())
def test_a_text_has_every_gram_that_a_part_of_it_needs(text, data):
    start = data.draw(st.integers(0, len(text)))
    word = text[start : data.draw(st.integers(start, len(text)))]
    assert set(needed(word)) <= grams(text)
    assert set(needed(word.swapcase())) <= grams(text) or folded(word.swapcase()) != folded(word)


@given(TEXT)
def test_no_gram_is_split_or_ended_by_the_signs_that_databases_split_and_quote_by(text):
    for gram in grams(text):
        assert all(sign.isalnum() or ord(sign) > 127 for sign in gram)
        assert 2 <= len(gram) <= 3


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("土地", ["土地"]),
        ("土地征", ["土地", "地征"]),
        ("2026", ["202", "026"]),
        ("ab", ["ab"]),
        ("AB12号", ["ab1", "b12", "2号"]),
        ("地", []),
        ("", []),
    ],
)
def test_a_word_needs_pairs_of_characters_and_threes_of_digits(word, expected):
    assert needed(word) == expected


def test_no_gram_reaches_from_one_text_into_the_next():
    assert "地征" not in grams_of(["土地", "征收", None, ""], 1)


def test_the_gram_of_an_organ_is_no_gram_of_any_text():
    assert organ_gram(12) not in grams("12 121212")
    assert organ_gram(12) in grams_of([], 12)
