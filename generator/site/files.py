"""The files of a site: written, or taken from the last site where they may stand as they are."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileState:
    """Which file it is and when it was last written to: how a later build knows that nobody touched it."""

    size: int
    modified: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "FileState":
        """Raises OSError where there is none."""
        found = path.stat()
        return cls(found.st_size, found.st_mtime_ns, found.st_ino)


def written(path: Path, content: bytes) -> FileState:
    """Write a file, in place of one that may be there, and say which it is.

    Never into that one: it may be a second name of a file of the last site. Folders are made where they
    are missing. Raises OSError.
    """
    try:
        handle = _opened(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _opened(path)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        found = os.fstat(handle)
    finally:
        os.close(handle)
    return FileState(found.st_size, found.st_mtime_ns, found.st_ino)


def _opened(path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags, 0o666)
    except FileExistsError:
        path.unlink()
        return os.open(path, flags, 0o666)


def taken(source: Path, target: Path, state: FileState) -> bool:
    """Put a file at a second place if it still is what it was; else False, and it has to be made anew.

    The file gets a second name: what did not change costs neither space nor time.
    """
    try:
        if FileState.of(source) != state:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(source, target)
    except OSError:
        return False
    return True
