"""Git as the witness: when a record last changed on the main line.

First parents only, committer time in China Standard Time: what a contributor's commit claims does not
count. A file by `git log`, a row of a table by `git blame`; both are asked once.
"""

import subprocess
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cached_property
from pathlib import Path

from generator.kept import Store
from generator.models.base import Record
from generator.witness import CHINA, Change

__all__ = ["PUBLISHED", "Change", "History", "HistoryError"]

KEPT = "history"
PUBLISHED = ("lists", "content", "site_templates", "mkdocs.yml")
"""What of a root makes the site; whatever else stands beside it, a build's own folder too, does not."""


class HistoryError(Exception):
    """The history cannot be read as it is: a shallow clone, or git is missing."""


class History:
    """The last changes of the files of one root. Outside a repository there are none.

    Raises HistoryError for a shallow clone: it would date everything to the day of the clone.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._rows: dict[str, list[Change | None]] = {}
        self.inside = (
            self._git("rev-parse", "--is-inside-work-tree", allowed=(0, 128)).strip() == "true"
        )
        if self.inside and self._git("rev-parse", "--is-shallow-repository").strip() == "true":
            raise HistoryError(
                "这个仓库是浅克隆，没有完整的历史，算不出各条目最近的变更。"
                "运行 git fetch --unshallow 取回全部历史；CI 里把 fetch-depth 设为 0。"
            )
        if self.inside and not self._git("rev-parse", "--verify", "-q", "HEAD", allowed=(0, 1)):
            self.inside = False

    @cached_property
    def head(self) -> Change | None:
        """The commit that is checked out."""
        if not self.inside:
            return None
        commit, seconds = self._git("log", "-1", "--format=%H %ct", "HEAD").split()
        return Change(_moment(seconds), commit)

    @cached_property
    def uncommitted(self) -> frozenset[str]:
        """Files of what is published that differ from the commit checked out, or that git does not know."""
        if not self.inside:
            return frozenset()
        listed = self._git(
            "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *PUBLISHED
        )
        prefix = self._git("rev-parse", "--show-prefix").strip()
        names = (entry[3:] for entry in listed.split("\0") if entry)
        return frozenset(name.removeprefix(prefix) for name in names)

    @cached_property
    def _files(self) -> dict[str, Change]:
        if not self.inside:
            return {}
        listed = self._git(
            "log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative",
            "--format=%x01%H %ct", "HEAD", "--", ".",
        )  # fmt: skip
        found: dict[str, Change] = {}
        change: Change | None = None
        # -z: `\x01COMMIT SECONDS\0`, then `\0:modes blobs status\0path` for each file.
        for part in listed.split("\0"):
            part = part.strip("\n")
            if part.startswith("\x01"):
                commit, seconds = part[1:].split()
                change = Change(_moment(seconds), commit)
            elif part and not part.startswith(":") and change is not None:
                found.setdefault(part, change)
        return found

    def read(self, records: Mapping[str, Iterable[Record]], store: Store) -> None:
        """Ask for the history of all files and rows at once, so that workers need not ask again.

        records: by register. store: has the rows of files that no commit has touched since.
        """
        tables = {
            record.file
            for several in records.values()
            for record in several
            if record.row_line is not None and record.root == str(self.root)
        }
        kept = store.load(KEPT)
        known: dict[tuple[Path, str], tuple[str, list[Change | None]]] = (
            kept if isinstance(kept, dict) else {}
        )
        asked = []
        for file in sorted(tables & self._files.keys()):
            entry = known.get((self.root, file))
            if entry and entry[0] == self._files[file].commit and file not in self.uncommitted:
                self._rows[file] = entry[1]
            else:
                asked.append(file)
        # git works, we wait: threads are enough.
        with ThreadPoolExecutor() as executor:
            self._rows.update(zip(asked, executor.map(self._blame, asked), strict=True))
        if asked:
            for file in asked:
                if file not in self.uncommitted:
                    known[self.root, file] = (self._files[file].commit, self._rows[file])
            store.save(KEPT, known)

    def of_file(self, file: str) -> Change | None:
        """The last change of a file (path below the root), None where it is not committed so."""
        return None if file in self.uncommitted else self._files.get(file)

    def of_record(self, record: Record) -> Change | None:
        """The last change of a record: of its file, or of its row in a table."""
        if record.row_line is None:
            return self.of_file(record.file)
        if record.file not in self._files:
            return None
        rows = self._rows.get(record.file)
        if rows is None:
            rows = self._rows[record.file] = self._blame(record.file)
        # A row's first line stands for it: facts of several lines change with it.
        return rows[record.row_line - 1] if record.row_line <= len(rows) else None

    def _blame(self, file: str) -> list[Change | None]:
        moments: dict[str, datetime] = {}
        lines: list[Change | None] = []
        commit = ""
        for line in self._git("blame", "--first-parent", "--porcelain", "--", file).split("\n"):
            if line.startswith("\t"):
                known = commit in moments and commit.strip("0") != ""
                lines.append(Change(moments[commit], commit) if known else None)
            elif line.startswith("committer-time "):
                moments[commit] = _moment(line.split()[1])
            elif (
                len(line) > 41
                and line[40] == " "
                and all(c in "0123456789abcdef" for c in line[:40])
            ):
                commit = line[:40]
        return lines

    def _git(self, *arguments: str, allowed: Iterable[int] = (0,)) -> str:
        try:
            done = subprocess.run(
                ["git", "-c", "core.quotePath=false", *arguments],
                cwd=self.root,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise HistoryError("找不到 git；变更日期取自 git 历史，需要安装 git") from error
        if done.returncode not in allowed:
            said = done.stderr.decode("utf-8", "replace").strip()
            raise HistoryError(f"git {arguments[0]} 没有成功：{said}")
        return done.stdout.decode("utf-8", "replace")


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), CHINA)
