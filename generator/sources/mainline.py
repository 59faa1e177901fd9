"""The main line of a root as git has it: first parents, what each commit made of which file."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.sources.git import NoSuchCommit, commit_of, git
from generator.witness import CHINA, GONE, Change, Line, Version

PUBLISHED = ("lists", "content", "site_templates", "mkdocs.yml")
"""What of a root makes the site; whatever else stands beside it, a build's own folder too, does not."""
_FILES = ("100644", "100755")
_OURS = tuple(f"{name}/" if "." not in name else name for name in PUBLISHED)
_LOG = (
    "log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative",
    "--no-show-signature", "--format=%x01%H %ct %P",
)  # fmt: skip
# All files, not ours alone: git takes longer to look for the commits of a few, and one that touches none of
# them still has a time that may not go back.


@dataclass
class Read:
    """A line as it is kept: plain values, quick to load. Commits are numbered from the oldest, 0."""

    head: str = ""
    commits: list[tuple[str, int]] = field(default_factory=list)
    files: dict[str, list[Version]] = field(default_factory=dict)

    def line(self) -> Line:
        """As the witness reads it."""
        return Line([Change(moment(at), commit) for commit, at in self.commits], self.files)


def read_line(root: Path, head: str, known: Read | None = None) -> Read:
    """The line that ends in a commit. Raises HistoryError.

    known: what was read before; where it is the beginning of this line, only what is new is asked for.
    """
    if known and known.head:
        if known.head == head:
            return known
        # Purged, the repository has it no more; pushed over, or merged the wrong way round, the line has another
        # beginning.
        with suppress(NoSuchCommit):
            added = _read(root, f"{commit_of(root, known.head)}..{head}")
            if added.beginning == known.head:
                return _joined(known, added)
    return _joined(Read(), _read(root, head))


def moment(seconds: int) -> datetime:
    """A committer time in China Standard Time; one that no calendar has is the last there is."""
    try:
        return datetime.fromtimestamp(seconds, CHINA)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=CHINA)


@dataclass
class _Added:
    """Commits, newest first, each with what it made of which file; beginning: what the oldest follows."""

    beginning: str
    commits: list[tuple[str, int, list[tuple[str, str]]]]


def _read(root: Path, span: str) -> _Added:
    listed = git(root, *_LOG, span, "--").decode("utf-8", "surrogateescape")
    beginning = ""
    commits: list[tuple[str, int, list[tuple[str, str]]]] = []
    files: list[tuple[str, str]] = []
    parts = iter(listed.split("\0"))
    # `\x01COMMIT SECONDS PARENTS\0`, then for each file `\n:MODES BLOBS STATUS\0PATH\0` (a line feed before the first).
    for part in parts:
        if part.startswith("\x01"):
            commit, seconds, *parents = part[1:].split(" ")
            files = []
            commits.append((commit, int(seconds), files))
            beginning = parents[0] if parents and parents[0] else ""
        elif part:
            file = next(parts)
            if file.startswith(_OURS):
                _, mode, _, blob, _ = part.split(" ")
                files.append((file, blob if mode in _FILES else GONE))
    return _Added(beginning, commits)


def _joined(known: Read, added: _Added) -> Read:
    commits, files = list(known.commits), dict(known.files)
    ours: set[str] = set()
    for commit, seconds, made in reversed(added.commits):
        for file, blob in made:
            if file not in ours:
                # What is known stays as it is; only what goes on is copied.
                files[file] = list(files.get(file, ()))
                ours.add(file)
            files[file].append((len(commits), blob))
        commits.append((commit, seconds))
    return Read(commits[-1][0] if commits else "", commits, files)
