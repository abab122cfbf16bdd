"""A pasted notice, in the words of 国办发明电."""

import pytest

from gov_requests.workdays.arrangement import ArrangementError, arrangement_from
from gov_requests.workdays.notice_text import arrangement_from_text
from tests.statute.examples import ARRANGEMENTS

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，祝人民群众度过平安祥和的节日假期。
国务院办公厅
2025年11月4日
"""
OLDER = """国务院办公厅关于2019年部分节假日安排的通知
一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月5日放假，与周末连休。
"""


def test_the_notice_for_2026_is_read_as_it_was_meant():
    read = arrangement_from_text(NOTICE_2026)
    assert {key: read[key] for key in ("off", "work")} == ARRANGEMENTS["2026"]
    assert (read["year"], read["notice"]) == (2026, "国办发明电〔2025〕7号")
    assert arrangement_from(read).year == 2026


def test_days_over_the_turn_of_the_year_and_single_days_are_read():
    read = arrangement_from_text(OLDER)
    assert read["off"][:3] == ["2018-12-30", "2018-12-31", "2019-01-01"]
    assert read["off"][-2:] == ["2019-02-10", "2019-04-05"]
    assert read["work"] == ["2018-12-29", "2019-02-02", "2019-02-03"]
    assert (read["source"], read["notice"]) == ("粘贴的通知文本", "")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("关于2026年部分节假日安排", "关于节假日", "没有找到年份"),
        ("1月4日（周日）", "1月4日（周六）", "2026-01-04 是星期日"),
        ("共9天", "共8天", "列出的是9天，写的是共8天"),
        ("4月4日（周六）", "4月31日（周六）", "不是真实存在的日期"),
        ("放假", "休息", "没有找到放假的日期"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(old, new, told):
    with pytest.raises(ArrangementError, match=told) as refused:
        arrangement_from_text(NOTICE_2026.replace(old, new))
    assert str(refused.value).endswith("。")
