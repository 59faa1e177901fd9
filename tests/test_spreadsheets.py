"""Tables as clerks have them: encodings, merges, several sheets, what is broken or hostile."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from generator.sources.spreadsheets import (
    Book,
    SheetError,
    column_letter,
    in_another_encoding,
    read_book,
)


def saved(folder: Path, content: bytes | str, name: str = "a.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def cells(book: Book, sheet: int = 0) -> list[tuple[object, ...]]:
    return [row.cells for row in book.sheets[sheet].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_of_excel(tmp_path: Path, encoding: str) -> None:
    separator = "\t" if encoding == "utf-16" else ","
    text = f"职权编码{separator}事项名称\r\n0210{separator}对销售过期食品的处罚\r\n"
    assert cells(read_book(saved(tmp_path, text, encoding=encoding))) == [
        ("职权编码", "事项名称"),
        ("0210", "对销售过期食品的处罚"),
    ]


def test_big5_is_readable_only_for_who_knows_the_headings(tmp_path: Path) -> None:
    path = saved(tmp_path, "CF_WSH,CF_SY\n甲,違法\n", encoding="big5")
    assert read_book(path).encoding == "gb18030"
    again = in_another_encoding(path, "big5")
    assert again and cells(again)[1] == ("甲", "違法")


def test_a_csv_cell_of_several_lines_is_one_row(tmp_path: Path) -> None:
    book = read_book(saved(tmp_path, '名称,依据\r\n甲,"一\r\n二"\r\n\r\n乙,三\r\n'))
    assert [row.number for row in book.sheets[0].rows] == [1, 2, 4]
    assert book.sheets[0].rows[1].cells == ("甲", "一\r\n二")


def workbook(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("处罚")
        sheet.merge_range("A1:C1", "行政处罚信息")
        sheet.write_row("A2", ["文号", "日期", "罚款"])
        sheet.merge_range("A3:A4", "明市监罚〔2024〕1号")
        sheet.write_datetime("B3", datetime(2024, 3, 5), day)
        sheet.write_number("C3", 0.5)
        sheet.write_number("B4", 45356)
        sheet.write_formula("C4", "=1+1", None, 2)
        sheet.write_string("C5", "两行\r\n的格")
        book.add_worksheet("空表")
        hidden = book.add_worksheet("选项")
        hidden.hide()
        hidden.write_string("A1", "在编")


def test_workbook_with_merges_dates_formulas_and_hidden_sheets(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx")
    book = read_book(tmp_path / "a.xlsx")
    assert [(one.name, one.hidden, len(one.rows)) for one in book.sheets] == [
        ("处罚", False, 5),
        ("空表", False, 0),
        ("选项", True, 1),
    ]
    assert cells(book) == [
        ("行政处罚信息",) * 3,
        ("文号", "日期", "罚款"),
        ("明市监罚〔2024〕1号", date(2024, 3, 5), 0.5),
        ("明市监罚〔2024〕1号", 45356, 2),
        ("", "", "两行\r\n的格"),
    ]


def test_the_ending_of_the_name_does_not_matter(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx")
    path = saved(tmp_path, (tmp_path / "a.xlsx").read_bytes(), "b.xls")
    assert len(read_book(path).sheets) == 3


def far_away() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_string("A1", "a")
        sheet.write_string("XFD1048576", "b")
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(1, 10):
            packed.writestr(f"xl/media/{number}", b"\0" * (64 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04 broken", "不是能读的 Excel 文件"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 3000, "不是能读的 Excel 文件"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "不是"),
        (b"a,b\n\0\0\n", "二进制"),
        (b'{"a": 1}', "JSON"),
        (b"<html>", "网页"),
        ('甲,乙\n"丙,丁\n'.encode(), "第2行的引号没有闭合"),
        (far_away(), "第1048576行第16384列"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(SheetError, match=what):
        read_book(saved(tmp_path, content))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="超过512 MiB"):
        read_book(saved(tmp_path, bomb(), "a.xlsx"))


def test_every_cut_of_a_workbook_is_refused_or_read(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx")
    whole = (tmp_path / "a.xlsx").read_bytes()
    for length in range(5, len(whole), 97):
        try:
            read_book(saved(tmp_path, whole[:length], "b.xlsx"))
        except SheetError as error:
            assert error.what


def test_a_folder_and_nothing_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.xlsx"):
        with pytest.raises(SheetError):
            read_book(path)


def test_columns_are_named_as_in_excel() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_the_discretion_benchmark_of_a_real_city(shared: Path) -> None:
    book = read_book(shared / "data" / "jiangmen-discretion-benchmark" / "jmzyclb.xls")
    assert [len(sheet.rows) for sheet in book.sheets][-3:] == [15, 0, 0]
    first = book.sheets[0].rows
    # Merged over three rows: each of them says which violation it is of.
    assert first[2].cells[0] == first[3].cells[0] == "1-1"
