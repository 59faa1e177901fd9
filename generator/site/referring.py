"""What the registers say about a thing: the records that name it, by register."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from generator.catalogue import Catalogue
from generator.models.base import Record, registers
from generator.rules._walk import references
from generator.site.field_views import place_of
from generator.values import title_of

MOST = 10
"""So many records of a register are named on a page about something else; the rest are counted."""


@dataclass(frozen=True)
class Related:
    """The records of a register that name a thing: title of the register, how many, the first of them with
    title and address."""

    title: str
    unit: str
    count: int
    records: Sequence[tuple[str, str | None]]


_known: WeakKeyDictionary[Catalogue, Mapping[tuple[str, str], list[Record]]] = WeakKeyDictionary()


def related(catalogue: Catalogue, register: str, key: str) -> list[Related]:
    """The records that name a record, register by register, the latest first.

    register: its register, or its family of registers (`outcomes`).
    """
    found: dict[str, list[Record]] = defaultdict(list)
    for record in naming(catalogue, register, key):
        found[record.register.name].append(record)
    return [
        Related(
            several[0].register.title,
            several[0].register.unit,
            len(several),
            [(title_of(catalogue, one), place_of(one)) for one in several[:-MOST - 1:-1]],
        )
        for several in found.values()
    ]  # fmt: skip


def naming(catalogue: Catalogue, register: str, key: str) -> Sequence[Record]:
    """The records of the listed registers that name a record."""
    return _index(catalogue).get((register, key), ())


def of_department(catalogue: Catalogue, department: str) -> list[tuple[str, str, int]]:
    """The registers in which a department has records: title, name, how many."""
    return [
        (model.register.title, name, len(several))
        for name, model in registers().items()
        if model.register.listed
        and "department" in model.model_fields
        and (several := catalogue.by_department(model).get(department))
    ]


def _index(catalogue: Catalogue) -> Mapping[tuple[str, str], list[Record]]:
    """Register and key → the records of the listed registers that name it."""
    if catalogue not in _known:
        found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for model in registers().values():
            if model.register.listed:
                for record in catalogue.all(model):
                    for reference in references(record):
                        if not reference.from_path:
                            target = reference.target.partition("|")[0]
                            value = reference.value
                            if target == "powers":
                                value = value.partition("/")[0]
                            several = found[target, value]
                            if record not in several[-1:]:
                                several.append(record)
        _known[catalogue] = found
    return _known[catalogue]
