"""Every day from the start to the due day with its verdict."""

from gov_requests.statute.explain import explain_days
from tests.statute.lives import answered, asked, clock, received, replied, sought


def days_of(*life):
    return {row.pop("on"): row for row in explain_days(clock(*life))}


def test_every_kind_of_day_has_its_verdict():
    days = days_of(received("09-14"), sought("09-15"), answered("09-16"))
    assert days["2026-09-15"] == {"verdict": "counted", "n": 1}
    assert days["2026-09-16"] == {"verdict": "paused", "ref": "A"}
    assert days["2026-09-19"] == {"verdict": "weekend"}
    assert days["2026-09-20"] == {"verdict": "makeup", "n": 4, "name": "国庆节"}
    assert days["2026-09-25"] == {"verdict": "holiday", "name": "中秋节"}
    assert "2026-09-14" not in days


def test_a_weekend_in_a_pause_is_a_weekend():
    assert days_of(received(), sought("07-02"), answered("07-07"))["2026-07-04"] == {"verdict": "weekend"}


def test_the_last_day_is_the_due_day():
    assert list(days_of(received()))[-1] == "2026-07-29"


def test_without_a_due_day_the_list_ends_where_the_clock_stopped():
    assert list(days_of(received(), asked("07-06")))[-1] == "2026-07-06"
    assert list(days_of(received(), sought("07-08"), sought("07-07", ref="B")))[-1] == "2026-07-07"


def test_a_pause_ends_with_the_closing():
    days = days_of(received(), sought("07-06"), replied("07-08"))
    assert days["2026-07-08"]["verdict"] == "paused"
    assert days["2026-07-09"]["verdict"] == "counted"


def test_a_day_off_without_a_known_name_has_none():
    days = days_of(received("2003-12-30"))
    assert days["2004-01-01"] == {"verdict": "holiday", "name": "元旦"}
