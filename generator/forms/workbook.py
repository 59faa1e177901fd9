"""A register as an Excel form: Chinese headings with notes, drop-downs, codes as text, a frozen header.

The same records give the same bytes. A hidden sheet says which register it is and holds what the drop-downs
offer: a list inside the validation itself may have no more than 255 characters.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator.forms.cells import CELL_LIMIT, OF_A_DEPARTMENT, Cells, Misread
from generator.forms.columns import FormColumn, form_columns
from generator.forms.sheet_rows import Cell, with_rows
from generator.models.base import Record

MARK = "_mingze"
"""The hidden sheet by which a form of this program is known; its first cell is the register."""
GUIDE = "说明"
CREATED = datetime(2026, 1, 1)
TEXT = 49
"""Excel's own number of the format @: what is typed stays as it is."""
LAST_ROW = 1_048_575
WORDS = ("text", "code")
LONGEST_NOTE = 2000
WIDTHS = {
    "date": 12,
    "integer": 10,
    "number": 12,
    "choice": 14,
    "boolean": 8,
    "code": 20,
    "reference": 28,
}
HOW_TO = (
    "一行一条。第一行的标题不要改，列的次序可以变，不用的列可以删去：没有的列不会动原来的内容。",
    "鼠标放在标题上，看这一栏填什么。标题带“*”的必填。",
    "“标识”是永久的编号，原来有的不要改；新加的行可以空着，导入时自动编。",
    "有下拉框的，从里面选；也可以只写名称。",
    "一格里有几项的，一项一行：在格子里按 Alt+Enter 换行。",
    "一格里有几段、每段以“- ”开头的，照原样改冒号后面的内容；加一项就照样加一段。",
    "法律依据写作：《食品安全法》（2025-09-12公布）第一百二十四条第一款第（五）项。不写公布日期的，按现在施行的文本。",
    "金额以元为单位；日期写作 2026-03-05。号码、编码按文字填，不要让 Excel 改成数字。",
    "把一格清空，就是把这一项删去。",
    "填好以后：python publish.py import 文件名 --register {register} --department 部门标识",
)


class FormError(ValueError):
    """A form that Excel cannot hold, in words."""


@dataclass(frozen=True)
class _Styles:
    header: Format
    text: Format
    day: Format
    number: Format
    wrapped: Format


def form(model: type[Record], records: Sequence[Record], cells: Cells) -> bytes:
    """The form of a register with these records in it. Raises FormError.

    cells: of one department, whose units and posts are then offered; or of all of them.
    """
    out = io.BytesIO()
    columns = form_columns(model)
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": model.register.title, "created": CREATED})
        styles = _styles(book)
        sheet = book.add_worksheet(model.register.title)
        guide = book.add_worksheet(GUIDE)
        options = _offered(columns, cells)
        _options(book.add_worksheet(MARK), model.register.name, options)
        _header(sheet, columns, styles, options)
        _guide(guide, model, styles)
    return with_rows(out.getvalue(), _rows(columns, records, cells, styles))


def made_of(model: type[Record], cells: Cells) -> list[object]:
    """All that a form shows besides its records: what ids are called, and the laws by name and text."""
    catalogue = cells.catalogue
    refers = {column.refers for column in form_columns(model) if column.refers}
    departments = sorted(catalogue.departments) if refers & {*OF_A_DEPARTMENT} else [""]
    names = [
        (one, department, sorted(cells.names.of(one, department).items()))
        for one in sorted(refers)
        for department in departments
    ]
    laws = [
        (law.id, law.title, law.short_title, [str(day) for day in catalogue.versions[law.id]])
        for law in catalogue.laws.values()
    ]
    return [names, laws]


def _styles(book: Workbook) -> _Styles:
    top = {"valign": "top"}
    return _Styles(
        book.add_format(
            {"bold": True, "bg_color": "#E8EEF4", "border": 1, "num_format": TEXT, **top}
        ),
        book.add_format({"num_format": TEXT, **top}),
        book.add_format({"num_format": "yyyy-mm-dd", **top}),
        book.add_format({"num_format": "0.######", **top}),
        book.add_format({"text_wrap": True, **top}),
    )


def _offered(columns: Sequence[FormColumn], cells: Cells) -> dict[FormColumn, list[str]]:
    """What the drop-down of each column offers."""
    found: dict[FormColumn, list[str]] = {}
    for column in columns:
        if column.many:
            continue
        if column.kind == "choice" and column.choices is not None:
            found[column] = [one.label for one in column.choices]
        elif column.kind == "boolean":
            found[column] = ["是", "否"]
        elif column.kind == "reference" and (
            cells.department or column.refers not in OF_A_DEPARTMENT
        ):
            names = cells.names.of(column.refers, cells.department)
            found[column] = [str(cells.written(column, key)) for key in names]
    return {column: several for column, several in found.items() if several}


