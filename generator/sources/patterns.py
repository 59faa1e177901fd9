"""The rows of a table proved right by one pattern, made of the model's own schema.

A row that matches is one that the model takes: a test holds both to it. One that does not is not wrong yet;
it goes to the model, as do all rows of a model whose schema holds something that no pattern can say. Words
that begin with a quotation mark, a number near its limit: such rows are few, and need not be proved.
"""

import re
from functools import cache
from typing import Any

from generator.models import base
from generator.models.base import LIST_SEPARATOR, Record, extra
from generator.models.parts import Citation, read_citation
from generator.sources.clean import AMOUNTS, QUOTES, function_of, limits_of
from generator.sources.tables import SEPARATOR

_UNSEEN = base.UNSEEN.pattern[1:-1]
_DAY = (
    "(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))|[0-9]{2}(?:0[48]|[2468][048]|[13579][26])-02-29"
)
# What could take in what ends a value: in such a pattern none would end for certain.
_OPEN = re.compile(rf"\[\^|(?<!\\)\.|\\[a-zA-Z]|[{LIST_SEPARATOR}@]")


@cache
def row_pattern(model: type[Record], columns: tuple[str, ...]) -> re.Pattern[str] | None:
    """What the cells of a row match, joined by SEPARATOR; None where no row can be proved."""
    fields = _fields(model)
    cells = []
    for name in columns:
        cell = _cell(fields[name])
        if cell is None:
            return None
        cells.append(cell)
    return re.compile(SEPARATOR.join(cells))


def is_proved(pattern: re.Pattern[str], joined: str, columns: int) -> bool:
    """Whether a row is right for certain: as many cells as columns, and each as the pattern has it."""
    # Counted too, so that nothing hangs on what a pattern of a field could take in.
    return joined.count(SEPARATOR) == columns - 1 and pattern.fullmatch(joined) is not None


def fits(model: type[Record], values: dict[str, str]) -> bool:
    """Whether what the path says is for certain what the model takes."""
    fields = _fields(model)
    patterns = {name: _value(fields[name]["schema"], "") for name in values}
    return all(
        pattern is not None and re.fullmatch(pattern, values[name])
        for name, pattern in patterns.items()
    )


@cache
def compared(model: type[Record]) -> frozenset[str]:
    """The fields that rules compare with others: all but words that anybody may choose."""
    fields = _fields(model)
    return frozenset(
        name
        for name, info in model.model_fields.items()
        if extra(info, "official") or (name in fields and not _is_words(fields[name]["schema"]))
    )


def _is_words(schema: dict[str, Any]) -> bool:
    while schema["type"] in ("default", "nullable"):
        schema = schema["schema"]
    inner = limits_of(schema)[1]
    return inner["type"] == "function-before" and function_of(inner) is base._line


def _fields(model: type[Any]) -> dict[str, Any]:
    """The fields' schemas; none where the model has checks of its own around them."""
    schema = model.__pydantic_core_schema__
    inner = schema["schema"] if schema["type"] == "model" else {}
    return dict(inner["fields"]) if inner.get("type") == "model-fields" else {}


def _cell(field: dict[str, Any]) -> str | None:
    """The pattern of a field's cell; an empty one is a field left out."""
    schema = field["schema"]
    required = schema["type"] != "default"
    while schema["type"] in ("default", "nullable"):
        schema = schema["schema"]
    if schema["type"] == "list":
        # How many there must be would be a key that is not known here.
        item = _value(schema["items_schema"], LIST_SEPARATOR) if set(schema) <= _LIST else None
        value = item and f"{item}(?:{LIST_SEPARATOR}{item})*+"
    else:
        value = _value(schema, "")
    if required:
        return value
    # What no pattern can say is proved only where it is left out.
    return f"(?:{value})?+" if value else ""


_PLAIN = {"type", "metadata", "ref", "serialization"}
_LIST = _PLAIN | {"items_schema"}


def _value(schema: dict[str, Any], but: str) -> str | None:
    """The pattern of one value, None where there is none. but: characters that it may not hold."""
    kind = schema["type"]
    if kind == "function-after":
        limits, inner = limits_of(schema)
        if inner["type"] == "function-before" and function_of(inner) is base._line:
            return _words(limits, inner["schema"], but)
    if kind == "function-before":
        function, inner = function_of(schema), schema["schema"]
        if function is read_citation:
            return _citation()
        amount = AMOUNTS.get(getattr(function, "kind", ""))
        if amount is not None and inner["type"] == "decimal" and set(inner) <= _PLAIN:
            return f"(?:{amount.pattern})"
        if function is base._day and inner["type"] == "date" and set(inner) <= _PLAIN:
            return f"(?:{_DAY})"
    if kind == "str" and set(schema) <= _PLAIN | {"pattern", "max_length"}:
        return _code(schema)
    if kind == "enum" and schema.get("sub_type") == "str":
        return f"(?:{'|'.join(re.escape(member.value) for member in schema['members'])})"
    if kind == "bool":
        return "(?:true|false)"
    if kind == "int" and schema.get("ge") == 0 and set(schema) <= _PLAIN | {"ge", "le", "strict"}:
        # Fewer figures than the limit has: what comes near it is left to the model.
        return f"[0-9]{{1,{len(str(schema['le'])) - 1}}}"
    return None


def _words(limits: dict[str, int], inner: dict[str, Any], but: str) -> str | None:
    if inner["type"] != "str" or not set(inner) <= _PLAIN or limits.get("min_length", 1) > 1:
        return None
    most = limits.get("max_length", 1_000) - 1
    return rf"[^\s{QUOTES}{_UNSEEN}{but}][^{_UNSEEN}{but}]{{0,{most}}}+"


def _code(schema: dict[str, Any]) -> str | None:
    pattern = schema.get("pattern", "")
    inside = pattern.removeprefix("^").removesuffix("$")
    if pattern != f"^{inside}$" or _OPEN.search(inside):
        return None
    if "max_length" not in schema:
        return f"(?:{inside})"
    return f"(?![^{SEPARATOR}{LIST_SEPARATOR}@]{{{schema['max_length'] + 1}}})(?:{inside})"


@cache
def _citation() -> str | None:
    """`law@day:article.paragraph.subparagraph.item`, as `read_citation` reads it; 0 for what is left out."""
    fields = _fields(Citation)
    law, day, article = (
        _value(fields[name]["schema"], "") for name in ("law", "version", "article")
    )
    return law and day and article and f"{law}@{day}:{article}(?:\\.(?:0|{article})){{0,3}}"
