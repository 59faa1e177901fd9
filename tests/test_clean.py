"""What the quick reading of rows takes, the model takes too, with the same values; all else the model judges."""

import random
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.models.base import SUPERVISION, Record, path_fields, registers
from generator.sources.clean import _clean, read_row, seen
from generator.sources.tables import decode, read_table

ROOT = Path(__file__).parents[1]
TABLES = sorted(name for name, model in registers().items() if model.register.is_table)
ODD = [
    "", " ", "\u3000", " 前面空格", "后面空格 ", "\u200b", "甲\u202e乙", "甲\tb", "甲\nb", "x" * 20001,
    "“quoted”", "“起头的引号", "「cf-1」", "'", '"', "0", "-1", "+1", "1.5", "1.555", "1e3", "１２", "1,000",
    "5万", "999999999999999", "9999999999999999", "00012", "2026-02-29", "2024-02-29", "2026-2-3",
    "2026-11-06T00:00:00", "1709596800", "0000-01-01", "9999-12-31", "２０２６-01-01", "true", "false", "None",
    "null", "a/b", "A-b", "a--b", "-", "penalty", "fine;fine", "fine;", ";", "fine;nothing", "food-safety-law",
    "food-safety-law@2025-09-12:124.1.5", "food-safety-law@2025-09-12:0", "@", "x@y:z", "a@2026-01-01:1;b@2026-01-01:2.1",
    "12-1", "0123456789abcdef", "91110000600037341L", "男", "𠮷野家", "\U000e0041", "\ufeff头",
]  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    """Rows of the demo of a register, with what their path says."""
    model = registers()[name]
    found: list[dict[str, str]] = []
    lists = (
        ROOT / "tests" / "supervision" if model.register.root == SUPERVISION else ROOT
    ) / "lists"
    for path in sorted(lists.rglob("*.csv")):
        place = model.register.expression.match(path.relative_to(lists).as_posix())
        if place is None:
            continue
        table = [row for _, row in read_table(path.read_text(encoding="utf-8"))]
        known = {key: place[key] for key in path_fields(model)}
        found += [{**dict(zip(table[0], row, strict=True)), **known} for row in table[1:40]]
        if len(found) > 400:
            break
    return found


def values(model: type[Record], cells: dict[str, str]) -> dict[str, object]:
    given = {name: cells[name] for name in path_fields(model)}
    return {**decode(model, {k: v for k, v in cells.items() if k not in given}), **given}


def judged(model: type[Record], cells: dict[str, str]) -> Record | None:
    try:
        return model.model_validate(values(model, cells))
    except ValidationError:
        return None


@pytest.mark.parametrize("name", TABLES)
def test_rows_as_they_should_be_need_no_second_look(name: str) -> None:
    """Every row of the demo passes at once and is the model's own record."""
    model = registers()[name]
    several = rows(name)
    assert several
    for cells in several:
        assert _clean(model).validate_python(values(model, cells)) == judged(model, cells)


@pytest.mark.parametrize("name", TABLES)
def test_what_passes_the_model_takes_with_the_same_values(name: str) -> None:
    """Cells of every odd kind in every column: clean says no more than the model, and nothing else."""
    model = registers()[name]
    draw = random.Random(name)
    several = rows(name)
    refused = taken = 0
    for column in several[0]:
        for odd in ODD:
            cells = {**draw.choice(several), column: odd}
            if not seen("\n".join(cells.values())):
                continue  # such a table goes to the model whole
            wanted = judged(model, cells)
            try:
                found = read_row(model, values(model, cells))
            except ValidationError:
                assert wanted is None
                refused += 1
            else:
                assert found == wanted
                taken += 1
    assert refused and taken


def test_table_with_unseen_characters_is_left_to_the_model() -> None:
    assert seen("甲乙\n丙\t1")
    assert not seen("甲\u200b乙")
