"""What clerks send as a table: .xlsx, .xls and .csv as sheets of rows of cells.

Merged cells are filled, so that each row says all that it says. What cannot be read ends in SheetError with
words for a clerk, never in a crash: these files come from strangers.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from generator.sources.files import Unreadable, read_content

Value = str | int | float | bool | date | datetime | time | timedelta
"""What stands in a cell; an empty one holds ""."""

CELLS = 5_000_000
"""Rows times columns of a sheet: one cell far away in a small file would ask for all memory."""
UNPACKED = 512 * 1024 * 1024
ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
SEPARATORS = ",\t;"
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
# Programs that write a formula and never work it out leave its value empty; t="str" is a text that is empty.
_NOT_WORKED_OUT = re.compile(
    rb'<(?:\w+:)?c (?![^>]*t="str")[^>]*?r="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_STRANGE = re.compile(r"\s*(?:[{<]|\[\s*[\[{\"\]])")
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ROW = re.compile(r"<row\s[^<>]*>")
_SHEET_FILE = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# Excel's own writing of a control character inside a text.
_ESCAPED = re.compile(r"_x000([9ADad])_")


class SheetError(ValueError):
    """A file that cannot be read as a table. advice: how to mend it."""

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number in the sheet, from 1."""

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its rows, those without content left out; hidden: nobody sees it in Excel; unseen: rows that nobody
    sees there."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    unseen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file. encoding: of a CSV; what may be another one is for whoever knows the headings."""

    sheets: tuple[Sheet, ...]
    encoding: str = ""


def read_book(path: Path) -> Book:
    """The sheets of a file. Raises SheetError."""
    try:
        content = read_content(path)
    except Unreadable as error:
        raise SheetError(error.what, error.advice) from error
    if content.startswith(PDF):
        raise SheetError("这是 PDF，不是表格", "用 Excel 重新填成表格；扫描件不能导入。")
    if content.startswith((ZIP, OLE)):
        return _workbook(content)
    return _text(content)


def column_letter(index: int) -> str:
    """The letters of a column as Excel shows them: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, left = divmod(index - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


def _workbook(content: bytes) -> Book:
    if content.startswith(ZIP):
        _refuse_bombs(content)
    unseen = _unseen_rows(content) if content.startswith(ZIP) else {}
    try:
        book = load_workbook(io.BytesIO(content))
        sheets = tuple(
            replace(
                _sheet(
                    book.get_sheet_by_name(one.name), one.visible is not SheetVisibleEnum.Visible
                ),
                unseen=unseen.get(one.name, frozenset()),
            )
            for one in book.sheets_metadata
            if one.typ is SheetTypeEnum.WorkSheet
        )
    except PasswordError as error:
        raise SheetError("文件设了密码", "在 Excel 里去掉密码，再保存一次。") from error
    # The reader says nothing finer of what is broken, and its own faults must not reach a clerk.
    except (CalamineError, ValueError, OSError, OverflowError, MemoryError) as error:
        raise SheetError(
            "不是能读的 Excel 文件，或者文件坏了",
            "用 Excel 打开它，另存为“Excel 工作簿（.xlsx）”。",
        ) from error
    return Book(sheets)


def _refuse_bombs(content: bytes) -> None:
    """Look at the size of what is packed before anything unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED:
                raise SheetError("文件展开以后超过512 MiB", "分成几个文件，删去图片。")
            for one in packed.infolist():
                if _SHEET_FILE.fullmatch(one.filename):
                    with packed.open(one) as file:
                        xml = file.read()
                    _refuse_area(xml)
                    _refuse_not_worked_out(xml)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise SheetError(
            "不是能读的 Excel 文件，或者文件坏了",
            "用 Excel 打开它，另存为“Excel 工作簿（.xlsx）”。",
        ) from error


def _unseen_rows(content: bytes) -> dict[str, frozenset[int]]:
    """By the name of its sheet, the rows that a filter or a person hid: the reader of cells does not say."""
    found = {}
    with (
        suppress(zipfile.BadZipFile, KeyError, UnicodeDecodeError),
        zipfile.ZipFile(io.BytesIO(content)) as packed,
    ):
        links = _TAG.findall(packed.read("xl/_rels/workbook.xml.rels").decode())
        files = {_said(tag, "Id"): _said(tag, "Target") for tag in links}
        for tag in _TAG.findall(packed.read("xl/workbook.xml").decode()):
            file = files.get(_said(tag, "r:id"), "")
            if file and _said(tag, "name"):
                rows = _ROW.findall(packed.read(f"xl/{file.removeprefix('/xl/')}").decode())
                found[unescape(_said(tag, "name"))] = frozenset(
                    int(_said(row, "r")) for row in rows if _said(row, "hidden") in ("1", "true")
                )
    return found