def _options(sheet: Worksheet, register: str, offered: dict[FormColumn, list[str]]) -> None:
    sheet.very_hidden()
    _done(sheet.write_string(0, 0, register), register)
    for row in range(max((len(several) for several in offered.values()), default=0)):
        for place, several in enumerate(offered.values(), 1):
            if row < len(several):
                _done(sheet.write_string(row, place, several[row]), several[row])


def _header(
    sheet: Worksheet,
    columns: Sequence[FormColumn],
    styles: _Styles,
    offered: dict[FormColumn, list[str]],
) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        style = {"date": styles.day, "number": styles.number, "integer": styles.number}
        kind = "text" if column.many else column.kind
        sheet.set_column(place, place, WIDTHS.get(kind, 24), style.get(kind, styles.text))
        title = f"{column.title}*" if column.required else column.title
        _done(sheet.write_string(0, place, title, styles.header), title)
        _done(sheet.write_comment(0, place, _note(column), {"x_scale": 2, "y_scale": 1.5}), title)
    for place, (column, several) in enumerate(offered.items(), 1):
        letter = xl_col_to_name(place, col_abs=True)
        index = columns.index(column)
        validation = {
            "validate": "list",
            "source": f"={MARK}!{letter}$1:{letter}${len(several)}",
            # A name without its id is understood too: only fixed choices are closed.
            "error_type": "warning" if column.kind == "reference" else "stop",
            "error_title": "不在下拉框里",
            "error_message": "从下拉框里选一个；也可以写名称或者标识。"
            if column.kind == "reference"
            else "从下拉框里选一个。",
        }
        _done(sheet.data_validation(1, index, LAST_ROW, index, validation), column.title)


def _note(column: FormColumn) -> str:
    lines = [column.description]
    if column.many and column.choices is not None:
        lines.append(f"可以写：{'、'.join(one.label for one in column.choices)}")
    if column.many:
        lines.append("几项的，一项一行")
    if column.kind not in ("group", "choice", "reference") and column.example not in (None, [], {}):
        example = column.example
        several = example if isinstance(example, list) else [example]
        if not isinstance(several[0], dict):
            lines.append(f"例如：{'；'.join(map(str, several))}")
    lines.append(f"字段名：{column.name}")
    return "\n".join(lines)[:LONGEST_NOTE]


def _rows(
    columns: Sequence[FormColumn], records: Sequence[Record], cells: Cells, styles: _Styles
) -> Iterator[list[Cell]]:
    """The cells of each record, with the styles of their columns."""
    kinds = {"date": styles.day, "number": styles.number, "integer": styles.number}
    for record in records:
        department = str(getattr(record, "department", ""))
        if record.register.name == "departments":
            department = record.key
        row: list[Cell] = []
        for column in columns:
            value = value_at(record, column)
            if value is None or value == []:
                row.append(None)
                continue
            written: Any = value
            # Most cells of a large register are words that stand as they are.
            if type(value) is not str or column.kind not in WORDS or len(value) > CELL_LIMIT:
                try:
                    written = cells.written(column, value, department)
                except Misread as error:
                    what = f"{record.register.title} {record.key}：{error.what}"
                    raise FormError(what) from error
            style = styles.text if isinstance(written, str) else kinds.get(column.kind, styles.text)
            row.append(None if written is None else (written, style.xf_index))
        yield row


def value_at(record: Record, column: FormColumn) -> object:
    """The value of a column in a record."""
    value: object = record
    for name in column.attributes:
        if value is None:
            return None
        value = getattr(value, name)
    return value


def _guide(sheet: Worksheet, model: type[Record], styles: _Styles) -> None:
    sheet.set_column(0, 0, 100, styles.wrapped)
    lines = [f"{model.register.title}：{model.register.about}", *HOW_TO]
    for number, line in enumerate(lines):
        words = line.format(register=model.register.name)
        _done(sheet.write_string(number, 0, words, styles.wrapped), words)


def _done(code: int | str, what: str) -> None:
    """xlsxwriter only warns where a cell or a list is too long, and leaves it out."""
    if isinstance(code, int) and code != 0:
        raise FormError(f"Excel 放不下：{what[:40]}")
