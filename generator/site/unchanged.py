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

SIZE = 16


class _Pickler(pickle.Pickler):
    """Writes equal values as equal bytes, in whatever process and from whatever objects."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, (Record, Version)):
            return bytes, (value.seal,)
        if isinstance(value, BaseModel):
            return tuple, ([type(value).__qualname__, value.__dict__],)
        if is_dataclass(value) and not isinstance(value, type):
            said = [getattr(value, one.name) for one in fields(value)]
            return tuple, ([type(value).__qualname__, *said],)
        return NotImplemented


def digest(*values: object) -> bytes:
    """A digest of values: plain ones, records, models and dataclasses, and lists and dicts of them.

    Sets have no order and may not be among them.
    """
    out = io.BytesIO()
    pickler = _Pickler(out, protocol=5)
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
