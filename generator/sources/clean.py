"""Rows proved clean: the model's own schema with its Python checks put as patterns, all in compiled code.

Nearly every row is as it should be, and to see that takes a tenth of the time of explaining what is not.
A row that is refused here is not wrong yet: the model itself reads it then, and says what it is. Whatever
passes here the model takes too, with the same values; a test holds both to it.
"""

from functools import cache, lru_cache, partial
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import SchemaValidator, core_schema

from generator.models import base
from generator.models.base import Record
from generator.models.parts import Citation, read_citation

R = TypeVar("R", bound=Record)
QUOTES = "“”‘’＂＇「」『』"
# What begins with a blank or a quotation mark is left to the model to judge.
TEXT = rf"\A[^\s{QUOTES}]"
AMOUNTS = {"money": base.MONEY, "number": base.NUMBER}


def seen(text: str) -> bool:
    """Whether all characters of a row are such as a reader sees."""
    return base.UNSEEN.search(text) is None


def read_row(model: type[R], values: dict[str, object]) -> R:
    """The record of the values of a row that is `seen`.

    Raises pydantic.ValidationError, as the model does.
    """
    try:
        record: R = _clean(model).validate_python(values)
    except ValidationError:
        return model.model_validate(values)
    return record


@cache
def _clean(model: type[Record]) -> SchemaValidator:
    # Else pydantic would take the validator that the model has already, for its name's sake.
    return SchemaValidator(_compiled(model.__pydantic_core_schema__), _use_prebuilt=False)


def _compiled(schema: Any) -> Any:
    """A schema with our own functions replaced where patterns say the same."""
    if isinstance(schema, list):
        return [_compiled(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kind = schema.get("type")
    if kind == "function-after":
        bounds, inner = limits_of(schema)
        if inner.get("type") == "function-before" and function_of(inner) is base._line:
            words = {**bounds, "type": "str", "pattern": TEXT}
            own = inner["schema"]
            return words if own == {"type": "str"} else core_schema.chain_schema([words, own])
    if kind == "function-before":
        function = function_of(schema)
        if function is read_citation:
            return core_schema.no_info_plain_validator_function(_citation)
        if function is base._day:
            return _chained(base.DAY.pattern, core_schema.date_schema())
        pattern = AMOUNTS.get(getattr(function, "kind", ""))
        if pattern is not None:
            return _chained(pattern.pattern, core_schema.decimal_schema())
    return {key: _compiled(value) if key != "metadata" else value for key, value in schema.items()}


@lru_cache(maxsize=20_000)
def _citation(cell: str) -> Citation:
    """A citation; the cases of a power cite the same articles again and again."""
    return Citation.model_validate(read_citation(cell))


def function_of(schema: dict[str, Any]) -> Any:
    """The function of a schema that has one."""
    return schema["function"]["function"]


def limits_of(schema: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The lengths that functions around a schema ask for, and the schema inside them."""
    bounds: dict[str, Any] = {}
    while schema.get("type") == "function-after":
        function = function_of(schema)
        if not isinstance(function, partial) or not set(function.keywords) <= {
            "min_length",
            "max_length",
        }:
            return {}, schema
        bounds.update(function.keywords)
        schema = schema["schema"]
    return bounds, schema


def _chained(pattern: str, then: core_schema.CoreSchema) -> core_schema.CoreSchema:
    return core_schema.chain_schema([core_schema.str_schema(pattern=rf"\A(?:{pattern})\z"), then])
