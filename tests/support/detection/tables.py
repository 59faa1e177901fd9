"""`python -m tests.support.detection.tables DICTIONARY FAMILY_NAMES TEXT…`: the tables of the words lattice.

DICTIONARY is that of jieba 0.42.1 (a word, how often it was met, its kind), FAMILY_NAMES the frequencies of
surnames (NameB, TF), TEXT files or folders of public texts in the language of enforcement. What is written is
figures: how dear each word is (minus the natural logarithm of its share), rounded to halves, and the same of
surnames and of the characters of given names. Kept are words met often enough in either.
"""

import argparse
import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

WORDS = Path(__file__).parents[3] / "generator" / "masking" / "words"
OFTEN, OFTEN_IN_TEXTS = 50, 60
"""How often a word has to be met in the dictionary's corpus, and in the texts."""
REPEATED = 20
"""A line that stands in many texts counts no more often than this."""
LONGEST = 4
_HAN = re.compile("[\u3400-\u9fff]+")
_TEXTS = (".md", ".txt", ".csv", ".json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("family_names", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    given = parser.parse_args()
    words, names = _dictionary(given.dictionary)
    with given.family_names.open(encoding="utf-8-sig", newline="") as rows:
        surnames = {row["NameB"]: float(row["TF"]) for row in csv.DictReader(rows)}
    _write("word_costs", {"": _words(words, _strings(given.texts))})
    _write("name_costs", _names(surnames, names))


def _dictionary(path: Path) -> tuple[dict[str, int], list[str]]:
    """The words of the dictionary with how often they were met, and what it calls a person's name."""
    words: dict[str, int] = {}
    names: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, kind = line.rsplit(" ", 2)
        if kind.startswith("nr"):
            names.append(word)
        else:
            words[word] = int(count)
    return words, names


def _strings(texts: Iterable[Path]) -> dict[str, int]:
    """Every string of up to LONGEST characters that the texts often have, with how often."""
    runs: Counter[str] = Counter()
    for path in texts:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in _TEXTS and file.is_file():
                runs.update(_HAN.findall(file.read_text(encoding="utf-8", errors="replace")))
    found: dict[str, int] = {}
    shorter: dict[str, int] = {}
    for length in range(1, LONGEST + 1):
        counted: Counter[str] = Counter()
        for run, times in runs.items():
            for at in range(len(run) - length + 1):
                one = run[at : at + length]
                # A string is no more frequent than its parts, so most need not be counted.
                if length == 1 or (one[:-1] in shorter and one[1:] in shorter):
                    counted[one] += min(times, REPEATED)
        shorter = {
            one: count for one, count in counted.items() if length == 1 or count >= OFTEN_IN_TEXTS
        }
        found.update(shorter)
    return found


def _words(words: Mapping[str, int], strings: Mapping[str, int]) -> dict[str, float]:
    """What a word costs: half its share in the dictionary's corpus, half that in the texts."""
    all_words = sum(words.values())
    # A word has about 1.7 characters.
    all_strings = sum(count for one, count in strings.items() if len(one) == 1) / 1.7
    shares: defaultdict[str, float] = defaultdict(float)
    for word, count in words.items():
        if _HAN.fullmatch(word) and (count >= OFTEN or len(word) == 1):
            shares[word] += count / all_words / 2
    for word, count in strings.items():
        shares[word] += count / all_strings / 2
    return {word: -math.log(share) for word, share in shares.items()}


def _names(surnames: Mapping[str, float], names: Iterable[str]) -> dict[str, dict[str, float]]:
    """What a surname costs, and a character of a given name: the only one, the first, the last of two."""
    counted: dict[str, Counter[str]] = {"only": Counter(), "first": Counter(), "last": Counter()}
    for name in names:
        surname = name[:2] if len(name) > 3 and name[:2] in surnames else name[:1]
        given = name[len(surname) :]
        if surname in surnames and len(given) == 1:
            counted["only"][given] += 1
        elif surname in surnames and len(given) == 2:
            counted["first"][given[0]] += 1
            counted["last"][given[1]] += 1
    whole = sum(surnames.values())
    costs = {"surname": {one: -math.log((often + 1) / whole) for one, often in surnames.items()}}
    for place, several in counted.items():
        # Parents take characters that no list has: each was met a third of a time.
        total = several.total() + 2000 / 3
        costs[place] = {char: -math.log((often + 1 / 3) / total) for char, often in several.items()}
        costs[place]["*"] = -math.log(1 / 3 / total)
    return costs


def _write(name: str, groups: Mapping[str, Mapping[str, float]]) -> None:
    """One line a cost: the group, the cost, all that has it."""
    lines = []
    for group, costs in groups.items():
        by_cost: defaultdict[float, list[str]] = defaultdict(list)
        for one, cost in sorted(costs.items()):
            by_cost[round(cost * 2) / 2].append(one)
        lines += [
            " ".join([group, f"{cost:g}", *by_cost[cost]]).strip() for cost in sorted(by_cost)
        ]
    (WORDS / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
