"""A letter's DOCX that comes back from the OA (回传稿): read, and compared word by word with the letter that was sent.

What is signed is what came back, so nothing in it may go unseen: hidden words, text boxes, headers, footnotes, changes that nobody has
accepted, comments and pictures are all named. White space, line breaks and fonts do not count as differences.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from gov_requests.documents.characters import printable
from gov_requests.documents.content import Letter
from gov_requests.documents.docx import DRAFT, SEAL
from gov_requests.documents.packages import BROKEN, PackageKind, look_over
from gov_requests.refusals import BadInput

NOT_A_DOCUMENT: Final = "这不是 Word 文档（.docx）。请在办公系统中另存为 .docx 再上传。"
UNSAFE: Final = "文档里有宏、嵌入的对象或不正常的压缩内容，不能读取。请去掉后另存为 .docx 再上传。"
TOO_LONG: Final = "文档的文字太多，不像是这件文书的回传稿。"
_DOCUMENT: Final = PackageKind(("[Content_Types].xml", "word/document.xml"), NOT_A_DOCUMENT, UNSAFE)
_MOST_CHARACTERS: Final = 60_000

#: Read as words, or passed over. Whatever else an element is, its children are read.
_BREAKS: Final = {qn("w:br"), qn("w:cr")}
_SPACES: Final = {qn("w:tab"), qn("w:ptab")}
_HYPHENS: Final = {qn("w:noBreakHyphen"), qn("w:softHyphen")}
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PASSED_OVER: Final = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr"), _FALLBACK}
_BOX: Final = qn("w:txbxContent")
#: What a signer must be told of beside the words: the element, and what it is called.
_MARKS: Final = (
    (("w:ins", "w:del", "w:moveFrom", "w:moveTo"), "有未接受的修订"),
    (("w:commentReference",), "有批注"),
    (("w:vanish",), "有隐藏文字"),
    (("pic:pic", "w:pict", "w:object"), "有图片或者对象"),
)
#: A word for the comparison: a number, a run of letters, else one character.
WORD: Final = re.compile(r"[0-9]+|[A-Za-z]+|.", re.DOTALL)
_AROUND: Final = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where what came back says something else: where, what the letter says, what came back, and the words around it."""

    where: str
    was: str
    now: str
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> str:
        """The difference as it is told to the signer: 正文第3段：“…自收到之日起”之后的“60”改为“90”。"""
        place = f"“…{self.before}”之后" if self.before else ""
        if not self.was:
            return f"{self.where}：{place}增加“{self.now}”。"
        if not self.now:
            return f"{self.where}：{place}删去“{self.was}”。"
        return f"{self.where}：{place}“{self.was}”改为“{self.now}”。"


def text_of_docx(content: bytes) -> list[str]:
    """The words of a DOCX, a paragraph or line break a line, a table row as 项目：内容, text boxes after their paragraph.

    Changes not yet accepted are read as accepted. Raises BadInput with a sentence where it is no DOCX or unsafe to read.
    """
    document = _opened(content)
    return _words_of(document)


def differences(letter: Letter, content: bytes) -> tuple[Difference, ...]:
    """What a returned DOCX says otherwise than the letter, in the order of the page; empty where every word is the same."""
    document = _opened(content)
    got = _words_of(document)
    if sum(map(len, got)) > _MOST_CHARACTERS:
        raise BadInput(TOO_LONG)
    return (*_marks(document), *_differences(expected_lines(letter), got))


def _opened(content: bytes) -> Any:
    look_over(content, _DOCUMENT)
    try:
        return Document(io.BytesIO(content))
    except BROKEN as broken:
        raise BadInput(NOT_A_DOCUMENT) from broken


def _words_of(document: Any) -> list[str]:
    return [line for line in _lines(document.element.body) if line != SEAL]


def _lines(container: Any) -> Iterator[str]:
    """The lines of a body, a cell or a text box."""
    for element in container:
        if element.tag == qn("w:p"):
            yield from _paragraph(element)
        elif element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                cells = ["\n".join(_lines(cell)) for cell in row.iter(qn("w:tc"))]
                yield from filter(None, "：".join(cells).split("\n"))
        elif element.tag not in _PASSED_OVER and element.tag != qn("w:sectPr"):
            yield from _lines(element)


