"""Which old article a new one goes on from, by the words of both texts.

Two measures, over pairs of neighbouring characters, each pair weighed by how few articles hold it
(the subject of a law stands in every article and tells nothing):

- likeness: what two articles share of all that they say. It finds the one successor;
- flow: what a paragraph of an old article says that its successor does not, and a paragraph of
  another new one does. It finds the new article that one paragraph became (split), the old one
  that became a paragraph of another (merged), and the rule that was written elsewhere anew.

A clause that several old articles hold is a formula (依照有关法律的规定处罚) and proves no descent.
Articles keep their order: what keeps it needs less to be believed, and what left it needs a phrase
that no other old article has. The bounds are set by the texts read in tests/law_pairs.
"""

import math
import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from generator.sources.typography import normalise

Words = frozenset[str]
# Old place and new place of two articles.
Pair = tuple[int, int]
# The place of an article, and of a paragraph in it.
Paragraph = tuple[int, int]
K = TypeVar("K", bound=Hashable)
L = TypeVar("L", bound=Hashable)


class Flow(NamedTuple):
    """How much says that an old paragraph stands in a new article.

    weight: of its words that stand there. value: the same times their share of the paragraph, so
    that a short rule that went whole says as much as a part of a long one.
    """

    value: int
    weight: int


LIKE, LIKE_IN_ORDER = 0.2, 0.13
WITH_FORMULAS = 0.75
# A successor that likely is none other may fix the order for the rest.
CERTAIN = 0.25
FLOW_IN_ORDER, FLOW_OUT_OF_ORDER = Flow(6_000, 16_000), Flow(8_500, 23_000)
# Of two places that hold nearly as much of a paragraph neither is the only one that continues it.
AS_MUCH = 0.85
FORMULA = 0.75
PHRASE = 6

