"""A register as a table: its columns with their titles, and a row for each record, without loss.

Scalars stand as in the files. In the registers that are tables anyway, several values are joined by
`;` as there; in the others, lists and groups of fields stand as JSON in their cell.
"""

import json
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel

from generator.models.base import Choice, Record, extra
from generator.sources.shape import choices_in
from generator.sources.standard import cell, plain
from generator.sources.tables import decode, kind_of


@dataclass(frozen=True)
class Column:
    """A field as a column: `name` in the files, `attribute` of the record. kind: text, integer, number, date, boolean, list (joined) or json."""

    name: str
    attribute: str
    title: str
    description: str
    kind: str
    required: bool
    example: object
    clause: str
    choices: type[Choice] | None
    refers: str
    pattern: str | None


@cache
def columns(model: type[Record]) -> tuple[Column, ...]:
    """The columns of a register, those that the path says first."""
    fields = model.model_fields
    # Stable: otherwise they stand in the order of the model.
    names = sorted(fields, key=lambda name: not extra(fields[name], "from_path"))
    return tuple(_column(model, name) for name in names)


def row(record: Record) -> list[str]:
    """The cells of a record in the order of `columns`."""
    return [_cell(column, getattr(record, column.attribute)) for column in columns(type(record))]


def parse_row(model: type[Record], cells: dict[str, str]) -> Record:
    """The record of a row that `row` wrote. Raises pydantic.ValidationError, or ValueError for broken JSON."""
    values: dict[str, object] = dict(decode(model, {k: v for k, v in cells.items() if v}))
    for column in columns(model):
        if column.kind == "json" and cells.get(column.name):
            values[column.name] = json.loads(cells[column.name])
        elif column.name in cells and cells[column.name] and column.name not in values:
            values[column.name] = cells[column.name]
    return model.model_validate(values)


def values(record: Record) -> dict[str, object]:
    """A record as its files have it, with the fields of its path and without defaults, for JSON."""
    written = plain(record.model_dump(by_alias=True, exclude_defaults=True))
    return {c.name: written[c.name] for c in columns(type(record)) if c.name in written}


def _column(model: type[Record], name: str) -> Column:
    info = model.model_fields[name]
    return Column(
        name=info.alias or name,
        attribute=name,
        title=info.title or name,
        description=info.description or "",
        kind=_kind(model, info.annotation),
        required=info.is_required(),
        example=(info.examples or [None])[0],
        clause=extra(info, "clause") or "",
        choices=choices_in(info.annotation),
        refers=extra(info, "refers") or "",
        pattern=_pattern(info),
    )


def _kind(model: type[Record], annotation: Any) -> str:
    kind = kind_of(annotation)
    if kind == "list":
        return "list" if model.register.is_table else "json"
    if kind != "text":
        return kind
    inner = _bare(annotation)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        # In the cell of a table a group of fields (a citation) has a written form of its own.
        return "text" if model.register.is_table else "json"
    return {"date": "date", "Decimal": "number"}.get(getattr(inner, "__name__", ""), "text")


def _bare(annotation: Any) -> Any:
    while get_args(annotation):
        options = [a for a in get_args(annotation) if a is not NoneType]
        annotation = options[0]
    return annotation


def _pattern(info: Any) -> str | None:
    for constraint in info.metadata:
        pattern = getattr(constraint, "pattern", None)
        if isinstance(pattern, str):
            return pattern
    return None


def _cell(column: Column, value: object) -> str:
    if column.kind != "json":
        return cell(value)
    if value is None or value == []:
        return ""
    written = plain(
        [
            v.model_dump(by_alias=True, exclude_defaults=True) if isinstance(v, BaseModel) else v
            for v in value
        ]
        if isinstance(value, list)
        else value.model_dump(by_alias=True, exclude_defaults=True)
        if isinstance(value, BaseModel)
        else value
    )
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"), default=str)
