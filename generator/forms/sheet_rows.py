"""Rows put into a workbook that is otherwise done: the first sheet's, written straight as its XML.

xlsxwriter takes a second for two thousand decisions, most of it to dispatch each cell; a build writes tens of
thousands. Headings, notes, drop-downs and styles are its work, the plain rows below them are written here.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

Cell = tuple[str | int | Decimal | date, int] | None
"""A value and the number of its style."""

LETTERS: list[str] = [xl_col_to_name(place) for place in range(256)]
SHEET = "xl/worksheets/sheet1.xml"
EPOCH = date(1899, 12, 30)
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_UNSAFE = re.compile(r"[&<>]|_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPE = re.compile(r"(_x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def with_rows(workbook: bytes, rows: Iterable[list[Cell]]) -> bytes:
    """The workbook with rows below the header of its first sheet."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for one in source.infolist():
            content = source.read(one)
            if one.filename == SHEET:
                body = "".join(_row(number, row) for number, row in enumerate(rows, 2))
                head, end, tail = content.decode().rpartition("</sheetData>")
                content = (head + body + end + tail).encode()
            info = zipfile.ZipInfo(one.filename, one.date_time)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = one.external_attr
            target.writestr(info, content)
    return out.getvalue()


def _row(number: int, row: list[Cell]) -> str:
    cells = "".join(
        _cell(f"{LETTERS[place]}{number}", *cell)
        for place, cell in enumerate(row)
        if cell is not None
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: str | int | Decimal | date, style: int) -> str:
    if isinstance(value, date):
        return f'<c r="{place}" s="{style}"><v>{(value - EPOCH).days}</v></c>'
    if not isinstance(value, str) and Decimal(repr(float(value))) == value:
        return f'<c r="{place}" s="{style}"><v>{value:f}</v></c>'
    text = f"{value}" if isinstance(value, str) else f"{value:f}"
    if _UNSAFE.search(text):
        text = _escaped(text)
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def _escaped(text: str) -> str:
    """A text as XML; what XML cannot hold in Excel's own writing, and what looks like that writing too."""
    plain = _ESCAPE.sub(r"_x005F\1", text)
    plain = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", plain)
    return plain.translate(_MARKUP)
