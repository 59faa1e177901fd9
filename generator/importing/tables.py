"""The table in a sheet: which row is the header, which rows are records, and what each of their cells is for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.importing.headings import Headings, Target, known_count
from generator.importing.rest import REASON
from generator.sources.spreadsheets import Row, Sheet, Value, column_letter

HEADER_WITHIN = 20
"""Titles, units and dates stand above a header; further down it is no header."""


_TOTAL = re.compile(
    r"(?:本页|本表|以上)?(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计)\s*(?:[:：(（0-9].*)?"
)
_SIGNED = re.compile(
    r"(?:(?:填表|制表|填报|报送|审核|复核|经办|联系|负责|统计)(?:人|单位|部门|机关|日期|时间|电话)|单位负责人|联系方式|备注|说明|注)\s*[:：]"
)


@dataclass(frozen=True)
class Table:
    """A sheet with its header understood. above: the rows before the records, the header among them.

    unknown: headings that no field has, with those that look like them. feet: totals, signatures and notes, which
    are no records.
    """

    sheet: Sheet
    above: tuple[Row, ...]
    headings: tuple[str, ...]
    targets: tuple[Target | None, ...]
    rows: tuple[Row, ...]
    unknown: dict[str, list[str]] = field(default_factory=dict)
    twice: tuple[str, ...] = ()
    feet: tuple[Row, ...] = ()

    @property
    def name(self) -> str:
        return self.sheet.name

    def has(self, name: str) -> bool:
        """Whether it has a column for a field."""
        return any(one and one.column and one.column.name == name for one in self.targets)

    def place(self, row: int, column: int | None = None) -> str:
        """表“处罚”第5行G列“罚款金额”"""
        where = f"表“{self.name}”" if self.name else ""
        where += f"第{row}行"
        if column is None:
            return where
        return f"{where}{column_letter(column)}列“{self.headings[column]}”"


def find_table(sheet: Sheet, headings: Headings, ours: bool = False) -> Table | None:
    """The table of a sheet, None where no row of it is a header.

    ours: a form of this program, whose header is its first row and all else records.
    """
    if ours:
        return _table(sheet, headings, sheet.rows[:1], sheet.rows[1:])
    best, most = None, 0
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        count = known_count(_words(row.cells), headings)
        if count > most:
            best, most = index, count
    # A few known words alone may be cells, or another table's; unless a person said that they are headings.
    if best is None:
        return None
    several = len({*_words(sheet.rows[best].cells)} - {""})
    if not headings.mapping and (most < 2 or most * 3 < several):
        return None
    end = best + 1
    # Official templates have the codes in a second header row below the titles, or the other way about.
    while end < len(sheet.rows) and _is_header(sheet.rows[end], headings, most):
        end += 1
    rows = [
        row
        for row in sheet.rows[end:]
        if not _is_section(row) and not _is_header(row, headings, most)
    ]
    feet = tuple(row for row in rows if _is_foot(row))
    rows = [row for row in rows if row not in feet]
    table = _table(sheet, headings, sheet.rows[best:end], rows, sheet.rows[:end])
    return replace(table, feet=feet)


def _table(
    sheet: Sheet,
    headings: Headings,
    header: Sequence[Row],
    rows: Sequence[Row],
    above: Sequence[Row] = (),
) -> Table:
    words = _header_words(header, headings)
    targets = tuple(headings.target(one) if one else None for one in words)
    unknown = {
        one: headings.nearest(one)
        for one, target in zip(words, targets, strict=True)
        if one and target is None and one != REASON
    }
    twice = tuple(_twice(words, targets))
    return Table(sheet, tuple(above or header), words, targets, tuple(rows), unknown, twice)


def _words(cells: Sequence[Value]) -> list[str]:
    return [str(cell).strip() if isinstance(cell, str) else "" for cell in cells]


def _is_header(row: Row, headings: Headings, most: int) -> bool:
    words = [one for one in _words(row.cells) if one]
    return len(words) >= 2 and known_count(words, headings) >= max(
        2, len(set(words)) // 2, most // 2
    )


def _header_words(header: Sequence[Row], headings: Headings) -> tuple[str, ...]:
    """Of several header rows the first heading in each column that is understood, else the first."""
    columns = [_words(cells) for cells in zip(*(row.cells for row in header), strict=False)]
    return tuple(
        next((one for one in several if one and headings.target(one)), several[0])
        for several in columns
    )


def _is_section(row: Row) -> bool:
    """A title over several columns in the middle of a table: one text, merged across."""
    return len(row.cells) > 2 and len({str(cell) for cell in row.cells}) == 1


def _is_foot(row: Row) -> bool:
    """A total, a signature or a note: what a form ends with, in most of its columns empty."""
    words = [str(cell).strip() for cell in row.cells]
    first = next((one for one in words if one), "")
    said = {one for one in words if one}
    return bool(
        _TOTAL.fullmatch(first) or (_SIGNED.match(first) and len(said) * 2 <= max(len(words), 4))
    )


def _twice(words: Sequence[str], targets: Sequence[Target | None]) -> Iterator[str]:
    """Headings that lead to one field that holds one thing."""
    seen: dict[str, str] = {}
    for heading, target in zip(words, targets, strict=True):
        if target is None or target.column is None or target.how or target.gathered:
            continue
        if target.column.many:
            continue
        if target.column.name in seen:
            yield f"“{seen[target.column.name]}”和“{heading}”"
        seen.setdefault(target.column.name, heading)
