"""A file as tables of one register: sheets chosen, headers found, a form of this program known by its mark."""

from dataclasses import dataclass
from pathlib import Path

from generator.forms.workbook import GUIDE, MARK
from generator.importing.headings import Headings
from generator.importing.tables import Table, find_table
from generator.sources.spreadsheets import Book, SheetError, in_another_encoding, read_book


@dataclass(frozen=True)
class Tables:
    """What a file holds. ours: a form of this program. passed: sheets without a table, and why."""

    tables: tuple[Table, ...]
    ours: bool
    passed: tuple[str, ...]


def read_tables(path: Path, headings: Headings) -> Tables:
    """The tables of a file. Raises SheetError where there is none, or a form of another register."""
    book = read_book(path)
    found = _tables(book, headings)
    if not found.tables and book.encoding == "gb18030":
        # Big5 decodes as GB18030 without an error, into nothing that anybody would write.
        other = in_another_encoding(path, "big5")
        if other is not None and (again := _tables(other, headings)).tables:
            return again
    if not found.tables:
        first = next((sheet.rows[0].cells for sheet in book.sheets if sheet.rows), ())
        shown = "、".join(f"“{cell}”" for cell in dict.fromkeys(first) if cell != "")[:120]
        raise SheetError(
            f"没有找到“{headings.model.register.title}”的表头；第一行是{shown or '空的'}",
            "表头要有认识的标题。用 publish.py export 可以得到一份空表；标题不同的，写 --columns '原标题=栏名'；"
            "打开是乱码的，另存为 .xlsx。",
        )
    return found


def _tables(book: Book, headings: Headings) -> Tables:
    mark = next((sheet for sheet in book.sheets if sheet.name == MARK and sheet.hidden), None)
    ours = mark is not None and bool(mark.rows)
    if mark is not None and mark.rows and mark.rows[0].cells[0] != headings.model.register.name:
        raise SheetError(
            f"这是登记表 {mark.rows[0].cells[0]} 的表，不是 {headings.model.register.name} 的",
            f"--register 写 {mark.rows[0].cells[0]}。",
        )
    tables, passed = [], []
    for sheet in book.sheets:
        if sheet.name == MARK or (ours and sheet.name == GUIDE):
            continue
        if sheet.hidden and sheet.rows:
            passed.append(f"表“{sheet.name}”是隐藏的，没有读")
        elif not sheet.rows:
            passed.append(f"表“{sheet.name}”是空的")
        elif table := find_table(sheet, headings, ours):
            tables.append(table)
        else:
            passed.append(f"表“{sheet.name}”没有认识的表头，没有读")
    return Tables(tuple(tables), ours, tuple(passed))
