"""Two texts of one law compared: what was added, changed, removed, and what only moved.

What is certain and what is not:

- unchanged and moved follow from the digests alone: word for word, white space, markup and
  typographic variants aside. So does their complement, the articles that are new or not the same.
- which of those are changed (they go on from an old article) and which are added, and which old
  ones nothing continues, is told by the words of both texts (statute_likeness). It is computed and
  not official; tests/law_pairs says how far it agrees with a person's reading.
- where the old words are not at hand (lists/ keeps numbers and digests, no text), numbers and
  neighbours decide. `guessed` then names the new articles that a person must look at.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from generator.numerals import article_order
from generator.sources.statute_likeness import continuations, rising


class Wording(Protocol):
    """An article of one version: its number, the digest of its text, and the text if held."""

    @property
    def number(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def text(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Digested:
    """An article of which the number and the digest are known, as lists/ keeps it."""

    number: str
    digest: str
    text: str | None = None


@dataclass(frozen=True)
class Comparison:
    """Article numbers in article order: `added`, `changed`, keys of `moved` are the new text's.

    `removed` and the values of `moved` are the old text's. `continues` gives for each changed
    article the old ones that it goes on from, the likest first; they may bear other numbers, and
    one old article may go on in several (split) or several in one (merged). `guessed`: the new
    articles of which only number and place told whether they are added or changed.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    moved: Mapping[str, str]
    continues: Mapping[str, tuple[str, ...]]
    guessed: frozenset[str] = field(default=frozenset())

    @property
    def touched(self) -> tuple[str, ...]:
        """The new text's articles that are not word for word an old one's."""
        return tuple(sorted((*self.added, *self.changed), key=article_order))

    def successors(self, old: str) -> tuple[str, ...]:
        """The new numbers under which an old article goes on; none where nothing continues it."""
        if old in self.removed:
            return ()
        found = [new for new, olds in self.continues.items() if old in olds]
        # Said twice in the new text, it may have moved and stayed; where it went tells more.
        found += [new for new, former in self.moved.items() if former == old]
        return tuple(sorted(found, key=article_order)) or (old,)


def compare(old: Sequence[Wording], new: Sequence[Wording]) -> Comparison:
    """What makes `new` of `old`, article by article, both in the order of their texts."""
    place_of = {article.number: place for place, article in enumerate(old)}
    same = {
        at: place
        for at, article in enumerate(new)
        if (place := place_of.get(article.number)) is not None
        and old[place].digest == article.digest
    }
    moved = _moved(old, new, same)
    stayed = same | moved
    gone = set(stayed.values())
    open_old = [place for place in range(len(old)) if place not in gone]
    open_new = [at for at in range(len(new)) if at not in stayed]
    with_words = all(old[place].text is not None for place in open_old) and all(
        new[at].text is not None for at in open_new
    )
    continues: dict[int, tuple[int, ...]]
    if with_words:
        continues = continuations(
            {place: old[place].text or "" for place in open_old},
            {at: new[at].text or "" for at in open_new},
            [article.text or "" for article in (*old, *new)],
            [(place, at) for at, place in stayed.items()],
        )
        continues |= _replaced(old, new, stayed, continues)
    else:
        continues = _by_place(old, new, stayed, open_old, open_new)
    taken = gone | {place for places in continues.values() for place in places}
    return Comparison(
        added=_numbers(new, (at for at in open_new if at not in continues)),
        changed=_numbers(new, continues),
        removed=_numbers(old, (place for place in open_old if place not in taken)),
        moved={
            new[at].number: old[moved[at]].number
            for at in sorted(moved, key=lambda at: article_order(new[at].number))
        },
        continues={
            new[at].number: tuple(old[place].number for place in continues[at])
            for at in sorted(continues, key=lambda at: article_order(new[at].number))
        },
        guessed=frozenset() if with_words else frozenset(_numbers(new, open_new)),
    )


def _numbers(articles: Sequence[Wording], places: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted((articles[place].number for place in places), key=article_order))


def _moved(
    old: Sequence[Wording], new: Sequence[Wording], same: Mapping[int, int]
) -> dict[int, int]:
    """New place → old place of the articles whose words stand elsewhere in the old text."""
    free: dict[str, list[int]] = defaultdict(list)
    anywhere: dict[str, int] = {}
    stayed = set(same.values())
    for place, article in enumerate(old):
        anywhere.setdefault(article.digest, place)
        if place not in stayed:
            free[article.digest].append(place)
    moved: dict[int, int] = {}
    for at, article in enumerate(new):
        if at in same:
            continue
        if free[article.digest]:
            moved[at] = free[article.digest].pop(0)
        elif article.digest in anywhere:
            # Said twice in the new text, once in the old: it still stands there.
            moved[at] = anywhere[article.digest]
    return moved


def _replaced(
    old: Sequence[Wording],
    new: Sequence[Wording],
    stayed: Mapping[int, int],
    continues: Mapping[int, tuple[int, ...]],
) -> dict[int, tuple[int, ...]]:
    """Articles rewritten from end to end: one number, and both neighbours stayed theirs.

    'Article 5 is amended to read …' may leave no words of the old one.
    """
    place_of = {article.number: place for place, article in enumerate(old)}
    known = dict(stayed) | {at: places[0] for at, places in continues.items()}
    used = set(stayed.values()) | {place for places in continues.values() for place in places}
    replaced: dict[int, tuple[int, ...]] = {}
    for at, article in enumerate(new):
        place = place_of.get(article.number)
        if at in known or place is None or place in used:
            continue
        before = known.get(at - 1) == place - 1 if at and place else at == place
        ends = (at + 1 == len(new), place + 1 == len(old))
        after = all(ends) if any(ends) else known.get(at + 1) == place + 1
        if before and after:
            replaced[at] = (place,)
    return replaced


def _by_place(
    old: Sequence[Wording],
    new: Sequence[Wording],
    stayed: Mapping[int, int],
    open_old: Sequence[int],
    open_new: Sequence[int],
) -> dict[int, tuple[int, ...]]:
    """Without words: between two articles that stayed, the first takes the first, and so on."""
    row = rising((place, at) for at, place in stayed.items())
    bounds = [(-1, -1), *row, (len(old), len(new))]
    found: dict[int, tuple[int, ...]] = {}
    for (low_old, low_new), (high_old, high_new) in pairwise(bounds):
        olds = [place for place in open_old if low_old < place < high_old]
        news = [at for at in open_new if low_new < at < high_new]
        found |= {at: (place,) for place, at in zip(olds, news, strict=False)}
    return found
