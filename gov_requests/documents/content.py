"""What a letter says (文书内容), apart from how any renderer prints it.

A `Letter` is frozen: it is built once from facts, hashed at signature (签发), and every rendering (PDF now, DOCX
later) prints the same words from it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, Literal, get_args

from gov_requests.documents.numerals import written_date

Source = Literal["generated", "typed"]
NUMBER_PENDING = "（签发时编号）"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (段落) of the body.

    `source` tells whose words they are: "generated" (系统生成, locked) or "typed" (承办人填写).
    A paragraph with a `label` is a row of a two-column table (登记事项); rows that follow each other form one table.
    """

    text: str
    source: Source = "generated"
    label: str = ""
    heading: bool = False

    def __post_init__(self) -> None:
        """Refuse a source that the editor would not know how to colour."""
        if self.source not in get_args(Source):
            message = f"段落来源只能是 generated 或 typed：{self.source}"
            raise ValueError(message)

    @property
    def line(self) -> str:
        """The paragraph as one line of plain text, a table row as 「项目：内容」."""
        return f"{self.label}：{self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Letter:
    """One outgoing document (文书): title, 文号, addressee, body, relief, enclosures, signature.

    `number` is the 文号; None where it is allocated at signature (签发), "" where the document carries none.
    `relief` are the relief clauses (救济途径), printed after the body; empty for D01–D06, D08, D09.
    `closing` is the customary last line of the body (特此告知。).
    `slip` is the 回执 that the addressee fills in and sends back, printed on a page of its own (D05, D08).
    `dated` is the date of signature (成文日期), None while it is a draft.
    """

    code: str
    title: str
    organ: str
    number: str | None
    addressee: str
    paragraphs: tuple[Paragraph, ...]
    relief: tuple[str, ...]
    enclosures: tuple[str, ...]
    signatory: str
    dated: date | None
    contact: tuple[str, ...]
    closing: str = "特此告知。"
    slip: tuple[Paragraph, ...] = ()
    #: 信函格式 (GB/T 9704—2012, 10.1): the organ's name in red at the head, the number under it, then the title.
    letterhead: bool = False

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready form; `from_dict` reads it back.

        Optional fields are left out while they hold their default, so that a field added to the model later does
        not change the hash of a letter frozen before.
        """
        form = _filled_fields(self)
        for name in ("paragraphs", "slip"):
            if name in form:
                form[name] = [_filled_fields(paragraph) for paragraph in form[name]]
        form["dated"] = self.dated.isoformat() if self.dated else None
        return {name: list(value) if isinstance(value, tuple) else value for name, value in form.items()}

    @classmethod
    def from_dict(cls, form: Mapping[str, Any]) -> "Letter":
        """Read the form written by `as_dict`; TypeError or KeyError where it is not one."""
        lists = {name: tuple(form[name]) for name in ("relief", "enclosures", "contact")}
        return cls(
            **{
                **form,
                **lists,
                "paragraphs": tuple(Paragraph(**paragraph) for paragraph in form["paragraphs"]),
                "slip": tuple(Paragraph(**paragraph) for paragraph in form.get("slip", ())),
                "dated": date.fromisoformat(form["dated"]) if form["dated"] else None,
            }
        )

    @property
    def canonical_json(self) -> str:
        """The one spelling of this content that is hashed: keys sorted, no spaces, Chinese unescaped."""
        return json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def content_hash(self) -> str:
        """sha256 (hex) of the canonical JSON: two letters with the same hash say the same."""
        return hashlib.sha256(self.canonical_json.encode()).hexdigest()

    @property
    def printed_number(self) -> str:
        """The 文号 as printed: a placeholder before signature, nothing where the document carries none."""
        return NUMBER_PENDING if self.number is None else self.number

    @property
    def printed_date(self) -> str:
        """成文日期 as printed: 2026年11月20日, or blanks to be filled while the letter is unsigned."""
        return written_date(self.dated) if self.dated else "　　年　月　日"

    @property
    def enclosure_lines(self) -> tuple[str, ...]:
        """附件说明: one enclosure without a number, several numbered (GB/T 9704—2012, 7.3.4)."""
        if len(self.enclosures) < 2:
            return self.enclosures
        return tuple(f"{n}.{name}" for n, name in enumerate(self.enclosures, start=1))

    @property
    def note_lines(self) -> tuple[str, ...]:
        """附注 with the contact: in brackets, under the date (GB/T 9704—2012, 7.3.7)."""
        last = len(self.contact) - 1
        return tuple(
            ("（" if n == 0 else "") + line + ("）" if n == last else "；") for n, line in enumerate(self.contact)
        )

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Every word of the letter in the order of the page: (where it stands, the words), nothing left empty."""
        enclosures = [f"附件：{self.enclosure_lines[0]}", *self.enclosure_lines[1:]] if self.enclosures else []
        named = [("文号", self.printed_number), ("标题", self.title)]
        found = [
            ("标题", self.organ),
            *(named if self.letterhead else reversed(named)),
            ("收件人", f"{self.addressee}："),
            *((f"正文第{n}段", paragraph.line) for n, paragraph in enumerate(self.paragraphs, start=1)),
            *(("救济途径", clause) for clause in self.relief),
            ("结语", self.closing),
            *(("附件", line) for line in enclosures),
            ("落款", self.signatory),
            ("成文日期", self.printed_date),
            ("附注", "".join(self.note_lines)),
            *(("回执", row.line) for row in self.slip),
        ]
        return tuple((where, words) for where, words in found if words)

    def plain_text(self) -> str:
        """Every word of the letter in the order of the page, a paragraph a line."""
        return "\n".join(words for _, words in self.parts) + "\n"


def _filled_fields(part: Letter | Paragraph) -> dict[str, Any]:
    """Fields by name, without the optional ones that hold their default."""
    values = {field.name: (getattr(part, field.name), field.default) for field in fields(part)}
    return {name: value for name, (value, default) in values.items() if default is MISSING or value != default}
