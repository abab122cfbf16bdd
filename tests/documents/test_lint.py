"""The lint finds what the law forbids, in a letter and in every template; a broken twin of each rule is caught."""

from dataclasses import replace
from datetime import date

import pytest

from gov_requests.documents.content import Paragraph
from gov_requests.documents.forbidden import FORBIDDEN, citations, outdated
from gov_requests.documents.kinds import LETTERS as KINDS
from gov_requests.documents.lint import blocking, lint, lint_words, route_told
from gov_requests.statute.remedies import relief_clause
from gov_requests.statute.reply_kinds import FREE_CHOICE, NO_RELIEF, RECONSIDERATION_FIRST
from tests.documents.common import REVIEW
from tests.documents.examples import FACTS, LETTERS, letter_of

DAY = date(2026, 11, 6)


def clause(route):
    return relief_clause(route, **REVIEW, on=DAY)


def with_words(name, words, source="typed"):
    """The example with one more paragraph."""
    letter = LETTERS[name]
    return replace(letter, paragraphs=(*letter.paragraphs, Paragraph(words, source)))


def sentences(letter, facts=None, **more):
    return [finding.sentence for finding in lint(letter, facts, **more)]


@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_as_it_is_written_passes(name):
    letter = LETTERS[name]
    assert lint(letter, FACTS[name], relief=KINDS[letter.code].relief(**REVIEW, on=letter.dated)) == ()


@pytest.mark.parametrize("route", [RECONSIDERATION_FIRST, FREE_CHOICE])
@pytest.mark.parametrize("name", LETTERS)
def test_two_templates_never_disagree_on_the_way_of_relief(name, route):
    letter = replace(LETTERS[name], relief=(clause(route),))
    stopped = bool(blocking(lint(letter)))
    assert stopped == (KINDS[letter.code].route != route)


@pytest.mark.parametrize("name", [name for name, letter in LETTERS.items() if letter.relief])
def test_a_missing_relief_clause_stops_the_signature(name):
    assert blocking(lint(replace(LETTERS[name], relief=())))


def test_the_route_is_read_from_the_words_of_the_clause():
    assert route_told(clause(RECONSIDERATION_FIRST)) == RECONSIDERATION_FIRST
    assert route_told(clause(FREE_CHOICE)) == FREE_CHOICE
    assert route_told("特此告知。") == NO_RELIEF


def test_reconsideration_first_beside_a_direct_suit_is_caught():
    broken = clause(RECONSIDERATION_FIRST)[:-1] + "，或者自收到本答复之日起6个月内提起行政诉讼。"
    assert "复议前置的答复不得写可以直接起诉。" in sentences(replace(LETTERS["D14"], relief=(broken,)))


def test_a_period_changed_in_the_relief_clause_is_caught():
    letter = LETTERS["D16"]
    changed = replace(letter, relief=(letter.relief[0].replace("60日", "30日"),))
    assert "救济途径与系统生成的不一致。" in sentences(changed, relief=letter.relief)


@pytest.mark.parametrize(
    "words",
    [
        "第三方逾期未答复，视为同意公开。",
        "您在规定期限内未提出意见的，视为同意。",
        "期满没有回复，视同默许。",
        "逾期未答复的，视为不同意公开。",
        "不答复的，推定为拒绝公开。",
        "到期未反馈，默认没有异议。",
    ],
)
def test_silence_is_taken_neither_for_consent_nor_for_refusal(words):
    assert blocking(lint(with_words("D14", words)))
    assert blocking(lint(with_words("D05", words, source="generated")))


def test_even_to_a_co_producing_organ_silence_is_no_refusal():
    assert not lint(with_words("D08-co-producer", "逾期未提出意见的，视为同意公开。"))
    assert blocking(lint(with_words("D08-co-producer", "逾期未提出意见的，视为不同意公开。")))


def test_saying_that_silence_is_neither_is_right():
    assert not lint(with_words("D14", "第三方逾期未提出意见，不视为同意，也不能视为不同意。"))


def test_giving_up_a_request_is_no_consent():
    assert not lint(with_words("D02", "逾期不补正的，视为放弃申请。"))


@pytest.mark.parametrize(
    "words",
    [
        "您可以在三个月内向人民法院提起行政诉讼。",
        "您可以自收到之日起3个月内起诉。",
        "您申请的信息与自身生产、生活、科研等特殊需要无关。",
        "依照法释〔2011〕17号的规定处理。",
        "该信息属于工作秘密，不予公开。",
        "请您说明申请用途。",
        "可以在60个工作日内申请行政复议。",
    ],
)
def test_wording_that_the_law_has_left_behind_is_caught(words):
    assert blocking(lint(with_words("D16", words)))


def test_every_rule_of_wording_has_its_broken_twin():
    twins = (
        "逾期未答复视为同意",
        "逾期未答复视为不同意",
        "三个月内提起诉讼",
        "三需要",
        "法释〔2011〕17号",
        "工作秘密，不予公开",
        "请说明用途",
        "六十个工作日内申请行政复议",
    )
    caught = [next(rule for rule in FORBIDDEN if rule.pattern.search(words)) for words in twins]
    assert caught == list(FORBIDDEN)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("根据《条例》第二十一条第（三）项的规定，告知如下。", "blocking"),
        ("根据《中华人民共和国政府信息公开条例》第三十六条、第二十四条第二款的规定。", "blocking"),
        ("依据第十四条第四款的规定处理。", "blocking"),
        ("依照《政府信息公开条例》第二十三条征求了意见。", "warning"),
        ("根据原条例第二十二条的规定。", "blocking"),
    ],
)
def test_articles_of_the_old_regulations_are_caught(words, level):
    found = [
        finding
        for finding in lint(with_words("D16", words))
        if "条文" in finding.sentence or "失效" in finding.sentence
    ]
    assert [finding.level for finding in found] == [level]


