"""The letter that came back from the OA (回传稿) as what is signed: judged, given its number and date, and frozen as that very file.

Heading, 文号, addressee, signatory, date and relief stay as the system wrote them: there a difference stops the signature. Any other
difference is shown to the signer, who signs it only with a reason.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn

from gov_requests.documents.content import Letter, Paragraph
from gov_requests.documents.lint import Finding, lint_words
from gov_requests.documents.returned import Difference, differences, expected_lines, text_of_docx
from gov_requests.refusals import NotAllowed
from gov_requests.statute.objections import Objection, Severity
from gov_requests.statute.provisions import RECONSIDERATION_FIRST_ARTICLE, article

#: Where nothing may differ, and why.
KEPT: Final = {
    "标题": "标题不得改动",
    "文号": "文号在签发时由系统编号，请保留原样",
    "收件人": "申请人的姓名或者名称不得改动",
    "救济途径": "救济途径由系统生成，不得改动",
    "落款": "署名应为本机关，不得改动",
    "成文日期": "成文日期为签发之日，由系统填写，请保留原样",
    "全文": "请处理后重新上传",
    "页眉": "页眉中不得另有文字",
    "页脚": "页脚中不得另有文字",
    "脚注": "不得有脚注",
    "尾注": "不得有尾注",
}
LOST: Final = "回传稿不能按所见内容定稿，请重新上传。"


def objections_to_returned(letter: Letter, content: bytes, description: str) -> list[Objection]:
    """Return what stands against signing a returned DOCX in the letter's place; differences of words ask for a reason."""
    found = differences(letter, content)
    told = [_objection(one) for one in found]
    if (
        f"“{description.strip()}”" in letter.plain_text()
        and description.split() != _restated(content, description).split()
    ):
        told.append(Objection(article(29, 2).text, "回传稿没有一字不差地写明申请内容。"))
    return [*told, *(_of_lint(finding) for finding in _lint(letter, content, description))]


def _restated(content: bytes, description: str) -> str:
    bare = "".join(description.split())
    return description if bare in "".join("".join(text_of_docx(content)).split()) else ""


def _objection(one: Difference) -> Objection:
    cited = RECONSIDERATION_FIRST_ARTICLE.text if one.where == "救济途径" else article(36).text
    if one.where in KEPT:
        return Objection(cited, f"回传稿{one.sentence}{KEPT[one.where]}。")
    return Objection(cited, f"回传稿{one.sentence}", None, "warning", needs_reason=True)


def _lint(letter: Letter, content: bytes, description: str) -> tuple[Finding, ...]:
    """Lint the words of the body as they came back; the relief clause and what stands around the body are the system's."""
    own = {line for where, line in expected_lines(letter) if not where.startswith("正文")}
    body = [line for line in text_of_docx(content) if line not in own]
    return lint_words(letter.code, [(f"正文第{n}段", line) for n, line in enumerate(body, 1)], description=description)


def _of_lint(finding: Finding) -> Objection:
    severity: Severity = "refusal" if finding.level == "blocking" else "warning"
    sentence = f"回传稿{finding.where}：{finding.sentence}"
    return Objection(finding.article, sentence, None, severity, needs_reason=severity == "warning")


def signed_copy(letter: Letter, content: bytes) -> tuple[Letter, bytes]:
    """Return the letter in the words that came back, and the file with number and date filled in where their places were kept.

    ``letter`` is numbered and dated. Raises ``NotAllowed`` where the file then says anything else than the letter.
    """
    draft = replace(letter, number=None, dated=None)
    filled = _filled(content, {draft.printed_number: letter.printed_number, draft.printed_date: letter.printed_date})
    said = _as_returned(letter, text_of_docx(filled))
    if differences(said, filled):
        raise NotAllowed(LOST)
    return said, filled


def _filled(content: bytes, places: dict[str, str]) -> bytes:
    document = Document(io.BytesIO(content))
    wanted = {"".join(place.split()): words for place, words in places.items()}
    for paragraph in document.element.body.iter(qn("w:p")):
        texts = list(_own_texts(paragraph))
        words = wanted.get("".join("".join(text.text or "" for text in texts).split()))
        if words is not None:
            texts[0].text = words
            for text in texts[1:]:
                text.text = ""
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _own_texts(paragraph: Any) -> Iterator[Any]:
    """The texts of a paragraph, without those of a box that hangs on it (the place of the seal)."""
    for text in paragraph.iter(qn("w:t")):
        if next(text.iterancestors(qn("w:p")), None) is paragraph:
            yield text


def _as_returned(letter: Letter, lines: list[str]) -> Letter:
    """The letter with the body that came back: a paragraph that was not touched stays itself, the others are the office's words."""
    expected = expected_lines(letter)
    body = [(place, line) for place, (where, line) in enumerate(expected) if where.startswith("正文")]
    first, last = (body[0][0], body[-1][0] + 1) if body else (0, 0)
    before, after = len(expected[:first]), len(expected[last:])
    came = lines[before : len(lines) - after]
    sent = [line for _, line in body]
    parts: list[Paragraph] = []
    whole = [(part, place) for part in letter.paragraphs for place in range(_height(part))]
    for kind, start, end, begin, stop in SequenceMatcher(None, sent, came, autojunk=False).get_opcodes():
        if kind != "equal":
            parts += [Paragraph(line, source="typed") for line in came[begin:stop]]
            continue
        for at, (part, place) in enumerate(whole[start:end], start):
            if at - place >= start and at - place + _height(part) <= end:
                parts += [part] if place == 0 else []
            else:  # Of a paragraph of several lines some were changed.
                parts.append(Paragraph(sent[at], source="typed"))
    return replace(letter, paragraphs=tuple(parts))


def _height(part: Paragraph) -> int:
    return part.line.count("\n") + 1
