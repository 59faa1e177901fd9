"""Records walked generically: every part and every reference with its path, as the models declare them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.findings import Path
from generator.models.base import extra


@dataclass(frozen=True)
class Reference:
    """A value that names something: the register (or local list) it names, and where it stands."""

    target: str
    value: str
    path: Path
    owner: BaseModel
    title: str
    from_path: bool


def parts(part: BaseModel, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """The part itself and every part inside it."""
    yield path, part
    for name, info in type(part).model_fields.items():
        value: Any = getattr(part, name)
        key = info.alias or name
        if isinstance(value, BaseModel):
            yield from parts(value, (*path, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from parts(item, (*path, key, index))


def references(record: BaseModel) -> Iterator[Reference]:
    """Every filled field that is declared with `refers`, item by item."""
    for path, part in parts(record):
        for name, info in type(part).model_fields.items():
            target = extra(info, "refers")
            value = getattr(part, name)
            if not target or value is None:
                continue
            where = (*path, info.alias or name)
            by_path = bool(extra(info, "from_path"))
            for index, item in enumerate(value if isinstance(value, list) else [value]):
                at = (*where, index) if isinstance(value, list) else where
                yield Reference(target, str(item), at, part, str(info.title), by_path)
