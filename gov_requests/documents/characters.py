"""What may stand in a letter (可打印字符): the rule for characters that cannot be seen.

* Line breaks of every kind become one kind; a tab becomes a space.
* A code that changes the order of reading (双向控制符) or is no character at all is shown by its number, 〔U+202E〕:
  the words of the applicant stay complete and nothing hides in them.
* Any other invisible code (C0 and C1 controls, zero-width spaces, soft hyphens, byte order marks, variation selectors)
  is dropped: it carries no word.

What no font can print is another matter, and the renderer's: see `pdf.unprintable`.
"""

import re
import unicodedata

_BREAKS = re.compile("\r\n?|[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf"})
_VARIATION_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NO_CHARACTER = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef]|" + "|".join(chr(p * 0x10000 + e) for p in range(17) for e in (0xFFFE, 0xFFFF))
)


def shown_by_number(character: str) -> str:
    """A character by its code: 〔U+202E〕."""
    return f"〔U+{ord(character):04X}〕"


def printable(text: str) -> str:
    """The text with unseen characters dropped or shown, see above; line breaks are kept as a bare newline."""
    return "".join(map(_printable_character, _BREAKS.sub("\n", text).replace("\t", " ")))


def _printable_character(character: str) -> str:
    if character.isascii() and (character.isprintable() or character == "\n"):
        return character
    if character in _REORDERING or _NO_CHARACTER.match(character):
        return shown_by_number(character)
    if unicodedata.category(character) in _INVISIBLE_CATEGORIES or _VARIATION_SELECTOR.match(character):
        return ""
    return character
