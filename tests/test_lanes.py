"""Rows proved by a pattern and rows read by the model come to one verdict, in whatever state a table is."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.catalogue import Catalogue
from generator.decision_numbers import is_form, parts, printed
from generator.findings import Finding
from generator.models.base import path_fields, registers
from generator.rules import run
from generator.sources import records, standard, tables
from generator.sources.patterns import fits, is_proved, row_pattern
from generator.sources.records import line_of, load
from generator.sources.row_records import Rows
from generator.sources.standard import format_text, is_standard
from generator.sources.tables import SEPARATOR, csv_line, read_table
from tests.support.city import CITY, DAY, copy_city
from tests.test_clean import ODD, TABLES, judged, rows

CASES = "lists/departments/market-regulation/penalties/2026.csv"
OTHERS = (
    "lists/departments/urban-management/penalties/2026.csv",
    "lists/departments/market-regulation/licences/2026.csv",
    "lists/departments/market-regulation/other_acts/2026.csv",
    "lists/departments/market-regulation/filings/2026.csv",
    "lists/departments/urban-management/transfers/2026.csv",
    "lists/laws/city-appearance-regulation/2017-03-01.csv",
)
MORE = [
    "cf-1", "cf-01", "cf-3", "bcf-2", "小市监罚〔2026〕2号", "小市监罚[2026]第002号", "小市监罚〔2025〕3号", "2024-1-5",
    "2024-02-30", "2020-01-01", "2026-12-31", "expired-food", "expired-food/sale", "littering", "littering/none", "nobody",
    "food-safety-law@2021-04-29:124", "food-safety-law@2025-09-12:999", "city-appearance-regulation@2017-03-01:34.0.1",
    "food-safety-law@2025-09-12:124.1.5;nothing@2025-09-12:1", "lighter", "from-10000", "warning", "12345678901", "91110000600037341K",
]  # fmt: skip

Table = list[list[str]]
Mutation = Callable[[random.Random, Table], None]


def some_row(dice: random.Random, table: Table) -> list[str]:
    return dice.choice([row for row in table[1:] if row])


def cell(dice: random.Random, table: Table) -> None:
    row = some_row(dice, table)
    row[dice.randrange(len(row))] = dice.choice([*ODD, *MORE])


def another_cell(dice: random.Random, table: Table) -> None:
    one, other = some_row(dice, table), some_row(dice, table)
    at = dice.randrange(min(len(one), len(other)))
    one[at] = other[at]


def row_twice(dice: random.Random, table: Table) -> None:
    table.insert(dice.randrange(1, len(table)), list(dice.choice(table[1:])))


def swapped(dice: random.Random, table: Table) -> None:
    one, other = dice.randrange(1, len(table)), dice.randrange(1, len(table))
    table[one], table[other] = table[other], table[one]


def short_or_long(dice: random.Random, table: Table) -> None:
    row = some_row(dice, table)
    if dice.random() < 0.5:
        del row[dice.randrange(len(row))]
    else:
        row.insert(dice.randrange(len(row)), dice.choice(["", "x"]))


def column_twice(dice: random.Random, table: Table) -> None:
    at = dice.randrange(len(table[0]))
    for row in table:
        row.insert(at, "".join(row[at : at + 1]))


def columns_moved(dice: random.Random, table: Table) -> None:
    for row in table:
        row.append(row.pop(0) if row else "")


def emptied(dice: random.Random, table: Table) -> None:
    table.insert(dice.randrange(1, len(table)), dice.choice([[], [""] * len(table[0])]))


FEW = (cell, cell, cell, cell, another_cell, another_cell, row_twice, swapped, emptied)
WHOLE: tuple[Mutation, ...] = (short_or_long, column_twice, columns_moved)


def dumped(dice: random.Random, table: Table) -> bytes:
    """A table as somebody's program writes it: mostly as ours does."""
    lines = [csv_line(row) for row in table]
    if dice.random() < 0.2:
        at = dice.randrange(len(lines))
        lines[at] = dice.choice(
            ['"' + lines[at].replace(",", '","') + '"', lines[at] + '"', '"' + lines[at]]
        )
    end = dice.choice(["\n"] * 8 + ["\r\n", "\r"])
    text = (
        dice.choice([""] * 9 + ["\ufeff"])
        + end.join(lines)
        + dice.choice([end] * 5 + ["", end * 2])
    )
    return text.encode(dice.choice(["utf-8"] * 15 + ["gb18030"]), "replace")


def of_many_rows(text: str) -> Table:
    """A table with each of its rows several times, each with an id and a number of its own."""
    (_, header), *listed = read_table(text)
    table = [header]
    for at in range(4):
        for _, row in listed:
            cells = dict(zip(header, row, strict=True))
            series, dash, serial = cells["id"].rpartition("-")
            if dash and serial.isdigit() and "number" in cells:
                new = str(int(serial) + at * len(listed))
                cells["number"] = cells["number"].replace(f"〕{serial}", f"〕{new}")
                cells["id"] = f"{series}-{new}"
            elif at:
                continue
            table.append(list(cells.values()))
    return table


