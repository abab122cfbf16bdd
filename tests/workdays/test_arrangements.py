"""放假安排: what may be imported, which version holds, and that nothing is lost."""

import json
import threading
from datetime import UTC, date, datetime

import pytest

from gov_requests import workdays
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import Received
from gov_requests.workdays.arrangement import ArrangementError, arrangement_from
from gov_requests.workdays.calendar import WorkdayCalendar
from gov_requests.workdays.published import base_arrangements
from tests.statute.examples import ARRANGEMENTS

AT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
#: As a notice might have it: 元旦 three days, 春节 eight with two weekend days worked.
NOTICE_2027 = {
    "year": 2027,
    "source": "https://www.gov.cn/2027",
    "notice": "国办发明电〔2026〕9号",
    "off": [
        *("2027-01-01", "2027-01-02", "2027-01-03"),
        *(f"2027-02-{day:02}" for day in range(5, 13)),
        *("2027-04-03", "2027-04-04", "2027-04-05"),
        *(f"2027-05-{day:02}" for day in range(1, 6)),
        "2027-06-09",
        "2027-09-15",
        *(f"2027-10-{day:02}" for day in range(1, 8)),
    ],
    "work": ["2027-01-30", "2027-02-20", "2027-05-08", "2027-09-26"],
}


def put(data, data_dir):
    return workdays.import_arrangement(data, data_dir, by="王主任", at=AT)


def test_an_imported_arrangement_is_the_calendar_from_then_on(tmp_path):
    assert workdays.load(tmp_path).is_workday(date(2027, 2, 12))
    put(NOTICE_2027, tmp_path)
    calendar = workdays.load(tmp_path)
    assert not calendar.is_workday(date(2027, 2, 12))
    assert calendar.is_workday(date(2027, 1, 30))
    assert calendar.verdict(date(2027, 1, 30)) == ("makeup", "春节")
    assert calendar.is_settled(date(2026, 12, 31))
    assert calendar.is_settled(date(2027, 12, 28))
    assert not calendar.is_settled(date(2027, 12, 29))


def test_it_is_shown_in_the_form_it_came_in_with_who_brought_it(tmp_path):
    file = put(NOTICE_2027, tmp_path)
    shown = workdays.show(2027, tmp_path)
    assert {key: shown[key] for key in NOTICE_2027} == NOTICE_2027
    assert (shown["published"], shown["version"]) == (True, 1)
    assert (shown["imported_by"], shown["imported_at"]) == ("王主任", "2026-11-25T02:00:00+00:00")
    assert json.loads(file.read_text(encoding="utf-8")) == shown


def test_what_is_shown_can_be_imported_again(tmp_path):
    for year in base_arrangements():
        put(workdays.show(year, tmp_path), tmp_path)
    again = workdays.load(tmp_path)
    days = [date(2004, 1, 1).toordinal() + n for n in range(8_400)]
    base = workdays.load(None)
    assert [n for n in days if again.is_workday(date.fromordinal(n)) != base.is_workday(date.fromordinal(n))] == []


def test_the_newest_version_holds_and_the_older_ones_stay(tmp_path):
    first = put(NOTICE_2027, tmp_path)
    second = put(NOTICE_2027 | {"work": NOTICE_2027["work"][:-1]}, tmp_path)
    assert [path.name for path in (first, second)] == ["2027-v001.json", "2027-v002.json"]
    assert workdays.show(2027, tmp_path)["version"] == 2
    assert not workdays.load(tmp_path).is_workday(date(2027, 9, 26))
    assert [kept.version for kept in workdays.versions(2027, tmp_path)] == [1, 2]


def test_a_year_of_the_base_may_be_amended_too(tmp_path):
    amended = workdays.show(2020, tmp_path)
    amended["off"].append("2020-02-03")
    put(amended, tmp_path)
    assert not workdays.load(tmp_path).is_workday(date(2020, 2, 3))
    assert [kept.version for kept in workdays.versions(2020, tmp_path)] == [0, 1]


def test_an_amended_calendar_equals_one_computed_afresh(tmp_path):
    received = [Received(date(2026, 12, 1 + n), "in_person") for n in range(10)]

    def dates(calendar):
        return [
            (clock.due_on, clock.provisional)
            for clock in (read_clock([fact], calendar, AT.date(), proof=False) for fact in received)
        ]

    before = dates(workdays.load(tmp_path))
    put(NOTICE_2027 | {"off": [*NOTICE_2027["off"], "2026-12-31"]}, tmp_path)
    put(NOTICE_2027 | {"off": [*NOTICE_2027["off"], "2026-12-30"]}, tmp_path)
    held = workdays.versions(2027, tmp_path)[-1]
    assert dates(workdays.load(tmp_path)) == dates(WorkdayCalendar({**base_arrangements(), 2027: held})) != before


