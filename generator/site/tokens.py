"""How text becomes words of the search index, so that a phrase of words is exactly a text.

The search must be exact for Chinese, and the index program splits at spaces, drops punctuation
and folds accents. So the text is cut into *units* here and the words are made of letters that the
program leaves alone:

- White space goes, except between two runs of digits or letters, where one space stays: "GB 2760"
  and "GB2760" are different texts, and "行政 处罚" is 行政处罚.
- A run of digits or letters is one unit, in lower case and half width: a Chinese keyboard writes １２号
  and ＣＯＤ as easily as 12号 and COD. Every other character is a unit of its own, as typed: 〔 is not
  [, and ， is not a comma.
- A block becomes one word for each two neighbouring units, and a last one of its last unit and
  an end mark. A query of two or more units is then the phrase of its pairs: nothing before, after
  or between is said, and the end mark keeps a phrase from running into the next block.
- A query of one unit has no pair. So the units of a text are kept apart as well (search_files.py),
  and a run of digits or letters finds those that it begins: 12 finds 125, while 12号 does not find
  112号.

`site_templates/assets/search.js` cuts queries in the same way; a test compares the two.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import add

# What either Python or a browser calls white space, and U+10FFFF, which is no character and
# serves as the end mark here.
_WHITE = (
    "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
    "\\U0010ffff"
)
_RUN = "0-9A-Za-z\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a"

_SPACE = re.compile(f"[{_WHITE}]+")
_NEEDLESS_SPACE = re.compile(f"(?<![{_RUN}]) | (?![{_RUN}])")
_UNIT = re.compile(f"[{_RUN}]+|.", re.DOTALL)
_FOLDED = {
    **{ord(upper): ord(upper) + 32 for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **{wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF41, 0xFF5B))},
    **{wide: wide - 0xFEE0 + 32 for wide in range(0xFF21, 0xFF3B)},
}
_TO_FOLD = re.compile("[A-Z\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a]+")

# Indexed as they are: letters without case and accents, common, and not of the code below.
_PLAIN = re.compile("[0-9a-z\\u3400-\\u4dbf\\u4e00-\\u9fff]")

# Any other character is written as two syllables of Yi (U+A000–U+A48C): letters without case,
# accents or parts, so that the index program takes a word of them whole.
_SYLLABLES = 0xA000
_RADIX = 1024

END = "\U0010ffff"
"""The unit that ends a block; it never stands in a text."""


def tidy(text: str) -> str:
    """Return the text without white space, but one space between two runs of digits or letters."""
    # Most texts have been tidied before, and one look is cheaper than two passes.
    return _NEEDLESS_SPACE.sub("", _SPACE.sub(" ", text)) if _SPACE.search(text) else text


def units(text: str) -> list[str]:
    """Cut a text into runs of digits or letters (lower case, half width) and single other characters."""
    return _UNIT.findall(lower(tidy(text)))


def words(blocks: Iterable[Sequence[str]]) -> str:
    """Return the index's words for a text of these blocks, each cut into units; space between."""
    # Never nothing: the program leaves out a document without words.
    return " ".join(_pairs(blocks)) or _END


def phrase(query: str) -> str:
    """Return the words that must follow one another on a page that holds the query.

    Empty when the query holds nothing to look for.
    """
    parts = units(query)
    if len(parts) == 1:
        return encode(parts[0])
    return " ".join(encode(left + right) for left, right in pairwise(parts))


def lower(text: str) -> str:
    """Return the text as the index compares it, each character in its place: lower case, half width."""
    return _TO_FOLD.sub(_folded, text)


def finder(query: str) -> Callable[[str], object]:
    """Return what finds the query in a block (tidy and `lower`) where the index does, else None."""
    return pattern(query).search


def pattern(query: str) -> re.Pattern[str]:
    """Return what the query is in a block (tidy and `lower`), where the index finds it.

    Runs of digits or letters count whole, or by their beginning where one is the whole query.
    """
    wanted = lower(tidy(query))
    before = f"(?<![{_RUN}])" if re.match(f"[{_RUN}]", wanted) else ""
    whole_run = re.fullmatch(f"[{_RUN}]+", wanted)
    after = f"(?![{_RUN}])" if re.search(f"[{_RUN}]$", wanted) and not whole_run else ""
    return re.compile(before + re.escape(wanted) + after)


def encode(text: str) -> str:
    """Write a text in letters that the index keeps; different texts stay different."""
    return text.translate(_LETTERS)


class _Letters(dict[int, str]):
    """Every character as the index keeps it, each worked out when it first comes."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if _PLAIN.fullmatch(char) else _syllables(code)
        return self[code]


class _Units(dict[str, str]):
    """Every unit as the index keeps it, each worked out when it first comes: they come often."""

    def __missing__(self, unit: str) -> str:
        self[unit] = encode(unit)
        return self[unit]


def _syllables(code: int) -> str:
    high, low = divmod(code, _RADIX)
    return chr(_SYLLABLES + high) + chr(_SYLLABLES + low)


_LETTERS = _Letters()
_UNITS = _Units()
_END = encode(END)


def _folded(letters: re.Match[str]) -> str:
    return letters[0].translate(_FOLDED)


def _pairs(blocks: Iterable[Sequence[str]]) -> Iterator[str]:
    for block in blocks:
        letters = [_UNITS[unit] for unit in block]
        yield from map(add, letters, [*letters[1:], _END])