def _paragraph(paragraph: Any) -> Iterator[str]:
    words: list[str] = []
    boxes: list[Any] = []
    _read(paragraph, words, boxes)
    yield from filter(None, (line.strip() for line in printable("".join(words)).split("\n")))
    for box in boxes:
        yield from _lines(box)


def _read(element: Any, words: list[str], boxes: list[Any]) -> None:
    for child in element:
        tag = child.tag
        if tag == qn("w:t"):
            words.append(child.text or "")
        elif tag in _BREAKS:
            words.append("\n")
        elif tag in _SPACES:
            words.append(" ")
        elif tag in _HYPHENS:
            words.append("-")
        elif tag == qn("w:sym"):
            words.append("〔符号〕")
        elif tag == _BOX:
            boxes.append(child)
        elif tag not in _PASSED_OVER:
            _read(child, words, boxes)


def _marks(document: Any) -> Iterator[Difference]:
    body = document.element.body
    for names, told in _MARKS:
        if any(next(body.iter(qn(name)), None) is not None for name in names):
            yield Difference("全文", "", told)
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        kind = next((title for start, title in _APART.items() if name.startswith(start)), None)
        text = "".join(_lines([parse_xml(part.blob)])) if kind else ""
        if kind and not _PAGE_NUMBER.fullmatch("".join(text.split())) and text != DRAFT:
            yield Difference(kind, "", text)


#: Parts whose words stand outside the body; a page number there is ours.
_APART: Final = {
    "/word/header": "页眉",
    "/word/footer": "页脚",
    "/word/footnotes": "脚注",
    "/word/endnotes": "尾注",
}
_PAGE_NUMBER: Final = re.compile(r"[—\-－–]*\d*[—\-－–]*")


def expected_lines(letter: Letter) -> list[tuple[str, str]]:
    """The letter line by line, as its DOCX has it: (where, words)."""
    parts = [part for part in letter.parts if part[0] not in ("附注", "回执")]
    parts += [("附注", line) for line in letter.note_lines]
    parts += [("回执", row.line) for row in letter.slip]
    return [(where, line) for where, words in parts for line in printable(words).split("\n")]


def _bare(words: str) -> str:
    return "".join(words.split())


def _differences(expected: Sequence[tuple[str, str]], got: Sequence[str]) -> Iterator[Difference]:
    """Lines that are the same are paired first; what lies between is compared word by word."""
    sent = [(where, _bare(words)) for where, words in expected if _bare(words)]
    came = [words for words in map(_bare, got) if words]
    pairs = SequenceMatcher(None, [words for _, words in sent], came, autojunk=False)
    for kind, first, last, start, end in pairs.get_opcodes():
        if kind != "equal":
            where = [(place, word) for place, words in sent[first:last] for word in WORD.findall(words)]
            place = sent[min(first, len(sent) - 1)][0]
            yield from _in_block(where, WORD.findall("".join(came[start:end])), place)


def _in_block(sent: Sequence[tuple[str, str]], came: Sequence[str], place: str) -> Iterator[Difference]:
    words = [word for _, word in sent]
    for first, last, start, end in changed_stretches(words, came):
        where = sent[first][0] if first < len(sent) else sent[-1][0] if sent else place
        yield Difference(
            where,
            "".join(words[first:last]),
            "".join(came[start:end]),
            "".join(words[:first])[-_AROUND:],
            "".join(words[last:])[:_AROUND],
        )


def changed_stretches(words: Sequence[str], came: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The changed stretches; two that only one word parts are one."""
    held: tuple[int, int, int, int] | None = None
    for kind, first, last, start, end in SequenceMatcher(None, words, came, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if held and first - held[1] < 2:
            held = (held[0], last, held[2], end)
            continue
        if held:
            yield held
        held = (first, last, start, end)
    if held:
        yield held
