"""The columns of a form: one for each field that a person fills, groups of fields taken apart."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from generator.models.base import Choice, Record, extra
from generator.models.parts import Citation
from generator.sources.shape import choices_in

BETWEEN = "·"
"""Between the titles of a group and of a field in it: 委托书·签订日期."""


@dataclass(frozen=True)
class FormColumn:
    """A field as a column of a form.

    path: from the record to the field, names as in the files; attributes: the same as the models have them. kind: text, code, integer, number, date,
    boolean, choice, reference, citation or group; many: several of it. part: of a group, its model.
    """

    path: tuple[str, ...]
    attributes: tuple[str, ...]
    title: str
    kind: str
    many: bool
    required: bool
    description: str
    example: object
    choices: type[Choice] | None
    refers: str
    pattern: str
    part: type[BaseModel] | None

    @property
    def name(self) -> str:
        return ".".join(self.path)


@cache
def form_columns(model: type[Record]) -> tuple[FormColumn, ...]:
    """The columns of a register's form, those that the path says first."""
    fields = model.model_fields
    names = sorted(fields, key=lambda name: not extra(fields[name], "from_path"))
    return tuple(
        column for name in names for column in columns_of(fields[name], (name,), (), (), True)
    )


def required_groups(model: type[BaseModel], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Where a group of fields must stand even if all its columns are empty, outer ones first."""
    found = []
    for name, info in model.model_fields.items():
        inner, many = unwrapped(info.annotation)
        part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
        if part is not None and not many and info.is_required() and not issubclass(part, Citation):
            here = (*path, info.alias or name)
            found += [here, *required_groups(part, here)]
    return found


def columns_of(
    info: Any,
    attributes: tuple[str, ...],
    path: tuple[str, ...],
    titles: tuple[str, ...],
    required: bool,
) -> tuple[FormColumn, ...]:
    """The columns of a field: several where it is a group that can be taken apart."""
    inner, many = unwrapped(info.annotation)
    name = attributes[-1]
    path, titles = (*path, info.alias or name), (*titles, info.title or name)
    required = required and info.is_required()
    part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
    if part is not None and not many and _comes_apart(info, part):
        return tuple(
            column
            for key, field in part.model_fields.items()
            for column in columns_of(field, (*attributes, key), path, titles, required)
        )
    return (
        FormColumn(
            path=path,
            attributes=attributes,
            title=BETWEEN.join(titles),
            kind=_kind(info, inner, part),
            many=many,
            required=required,
            description=info.description or "",
            example=(info.examples or [None])[0],
            choices=choices_in(inner),
            refers=str(extra(info, "refers") or "").partition("|")[0],
            pattern=_pattern(info.annotation, info.metadata),
            part=part,
        ),
    )


def _comes_apart(info: Any, part: type[BaseModel]) -> bool:
    """Whether empty cells say that there is no such group: else it stays one cell, or its emptiness is lost."""
    if issubclass(part, Citation):
        return False
    optional = NoneType in get_args(info.annotation)
    return not optional or any(field.is_required() for field in part.model_fields.values())


def unwrapped(annotation: Any) -> tuple[Any, bool]:
    """What an annotation holds, optional or not, and whether it is a list of it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return unwrapped(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return unwrapped(next(a for a in get_args(annotation) if a is not NoneType))
    if origin is list:
        return unwrapped(get_args(annotation)[0])[0], True
    return annotation, False


def _kind(info: Any, inner: Any, part: type[BaseModel] | None) -> str:
    if extra(info, "refers"):
        return "reference"
    if part is not None:
        return "citation" if part is Citation else "group"
    if get_origin(inner) is dict:
        return "group"
    if isinstance(inner, type) and issubclass(inner, Choice):
        return "choice"
    kinds = {bool: "boolean", int: "integer", date: "date", Decimal: "number"}
    if inner in kinds:
        return kinds[inner]
    return "code" if _pattern(info.annotation, info.metadata) else "text"


def _pattern(annotation: Any, metadata: Any) -> str:
    constraints = [*metadata]
    while get_args(annotation):
        if get_origin(annotation) is Annotated:
            constraints += get_args(annotation)[1:]
        annotation = next(a for a in get_args(annotation) if a is not NoneType)
    for one in constraints:
        for inner in (one, *getattr(one, "metadata", ())):
            if isinstance(found := getattr(inner, "pattern", None), str):
                return found
    return ""
