"""Wilson's interval against published values, and what few cases are told as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gov_requests.disputes.intervals import interval_words, rate_words, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # The pictures of the interface: 6/41 and 2/19.
        (6, 41, 0.069, 0.284),
        (2, 19, 0.029, 0.314),
    ],
)
def test_the_interval_is_that_of_the_published_table(part, whole, low, high):
    places = 4 if whole not in (41, 19) else 3
    found = wilson(part, whole)
    assert [round(bound, places) for bound in found] == [low, high]


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_bounds_are_those_rates_at_which_the_count_is_just_not_surprising(case):
    """The bounds are the roots of (p̂-p)² = z²·p(1-p)/n: Wilson's own definition, checked without his formula."""
    part, whole = case
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    for bound in (low, high):
        surprise = (part / whole - bound) ** 2 * whole
        assert surprise == pytest.approx(3.8414588 * bound * (1 - bound), abs=1e-6)
    assert wilson(whole - part, whole) == pytest.approx((1 - high, 1 - low))


def test_without_cases_there_is_no_rate():
    with pytest.raises(ValueError, match="no rate"):
        wilson(0, 0)
    assert rate_words(0, 0) == "—"
    assert interval_words(0, 0) == "没有案件"


def test_few_cases_are_told_as_a_fraction_only():
    assert rate_words(2, 9) == "2/9"
    assert interval_words(2, 9) == "不足 10 件，不排名"
    assert rate_words(1, 10) == "10.0%"
