"""Contents of a repository by object id: one `git cat-file --batch` for all that a process asks."""

import os
import subprocess
import weakref
from pathlib import Path

from generator.sources.git import MISSING, HistoryError


class Blobs:
    """The blobs of one repository. Each process that asks has a git of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._program: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def __getstate__(self) -> dict[str, object]:
        return {"folder": self.folder, "_program": None, "_owner": 0}

    def read(self, blob: str) -> bytes:
        """The content of a blob. Raises HistoryError where the repository does not have it."""
        program = self._running()
        assert program.stdin and program.stdout
        program.stdin.write(blob.encode() + b"\n")
        program.stdin.flush()
        head = program.stdout.readline().split()
        if len(head) != 3:
            raise HistoryError(f"仓库缺少对象 {blob}，历史不完整；运行 git fsck 查看，重新克隆")
        content = program.stdout.read(int(head[2]))
        program.stdout.read(1)
        return content

    def _running(self) -> subprocess.Popen[bytes]:
        # A worker that was split off may not talk to the git of the process it comes from.
        if self._program is None or self._owner != os.getpid():
            try:
                self._program = subprocess.Popen(
                    ["git", "--no-replace-objects", "cat-file", "--batch"],
                    cwd=self.folder,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except FileNotFoundError as error:
                raise HistoryError(MISSING) from error
            self._owner = os.getpid()
            weakref.finalize(self, _end, self._program, self._owner)
        return self._program


def _end(program: subprocess.Popen[bytes], owner: int) -> None:
    if owner == os.getpid():
        # It ends by itself when nothing more can come.
        if program.stdin:
            program.stdin.close()
        if program.stdout:
            program.stdout.close()
        program.wait()
