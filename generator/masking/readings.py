"""How a Chinese name is written in Latin letters: 陈国华 → chenguohua, guohuachen.

words/readings.txt says how a character is read; tests/support/detection/readings.py writes it.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from pathlib import Path

from .fold import fold
from .lexicon import COMPOUND

# A name whose every character is read in three ways has more spellings than anybody writes.
_MOST = 48
_V = ("v", "ü", "yu", "u")


def spellings(name: str) -> frozenset[str]:
    """A name in small Latin letters without any mark between, surname first and last; none of what is no Chinese name."""
    plain = fold(name).text
    found = re.match(COMPOUND, plain)
    at = found.end() if found and len(plain) > 2 else 1
    surname, given = (list(islice(_spelt(part), _MOST)) for part in (plain[:at], plain[at:]))
    pairs = list(product(surname, given))[:_MOST]
    return frozenset(written for one, other in pairs for written in (one + other, other + one))


def given_spellings(name: str) -> frozenset[str]:
    """The same of the given name, where it has two characters: of one it is any syllable."""
    plain = fold(name).text
    found = re.match(COMPOUND, plain)
    given = plain[found.end() if found and len(plain) > 2 else 1 :]
    return frozenset(islice(_spelt(given), _MOST)) if len(given) > 1 else frozenset()


def _spelt(text: str) -> Iterator[str]:
    """Every way to write the characters; none where one of them is not known."""
    readings = [_readings().get(char, ()) for char in text]
    for several in product(*readings) if text else ():
        yield "".join(several)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    path = Path(__file__).with_name("words") / "readings.txt"
    read: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        syllable, chars = line.split()
        # 吕: lv, lü, lyu as in a passport, lu where somebody has no such key.
        head, mark, tail = syllable.partition("v")
        ways = tuple(f"{head}{way}{tail}" for way in _V) if mark else (syllable,)
        for char in chars:
            read[char] = read.get(char, ()) + ways
    return read
