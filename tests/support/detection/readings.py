"""`python -m tests.support.detection.readings READINGS`: how characters of names are read, without tones.

READINGS is pinyin_dict.json of pypinyin 0.55.0 (MIT): code point, then its readings, the usual first. Kept are the
characters of GB 2312 and of the tables of names, and of each its first readings: surnames often have a rarer one.
"""

import argparse
import json
import unicodedata
from collections import defaultdict
from pathlib import Path

from generator.masking.lattice import surnames
from generator.masking.lexicon import ALSO_GIVEN, GIVEN

WORDS = Path(__file__).parents[3] / "generator" / "masking" / "words"
KEPT = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readings", type=Path)
    given = json.loads(parser.parse_args().readings.read_text(encoding="utf-8"))
    named = {char for name in (*surnames(), *GIVEN, *ALSO_GIVEN) for char in name}
    found: dict[str, list[str]] = defaultdict(list)
    for code, several in sorted(given.items(), key=lambda one: int(one[0])):
        char = chr(int(code))
        if char in named or _is_common(char):
            for syllable in dict.fromkeys(map(_toneless, several.split(",")[:KEPT])):
                found[syllable].append(char)
    lines = (f"{syllable} {''.join(chars)}" for syllable, chars in sorted(found.items()))
    (WORDS / "readings.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _is_common(char: str) -> bool:
    try:
        return len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def _toneless(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(char for char in plain if char.isascii())


main()
