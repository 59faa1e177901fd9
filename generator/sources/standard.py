"""The standard form of a file, so that a diff shows exactly what changed in meaning.

YAML: UTF-8, keys in the model's order, block style, lists not indented, one line a value, text of
several lines as `|`. CSV: UTF-8, LF, the model's columns, rows sorted by id. What a person wrote as a
comment stays; a file without comments takes a fast way to the same form.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import yaml
from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import LiteralScalarString

from generator.models.base import LIST_SEPARATOR, Choice, Record, file_fields, model_in
from generator.sources.tables import plain_lines, read_table
from generator.sources.yaml_files import BODY, parted, read_yaml

WIDTH = 1_000_000


def format_text(model: type[Record], text: str) -> str:
    """The standard form of a file of this register.

    text: a file that reads without problems; otherwise YamlError or CsvError is raised.
    """
    if model.register.is_table:
        return _format_table(model, text)
    parts = parted(text) if model.register.is_page else None
    if parts is not None:
        fields, body = parts
        return page(_format_fields(model, fields), body.replace("\r\n", "\n"))
    return _format_fields(model, text)


def _format_fields(model: type[Record], text: str) -> str:
    if "#" in text:
        return _format_commented(model, text)
    return dump(model, read_yaml(text).value)


def page(fields: str, body: str) -> str:
    """A page that people write: its fields in the standard form, then its text."""
    return f"---\n{fields}---\n" + (f"\n{body}\n" if body else "")


def is_standard(model: type[Record], text: str, value: object = None) -> int | None:
    """None, or the first line at which the file differs from its standard form.

    value: what a file without remarks says, where it has been read already.
    """
    if model.register.is_table and _is_plainly_standard(model, text):
        return None
    plain = value is not None and "#" not in text and not model.register.is_page
    wanted = dump(model, value) if plain else format_text(model, text)
    if wanted == text:
        return None
    for number, (found, want) in enumerate(
        zip(text.split("\n"), wanted.split("\n"), strict=False), 1
    ):
        if found != want:
            return number
    return min(text.count("\n"), wanted.count("\n")) + 1


def _is_plainly_standard(model: type[Record], text: str) -> bool:
    """Whether a table is for certain as `dump_rows` would write it, which is not done only to see that."""
    lines = plain_lines(text)
    names = file_fields(model)
    if lines is None or lines[0] != ",".join(names) or not text.endswith("\n"):
        return False
    commas, at = len(names) - 1, names.index("id")
    if any(line.count(",") != commas for line in lines):
        return False
    ids = [line.split(",", at + 1)[at] for line in lines[1:]]
    serials = [_serial(identity) for identity in ids]
    return all(
        serials[index] <= serials[index + 1]
        if serials[index][0] == serials[index + 1][0]
        else sort_key(ids[index]) <= sort_key(ids[index + 1])
        for index in range(len(ids) - 1)
    )


def _serial(identity: str) -> tuple[str, int]:
    """`cf-10` → `cf-`, 10: of ids that begin alike the number alone gives the order, as in `sort_key`."""
    head = identity.rstrip("0123456789")
    return head, int(identity[len(head) :] or -1)


def dump(model: type[BaseModel], value: object) -> str:
    """A value as YAML in the standard form, keys in the model's order."""
    text = _dumped(_ordered(model, value))
    # The C writer escapes characters beyond the first plane, rare surnames among them, and doubles a
    # quote at the edge where ruamel.yaml takes the other kind: there the slow writer decides.
    return _format_commented(model, text) if "\\" in text or "'''" in text else text


def dump_plain(value: object) -> str:
    """A value as YAML, its keys in their own order."""
    text = _dumped(value)
    if "\\" not in text and "'''" not in text:
        return text
    out = io.StringIO()
    _editor().dump(_editor().load(text), out)
    return out.getvalue()


def _dumped(value: object) -> str:
    return str(
        yaml.dump(
            value,
            Dumper=_Dumper,
            allow_unicode=True,
            default_flow_style=False,
            sort_keys=False,
            width=WIDTH,
        )
    )


