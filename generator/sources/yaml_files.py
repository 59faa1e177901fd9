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
from yaml.reader import ReaderError

from generator.findings import Path

MAX_DEPTH = 32

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

# The parser's English, as a clerk can use it. Anything else gets the general sentence.
TAB = "这里有制表符（Tab），YAML 的缩进只能用空格"
PHRASES = (
    ("found a tab character", TAB),
    (
        "mapping values are not allowed",
        "一行里出现了两个冒号，或者上一行没有写完；含冒号的内容要加引号",
    ),
    ("could not find expected ':'", "这一行缺少冒号，或者上面的引号没有闭合"),
    ("found unexpected end of stream", "引号没有闭合，一直到文件末尾"),
    ("expected <block end>", "缩进没有对齐，或者上一行的括号、引号没有闭合"),
    ("did not find expected key", "缩进没有对齐，或者上一行的括号、引号没有闭合"),
    ("did not find expected '-'", "列表各项的缩进没有对齐"),
    ("did not find expected ',' or", "方括号或者花括号没有闭合"),
    ("found character that cannot start any token", "这一行以 YAML 的特殊符号开头；内容要加引号"),
    ("control characters are not allowed", "含有看不见的控制字符"),
)


class _Parser(yaml.CSafeLoader):
    """The C parser; only its events are used."""


class YamlError(ValueError):
    """The text is no YAML that a record may use. `line` counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


@dataclass
class YamlText:
    """What a text says: its value, the lines of its fields, and keys written twice (path, line)."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[tuple[Path, int]] = field(default_factory=list)


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
            raise YamlError(
                line,
                "用了锚点或别名（& 或 *）；记录里不使用，改为直接写出内容；文字以 & 或 * 开头的，加引号",
            )
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlError(line, "一个文件里有两段以 --- 分开的内容；一条记录一个文件")
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
                raise YamlError(line, "键不是一个词；键只能是字段名")
            if len(stack) >= MAX_DEPTH:
                raise YamlError(line, f"嵌套超过{MAX_DEPTH}层")
            value: Any = [] if isinstance(event, SequenceStartEvent) else {}
            stack.append([value, place(value, line), None])
        elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
            stack.pop()
    return result


def _events(text: str) -> Iterator[tuple[Event, int]]:
    try:
        parser = _Parser(text)
        while True:
            event = parser.get_event()
            if event is None or isinstance(event, StreamEndEvent):
                return
            mark = event.start_mark
            yield event, mark.line + 1 if mark else 1
    except ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        raise YamlError(text[:position].count("\n") + 1, _phrase(str(error.reason))) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line + 1 if mark else 1, max(1, len(text.splitlines())))
        written = text.splitlines()[line - 1 : line]
        tab = any(row[: len(row) - len(row.lstrip())].count("\t") for row in written)
        raise YamlError(
            line, TAB if tab else _phrase(f"{error.problem} {error.context}")
        ) from error
    except yaml.YAMLError as error:
        raise YamlError(1, _phrase(str(error))) from error


def _phrase(problem: str) -> str:
    for english, chinese in PHRASES:
        if english in problem:
            return chinese
    return "这里不符合 YAML 的写法"


def _refuse_tag(event: ScalarEvent | SequenceStartEvent | MappingStartEvent, line: int) -> None:
    if event.tag is not None:
        raise YamlError(line, f"用了类型标记“{event.tag}”；记录里不使用，删去")


def _key(event: ScalarEvent, line: int) -> str:
    _refuse_tag(event, line)
    if event.implicit[0] and not isinstance(_plain(event.value), str):
        # Readers disagree on what such a key is; in quotes it is a string for all of them.
        raise YamlError(line, f"键“{event.value}”要加引号")
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
