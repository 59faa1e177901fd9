"""The kinds of page: each module of this package says which pages of its kind exist, and what they show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from generator.catalogue import Catalogue
from generator.data.package import Download
from generator.rules import Report
from generator.site.page import Page


@dataclass(frozen=True)
class Edition:
    """What one build publishes: the records, the day it is computed for, what was found in checking."""

    catalogue: Catalogue
    day: date
    report: Report
    downloads: tuple[Download, ...]


def all_pages(edition: Edition) -> Iterator[Page]:
    """Every page of records and lists; those of content/ come from mkdocs."""
    for module in sorted(info.name for info in iter_modules(__path__)):
        yield from import_module(f"{__name__}.{module}").pages(edition)
