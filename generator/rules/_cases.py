"""The failing and passing examples of a rule: its tests, its page, and what `explain` prints.

They stand in examples/CODE.yaml, by name:

    fail_not_confirmed:                 the name says fail_ or pass_
      title: 清单没有写明由谁确认
      day: 2026-11-23                   where it matters; else the small city's own day
      files: {PATH: TEXT or null}       a whole file; null takes it away
      edit: {PATH: [OLD, NEW]}          OLD stands once in the city's file
      history: {PATH: DAY}              when git came to have the file as the example has it, or lost it; until
                                        then it was as in the small city, or was not there if it is new
      expect: [{file, field, line?, kind?}]   what this rule finds, all of it

A path leads from the root; the supervision root of the small city stands in its folder supervision/, so
that a path below it begins `supervision/lists/`. A field is its path with points (`bases.0.article`). A pair differs in
one thing. The small city that examples are laid over is tests/city; what was seen elsewhere stands in its
`observations.json` and is changed or taken away like any file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from generator.sources.yaml_files import read_yaml

EXAMPLES = Path(__file__).parent / "examples"
# Where the program stands without its tests, lines have no numbers.
CITY = Path(__file__).parents[2] / "tests" / "city"


class ExampleError(ValueError):
    """An example file that cannot be used: the message says which and why."""


@dataclass(frozen=True)
class Expected:
    """A finding that an example must give. `line` and `kind` only where they matter."""

    file: str
    field: str
    line: int | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Case:
    """An example: what is changed in the small city, and what the rule then finds."""

    code: str
    name: str
    title: str
    day: date | None
    files: Mapping[str, str | None]
    edits: Mapping[str, tuple[str, str]]
    history: Mapping[str, date]
    expect: tuple[Expected, ...]

    @property
    def fails(self) -> bool:
        return self.name.startswith("fail_")


@cache
def cases(code: str) -> list[Case]:
    """The examples of a rule, failing ones first as written. Raises ExampleError."""
    path = EXAMPLES / f"{code}.yaml"
    if not path.is_file():
        raise ExampleError(f"规则 {code} 没有例子：缺少 {path.name}")
    return [
        _case(code, name, raw) for name, raw in read_yaml(path.read_text("utf-8")).value.items()
    ]


@cache
def first_line(file: str, old: str) -> int:
    """The line of the small city's file at which an edit begins; 0 where that file is not at hand."""
    try:
        before, found, _ = (CITY / file).read_text("utf-8").partition(old)
    except OSError:
        return 0
    return before.count("\n") + 1 if found else 0


def _case(code: str, name: str, raw: dict[str, object]) -> Case:
    where = f"{code}.yaml 的 {name}"
    known = {"title", "day", "files", "edit", "history", "expect"}
    if not name.startswith(("fail_", "pass_")):
        raise ExampleError(f"{where}：名称以 fail_ 或者 pass_ 开头")
    if unknown := set(raw) - known:
        raise ExampleError(f"{where}：没有 {'、'.join(sorted(unknown))}")
    day = raw.get("day")
    files = _mapping(raw.get("files", {}), where)
    edits = _mapping(raw.get("edit", {}), where)
    history = _mapping(raw.get("history", {}), where)
    expected = raw.get("expect", [])
    if not isinstance(expected, list) or bool(expected) != name.startswith("fail_"):
        raise ExampleError(f"{where}：fail_ 要写 expect，pass_ 不写")
    return Case(
        code,
        name,
        str(raw["title"]),
        date.fromisoformat(str(day)) if day is not None else None,
        {path: None if text is None else str(text) for path, text in files.items()},
        {path: _edit(pair, where) for path, pair in edits.items()},
        {path: date.fromisoformat(str(on)) for path, on in history.items()},
        tuple(Expected(**one) for one in expected),
    )


def _mapping(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ExampleError(f"{where}：files、edit 和 history 是“路径: 内容”")
    return value


def _edit(value: object, where: str) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise ExampleError(f"{where}：edit 写作 [原文, 改成]")
    return str(value[0]), str(value[1])
