"""Every worked example, published or counted by hand, and every sample request."""

from datetime import date

import pytest

from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import fact_from
from gov_requests.statute.periods import period_due
from tests.statute.examples import EXAMPLES, SAMPLES
from tests.statute.lives import CALENDAR


def answer(facts, as_of):
    return read_clock([fact_from(fact) for fact in facts], CALENDAR, date.fromisoformat(as_of)).as_dict()


@pytest.mark.parametrize("example", EXAMPLES["clocks"], ids=lambda example: example["id"])
def test_a_worked_example_comes_out(example):
    got = answer(example["facts"], example["as_of"])
    assert {key: got[key] for key in example["expected"]} == example["expected"]


@pytest.mark.parametrize("example", EXAMPLES["periods"], ids=lambda example: example["id"])
def test_a_worked_period_comes_out(example):
    got = period_due(example["period"], date.fromisoformat(example["start_on"]), CALENDAR)
    assert str(got.due_on) == example["due_on"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["id"])
def test_a_sample_request_comes_out(sample):
    expected = dict(sample["expected"])
    as_of = expected.pop("as_of")
    base, notice_by = expected.pop("base_due"), expected.pop("correction_notice_by")
    got = answer(sample["facts"], as_of)
    assert {key: got[key] for key in expected} == expected
    received = [fact for fact in sample["facts"] if fact["kind"] == "received"]
    assert answer(received, as_of)["due_on"] == base
    notice = period_due("correction_notice", date.fromisoformat(got["received_on"]), CALENDAR)
    assert str(notice.due_on) == notice_by
