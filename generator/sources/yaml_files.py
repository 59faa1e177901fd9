"""YAML 1.2 core as plain values, with the line of every field.

Read from the parser's events, without recursion: a file of a thousand nested brackets must end in a
message, not in a crash of the C stack. Anchors and aliases are refused: records do not need them, and
an alias bomb is one of them. Dates stay strings, numbers with a point become Decimal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generator.findings import Path
from generator.sources.yaml_errors import Scalar, YamlError, explained, refuse_unseen

MAX_DEPTH = 32
NO_ALIAS = "直接写出内容；文字本身以 & 或 * 开头的，整个加引号。"
NO_TAG = "把感叹号开头的标记删去；文字本身以 ! 开头的，整个加引号。"
ONE_DOCUMENT = "一个文件只写一条记录：第二段移到它自己的文件；不是两条的，删去 --- 这一行。"
FIELD_NAME = "冒号前面写字段名，照数据字典；内容里的数字和词语写在冒号后面。"

BODY = "body"
PAGE = re.compile(
    r"---[ ]*\r?\n(?P<fields>.*?)^---[ ]*(?:\r?\n(?P<body>.*))?\Z", re.DOTALL | re.MULTILINE
)

INT = re.compile(r"^[-+]?[0-9]+$")
OCTAL = re.compile(r"^0o[0-7]+$")
HEX = re.compile(r"^0x[0-9a-fA-F]+$")
FLOAT = re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
NAN = re.compile(r"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$")
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


# A mark that stands inside a quoted or a block text is part of it.
_COMMENT = re.compile(r"(?:^|[ \t])#[ \t]*(?P<words>\S.*)$", re.MULTILINE)


def comments(text: str, value: object) -> list[tuple[int, str]]:
    """Line and words of what stands behind a # in a file and is no part of its value."""
    if "#" not in text:
        return []
    said = "\n".join(_strings(value))
    return [
        (text.count("\n", 0, match.start("words")) + 1, match["words"])
        for match in _COMMENT.finditer(text)
        if match["words"].rstrip("'\" ") not in said
    ]


def cut_off(text: str, value: object) -> list[tuple[int, str]]:
    """Line and words of what a # directly before a word cuts off a text: who writes it means no comment."""
    lines = text.split("\n")
    return [
        (line, words)
        for line, words in comments(text, value)
        if re.search(rf"^[^#]*[^\s#][ \t]+#{re.escape(words)}", lines[line - 1])
    ]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


class _Parser(yaml.CSafeLoader):
    """The C parser; only its events are used."""


@dataclass
class YamlText:
    """What a text says: its value, the lines of its fields, and keys written twice (path, line)."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[tuple[Path, int]] = field(default_factory=list)


def parted(text: str) -> tuple[str, str] | None:
    """The fields and the text of a page: what stands between two lines of ---, and what follows; None where there
    are no such lines."""
    found = PAGE.match(text)
    return (found["fields"], found["body"].strip()) if found else None


def read_document(text: str) -> YamlText:
    """Read a record's file: one document, or a page, whose text becomes the field `body`. Raises YamlError."""
    parts = parted(text)
    if parts is None:
        return read_yaml(text)
    fields, body = parts
    # An empty line in place of the --- keeps the lines as a person counts them.
    read = read_yaml(f"\n{fields}")
    if isinstance(read.value, dict) and body:
        read.value[BODY] = body
        read.lines[BODY,] = text[: text.index(body, len(fields))].count("\n") + 1
    return read


def read_yaml(text: str) -> YamlText:
    """Read one document. Raises YamlError with the line where reading stopped."""
    result = YamlText()
    # Each frame: (container, path, key waiting for its value).
    stack: list[Any] = []
    documents = 0

    def place(value: object, line: int) -> Path:
        if not stack:
            result.value = value
            result.lines[()] = line
            return ()
        container, path, key = stack[-1]
        where: Path
        if isinstance(container, list):
            where = (*path, len(container))
            container.append(value)
        elif key in container:
            where = (*path, key)
            result.repeated.append((where, line))
            stack[-1][2] = None
            return where
        else:
            where = (*path, key)
            container[key] = value
            stack[-1][2] = None
        result.lines.setdefault(where, line)
        return where

    for event, line in _events(text):
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise YamlError(line, "用了锚点或者别名（& 或 *），记录里不使用", NO_ALIAS)
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlError(line, "一个文件里有两段以 --- 分开的内容", ONE_DOCUMENT)
        elif isinstance(event, ScalarEvent):
            if stack and isinstance(stack[-1][0], dict) and stack[-1][2] is None:
                key = _key(event, line)
                stack[-1][2] = key
                # The key's line, not the value's: that is where a person looks.
                result.lines.setdefault((*stack[-1][1], key), line)
            else:
                place(_scalar(event, line), line)
        elif isinstance(event, (SequenceStartEvent, MappingStartEvent)):
            _refuse_tag(event, line)
            if stack and isinstance(stack[-1][0], dict) and stack[-1][2] is None:
                raise YamlError(line, "冒号前面不是字段名，是一个列表或者一组字段", FIELD_NAME)
            if len(stack) >= MAX_DEPTH:
                raise YamlError(
                    line, f"嵌套超过{MAX_DEPTH}层", "删去多余的方括号、花括号或者短横。"
                )
            value: Any = [] if isinstance(event, SequenceStartEvent) else {}
            stack.append([value, place(value, line), None])
        elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
            stack.pop()
    return result


def _events(text: str) -> Iterator[tuple[Event, int]]:
    refuse_unseen(text)
    last: Scalar | None = None
    try:
        parser = _Parser(text)
        while True:
            event = parser.get_event()
            if event is None or isinstance(event, StreamEndEvent):
                return
            mark = event.start_mark
            if isinstance(event, ScalarEvent) and mark and event.end_mark:
                last = Scalar(mark.line + 1, event.end_mark.line + 1, event.style)
            yield event, mark.line + 1 if mark else 1
    except yaml.YAMLError as error:
        raise explained(error, text, last) from error


def _refuse_tag(event: ScalarEvent | SequenceStartEvent | MappingStartEvent, line: int) -> None:
    if event.tag is not None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise YamlError(line, f"用了类型标记“{tag}”，记录里不使用", NO_TAG)


def _key(event: ScalarEvent, line: int) -> str:
    _refuse_tag(event, line)
    if event.implicit[0] and not isinstance(_plain(event.value), str):
        # Readers disagree on what such a key is; in quotes it is a string for all of them.
        raise YamlError(line, f"冒号前面的“{event.value}”不是字段名", FIELD_NAME)
    return str(event.value)


def _scalar(event: ScalarEvent, line: int) -> object:
    _refuse_tag(event, line)
    # Only plain scalars are resolved; whatever is quoted is a string.
    return _plain(event.value) if event.implicit[0] else event.value


def _plain(value: str) -> object:
    if value in NULLS:
        return None
    if value in BOOLEANS:
        return BOOLEANS[value]
    if value[0] not in "+-.0123456789":
        return value
    if len(value) > 40:
        return value
    if INT.match(value):
        return int(value)
    if OCTAL.match(value):
        return int(value[2:], 8)
    if HEX.match(value):
        return int(value[2:], 16)
    if FLOAT.match(value):
        return Decimal(value)
    if NAN.match(value):
        return float(
            value.replace(".inf", "inf")
            .replace(".Inf", "inf")
            .replace(".INF", "inf")
            .replace(".", "")
        )
    return value
