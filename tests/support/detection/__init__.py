"""The set by which the detector is measured: sentences of many hands, filled by seed.

A source is one hand in one register (sources/NAME.txt): its first line says what it is and whether it was
*seen* while the detector was made or *held out*, the others are sentences. ⟦kind⟧ is what must be found,
〈slot〉 what must not. What is measured of the held-out sources is read as numbers only.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from generator.masking import find

from .pools import HARMLESS, KIND, PRIVATE

SOURCES = Path(__file__).with_name("sources")
SEED = 20261128
# How often each sentence is filled: enough for 2,000 different ones.
ROUNDS = 12
_SLOT = re.compile(r"⟦(\w+)⟧|〈(\w+)〉")


class Planted(NamedTuple):
    """A sentence and where which private data stand in it."""

    text: str
    places: tuple[tuple[int, int, str], ...]


@dataclass
class Measured:
    """How a set was read: by mark how often planted and found, and what was found besides."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    certain: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    alarmed: int = 0
    alarmed_certain: int = 0
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    invented: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, other: "Measured") -> "Measured":
        for name in ("planted", "found", "certain", "right", "wrong"):
            getattr(self, name).update(getattr(other, name))
        self.clean += other.clean
        self.alarmed += other.alarmed
        self.alarmed_certain += other.alarmed_certain
        return self

    def recall(self, *marks: str) -> float:
        """The share of what was planted that was found, in full and as its kind."""
        return sum(self.found[m] for m in marks) / max(1, sum(self.planted[m] for m in marks))

    def precision(self, kind: str) -> float:
        """The share of what was found as a kind that is one."""
        return self.right[kind] / max(1, self.right[kind] + self.wrong[kind])

    @property
    def alarms(self) -> float:
        """The share of sentences with nothing private in which something was found all the same."""
        return self.alarmed / max(1, self.clean)


def sources() -> dict[str, tuple[str, list[str]]]:
    """By name of the source: whether it is seen or held, and its sentences."""
    read = {}
    for path in sorted(SOURCES.glob("*.txt")):
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        read[path.stem] = (
            "held" if "held out" in head else "seen",
            [line for line in lines if line],
        )
    return read


def sentences(source: str, seed: int = SEED) -> Iterator[Planted]:
    """The sentences of a source, each filled ROUNDS times; the same twice is given once."""
    part, lines = sources()[source]
    chance = random.Random(f"{seed} {source}")
    given = set()
    for _ in range(ROUNDS):
        for line in lines:
            one = fill(line, part, chance)
            if one.text not in given:
                given.add(one.text)
                yield one


def fill(line: str, part: str, chance: random.Random) -> Planted:
    """A sentence with its slots filled."""
    text, places, at = "", [], 0
    for slot in _SLOT.finditer(line):
        text += line[at : slot.start()]
        at = slot.end()
        if slot[1]:
            value = PRIVATE[slot[1]](chance, part)
            places.append((len(text), len(text) + len(value), slot[1]))
        else:
            value = HARMLESS[slot[2]](chance)
        text += value
    return Planted(text + line[at:], tuple(places))


def measure(cases: Iterable[Planted]) -> Measured:
    """Read every sentence and compare."""
    got = Measured()
    for case in cases:
        spans = find(case.text)
        if not case.places:
            got.clean += 1
            got.alarmed += bool(spans)
            got.alarmed_certain += any(span.certain for span in spans)
        exact = {(span.start, span.end, span.kind.value): span for span in spans}
        for start, end, mark in case.places:
            got.planted[mark] += 1
            span = exact.get((start, end, KIND.get(mark, mark)))
            if span is None:
                got.missed.append((mark, case.text[start:end], case.text))
            else:
                got.found[mark] += 1
                got.certain[mark] += span.certain
        wanted = {(start, end, KIND.get(mark, mark)) for start, end, mark in case.places}
        for place, span in exact.items():
            if place in wanted:
                got.right[span.kind.value] += 1
            else:
                got.wrong[span.kind.value] += 1
                got.invented.append((span.kind.value, span.text, case.text))
    return got
