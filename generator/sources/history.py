"""Git as the witness: the main line of each root, read once and kept by object id.

First parents only, committer time in China Standard Time: what a contributor's commit claims does not
count. What follows from the line is said in `generator/witness.py`; here git is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from generator.kept import Store
from generator.models.base import Record, path_fields
from generator.sources.blobs import Blobs
from generator.sources.files import MARK
from generator.sources.git import HistoryError, commit_of, git, words
from generator.sources.mainline import PUBLISHED, Read, moment, read_line
from generator.sources.places import below_lists, key_at, model_for
from generator.sources.row_changes import RowsRead, read_rows, row_texts
from generator.sources.tables import CsvError, decode
from generator.sources.yaml_errors import YamlError
from generator.sources.yaml_files import read_document
from generator.witness import GONE, Change, Identity, Line, Values, Version, Witness

__all__ = ["PUBLISHED", "Change", "History", "HistoryError", "histories", "witness_of"]

KEPT = "history"
FEW = 50
"""Commits that are sooner read again than all the others are written."""
DOCUMENTS = 5000
"""Documents that stay in memory: a rule asks for the same ones again."""
SHALLOW = (
    "这个仓库是浅克隆，没有完整的历史，算不出各条目最近的变更。"
    "运行 git fetch --unshallow 取回全部历史；CI 里把 fetch-depth 设为 0。"
)


@dataclass
class _Kept:
    """What was read of one root: its line, and what became of the rows of its tables."""

    line: Read = field(default_factory=Read)
    rows: dict[str, RowsRead] = field(default_factory=dict)


class History:
    """The history of one root, up to a commit (without it, the one that is checked out).

    Outside a repository, and in one without a commit, there is none; `absent` says why. Raises HistoryError
    for a shallow clone: it would date everything to the day of the clone.
    """

    def __init__(self, root: Path, store: Store | None = None, until: str | None = None) -> None:
        self.root = root.resolve()
        self.absent = ""
        self._store = store or Store(None)
        self._until = until
        self._documents: dict[str, Values] = {}
        # One question, because every command that reads records asks it.
        asked = ("rev-parse", "--is-inside-work-tree", "--is-shallow-repository")
        inside, _, shallow = words(self.root, *asked, allowed=(0, 128)).partition("\n")
        if inside != "true":
            self.absent = f"{self.root} 不在 git 仓库里，没有历史可查"
        elif shallow == "true":
            raise HistoryError(SHALLOW)
        elif self.head is None:
            self.absent = f"{self.root} 的 git 仓库里还没有提交，没有历史可查"

    @property
    def inside(self) -> bool:
        """Whether there is a history at all."""
        return not self.absent

    @cached_property
    def head(self) -> Change | None:
        """The commit that is checked out, or up to which the history is asked for."""
        if self.absent:
            return None
        commit = commit_of(self.root, self._until) if self._until else "HEAD"
        told = words(self.root, "log", "-1", "--format=%H %ct", commit, "--", allowed=(0, 128))
        if not told:
            return None
        commit, seconds = told.split(" ")
        return Change(moment(int(seconds)), commit)

    @cached_property
    def uncommitted(self) -> frozenset[str]:
        """Files of what is published that differ from the commit checked out, or that git does not know."""
        if not self.inside:
            return frozenset()
        listed = git(
            self.root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *PUBLISHED
        ).decode("utf-8", "surrogateescape")  # fmt: skip
        prefix = words(self.root, "rev-parse", "--show-prefix")
        names = (entry[3:] for entry in listed.split("\0") if entry)
        return frozenset(name.removeprefix(prefix) for name in names)

    @cached_property
    def line(self) -> Line:
        """The main line, oldest commit first."""
        return self._kept.line.line()

    @cached_property
    def _kept(self) -> _Kept:
        if self.head is None:
            return _Kept()
        known = self._known.get(str(self.root), _Kept())
        line = read_line(self.root, self.head.commit, known.line)
        # Rows are kept by the numbers of commits: another line has others.
        goes_on = line.commits[: len(known.line.commits)] == known.line.commits
        return _Kept(line, dict(known.rows) if goes_on else {})

    @cached_property
    def _known(self) -> dict[str, _Kept]:
        found = self._store.load(KEPT)
        return found if isinstance(found, dict) else {}

    @cached_property
    def _blobs(self) -> Blobs:
        return Blobs(self.root)

    def read(self, records: Mapping[str, Iterable[Record]]) -> None:
        """Ask for the history of all files and rows at once, so that workers need not ask again.

        records: by register.
        """
        root = str(self.root)
        for several in records.values():
            for file in {one.file for one in several if one.row_line and one.root == root}:
                self.rows(file)
        self.keep()

    def keep(self) -> None:
        """Keep what was read for the next run; of a line that ends before the commit checked out, nothing."""
        if not self.inside or self._until:
            return
        before, now = self._known.get(str(self.root), _Kept()), self._kept
        new = len(now.line.commits) - len(before.line.commits)
        goes_on = before.line.commits == now.line.commits[: len(before.line.commits)]
        few = goes_on and before.line.head and new < FEW
        if not few or _counts(before) != _counts(now):
            self._store.save(KEPT, {**self._known, str(self.root): now})

    def rows(self, file: str) -> Mapping[str, Sequence[Version]]:
        """What became of each row of a table, by id."""
        versions = self.line.files.get(file, ())
        known = self._kept.rows.get(file, RowsRead())
        if known.count < len(versions):
            known = read_rows(versions, self._blobs.read, known)
            self._kept.rows[file] = known
        return known.rows

    def row(self, file: str, blob: str, name: str) -> Values:
        """The values of a row in one version of its table; none where they cannot be read."""
        model, _ = model_for(below_lists(file))
        head, rows = self._table(blob)
        if model is None or name not in rows:
            return {}
        return decode(model, dict(zip(head, rows[name], strict=False)))

    @lru_cache(maxsize=64)  # noqa: B019  # lives as long as the command
    def _table(self, blob: str) -> tuple[list[str], dict[str, list[str]]]:
        try:
            head, rows = row_texts(self._blobs.read(blob))
        except (CsvError, UnicodeDecodeError):
            return [], {}
        return head, {name: row.split("\x1f") for name, row in rows.items()}

    def document(self, blob: str) -> Values:
        """The values of a YAML document; none where it cannot be read."""
        if blob not in self._documents:
            if len(self._documents) >= DOCUMENTS:
                self._documents.clear()
            try:
                text = self._blobs.read(blob).decode("utf-8").removeprefix(MARK)
                value = read_document(text).value
            except (UnicodeDecodeError, YamlError):
                value = None
            self._documents[blob] = value if isinstance(value, dict) else {}
        return self._documents[blob]

    def of_file(self, file: str) -> Change | None:
        """The last change of a file (path below the root), None where it is not committed so."""
        versions = self.line.files.get(file)
        if file in self.uncommitted or not versions:
            return None
        return self.line.commits[versions[-1][0]]

    def of_record(self, record: Record) -> Change | None:
        """The last change of a record: of its file, or of its row in a table."""
        if record.row_line is None:
            return self.of_file(record.file)
        name = str(getattr(record, "id", ""))
        versions = self.rows(record.file).get(name)
        if not versions or versions[-1][1] == GONE:
            return None
        number, blob = versions[-1]
        if record.file in self.uncommitted and self._edited(record.file, blob, name):
            return None
        return self.line.commits[number]

    def _edited(self, file: str, blob: str, name: str) -> bool:
        head, rows = self._table(blob)
        now_head, now = self._as_it_stands(file)
        return now_head != head or now.get(name) != rows.get(name)

    @lru_cache(maxsize=64)  # noqa: B019
    def _as_it_stands(self, file: str) -> tuple[list[str], dict[str, list[str]]]:
        try:
            head, rows = row_texts((self.root / file).read_bytes())
        except (CsvError, OSError, UnicodeDecodeError):
            return [], {}
        return head, {name: row.split("\x1f") for name, row in rows.items()}


def _counts(kept: _Kept) -> dict[str, int]:
    """How many versions of each table have been read."""
    return {file: rows.count for file, rows in kept.rows.items()}


class _Reader:
    """Several histories as the witness asks for them."""

    def __init__(self, several: Mapping[str, History]) -> None:
        self._several = several

    def document(self, root: str, blob: str) -> Values:
        return self._several[root].document(blob)

    def rows(self, root: str, file: str) -> Mapping[str, Sequence[Version]]:
        return self._several[root].rows(file)

    def row(self, root: str, file: str, blob: str, name: str) -> Values:
        return self._several[root].row(file, blob, name)


def histories(roots: Iterable[Path], store: Store | None = None) -> dict[str, History]:
    """The history of each root, by its path as records have it. Raises HistoryError."""
    return {str(root.resolve()): History(root, store) for root in roots}


def witness_of(
    several: Mapping[str, History],
    since: date | None = None,
    day: date = date.max,
    now: datetime | None = None,
) -> Witness | None:
    """What the main lines of some roots witness; None where none of them has a history.

    since: `witnessed_from` of the portal. day: the day that is asked about. now: the present.
    """
    lines = {root: history.line for root, history in several.items() if history.inside}
    return Witness(lines, _Reader(several), locate, since, day, now) if lines else None


def locate(file: str) -> tuple[Identity | None, Values] | None:
    """The record that a file below its root holds by its path (None: a table), and the fields that the path says."""
    model, values = model_for(below_lists(file))
    if model is None:
        return None
    of_place = {name: values[name] for name in path_fields(model)}
    if model.register.is_table:
        return None, of_place
    return Identity(model.register.name, key_at(model, values)), of_place
