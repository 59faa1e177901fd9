"""Which old article a new one goes on from, by the words of both texts.

Two measures, over pairs of neighbouring characters, each pair weighed by how few articles hold it
(the subject of a law stands in every article and tells nothing):

- likeness: what two articles share of all that they say. It finds the one successor;
- flow: the part of an old article whose clauses stand in a new one. It finds the new article that
  one paragraph became (split), and the old one that became a paragraph of another (merged).

A clause that several old articles hold is a formula (依照有关法律的规定处罚) and proves no descent.
The bounds are set by the texts read in tests/law_pairs; an order of articles that stays lowers them.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from generator.sources.typography import normalise

Words = frozenset[str]
# Old place and new place of two articles, and how much speaks for them.
Pair = tuple[int, int]

LIKE, LIKE_IN_ORDER = 0.2, 0.13
NONE = (0.0, 0.0)
WITH_FORMULAS = 0.75
# A successor that likely is none other may fix the order for the rest.
CERTAIN = 0.25
# Share and weight of the clauses that an old article gives to a new one.
FLOW_IN_ORDER, FLOW_OUT_OF_ORDER = (0.17, 16_000), (0.25, 35_000)
HELD, FORMULA, WHOLE_SENTENCE = 0.6, 0.75, 0.75

_NUMBER = re.compile(r"^\([^)]{1,3}\)")
_SILENT = re.compile(r'[、"()<>]')


def continuations(
    old: Mapping[int, str], new: Mapping[int, str], whole: Iterable[str], known: Iterable[Pair]
) -> dict[int, tuple[int, ...]]:
    """New place → the old places that it goes on from, the likest first.

    old, new: the texts of the articles that stand word for word in neither, by their places.
    whole: all articles of both texts, by which words are weighed. known: the places of articles
    that stayed word for word.
    """
    return _Comparison(old, new, whole).run(list(known))


class _Comparison:
    def __init__(
        self, old: Mapping[int, str], new: Mapping[int, str], whole: Iterable[str]
    ) -> None:
        self.old = {place: _clauses(text) for place, text in old.items()}
        self.new = {place: _clauses(text) for place, text in new.items()}
        self.sentences = {place: _sentences(text) for place, text in old.items()}
        texts = [_pairs(text) for text in whole]
        held = Counter(pair for words in texts for pair in words)
        # Whole thousandths: sums are the same in whatever order a set gives its words.
        self.weights = {
            pair: round(1000 * math.log((len(texts) + 1) / count)) for pair, count in held.items()
        }
        self.old_words = {place: _union(clauses) for place, clauses in self.old.items()}
        self.new_words = {place: _union(clauses) for place, clauses in self.new.items()}
        self.old_holders = _index(self.old_words)
        self.new_holders = _index(self.new_words)
        self.own_old = {place: self._own(clauses, place) for place, clauses in self.old.items()}
        own_new = {place: self._own(clauses, None) for place, clauses in self.new.items()}
        # Articles of one mould (penalties, bans) are nearly all formula: then the whole tells, for less.
        self.own = self._likeness(self.own_old, own_new)
        whole_of_both = self._likeness(self.old_words, self.new_words)
        self.likeness = {
            pair: max(self.own.get(pair, 0.0), WITH_FORMULAS * value)
            for pair, value in whole_of_both.items()
        }

    def weight(self, words: Iterable[str]) -> int:
        return sum(self.weights.get(pair, 0) for pair in words)

    def run(self, known: list[Pair]) -> dict[int, tuple[int, ...]]:
        first = self._successors(
            known, {p: v for p, v in self.likeness.items() if v >= CERTAIN}, {}
        )
        order = rising([*known, *((old, new) for new, old in first.items())])
        flows = self._flows(first)
        bounded = {
            pair: value
            for pair, value in self.likeness.items()
            if value >= CERTAIN
            or (
                value >= LIKE and (_between(order, pair, 1) or flows.get(pair, NONE)[0] >= LIKE / 2)
            )
            or (self.own.get(pair, 0.0) >= LIKE_IN_ORDER and _between(order, pair, 0))
        }
        principal = self._successors(known, bounded, first)
        found = {new: [old] for new, old in principal.items()}
        taken = set(principal.values())
        for (before, after), value in sorted(bounded.items()):
            if before not in taken and value >= LIKE and _between(order, (before, after), 1):
                found.setdefault(after, []).append(before)
        # Whoever has no successor, or no predecessor, may be a part of another article.
        for (before, after), (share, flow) in sorted(
            self._flows(principal).items(), key=lambda item: (-item[1][0], item[0])
        ):
            if after in principal and before in taken:
                continue
            least = FLOW_IN_ORDER if _between(order, (before, after), 1) else FLOW_OUT_OF_ORDER
            if share >= least[0] and flow >= least[1]:
                found.setdefault(after, []).append(before)
        return {new: tuple(dict.fromkeys(olds)) for new, olds in found.items()}

    def _likeness(self, old: Mapping[int, Words], new: Mapping[int, Words]) -> dict[Pair, float]:
        """What two articles share of all that they say; only pairs that share something."""
        weight_of_old = {place: self.weight(words) for place, words in old.items()}
        weight_of_new = {place: self.weight(words) for place, words in new.items()}
        holders = _index(old)
        shared: dict[Pair, int] = defaultdict(int)
        for after, words in new.items():
            for pair in words:
                for before in holders.get(pair, ()):
                    shared[before, after] += self.weights.get(pair, 0)
        return {
            (before, after): value / (weight_of_old[before] + weight_of_new[after] - value)
            for (before, after), value in shared.items()
            if value > 0
        }

    def _successors(
        self, known: Sequence[Pair], likeness: Mapping[Pair, float], fixed: Mapping[int, int]
    ) -> dict[int, int]:
        """New → old, the likest first, each in one pair at most; the same place wins a tie."""
        found = dict(fixed)
        taken = set(found.values())
        for (before, after), _ in sorted(
            likeness.items(), key=lambda item: (-item[1], abs(item[0][0] - item[0][1]), item[0])
        ):
            if after not in found and before not in taken:
                found[after] = before
                taken.add(before)
        return found

    def _flows(self, principal: Mapping[int, int]) -> dict[Pair, tuple[float, float]]:
        """(old, new) → the share and the weight of the old article's clauses that stand there."""
        successor = {old: new for new, old in principal.items()}
        flows: dict[Pair, float] = defaultdict(float)
        for before, clauses in self.old.items():
            for clause in clauses:
                weight = self.weight(clause)
                if weight and not self._is_formula(clause, weight, before):
                    for after, part in self._where(clause, weight, before, successor.get(before)):
                        flows[before, after] += part
        whole: set[Pair] = set()
        for before, sentences in self.sentences.items():
            for sentence in sentences:
                weight = self.weight(sentence)
                if weight < 2 * FLOW_IN_ORDER[1]:
                    continue
                least = WHOLE_SENTENCE * weight
                for after in self._holding(sentence, self.new_holders, least):
                    whole.add((before, after))
        result = {}
        for (before, after), flow in flows.items():
            share = flow / self.weight(self.own_old[before])
            # A whole sentence that went there is enough, however long the rest of its article.
            if (before, after) in whole and flow >= FLOW_OUT_OF_ORDER[1]:
                share = max(share, FLOW_OUT_OF_ORDER[0])
            result[before, after] = (share, flow)
        return result

    def _own(self, clauses: Sequence[Words], place: int | None) -> Words:
        """The words of an article without its formulas; all of them where it has no other."""
        own = [one for one in clauses if not self._is_formula(one, self.weight(one), place)]
        return _union(own or clauses)

    def _is_formula(self, clause: Words, weight: int, own: int | None) -> bool:
        """Whether another old article holds the clause; for one of the new text, whether two do."""
        needed = 2 if own is None else 1
        holders = 0
        for place in self._holding(clause, self.old_holders, FORMULA * weight):
            if place != own:
                holders += any(
                    self.weight(clause & other) >= FORMULA * weight for other in self.old[place]
                )
                if holders >= needed:
                    return True
        return False

    def _holding(
        self, words: Words, holders: Mapping[str, Sequence[int]], least: float
    ) -> list[int]:
        """The places of the articles that hold at least so much of some words."""
        held: dict[int, int] = defaultdict(int)
        for pair in words:
            weight = self.weights.get(pair, 0)
            for place in holders.get(pair, ()):
                held[place] += weight
        return [place for place, weight in held.items() if weight >= least]

    def _where(
        self, clause: Words, weight: int, before: int, successor: int | None
    ) -> list[tuple[int, float]]:
        held: dict[int, int] = {}
        for after in self._holding(clause, self.new_holders, HELD * weight):
            best = max(self.weight(clause & other) for other in self.new[after])
            if best >= HELD * weight:
                held[after] = best
        if not held:
            return []
        most = max(held.values())
        if successor in held and held[successor] >= 0.85 * most:
            return [(successor, held[successor])]
        likest = max(held, key=lambda one: (held[one], self.likeness.get((before, one), 0.0), -one))
        equal = sum(value == most for value in held.values())
        return [(likest, most / equal)]


