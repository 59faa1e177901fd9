"""Records walked generically: every part and every reference with its path, as the models declare them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from generator.findings import Path
from generator.models.base import extra, model_in


@dataclass(frozen=True, slots=True)
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
    for name, key in _inner(type(part)):
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from parts(value, (*path, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from parts(item, (*path, key, index))


def references(record: BaseModel) -> Iterator[Reference]:
    """Every filled field that is declared with `refers`, item by item."""
    for path, part in parts(record):
        for name, key, target, title, by_path in _referring(type(part)):
            value = getattr(part, name)
            if value is None:
                continue
            if isinstance(value, list):
                for index, item in enumerate(value):
                    yield Reference(target, str(item), (*path, key, index), part, title, by_path)
            else:
                yield Reference(target, str(value), (*path, key), part, title, by_path)


@cache
def _inner(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields that hold parts: attribute, and name in the file."""
    return tuple(
        (name, info.alias or name)
        for name, info in model.model_fields.items()
        if model_in(info.annotation)
    )


@cache
def _referring(model: type[BaseModel]) -> tuple[tuple[str, str, str, str, bool], ...]:
    """The fields that name something: attribute, name in the file, what they name, title, by path."""
    return tuple(
        (name, info.alias or name, target, str(info.title), bool(extra(info, "from_path")))
        for name, info in model.model_fields.items()
        if (target := extra(info, "refers"))
    )


def naming(model: type[BaseModel]) -> list[str]:
    """The fields of a row that name something, by themselves or with a part inside them; what the path says
    is the same for all rows of a file."""
    names = [name for _, name, *_, by_path in _referring(model) if not by_path]
    return [*names, *(name for _, name in _inner(model))]
