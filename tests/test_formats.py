"""The standard form: model → file → model without a difference, and one form for one content."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.commands import main
from generator.models.base import LIST_SEPARATOR, PUBLIC, Choice, Record, extra, registers
from generator.models.parts import Citation
from generator.sources.records import SETTINGS, load
from generator.sources.standard import (
    dump,
    dump_rows,
    file_cells,
    file_values,
    format_text,
    is_standard,
    page,
)
from generator.sources.yaml_files import read_yaml
from tests.support.city import check, copy_city

WORDS = st.sampled_from(
    [
        "对经营超过保质期食品的处罚", "yes", "No", "on", "012", "1e3", "12:30", "1_000", "2026-08-15", "~", "null",
        "true", "=", "- 项", "# 号", "a: b", "'单'引", '"双"引', "末尾空格 ", "第一行\n第二行", "{a}", "[b]", "&锚",
        "*别名", "!标记", "%", "@", "`", "？", "😀", "含，逗号,和；", "\u3000全角", "0x1F", "0o17", ".5", "+1", "<<",
    ]
)  # fmt: skip
SLUGS = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True)


def strategy(annotation: Any, table: bool) -> st.SearchStrategy[Any]:
    """Values of an annotation, from its own bounds: built from the model, so that a new field is in."""
    origin = get_origin(annotation)
    if origin is Annotated:
        base, *constraints = get_args(annotation)
        if base is str:
            return text_of(constraints, table)
        if base is int:
            return whole_of(constraints)
        if base is Decimal:
            return (
                st.integers(0, 10**9)
                .map(lambda n: Decimal(n) / 100)
                .map(lambda d: d.quantize(Decimal("0.01")))
            )
        return strategy(base, table)
    if origin in (Union, UnionType):
        return strategy(next(a for a in get_args(annotation) if a is not NoneType), table)
    if origin is list:
        item = strategy(get_args(annotation)[0], table)
        return st.lists(item, min_size=1, max_size=3)
    if origin is dict:
        key, value = get_args(annotation)
        return st.dictionaries(strategy(key, table), strategy(value, table), max_size=2)
    if annotation is bool:
        return st.booleans()
    if annotation is date:
        return st.dates(date(1950, 1, 1), date(2090, 1, 1))
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return st.sampled_from(list(annotation))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return part(annotation, table)
    raise TypeError(f"no strategy for {annotation}")


def stated(constraints: list[Any], name: str, kind: type[Any]) -> list[Any]:
    """What an annotation's constraints say by one name: ge, le, pattern."""
    return [
        value
        for one in constraints
        for inner in (one, *getattr(one, "metadata", ()))
        if isinstance(value := getattr(inner, name, None), kind)
    ]


def whole_of(constraints: list[Any]) -> st.SearchStrategy[int]:
    least, most = stated(constraints, "ge", int), stated(constraints, "le", int)
    return st.integers(max([0, *least]), min([9999, *most]))


def text_of(constraints: list[Any], table: bool) -> st.SearchStrategy[str]:
    patterns = stated(constraints, "pattern", str)
    if patterns:
        # ASCII only, as the patterns mean it.
        return st.from_regex(
            patterns[0]
            .replace(r"\d", "[0-9]")
            .replace(r"\S", "[a-z]")
            .replace(r"[^\s]", "[a-z/.]"),
            fullmatch=True,
        ).map(lambda v: v[:60])
    return WORDS.filter(lambda v: LIST_SEPARATOR not in v) if table else WORDS


def part(model: type[BaseModel], table: bool) -> st.SearchStrategy[Any]:
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, info in model.model_fields.items():
        values = strategy(
            Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation, table
        )
        (required if info.is_required() else optional)[info.alias or name] = values
    return (
        st.fixed_dictionaries(required, optional=optional)
        .map(lambda values: valid(model, values))
        .filter(lambda v: v is not None)
    )


def valid(model: type[BaseModel], values: dict[str, Any]) -> BaseModel | None:
    try:
        return model.model_validate(_raw(values))
    except ValidationError:
        return None