def rising(pairs: Iterable[Pair]) -> list[Pair]:
    """The longest row of pairs in which old and new places both rise."""
    ordered = sorted(set(pairs))
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, new) in enumerate(ordered):
        length = bisect_left(ends, new)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(new)
            last.append(at)
        else:
            ends[length] = new
            last[length] = at
    row: list[Pair] = []
    at = last[-1] if last else -1
    while at != -1:
        row.append(ordered[at])
        at = before[at]
    # Two new places may come from one old: keep the row strict on both sides.
    row.reverse()
    return [one for one, following in pairwise([*row, (1 << 30, 1 << 30)]) if one[0] < following[0]]


def _between(order: Sequence[Pair], pair: Pair, slack: int) -> bool:
    """Whether a pair keeps the order of those that stayed; slack: places that it may be out."""
    place = bisect_left(order, (pair[0], -1))
    low = order[place - 1][1] if place else -1
    high_at = bisect_right(order, (pair[0], 1 << 30))
    high = order[high_at][1] if high_at < len(order) else 1 << 30
    return low - slack < pair[1] < high + slack


def _index(articles: Mapping[int, Words]) -> dict[str, list[int]]:
    """Pair of characters → the places of the articles that hold it."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, words in articles.items():
        for pair in words:
            holders[pair].append(place)
    return holders


def _pairs(text: str) -> Words:
    plain = _SILENT.sub("", _NUMBER.sub("", text))
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _split(text: str, marks: str) -> list[Words]:
    lines = [_NUMBER.sub("", normalise(line)) for line in text.split("\n")]
    parts = [part for line in lines for part in re.split(marks, line)]
    return [words for part in parts if (words := _pairs(part))]


def _clauses(text: str) -> list[Words]:
    return _split(text, r"[,;。:]")


def _sentences(text: str) -> list[Words]:
    return _split(text, r"[;。]")


def _union(parts: Iterable[Words]) -> Words:
    return frozenset().union(*parts)
