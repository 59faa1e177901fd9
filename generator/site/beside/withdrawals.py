"""Beside a withdrawal, what it takes back: each record by its register, with the page that says so."""

from typing import Any

from generator.catalogue import Catalogue
from generator.models.base import registers
from generator.models.withdrawals import Withdrawal
from generator.site import addresses


def shown(catalogue: Catalogue, record: Withdrawal) -> dict[str, Any]:
    """`taken`: title of the register, key and address of each record; `fewer`: title of the register and how many."""
    return {
        "taken": [
            (_title(register), key, addresses.withdrawn(register, key))
            for register, _, key in (one.partition("/") for one in record.records)
        ],
        "fewer": [(_title(one.kind), one.count) for one in record.fewer],
    }


def _title(register: str) -> str:
    model = registers().get(register)
    return model.register.title if model else register
