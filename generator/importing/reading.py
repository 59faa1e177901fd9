"""A file as tables of one register: sheets chosen, headers found, a form of this program known by its mark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.forms.columns import form_columns
from generator.forms.workbook import GUIDE, MARK
from generator.importing.headings import Headings, known_count
from generator.importing.rest import REASON
from generator.importing.tables import Table, find_table
from generator.models.base import Record, path_fields, registers
from generator.sources.files import looks_like_big5, read_content
from generator.sources.spreadsheets import Book, SheetError, Value, in_another_encoding, read_book


@dataclass(frozen=True)
class Tables:
    """What a file holds. ours: a form of this program. passed: sheets without a table, and why."""

    tables: tuple[Table, ...]
    ours: bool
    passed: tuple[str, ...]


def read_tables(path: Path, headings: Headings) -> Tables:
    """The tables of a file. Raises SheetError where there is none, or a form of another register."""
    book = read_book(path)
    other = _as_big5(path, book)
    if other is not None and (again := _tables(other, headings)).tables:
        return replace(
            again,
            passed=(
                *again.passed,
                "文件的编码是 Big5，按繁体字读的；核对读出来的字，最好先转换成简体中文",
            ),
        )
    found = _tables(book, headings)
    if not found.tables and book.encoding == "gb18030":
        # Too short to look like anything: the headings tell.
        other = in_another_encoding(path, "big5hkscs")
        if other is not None and (again := _tables(other, headings)).tables:
            return again
    if not found.tables:
        raise _no_header(path, book, headings)
    return found


def _as_big5(path: Path, book: Book) -> Book | None:
    """A CSV in Big5, which decodes as GB18030 without an error, into nothing that anybody would write."""
    if book.encoding != "gb18030" or not looks_like_big5(read_content(path)):
        return None
    return in_another_encoding(path, "big5hkscs")


def _no_header(path: Path, book: Book, headings: Headings) -> SheetError:
    """Why nothing of a file was read: it is empty, in another writing, another register's, or of other headings."""
    sheet = next((one for one in book.sheets if one.rows and not one.hidden), None)
    if sheet is None:
        return SheetError(
            "里面没有内容", "核对是不是这个文件；用 publish.py export --empty 可以得到一份空表。"
        )
    if (other := _as_big5(path, book)) is not None:
        return SheetError(
            f"编码是 Big5，写的是繁体字：{_shown(other.sheets[0].rows[0].cells)}",
            "用 Excel 打开它，转换成简体中文，另存为“Excel 工作簿（.xlsx）”。",
        )
    title = headings.model.register.title
    first = sheet.rows[0].cells
    what = f"没有找到“{title}”的表头；第一行是{_shown(first)}"
    known = [cell for cell in first if isinstance(cell, str) and cell and headings.target(cell)]
    if known:
        what += f"，认得的只有{_shown(known)}"
    likely = _likely(first, headings)
    if likely:
        what += f"；像是“{likely.register.title}”的表（--register {likely.register.name}）"
    columns = form_columns(headings.model)
    given = {"id", *path_fields(headings.model)}
    needed = [one.title for one in columns if one.required and one.name not in given]
    example = next((str(cell) for cell in first if cell != "" and cell not in known), "原标题")
    return SheetError(
        what,
        f"必须有的栏：{'、'.join(needed)}。标题不同的，一个一个说明：--columns '{example[:20]}={(needed or [columns[-1].title])[0]}'；"
        "用 publish.py export 可以得到一份空表。",
    )


def _shown(cells: Iterable[Value]) -> str:
    return "、".join(f"“{cell}”" for cell in dict.fromkeys(cells) if cell != "")[:120]


def _likely(first: Sequence[Value], headings: Headings) -> type[Record] | None:
    """The register whose headings a row has, where it has more of them than of the one asked for."""
    words = [cell for cell in first if isinstance(cell, str)]
    counts = {
        model: known_count(words, Headings(model, {}))
        for model in registers().values()
        if model is not headings.model
    }
    best = max(counts, key=lambda model: counts[model])
    enough = counts[best] >= 2 and counts[best] * 2 > len({*words} - {""})
    return best if enough and counts[best] > known_count(words, headings) else None


def _has_our_header(book: Book, headings: Headings) -> bool:
    """Whether the first sheet begins as our forms do: the hidden sheet is lost where a clerk copies it or saves a CSV."""
    ours = {
        f"{one.title}*" if one.required else one.title: one for one in form_columns(headings.model)
    }
    sheet = next((one for one in book.sheets if one.rows and not one.hidden), None)
    said = [str(cell).strip() for cell in sheet.rows[0].cells if cell != ""] if sheet else []
    known = [ours[one] for one in said if one in ours]
    strange = [one for one in said if one not in ours and one != REASON]
    return not strange and any(one.required for one in known) and len(known) * 2 > len(ours)


def _tables(book: Book, headings: Headings) -> Tables:
    mark = next((sheet for sheet in book.sheets if sheet.name == MARK and sheet.hidden), None)
    ours = (mark is not None and bool(mark.rows)) or _has_our_header(book, headings)
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
