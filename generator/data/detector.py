"""The detector's patterns, words and figures as the web form's scripts read them (assets/detector.js, likely.js).

The form has no server to ask and must look before it saves: a saved branch is public. So what can be declared is
declared once, in generator/masking, and only the steps are written in both languages; a test compares the two.
"""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import ModuleType

from generator import masking
from generator.masking import (
    address,
    bank,
    identity,
    latin,
    lattice,
    lexicon,
    likely,
    names,
    other,
    phone,
    schools,
)
from generator.masking.fold import DASHES, LINE_ENDS, TRADITIONAL
from generator.masking.lexicon import COMPOUND

MODULES = (masking, address, bank, identity, latin, likely, names, other, phone, schools)
# What the steps ask about besides, by where it is declared: words, …
WORDS = {
    lexicon: (
        "BEGINNINGS", "COMMON_IN_GIVEN", "DOUBTFUL_SURNAMES", "ENDINGS", "GIVEN", "GRAMMAR_SURNAMES", "LONGER", "OPENINGS",
        "ORDINARY", "RARE_SURNAMES", "SELDOM_SURNAMES", "SURNAMES", "WORD_SURNAMES",
    ),
    names: ("_MASK", "_NEVER", "_PLACES", "_TITLES"),
    likely: (
        "_DEEDS", "_DOUBLE", "_GIVEN", "_GLUE", "_INTRODUCERS", "_KNOWN", "_LIST_MARKS", "_MARKS", "_MASK", "_MORE_DEEDS",
        "_NEVER", "_PARTICLES", "_PLACE_ENDS", "_PLACES", "_PREPOSITIONS", "_QUOTES", "_ROLE_ENDS", "_ROLE_WORDS", "_ROLES",
        "_SINGLE", "_TIMES", "_TITLES", "_VERBS", "_WHENCE",
    ),
    latin: ("_NO_NAME",),
}  # fmt: skip
# … and figures.
FIGURES = {
    lattice: ("MARK", "NAME", "ONE", "SOUND", "TWO", "UNKNOWN"),
    likely: ("GAINS", "HOPELESS", "LISTED", "SURE", "THRESHOLD", "WEIGHTS"),
    latin: ("_BEFORE",),
}
# An escape, a class or the end: what JavaScript writes another way.
_PARTS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?P<|\$", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_NEEDLESS = re.compile(r"[^\w\\^$.*+?()\[\]{}|/-]")
_LETTER = r"[\p{L}\p{N}_]"
# JavaScript's own know the digits and letters of ASCII alone.
_ESCAPES = {
    "d": r"\p{Nd}",
    "b": rf"(?:(?<={_LETTER})(?!{_LETTER})|(?<!{_LETTER})(?={_LETTER}))",
}


def javascript(pattern: re.Pattern[str]) -> tuple[str, str]:
    """Source and flags of a pattern in JavaScript."""
    flags = "iu" if pattern.flags & re.IGNORECASE else "u"
    return _PARTS.sub(lambda part: _part(part[0]), pattern.pattern), flags


def _part(part: str) -> str:
    if part == "(?P<":
        return "(?<"
    if part == "$":
        # Python's also stands before a line feed that ends the text.
        return r"(?=\n?$)"
    return _ESCAPE.sub(_escape, part)


def _escape(escape: re.Match[str]) -> str:
    if _NEEDLESS.match(escape[1]):
        return escape[1]
    return _ESCAPES.get(escape[1], escape[0])


@cache
def detector_data() -> str:
    """A script that hands the detector its patterns, words and figures."""
    data = {
        "patterns": {_name(module): _patterns(module) for module in MODULES},
        "words": {
            _name(module): {name.strip("_"): _listed(getattr(module, name)) for name in several}
            for module, several in WORDS.items()
        },
        "figures": {
            _name(module): {name.strip("_"): _figure(getattr(module, name)) for name in several}
            for module, several in FIGURES.items()
        },
        "costs": {
            "words": _by_cost(lattice.word_costs()),
            "names": {place: _by_cost(costs) for place, costs in lattice.name_costs().items()},
        },
        # What Python calls a digit (², ① as well), which no property of JavaScript's patterns is.
        "digits": "".join(char for char in map(chr, range(0x10000)) if char.isdigit()),
        "named": [[*javascript(pattern), why] for pattern, why in other.NAMED],
        "schooled": [
            [*javascript(pattern), why, certain] for pattern, why, certain in schools.SCHOOLED
        ],
        "compound": COMPOUND,
        "fold": {
            "dashes": "".join(sorted(DASHES)),
            "lineEnds": "".join(sorted(LINE_ENDS)),
            "traditional": TRADITIONAL,
        },
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Before ECMAScript 2019 these two ended a line inside a string as well.
    text = text.replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")
    return f"// 由 generator/data/detector.py 从 generator/masking/ 生成，不手改。\nwindow.mingzeDetector = {text};\n"


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _patterns(module: ModuleType) -> dict[str, tuple[str, str]]:
    found = {name: one for name, one in vars(module).items() if isinstance(one, re.Pattern)}
    return {name.strip("_"): javascript(one) for name, one in found.items()}


def _listed(words: Iterable[str]) -> list[str] | str:
    """Words in the order of their characters; single characters as one text."""
    listed = sorted(words)
    return "".join(listed) if all(len(word) == 1 for word in listed) else listed


def _figure(figure: object) -> object:
    return dict(figure) if isinstance(figure, Mapping) else figure


def _by_cost(costs: Mapping[str, float]) -> list[tuple[float, str]]:
    """Each cost, and the words that cost it: many cost the same."""
    several: dict[float, list[str]] = {}
    for word, cost in costs.items():
        several.setdefault(cost, []).append(word)
    return [(cost, " ".join(words)) for cost, words in several.items()]
