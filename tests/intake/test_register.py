"""The counter's page: what it asks, what it answers at once, what it refuses and how it keeps what was typed."""

import io
import re

import pytest
import sqlalchemy as sa

from gov_requests.records.cases import Case
from tests import factories
from tests.support.typing_in import send, text

NEW = "/intake/new"
TYPED = {
    "channel": "in_person",
    "arrived_on": "2026-11-24",
    "kind": "natural_person",
    "name": "虚小明",
    "id_type": "居民身份证",
    "id_number": "990102198607210025",
    "phone": "010-00000001",
    "address": "虚构市虚构区虚构胡同12号",
    "postcode": "100032",
    "description": "申请公开虚构里小区综合整治项目的批复。",
    "medium": "纸质",
    "delivery": "自行领取",
    "act": "register",
}
FIGURES = re.compile(r'value="990102198607210025"')


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def clerk(client_for):
    return client_for("clerk")


def cases(database):
    return database.session.scalar(sa.select(sa.func.count()).select_from(Case))


def test_the_page_asks_in_the_order_of_the_paper_form(clerk):
    page = text(clerk.get(NEW))
    sections = ["收到方式和日期", "申请人", "所需信息", "形式和获取方式", "附件"]
    assert [page.index(f"{n}　{title}") for n, title in enumerate(sections, 1)] == sorted(
        page.index(f"{n}　{title}") for n, title in enumerate(sections, 1)
    )


def test_the_keys_of_the_counter_are_on_the_page(clerk):
    page = text(clerk.get(NEW))
    assert {key for key in "12345gns" if f'accesskey="{key}"' in page} == set("12345gns")


def test_enter_in_a_line_presses_the_button_that_only_checks(clerk, database):
    page = text(clerk.get(NEW))
    form = page.split('enctype="multipart/form-data"', 1)[1]
    first = re.search(r"<button[^>]*>", form).group()
    assert 'name="act"' in first
    assert 'value="check"' in first
    answer = send(clerk, NEW, **TYPED | {"act": "check"})
    assert answer.status_code == 200
    assert "核对无误，还没有登记。" in text(answer)
    assert cases(database) == 0


def test_today_is_the_day_of_receipt_and_the_law_line_says_why(clerk):
    page = text(clerk.get(NEW))
    assert 'value="2026-11-24"' in page
    assert "以提交之日为收到申请之日（《条例》第三十一条第（一）项）" in page


@pytest.mark.parametrize(
    ("channel", "confirmed", "said"),
    [
        ("online", "2026-11-24", "以双方确认之日为收到申请之日"),
        ("signed_mail", "", "以本机关签收之日为收到申请之日"),
        ("ordinary_mail", "", "尚无双方确认的记录，以到达之日为收到申请之日"),
    ],
)
def test_the_day_that_counts_follows_the_channel(clerk, channel, confirmed, said):
    typed = TYPED | {"channel": channel, "arrived_on": "2026-11-23", "confirmed_on": confirmed, "act": "check"}
    assert said in text(send(clerk, NEW, **typed))


def test_registering_leads_to_the_case_and_offers_the_receipt(clerk):
    answer = send(clerk, NEW, **TYPED)
    assert answer.status_code == 302
    page = text(clerk.get(answer.location))
    assert "已登记 2026-0001。" in page
    assert "打印登记回执" in page
    receipt = re.search(r'href="(/cases/[^"]+\.pdf)"', page).group(1)
    assert clerk.get(receipt).mimetype == "application/pdf"


def test_the_next_request_of_the_same_applicant_begins_with_the_applicant(clerk):
    answer = send(clerk, NEW, **TYPED | {"act": "next", "channel": "signed_mail", "tracking_number": "EX000000016CN"})
    assert answer.location == f"{NEW}?again=2026-0001"
    page = text(clerk.get(answer.location))
    for value in ("虚小明", "990102198607210025", "虚构市虚构区虚构胡同12号", "EX000000016CN", "2026-11-24"):
        assert f'value="{value}"' in page
    assert "批复" not in page.split("所需信息", 1)[1]


