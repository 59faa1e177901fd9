"""The header and the rows of a table: which columns there are, and where a row went out of step with them."""

import re
from collections.abc import Iterator

from pydantic import ValidationError

from generator.findings import How, Mend
from generator.models.base import Record, extra, file_fields
from generator.sources.slips import halved
from generator.sources.tables import csv_line, decode

SEPARATORS = {
    ";": "分号",
    "\t": "制表符（Tab）",
    "，": "全角逗号",
    "；": "全角分号",
    "|": "竖线",
    "、": "顿号",
}
COMMAS = (
    "在 Excel 里“另存为”，类型选“CSV UTF-8（逗号分隔）”；用别的程序的，导出时分隔符选半角逗号。"
)
EXTRA_CELLS = "一格里有几个值的用 ; 分开；内容里有半角逗号的改成全角，或者整格用一对半角双引号；多出来的空格子删去。"
MISSING_CELLS = "每一列都占一格，没有内容的留空格子：在少了的地方补一个半角逗号。"
_CHINESE = re.compile("[㐀-鿿]$")
TRIED = 80
"""Rows out of step that are looked at closely; in a file with more of them, it is not the cells."""


def header_problems(
    model: type[Record], columns: list[str]
) -> Iterator[tuple[str, str, str, str, str]]:
    """What is wrong with a header: code, what, advice, the column, and the field that it means.

    The first that explains all alone."""
    known = file_fields(model)
    meant: set[str] = set()
    if separator := _separator(columns, known):
        what = f"各列之间用的是{SEPARATORS[separator]}，应当是半角逗号"
        yield "STR002", what, COMMAS, "", ""
        return
    if not set(columns) & set(known):
        what = f"第一行不是字段名，写的是“{_short('，'.join(columns))}”"
        names = ",".join(known)
        yield "STR002", what, f"在最前面加一行字段名：{names}。", "", ""
        return
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            what = f"列“{name}”出现了{columns.count(name)}次"
            yield "STR007", what, "只留一列；两列内容不同的，先弄清哪一列是对的。", name, ""
        if name not in known:
            what, advice, instead = _unknown(model, name, known)
            meant.add(instead)
            yield "STR003", what, advice, name, instead
    for name in known:
        if name not in columns and name not in meant and model.model_fields[name].is_required():
            what = f"缺少“{model.model_fields[name].title}”列（{name}）"
            yield "STR004", what, "", name, ""


def _separator(columns: list[str], known: list[str]) -> str:
    """The sign between the names of a header that is one cell, or nearly so."""
    whole = ",".join(columns)
    for sign in SEPARATORS:
        if len({part.strip() for part in whole.split(sign)} & set(known)) > max(
            1, len(set(columns) & set(known))
        ):
            return sign
    return ""


def _unknown(model: type[Record], name: str, known: list[str]) -> tuple[str, str, str]:
    """What to say of a column that no field has, how to mend it, and the field that is meant."""
    if not name.strip():
        return (
            "有一列没有字段名",
            "把这一列删去，或者写上字段名；每一行末尾多出来的逗号也删去。",
            "",
        )
    if (plain := halved(name).strip().lower()) in known:
        return f"列名写的是“{name}”，有空格、大写或者全角字符", f"改成 {plain}。", plain
    titles = {str(model.model_fields[one].title): one for one in known}
    if (field := titles.get(name.strip())) is not None:
        return f"列名写的是中文“{name}”，应当是字段名", f"改成 {field}。", field
    return f"没有“{name}”这一列；可用的列有：{'、'.join(known)}", "", ""


