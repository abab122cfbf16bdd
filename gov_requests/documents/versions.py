"""What changed between two versions of a letter (对照), paragraph by paragraph, as a reader compares them: side by side.

The words are those of the letters as they print; white space does not count. The comparison is that of the copy from the OA
(``returned``): lines that are the same are paired, what lies between is compared word by word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gov_requests.documents.content import Letter
from gov_requests.documents.returned import WORD, changed_stretches, expected_lines

Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Changed:
    """One place that changed: the words before and after in pieces (words, whether they changed); empty: nothing stood there."""

    where: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def changes(before: Letter, after: Letter) -> list[Changed]:
    """Return the paragraphs that read otherwise, in the order of the page; empty where every word is the same."""
    old, new = expected_lines(before), expected_lines(after)
    pairs = SequenceMatcher(
        None, [_bare(words) for _, words in old], [_bare(words) for _, words in new], autojunk=False
    )
    found: list[Changed] = []
    for kind, first, last, start, end in pairs.get_opcodes():
        if kind != "equal":
            found += _block(old[first:last], new[start:end])
    return found


def _bare(words: str) -> str:
    return "".join(words.split())


def _block(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Changed]:
    """Pair the lines of a stretch in their order; what one side has more stands alone."""
    for place in range(max(len(old), len(new))):
        where_old, was = old[place] if place < len(old) else ("", "")
        where_new, now = new[place] if place < len(new) else ("", "")
        yield Changed(where_new or where_old, *_pieces(was, now))


def _pieces(was: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    if not was or not now:
        return ((was, True),) if was else (), ((now, True),) if now else ()
    old, new = WORD.findall(was), WORD.findall(now)
    before: list[Piece] = []
    after: list[Piece] = []
    here, there = 0, 0
    for first, last, start, end in changed_stretches(old, new):
        before += [("".join(old[here:first]), False), ("".join(old[first:last]), True)]
        after += [("".join(new[there:start]), False), ("".join(new[start:end]), True)]
        here, there = last, end
    before.append(("".join(old[here:]), False))
    after.append(("".join(new[there:]), False))
    return tuple(one for one in before if one[0]), tuple(one for one in after if one[0])
