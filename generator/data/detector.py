"""The detector's patterns and words as the web form's script reads them (assets/detector.js).

The form has no server to ask and must look before it saves: a saved branch is public. So what can be declared is
declared once, in generator/masking, and only the steps are written in both languages; a test compares the two.
Likely names are not looked for there: weighing them takes every word's cost, and the check of the request asks.
"""

import json
import re
from functools import cache
from types import ModuleType

from generator import masking
from generator.masking import address, bank, identity, likely, names, other, phone, schools
from generator.masking.fold import DASHES, LINE_ENDS, TRADITIONAL
from generator.masking.lexicon import COMPOUND

MODULES = (masking, address, bank, identity, likely, names, other, phone, schools)
# Words that the steps ask about, by where they are used.
WORDS = {
    names: (
        "BEGINNINGS", "GIVEN", "GRAMMAR_SURNAMES", "LONGER", "ORDINARY", "SURNAMES", "WORD_SURNAMES",
        "_MASK", "_NEVER", "_PLACES", "_TITLES",
    ),
    likely: ("_ROLES", "_ROLE_WORDS", "_ROLE_ENDS"),
}  # fmt: skip
# An escape, a class or the end: what JavaScript writes another way.
_PARTS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?P<|\$", re.DOTALL)
_NEEDLESS = re.compile(r"\\([^\w\\^$.*+?()\[\]{}|/-])")


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
    return _NEEDLESS.sub(r"\1", part)


@cache
def detector_data() -> str:
    """A script that hands the detector its patterns and words."""
    data = {
        "patterns": {_name(module): _patterns(module) for module in MODULES},
        "words": {
            name.strip("_"): sorted(getattr(module, name))
            for module, several in WORDS.items()
            for name in several
        },
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