def whole(model: type[Record], values: Mapping[str, object]) -> str:
    """A record's file: of a page, its fields and then its text."""
    if not model.register.is_page:
        return dump(model, values)
    return page(dump(model, without_body(values)), str(values.get(BODY) or ""))


def without_body(values: Mapping[str, object]) -> dict[str, object]:
    """The fields that stand above the text of a page."""
    return {name: value for name, value in values.items() if name != BODY}


def file_values(record: Record) -> dict[str, object]:
    """A record as it stands in a YAML file: no defaults, no fields that the path says."""
    kept = set(file_fields(type(record)))
    values: dict[str, object] = plain(
        record.model_dump(include=kept, by_alias=True, exclude_defaults=True)
    )
    return values


def file_cells(record: Record) -> dict[str, str]:
    """A record as cells of a row."""
    return {name: cell(getattr(record, name)) for name in file_fields(type(record))}


def plain(value: Any) -> Any:
    """A dumped value with keys, choices and dates as the files write them."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Choice):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def cell(value: object) -> str:
    """A value as it stands in a cell of a table."""
    if value is None:
        return ""
    if isinstance(value, list):
        return LIST_SEPARATOR.join(cell(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.value if isinstance(value, Choice) else str(value)


def dump_rows(model: type[Record], rows: list[dict[str, str]]) -> str:
    """Rows of cells as a CSV in the standard form."""
    names = file_fields(model)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in sorted(rows, key=lambda row: sort_key(row.get("id", ""))):
        writer.writerow([row.get(name, "") for name in names])
    return out.getvalue()


def sort_key(identity: str) -> list[tuple[int, int | str]]:
    """Ids in the order a person counts: cf-9 before cf-10."""
    return [
        (0, int(part)) if part.isascii() and part.isdigit() else (1, part)
        for part in re.split(r"([0-9]+)", identity)
        if part
    ]


def _tagged(name: str) -> str:
    return f"tag:yaml.org,2002:{name}"


# Tag and form of every plain scalar that is no string; the last one makes both writers quote what
# readers of YAML 1.1 would misread (yes, 12:30, 1_000).
RESOLVERS: dict[str | None, list[tuple[str, re.Pattern[str]]]] = {
    None: [
        (_tagged("null"), re.compile(r"^(~|null|Null|NULL|)$")),
        (_tagged("bool"), re.compile(r"^(true|True|TRUE|false|False|FALSE)$")),
        (_tagged("int"), re.compile(r"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$")),
        (
            _tagged("float"),
            re.compile(
                r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
                r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$"
            ),
        ),
        (
            _tagged("quoted"),
            re.compile(
                r"^([yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|[-+]?[0-9][0-9a-fA-FxX:._]*|=|<<)$"
            ),
        ),
    ]
}


class _Dumper(yaml.CSafeDumper):
    """PyYAML's C writer, quoting by the resolvers above."""

    yaml_implicit_resolvers = RESOLVERS

    def ignore_aliases(self, data: object) -> bool:
        return True


def _write_text(dumper: Any, value: str) -> yaml.ScalarNode:
    node: yaml.ScalarNode = dumper.represent_scalar(
        _tagged("str"), value, style="|" if "\n" in value else None
    )
    return node


def _write_decimal(dumper: Any, value: Decimal) -> yaml.ScalarNode:
    whole = value == value.to_integral_value()
    node: yaml.ScalarNode = dumper.represent_scalar(
        _tagged("int" if whole else "float"), str(int(value)) if whole else f"{value:f}"
    )
    return node


_Dumper.add_representer(str, _write_text)
_Dumper.add_representer(Decimal, _write_decimal)


class _Resolver(VersionedResolver):
    """ruamel.yaml's resolver with the same table: dates stay words."""

    @property
    def versioned_resolver(self) -> dict[str | None, list[tuple[str, re.Pattern[str]]]]:
        return RESOLVERS


@cache
def _editor() -> YAML:
    editor = YAML(typ="rt")
    editor.Resolver = _Resolver
    editor.width = WIDTH
    editor.allow_unicode = True
    editor.indent(mapping=2, sequence=2, offset=0)
    return editor


