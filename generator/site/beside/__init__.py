"""What the page of a record shows beside its fields: one module a register that has anything.

A module has `shown(catalogue, record)`, names and values for the register's own template,
`pages/records/NAME.html`. The package is walked.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from generator.catalogue import Catalogue
from generator.models.base import Record


def beside(catalogue: Catalogue, record: Record) -> dict[str, Any]:
    """What the template of a record's register gets beside what every record's template gets."""
    if record.register.name not in _modules():
        return {}
    module = import_module(f"{__name__}.{record.register.name}")
    found: dict[str, Any] = module.shown(catalogue, record)
    return found


@cache
def _modules() -> frozenset[str]:
    return frozenset(info.name for info in iter_modules(__path__))
