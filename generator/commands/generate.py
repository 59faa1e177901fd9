"""Schemas, editor settings and the data dictionary from the models, CODEOWNERS from the departments."""

import argparse
from pathlib import Path

from generator.commands import FINDINGS, FINE
from generator.commands._records import read
from generator.data.reference import references
from generator.sources.files import LISTS
from generator.sources.writing import write_text

HELP = "从模型生成 schemas/、编辑器设置和数据字典，从部门生成 .github/CODEOWNERS"
EXAMPLE = "python publish.py generate --check"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="只比较，不写；有不同就以1退出")
    parser.add_argument(
        "--into", type=Path, default=Path(), metavar="文件夹", help="写到哪里，默认当前文件夹"
    )


def run(arguments: argparse.Namespace) -> int:
    held = (arguments.into / LISTS).is_dir()
    catalogue = read([arguments.into]) if held else None
    different = [
        (arguments.into / path, text)
        for path, text in references(catalogue).items()
        if not (arguments.into / path).is_file()
        or (arguments.into / path).read_text(encoding="utf-8") != text
    ]
    for path, text in different:
        if arguments.check:
            print(f"与模型或者部门的记录不一致：{path}；运行 python publish.py generate")
        else:
            write_text(path, text)
            print(f"已写：{path}")
    if not different:
        print("生成的文件都与模型和记录一致。")
    return FINDINGS if different and arguments.check else FINE
