"""What the 保密审查 looks at, item by item: the files that go out, what the reply withholds, or the reply itself."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from gov_requests.documents.answers import answers_of
from gov_requests.records.canonical import canonical
from gov_requests.records.papers import Draft
from gov_requests.statute.reply_kinds import REPLY_KINDS

FILE, WITHHELD, LETTER = "file", "withheld", "letter"
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing to look at. ``sha256``: of the file, or of the words that name what is withheld; ``ground`` as the draft gives it."""

    kind: str
    title: str
    sha256: str
    ground: str = ""
    public_id: str = ""
    size: int = 0

    @property
    def key(self) -> str:
        """How fields of a form name it: another content is another key."""
        return f"d{self.sha256[:12]}"


def items_of_draft(draft: Draft) -> tuple[ReviewItem, ...]:
    """Return what is to be reviewed of a draft, each content once."""
    found = {item.sha256: item for item in (*_files(draft), *_withheld(draft))}
    return tuple(found.values()) or (ReviewItem(LETTER, "答复书", draft.content_hash),)


def _files(draft: Draft) -> Iterator[ReviewItem]:
    for item in draft.files:
        named = item["title"][:_LONGEST_TITLE]
        yield ReviewItem(FILE, named, item["sha256"], "", item.get("public_id", ""), item.get("size", 0))


def _withheld(draft: Draft) -> Iterator[ReviewItem]:
    for number, answer in answers_of(draft):
        kind = REPLY_KINDS[answer.reply_kind]
        of_item = f"第{number}项" if number else ""
        parts = answer.content.get("withheld", ())
        for part in parts:
            ground = REPLY_KINDS[part["ground"]].ground if part.get("ground") in REPLY_KINDS else ""
            yield ReviewItem(WITHHELD, part["part"][:_LONGEST_TITLE], _hash(number, part), ground or "")
        if "secrecy" in kind.reviews and not kind.hands_out and not parts:
            words = {"reply_kind": answer.reply_kind, "content": answer.content}
            yield ReviewItem(
                WITHHELD, f"{of_item}不予公开的信息（{kind.title}）", _hash(number, words), kind.ground or ""
            )


def _hash(number: int, words: object) -> str:
    return hashlib.sha256(canonical([number, words]).encode()).hexdigest()
