"""The kinds of page: each module of this package says which pages of its kind exist, and what they show.

A module has `pages(edition)`: its pages of which there is one each. Where every one of many things has
pages of its own, it has two functions more, and the work can be divided: `subjects(edition)` lists the
things, always in the same order, and `pages_of(edition, subject)` gives the pages of one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from generator.catalogue import Catalogue
from generator.data.package import Download
from generator.models.base import Record
from generator.record_history import HistoryStep, Told, history_of
from generator.rules import Report
from generator.site.page import Page
from generator.site.scale import Scale
from generator.witness import Identity


@dataclass(frozen=True)
class Edition:
    """What one build publishes: the records, the day it is computed for, what was found in checking."""

    catalogue: Catalogue
    day: date
    report: Report
    downloads: tuple[Download, ...]
    listed: dict[str, Sequence[Any]] = field(default_factory=dict, compare=False, repr=False)
    """Kind → its subjects, listed once."""
    rulers: dict[tuple[str, ...], Scale | None] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Power, range and benchmarks → the ruler that all pages of these show (`rulers.py`)."""

    told: Mapping[Identity, tuple[Told, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What the versions of each record tell that has more than one."""

    def history_of(self, record: Record) -> list[HistoryStep]:
        """The steps of a record, newest first; none where there is no git."""
        witness = self.catalogue.witness
        known = self.told.get(witness.identity(record)) if witness else None
        return history_of(self.catalogue, record, known)

    def subjects(self, kind: str) -> Sequence[Any]:
        """The things of which each has pages of this kind; none where it has only pages of its own."""
        if kind not in self.listed:
            module = _kinds()[kind]
            self.listed[kind] = module.subjects(self) if hasattr(module, "subjects") else ()
        return self.listed[kind]


@dataclass(frozen=True)
class Share:
    """A part of the pages: of one kind, those of its subjects from `start` to before `stop`.

    Without bounds: the kind's pages of which there is one each.
    """

    kind: str
    start: int | None = None
    stop: int | None = None

    def pages(self, edition: Edition) -> Iterator[Page]:
        module = _kinds()[self.kind]
        if self.start is None:
            yield from module.pages(edition)
            return
        for subject in edition.subjects(self.kind)[self.start : self.stop]:
            yield from module.pages_of(edition, subject)


@cache
def _kinds() -> dict[str, Any]:
    names = sorted(info.name for info in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}") for name in names}


def shares(edition: Edition, size: int) -> list[Share]:
    """All pages of records and lists, in parts of `size` subjects; those of content/ come from mkdocs."""
    found = []
    for kind in _kinds():
        count = len(edition.subjects(kind))
        found += [Share(kind), *(Share(kind, at, at + size) for at in range(0, count, size))]
    return found


def all_pages(edition: Edition) -> Iterator[Page]:
    """Every page of records and lists, one after the other."""
    for share in shares(edition, size=1_000_000):
        yield from share.pages(edition)
