"""What decides that something is unchanged: one digest of all that goes into it.

A page is what its template makes of its fields, so its digest is that of its fields, and the frame's
digest (templates, settings, the program itself) goes into every one. Of a record, and of a law's version, only its seal
is taken, which was made of the whole.
"""

import io
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from types import FunctionType
from typing import Any

from pydantic import BaseModel

from generator.catalogue import Version
from generator.kept import program
from generator.models.base import Record
from generator.site.scale import Scale

SIZE = 16
_NAME = attrgetter("name")


_ATOMS = frozenset({str, int, bool, float, bytes, date, type(None)})
"""What pickle writes as the same bytes wherever it is equal."""
_ways: dict[type, Callable[[Any], object]] = {}
_parts: dict[int, tuple[object, bytes]] = {}
"""Parts of records and rulers that many pages show, by identity; the object is kept, so that no other
can take its place."""
PARTS = 200_000


def digest(*values: object) -> bytes:
    """A digest of values: plain ones, records, models, dataclasses, functions (by name), and lists,
    tuples and mappings of them.

    Raises TypeError for anything else: a set, say, has no order.
    """
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    # Without it, the bytes would tell which values are one object and which are only equal.
    pickler.fast = True
    pickler.dump(_plain(values))
    return blake2b(out.getbuffer(), digest_size=SIZE).digest()


def _plain(value: Any) -> object:
    """A value as nothing but atoms, lists and tuples, each marked with what it was."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    way = _ways.get(kind)
    if way is None:
        way = _ways[kind] = _way(kind)
    return way(value)


def _way(kind: type) -> Callable[[Any], object]:
    """How the values of a type are made plain."""
    name = f"{kind.__module__}.{kind.__qualname__}"
    if issubclass(kind, (Record, Version)):
        return attrgetter("seal")
    if issubclass(kind, (BaseModel, Scale)):
        return _of_part
    if is_dataclass(kind):
        names = [one.name for one in fields(kind)]
        return lambda value: (name, [_plain(getattr(value, one)) for one in names])
    if issubclass(kind, Enum):
        return lambda value: (name, value.name)
    if issubclass(kind, (list, tuple)):
        return lambda value: (name, [_plain(one) for one in value])
    if issubclass(kind, Mapping):
        return lambda value: (name, [(_plain(key), _plain(one)) for key, one in value.items()])
    if issubclass(kind, (FunctionType, type)):
        return lambda value: (name, value.__module__, value.__qualname__)
    if issubclass(kind, (datetime, Decimal, str)):
        return lambda value: (name, str(value))
    raise TypeError(f"{name} has no digest")


def _of_part(value: BaseModel | Scale) -> bytes:
    known = _parts.get(id(value))
    if known is None:
        if len(_parts) >= PARTS:
            _parts.clear()
        names = (
            type(value).model_fields if isinstance(value, BaseModel) else map(_NAME, fields(value))
        )
        said = [getattr(value, name) for name in names]
        known = _parts[id(value)] = (value, digest(type(value).__qualname__, said))
    return known[1]


def frame_digest(folders: Iterable[str], *settings: object) -> bytes:
    """Of all that every page depends on: the files of the template folders, the program, settings."""
    seal = blake2b(program(), digest_size=SIZE)
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                seal.update(name.encode() + b"\0" + path.read_bytes())
    seal.update(digest(*settings))
    return seal.digest()
