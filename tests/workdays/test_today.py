"""The clock on the wall."""

import os
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from gov_requests.today import clock_set_to, day_of, now, today


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles"])
def test_a_day_is_a_day_in_china_wherever_the_machine_stands(monkeypatch, zone):
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        with clock_set_to(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)):
            assert today() == date(2026, 3, 2)
        with clock_set_to(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)):
            assert today() == date(2026, 3, 1)
        assert abs((datetime.fromtimestamp(time.clock_gettime(time.CLOCK_REALTIME), UTC) - now()).total_seconds()) < 5
    finally:
        monkeypatch.undo()
        time.tzset()


def test_now_is_aware_in_utc_and_counts_whole_seconds():
    assert now().utcoffset() == timedelta(0)
    assert now().microsecond == 0
    assert today() == day_of(now())


def test_a_time_without_a_zone_is_read_as_beijing_time():
    with clock_set_to(datetime(2026, 3, 2, 0, 30)):  # noqa: DTZ001 — meant
        assert now() == datetime(2026, 3, 1, 16, 30, tzinfo=UTC)


def test_the_clock_runs_on_when_it_is_no_longer_set():
    with clock_set_to(datetime(2001, 1, 1, tzinfo=UTC)):
        with clock_set_to(datetime(2002, 1, 1, tzinfo=UTC)):
            assert today().year == 2002
        assert today().year == 2001
    assert today().year > 2001
