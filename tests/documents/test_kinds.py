"""The table of letters: every element that the law asks for, no number typed into a text, fields for every kind."""

import re
from datetime import date

import pytest

from gov_requests.documents.field_table import FIELDS
from gov_requests.documents.fields import fields_for, said_in
from gov_requests.documents.kinds import LETTERS
from gov_requests.documents.letters import FACT_NAMES, missing, said
from gov_requests.documents.texts import TEXTS
from gov_requests.statute.reply_kinds import MUST_SAY, REPLY_KINDS
from tests.documents.examples import FACTS
from tests.documents.examples import LETTERS as EXAMPLES
from tests.documents.reply_examples import REPLIES

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
#: A number of the law, in figures or written out.
NUMBER = re.compile("[0-9０-９]|[一二三四五六七八九十百两]+个?(?:工作日|自然日|日内|个月|元|页|件)")
ARTICLE = re.compile("第[一二三四五六七八九十百]+条")
DAY = date(2026, 11, 24)


def spoken(path):
    """What a text itself says, without its notes and without what is filled in."""
    return CODE.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted(TEXTS.rglob("*.txt")), ids=lambda path: path.stem)
def test_no_text_holds_a_number_of_its_own(path):
    assert NUMBER.findall(spoken(path)) == []


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_letter_cites_an_article_that_is_typed_into_its_text(path):
    assert ARTICLE.findall(spoken(path)) == []


def test_a_number_typed_into_a_text_is_caught():
    assert NUMBER.search("自收到之日起15个工作日内")
    assert NUMBER.search("自收到之日起十五个工作日内")
    assert NUMBER.search("六个月内提起")
    assert not NUMBER.search("一次性告知")


def test_there_is_an_example_of_every_letter():
    assert {letter.code for letter in EXAMPLES.values()} == LETTERS.keys() == FIELDS.keys()


@pytest.mark.parametrize("name", FACTS)
def test_every_example_is_complete(name):
    assert missing(FACTS[name]) == ()


@pytest.mark.parametrize("kind", LETTERS.values(), ids=lambda kind: kind.code)
def test_every_usage_note_names_its_article_and_the_usual_mistake(kind):
    note = kind.usage(DAY)
    assert "《条例》" in note
    assert 2 <= note.count("。") <= 5
    if kind.code not in ("D02", "D04", "D08", "D09", "D26"):
        assert "常见错误" in note or "不得" in note


def test_the_numbers_of_a_usage_note_are_those_of_the_day():
    assert "自收到申请之日起7个工作日内" in LETTERS["D02"].usage(DAY)
    assert "不能在20个工作日内答复" in LETTERS["D04"].usage(DAY)
    assert "不能在15个工作日内答复" in LETTERS["D04"].usage(date(2019, 5, 14))


def test_procedural_notices_carry_no_relief_and_what_touches_rights_does():
    without = {"D01", "D02", "D03", "D04", "D05", "D06", "D08", "D09"}
    assert {kind.code for kind in LETTERS.values() if not kind.carries_relief} == without
    for letter in EXAMPLES.values():
        assert bool(letter.relief) == (letter.code not in without)


def test_every_letter_has_a_suffix_and_no_suffix_begins_another():
    suffixes = {kind.suffix for kind in LETTERS.values()}
    assert {"回", "补", "由", "延", "征", "协", "费", "答", "告"} <= suffixes
    assert not [(one, two) for one in suffixes for two in suffixes if one != two and two.startswith(one)]


@pytest.mark.parametrize("kind", [kind for kind in REPLY_KINDS.values() if kind.closes_by == "replied"], ids=str)
def test_the_fields_of_a_reply_kind_cover_what_its_letter_must_say(kind):
    told = {field.says for field in fields_for(kind.code)} - {""}
    system = {"documents", "form", "withheld_parts", "search"}
    assert set(kind.must_say) <= told | system
    assert told <= MUST_SAY.keys()


@pytest.mark.parametrize("facts", REPLIES.values(), ids=list(REPLIES))
def test_a_complete_reply_says_all_that_its_kind_must_say(facts):
    assert set(REPLY_KINDS[facts.kind].must_say) <= said(facts)


@pytest.mark.parametrize("kind", [*LETTERS, *(kind for kind in REPLY_KINDS if REPLY_KINDS[kind].letter)])
def test_no_field_comes_twice_on_a_form(kind):
    names = [field.name for field in fields_for(kind)]
    assert kind == "D15" or len(set(names)) == len(names)


def test_an_empty_draft_is_read_as_empty_facts():
    for kind in (*LETTERS, *(code for code, kind in REPLY_KINDS.items() if kind.letter)):
        assert not any(said_in(kind, {}).values())


def test_a_draft_is_read_field_by_field():
    content = {"finding": "查明", "said": {"earlier_on": "2026-03-02", "earlier_number": "某文", "channels": ["不问"]}}
    typed = said_in("repeat", content)
    assert typed["finding"] == "查明"
    assert typed["earlier_on"] == date(2026, 3, 2)
    assert "channels" not in typed
    assert said_in("petition", {"said": {"channels": ["甲", " ", "乙"]}})["channels"] == ("甲", "乙")
    assert said_in("petition", {"said": {"channels": "甲\n\n乙"}})["channels"] == ("甲", "乙")


def test_every_fact_that_the_system_provides_has_a_name():
    assert {need for kind in LETTERS.values() for need in kind.needs} <= FACT_NAMES.keys()
