"""Where a citation goes on when its law changes: what is certain, what only a person can say.

Certain is an article that stands word for word in the next text, under its number or another, and an
article of a repealed law that stands word for word in the law that took over. An article in other words
may mean something else, and its paragraphs may count otherwise: there is a proposal at most.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.catalogue import WHOLE_TEXT, Catalogue
from generator.findings import Path
from generator.models.laws import EventKind, Law, LawEvent
from generator.models.parts import Basis
from generator.models.powers import Power
from generator.obligations import Obligation, fate, texts

DAY = timedelta(days=1)
CARRIED = ("paragraph", "subparagraph", "item", "ranges", "gist")
"""What a basis says of its article beside the number. It holds where the article goes on word for word; of one in
other words only a person can say what becomes of it."""


@dataclass(frozen=True)
class Target:
    """The text in which a citation goes on: law, version, since when it is in force."""

    law: str
    version: date
    effective: date


@dataclass(frozen=True)
class Succession:
    """One basis of one item whose text ends: `article` is where it goes on for certain, `proposed` perhaps.

    path: of the basis in the power's file. until: the old text's last day.
    """

    power: Power
    item: str
    path: Path
    basis: Basis
    target: Target | None
    until: date
    article: str | None
    proposed: str | None


def successions(catalogue: Catalogue, event_id: str, department: str) -> list[Succession]:
    """The bases of a department that an event ends, and that nothing has taken the place of yet.

    Of a law's new text: all that cite an older one, changed or not, because the version they name ends.
    Of a law that took over others: those on the repealed ones. Nothing for an interpretation or an adjustment.
    """
    found: list[Succession] = []
    for law in catalogue.laws.values():
        for event in law.events:
            target = _target(catalogue, law, event, event_id)
            if target is not None or (event.id == event_id and event.kind is EventKind.REPEALED):
                found += _of_event(catalogue, law, event, target, department)
    return found


def dropped(before: Basis, after: Basis | None = None) -> tuple[str, ...]:
    """What a basis said beside its article's number and the one that goes on from it does not say at all."""
    left = tuple(name for name in CARRIED if getattr(before, name))
    return tuple(name for name in left if after is None or not getattr(after, name))


def dropped_in_words(basis: Basis, names: Iterable[str]) -> str:
    """第1款、第5项、法定幅度2个（under-10000、from-10000）、大意: what `dropped` names, as the basis has it."""
    words = []
    for name in names:
        value, title = getattr(basis, name), Basis.model_fields[name].title
        if name == "ranges":
            words.append(f"{title}{len(value)}个（{'、'.join(one.id for one in value)}）")
        else:
            words.append(str(title) if name == "gist" else f"第{value}{title}")
    return "、".join(words)


def has_moved(catalogue: Catalogue, one: Obligation) -> bool:
    """Whether an item rests on the new text already, so that it was adjusted and only the answer is missing."""
    power = catalogue.powers.get(one.item.partition("/")[0])
    law = _law_of(catalogue, one.matter)
    if power is None or law is None:
        return False
    sub = one.item.partition("/")[2]
    own = next((s.bases for s in power.sub_items if s.id == sub), []) if sub else power.bases
    return any(basis.law == law.id and basis.version == one.published for basis in own)


def _law_of(catalogue: Catalogue, event_id: str) -> Law | None:
    laws = catalogue.laws.values()
    return next((law for law in laws if any(e.id == event_id for e in law.events)), None)


def _target(catalogue: Catalogue, law: Law, event: LawEvent, asked: str) -> Target | None:
    """The text that follows, where the event is the one asked about or a repeal by it."""
    if event.id == asked and event.kind in WHOLE_TEXT:
        return Target(law.id, event.published, event.effective or event.published)
    other = catalogue.laws.get(event.by or "")
    if event.kind is not EventKind.REPEALED or other is None:
        return None
    taker = next(
        (e for e in other.events if e.published == event.published and e.kind in WHOLE_TEXT), None
    )
    if taker is None or asked not in (event.id, taker.id):
        return None
    return Target(other.id, taker.published, taker.effective or taker.published)


def _of_event(
    catalogue: Catalogue, law: Law, event: LawEvent, target: Target | None, department: str
) -> Iterator[Succession]:
    ends = (event.effective or event.published) - DAY
    for power in catalogue.powers_by_department.get(department, []):
        for path, basis in power.all_bases():
            if basis.law != law.id or basis.version > event.published:
                continue
            if target and target.law == law.id and basis.version == target.version:
                continue
            if basis.until is not None and basis.until < event.published:
                continue
            if target and _followed(power, path, target, basis):
                continue
            sub = power.sub_items[int(path[1])].id if path[0] == "sub_items" else ""
            item = f"{power.id}/{sub}" if sub else power.id
            certain, proposed = _goes_on(catalogue, law, event, target, basis)
            yield Succession(power, item, path, basis, target, ends, certain, proposed)


def _followed(power: Power, path: Path, target: Target, basis: Basis) -> bool:
    """Whether the item has moved already: the old basis has its end, and another stands on the new text."""
    bases = power.sub_items[int(path[1])].bases if path[0] == "sub_items" else power.bases
    moved = any(one.law == target.law and one.version == target.version for one in bases)
    return moved and basis.until is not None


def _goes_on(
    catalogue: Catalogue, law: Law, event: LawEvent, target: Target | None, basis: Basis
) -> tuple[str | None, str | None]:
    """The certain article, and the proposed one."""
    if target is None:
        return None, None
    if target.law != law.id:
        same = _word_for_word(catalogue, basis, target)
        return same, same
    article, certain = basis.article, True
    for text in texts(law):
        if basis.version < text.published <= event.published:
            if text.articles is None:
                same = _word_for_word(catalogue, basis, target)
                return same, same
            cause, numbers = fate(text.articles, article)
            if len(numbers) != 1:
                return None, None
            certain = certain and cause is None
            article = numbers[0]
    return (article if certain else None), article


def _word_for_word(catalogue: Catalogue, basis: Basis, target: Target) -> str | None:
    """The one article of the target with the digest of the cited one."""
    old = catalogue.version(basis)
    new = catalogue.versions.get(target.law, {}).get(target.version)
    if old is None or new is None or not old.articles or not new.articles:
        return None
    cited = old.articles.get(basis.article)
    same = [one.id for one in new.articles.values() if cited and one.digest == cited.digest]
    return same[0] if len(same) == 1 else None
