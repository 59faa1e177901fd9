"""The privacy rules before a commit or a push: what is pushed is public at once."""

import argparse
import os
import shlex
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.commands import FINDINGS, FINE, CommandError
from generator.commands._records import add_root, day_of, examine, read, roots
from generator.findings import Finding, Severity
from generator.masking import Kind, find
from generator.rules._scan import no_names
from generator.rules.privacy import ASK, masked
from generator.sources.files import LISTS
from generator.sources.git import git, words
from generator.sources.trees import write_tree
from generator.sources.writing import write_text

HELP = "在本机的 git 里装上检查：提交和推送以前，先看有没有身份号码、姓名等"
EXAMPLE = "python publish.py hooks"
HOOKS = ("pre-commit", "pre-push")
MARK = "# 明责的检查：publish.py hooks 装的，publish.py hooks --remove 去掉"
CONTENT = "content"
# Nothing: what a new branch has at the other end.
ZERO = "0" * 40
HOW = (
    "推送的内容马上就公开，再删也来不及，所以没有{done}。按上面的办法改好文件，git add 以后再做一次。"
    "确实不是的（例如地名），找法制机构看；不要用 --no-verify 跳过。"
)
ASKED = "以上只是像人名，不拦；是人名的，改好再做一次。"


class Said(NamedTuple):
    """What is told, and whether it stops what is being done."""

    words: str
    stops: bool


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--remove", action="store_true", help="去掉装上的检查")
    # What the hook itself calls; nobody types it.
    parser.add_argument("--run", dest="hook", choices=HOOKS, help=argparse.SUPPRESS)
    parser.add_argument("given", nargs="*", help=argparse.SUPPRESS)
    add_root(parser)


def run(arguments: argparse.Namespace) -> int:
    root = roots(arguments)[0]
    # Git names them from the top of the clone, where it starts a hook; the root can lie below.
    for name in ("GIT_DIR", "GIT_INDEX_FILE"):
        if name in os.environ:
            os.environ[name] = str(Path(os.environ[name]).absolute())
    if arguments.hook == "pre-commit":
        return _before_commit(root)
    if arguments.hook == "pre-push":
        return _before_push(root, sys.stdin.read())
    folder = Path(words(root, "rev-parse", "--path-format=absolute", "--git-path", "hooks"))
    for name in HOOKS:
        print(_remove(folder / name) if arguments.remove else _install(folder / name, name, root))
    return FINE


def _install(path: Path, name: str, root: Path) -> str:
    if os.path.lexists(path) and MARK not in _content(path):
        raise CommandError(
            f"{path} 已经有别的检查，没有动它。要两个都用的，在它里面加一行：\n{_call(name, root)}"
        )
    write_text(path, f"#!/bin/sh\n{MARK}\n{_call(name, root)}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return f"已装：{path}"


def _remove(path: Path) -> str:
    if not os.path.lexists(path):
        return f"没有装：{path}"
    if MARK not in _content(path):
        return f"不是这里装的，没有动：{path}"
    path.unlink()
    return f"已去掉：{path}"


def _content(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _call(name: str, root: Path) -> str:
    program = [sys.executable, str(Path(sys.argv[0]).resolve())]
    return f'{shlex.join([*program, "hooks", "--run", name, "--root", str(root.resolve())])} "$@"'


def _before_commit(root: Path) -> int:
    changed = git(root, "diff", "--cached", "--name-only", "--relative", "-z", "--diff-filter=d")
    return _told(_private(root, words(root, "write-tree"), _names(changed)), "提交")


def _before_push(root: Path, refs: str) -> int:
    """Look at every commit that the other end does not have: one that was mended later is pushed as well.

    refs: what git says to the hook, a line a branch: its name, its commit, the name and the commit there.
    """
    said: list[Said] = []
    for line in refs.splitlines():
        _, commit, _, there = line.split(" ")
        if commit == ZERO:
            continue
        known = ["--not", "--remotes"] if there == ZERO else ["--not", there, "--remotes"]
        for one in words(root, "rev-list", "--reverse", commit, *known).split():
            changed = git(
                root, "diff-tree", "--root", "-m", "-r", "--no-commit-id", "--name-only", "--relative", "-z", "--diff-filter=d", one
            )  # fmt: skip
            found = _private(root, one, _names(changed))
            said += (Said(f"提交 {one[:10]}：{told.words}", told.stops) for told in found)
    return _told(said, "推送")


def _names(listed: bytes) -> list[str]:
    names = [name for name in listed.decode("utf-8", "surrogateescape").split("\0") if name]
    return sorted({name for name in names if name.startswith((f"{LISTS}/", f"{CONTENT}/"))})


def _private(root: Path, tree: str, files: list[str]) -> Iterator[Said]:
    """What the privacy rules find in some files of a tree, and what they ask."""
    if not files:
        return
    with tempfile.TemporaryDirectory(prefix="mingze-") as made:
        catalogue = read([write_tree(root, tree, Path(made))])
        known = no_names(catalogue)
        if any(file.startswith(f"{LISTS}/") for file in files):
            day = day_of(catalogue, argparse.Namespace(as_of=None))
            for finding in examine(catalogue, day).findings:
                stops = _stops(finding)
                if finding.place.file in files and (stops or finding.code == Kind.NAME.rule):
                    yield Said(
                        f"{finding.place.file} 第{finding.place.line or 1}行：{finding.message}\n  办法：{finding.advice}",
                        stops,
                    )
    prefix = words(root, "rev-parse", "--show-prefix")
    for file in files:
        if file.startswith(f"{CONTENT}/") and file.endswith(".md"):
            text = git(root, "show", f"{tree}:{prefix}{file}").decode("utf-8", "replace")
            for number, line in enumerate(text.split("\n"), 1):
                for span in find(line, known_places=known):
                    where = f"{file} 第{number}行第{span.start + 1}个字："
                    if span.certain:
                        advice = "把它删去；公布的联系方式写进清单里的字段，页面从那里取"
                        yield Said(f"{where}有{span.why}\n  办法：{advice}", True)
                    elif span.kind is Kind.NAME:
                        asked = f"{masked(span.text)}像是人名，请看一看"
                        yield Said(f"{where}{asked}\n  办法：{ASK}", False)


def _stops(finding: Finding) -> bool:
    """Errors of the privacy rules, and files that could not be read and so not be looked at."""
    unread = finding.code in ("STR001", "STR002")
    return finding.severity is Severity.ERROR and (unread or finding.code.startswith("PRV"))


def _told(said: Iterable[Said], done: str) -> int:
    found = list(said)
    asked = [one.words for one in found if not one.stops]
    if asked:
        print("\n".join([*asked, ASKED]), file=sys.stderr)
    stopped = [one.words for one in found if one.stops]
    if not stopped:
        return FINE
    print("\n".join([*stopped, HOW.format(done=done)]), file=sys.stderr)
    return FINDINGS
