"""What may stand in a letter (可打印字符): the rule for characters that cannot be seen.

* Line breaks of every kind become one kind; a tab becomes a space.
* A character that changes the order of reading (双向控制符), a private or lone code (自造字) is shown by its number,
  〔U+202E〕: the words of the applicant stay complete and nothing hides in them.
* Any other invisible code (C0 and C1 controls, zero-width spaces, soft hyphens, byte order marks) is dropped: it
  carries no word.
"""

import re
import unicodedata

_BREAKS = re.compile("\r\n?|[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SHOWN_CATEGORIES = frozenset({"Cs", "Co", "Cn"})
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf"})


def shown_by_number(character: str) -> str:
    """A character by its code: 〔U+202E〕."""
    return f"〔U+{ord(character):04X}〕"


def printable(text: str) -> str:
    """The text with unseen characters dropped or shown, see above; line breaks are kept as a bare newline."""
    broken = _BREAKS.sub("\n", text).replace("\t", " ")
    if broken.isprintable():
        return broken
    return "".join(map(_printable_character, broken))


def _printable_character(character: str) -> str:
    category = unicodedata.category(character)
    if character in _REORDERING or category in _SHOWN_CATEGORIES:
        return shown_by_number(character)
    if category in _DROPPED_CATEGORIES and character != "\n":
        return ""
    return character
