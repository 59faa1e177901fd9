"""What a change means: not its lines, but its records, their fields, and what follows for whom."""

import argparse
import sys

from generator.changes import compare
from generator.commands import FINE
from generator.commands._changed import base_of, head_of
from generator.commands._records import add_roots
from generator.reports.differences import FORMATS, Comparison

HELP = "一次修改的意思：哪些记录变了、哪个字段从什么改成什么、产生和了结了哪些答复义务、改全了没有"
EXAMPLE = "python publish.py diff main --format markdown"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("base", metavar="提交", help="从哪个提交（分支、标签）起")
    parser.add_argument(
        "head", nargs="?", metavar="到提交", help="到哪个提交为止；不写的，到现在文件夹里的内容"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式，默认 text")
    add_roots(parser)


def run(arguments: argparse.Namespace) -> int:
    with (
        head_of(arguments, arguments.head) as (after, head),
        base_of(arguments, arguments.base, arguments.head or "HEAD") as base,
    ):
        changes = compare(base.catalogue, after)
        found = Comparison(base.catalogue, after, base.change, head, changes)
        sys.stdout.write(FORMATS[arguments.format](found))
    return FINE
