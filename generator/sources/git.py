"""The git program, asked about the repository of one folder."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

MISSING = "找不到 git；变更的日期取自 git 历史，先安装 git"


class HistoryError(Exception):
    """The history cannot be read as it is: a shallow clone, no such commit, or git is missing."""


class NoSuchCommit(HistoryError):
    """A name that stands for no commit of the repository."""


def git(folder: Path, *arguments: str, allowed: Iterable[int] = (0,)) -> bytes:
    """What git prints. Raises HistoryError where it is missing or returns what is not allowed."""
    # A replacement stands for a commit or a file that is another one: what is published is the original.
    command = ["git", "--no-replace-objects", "-c", "core.quotePath=false", *arguments]
    try:
        # Its sentences are never shown alone, but some are looked at: always the English ones.
        env = {**os.environ, "LC_ALL": "C"}
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise HistoryError(MISSING) from error
    if done.returncode not in allowed:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise HistoryError(f"git {arguments[0]} 没有成功：{said}")
    return done.stdout


def words(folder: Path, *arguments: str, allowed: Iterable[int] = (0,)) -> str:
    """What git prints, as text without the blanks around it."""
    return git(folder, *arguments, allowed=allowed).decode("utf-8", "replace").strip()


def commit_of(folder: Path, revision: str) -> str:
    """The full id of a commit. Raises NoSuchCommit where the repository has none of that name."""
    found = words(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}",
        allowed=(0, 1, 128),
    )  # fmt: skip
    if not found:
        raise NoSuchCommit(
            f"仓库里没有提交“{revision}”；写分支名、标签或者提交号，git log --oneline 列出有哪些。"
            "远程分支先用 git fetch 取回。"
        )
    return found


def branched_at(folder: Path, base: str, head: str = "HEAD") -> str:
    """Where a head left its base: what it has beyond that is its own. The base itself where they share nothing."""
    return words(folder, "merge-base", base, head, allowed=(0, 1)) or commit_of(folder, base)