def test_another_organs_request_cannot_be_carried_over(clerk):
    other = factories.registered(factories.Office("X9"))
    ref = f"X9.{other.case.number}"
    assert clerk.get(f"{NEW}?again={ref}").status_code == 404


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("arrived_on", "2026-11-31", "没有 2026-11-31 这一天，请核对。"),
        ("arrived_on", "昨天", "日期写成 2026-11-16 或 20261116。"),
        ("arrived_on", "2026-12-01", "不能晚于今天，请填 2026-11-24 或以前的日期。"),
        ("arrived_on", "1999-01-01", "早于 2008-05-01（条例施行之日），请核对年份。"),
        ("name", "", "请填写申请人的姓名或名称。"),
        ("name", "虚\u202e小明", "第 2 个字符不可见（U+202E），请删去后重新输入。"),
        ("id_number", "990102198607210024", "校验位不对，号码可能抄错，请逐位核对。"),
        ("id_number", "99010219860721", "居民身份证号是 18 位，现有 14 位。"),
        ("postcode", "1000", "邮政编码是 6 位数字。"),
        ("email", "nobody", "邮箱的写法是 名字@单位.cn。"),
        ("description", "  ", "请照申请书原文录入申请内容。"),
        ("title", "长" * 101, "最多 100 字，现有 101 字。"),
    ],
)
def test_bad_input_gets_its_sentence_beside_the_field_and_keeps_what_was_typed(clerk, database, field, typed, sentence):
    answer = send(clerk, NEW, **TYPED | {field: typed})
    page = text(answer)
    assert answer.status_code == 422
    assert f'id="{field}-err">{sentence}</div>' in page
    assert f'href="#{field}"' in page
    kept = {"name": "虚小明", "phone": "010-00000001"} | {field: typed.strip()}
    for value in kept.values():
        assert value in page
    assert cases(database) == 0


def test_what_is_needed_for_the_delivery_is_asked_for(clerk):
    page = text(send(clerk, NEW, **TYPED | {"delivery": "电子邮件"}))
    assert "选“电子邮件”时必填邮箱。" in page


def test_a_confirmation_before_the_arrival_is_refused(clerk):
    typed = TYPED | {"channel": "online", "arrived_on": "2026-11-24", "confirmed_on": "2026-11-23"}
    assert "确认日期不能早于收到日期 2026-11-24。" in text(send(clerk, NEW, **typed))


def test_a_file_that_may_not_come_in_is_named_beside_the_field(clerk, database):
    upload = (io.BytesIO(b"MZ"), "申请表.exe")
    answer = send(clerk, NEW, **TYPED, files=upload)
    assert answer.status_code == 422
    assert "“申请表.exe”不能上传：只收 PDF、JPG、PNG、DOCX、XLSX。" in text(answer)
    assert "“申请表.exe”还没有保存，请重新选择。" in text(answer)
    assert cases(database) == 0


def test_a_day_in_the_past_asks_why_it_is_entered_today(clerk):
    answer = send(clerk, NEW, **TYPED | {"arrived_on": "2026-11-20"})
    assert answer.status_code == 422
    assert 'id="late_reason-err"' in text(answer)
    assert send(clerk, NEW, **TYPED | {"arrived_on": "2026-11-20", "late_reason": "窗口周末补登"}).status_code == 302


def test_the_same_form_sent_twice_makes_one_request(clerk, database):
    page = text(clerk.get(NEW))
    hidden = dict(re.findall(r'name="(csrf_token|act_key|version)" type="hidden" value="([^"]*)"', page))
    first = clerk.post(NEW, data=TYPED | hidden)
    again = clerk.post(NEW, data=TYPED | hidden)
    assert (first.status_code, again.status_code) == (302, 302)
    assert again.location == first.location
    assert cases(database) == 1
    assert "没有重复登记" in text(clerk.get(again.location))


def test_a_number_that_is_known_brings_its_applicant(clerk):
    send(clerk, NEW, **TYPED)
    page = text(send(clerk, NEW, **TYPED | {"name": "", "act": "check"}))
    assert "已有申请人" in page
    assert "990102********0025" in page
    adopted = text(send(clerk, NEW, **TYPED | {"name": "", "phone": "", "act": "adopt"}))
    assert 'value="虚小明"' in adopted
    assert 'value="010-00000001"' in adopted
    assert "该申请人的其他申请" in adopted
    assert "/cases/2026-0001" in adopted


def test_another_organs_applicants_are_not_known(clerk):
    factories.registered(factories.Office())
    assert "已有申请人" not in text(send(clerk, NEW, **TYPED | {"act": "check"}))


def test_the_full_number_stands_only_in_the_counters_own_form(clerk):
    case = clerk.get(send(clerk, NEW, **TYPED).location)
    assert "990102********0025" in text(case)
    assert not FIGURES.search(text(case))
    assert "990102198607210025" not in text(case)
    assert "010-00000001" not in text(case)


def test_who_does_not_register_does_not_see_the_form(client_for):
    assert client_for("handler").get(NEW).status_code == 403
