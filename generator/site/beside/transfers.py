"""Beside a transfer, the whole way of the matter: every transfer of it, from the first department to the last."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.catalogue import Catalogue
from generator.models.transfers import Transfer
from generator.site import addresses
from generator.site.referring import naming
from generator.values import title_of


@dataclass(frozen=True)
class Named:
    """Somebody or something by its name, with its page where it has one."""

    title: str
    href: str | None = None


@dataclass(frozen=True)
class Hop:
    """One transfer of a matter. here: whether it is the one whose page this is. given: to whom the department over
    both gave the matter. outcome: what came of it, where that is published, and when it was decided."""

    transfer: Transfer
    href: str
    here: bool
    sender: Named
    to: Named
    given: Named | None
    outcome: Named | None
    decided_on: date | None


def shown(catalogue: Catalogue, record: Transfer) -> dict[str, Any]:
    """`hops`: every transfer of the matter, in the order in which they were sent."""
    return {"hops": [_hop(catalogue, one, record) for one in _chain(catalogue, record)]}


def _chain(catalogue: Catalogue, record: Transfer) -> list[Transfer]:
    """What a transfer follows, and all that follows any of these. One may be named by several."""
    known = catalogue.of(Transfer.register.name)
    found = {record.key: record}
    waiting = [record]
    while waiting:
        one = waiting.pop()
        before = known.get(one.follows or "")
        for other in (before, *naming(catalogue, Transfer.register.name, one.key)):
            if isinstance(other, Transfer) and other.key not in found:
                found[other.key] = other
                waiting.append(other)
    return sorted(found.values(), key=lambda one: (one.sent_on, one.key))


def _hop(catalogue: Catalogue, one: Transfer, record: Transfer) -> Hop:
    outcome = catalogue.outcomes.get(one.outcome or "")
    return Hop(
        one,
        addresses.of(one),
        one.key == record.key,
        _department(catalogue, one.department),
        _department(catalogue, one.to),
        _department(catalogue, one.designated_to) if one.designated_to else None,
        Named(title_of(catalogue, outcome), addresses.of(outcome)) if outcome else None,
        outcome.decided_on if outcome else None,
    )


def _department(catalogue: Catalogue, name: str) -> Named:
    record = catalogue.departments.get(name)
    return Named(record.short_name, addresses.of(record)) if record else Named(name)
