"""`python -m tests.support.detection.fit TEXTS`: the weights of likely names, fitted to the seen sources.

Logistic regression (Newton's method, a little ridge) over every candidate of the seen sources, of the lines of
TEXTS (a folder of laws, where nobody is named) and of the facts of lists/. Every seventh candidate that is a name
comes once more as if its neighbours were words that no list has: a detector that leans on lists of verbs and
roles finds nothing in a register that nobody wrote them for.
"""

import argparse
import csv
import math
import random
from collections.abc import Iterator
from pathlib import Path

from generator.masking import likely
from generator.masking.fold import fold

from . import SEED, sentences, sources
from .pools import KIND

LISTS = Path(__file__).parents[3] / "lists"
RIDGE = 2.0
ROUNDS = 12
LAWS, LINES, FACTS = 200, 15, 1500
"""How many laws, lines of each and facts stand for texts without a name."""
UNLISTED = {
    "after:deed": "after:opening",
    "after:more": "after:opening",
    "before:introducer": "before:other",
    "before:role": "before:other",
    "before:role+mark": "before:other",
}
SHARE = 0.15
Row = tuple[dict[str, float], bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    rows = list(_rows(parser.parse_args().texts))
    weights = fitted(rows)
    print(f"# {len(rows)} candidates, {sum(named for _, named in rows)} of them names")
    for name, weight in sorted(weights.items()):
        print(f'        "{name}": {weight:.1f},')


def _rows(texts: Path) -> Iterator[Row]:
    chance = random.Random(SEED)
    for name, (part, _) in sources().items():
        if part == "seen":
            for one in sentences(name):
                names = {(s, e) for s, e, mark in one.places if KIND.get(mark, mark) == "name"}
                others = [(s, e) for s, e, _ in one.places if (s, e) not in names]
                yield from _candidates(one.text, names, others, chance)
    laws = sorted(texts.rglob("*.md"))
    for law in chance.sample(laws, min(LAWS, len(laws))):
        lines = [line for line in law.read_text(encoding="utf-8").splitlines() if len(line) > 15]
        for line in chance.sample(lines, min(LINES, len(lines))):
            yield from _candidates(line, set(), [], chance)
    facts = [
        row["facts"] for path in sorted(LISTS.rglob("penalties/*.csv")) for row in _table(path)
    ]
    for fact in chance.sample(facts, FACTS):
        yield from _candidates(fact, set(), [], chance)


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _candidates(
    text: str,
    names: set[tuple[int, int]],
    others: list[tuple[int, int]],
    chance: random.Random,
) -> Iterator[Row]:
    folded = fold(text).text
    if len(folded) != len(text):
        return
    for start, end, found, gain in likely.weighed(folded, others):
        named = (start, end) in names
        # A part of a name is no example of what is none: the whole one is there to be chosen.
        if not named and any(start < last and first < end for first, last in names):
            continue
        yield _values(found, gain), named
        if named and chance.random() < SHARE:
            yield _values([UNLISTED.get(sign, sign) for sign in found], gain), named


def _values(found: list[str], gain: float) -> dict[str, float]:
    values = dict.fromkeys(found, 1.0)
    for lower, upper, _ in likely.GAINS:
        if gain > lower:
            values[f"gain:{lower:g}"] = (min(gain, upper) - lower) / (upper - lower)
    return values


def fitted(rows: list[Row]) -> dict[str, float]:
    """The weights under which the candidates' names are likeliest. rows: values of signs, and whether it is a name."""
    signs = sorted({sign for values, _ in rows for sign in values})
    place = {sign: at for at, sign in enumerate(signs)}
    sparse = [
        ([(place[sign], value) for sign, value in values.items()], named) for values, named in rows
    ]
    size = len(signs)
    weights = [0.0] * size
    for _ in range(ROUNDS):
        slope = [-RIDGE * weight for weight in weights]
        bend = [[RIDGE * (i == j) for j in range(size)] for i in range(size)]
        for values, named in sparse:
            points = sum(weights[at] * value for at, value in values)
            sure = 1 / (1 + math.exp(-max(-30.0, min(30.0, points))))
            spread = sure * (1 - sure)
            for at, value in values:
                slope[at] += (named - sure) * value
                if spread > 1e-6:
                    row = bend[at]
                    for other, factor in values:
                        row[other] += spread * value * factor
        step = _solved(bend, slope)
        weights = [weight + one for weight, one in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-3:
            break
    return dict(zip(signs, weights, strict=True))


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of linear equations whose matrix is positive definite (Gauss)."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for row in rows[at + 1 :]:
            if row[at]:
                factor = row[at] / pivot[at]
                for column in range(at, len(row)):
                    row[column] -= factor * pivot[column]
    found = [0.0] * len(rows)
    for at in reversed(range(len(rows))):
        known = sum(rows[at][column] * found[column] for column in range(at + 1, len(rows)))
        found[at] = (rows[at][-1] - known) / rows[at][at]
    return found


if __name__ == "__main__":
    main()
