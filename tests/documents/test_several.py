"""The letter of several items (D00), word for word, with both ways of relief; and without an answer to one of them."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from gov_requests.documents.facts import Correspondence
from gov_requests.documents.lint import blocking, lint_several
from gov_requests.documents.several import Answered, several
from gov_requests.statute.remedies import relief_clauses
from gov_requests.statute.reply_kinds import REPLY_KINDS
from tests.documents.common import REVIEW
from tests.documents.reply_examples import REPLIES

GOLDEN = Path(__file__).parent / "golden" / "D00.txt"
FIRST = REPLIES["D22"]
COMMON = {field.name: getattr(FIRST, field.name) for field in fields(Correspondence)}
NAMES = {"D22": "支持企业名单", "D15-process": "评审专家打分表", "D17": "市级资金的使用情况"}
ITEMS = [Answered(text, replace(REPLIES[name], **COMMON)) for name, text in NAMES.items()]
RELIEF = relief_clauses([REPLY_KINDS[REPLIES[name].kind] for name in NAMES], on=date(2026, 11, 6), **REVIEW)
LETTER = several(Correspondence(**COMMON), ITEMS, RELIEF)


def test_the_letter_of_several_items_says_what_its_kept_text_says():
    assert LETTER.plain_text() == GOLDEN.read_text(encoding="utf-8")
    assert lint_several(LETTER, FIRST.description, RELIEF) == ()


def test_an_item_without_an_answer_stops_the_letter():
    open_one = several(Correspondence(**COMMON), [*ITEMS[:2], Answered("市级资金的使用情况", None)], RELIEF)
    assert [finding.sentence for finding in blocking(lint_several(open_one, FIRST.description, RELIEF))] == [
        "“第三项的答复”还没有填写。"
    ]


def test_a_relief_clause_that_was_touched_stops_the_letter():
    touched = replace(LETTER, relief=LETTER.relief[:1])
    assert any("救济途径" in finding.sentence for finding in lint_several(touched, FIRST.description, RELIEF))
