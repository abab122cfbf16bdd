"""第三十七条: what can be given is given, what is withheld has ground and reason; until then nothing goes out."""

import pytest

from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.statute.severing import GROUNDS, Severed, to_giving, to_releasing

pytestmark = pytest.mark.article(14, 15, 16, 37)


def told(found):
    return [(one.severity, one.article, one.sentence) for one in found]


def test_a_file_in_which_every_place_is_decided_may_be_given():
    assert to_releasing(Severed()) == []


def test_nothing_is_given_while_a_number_is_undecided():
    assert told(to_releasing(Severed(undecided=[3, 1, 3]))) == [
        ("refusal", "第三十七条", "第 1、3 页有3处号码还没有决定是否遮盖。")
    ]


def test_nothing_is_given_while_a_page_that_no_search_can_read_has_not_been_looked_at():
    assert told(to_releasing(Severed(unlooked=[2]))) == [
        ("refusal", "第三十七条", "第 2 页没有文字层或者含图片，还没有人工逐页看过。")
    ]


def test_nothing_is_given_while_what_is_covered_has_no_ground_or_reason():
    assert told(to_releasing(Severed(without_ground=[1]))) == [
        ("refusal", "第三十七条", "第 1 页有1处遮盖没有依据或者理由。")
    ]


def test_a_file_withheld_as_a_whole_is_not_given():
    assert told(to_releasing(Severed(withheld=True))) == [
        ("refusal", "第三十七条", "这份文件已定为整份不予公开，不能提供。")
    ]


def test_everything_that_stands_against_it_is_told_at_once_and_what_would_help():
    found = to_releasing(Severed(undecided=[1], unlooked=list(range(1, 8)), without_ground=[1], withheld=True))
    assert len(found) == 4
    assert all(one.allowed for one in found)
    assert "第 1、2、3、4、5 页等" in found[2].sentence


def test_a_part_is_withheld_by_the_articles_14_to_16_and_no_other():
    assert {kind.articles[0].number for kind in GROUNDS} == {14, 15, 16}
    assert all(kind.route == "reconsideration_first" for kind in GROUNDS)


def test_what_is_partly_disclosed_without_a_record_of_severing_is_warned_of():
    found = to_giving(REPLY_KINDS["partly_disclosed"], never_severed=["决定书"], outdated=[])
    assert told(found) == [("warning", "第三十七条", "“决定书”没有区分处理的记录：遮盖了什么、依据和理由都查不到。")]


def test_what_is_disclosed_without_having_been_gone_through_is_warned_of():
    found = to_giving(REPLY_KINDS["disclosed"], never_severed=["批复", "附图"], outdated=[])
    assert told(found) == [("warning", "第十五条", "“批复”“附图”没有逐页查过是否含有身份证号、电话、银行卡号。")]


@pytest.mark.parametrize("kind", ["disclosed", "partly_disclosed"])
def test_a_severed_file_satisfies_both_and_one_that_is_out_of_date_is_refused(kind):
    assert to_giving(REPLY_KINDS[kind], never_severed=[], outdated=[]) == []
    assert told(to_giving(REPLY_KINDS[kind], never_severed=[], outdated=["决定书"])) == [
        ("refusal", "第三十七条", "“决定书”是遮盖改动以前生成的文件，不能提供。")
    ]