_NUMBER = re.compile(r"^\([^)]{1,3}\)")
_SILENT = re.compile(r'[、"()<>]')
_MARKS = re.compile(r"[,;。:]")


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
        texts = [_pairs(text) for text in whole]
        held = Counter(pair for words in texts for pair in words)
        # Whole thousandths: sums are the same in whatever order a set gives its words.
        self.weights = {
            pair: round(1000 * math.log((len(texts) + 1) / count)) for pair, count in held.items()
        }
        self.old = {place: _clauses(text) for place, text in old.items()}
        self.new = {place: _clauses(text) for place, text in new.items()}
        self.old_words = {place: _union(clauses) for place, clauses in self.old.items()}
        self.new_words = {place: _union(clauses) for place, clauses in self.new.items()}
        self.old_holders = _index(self.old_words)
        own_old = {place: self._own(clauses, place) for place, clauses in self.old.items()}
        own_new = {place: self._own(clauses, None) for place, clauses in self.new.items()}
        # Articles of one mould (penalties, bans) are nearly all formula: then the whole tells, for less.
        self.own = self._likeness(own_old, own_new)
        whole_of_both = self._likeness(self.old_words, self.new_words)
        self.likeness = {
            pair: max(self.own.get(pair, 0.0), WITH_FORMULAS * value)
            for pair, value in whole_of_both.items()
        }
        self.old_paragraphs = {
            (place, at): _union(self._without_formulas(_clauses(paragraph), place))
            for place, text in old.items()
            for at, paragraph in enumerate(_paragraphs(text))
        }
        self.new_paragraphs = {
            (place, at): _union(_clauses(paragraph))
            for place, text in new.items()
            for at, paragraph in enumerate(_paragraphs(text))
        }
        self.old_phrases = {place: _phrases(text) for place, text in old.items()}
        self.new_phrases = {place: _phrases(text) for place, text in new.items()}
        self.held_phrases = Counter(one for several in self.old_phrases.values() for one in several)

    def weight(self, words: Iterable[str]) -> int:
        return sum(self.weights.get(pair, 0) for pair in words)

    def run(self, known: list[Pair]) -> dict[int, tuple[int, ...]]:
        first = self._successors({p: v for p, v in self.likeness.items() if v >= CERTAIN}, {})
        order = rising([*known, *((old, new) for new, old in first.items())])
        likely = {
            pair: value
            for pair, value in self.likeness.items()
            if value >= CERTAIN
            or (value >= LIKE and _between(order, pair, 1))
            or (self.own.get(pair, 0.0) >= LIKE_IN_ORDER and _between(order, pair, 0))
        }
        successors = self._successors(likely, first)
        found = {new: [old] for new, old in successors.items()}
        continued = set(successors.values())
        order = rising([*known, *((old, new) for new, old in successors.items())])

        def in_order(pair: Pair) -> bool:
            beside = successors.get(pair[1])
            return _between(order, pair, 1) or (beside is not None and abs(beside - pair[0]) == 1)

        for pair, value in sorted(self.likeness.items()):
            if value >= LIKE and pair[0] not in continued and in_order(pair):
                found.setdefault(pair[1], []).append(pair[0])
        flows = self._flows(successors, in_order)
        for pair, flow in sorted(flows.items(), key=lambda item: (-item[1].value, item[0])):
            before, after = pair
            # Whoever has no successor, or no predecessor, may be a part of another article.
            if (after in successors and before in continued) or before in found.get(after, ()):
                continue
            stays = in_order(pair)
            least = FLOW_IN_ORDER if stays else FLOW_OUT_OF_ORDER
            if flow.value < least.value or flow.weight < least.weight:
                continue
            if stays or self._share_a_phrase(pair):
                found.setdefault(after, []).append(before)
                # What much speaks for fixes the order for what less speaks for.
                if _between(order, pair, 0):
                    insort(order, pair)
        return {
            new: tuple(sorted(olds, key=lambda old: (-self.likeness.get((old, new), 0.0), old)))
            for new, olds in found.items()
        }

    def _likeness(self, old: Mapping[int, Words], new: Mapping[int, Words]) -> dict[Pair, float]:
        """What two articles share of all that they say; only pairs that share something."""
        weight_of_old = {place: self.weight(words) for place, words in old.items()}
        weight_of_new = {place: self.weight(words) for place, words in new.items()}
        return {
            (before, after): value / (weight_of_old[before] + weight_of_new[after] - value)
            for (before, after), value in self._shared(old, new).items()
            if value > 0
        }

    def _shared(self, old: Mapping[K, Words], new: Mapping[L, Words]) -> dict[tuple[K, L], int]:
        """The weight of the words that stand in an old and in a new part."""
        holders = _index(old)
        shared: dict[tuple[K, L], int] = defaultdict(int)
        for after, words in new.items():
            for pair in words:
                for before in holders.get(pair, ()):
                    shared[before, after] += self.weights.get(pair, 0)
        return shared

    def _successors(
        self, likeness: Mapping[Pair, float], fixed: Mapping[int, int]
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

    def _flows(
        self, successors: Mapping[int, int], in_order: Callable[[Pair], bool]
    ) -> dict[Pair, Flow]:
        """(old, new) → the most that flows from a paragraph of the one to all but its successor.

        What the successor holds went there, and speaks for another only if that one holds nearly as
        much (a split). Where there is none, the likest place that keeps the order stands for it.
        """
        successor = {old: new for new, old in successors.items()}
        fresh = {
            one: words - self.old_words[successors[one[0]]] if one[0] in successors else words
            for one, words in self.new_paragraphs.items()
        }
        stayed = {
            one: self.weight(words & self.new_words[successor[one[0]]])
            for one, words in self.old_paragraphs.items()
            if one[0] in successor
        }
        left: dict[tuple[Paragraph, Paragraph], tuple[int, Words]] = {}
        likest: dict[Paragraph, tuple[bool, int, int, int]] = {}
        for (one, other), weight in self._shared(self.old_paragraphs, fresh).items():
            before, after = one[0], other[0]
            if weight < FLOW_IN_ORDER.weight or successor.get(before) == after:
                continue
            words = self.old_paragraphs[one]
            if weight <= AS_MUCH * stayed.get(one, 0):
                words -= self.new_words[successor[before]]
                weight = self.weight(words & fresh[other])
            left[one, other] = weight, words
            rank = in_order((before, after)), weight, -abs(before - after), after
            likest[one] = max(likest.get(one, rank), rank)
        flows: dict[Pair, Flow] = {}
        for (one, other), (weight, words) in left.items():
            pair = one[0], other[0]
            stays, most, _, place = likest[one]
            if other[0] != place and (weight <= AS_MUCH * most or (stays and not in_order(pair))):
                weight = self.weight((words - self.new_words[place]) & fresh[other])
            if weight:
                flow = Flow(weight * weight // self.weight(words), weight)
                flows[pair] = max(flows.get(pair, flow), flow)
        return flows

    def _share_a_phrase(self, pair: Pair) -> bool:
        """Whether both hold words in a row that no other old article holds."""
        common = self.old_phrases[pair[0]] & self.new_phrases[pair[1]]
        return any(self.held_phrases[phrase] == 1 for phrase in common)

    def _own(self, clauses: Sequence[Words], place: int | None) -> Words:
        """The words of an article without its formulas; all of them where it has no other."""
        return _union(self._without_formulas(clauses, place) or clauses)

    def _without_formulas(self, clauses: Sequence[Words], place: int | None) -> list[Words]:
        return [one for one in clauses if not self._is_formula(one, self.weight(one), place)]

    def _is_formula(self, clause: Words, weight: int, own: int | None) -> bool:
        """Whether another old article holds the clause; for one of the new text, whether two do."""
        needed = 2 if own is None else 1
        holders = 0
        for place in self._holding(clause, FORMULA * weight):
            if place != own:
                holders += any(
                    self.weight(clause & other) >= FORMULA * weight for other in self.old[place]
                )
                if holders >= needed:
                    return True
        return False

    def _holding(self, words: Words, least: float) -> list[int]:
        """The places of the old articles that hold at least so much of some words."""
        held: dict[int, int] = defaultdict(int)
        for pair in words:
            weight = self.weights.get(pair, 0)
            for place in self.old_holders.get(pair, ()):
                held[place] += weight
        return [place for place, weight in held.items() if weight >= least]


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


def _index(parts: Mapping[K, Words]) -> dict[str, list[K]]:
    """Pair of characters → the parts that hold it."""
    holders: dict[str, list[K]] = defaultdict(list)
    for part, words in parts.items():
        for pair in words:
            holders[pair].append(part)
    return holders


def _pairs(text: str) -> Words:
    plain = _SILENT.sub("", _NUMBER.sub("", text))
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _clauses(text: str) -> list[Words]:
    lines = [_NUMBER.sub("", normalise(line)) for line in text.split("\n")]
    parts = [part for line in lines for part in _MARKS.split(line)]
    return [words for part in parts if (words := _pairs(part))]


def _paragraphs(text: str) -> list[str]:
    """款, each with its items."""
    found: list[str] = []
    for line in text.split("\n"):
        if found and _NUMBER.match(normalise(line)):
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def _phrases(text: str) -> frozenset[str]:
    lines = (_NUMBER.sub("", normalise(line)) for line in text.split("\n"))
    plain = [_SILENT.sub("", _MARKS.sub("", line)) for line in lines]
    return frozenset(
        line[at : at + PHRASE] for line in plain for at in range(len(line) - PHRASE + 1)
    )


def _union(parts: Iterable[Words]) -> Words:
    return frozenset().union(*parts)
