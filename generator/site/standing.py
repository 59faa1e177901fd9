"""The site that stands from an earlier build: what it was made from, and whether it is whole."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.kept import Store, program
from generator.site import form_program
from generator.site.render import theme_folder
from generator.site.written import LastSite
from generator.sources.history import PUBLISHED, History, HistoryError
from generator.witness import today

KEPT = "site"


@dataclass(frozen=True)
class Kept:
    """What a build keeps for the next. made_from: the digest of all that it read; files: of all that it wrote."""

    made_from: bytes
    site: LastSite
    files: bytes

    @classmethod
    def of(cls, store: Store, out: Path) -> "Kept | None":
        """What the last build into a folder kept; None where it is not to be had."""
        known = store.load(KEPT)
        return known if isinstance(known, cls) and known.site.folder == out else None


def made_from(
    folders: Sequence[Path], as_of: date | None, observations: Path | None = None
) -> bytes:
    """A digest of all that a build reads: the files of the roots, their history, the day, the program,
    what was seen elsewhere."""
    seal = hashlib.blake2b(program(), digest_size=16)
    # A portal that names no day is computed for today.
    seal.update(f"{as_of}\n{today()}\n".encode() + form_program.edition())
    if observations and observations.is_file():
        seal.update(observations.read_bytes())
    theme = theme_folder()
    for path in sorted(theme.rglob("*")):
        if path.is_file():
            seal.update(path.relative_to(theme).as_posix().encode() + b"\0" + path.read_bytes())
    for root in folders:
        seal.update(f"{root.resolve()}\n{_history(root)}\n".encode())
        for path in _files(root):
            seal.update(path.relative_to(root).as_posix().encode() + b"\0")
            if path.is_file():
                content = path.read_bytes()
                seal.update(len(content).to_bytes(8) + content)
            else:
                # A link is refused by its name; one that leads nowhere too.
                seal.update(str(path.readlink()).encode() if path.is_symlink() else b"")
    return seal.digest()


def site_files(folder: Path) -> bytes:
    """A digest of the files of a site: their names, sizes and when they were last written to."""
    seal = hashlib.blake2b(digest_size=16)
    for path, found in sorted(_states(str(folder))):
        seal.update(f"{path}\0{found.st_size} {found.st_mtime_ns} {found.st_ino}\n".encode())
    return seal.digest()


def _files(root: Path) -> Iterator[Path]:
    for name in PUBLISHED:
        top = root / name
        if top.is_dir():
            for folder, names, files in os.walk(top):
                names.sort()
                for file in sorted(files):
                    yield Path(folder) / file
        elif top.exists():
            yield top


def _states(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _states(entry.path)
        else:
            yield entry.path, entry.stat(follow_symlinks=False)


def _history(root: Path) -> str:
    try:
        history = History(root)
        return f"{history.head} {sorted(history.uncommitted)}"
    except HistoryError as error:
        # The build itself says so, with what to do.
        return str(error)
