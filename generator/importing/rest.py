"""What could not be taken, in a file of the same shape with the reason beside each row."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.forms.workbook import CREATED, MARK, TEXT, FormError
from generator.sources.spreadsheets import Row, Value

REASON = "原因"
LONGEST = 32767


@dataclass(frozen=True)
class Left:
    """The rows of a sheet that were not taken, and why. above: title rows and header; width: of the widest row."""

    name: str
    above: Sequence[Row]
    width: int
    rows: Sequence[Row]
    reasons: Mapping[int, str]


def rest_file(several: Sequence[Left], register: str = "") -> bytes:
    """A workbook with the rows as they were, to be corrected and imported again. Raises FormError.

    register: where they came from a form of this program, which the rest then is too.
    """
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        text = book.add_format({"num_format": TEXT})
        red = book.add_format({"font_color": "#B00020", "text_wrap": True, "valign": "top"})
        for left in several:
            # "原因" of the last time is written anew, not beside the new one.
            kept = [
                at for at in range(left.width) if left.above[-1].cells[at : at + 1] != (REASON,)
            ]
            sheet = book.add_worksheet(left.name or "Sheet1")
            sheet.set_column(0, len(kept), 20, text)
            sheet.set_column(len(kept), len(kept), 60, red)
            for number, row in enumerate([*left.above, *left.rows]):
                for place, at in enumerate(kept):
                    if at < len(row.cells):
                        _cell(sheet, number, place, row.cells[at], (day, moment, text))
                reason = REASON if row is left.above[-1] else left.reasons.get(row.number, "")
                _cell(sheet, number, len(kept), reason[:LONGEST], (day, moment, red))
        if register:
            mark = book.add_worksheet(MARK)
            mark.very_hidden()
            mark.write_string(0, 0, register)
    return out.getvalue()


def _cell(
    sheet: Worksheet, row: int, column: int, value: Value, styles: tuple[Format, Format, Format]
) -> None:
    day, moment, text = styles
    if value == "":
        return
    if isinstance(value, bool):
        code = sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        code = sheet.write_number(row, column, value)
    elif isinstance(value, datetime) and value.time() != time():
        code = sheet.write_datetime(row, column, value, moment)
    elif isinstance(value, date):
        code = sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
    elif isinstance(value, (time, timedelta)):
        code = sheet.write_string(row, column, str(value), text)
    else:
        code = sheet.write_string(row, column, value, text)
    if code not in (0, None):
        raise FormError(f"Excel 放不下第{row + 1}行第{column + 1}列的内容")
