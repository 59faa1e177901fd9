"""The site on this machine, rebuilt when a file is saved."""

import argparse

from generator.commands import FINE, SURROUNDINGS, CommandError
from generator.commands._arguments import port
from generator.commands._records import add_roots, roots
from generator.commands._site import prepare_again
from generator.site.plugin import BuildError, serve_site
from generator.wording import why

HELP = "在本机打开网站，保存文件后自动更新"
EXAMPLE = "python publish.py serve"


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    parser.add_argument(
        "--port", type=port, default=8000, metavar="端口", help="本机端口，默认 8000"
    )


def run(arguments: argparse.Namespace) -> int:
    folders = roots(arguments)
    try:
        serve_site(folders, arguments.port, prepare_again(folders, arguments.as_of))
    except BuildError as error:
        raise CommandError(str(error), SURROUNDINGS) from error
    except OSError as error:
        raise CommandError(
            f"端口{arguments.port}打不开（{why(error)}）；换一个：--port 8001",
            SURROUNDINGS,
        ) from error
    return FINE
