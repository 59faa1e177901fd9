"""What changed in meaning: field by field between two versions of a record, and between two catalogues.

The order of keys, a field that says its default, the order of a list: none of them is a change. An item of a
list is followed by its id, or by what most of it still says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.catalogue import Catalogue
from generator.findings import Path
from generator.models.base import DAY as DATE
from generator.models.base import Choice, Record, path_fields
from generator.models.parts import Basis, Citation
from generator.models.powers import Power
from generator.models.waivers import Waiver
from generator.obligations import Cause, Obligation, obligations
from generator.sources.standard import file_values, plain
from generator.successions import DAY, dropped
from generator.witness import Identity, Values

ALIKE = 0.5
"""The share of its fields that an item without an id must still say to be the same item, changed."""


@dataclass(frozen=True)
class Difference:
    """One field, or one item of a list, that says something else. None: it was not, or is no more, there.

    path: with the place in the list as it is now, of what was taken away as it was.
    """

    path: Path
    before: object
    after: object


@dataclass(frozen=True)
class RecordChange:
    """A record that came (before is None), went (after is None), or says something else."""

    of: Identity
    before: Record | None
    after: Record | None
    fields: Sequence[Difference] = ()

    @property
    def record(self) -> Record:
        """The record as it is now; as it was, where it went."""
        record = self.after or self.before
        assert record is not None
        return record


@dataclass(frozen=True)
class Completeness:
    """Of the powers that cited an article, how many a change touches, and which it leaves as they were."""

    citation: Citation
    cited: int
    left: Sequence[Power]

    @property
    def touched(self) -> int:
        return self.cited - len(self.left)


@dataclass(frozen=True)
class Dropped:
    """A basis that went on in another article, or stayed, without what it said beside the article's number."""

    item: str
    before: Basis
    after: Basis
    fields: Sequence[str]


class Only(Choice):
    """A change that moves nothing but what one would like to move when it hurts: it is labelled so."""

    WAIVERS = "waivers", "这次修改只动了暂缓"
    DATES = "dates", "这次修改只动了日期"


@dataclass(frozen=True)
class Changes:
    """What lies between two catalogues, register by register.

    opened, closed: what must be answered for since, and what is answered for since. dropped: what bases lost.
    """

    records: Sequence[RecordChange] = ()
    opened: Sequence[Obligation] = ()
    closed: Sequence[Obligation] = ()
    completeness: Sequence[Completeness] = ()
    dropped: Sequence[Dropped] = ()

    @property
    def only(self) -> Only | None:
        """What it is, where it is nothing else."""
        if not self.records:
            return None
        if all(one.of.register == Waiver.register.name for one in self.records):
            return Only.WAIVERS
        fields = [one for change in self.records for one in change.fields]
        changed = all(one.before and one.after for one in self.records)
        return Only.DATES if changed and all(map(_is_date, fields)) else None


