"""第三十六条 and its neighbours: the table of answers, row by row as the contract fixes it."""

from datetime import date

import pytest

from gov_requests.statute.provisions import NEW_IN_FORCE
from gov_requests.statute.reply_kinds import LETTER_ROUTES, MUST_SAY, REPLY_KINDS, kinds_on
from gov_requests.statute.report_rows import PRECEDENCE, report_row

pytestmark = pytest.mark.article(14, 15, 16, 30, 35, 36, 37, 38, 39)

FIRST, CHOICE = "reconsideration_first", "free_choice"
TABLE = """
already_public 已主动公开 第三十六条第（一）项 D10 open free_choice legal
disclosed 予以公开 第三十六条第（二）项 D11 open free_choice secrecy,legal
partly_disclosed 部分公开 第三十七条、第十四条、第十五条、第十六条 D12 partial reconsideration_first secrecy,legal
state_secret 属于国家秘密 第十四条 D13 deny_secret reconsideration_first secrecy,legal
prohibited_by_law 其他法律行政法规禁止公开 第十四条 D13 deny_law reconsideration_first secrecy,legal
public_safety 危及“三安全一稳定” 第十四条 D13 deny_safety reconsideration_first secrecy,legal
third_party_rights 保护第三方合法权益 第十五条 D14 deny_third_party reconsideration_first secrecy,legal
internal_affairs 属于三类内部事务信息 第十六条第一款 D15 deny_internal reconsideration_first legal
process_information 属于四类过程性信息 第十六条第二款 D15 deny_process reconsideration_first legal
enforcement_file 属于行政执法案卷 第十六条第二款 D15 deny_casefile reconsideration_first legal
administrative_inquiry 属于行政查询事项 第三十六条第（七）项 D24 deny_query free_choice legal
not_held 本机关不掌握（信息不存在） 第三十六条第（四）项 D16 unable_not_held free_choice legal
not_this_organ 不属于本机关负责公开 第三十六条第（五）项 D17 unable_not_held free_choice legal
needs_making 没有现成信息需要另行制作 第三十八条 D18 unable_need_make free_choice legal
still_unclear 补正后申请内容仍不明确 第三十条 D19 unable_unclear free_choice legal
petition 信访举报投诉类申请 第三十九条第一款 D20 noproc_petition free_choice legal
repeat 重复申请 第三十六条第（六）项 D21 noproc_repeat free_choice legal
publication 要求提供公开出版物 第三十九条第二款 D22 noproc_publication free_choice legal
excessive 无正当理由大量反复申请 第三十五条 D23 noproc_massive free_choice legal
reconfirm 要求行政机关确认或重新出具已获取信息 — D25 noproc_confirm free_choice legal
abandoned_uncorrected 申请人无正当理由逾期不补正 第三十条 D26 other_no_correction free_choice —
abandoned_unpaid 申请人逾期未按收费通知要求缴纳费用 国办函〔2020〕109号 D26 other_unpaid free_choice —
withdrawn 撤回及其他 — — other_misc none —
"""


def test_the_table_is_the_contracts():
    rows = [line.split(" ") for line in TABLE.split("\n") if line]
    told = [
        [
            kind.code,
            kind.title,
            kind.ground or "—",
            kind.letter or "—",
            kind.report_row,
            kind.route,
            ",".join(kind.reviews) or "—",
        ]
        for kind in REPLY_KINDS.values()
    ]
    assert told == rows


def test_only_withholding_under_articles_14_to_16_goes_to_reconsideration_first():
    first = {kind.code for kind in REPLY_KINDS.values() if kind.route == FIRST}
    assert first == {kind.code for kind in REPLY_KINDS.values() if kind.withholds}
    assert "administrative_inquiry" not in first


def test_whatever_hands_out_documents_needs_the_secrecy_review():
    handing_out = [kind for kind in REPLY_KINDS.values() if kind.hands_out]
    assert [kind.code for kind in handing_out] == ["disclosed", "partly_disclosed"]
    assert all("secrecy" in kind.reviews for kind in handing_out)


def test_every_answer_says_what_the_law_asks_for_under_a_known_title():
    assert {key for kind in REPLY_KINDS.values() for key in kind.must_say} == set(MUST_SAY)
    assert [kind.code for kind in REPLY_KINDS.values() if not kind.must_say] == ["withdrawn"]


def test_three_kinds_end_the_request_without_a_reply():
    ends = {kind.code: kind.closes_by for kind in REPLY_KINDS.values() if kind.closes_by != "replied"}
    assert ends == {
        "abandoned_uncorrected": "abandoned",
        "abandoned_unpaid": "abandoned",
        "withdrawn": "withdrawn",
    }


def test_the_kinds_hold_since_the_regulations_of_2019():
    assert kinds_on(date(2019, 5, 14)) == []
    assert kinds_on(NEW_IN_FORCE) == list(REPLY_KINDS.values())


def test_procedural_letters_carry_no_relief_clause():
    assert {code for code, route in LETTER_ROUTES.items() if route == "none"} == {
        "D01",
        "D02",
        "D03",
        "D04",
        "D05",
        "D06",
        "D08",
        "D09",
    }
    assert LETTER_ROUTES["D07"] == LETTER_ROUTES["D27"] == CHOICE
    assert set(LETTER_ROUTES) == {f"D{number:02}" for number in range(1, 28)}


@pytest.mark.parametrize(
    ("codes", "row"),
    [
        (["disclosed"], "open"),
        (["not_held"], "unable_not_held"),
        (["partly_disclosed", "not_held"], "partial"),
        (["disclosed", "state_secret"], "partial"),
        (["state_secret", "already_public"], "partial"),
        (["disclosed", "administrative_inquiry"], "open"),
        (["not_held", "disclosed"], "open"),
        (["petition", "state_secret"], "deny_secret"),
        (["withdrawn", "petition"], "noproc_petition"),
    ],
)
def test_a_request_counts_in_one_row_of_the_report(codes, row):
    assert report_row(codes, date(2026, 12, 31)) == row


def test_the_order_of_precedence_holds_every_row():
    assert set(PRECEDENCE.on(date(2026, 12, 31))) == {kind.report_row for kind in REPLY_KINDS.values()}


def test_a_request_without_an_answer_has_no_row():
    with pytest.raises(ValueError, match="至少应有一项"):
        report_row([], date(2026, 12, 31))
