"""One form for what is written in many: digits, letters, spaces, hyphens, ends of lines, traditional characters.

Not plain NFKC of the whole text: that would glue a list mark to the number
after it (①138… → 1138…) and ㎡ to the next digit. Only characters that mean
one ordinary character are replaced; invisible ones, which come along when a
number is copied from an address book or a web page, are taken out.

Of traditional characters only those that no simplified text has (張, 偉): 於 and
著 are words and surnames of their own there. traditional.txt was made with ICU's
Hant-Hans transform (LICENSE-icu.md).
"""

import unicodedata
from pathlib import Path
from typing import NamedTuple

DASHES = frozenset("‐‑‒–—―−－﹣⁃")
_KEYCAP = "\u20e3"
# What ends a line in a program that text was copied from: a clause ends there as well.
LINE_ENDS = frozenset("\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")
_PAIRS = Path(__file__).with_name("traditional.txt").read_text("utf-8").split()
TRADITIONAL = {pair[0]: pair[1] for pair in _PAIRS}


class Folded(NamedTuple):
    """The folded text and, where lengths differ, each character's old offset."""

    text: str
    offsets: list[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as it was given, end exclusive."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold a text; each character of the result knows where it came from."""
    if text.isascii():
        return Folded(text, None)
    folded = text.translate(_TABLE)
    if len(folded) == len(text):
        return Folded(folded, None)
    offsets = [at for at, char in enumerate(text) if _TABLE[ord(char)] is not None]
    return Folded(folded, offsets)


class _Table(dict[int, str | None]):
    """The fold of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        folded = self[code] = _fold_one(chr(code))
        return folded


def _fold_one(char: str) -> str | None:
    category = unicodedata.category(char)
    if category == "Cf" or char == _KEYCAP or unicodedata.name(char, "").startswith("VARIATION"):
        return None
    if char in TRADITIONAL:
        return TRADITIONAL[char]
    if char in LINE_ENDS:
        return "\n"
    if char in DASHES:
        return "-"
    if category == "Zs" or char == "\t":
        return " "
    # ①, ², Ⅳ mark or count something; they are no digits of a number.
    if category in {"No", "Nl"}:
        return char
    normal = unicodedata.normalize("NFKC", char)
    return normal if len(normal) == 1 else char


_TABLE = _Table()
