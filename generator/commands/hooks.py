"""The privacy rules before a commit or a push: what is pushed is public at once."""

import argparse
import os
import shlex
import stat
import sys
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path

from generator.commands import FINDINGS, FINE, CommandError
from generator.commands._going_public import Said, in_files, in_names, in_words
from generator.commands._records import add_root, read, roots
from generator.rules._scan import no_names
from generator.sources.git import git, words
from generator.sources.writing import write_text

HELP = "在本机的 git 里装上检查：提交和推送以前，先看有没有身份号码、姓名等"
EXAMPLE = "python publish.py hooks"
HOOKS = ("pre-commit", "commit-msg", "pre-push")
MARK = "# 明责的检查：publish.py hooks 装的，publish.py hooks --remove 去掉"
# Nothing: what a new branch has at the other end.
ZERO = "0" * 40
HOW = (
    "推送的内容马上就公开，再删也来不及，所以没有{done}。按上面的办法改好文件，git add 以后再做一次。"
    "确实不是的（例如地名），找法制机构看；不要用 --no-verify 跳过。"
)
REWRITE = "改写说明：不写姓名、号码，写案件的文号；git commit --amend 改最近一次的"
RENAME = "换一个名称，写案件的文号"
ASKED = "以上只是像人名，不拦；是人名的，改好再做一次。"


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
    if arguments.hook == "commit-msg":
        return _before_message(root, Path(arguments.given[0]))
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
    names = _names(changed)
    tree = words(root, "write-tree")
    return _told([*_known(root, partial(in_names, names)), *in_files(root, tree, names)], "提交")


def _before_message(root: Path, file: Path) -> int:
    """Look at what the commit is said to be for: it is read by as many people as the files."""
    # What follows the scissors and what begins with # is git's own and not kept.
    text = file.read_text("utf-8", "replace").partition("\n# ------------------------ >8")[0]
    kept = "\n".join("" if line.startswith("#") else line for line in text.split("\n"))
    return _told(_known(root, partial(in_words, "提交说明", kept, advice=REWRITE)), "提交")


def _before_push(root: Path, refs: str) -> int:
    """Look at every commit that the other end does not have: one that was mended later is pushed as well.

    refs: what git says to the hook, a line a branch: its name, its commit, the name and the commit there.
    """
    said: list[Said] = []
    for line in refs.splitlines():
        _, commit, name, there = line.split(" ")
        if commit == ZERO:
            continue
        said += _known(root, partial(in_words, "分支或者标签的名称", name, advice=RENAME))
        if words(root, "cat-file", "-t", commit) == "tag":
            _, _, message = words(root, "cat-file", "tag", commit).partition("\n\n")
            said += _known(root, partial(in_words, "标签的说明", message, advice=REWRITE))
        known = ["--not", "--remotes"] if there == ZERO else ["--not", there, "--remotes"]
        for one in words(root, "rev-list", "--reverse", commit, *known).split():
            changed = git(
                root, "diff-tree", "--root", "-m", "-r", "--no-commit-id", "--name-only", "--relative", "-z", "--diff-filter=d", one
            )  # fmt: skip
            message = words(root, "log", "-1", "--format=%B", one)
            found = [
                *_known(root, partial(in_words, "提交说明", message, advice=REWRITE)),
                *_known(root, partial(in_names, _names(changed))),
                *in_files(root, one, _names(changed)),
            ]
            said += (Said(f"提交 {one[:10]}：{told.words}", told.stops) for told in found)
    return _told(said, "推送")


def _known(root: Path, look: Callable[[Collection[str]], Iterable[Said]]) -> list[Said]:
    """What a look finds that knows which words are no names; the records, which say so, are read only where there
    is something to find."""
    return list(look(no_names(read([root])))) if any(look(())) else []


def _names(listed: bytes) -> list[str]:
    return sorted({*listed.decode("utf-8", "surrogateescape").split("\0")} - {""})


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