def found(root: Path) -> tuple[list[tuple[Finding, int]], list[object], int]:
    """The findings with their lines, the records in their order, and how many rows were proved."""
    loaded = load([root])
    catalogue = Catalogue(loaded.records, loaded.problems)
    report = run(catalogue, DAY)
    said = sorted(((one, line_of(one.place)) for one in report.findings), key=repr)
    proved = sum(
        len(part.proved)
        for several in loaded.records.values()
        for part in several.parts
        if isinstance(part, Rows)
    )
    here = [
        (record, record.root, record.file, record.row_line, record.seal)
        for several in loaded.records.values()
        for record in several
    ]
    return [*said, *sorted(map(repr, report.unchecked))], here, proved  # type: ignore[list-item]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_city(tmp_path_factory.mktemp("lanes") / "city")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    seed=st.integers(0, 2**32),
    few=st.lists(st.sampled_from(FEW), max_size=6),
    whole=st.sampled_from([None] * 6 + list(WHOLE)),
)
def test_both_lanes_find_the_same(
    city: Path, seed: int, few: list[Mutation], whole: Mutation | None
) -> None:
    """Whatever is wrong with a table, `check` says the same, with and without patterns."""
    dice = random.Random(seed)
    files = (CASES, dice.choice(OTHERS))
    for file in files:
        table = of_many_rows((CITY / file).read_text(encoding="utf-8"))
        for mutation in [*few, *([whole] if whole else [])]:
            mutation(dice, table)
        (city / file).write_bytes(dumped(dice, table))
    quick = found(city)
    with (
        patch.object(records, "row_pattern", lambda *_: None),
        patch.object(tables, "plain_lines", lambda _: None),
        patch.object(standard, "plain_lines", lambda _: None),
    ):
        slow = found(city)
    for file in files:
        shutil.copy(CITY / file, city / file)
    assert quick[0] == slow[0]
    assert quick[1] == slow[1]
    assert quick[2] > 200 and slow[2] == 0


@pytest.mark.parametrize("name", TABLES)
def test_what_is_proved_the_model_takes(name: str) -> None:
    """Cells of every odd kind in every column: a row that matches is one that the model takes."""
    model = registers()[name]
    draw = random.Random(name)
    several = rows(name)
    columns = [column for column in several[0] if column not in path_fields(model)]
    pattern = row_pattern(model, tuple(columns))
    if pattern is None:
        return  # whole tables of it go to the model
    proved = 0
    for cells in several:
        proved += is_proved(pattern, SEPARATOR.join(cells[one] for one in columns), len(columns))
    assert proved > len(several) / 2
    for column in columns:
        for odd in [
            *ODD,
            *MORE,
            SEPARATOR,
            f"a{SEPARATOR}b",
            ",",
            "a,b",
            "x" * 20_000,
            "x" * 100,
            "x" * 101,
        ]:
            cells = {**draw.choice(several), column: odd}
            if is_proved(pattern, SEPARATOR.join(cells[one] for one in columns), len(columns)):
                assert judged(model, cells) is not None, (column, odd)
    for place, odd in ((place, odd) for place in path_fields(model) for odd in ODD):
        if fits(model, {**{one: several[0][one] for one in path_fields(model)}, place: odd}):
            assert judged(model, {**several[0], place: odd}) is not None


@given(
    st.lists(st.from_regex(r"[a-c]{0,2}-?[0-9]{0,3}", fullmatch=True), max_size=5),
    st.sampled_from(["\n", "", "\n\n"]),
)
def test_standard_form_is_seen_without_writing_it(ids: list[str], end: str) -> None:
    """A table is said to be standard exactly where writing it anew gives the same bytes."""
    model = registers()["terms"]
    (_, header), (_, row), *_ = read_table(
        (Path(__file__).parents[1] / "lists" / "terms.csv").read_text(encoding="utf-8")
    )
    lines = [",".join(header), *(",".join([one, *row[1:]]) for one in ids)]
    text = "\n".join(lines) + end
    if end != "\n\n":
        assert header[0] == "id" and (is_standard(model, text) is None) == (
            format_text(model, text) == text
        )


@given(
    st.text("甲〔〕()[]YN第号0129字", max_size=12),
    st.from_regex("[0-9]{4}", fullmatch=True),
    st.integers(1, 10**6),
)
@example("[N)", "2026", 1180)
def test_number_is_read_as_it_is_printed(text: str, year: str, serial: int) -> None:
    for form in (text, f"甲〔YYYY〕{text}N号", f"{text}〔YYYY〕第N号"):
        if is_form(form):
            assert parts(printed(form, year, str(serial)), form) == (year, str(serial))