def _raw(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _raw(value.model_dump(by_alias=True))
    if isinstance(value, dict):
        return {k: _raw(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_raw(v) for v in value]
    return value


def written(record: Record) -> tuple[str, str]:
    """Where the record stands below lists/, and its file."""
    path = record.register.path.format(**{n: getattr(record, n) for n in type(record).model_fields})
    if record.register.is_table:
        return path, dump_rows(type(record), [file_cells(record)])
    values = file_values(record)
    if record.register.is_page:
        body = str(values.pop("body", ""))
        return path, page(dump(type(record), values), body)
    return path, dump(type(record), values)


@pytest.mark.parametrize("name", sorted(registers()))
def test_model_file_model_without_a_difference(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    model = registers()[name]
    folder = tmp_path_factory.mktemp(name)

    # Without shrinking: a record of forty fields would be cut down for minutes.
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )
    @given(part(model, model.register.is_table))
    def check(record: Record) -> None:
        path, text = written(record)
        file = folder / "lists" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
        try:
            public = model.register.root == PUBLIC
            loaded = load([folder] if public else [], supervision=None if public else folder)
            # A root of one record has no settings; nothing else may be wrong with it.
            wrong = [p for p in loaded.problems if p.hit.place.file != SETTINGS or name == "portal"]
            assert not [(p.code, p.hit.values) for p in wrong], text
            assert [r.model_dump() for r in loaded.records[name]] == [record.model_dump()]
            assert format_text(model, text) == text
        finally:
            file.unlink()

    check()


@pytest.mark.parametrize(
    "file",
    [
        "lists/departments/urban-management/powers/littering.yaml",
        "lists/departments/urban-management/penalties/2026.csv",
    ],
)
def test_a_byte_order_mark_is_said_and_taken_away(file: str, tmp_path: Path) -> None:
    """Nobody sees the mark: `check` says that it is there, beside what else is not in form."""
    city = copy_city(tmp_path / "city")
    standard = (city / file).read_bytes()
    mark = b"\xef\xbb\xbf"

    def said() -> list[tuple[str, int | None, bool]]:
        return [(f.code, f.place.line, "BOM" in f.message) for f in check(city).findings]

    (city / file).write_bytes(mark + standard)
    assert said() == [("STR010", 1, True)]
    (city / file).write_bytes(mark + standard.replace(b"\n", b"\r\n"))
    assert [one[2] for one in said()] == [True, False]
    assert main(["format", "--root", str(city)]) == 0
    assert (city / file).read_bytes() == standard
    assert said() == []


def test_comments_stay_and_the_form_is_reached_once() -> None:
    model = registers()["powers"]
    text = (
        "# 上面的话\nname: 名称 # 旁边的话\nid: a\ntype: penalty\nsummary: 一句话\n"
        "bases:\n  - article: '12'\n    # 版本\n    version: 2020-01-01\n    law: x\n"
    )
    once = format_text(model, text)
    assert [w for w in ("# 上面的话", "# 旁边的话", "# 版本") if w not in once] == []
    assert once.index("id: a") < once.index("name:") < once.index("type:")
    assert format_text(model, once) == once
    assert is_standard(model, once) is None
    assert read_yaml(once).value == read_yaml(text).value


@given(
    st.dictionaries(st.sampled_from(["name", "summary", "remark", "authority"]), WORDS, min_size=1)
)
def test_the_way_with_comments_and_the_way_without_agree(values: dict[str, str]) -> None:
    model = registers()["powers"]
    fast = dump(model, values)
    slow = format_text(model, fast + "# 一句话\n").replace("# 一句话\n", "")
    assert slow == fast
    assert read_yaml(fast).value == values


def test_a_citation_in_a_cell_reads_back() -> None:
    adapter = TypeAdapter(Citation)
    citation = adapter.validate_python(
        {"law": "food-safety-law", "version": "2025-09-12", "article": "12-1", "subparagraph": "5"}
    )
    assert str(citation) == "food-safety-law@2025-09-12:12-1.0.5"


def test_every_field_says_whether_it_comes_from_the_path() -> None:
    for model in registers().values():
        braces = {
            part
            for part in ("id", "department", "year", "law", "version")
            if "{" + part + "}" in model.register.path
        }
        declared = {n for n, i in model.model_fields.items() if extra(i, "from_path")}
        assert declared == braces - {"id"}
