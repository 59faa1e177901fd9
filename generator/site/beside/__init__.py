"""What the pages of a register show beside its fields: one module a register that has anything.

A module may have `shown(catalogue, record)`, for the template of a record (`pages/records/NAME.html`), and
`listed(catalogue)`, for that of the whole list (`pages/registers/NAME.html`): names and values. The package is walked.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from generator.catalogue import Catalogue
from generator.models.base import Record


def beside_record(catalogue: Catalogue, record: Record) -> dict[str, Any]:
    """What the template of a record gets beside what every record's template gets."""
    return _asked(record.register.name, "shown", catalogue, record)


def beside_list(catalogue: Catalogue, register: str) -> dict[str, Any]:
    """What the template of a register's whole list gets beside what every list's template gets."""
    return _asked(register, "listed", catalogue)


def _asked(register: str, function: str, *about: object) -> dict[str, Any]:
    if register not in _modules():
        return {}
    module = import_module(f"{__name__}.{register}")
    found: dict[str, Any] = getattr(module, function)(*about) if hasattr(module, function) else {}
    return found


@cache
def _modules() -> frozenset[str]:
    return frozenset(info.name for info in iter_modules(__path__))
