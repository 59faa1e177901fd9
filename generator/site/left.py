"""What left the registers and keeps its address, and so do the lists it stood in: by register and department."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from generator.catalogue import Catalogue
from generator.departures import gone
from generator.models.base import registers
from generator.models.withdrawals import Withdrawal
from generator.site import addresses


@dataclass(frozen=True)
class Left:
    """A record that is there no more: its id, the year that its key says, its page where it had one, since when it is
    gone (None: git has not seen it yet) and for what reason. why: the withdrawal, where one was written."""

    id: str
    year: str
    href: str
    reason: str
    since: date | None
    why: Withdrawal | None = None


_known: WeakKeyDictionary[Catalogue, Mapping[tuple[str, str], Sequence[Left]]] = WeakKeyDictionary()


def left(catalogue: Catalogue) -> Mapping[tuple[str, str], Sequence[Left]]:
    """Register and department → what left it, in the order of the withdrawals, then by key."""
    if catalogue not in _known:
        found: dict[tuple[str, str], list[Left]] = defaultdict(list)
        for (register, key), one in catalogue.withdrawn.items():
            if parts := _parts(register, key):
                place = register, parts.get("department", one.department)
                found[place].append(_left(register, key, one.ground.label, one.withdrawn_on, one))
        for it in gone(catalogue):
            parts = _parts(*it.of)
            # Where the key does not say it, the folder does: lists/departments/ID/…
            folder = it.file.split("/")
            place = it.of.register, parts.get("department", folder[2] if len(folder) > 3 else "")
            reason = "由别的记录承接" if it.heirs else "没有写撤回记录"
            found[place].append(_left(*it.of, reason, it.on))
        _known[catalogue] = found
    return _known[catalogue]


def _parts(register: str, key: str) -> Mapping[str, str]:
    """A key taken apart; nothing where it is none of the register."""
    model = registers().get(register)
    values = key.split("/")
    names = model.register.key if model else ()
    return dict(zip(names, values, strict=True)) if len(names) == len(values) else {}


def _left(
    register: str, key: str, reason: str, since: date | None, why: Withdrawal | None = None
) -> Left:
    parts = _parts(register, key)
    href = addresses.withdrawn(register, key)
    return Left(parts.get("id", key), parts.get("year", ""), href, reason, since, why)
