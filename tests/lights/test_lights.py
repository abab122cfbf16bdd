"""红黄绿灯: wording and colour of every light, by the safe date (安全期限)."""

import pytest

from gov_requests.lights import Colour, Light, Thresholds, light_of


@pytest.mark.parametrize(
    ("remaining", "css", "label"),
    [
        (20, "g", "绿灯 剩20日"),
        (12, "g", "绿灯 剩12日"),
        (6, "g", "绿灯 剩6日"),
        (5, "y", "黄灯 剩5日"),
        (4, "y", "黄灯 剩4日"),
        (3, "y", "黄灯 剩3日"),
        (2, "r", "红灯 剩2日"),
        (1, "r", "红灯 剩1日"),
        (0, "r", "红灯 今日"),
        (-1, "x", "超期 1日"),
        (-155, "x", "超期 155日"),
    ],
)
def test_a_running_request_is_green_above_five_days_yellow_to_three_red_to_today_then_overdue(
    remaining: int, css: str, label: str
) -> None:
    light = light_of(state="running", remaining=remaining)
    assert (light.css, light.label) == (css, label)


@pytest.mark.parametrize(
    ("state", "label"),
    [("paused", "停计 征求意见"), ("awaiting_correction", "停计 待补正"), ("awaiting_fee", "停计 待缴费")],
)
@pytest.mark.parametrize("remaining", [None, 0, 1, 9])
def test_a_stopped_clock_is_grey_and_says_what_it_waits_for(state: str, label: str, remaining: int | None) -> None:
    light = light_of(state=state, remaining=remaining)
    assert (light.css, light.label) == ("p", label)


def test_a_stop_may_be_named_more_closely() -> None:
    assert light_of(state="paused", remaining=4, paused_for="征求第三方").label == "停计 征求第三方"


@pytest.mark.parametrize("state", ["paused", "awaiting_correction", "awaiting_fee"])
def test_a_stop_does_not_hide_that_the_safe_date_has_passed(state: str) -> None:
    light = light_of(state=state, remaining=-3)
    assert (light.css, light.label) == ("x", "超期 3日")


@pytest.mark.parametrize(
    ("on_time", "late", "label"),
    [
        (True, 0, "按期办结"),
        (False, 2, "逾期办结"),
        (None, 0, "按期办结"),
        (None, 1, "逾期办结"),
        (None, None, "已办结"),
    ],
)
def test_an_answered_request_says_whether_it_met_the_statutory_date(
    on_time: bool | None, late: int | None, label: str
) -> None:
    light = light_of(state="replied", remaining=None, on_time=on_time, workdays_late=late)
    assert (light.css, light.label) == ("d", label)


@pytest.mark.parametrize(("state", "label"), [("withdrawn", "已撤回"), ("abandoned", "视为放弃")])
def test_a_request_that_ended_without_a_reply_says_how(state: str, label: str) -> None:
    light = light_of(state=state, remaining=None)
    assert (light.css, light.label) == ("d", label)


def test_a_closed_record_whose_clock_still_runs_is_closed() -> None:
    assert light_of(state="running", remaining=-40, closed=True) == Light(Colour.CLOSED, "已办结")


def test_a_running_request_without_a_date_is_not_green() -> None:
    light = light_of(state="running", remaining=None)
    assert (light.css, light.label) == ("p", "期限未定")


def test_an_office_may_move_the_thresholds() -> None:
    strict = Thresholds(yellow=8, red=4)
    assert [light_of(state="running", remaining=n, thresholds=strict).css for n in (9, 8, 5, 4)] == list("gyyr")


@pytest.mark.parametrize(("yellow", "red"), [(2, 2), (1, 3), (5, -1)])
def test_thresholds_that_leave_no_room_for_yellow_are_refused(yellow: int, red: int) -> None:
    with pytest.raises(ValueError, match="红灯"):
        Thresholds(yellow=yellow, red=red)


@pytest.mark.parametrize("remaining", [3, 2, 0, -1])
def test_no_label_needs_its_colour_to_be_understood(remaining: int) -> None:
    label = light_of(state="running", remaining=remaining).label
    assert label.split(" ")[0] in {"绿灯", "黄灯", "红灯", "超期"}
