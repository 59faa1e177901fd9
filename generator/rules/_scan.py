"""Every public text read once for what identifies a person: all privacy rules ask here.

Reading is slow and asks nothing but the text, so it is spread over workers, and what was read in a record
that has not changed since is taken from the last time.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import chain
from weakref import WeakKeyDictionary

from pydantic import BaseModel

from generator.catalogue import Catalogue
from generator.findings import Path, Place
from generator.kept import Store
from generator.masking import Kind, Span, find
from generator.models.base import PUBLIC, Record, model_in, registers, texts
from generator.models.laws import Article
from generator.models.outcomes import Outcome
from generator.models.portal import OrganisationNames

KEPT = "scans"
PORTION = 1000
"""Texts that a worker reads at a time."""
Spans = list[tuple[Path, Span]]
_scans: WeakKeyDictionary[Catalogue, list["Seen"]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Seen:
    """Something private, and where it stands."""

    record: Record
    path: Path
    span: Span


def scan(
    catalogue: Catalogue, executor: Executor | None = None, store: Store | None = None
) -> list[Seen]:
    """All that a catalogue's texts hold; asked again, the same list."""
    if catalogue not in _scans:
        _scans[catalogue] = list(_seen(catalogue, executor, store or Store(None)))
    return _scans[catalogue]


def scan_comments(catalogue: Catalogue) -> Iterator[tuple[Place, Span]]:
    """What is certainly private in the comments of the files of records."""
    places = no_names(catalogue)
    for comment in catalogue.comments:
        for span in find(comment.words, known_places=places):
            if span.certain and span.text not in _examples():
                yield comment.place, span


@cache
def _examples() -> str:
    """The examples of all fields: `new` writes them into the comments of a file, and they are nobody's."""
    return "\n".join(dict.fromkeys(one for model in registers().values() for one in _of(model)))


def _of(model: type[BaseModel]) -> Iterator[str]:
    for info in model.model_fields.values():
        yield str(info.examples)
        part = model_in(info.annotation)
        if part is not None:
            yield from _of(part)


def _seen(catalogue: Catalogue, executor: Executor | None, store: Store) -> Iterator[Seen]:
    records = [
        record
        for model in registers().values()
        # The text of a law is published by the state; what supervises is never published.
        if model is not Article and model.register.root == PUBLIC
        for record in catalogue.all(model)
    ]
    places = no_names(catalogue)
    for record, spans in zip(records, _read(records, places, executor, store), strict=True):
        if not spans:
            continue
        hidden = _hides_credit_codes(catalogue, record)
        for path, span in spans:
            if span.kind is not Kind.CREDIT or hidden:
                yield Seen(record, path, span)


def _read(
    records: Sequence[Record], places: list[str], executor: Executor | None, store: Store
) -> list[Spans]:
    """What stands in the texts of each record."""
    key = blake2b(repr(places).encode(), digest_size=16).digest()
    known: dict[bytes, Spans] = {}
    kept = store.load(KEPT)
    if isinstance(kept, tuple) and kept[0] == key:
        known = kept[1]
    new = list({r.seal: r for r in records if r.seal not in known}.values())
    several = [list(texts(record)) for record in new]
    # Clerks copy: half of all texts stand in a hundred records. Each is read once.
    found = _read_texts(list({text: None for own in several for _, text in own}), places, executor)
    for record, own in zip(new, several, strict=True):
        known[record.seal] = [(path, span) for path, text in own for span in found[text]]
    if new:
        seals = {record.seal for record in records}
        store.save(KEPT, (key, {seal: spans for seal, spans in known.items() if seal in seals}))
    return [known[record.seal] for record in records]


def _read_texts(
    distinct: list[str], places: list[str], executor: Executor | None
) -> dict[str, list[Span]]:
    portions = [distinct[at : at + PORTION] for at in range(0, len(distinct), PORTION)]
    asked = [(portion, places) for portion in portions]
    read = executor.map(_read_portion, asked) if executor else map(_read_portion, asked)
    return dict(zip(distinct, chain.from_iterable(read), strict=True))


def _read_portion(asked: tuple[list[str], list[str]]) -> list[list[Span]]:
    several, places = asked
    return [_find(text, places) for text in several]


def _find(text: str, places: list[str]) -> list[Span]:
    spans = find(text)
    # The names of bodies are looked for only where something looks like a name: it is seldom.
    if any(span.kind is Kind.NAME for span in spans):
        return find(text, known_places=places)
    return spans


def no_names(catalogue: Catalogue) -> list[str]:
    """What is no person's name: the bodies that the portal itself publishes, and the words that it says are none."""
    portal = catalogue.portal
    names: list[str] = []
    if portal:
        names += [portal.city.name, portal.publisher.name, portal.legal_office.name]
        names += portal.not_names
    for department in catalogue.departments.values():
        names += [department.name, department.short_name]
    return [*names, *(body.name for body in catalogue.bodies.values())]


def _hides_credit_codes(catalogue: Catalogue, record: Record) -> bool:
    """A credit code is public where its owner is; it names a party whose name is masked."""
    if not isinstance(record, Outcome):
        return False
    portal = catalogue.portal
    named = portal is not None and portal.organisation_names is OrganisationNames.NAMED
    return record.party_kind.is_natural or not named