def _said(tag: str, name: str) -> str:
    """An attribute of a tag, "" where it has none."""
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _refuse_area(xml: bytes) -> None:
    rows = columns = 0
    for found in _CELL.finditer(xml):
        letters, row = found[1], int(found[2])
        index = 0
        for letter in letters:
            index = index * 26 + letter - 64
        rows, columns = max(rows, row), max(columns, index)
    if rows * columns > CELLS:
        raise SheetError(
            f"表里最远的格子在第{rows}行第{columns}列，不像一张登记表",
            "多半是很远的地方误填了一格：删去表格以外的行和列，再保存一次。",
        )


def _refuse_not_worked_out(xml: bytes) -> None:
    cells = [found[1].decode() for found in _NOT_WORKED_OUT.finditer(xml)]
    if cells:
        several = "、".join(cells[:5]) + ("等" if len(cells) > 5 else "")
        raise SheetError(
            f"{several}共{len(cells)}格是公式，文件里没有算出的结果，读出来是空的",
            "用 Excel 打开这个文件，保存一次再导入；或者把公式改成数值：复制，选择性粘贴，数值。",
        )


def _sheet(sheet: CalamineSheet, hidden: bool) -> Sheet:
    if sheet.total_height * sheet.total_width > CELLS:
        raise SheetError(
            f"表“{sheet.name}”有{sheet.total_height}行{sheet.total_width}列，太大了",
            "删去表格以外的行和列，或者分成几个文件。",
        )
    cells: list[list[Value]] = [
        [_unescaped(value) for value in row] for row in sheet.to_python(skip_empty_area=False)
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(cells) or left >= len(cells[top]):
            continue
        for line in cells[top : bottom + 1]:
            for column in range(left, min(right + 1, len(line))):
                line[column] = cells[top][left]
    return Sheet(sheet.name, _rows(cells), hidden)


def _rows(cells: Sequence[Sequence[Value]]) -> tuple[Row, ...]:
    return tuple(
        Row(number, tuple(line))
        for number, line in enumerate(cells, 1)
        if any(c != "" for c in line)
    )


def _unescaped(value: Value) -> Value:
    if isinstance(value, str) and "_x000" in value:
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return value


def _text(content: bytes) -> Book:
    text, encoding = _decoded(content)
    return Book((_table(text),), encoding)


def in_another_encoding(path: Path, encoding: str) -> Book | None:
    """A CSV read as another encoding, None where it is none: the headings must say whether it is right."""
    try:
        text = read_content(path).decode(encoding)
        return replace(Book((_table(text),)), encoding=encoding)
    except (UnicodeDecodeError, SheetError, Unreadable):
        return None


def _decoded(content: bytes) -> tuple[str, str]:
    # By strict trial alone: what guesses encodings took short GB18030 files for Korean.
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    marked = [encoding for mark, encoding in marks if content.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise SheetError(
        "不是 Excel 文件，也不是 UTF-8 或者 GB18030（GBK）编码的 CSV",
        "用 Excel 打开它，另存为“Excel 工作簿（.xlsx）”。",
    )


def _table(text: str) -> Sheet:
    if "\0" in text:
        raise SheetError("不是表格，是别的二进制文件", "导出成 .xlsx 或者 CSV 再导入。")
    if _STRANGE.match(text):
        raise SheetError("这是 JSON 或者网页，不是表格", "导出成 .xlsx 或者 CSV 再导入。")
    cells: list[list[Value]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for row in reader:
            # A cell over several lines moves the count: the number is that of the row, as Excel shows it.
            cells.append(list(row))
    except csv.Error as error:
        raise SheetError(
            f"第{len(cells) + 1}行的引号没有闭合，或者一格太长",
            "用 Excel 打开它，另存为“Excel 工作簿（.xlsx）”。",
        ) from error
    return Sheet("", _rows(cells))


def _separator(text: str) -> str:
    """What stands between the cells: the sign that occurs most in the first lines."""
    head = Counter(text[:4000])
    return max(SEPARATORS, key=lambda sign: head[sign])
