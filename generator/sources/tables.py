"""A CSV as rows with their lines: UTF-8, a header of field names, several values joined by `;`."""

import csv
import io
from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from generator.models.base import LIST_SEPARATOR, file_fields

LIMIT = 1_000_000
csv.field_size_limit(LIMIT)
SEPARATOR = "\x1f"
"""Between the cells of a row that are joined: a character that no cell may hold, since nobody sees it."""
_QUOTES = "内容里有逗号、引号或者换行的，整格用一对半角双引号，里面的每个双引号写两个。"
_PHRASES = (
    ("unexpected end of data", "这一行有一个引号没有闭合，一直到文件末尾", _QUOTES),
    ("expected after", "引号闭合以后，格子里又有内容", _QUOTES),
    ("field limit", "一个单元格超过一百万个字符，多半是引号没有闭合", _QUOTES),
)


class CsvError(ValueError):
    """The text is no CSV. `line` counts from 1; advice may be empty."""

    def __init__(self, line: int, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.line = line
        self.what = what
        self.advice = advice


def read_table(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its first line, the header first; raises CsvError where reading stops.

    A quote that never closes is reported where it opens, not at the end of the file.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for row in reader:
            yield start, row
            start = reader.line_num + 1
    except csv.Error as error:
        for english, what, advice in _PHRASES:
            if english in str(error):
                raise CsvError(start, what, advice) from error
        raise CsvError(start, "这一行不符合 CSV 的写法") from error


def read_joined(text: str) -> Iterator[tuple[int, str, list[str] | None]]:
    """The rows as `read_table` has them, with their cells joined; the cells themselves are None where they were
    not needed to find the row: they are the parts of what is joined, an empty row has none."""
    lines = plain_lines(text)
    if lines is None:
        for line, row in read_table(text):
            yield line, SEPARATOR.join(row), row
        return
    for line, written in enumerate(lines, 1):
        yield line, written.replace(",", SEPARATOR), None


def plain_lines(text: str) -> list[str] | None:
    """The lines of a table where each is a row as it stands, between commas and without a quotation mark; else None."""
    if '"' in text or "\r" in text or SEPARATOR in text:
        return None
    lines = text.removesuffix("\n").split("\n")
    return lines if max(map(len, lines)) <= LIMIT else None


def csv_line(row: list[str]) -> str:
    """A row as a line of a table, without the end of the line."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(row)
    return out.getvalue().removesuffix("\n")


def decode(model: type[BaseModel], cells: dict[str, str]) -> dict[str, object]:
    """The cells of a row as values that the model validates; an empty cell is a field left out."""
    kinds = cell_kinds(model)
    return {
        name: _decode(kinds.get(name, "text"), cell) for name, cell in cells.items() if cell != ""
    }


def _decode(kind: str, cell: str) -> object:
    if kind == "list":
        return cell.split(LIST_SEPARATOR)
    if kind == "integer" and cell.isascii() and cell.isdigit() and len(cell) < 16:
        return int(cell)
    if kind == "boolean" and cell in ("true", "false"):
        return cell == "true"
    return cell


@cache
def cell_kinds(model: type[BaseModel]) -> dict[str, str]:
    """How each field stands in a cell: text, integer, boolean or list."""
    return {name: kind_of(model.model_fields[name].annotation) for name in file_fields(model)}


def kind_of(annotation: Any) -> str:
    """The kind of a field's annotation, optional or not."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return kind_of(get_args(annotation)[0])
    if origin in (Union, UnionType):
        inner = [a for a in get_args(annotation) if a is not NoneType]
        return kind_of(inner[0])
    if origin is list:
        return "list"
    if annotation is bool:
        return "boolean"
    if annotation is int:
        return "integer"
    return "text"
