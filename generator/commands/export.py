"""A register as an Excel form, to be filled in and imported again."""

import argparse
from pathlib import Path

from generator.commands import FINDINGS, FINE, CommandError
from generator.commands._forms import add_register, department_of, model_of
from generator.commands._records import add_roots, catalogue_of, day_of
from generator.data.package import in_order
from generator.forms.cells import Cells
from generator.forms.workbook import FormError, form

HELP = "把一个登记表导出成 Excel：中文标题、下拉框、填写说明，改好以后用 import 导入"
EXAMPLE = "python publish.py export powers --department market-regulation"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="登记表", help="例如 powers、penalties")
    add_register(parser)
    parser.add_argument("--out", type=Path, metavar="文件", help="写到哪里；不写的，写到当前文件夹")
    parser.add_argument("--empty", action="store_true", help="只要空表，不带现有的记录")
    add_roots(parser)


def run(arguments: argparse.Namespace) -> int:
    catalogue = catalogue_of(arguments)
    model = model_of(arguments.register)
    arguments.register = model.register.name
    department = department_of(catalogue, model, arguments.department, all_of_them=True)
    records = [] if arguments.empty else in_order(catalogue, arguments.register)
    if department:
        records = [one for one in records if getattr(one, "department", "") == department]
    try:
        content = form(model, records, Cells(catalogue, day_of(catalogue, arguments), department))
    except FormError as error:
        raise CommandError(str(error), FINDINGS) from error
    name = f"{department}-{arguments.register}" if department else arguments.register
    path = arguments.out or Path(f"{name}.xlsx")
    path.write_bytes(content)
    print(f"{model.register.title}{len(records)}条，写入 {path}。改好以后：")
    again = f"python publish.py import {path} --register {arguments.register}"
    print(f"  {again}{f' --department {department}' if department else ''}")
    return FINE
