"""Commands: each module of this package is one, with HELP, EXAMPLE, add(parser) and run(arguments).

A command parses, calls one function, prints, and returns its exit code: 0 fine, 1 findings of severity
error, 2 wrong use, 3 the surroundings do not allow it.
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NoReturn

from generator import VERSION
from generator.sources.git import HistoryError, NoSuchCommit
from generator.wording import why

FINE, FINDINGS, WRONG_USE, SURROUNDINGS = 0, 1, 2, 3


class CommandError(Exception):
    """Ends a command with a message in plain Chinese and an exit code."""

    def __init__(self, message: str, code: int = WRONG_USE) -> None:
        super().__init__(message)
        self.code = code


# argparse's sentences: pattern → Chinese. What the user typed stays as it is.
SENTENCES = (
    (r"^the following arguments are required: (.+)$", r"缺少参数：\1"),
    (r"^unrecognized arguments: (.+)$", r"没有这样的参数：\1"),
    (r"^ambiguous option: (\S+) could match (.+)$", r"参数 \1 可以是几个意思：\2"),
    (
        r"^argument (.+?): invalid choice: (.+?) \(choose from (.+)\)$",
        r"参数 \1 没有 \2 这个选项；可选：\3",
    ),
    (r"^argument (.+?): expected (one|at least one) argument$", r"参数 \1 后面要写一个值"),
    (r"^argument (.+?): ignored explicit argument (.+)$", r"参数 \1 后面不写值，写了 \2"),
    (r"^argument (.+?): not allowed with argument (.+)$", r"参数 \1 和 \2 不能同时写"),
    (r"^argument (.+?): (.+)$", r"参数 \1：\2"),
)


class _Parser(argparse.ArgumentParser):
    """The parser of the standard library, speaking Chinese."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._positionals.title = "参数"
        self._optionals.title = "选项"

    def error(self, message: str) -> NoReturn:
        for english, chinese in SENTENCES:
            said = re.sub(english, chinese, message, flags=re.DOTALL)
            if said != message:
                message = said + _nearest(message)
                break
        self.exit(WRONG_USE, f"{message}\n用法见：{self.prog} --help\n")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)


def _nearest(message: str) -> str:
    """Which of the choices was meant, where argparse refuses a word that is nearly one."""
    found = re.search(r"invalid choice: '(.+?)' \(choose from (.+)\)$", message, re.DOTALL)
    known = re.findall(r"[^\s',]+", found[2]) if found else []
    near = get_close_matches(found[1], known, 1, 0.7) if found else []
    return f"；最像的是 {near[0]}" if near else ""


def parser(asked: str = "") -> argparse.ArgumentParser:
    """The command line, one sub-command a module; only that of a command that was asked for by name."""
    top = _Parser(prog="publish.py", description="明责：行政执法公示门户的生成器", add_help=False)
    top.add_argument("--help", "-h", action="help", help="显示帮助")
    top.add_argument("--version", action="version", version=VERSION, help="显示版本")
    commands = top.add_subparsers(title="命令", metavar="命令", dest="command", required=True)
    names = command_names()
    own = "" if "_" in asked else asked.replace("-", "_")
    # Most of a short command's time is to load what the others need.
    for name in [own] if own in names else names:
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
    words = sys.argv[1:] if arguments is None else arguments
    parsed = parser(words[0] if words else "").parse_args(words)
    try:
        code: int = parsed.run(parsed)
    except CommandError as error:
        print(error, file=sys.stderr)
        return error.code
    except HistoryError as error:
        print(error, file=sys.stderr)
        return WRONG_USE if isinstance(error, NoSuchCommit) else SURROUNDINGS
    except BrokenPipeError:
        # The reader (head, less) has gone; that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        place = f"（{error.filename}）" if error.filename else ""
        print(f"做不下去：{why(error)}{place}", file=sys.stderr)
        return SURROUNDINGS
    return code