@pytest.mark.parametrize(
    "words",
    [
        "根据《中华人民共和国行政复议法》第二十三条、第二十四条的规定。",
        "《中华人民共和国行政处罚法》第二十二条和第二十三条另有规定。",
        "根据《条例》第三十七条和《中华人民共和国保守国家秘密法》第二十四条的规定。",
    ],
)
def test_articles_of_other_laws_are_left_alone(words):
    assert not lint(with_words("D16", words))


def test_a_request_under_the_old_regulations_may_cite_them():
    old = with_words("D16", "根据《条例》第二十四条第二款的规定。")
    assert lint(old)
    assert not lint(old, received_on=date(2019, 5, 14))


def test_citations_carry_the_title_that_stands_before_them():
    text = "根据《中华人民共和国行政复议法》第二十条、第二十三条的规定，以及第三十六条第（四）项"
    assert [(found.law[-5:], found.article) for found in citations(text)] == [
        ("行政复议法", "第二十条"),
        ("行政复议法", "第二十三条"),
        ("息公开条例", "第三十六条第（四）项"),
    ]
    assert all(outdated(found) is None for found in citations(text))


def test_a_free_withholding_without_a_ground_is_caught():
    for name in ("D16", "D11", "D20", "D24"):
        assert any("不是不予公开的答复" in told for told in sentences(with_words(name, "经研究，决定不予公开。")))


def test_a_withholding_that_cites_no_ground_is_caught():
    letter = LETTERS["D15-process"]
    bare = tuple(replace(part, text=part.text.replace("第十六条第二款、", "")) for part in letter.paragraphs)
    found = sentences(replace(letter, paragraphs=bare))
    assert "决定不予公开，但没有写明第十四条至第十六条中的依据。" in found
    assert "没有引用与文书种类相符的法律依据。" in found


def test_an_earlier_withholding_may_be_told_of():
    assert not lint(with_words("D21", "本机关此前因其属于过程性信息，决定不予公开，现在过程尚未终结。"))
    assert not lint(with_words("D11", "本机关此前作出了不予公开的答复。"))


def test_relief_typed_into_the_body_is_warned_of():
    found = lint(with_words("D11", "您也可以向人民法院起诉或者申请行政复议。"))
    assert [finding.level for finding in found] == ["warning"]


@pytest.mark.parametrize("name", [name for name, letter in LETTERS.items() if KINDS[letter.code].restates])
def test_a_request_that_is_not_restated_word_for_word_is_caught(name):
    facts = replace(FACTS[name], description=FACTS[name].description[:-1] + "等")
    assert "没有一字不差地写明申请内容。" in sentences(LETTERS[name], facts)


@pytest.mark.parametrize("name", FACTS)
def test_the_applicants_own_words_are_never_held_against_the_letter(name):
    words = "逾期未答复视为同意，决定不予公开，三个月内起诉，根据第二十一条第（三）项"
    facts = replace(FACTS[name], description=words)
    assert not blocking(lint(letter_of(facts), facts))


@pytest.mark.parametrize("name", [name for name, facts in FACTS.items() if hasattr(facts, "basis") and facts.basis])
def test_a_letter_that_cites_nothing_is_caught(name):
    facts = replace(FACTS[name], basis=())
    assert any("法律依据" in told for told in sentences(letter_of(facts), facts))


def test_what_a_letter_lacks_is_named_once():
    facts = replace(FACTS["D21"], unchanged="")
    found = lint(letter_of(facts), facts)
    assert [finding.sentence for finding in found] == ["没有写明情况没有变化的核对。"]
    assert found[0].level == "blocking"
    assert found[0].article == "第三十六条第（六）项"


def test_an_organ_without_a_court_cannot_sign():
    letter = replace(
        LETTERS["D16"], relief=(relief_clause(FREE_CHOICE, reviewing_organ="甲", court="〔待设置：人民法院〕", on=DAY),)
    )
    assert "“人民法院”还没有填写。" in sentences(letter)


def test_parts_withheld_on_other_grounds_and_short_reasons_are_named():
    part = replace(FACTS["D12"].withheld[0], ground="第三十九条第一款", reason="涉密。")
    facts = replace(FACTS["D12"], withheld=(part,), reasons="不宜。")
    found = {(finding.level, finding.where) for finding in lint(letter_of(facts), facts)}
    assert ("blocking", "不予公开的部分第1项") in found
    assert ("warning", "不予公开的部分第1项") in found
    # What may be left out altogether may be short; reasons that are owed may not.
    assert ("warning", "理由") not in found
    owed = replace(FACTS["D18"], reasons="不宜。")
    assert ("warning", "理由") in {(finding.level, finding.where) for finding in lint(letter_of(owed), owed)}


def test_whether_a_rule_wants_the_disclosure_must_have_been_looked_up():
    facts = replace(FACTS["D15-process"], duty_checked="")
    assert [finding.level for finding in lint(letter_of(facts), facts)] == ["warning"]


def test_words_from_outside_are_looked_at_without_a_letter():
    assert lint_words("D14", [("正文", "第三方逾期未答复，视为同意公开。")])
    assert not lint_words("D14", [("正文", "根据第十五条的规定，本机关决定不予公开。")])
