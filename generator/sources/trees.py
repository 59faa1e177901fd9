"""The files of a root as a commit has them, written into another folder: nothing is checked out."""

from pathlib import Path, PurePosixPath

from generator.sources.blobs import Blobs
from generator.sources.files import LISTS
from generator.sources.git import HistoryError, git, words
from generator.sources.places import folders_of_records

_FILE, _LINK = ("100644", "100755"), "120000"


def write_tree(root: Path, commit: str, folder: Path) -> Path:
    """Write the records of a root, as a commit has them, into a folder; returns the folder. Raises HistoryError.

    Byte by byte, not by `git archive`, which leaves out and changes what a .gitattributes tells it to.
    """
    prefix = words(root, "rev-parse", "--show-prefix")
    folders = [f"{prefix}{folder}/" for folder in folders_of_records()]
    listed = git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *folders)
    (folder / LISTS).mkdir(parents=True, exist_ok=True)
    blobs = Blobs(root)
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        if not entry:
            continue
        facts, _, path = entry.partition("\t")
        mode, _, blob = facts.split(" ")
        file = PurePosixPath(path.removeprefix(prefix))
        if ".." in file.parts:
            raise HistoryError(f"提交 {commit[:10]} 里有路径“{path}”，会写到文件夹之外")
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        if mode in _FILE:
            target.write_bytes(blobs.read(blob))
        elif mode == _LINK:
            # It is refused by its name and never followed.
            target.symlink_to(blobs.read(blob).decode("utf-8", "surrogateescape"))
    return folder
