from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from gov_requests.documents.content import Letter, Paragraph
from tests.documents.examples import LETTERS

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", LETTERS)
def test_each_letter_says_what_its_kept_text_says(name):
    assert LETTERS[name].plain_text() == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LETTERS)
def test_a_kept_letter_is_read_back_as_it_was(name):
    letter = LETTERS[name]
    assert Letter.from_dict(letter.as_dict()) == letter
    assert Letter.from_dict(letter.as_dict()).content_hash == letter.content_hash


def test_the_hash_of_a_kept_letter_stays_what_it_was_when_it_was_frozen():
    assert LETTERS["D11"].content_hash == "a5df6bd710e617b1f8430dd3e46ed8db7c69fb6214876765955a1e0022f856f6"


@pytest.mark.parametrize("name", LETTERS)
def test_one_changed_word_anywhere_changes_the_hash(name):
    letter = LETTERS[name]
    hashes = {letter.content_hash}
    for place, paragraph in enumerate(letter.paragraphs):
        changed = (
            *letter.paragraphs[:place],
            replace(paragraph, text=paragraph.text + "字"),
            *letter.paragraphs[place + 1 :],
        )
        hashes.add(replace(letter, paragraphs=changed).content_hash)
    for field in fields(Letter):
        value = getattr(letter, field.name)
        other = {"dated": date(2026, 11, 7), "paragraphs": (), "slip": (Paragraph("字"),)}.get(
            field.name, ("字",) if isinstance(value, tuple) else "字"
        )
        hashes.add(replace(letter, **{field.name: other}).content_hash)
    assert len(hashes) == 1 + len(letter.paragraphs) + len(fields(Letter))


def test_an_optional_field_that_holds_its_default_is_not_part_of_the_hash():
    form = LETTERS["D11"].as_dict()
    assert "closing" not in form
    assert form["paragraphs"][0].keys() == {"text"}


def test_whose_words_a_paragraph_holds_is_one_of_two():
    with pytest.raises(ValueError, match="generated 或 typed"):
        Paragraph("文字", source="guessed")


def test_before_signature_the_number_is_announced_and_the_date_left_blank():
    draft = replace(LETTERS["D11"], number=None, dated=None)
    assert "（签发时编号）" in draft.plain_text()
    assert "　　年　月　日" in draft.plain_text()


def test_dates_are_written_without_padded_zeros():
    assert replace(LETTERS["D11"], dated=date(2027, 1, 5)).printed_date == "2027年1月5日"


def test_a_single_enclosure_has_no_number():
    assert replace(LETTERS["D11"], enclosures=("名单",)).enclosure_lines == ("名单",)
    assert replace(LETTERS["D11"], enclosures=("甲", "乙")).enclosure_lines == ("1.甲", "2.乙")
