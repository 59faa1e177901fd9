"""A case docket as a clerk has it, in Excel or CSV: rows by English column names, each cell as the lists write it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.anonymizing import PRIVATE
from generator.commands import CommandError
from generator.forms.cells import Cells, Misread
from generator.forms.columns import FormColumn, form_columns
from generator.models.base import LIST_SEPARATOR, file_fields
from generator.models.outcomes import Outcome
from generator.models.parts import Citation
from generator.sources.spreadsheets import Row as SheetRow
from generator.sources.spreadsheets import SheetError, Value, column_letter, read_book

NEEDED = ("party", "party_kind", "decided_on")


class Row(NamedTuple):
    """A row of the docket: its number, its cells by column, and what could not be read in it."""

    line: int
    cells: dict[str, str]
    faults: list[str]


def rows_of(path: Path, model: type[Outcome], cells: Cells) -> list[Row]:
    """The rows of a docket by English column names, each cell as the lists write it. Raises CommandError."""
    columns = {one.name: one for one in form_columns(model) if one.name in file_fields(model)}
    titles = {name: one.title for name, one in columns.items()} | PRIVATE
    names = {title: name for name, title in titles.items()}
    try:
        found = next((one.rows for one in read_book(path).sheets if one.rows), ())
    except SheetError as error:
        raise CommandError(f"{path} 读不了：{error.what}。{error.advice}") from error
    head = next((at for at, row in enumerate(found) if _is_header(row, names)), None)
    if head is None:
        raise CommandError(
            f"{path} 没有找到列名那一行：要有“当事人”和“当事人类型”；{model.register.title}有这些列：{'、'.join(titles.values())}"
        )
    number = found[head].number
    header = [names.get(word, word) for word in map(_word, found[head].cells)]
    if unknown := [name for name in header if name and name not in titles]:
        raise CommandError(
            f"{path} 第{number}行有不认识的列：{'、'.join(map(_quoted, unknown))}；不用的列删去；{model.register.title}有这些列：{'、'.join(titles.values())}"
        )
    if twice := sorted({titles[name] for name in header if name and header.count(name) > 1}):
        raise CommandError(f"{path} 第{number}行有两列是同一栏：{'、'.join(twice)}；留一列")
    if missing := [titles[name] for name in NEEDED if name not in header]:
        raise CommandError(f"{path} 第{number}行缺少这些列：{'、'.join(missing)}；加上再运行")
    places = {name: at for at, name in enumerate(header) if name}
    return [_understood(row, places, columns, titles, cells) for row in found[head + 1 :]]


def _is_header(row: SheetRow, names: Mapping[str, str]) -> bool:
    words = set(map(_word, row.cells))
    return {"party", "party_kind"} <= {names.get(word, word) for word in words}


def _word(cell: Value) -> str:
    return str(cell).strip()


def _understood(
    row: SheetRow,
    places: Mapping[str, int],
    columns: Mapping[str, FormColumn],
    titles: Mapping[str, str],
    cells: Cells,
) -> Row:
    """A row as the lists write it; what is in a cell is read as `import` reads it."""
    values = dict.fromkeys(places, "")
    faults = []
    # The day first: a decision rests on the law of its day.
    for name in sorted(places, key=lambda one: one != "decided_on"):
        column = columns.get(name, columns["party"])
        cell = row.cells[places[name]] if places[name] < len(row.cells) else ""
        decided = values["decided_on"]
        try:
            on = date.fromisoformat(decided) if decided else None
            values[name] = _cell(cells.read(column, cell, on=on).value)
        except Misread as error:
            letter = column_letter(places[name])
            advice = f"。{error.advice}" if error.advice else ""
            faults.append(f"{letter}列“{titles[name]}”：{error.what}{advice}")
    return Row(row.number, values, faults)


def _cell(value: object) -> str:
    """A value as a cell of the lists."""
    if isinstance(value, list):
        return LIST_SEPARATOR.join(map(_cell, value))
    if isinstance(value, dict):
        return str(Citation.model_validate(value))
    return "" if value is None else str(value)


def _quoted(text: str) -> str:
    return f"“{text}”"
