"""Two texts of one law compared: what was added, changed, removed, and what only moved."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.numerals import article_order
from generator.sources.statutes import Statute, StatuteArticle
from generator.sources.typography import normalise

# Shared pairs of characters over all pairs (Jaccard): below this, two articles of one law
# have no more in common than any two have.
LIKENESS = 0.35


@dataclass(frozen=True)
class Comparison:
    """Article numbers: `added`, `changed` and keys of `moved` are the new text's.

    `removed` and the values of `moved` are the old text's. `continues` gives for each
    changed article the old one that it goes on from, which may bear another number.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    moved: Mapping[str, str]
    continues: Mapping[str, str]

    @property
    def touched(self) -> tuple[str, ...]:
        """The new text's articles that are not word for word an old one's."""
        return tuple(sorted((*self.added, *self.changed), key=article_order))

    def successor(self, old: str) -> str | None:
        """The new number of an old article; None where nothing continues it."""
        for new, former in (*self.moved.items(), *self.continues.items()):
            if former == old:
                return new
        return None if old in self.removed else old


def compare(old: Statute, new: Statute) -> Comparison:
    """What makes `new` of `old`, article by article.

    An article that stands word for word (by its digest) in the old text under the same
    number is unchanged, under another number moved. Every other article of the new text is
    changed where it continues an old one that nothing else took, by likeness of the words or
    by its place between neighbours that stayed, and else added. Old articles that nothing
    continues are removed.
    """
    before, after = old.by_number, new.by_number
    same = {
        number
        for number, article in after.items()
        if number in before and before[number].digest == article.digest
    }
    moved = _moved(
        [article for article in old.articles if article.number not in same],
        [article for article in new.articles if article.number not in same],
        old.articles,
    )
    gone = same | set(moved.values())
    open_old = [article for article in old.articles if article.number not in gone]
    open_new = [one for one in new.articles if one.number not in same and one.number not in moved]
    continues = _continued(open_old, open_new)
    continues |= _replaced(old, new, {**{number: number for number in same}, **moved, **continues})
    taken = gone | set(continues.values())
    return Comparison(
        added=tuple(one.number for one in open_new if one.number not in continues),
        changed=tuple(one.number for one in open_new if one.number in continues),
        removed=tuple(one.number for one in old.articles if one.number not in taken),
        moved=moved,
        continues=continues,
    )


def _moved(
    old: Sequence[StatuteArticle], new: Sequence[StatuteArticle], whole: Sequence[StatuteArticle]
) -> dict[str, str]:
    """New number → old number of the articles whose words stand elsewhere in the old text."""
    free: dict[str, list[str]] = defaultdict(list)
    for article in old:
        free[article.digest].append(article.number)
    anywhere = {article.digest: article.number for article in reversed(whole)}
    moved: dict[str, str] = {}
    for article in new:
        if free[article.digest]:
            moved[article.number] = free[article.digest].pop(0)
        elif article.digest in anywhere:
            # Said twice in the new text, once in the old: it still stands there.
            moved[article.number] = anywhere[article.digest]
    return moved


def _continued(old: Sequence[StatuteArticle], new: Sequence[StatuteArticle]) -> dict[str, str]:
    """New number → old number of the likest pairs, each article in one pair at most."""
    pairs_of_old = [_pairs(article.text) for article in old]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, pairs in enumerate(pairs_of_old):
        for pair in pairs:
            holders[pair].append(place)
    alike: list[tuple[float, bool, int, int]] = []
    for at, article in enumerate(new):
        pairs = _pairs(article.text)
        shared = Counter(place for pair in pairs for place in holders.get(pair, ()))
        for place, count in shared.items():
            likeness = count / (len(pairs) + len(pairs_of_old[place]) - count)
            if likeness >= LIKENESS:
                same_number = article.number == old[place].number
                alike.append((-likeness, not same_number, at, place))
    continues: dict[str, str] = {}
    taken: set[int] = set()
    for _, _, at, place in sorted(alike):
        if new[at].number not in continues and place not in taken:
            continues[new[at].number] = old[place].number
            taken.add(place)
    return continues


def _replaced(old: Statute, new: Statute, known: Mapping[str, str]) -> dict[str, str]:
    """Articles rewritten from end to end: one number, and both neighbours stayed theirs.

    'Article 5 is amended to read …' may leave no words of the old one.
    """
    old_numbers = [article.number for article in old.articles]
    new_numbers = [article.number for article in new.articles]
    place_of = {number: place for place, number in enumerate(old_numbers)}
    used = set(known.values())
    replaced: dict[str, str] = {}
    for at, number in enumerate(new_numbers):
        place = place_of.get(number)
        if number in known or place is None or number in used:
            continue
        before = (old_numbers[place - 1] if place else None, new_numbers[at - 1] if at else None)
        after = (
            old_numbers[place + 1] if place + 1 < len(old_numbers) else None,
            new_numbers[at + 1] if at + 1 < len(new_numbers) else None,
        )
        if all(
            (new_one is None and old_one is None) or (new_one and known.get(new_one) == old_one)
            for old_one, new_one in (before, after)
        ):
            replaced[number] = number
    return replaced


def _pairs(text: str) -> set[str]:
    plain = normalise(text)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
