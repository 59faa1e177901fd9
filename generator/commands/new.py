"""A fresh record, with what each field means beside it."""

import argparse
import os
import re
import string
from collections.abc import Sequence
from pathlib import Path

from generator.commands import FINE, CommandError
from generator.commands._forms import department_named, model_of
from generator.commands._records import add_roots, catalogue_of, root_for, roots
from generator.data.fresh import fresh
from generator.models.base import SLUG, Record, file_fields
from generator.sources.files import Unreadable, read_text
from generator.sources.places import LISTS, in_words
from generator.sources.standard import dump_rows
from generator.sources.tables import CsvError, read_table
from generator.sources.writing import write_text

HELP = "新写一条记录：按顺序列出全部字段，旁边写明意思、能写什么、例子和方案的要求"
EXAMPLE = "python publish.py new powers --department urban-management --id littering"
ID = "标识只用小写英文字母、数字和连字符，例如 market-regulation"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="登记表", help="名称或者中文标题，例如 powers、职权")
    parser.add_argument("--department", metavar="部门", help="哪个部门的：标识、全称或者简称")
    parser.add_argument("--id", metavar="标识", help="给它的永久标识")
    parser.add_argument("--year", metavar="年份", help="一年一份的，写哪一年")
    parser.add_argument("--examples", action="store_true", help="必填的先填上例子，学着写用")
    add_roots(parser)


def run(arguments: argparse.Namespace) -> int:
    model = model_of(arguments.register)
    root = root_for(model, arguments)
    if not (root / LISTS).is_dir():
        raise CommandError(f"{root} 里没有 {LISTS}/ 文件夹；新的城市先用 publish.py init 开一个")
    if arguments.department and not re.fullmatch(SLUG, arguments.department):
        # Only a name has to be looked for in what the departments say of themselves.
        arguments.department = department_named(catalogue_of(arguments), arguments.department)
    path = Path(os.path.normpath(root / LISTS / _place(model, arguments)))
    if model.register.is_table:
        return _row(model, path, root, arguments.id)
    if os.path.lexists(path):
        raise CommandError(f"已经有 {_shown(path, root)}，没有动；换一个标识，或者直接改那个文件")
    given = {"id": _only_id(model) or arguments.id or ""}
    write_text(path, fresh(model, given, arguments.examples))
    print(
        f"已写：{_shown(path, root)}\n用编辑器打开，照里面的说明填；填完运行 python publish.py check。"
    )
    return FINE


def _place(model: type[Record], arguments: argparse.Namespace) -> str:
    """The file of the new record below lists/."""
    pattern = model.register.path
    asked = {"department": arguments.department, "id": arguments.id, "year": arguments.year}
    names = [name for _, name, _, _ in string.Formatter().parse(pattern) if name]
    where = f"{LISTS}/{in_words(model)}"
    for name in names:
        if name not in asked:
            raise CommandError(f"“{model.register.title}”由程序写（{where}），用 publish.py law")
        if not asked[name]:
            raise CommandError(f"“{model.register.title}”放在 {where}，还要写 --{name}")
    for name, value in asked.items():
        if value and name == "year" and not re.fullmatch("[0-9]{4}", value):
            raise CommandError(f"--year 写四位的年份，写的是“{value}”")
        if value and name != "year" and not re.fullmatch(SLUG, value):
            raise CommandError(f"--{name} 写的是“{value}”；{ID}")
    if "department" in names:
        _ask_for_department(roots(arguments), arguments.department)
    return pattern.format(**{name: asked[name] for name in names})


def _ask_for_department(folders: Sequence[Path], department: str) -> None:
    several = [
        one for root in folders for one in root.glob(f"{LISTS}/departments/*/department.yaml")
    ]
    if department in {one.parent.name for one in several}:
        return
    known = "、".join(sorted(one.parent.name for one in several))
    raise CommandError(
        f"没有“{department}”这个部门；{f'已有的：{known}' if known else '还没有部门'}。"
        f"新的部门先运行 publish.py new departments --id {department}"
    )


def _only_id(model: type[Record]) -> str:
    """The id of a record of which there is one: its file's name."""
    return "" if "{" in model.register.path else Path(model.register.path).stem


def _row(model: type[Record], path: Path, root: Path, identity: str | None) -> int:
    """Make a table with its header where there is none; put a row with an id into it."""
    names = file_fields(model)
    try:
        rows: list[list[str]] = [names]
        if path.is_file():
            rows = [row for _, row in read_table(read_text(path))]
    except (Unreadable, CsvError) as error:
        raise CommandError(
            f"{_shown(path, root)} 读不出来，先用 publish.py check 看它的问题"
        ) from error
    known = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    if identity and any(one.get("id") == identity for one in known):
        raise CommandError(f"{_shown(path, root)} 里已经有“{identity}”，没有动；换一个标识")
    if path.is_file() and not identity:
        raise CommandError(f"已经有 {_shown(path, root)}；要加一行的，写 --id，或者在 Excel 里加")
    write_text(path, dump_rows(model, known + ([{"id": identity}] if identity else [])))
    print(f"已写：{_shown(path, root)}{f'，加了“{identity}”一行' if identity else '，只有表头'}")
    print("一行一条，各列是：")
    for name in names:
        info = model.model_fields[name]
        must = "必填，" if info.is_required() else ""
        print(
            f"  {name}  {info.title}：{must}{info.description}，例如 {(info.examples or [''])[0]}"
        )
    print("用 Excel 打开来填，存成“CSV UTF-8（逗号分隔）”；填完运行 python publish.py check。")
    return FINE


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
