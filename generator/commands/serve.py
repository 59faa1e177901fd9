"""The site on this machine, rebuilt when a file is saved."""

import argparse

from generator.commands import FINE, SURROUNDINGS, CommandError
from generator.commands._records import add_root, roots
from generator.site.plugin import BuildError, serve_site

HELP = "在本机打开网站，保存文件后自动更新"
EXAMPLE = "python publish.py serve"


def add(parser: argparse.ArgumentParser) -> None:
    add_root(parser)
    parser.add_argument(
        "--port", type=int, default=8000, metavar="端口", help="本机端口，默认 8000"
    )


def run(arguments: argparse.Namespace) -> int:
    try:
        serve_site(roots(arguments)[0], arguments.port)
    except BuildError as error:
        raise CommandError(str(error), SURROUNDINGS) from error
    return FINE
