"""How much better a clause reads with a name at a place than as ordinary words alone.

A clause is read as words, each with its cost: minus the logarithm of how often it is met. The cheapest way
through all words is what an ordinary reader sees. A name is one word more, whose cost comes from how often its
surname and its characters are in names; if the way over the name is the cheaper one, no known words explain
what stands there. The costs are figures of a dictionary, of family names and of texts of enforcement
(docs/detection.md).
"""

from collections.abc import Mapping
from functools import cache
from math import inf, log
from pathlib import Path

UNKNOWN = 18.0
"""What a character costs that no list has."""
MARK = 3.0
"""What a digit, a letter or another sign costs."""
NAME = -log(0.01)
"""What it costs that a word is a name at all."""
ONE, TWO = -log(0.25), -log(0.75)
"""What it costs that a given name has one character, or two."""

SOUND = 5.5
"""What a sign for a sound costs in a name of another language: about as many are in use."""


class Clause:
    """The ways through a clause. Positions are those of the clause's own text."""

    def __init__(self, text: str) -> None:
        self.text = text
        words, longest = _words()
        size = len(text)
        edges: list[tuple[int, int, float]] = []
        to = self._to = [0.0] + [inf] * size
        for at in range(size):
            here = to[at]
            last = min(size, at + longest.get(text[at : at + 2], 1))
            for end in range(at + 1, last + 1):
                cost = words.get(text[at:end])
                if cost is None:
                    if end > at + 1:
                        continue
                    cost = UNKNOWN if "\u3400" <= text[at] <= "\u9fff" else MARK
                edges.append((at, end, cost))
                if here + cost < to[end]:
                    to[end] = here + cost
        self._from = [inf] * size + [0.0]
        for at, end, cost in reversed(edges):
            self._from[at] = min(self._from[at], self._from[end] + cost)

    def gain(self, start: int, given: int, end: int) -> float:
        """What reading a name spares, in natural logarithms; below nothing where ordinary words are likelier.

        start: of the surname; given: of the given name, one or two characters; end: behind it.
        """
        name = name_cost(self.text[start:given], self.text[given:end])
        return self._to[-1] - (self._to[start] + name + self._from[end])

    def sounds(self, start: int, end: int) -> float:
        """What reading a name in signs for sounds spares, from `start` to `end`."""
        return self._to[-1] - (self._to[start] + NAME + SOUND * (end - start) + self._from[end])


def name_cost(surname: str, given: str) -> float:
    """What a name costs as a word. given: one or two characters."""
    costs = name_costs()
    places = ("only",) if len(given) == 1 else ("first", "last")
    parts = (
        costs[place].get(char, costs[place]["*"]) for place, char in zip(places, given, strict=True)
    )
    surnames = costs["surname"]
    return NAME + (ONE if len(given) == 1 else TWO) + surnames.get(surname, UNKNOWN) + sum(parts)


def is_word(text: str) -> bool:
    """Whether a text is met as an ordinary word (高兴, 安全), though somebody may be called so."""
    return text in word_costs()


def surnames() -> frozenset[str]:
    """Every family name of the table."""
    return frozenset(name_costs()["surname"])


def word_costs() -> Mapping[str, float]:
    """What each word costs."""
    return _words()[0]


@cache
def _words() -> tuple[dict[str, float], dict[str, int]]:
    """What each word costs, and how long the longest is that begins with two characters."""
    costs: dict[str, float] = {}
    longest: dict[str, int] = {}
    for line in _lines("word_costs"):
        cost, *words = line.split()
        costs.update(dict.fromkeys(words, float(cost)))
        for word in words:
            if len(word) > longest.get(word[:2], 1):
                longest[word[:2]] = len(word)
    return costs, longest


@cache
def name_costs() -> Mapping[str, Mapping[str, float]]:
    """By place in a name (surname, first, last, only): what a character costs there; `*` is any other one."""
    costs: dict[str, dict[str, float]] = {}
    for line in _lines("name_costs"):
        place, cost, *several = line.split()
        costs.setdefault(place, {}).update(dict.fromkeys(several, float(cost)))
    return costs


def _lines(name: str) -> list[str]:
    path = Path(__file__).with_name("words") / f"{name}.txt"
    return path.read_text(encoding="utf-8").splitlines()
