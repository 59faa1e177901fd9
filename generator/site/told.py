"""What the histories of the records tell, read once and kept: only a record with a new version is read again."""

from collections.abc import Sequence
from concurrent.futures import Executor
from hashlib import blake2b

from generator.catalogue import Catalogue
from generator.kept import Store
from generator.models.base import Record
from generator.record_history import Told, told
from generator.site.shared import Shared
from generator.witness import Identity, Step, Witness

KEPT = "told"
PORTION = 200
"""Records whose versions a worker compares at a time."""
Key = tuple[str, bytes]
"""A record's root, and a digest of which blobs its versions are."""


def read_told(
    catalogue: Catalogue, executor: Executor | None, store: Store
) -> dict[Identity, tuple[Told, ...]]:
    """What the steps of every record with a page of its own tell: those of YAML files."""
    witness = catalogue.witness
    if witness is None:
        return {}
    several = [
        (record, (record.root, _digest(steps)))
        for records in catalogue.records.values()
        for record in records
        if record.row_line is None and len(steps := witness.steps(record)) > 1
    ]
    kept = store.load(KEPT)
    known: dict[Key, tuple[Told, ...]] = kept if isinstance(kept, dict) else {}
    missing = [(record, key) for record, key in several if key not in known]
    portions = [missing[at : at + PORTION] for at in range(0, len(missing), PORTION)]
    with Shared(witness, executor) as shared:
        tasks = [(shared, [record for record, _ in portion]) for portion in portions]
        answers = executor.map(_compare, tasks) if executor else map(_compare, tasks)
        found = {
            key: one
            for portion, several_told in zip(portions, answers, strict=True)
            for (_, key), one in zip(portion, several_told, strict=True)
        }
    whole = {key: found[key] if key in found else known[key] for _, key in several}
    if whole.keys() != known.keys():
        store.save(KEPT, whole)
    return {witness.identity(record): whole[key] for record, key in several}


def _compare(task: tuple[Shared[Witness], Sequence[Record]]) -> list[tuple[Told, ...]]:
    """In a worker."""
    shared, records = task
    witness = shared.value
    return [told(witness, record, witness.steps(record)) for record in records]


def _digest(steps: Sequence[tuple[Identity, Step]]) -> bytes:
    seal = blake2b(digest_size=16)
    for of, step in steps:
        seal.update(f"{of.register}/{of.key} {step.file} {step.blob}\n".encode())
    return seal.digest()
