"""The case page and what hangs on it: where the request stands, why that day, what may be done, what is kept."""

import re
from datetime import date

import pytest

from gov_requests.access import Role
from tests import factories
from tests.support.typing_in import text

SECRETS = ("990102198607210025", "010-00000001", "虚构胡同12号", "wang.xiao@example.cn")


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def as_(app, person):
    return factories.sign_in(app.test_client(), person)


def page_of(app, person, file, tail=""):
    answer = as_(app, person).get(f"/cases/{file.case.number}{tail}")
    assert answer.status_code == 200
    return text(answer)


@pytest.mark.parametrize(
    "made", ["registered", "assigned", "searched", "drafted", "submitted", "reviewed", "signed", "delivered"]
)
def test_the_page_opens_in_every_state(app, office, made):
    page = page_of(app, office.clerk, getattr(factories, made)(office))
    assert page.count("btn-primary") <= 1
    for title in ("答复期限", "申请内容", "申请人", "文书", "材料", "检索记录", "审查审核", "办理轨迹", "我的操作"):
        assert title in page


@pytest.mark.parametrize(
    ("made", "role", "act"),
    [
        ("registered", "clerk", "分办"),
        ("assigned", "handler", "登记检索"),
        ("searched", "handler", "拟写答复"),
        ("drafted", "handler", "送审"),
        ("submitted", "secrecy_reviewer", "保密审查"),
        ("reviewed", "signer", "签发"),
        ("signed", "clerk", "登记送达"),
    ],
)
def test_the_filled_button_is_the_next_lawful_act_of_whoever_looks(app, office, made, role, act):
    page = page_of(app, getattr(office, role), getattr(factories, made)(office))
    assert re.search(r'class="btn btn-primary"[^>]*>([^<]*)</a>', page).group(1) == act


def test_a_move_that_is_refused_stays_visible_with_its_reason(app, office):
    page = page_of(app, office.handler, factories.assigned(office))
    assert "还在检索环节，未到签发。" in page
    assert "已过分办环节，现在是检索。" in page
    assert "<button disabled" not in page


def test_two_dates_stand_side_by_side_with_their_reasons(app, office):
    file = factories.registered(
        office, channel="online", arrived_on=date(2026, 11, 22), confirmed_on=date(2026, 11, 23), late_reason="周末提交"
    )
    page = page_of(app, office.clerk, file)
    assert page.index("12月18日") < page.index("12月21日")
    assert "第三十一条第（三）项" in page
    assert "剩 18 个工作日" in page


def test_the_request_stands_word_for_word(app, office):
    words = "申请公开：\n一、“虚构里”批复；\n二、<b>资金</b>明细。"
    page = page_of(app, office.clerk, factories.registered(office, description=words))
    assert "申请公开：\n一、“虚构里”批复；\n二、&lt;b&gt;资金&lt;/b&gt;明细。" in page


@pytest.mark.parametrize("made", ["registered", "delivered"])
@pytest.mark.parametrize("role", [Role.CLERK, Role.HANDLER, Role.SIGNER, Role.DISTRICT_SUPERVISOR])
def test_personal_data_is_masked_for_everybody(app, office, made, role):
    file = getattr(factories, made)(office, email="wang.xiao@example.cn")
    client = as_(app, getattr(office, role))
    ref = file.case.number if role is not Role.DISTRICT_SUPERVISOR else f"{office.organ.code}.{file.case.number}"
    for tail in ("", "/clock"):
        page = text(client.get(f"/cases/{ref}{tail}"))
        assert [secret for secret in SECRETS if secret in page] == []


def test_the_trail_tells_who_did_what_and_when_newest_first(app, office):
    page = page_of(app, office.clerk, factories.delivered(office)).split("办理轨迹</h2>", 1)[1]
    told = ["答复送达", "签发答复", "法制审核通过", "保密审查通过", "送审", "拟稿", "分办", "收到申请并登记"]
    places = [page.index(f"<b>{fact}</b>") for fact in told]
    assert places == sorted(places)


def test_a_closed_request_says_when_and_whether_in_time(app, office):
    page = page_of(app, office.clerk, factories.delivered(office))
    assert "按期办结" in page
    assert "2026-11-24 答复，按期" in page
    assert "申请已办结。" in page


def test_a_review_that_a_later_draft_voided_says_so(app, office):
    file = factories.submitted(office)
    file = factories.pass_review(office, file, "secrecy")
    draft = factories.latest_draft(file.case.id)
    opened = factories.Opened(office.legal_reviewer)
    factories.review(file.case.number, "legal", passed=False, opinion="请补充", seen=draft.content_hash, opened=opened)
    writing = factories.Writing(
        reply_kind="disclosed", finding="改过的情况。", keep=frozenset(draft.files[0]["public_id"] for _ in "x")
    )
    factories.save_draft(file.case.number, writing, [], factories.Opened(office.handler))
    assert "通过，稿子已改，不再有效" in page_of(app, office.handler, file)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("15", "2027-01-1"),
        ("0", "可以延长1至20个工作日。"),
        ("21", "可以延长1至20个工作日。"),
        ("<b>", "请填整数，最多 20 个工作日。"),
        ("9999999999999", "可以延长1至20个工作日。"),
    ],
)
def test_what_an_extension_would_give_is_shown_and_nothing_is_stored(app, office, asked, said):
    file = factories.registered(office)
    client = as_(app, office.clerk)
    page = text(client.get(f"/cases/{file.case.number}", query_string={"extend": asked}))
    assert said in page
    assert "告知延期" not in page.split("办理轨迹</h2>", 1)[1]


def test_the_proof_counts_every_day_to_the_last(app, office):
    page = page_of(app, office.clerk, factories.registered(office), "/clock")
    assert "2026年11月24日收到申请（当面提交），当日为收到申请之日。" in page
    assert "安全期限　法定期限" in page
    assert page.count("周六") >= 3


def test_a_letter_is_shown_as_it_was_frozen_with_its_hash(app, office):
    file = factories.signed(office)
    client = as_(app, office.clerk)
    addresses = re.findall(
        rf'href="(/cases/{file.case.number}/letters/\d+)"', text(client.get(f"/cases/{file.case.number}"))
    )
    assert len(addresses) == 2
    page = text(client.get(addresses[1]))
    assert "政府信息公开告知书" in page
    assert f"〔2026〕{file.case.serial}号-答" in page
    assert office.signer.name in page
    assert "印章位置" in page
    assert re.search(r'class="code">[0-9a-f]{64}<', page)
    pdf = client.get(f"{addresses[1]}.pdf")
    assert pdf.data.startswith(b"%PDF-")
    assert "default-src 'none'" in pdf.headers["Content-Security-Policy"]


@pytest.mark.parametrize("tail", ["", "/clock", "/letters/1", "/letters/1.pdf", "/attachments/x"])
def test_another_organs_request_does_not_exist(app, office, tail):
    other = factories.registered(factories.Office())
    assert other.case.number == "2026-0001"
    assert as_(app, office.clerk).get(f"/cases/{other.case.number}{tail}").status_code == 404


def test_names_of_any_length_break_nothing(app, office):
    file = factories.registered(office, name="虚" * 100, title="题" * 100, description="申" * 3000, contact="联" * 60)
    assert "题" * 100 in page_of(app, office.clerk, file)
