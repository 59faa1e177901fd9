"""Every rule over every record."""

import argparse
import sys

from generator.commands import FINDINGS, FINE
from generator.commands._records import (
    add_observations,
    add_roots,
    day_of,
    examine,
    observed,
    read,
    roots,
)
from generator.reports import FORMATS, render

HELP = "检查全部记录，指出哪个文件、哪一行、哪个字段有什么问题、怎样改"
EXAMPLE = "python publish.py check --format github"


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    add_observations(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    catalogue = read(roots(arguments))
    observed(catalogue, arguments)
    report = examine(catalogue, day_of(catalogue, arguments))
    sys.stdout.write(render(arguments.format, report))
    return FINDINGS if report.errors else FINE