def unequal(
    model: type[Record], columns: list[str], row: list[str], values: dict[str, str], closely: bool
) -> tuple[str, str, str]:
    """Code, what and advice for a row with more or fewer cells than the header.

    values: what the path says. closely: whether to try which cell is missing.
    """
    if not any(row):
        return "STR004", "这一行是空的", "把空行删去。"
    what = f"这一行有{len(row)}格，表头有{len(columns)}列"
    if len(row) > len(columns):
        if not any(row[len(columns) :]) and not _misfits(
            model, columns, row[: len(columns)], values
        ):
            return "STR003", f"{what}，末尾多了空格子", "把行末多出来的逗号删去。"
        if joined := _in_one_cell(model, columns, row, values) if closely else None:
            title = model.model_fields[joined[0]].title
            what += f"，“{title}”（{joined[0]}）里有半角逗号，被当成了两格"
            return "STR003", what, "内容里的逗号写成全角的“，”。"
        where = _first_misfit(model, columns, row, values) if closely else ""
        return "STR003", what + where, EXTRA_CELLS
    if len(row) == 1 and (sign := next((s for s in SEPARATORS if row[0].count(s) > 2), "")):
        return "STR002", f"各格之间用的是{SEPARATORS[sign]}，应当是半角逗号", COMMAS
    if closely:
        what += _missing(model, columns, row, values)
    return "STR004", what, MISSING_CELLS


def cut(
    model: type[Record], columns: list[str], row: list[str], values: dict[str, str]
) -> Mend | None:
    """How a row out of step is mended where that is certain: an empty one goes, empty cells at its end go."""
    if not any(row):
        return Mend(How.TEXT)
    if joined := _in_one_cell(model, columns, row, values):
        return Mend(How.TEXT, csv_line(joined[1]))
    kept, rest = row[: len(columns)], row[len(columns) :]
    if not rest or any(rest) or _misfits(model, columns, kept, values):
        return None
    return Mend(How.TEXT, csv_line(kept))


def _in_one_cell(
    model: type[Record], columns: list[str], row: list[str], values: dict[str, str]
) -> tuple[str, list[str]] | None:
    """The column whose text a comma cut in two, and the row with it whole; None where no or more than one place
    makes a row that the model takes."""
    if len(row) != len(columns) + 1:
        return None
    found = []
    for at, name in enumerate(columns):
        if row[at] and row[at + 1] and _CHINESE.search(row[at]):
            whole = [*row[:at], f"{row[at]}，{row[at + 1]}", *row[at + 2 :]]
            if not _misfits(model, columns, whole, values):
                found.append((name, whole))
    return found[0] if len(found) == 1 else None


def _missing(
    model: type[Record], columns: list[str], row: list[str], values: dict[str, str]
) -> str:
    """Which cell is missing, where the types of the others tell."""
    gap = [""] * (len(columns) - len(row))
    if len(gap) > 1:
        return "" if _misfits(model, columns, row + gap, values) else "，少的是行末的格子"
    # Beside empty cells several places give the same row: they are one answer, the last of them.
    tried: dict[tuple[str, ...], tuple[int, str]] = {}
    for at, name in enumerate(columns):
        whole = [*row[:at], "", *row[at:]]
        count = len(_misfits(model, columns, whole, values) - {name})
        tried[tuple(whole)] = (count, name)
    fewest = min(count for count, _ in tried.values())
    best = [name for count, name in tried.values() if count == fewest]
    if best == [columns[-1]]:
        return "，少的是行末的格子"
    if len(best) > 3:
        return ""
    titles = "或者".join(f"“{model.model_fields[name].title}”（{name}）" for name in best)
    return f"，少的看来是{titles}这一格"


def _first_misfit(
    model: type[Record], columns: list[str], row: list[str], values: dict[str, str]
) -> str:
    wrong = _misfits(model, columns, row[: len(columns)], values)
    for name, cell in zip(columns, row, strict=False):
        if name in wrong:
            written = f"写的是“{_short(cell)}”" if cell else "是空的"
            return f"，从“{model.model_fields[name].title}”（{name}）起对不上，那一格{written}"
    return ""


def _misfits(
    model: type[Record], columns: list[str], row: list[str], values: dict[str, str]
) -> set[str]:
    """The columns whose cells the model refuses."""
    raw = decode(model, dict(zip(columns, row, strict=True)))
    fixed = {n: values[n] for n, info in model.model_fields.items() if extra(info, "from_path")}
    try:
        model.model_validate(raw | fixed)
    except ValidationError as error:
        return {str(one["loc"][0]) for one in error.errors(include_url=False) if one["loc"]}
    return set()


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:29]}…"
