"""救济告知: 《行政复议法》第二十条、第二十二条、第二十三条，《行政诉讼法》第四十五条、第四十六条."""

from datetime import date

from gov_requests.statute.remedies import relief_clause, relief_clauses
from gov_requests.statute.reply_kinds import REPLY_KINDS

ORGAN, COURT = "北京市西城区人民政府", "北京市西城区人民法院"
ON = date(2026, 3, 30)


def clause(route, **more):
    return relief_clause(route, reviewing_organ=ORGAN, court=COURT, on=ON, **more)


def clauses(*codes, **more):
    return relief_clauses([REPLY_KINDS[code] for code in codes], reviewing_organ=ORGAN, court=COURT, on=ON, **more)


def test_withholding_goes_to_reconsideration_first_and_says_so():
    assert clause("reconsideration_first") == (
        "如不服本答复，可以自收到本答复之日起60日内，先向北京市西城区人民政府申请行政复议；对行政复议决定不服的，"
        "可以自收到行政复议决定书之日起15日内向人民法院提起行政诉讼。"
    )


def test_reconsideration_first_never_offers_the_direct_suit():
    told = clause("reconsideration_first", withheld_part=True)
    assert "个月" not in told
    assert "或者" not in told


def test_everything_else_leaves_the_choice():
    assert clause("free_choice") == (
        "如不服本答复，可以自收到本答复之日起60日内向北京市西城区人民政府申请行政复议，"
        "或者自收到本答复之日起6个月内向北京市西城区人民法院提起行政诉讼。"
    )


def test_a_procedural_letter_has_no_clause():
    assert clause("none") is None


def test_partial_disclosure_names_the_withheld_part():
    assert clauses("partly_disclosed")[0].startswith("如不服本答复中不予公开的决定，可以自收到本答复之日起60日内，先向")


def test_a_letter_served_online_names_the_channel_for_filing_online():
    told = clause("free_choice", online_channel="https://fuyi.example.cn")
    assert told.endswith("行政复议申请也可以通过互联网渠道提交：https://fuyi.example.cn。")


def test_one_route_has_one_clause_that_speaks_of_the_whole_letter():
    assert len(clauses("disclosed", "not_held")) == 1
    assert "第一项" not in clauses("disclosed", "not_held")[0]


def test_two_routes_have_two_clauses_that_name_their_items():
    free, first = clauses("disclosed", "partly_disclosed", "not_held", "state_secret")
    assert free.startswith("如不服本答复对第一项、第三项申请作出的决定，")
    assert first.startswith("如不服本答复对第二项、第四项申请作出的决定，可以自收到本答复之日起60日内，先向")


def test_an_item_disclosed_in_part_is_named_by_its_withheld_part():
    _, first = clauses("disclosed", "partly_disclosed")
    assert first.startswith("如不服本答复对第二项申请作出的不予公开的决定，")


def test_a_withdrawn_request_has_no_clause():
    assert clauses("withdrawn") == ()
