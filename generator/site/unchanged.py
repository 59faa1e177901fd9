"""What decides that something is unchanged: one digest of all that goes into it.

A page is what its template makes of its fields, so its digest is that of its fields, and the frame's
digest (templates, settings, the program itself) goes into every one. Of a record, and of a law's version, only its seal
is taken, which was made of the whole.
"""

import io
import pickle
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.catalogue import Version
from generator.kept import program
from generator.models.base import Record
from generator.site.scale import Scale

SIZE = 16


class _Pickler(pickle.Pickler):
    """Writes equal values as equal bytes, in whatever process and from whatever objects."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, (Record, Version)):
            return bytes, (value.seal,)
        if isinstance(value, (BaseModel, Scale)):
            return bytes, (_of_shared(value),)
        if is_dataclass(value) and not isinstance(value, type):
            return tuple, (_fields(value),)
        return NotImplemented


class _PartPickler(_Pickler):
    """Writes what is inside a part."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, BaseModel) and not isinstance(value, Record):
            return tuple, ([type(value).__qualname__, value.__dict__],)
        return super().reducer_override(value)


_shared: dict[int, tuple[object, bytes]] = {}
"""Parts of records and rulers that many pages show, by identity; the object is kept, so that no other
can take its place."""
SHARED = 200_000


def _of_shared(value: BaseModel | Scale) -> bytes:
    known = _shared.get(id(value))
    if known is None:
        if len(_shared) >= SHARED:
            _shared.clear()
        said = _fields(value) if isinstance(value, Scale) else value.__dict__
        known = _shared[id(value)] = (value, _digest(_PartPickler, type(value).__qualname__, said))
    return known[1]


def _fields(value: Any) -> list[object]:
    return [type(value).__qualname__, *(getattr(value, one.name) for one in fields(value))]


def digest(*values: object) -> bytes:
    """A digest of values: plain ones, records, models and dataclasses, and lists and dicts of them.

    Sets have no order and may not be among them.
    """
    return _digest(_Pickler, *values)


def _digest(kind: type[pickle.Pickler], *values: object) -> bytes:
    out = io.BytesIO()
    pickler = kind(out, protocol=5)
    # Without it, the bytes would tell which values are one object and which are only equal.
    pickler.fast = True
    pickler.dump(values)
    return blake2b(out.getbuffer(), digest_size=SIZE).digest()


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
