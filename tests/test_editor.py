"""lists/ in VS Code: what its YAML extension's server offers, explains and marks, in Chinese."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any

import pytest

from generator.data.reference import json_schema
from generator.models.base import Record, extra, registers
from generator.models.choices import PowerType
from generator.models.powers import Posts, Power
from generator.sources.shape import choices_in
from tests.support.city import CITY
from tests.support.editor import REPOSITORY, Editor, editor, settings

POWER = "lists/departments/market-regulation/powers/expired-food.yaml"
CHINESE = re.compile("[\u4e00-\u9fff]")
YAML_REGISTERS = [
    name
    for name, model in registers().items()
    if not (model.register.is_table or model.register.is_page)
]


@pytest.fixture(scope="module")
def opened() -> Iterator[Editor]:
    with editor() as one:
        yield one


def power(**changes: str) -> str:
    """The text of a power of the small city with top-level lines changed; a line of a field may be taken away with ''."""
    text = (CITY / POWER).read_text(encoding="utf-8")
    for name, line in changes.items():
        text, count = re.subn(rf"^{name}:.*\n", line, text, flags=re.M)
        assert count == 1, name
    return text


def place(text: str, words: str) -> tuple[int, int]:
    """Line and column, from 0, right after some words that stand once at a line's start."""
    lines = [number for number, line in enumerate(text.split("\n")) if line.startswith(words)]
    assert len(lines) == 1, words
    return lines[0], len(words)


def documentation(item: dict[str, Any]) -> str:
    found = item.get("documentation", "")
    return found["value"] if isinstance(found, dict) else str(found)


def fields(model: type[Record]) -> dict[str, str]:
    """What may stand at the top of a file, as written there, with its description."""
    return {
        info.alias or name: str(info.description)
        for name, info in model.model_fields.items()
        if not extra(info, "from_path")
    }


def test_keys_are_offered_with_their_descriptions(opened: Editor) -> None:
    """At the start of a new line: every field that the file does not have yet, each explained."""
    text = power() + "\n"
    present = set(re.findall(r"^(\w+):", text, flags=re.M))
    opened.open(POWER, text)
    offered = {
        item["label"]: documentation(item)
        for item in opened.complete(POWER, text.count("\n") - 1, 0)
    }
    opened.close(POWER)
    wanted = {name: words for name, words in fields(Power).items() if name not in present}
    assert wanted
    assert offered == wanted


def test_values_are_offered_with_their_labels(opened: Editor) -> None:
    """After `type:`: the ten types of power and nothing else, each with its Chinese name."""
    text = power(type="type: \n")
    opened.open(POWER, text)
    offered = {
        item["label"]: documentation(item)
        for item in opened.complete(POWER, *place(text, "type: "))
    }
    opened.close(POWER)
    assert offered == {one.value: one.label for one in PowerType}


def test_a_key_explains_itself(opened: Editor) -> None:
    """Over a key: its Chinese title, what it is for, and what may stand there."""
    text = power()
    opened.open(POWER, text)
    line, _ = place(text, "type:")
    shown = opened.hover(POWER, line, 1)
    opened.close(POWER)
    field = Power.model_fields["type"]
    assert str(field.title) in shown
    assert str(field.description) in shown
    for one in PowerType:
        assert f"`{one.value}`: {one.label}" in shown


def test_a_key_inside_a_group_explains_itself(opened: Editor) -> None:
    """The hints reach into the parts of a record."""
    text = power()
    opened.open(POWER, text)
    shown = opened.hover(POWER, place(text, "  handler:")[0], 3)
    opened.close(POWER)
    assert str(Posts.model_fields["handler"].description) in shown


@pytest.mark.parametrize(
    ("changes", "words", "marked"),
    [
        ({"type": "type: punishment\n"}, "type: ", "punishment"),
        ({"id": "id: Expired_Food\n"}, "id: ", "Expired_Food"),
        ({"unit": "unit: [food]\n"}, "unit: ", "[food]"),
        ({"unit": "units: food\n"}, "", "units"),
    ],
)
def test_a_broken_value_is_marked(
    changes: dict[str, str], words: str, marked: str, opened: Editor
) -> None:
    """What `check` would refuse is underlined while it is typed, and only that."""
    text = power(**changes)
    found = opened.open(POWER, text)
    opened.close(POWER)
    line, column = place(text, words) if words else (place(text, marked)[0], 0)
    assert [one["range"] for one in found] == [
        {
            "start": {"line": line, "character": column},
            "end": {"line": line, "character": column + len(marked)},
        }
    ]


def test_a_missing_field_is_marked(opened: Editor) -> None:
    """A required field that is not there is named."""
    found = opened.open(POWER, power(summary=""))
    opened.close(POWER)
    assert ["summary" in one["message"] for one in found] == [True]


@pytest.mark.parametrize("name", YAML_REGISTERS)
def test_every_register_opens_without_complaint_and_explained(name: str, opened: Editor) -> None:
    """A file of each register meets its schema by its place, and its first key explains itself."""
    schemas = settings()["yaml"]["schemas"]
    pattern = schemas[f"schemas/{name}.schema.json"]
    files = [path.relative_to(REPOSITORY).as_posix() for path in REPOSITORY.glob("lists/**/*.yaml")]
    path = min(file for file in files if fnmatch(file, pattern))
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    assert opened.open(path, text) == []
    shown = opened.hover(path, 0, 1)
    opened.close(path)
    model = registers()[name]
    assert fields(model)[text.partition(":")[0]] in shown
    assert f"{name}.schema.json" in shown


def test_every_hint_is_chinese() -> None:
    """No title, description or label of a value that an editor shows is left in English."""
    for name in YAML_REGISTERS:
        for words in hints(json_schema(registers()[name])):
            assert CHINESE.search(words) or words in ("%",), (name, words)


def hints(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for one in schema:
            yield from hints(one)
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if key in ("title", "description") and isinstance(value, str):
                yield value
            elif key in ("enumDescriptions", "markdownEnumDescriptions"):
                yield from value
            elif key != "examples":
                yield from hints(value)


def test_every_choice_names_its_values() -> None:
    """Values that are English keys in the file come with a Chinese label each."""
    seen = 0
    for name in YAML_REGISTERS:
        model = registers()[name]
        definitions = json_schema(model)["definitions"]
        for info in model.model_fields.values():
            choice = choices_in(info.annotation)
            if choice is None:
                continue
            seen += 1
            definition = definitions[choice.__name__]
            labels = dict(zip(definition["enum"], definition["enumDescriptions"], strict=True))
            assert labels == {one.value: one.label for one in choice}
    assert seen > 5
