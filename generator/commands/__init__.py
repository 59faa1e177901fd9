"""Commands: each module of this package is one, with HELP, EXAMPLE, add(parser) and run(arguments).

A command parses, calls one function, prints, and returns its exit code: 0 fine, 1 findings of severity
error, 2 wrong use, 3 the surroundings do not allow it.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import NoReturn

from generator import VERSION

FINE, FINDINGS, WRONG_USE, SURROUNDINGS = 0, 1, 2, 3


class CommandError(Exception):
    """Ends a command with a message in plain Chinese and an exit code."""

    def __init__(self, message: str, code: int = WRONG_USE) -> None:
        super().__init__(message)
        self.code = code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        for english, chinese in (
            ("the following arguments are required:", "缺少参数："),
            ("unrecognized arguments:", "没有这样的参数："),
            ("invalid choice:", "没有这个选项："),
            ("expected one argument", "后面要写一个值"),
            ("argument ", "参数 "),
            ("choose from", "可选："),
        ):
            message = message.replace(english, chinese)
        self.exit(WRONG_USE, f"{message}\n用法见：{self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line, one sub-command a module."""
    top = _Parser(prog="publish.py", description="明责：行政执法公示门户的生成器", add_help=False)
    top.add_argument("--help", "-h", action="help", help="显示帮助")
    top.add_argument("--version", action="version", version=VERSION, help="显示版本")
    commands = top.add_subparsers(title="命令", metavar="命令", dest="command", required=True)
    for name in command_names():
        module = import_module(f"{__name__}.{name}")
        added = commands.add_parser(
            name.replace("_", "-"),
            help=module.HELP,
            description=module.HELP,
            epilog=f"例如：\n  {module.EXAMPLE}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
        )
        added.add_argument("--help", "-h", action="help", help="显示帮助")
        module.add(added)
        added.set_defaults(run=module.run)
    return top


def command_names() -> list[str]:
    return sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parsed = parser().parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
    except CommandError as error:
        print(error, file=sys.stderr)
        return error.code
    except BrokenPipeError:
        # The reader (head, less) has gone; that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return code
