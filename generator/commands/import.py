"""An Excel or CSV file into the lists: what is whole is written, the rest stays beside the file with its reasons."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.commands import FINDINGS, FINE, CommandError
from generator.commands._forms import add_register, department_of, model_of, refuse_broken
from generator.commands._records import add_roots, all_roots, catalogue_of, day_of, root_for
from generator.forms.cells import Cells, Misread
from generator.forms.columns import form_columns
from generator.forms.workbook import FormError
from generator.importing.derived import Around
from generator.importing.drafts import DEPARTMENT, drafts
from generator.importing.headings import WAN, Headings, folded
from generator.importing.plan import Step, plan
from generator.importing.reading import Tables, read_tables
from generator.importing.rest import Left, rest_file
from generator.importing.words import (
    about_headings,
    about_kept,
    about_lacking,
    about_repeated,
    about_rows,
    summary,
)
from generator.importing.writing import Unwritable, file_changes, write
from generator.models.base import Record
from generator.sources.files import LISTS
from generator.sources.spreadsheets import SheetError

HELP = "把 Excel 或者 CSV 导入清单：逐行说明读懂了什么、改了什么、哪里不行"
EXAMPLE = "python publish.py import 职权.xlsx --register powers --department market-regulation"
REST = "-未导入.xlsx"
UNITS = {"元": 1, "万元": WAN}


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help=".xlsx、.xls 或者 .csv")
    parser.add_argument(
        "--register", required=True, metavar="登记表", help="例如 powers、penalties"
    )
    add_register(parser)
    parser.add_argument("--year", metavar="YYYY", help="没有文号的决定归哪一年；不写的，按决定日期")
    parser.add_argument("--series", metavar="标识", default="", help="没有文号的决定归哪个文号系列")
    parser.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="标题=栏名",
        help="表里的标题是哪一栏，例如 '案由=违法行为类型'；栏名空着就是不取；可以写多次",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="栏名=内容",
        help="表里没有的一栏，全部的行都写成这个，例如 '程序=普通程序'；可以写多次",
    )
    parser.add_argument("--unit", choices=UNITS, help="标题没有写单位的金额以什么为单位")
    parser.add_argument("--dry-run", action="store_true", help="只说会怎样，什么也不写")
    parser.add_argument(
        "--rest", type=Path, metavar="文件", help="没有导入的行写到哪里；不写的，放在原文件旁边"
    )
    add_roots(parser)


def run(arguments: argparse.Namespace) -> int:
    catalogue = catalogue_of(arguments)
    model = model_of(arguments.register)
    arguments.register = model.register.name
    root = root_for(model, arguments)
    department = department_of(catalogue, model, arguments.department, all_of_them=True)
    refuse_broken(catalogue, arguments.register, department)
    day = day_of(catalogue, arguments)
    headings = Headings(model, dict(_pairs(arguments.columns)), UNITS.get(arguments.unit or ""))
    try:
        found = read_tables(arguments.file, headings)
    except SheetError as error:
        raise CommandError(f"{arguments.file}：{error.what}。{error.advice}") from error
    if not all(table.has(DEPARTMENT) for table in found.tables):
        department_of(catalogue, model, department)
    for table in found.tables:
        if table.twice:
            raise CommandError(
                f"表“{table.name}”里{table.twice[0]}都是同一栏；用 --columns '标题=' 说明哪一栏不取"
            )
        print("\n".join(about_headings(table, headings)))
    print("".join(f"{one}。\n" for one in found.passed), end="")
    cells = Cells(catalogue, day, department)
    around = Around(catalogue, cells, department, day, arguments.year or "", arguments.series)
    fixed = _fixed(model, cells, _pairs(arguments.set))
    several = (one for table in found.tables for one in drafts(table, cells, found.ours))
    steps = plan(model, several, around, ours=found.ours, fixed=fixed)
    try:
        files = file_changes(model, steps, root)
        left = _left(found, steps)
        content = rest_file(left, arguments.register if found.ours else "") if left else b""
    except (Unwritable, FormError) as error:
        raise CommandError(str(error), FINDINGS) from error
    rest = arguments.rest or arguments.file.with_name(arguments.file.stem + REST)
    if left and not arguments.dry_run:
        _refuse_in_lists(rest, all_roots(arguments))
        rest = _free(rest, content)
    print("".join(f"{line}\n" for line in about_lacking(steps)), end="")
    print("".join(f"{line}\n" for line in about_repeated(steps)), end="")
    print("\n".join(about_rows(steps)))
    print("".join(f"{line}\n" for line in about_kept(steps)), end="")
    print(summary(steps))
    if arguments.dry_run:
        print("只是试算，什么也没有写。")
        return FINDINGS if left else FINE
    if left:
        rest.write_bytes(content)
    write(files)
    for file in files:
        print(f"{'新建' if file.is_new else '改了'} {file.name}")
    if left:
        print(
            f"没有导入的{sum(len(one.rows) for one in left)}行在 {rest}，最后一列是原因；改好以后导入这个文件。"
        )
        print("这个文件里是原来的内容，不要放进代码库。")
    if files:
        print("接着运行 python publish.py check。")
    return FINDINGS if left else FINE


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    found = []
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name.strip():
            raise CommandError(f"“{word}”应当写作 名称=内容")
        found.append((name.strip(), value.strip()))
    return found


def _fixed(
    model: type[Record], cells: Cells, pairs: Sequence[tuple[str, str]]
) -> Mapping[str, Any]:
    """What a person gave for all rows, understood as a cell is."""
    known = {folded(key): one for one in form_columns(model) for key in (one.name, one.title)}
    found: dict[str, Any] = {}
    for name, text in pairs:
        column = known.get(folded(name))
        if column is None:
            titles = "、".join(one.title for one in form_columns(model))
            raise CommandError(f"没有“{name}”这一栏；有：{titles}")
        try:
            found[column.name] = cells.read(column, text).value
        except Misread as error:
            raise CommandError(f"--set {name}：{error.what}") from error
    return found


def _left(found: Tables, steps: Sequence[Step]) -> list[Left]:
    left = []
    for table in found.tables:
        mine = [one for one in steps if one.record is None and one.draft.table is table]
        if not mine:
            continue
        reasons = {
            row.number: "\n".join(map(str, one.draft.faults))
            for one in mine
            for row in one.draft.rows
        }
        rows = [row for one in mine for row in one.draft.rows]
        width = max(len(row.cells) for row in (*table.above, *rows))
        left.append(Left(table.name, table.above, width, rows, reasons))
    return left


def _refuse_in_lists(path: Path, folders: Sequence[Path]) -> None:
    for folder in folders:
        if path.resolve().is_relative_to((folder / LISTS).resolve()):
            raise CommandError(
                f"{path} 在 {LISTS}/ 里面；没有导入的行有原来的内容，用 --rest 写到别处"
            )


def _free(path: Path, content: bytes) -> Path:
    """Where the rest goes: a file that is there may hold what a person corrected, and is never written over."""
    number, free = 1, path
    while free.exists() and free.read_bytes() != content:
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