def differences(before: object, after: object, path: Path = ()) -> Iterator[Difference]:
    """The fields in which two plain values differ, in the order of the one that is there now."""
    if _same(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys([*after, *before]):
            yield from differences(before.get(name), after.get(name), (*path, str(name)))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _items(before, after, path)
    else:
        yield Difference(path, _or_none(before), _or_none(after))


def place_before(before: object, after: object, path: Path) -> Path | None:
    """Where a field that is now at a path was before; None where it was nowhere."""
    if not path:
        return ()
    step, rest = path[0], path[1:]
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        left = place_before(before.get(step), after.get(step), rest)
        return None if left is None else (step, *left)
    if isinstance(before, list) and isinstance(after, list) and isinstance(step, int):
        at = _paired(before, after)[0].get(step)
        left = None if at is None else place_before(before[at], after[step], rest)
        return None if left is None else (at or 0, *left)
    return path


def values_of(record: Record) -> Values:
    """What a record says as its file and the file's place say it, to be compared with what was seen of it."""
    of_place = {name: plain(getattr(record, name)) for name in path_fields(type(record))}
    return {**of_place, **file_values(record)}


def compare(before: Catalogue, after: Catalogue) -> Changes:
    """What changed from one catalogue to another."""
    found: list[RecordChange] = []
    for register in dict.fromkeys([*after.records, *before.records]):
        old = _by_key(before.records.get(register, ()))
        new = _by_key(after.records.get(register, ()))
        for key in dict.fromkeys([*new, *old]):
            one = _changed(Identity(register, key), old.get(key), new.get(key))
            if one is not None:
                found.append(one)
    was, still = _open(before), _open(after)
    owed = [one for one in obligations(after) if one.cause is not Cause.ANSWERED]
    return Changes(
        found,
        [one for identity, one in still.items() if identity not in was],
        [one for one in owed if one.id not in still and _not_answered(before, one)],
        _completeness(before, found),
        [one for change in found for one in _dropped(change)],
    )


def _open(catalogue: Catalogue) -> dict[str, Obligation]:
    """The obligations that no response answers yet."""
    return {one.id: one for one in obligations(catalogue) if _not_answered(catalogue, one)}


def _not_answered(catalogue: Catalogue, one: Obligation) -> bool:
    responses = catalogue.responses_by_department.get(one.department, [])
    return not any(one.answer(response) for response in responses)


def _is_date(one: Difference) -> bool:
    return all(value is None or DATE.fullmatch(str(value)) for value in (one.before, one.after))


def _changed(of: Identity, before: Record | None, after: Record | None) -> RecordChange | None:
    if before is None or after is None:
        return RecordChange(of, before, after)
    if before.seal == after.seal:
        return None
    fields = tuple(differences(values_of(before), values_of(after)))
    return RecordChange(of, before, after, fields) if fields else None


def _by_key(records: Sequence[Record]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for record in records:
        found.setdefault(record.key, record)
    return found


def _same(before: object, after: object) -> bool:
    return before == after or (_is_empty(before) and _is_empty(after)) or _number(before, after)


def _number(before: object, after: object) -> bool:
    numbers = (int, Decimal)
    return isinstance(before, numbers) and isinstance(after, numbers) and before == after


def _is_empty(value: object) -> bool:
    return value is None or value is False or value == "" or value == [] or value == {}


def _or_none(value: object) -> object:
    return None if _is_empty(value) else value


def _items(before: list[object], after: list[object], path: Path) -> Iterator[Difference]:
    pairs, left = _paired(before, after)
    for place, item in enumerate(after):
        if place in pairs:
            yield from differences(before[pairs[place]], item, (*path, place))
        else:
            yield Difference((*path, place), None, item)
    for place in left:
        yield Difference((*path, place), before[place], None)


def _paired(before: list[object], after: list[object]) -> tuple[dict[int, int], list[int]]:
    """For each place in the new list its place in the old one, where it has one; and the old places left."""
    left = list(range(len(before)))
    pairs: dict[int, int] = {}
    # What is wholly the same first, so that nothing else takes its place.
    for least in (1.0, ALIKE):
        for place, item in enumerate(after):
            if place in pairs or not left:
                continue
            best = max(left, key=lambda old: _likeness(before[old], item))
            if _likeness(before[best], item) >= least:
                pairs[place] = best
                left.remove(best)
    return pairs, left


def _likeness(before: object, after: object) -> float:
    """1 for the same item, 0 for another one."""
    if _same(before, after):
        return 1.0
    if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        return 0.0
    if "id" in before or "id" in after:
        return 0.99 if before.get("id") == after.get("id") else 0.0
    names = before.keys() | after.keys()
    same = sum(_same(before.get(name), after.get(name)) for name in names)
    return same / len(names) if names else 1.0


def _completeness(before: Catalogue, changes: Sequence[RecordChange]) -> list[Completeness]:
    """For each article whose citations a change touches: how many powers cited it, and how many are touched."""
    citing: dict[str, tuple[Citation, set[str]]] = {}
    for power in before.powers.values():
        for _, basis in power.all_bases():
            _, names = citing.setdefault(_article(basis), (basis, set()))
            names.add(power.id)
    touched = {
        change.of.key: change
        for change in changes
        if isinstance(change.before, Power) and (change.after is None or _bases_differ(change))
    }
    found = []
    for citation, names in citing.values():
        left = [n for n in names if n not in touched or not _moved(touched[n], citation)]
        if len(left) < len(names) and len(names) > 1:
            powers = [before.powers[name] for name in sorted(left)]
            found.append(Completeness(citation, len(names), powers))
    return found


def _dropped(change: RecordChange) -> Iterator[Dropped]:
    """What the bases of a power and of each of its sub-items lost."""
    was, now = change.before, change.after
    if not isinstance(was, Power) or not isinstance(now, Power):
        return
    pairs = [(now.id, was.bases, now.bases)]
    old = {sub.id: sub.bases for sub in was.sub_items}
    pairs += [(f"{now.id}/{sub.id}", old.get(sub.id, []), sub.bases) for sub in now.sub_items]
    for item, before, after in pairs:
        for old_basis, new_basis in _continued(before, after):
            fields = dropped(old_basis, new_basis)
            if fields:
                yield Dropped(item, old_basis, new_basis, fields)


def _continued(before: Sequence[Basis], after: Sequence[Basis]) -> Iterator[tuple[Basis, Basis]]:
    """Each basis with the one that goes on from it: itself, or one that came where it ended or went.

    Of several that came, the one that begins when it ends; where none says when, the first, as they stand.
    """
    came = list(after)
    for old in before:
        # Several may stand on one article, by its paragraphs: they keep their order.
        same = next((new for new in came if _article(new) == _article(old)), None)
        if same is not None:
            yield old, same
            came.remove(same)
    for old in before:
        same = next((new for new in after if _article(new) == _article(old)), None)
        ended = same.until if same else None
        if same and (ended is None or old.until == ended):
            continue
        following = [new for new in came if ended and new.from_ == ended + DAY] or came
        if following:
            yield old, following[0]
            came.remove(following[0])


def _bases_differ(change: RecordChange) -> bool:
    return any("bases" in one.path for one in change.fields)


def _moved(change: RecordChange, citation: Citation) -> bool:
    """Whether what a power says of an article is no longer what it said."""
    key = _article(citation)
    sides = [
        [basis for _, basis in one.all_bases() if _article(basis) == key]
        for one in (change.before, change.after)
        if isinstance(one, Power)
    ]
    return len(sides) < 2 or sides[0] != sides[1]


def _article(citation: Citation) -> str:
    return f"{citation.law}@{citation.version}:{citation.article}"