def test_the_same_calendar_is_given_until_a_file_comes(tmp_path):
    first = workdays.load(tmp_path)
    assert workdays.load(tmp_path) is first
    put(NOTICE_2027, tmp_path)
    assert workdays.load(tmp_path) is not first


def test_importers_at_the_same_time_get_a_version_each(tmp_path):
    names = []
    threads = [threading.Thread(target=lambda: names.append(put(NOTICE_2027, tmp_path).name)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(names) == [f"2027-v{number:03}.json" for number in range(1, 9)]
    assert [path.name for path in (tmp_path / "workdays").iterdir() if path.name.startswith(".")] == []


def test_an_unpublished_year_shows_its_statutory_holidays(tmp_path):
    shown = workdays.show(2027, tmp_path)
    assert (shown["published"], shown["version"], shown["work"]) == (False, None, [])
    assert shown["off"][:2] == ["2027-01-01", "2027-02-05"]
    assert shown["source"] == "《全国年节及纪念日放假办法》（国务院令第795号）"


def test_a_year_of_the_base_names_its_source(tmp_path):
    shown = workdays.show(2026, tmp_path)
    assert shown == {
        "year": 2026,
        "published": True,
        "source": "chinese-calendar 1.11.0",
        "version": 0,
        "off": ARRANGEMENTS["2026"]["off"],
        "work": ARRANGEMENTS["2026"]["work"],
    }


REFUSED = {
    "no object": ([], "应为"),
    "no year": ({"off": []}, "year"),
    "a year in words": (NOTICE_2027 | {"year": "2027"}, "year"),
    "a year far away": (NOTICE_2027 | {"year": 2101}, "1949 至 2100"),
    "no days off": (NOTICE_2027 | {"off": None}, "off 缺失"),
    "days that are no list": (NOTICE_2027 | {"work": "2027-01-30"}, "不是列表"),
    "a day that does not exist": (NOTICE_2027 | {"work": ["2027-02-29"]}, "不是真实存在的日期"),
    "a day in another writing": (NOTICE_2027 | {"work": ["20270130"]}, "YYYY-MM-DD"),
    "a day of another year": (NOTICE_2027 | {"work": ["2028-01-08"]}, "2026-12-29 至 2028-01-03"),
    "a day before the edge": (NOTICE_2027 | {"off": [*NOTICE_2027["off"], "2026-12-28"]}, "2026-12-29 至 2028-01-03"),
    "a day both off and work": (NOTICE_2027 | {"work": ["2027-01-02"]}, "既列为放假又列为上班"),
    "a make-up day that is a weekday": (NOTICE_2027 | {"work": ["2027-01-29"]}, "是星期五，本来就是工作日"),
    "a statutory holiday that is not off": (NOTICE_2027 | {"off": NOTICE_2027["off"][:-7]}, "2027-10-01（国庆节）"),
    "an eve that is not off": (
        NOTICE_2027 | {"off": [text for text in NOTICE_2027["off"] if text != "2027-02-05"]},
        "2027-02-05（春节）",
    ),
    "what is shown of an unpublished year": (workdays.show(2028), "只能导入国务院办公厅已经公布的安排"),
    "a source that is no text": (NOTICE_2027 | {"source": 9}, "source 应为文字"),
}


@pytest.mark.parametrize(("data", "told"), REFUSED.values(), ids=REFUSED)
def test_what_no_notice_can_have_meant_is_refused_and_nothing_is_written(tmp_path, data, told):
    with pytest.raises(ArrangementError, match=told) as refused:
        put(data, tmp_path)
    assert str(refused.value).endswith("。")
    assert not (tmp_path / "workdays").exists()


def test_days_over_the_edges_of_the_year_may_be_arranged():
    edges = {"off": [*NOTICE_2027["off"], "2026-12-29", "2028-01-03"], "work": ["2028-01-01"]}
    assert arrangement_from(NOTICE_2027 | edges).off[date(2026, 12, 29)] == ""


@pytest.mark.parametrize("year", ARRANGEMENTS)
def test_every_arrangement_since_2011_passes_the_checks(year):
    told = ARRANGEMENTS[year] | {"year": int(year)}
    # 2020-02-03, a Monday, is listed because the holiday before it was prolonged to the day before.
    told["work"] = [text for text in told["work"] if text != "2020-02-03"]
    assert arrangement_from(told).year == int(year)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff", b'{"year": 2027, "off": []}'])
def test_a_damaged_file_is_told_and_not_passed_over(tmp_path, damage):
    put(NOTICE_2027, tmp_path).write_bytes(damage)
    with pytest.raises(ArrangementError, match=r"2027-v001\.json"):
        workdays.load(tmp_path)


def test_a_file_that_somebody_changed_is_told(tmp_path):
    file = put(NOTICE_2027, tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("2027-09-26", "2027-09-25"), encoding="utf-8")
    with pytest.raises(ArrangementError, match="与导入时的校验值不符"):
        workdays.load(tmp_path)
