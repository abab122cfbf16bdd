"""The pairs of characters (二元组) by which requests are found. One cutter for every database; pure.

A Chinese word is two characters more often than not, and nothing parts it from its neighbours, so every two neighbouring characters
make a gram. Digits and Latin letters repeat too much for that (every number begins with 20): of them three make one as well. An index
of grams only proposes; what it proposes is then compared with the words themselves.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

#: A gram is handed to databases that split texts at ASCII signs and quote with them: each sign stands as one from the private area.
_SIGNS = {code: 0xE000 + code for code in range(128) if not chr(code).isalnum()}
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_TABLE = _SIGNS | _LOWER
_PLAIN = re.compile("[0-9a-z\ue000-\ue07f]{3,}")
#: Begins the gram that says which organ a request belongs to.
_ORGAN = "\ue0ff"
_THREE = 3


def folded(text: str) -> str:
    """Return a text in which large and small Latin letters (ASCII) are the same, as they are to LIKE on SQLite."""
    return text.translate(_LOWER)


def grams(text: str) -> set[str]:
    """Return every gram of a text."""
    signs = text.translate(_TABLE)
    found = {one + other for one, other in pairwise(signs)}
    for run in _PLAIN.findall(signs):
        found.update(run[at : at + _THREE] for at in range(len(run) - 2))
    return found


def grams_of(texts: Iterable[str | None], organ_id: int) -> set[str]:
    """Return the grams of all the texts of a request: no gram reaches from one text into the next."""
    found = {organ_gram(organ_id)}
    for text in texts:
        if text:
            found |= grams(text)
    return found


def needed(word: str) -> list[str]:
    """Return the grams that a text must have to hold ``word``; none for a single character."""
    signs = word.translate(_TABLE)
    threes = {at for at in range(len(signs) - 2) if _PLAIN.fullmatch(signs[at : at + _THREE])}
    twos = [at for at in range(len(signs) - 1) if at not in threes and at - 1 not in threes]
    found = {signs[at : at + _THREE]: None for at in sorted(threes)} | {signs[at : at + 2]: None for at in twos}
    return list(found)


def organ_gram(organ_id: int) -> str:
    """Return the gram that all requests of an organ have, so that the others are not even looked at."""
    return f"{_ORGAN}{organ_id}"