def changed(
    model: type[Record], text: str, old: Mapping[str, object], new: Mapping[str, object]
) -> str:
    """A file in which `old` became `new`: only what differs is touched, comments stay, in the standard form.

    old: what the file says, as `file_values` has it; new: what it is to say.
    """
    if (parts := parted(text)) and model.register.is_page:
        fields = changed(model, parts[0], without_body(old), without_body(new))
        return page(fields, str(new.get(BODY) or ""))
    fresh = _editor().load(dump(model, new))
    return edited(model, text, lambda data: _become(data, old, new, fresh))


def _become(data: Any, old: Any, new: Any, fresh: Any) -> None:
    """Bring `data`, which says `old`, to say `new`; fresh: `new` as the editor has it."""
    keys = range(len(new)) if isinstance(new, list) else new
    for key in keys:
        before = old[key] if isinstance(old, list) else old.get(key)
        if before == new[key]:
            continue
        alike = isinstance(before, dict) and isinstance(new[key], dict)
        if isinstance(before, list) and isinstance(new[key], list):
            alike = len(before) == len(new[key]) and isinstance(data.get(key), CommentedSeq)
        if alike:
            _become(data[key], before, new[key], fresh[key])
        else:
            data[key] = fresh[key]
    if isinstance(new, dict):
        for key in [one for one in data if one not in new and one in old]:
            del data[key]


def _format_commented(model: type[BaseModel], text: str) -> str:
    read_yaml(text)  # what the strict reader refuses never reaches the lenient one
    data = _editor().load(text)
    _reorder(model, data)
    out = io.StringIO()
    _editor().dump(data, out)
    return out.getvalue()


def _reorder(model: type[BaseModel] | None, data: Any) -> None:
    if isinstance(data, (CommentedSeq, CommentedMap)) and len(data):
        data.fa.set_block_style()
    if isinstance(data, CommentedSeq):
        for index, item in enumerate(data):
            if isinstance(item, str) and "\n" in item:
                data[index] = LiteralScalarString(item)
            _reorder(model, item)
    if not isinstance(data, CommentedMap):
        return
    for key in [key for key, value in data.items() if value is None]:
        del data[key]
    fields = _fields(model)
    for position, key in enumerate(_in_order(fields, list(data))):
        if list(data)[position] != key:
            data.move_to_end(key, last=False) if position == 0 else _move(data, key, position)
    for key, value in list(data.items()):
        if isinstance(value, str) and "\n" in value:
            data[key] = LiteralScalarString(value)
        _reorder(fields.get(key), value)


def _move(data: CommentedMap, key: str, position: int) -> None:
    # Reinsert: ruamel keeps a key's comment under its name, so only the order changes.
    kept = data.ca.items.get(key)
    value = data.pop(key)
    data.insert(position, key, value)
    if kept is not None:
        data.ca.items[key] = kept


def _ordered(model: type[BaseModel] | None, value: object) -> object:
    if isinstance(value, list):
        return [_ordered(model, item) for item in value]
    if isinstance(value, dict):
        fields = _fields(model)
        # A field without content is a field left out.
        return {
            key: _ordered(fields.get(key), value[key])
            for key in _in_order(fields, list(value))
            if value[key] is not None
        }
    return value


def _in_order(fields: dict[str, Any], keys: list[str]) -> list[str]:
    known = [key for key in fields if key in keys]
    return [*known, *sorted(key for key in keys if key not in fields)]


@cache
def _fields(model: type[BaseModel] | None) -> dict[str, type[BaseModel] | None]:
    """Field names as in the file, in order, each with the model inside it."""
    if model is None:
        return {}
    return {
        info.alias or name: model_in(info.annotation) for name, info in model.model_fields.items()
    }


def _format_table(model: type[Record], text: str) -> str:
    rows = [row for _, row in read_table(text)]
    header, body = rows[0], rows[1:]
    return dump_rows(model, [dict(zip(header, row, strict=True)) for row in body])


def edited(model: type[Record], text: str, change: Callable[[Any], None]) -> str:
    """A file after a change to its value, comments kept, in the standard form.

    change: gets the mapping of the file and changes it in place.
    """
    read_yaml(text)
    data = _editor().load(text)
    change(data)
    out = io.StringIO()
    _editor().dump(data, out)
    return format_text(model, out.getvalue())
