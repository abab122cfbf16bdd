"""How alike two texts are (相似程度): the share of pairs of neighbouring characters that they have in common. Pure.

It finds what a person should look at. Whether two requests ask for the same information (第三十六条第（六）项、第四十四条) the person
decides.
"""

import unicodedata
from itertools import pairwise

#: What almost every request says and that therefore says nothing.
STOCK = (
    "申请公开",
    "请求公开",
    "依法公开",
    "申请获取",
    "请予公开",
    "政府信息公开",
    "政府信息",
    "本人",
    "我单位",
    "您好",
    "贵机关",
    "贵局",
    "特此申请",
)


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters, digits and characters of a text, without blanks, punctuation and stock phrases."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return frozenset(
        pair for word in _words(plain) for pair in ([word] if len(word) == 1 else map("".join, pairwise(word)))
    )


def pieces_of(text: str, length: int, most: int) -> list[str]:
    """Return pieces of a text as it is written, none across a blank, a punctuation mark or a stock phrase; spread over it where it is long.

    Texts that are much alike have some of them in common; a piece is rarer than a pair by far.
    """
    pieces = {word[at : at + length]: None for word in _words(text) for at in range(0, max(1, len(word) - 1), length)}
    whole = [piece for piece in pieces if len(piece) > 1]
    step = max(1, len(whole) / most)
    return [whole[int(step * n)] for n in range(min(most, len(whole)))]


def _words(plain: str) -> list[str]:
    for phrase in STOCK:
        plain = plain.replace(phrase, " ")
    return "".join(character if character.isalnum() else " " for character in plain).split()


def likeness(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how alike two texts are by their pairs, in percent: twice what they share over all they have (Dice). 0 for an empty one."""
    if not one or not other:
        return 0
    return round(200 * len(one & other) / (len(one) + len(other)))
