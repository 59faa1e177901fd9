"""What git witnesses: since when each record has said what it says, on the main line and nowhere else.

The main line is that of first parents; its clock is the committer time of its own commits (of a merge, not of
what was merged) in China Standard Time. It is believed as long as it never goes back: a commit that is dated
before one that it follows, or after the day that is asked about, witnesses nothing. What such a commit brought
is witnessed by the next commit that can be believed, because its tree holds it too.

Knows no git and no file: `generator/sources/history.py` reads the line and hands it over.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from typing import NamedTuple, Protocol

from generator.models.base import Record

CHINA = timezone(timedelta(hours=8), "CST")
GONE = ""
"""In the place of a blob's id: the file, or the row, was no longer there."""
Values = Mapping[str, object]
"""What a record's YAML document or its row says, as plain values."""


@dataclass(frozen=True, slots=True)
class Change:
    """A commit of the main line: its time in China Standard Time and its full id."""

    date: datetime
    commit: str


class Version(NamedTuple):
    """What a commit of a line, by its number, made of a file or of a row: the id of the blob that holds it."""

    commit: int
    blob: str


@dataclass(frozen=True)
class Line:
    """The main line of one root, oldest commit first, and what each commit made of the files below the root."""

    commits: Sequence[Change] = ()
    files: Mapping[str, Sequence[Version]] = field(default_factory=dict)


class Reader(Protocol):
    """Fetches what a line only names, by root and blob."""

    def documents(self, root: str, blobs: Iterable[str]) -> Mapping[str, Values]:
        """The values of YAML documents; one that cannot be read has none."""

    def rows(self, root: str, file: str) -> Mapping[str, Sequence[Version]]:
        """What became of each row of a table, by id."""

    def row(self, root: str, file: str, blob: str, name: str) -> Values:
        """The values of a row in one version of its table; none where they cannot be read."""


class Identity(NamedTuple):
    """A record, wherever its file stands."""

    register: str
    key: str


class Identify(Protocol):
    """From a file below its root to the record that it holds (None: a table, or no record)."""

    def __call__(self, file: str, /) -> Identity | None: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """One version of a record on the main line. data: None where the record was gone from then on.

    change: the commit since which this is witnessed. brought: the commit that made it; it is another one
    where its own time is not believed. of: whose version it is, which is a predecessor's for what stood
    before a record that `succeeds` others.
    """

    change: Change
    data: Values | None
    brought: Change
    of: Identity
    witnessed: bool = True


@dataclass(frozen=True, slots=True)
class Distrusted:
    """A commit whose time goes back behind that of a commit that it follows."""

    change: Change
    after: Change


@dataclass(frozen=True, slots=True)
class Vanished:
    """A record that was there and is in no file any more."""

    of: Identity
    root: str
    file: str
    change: Change


class Witness:
    """What the main lines of some roots witness of the records that stand in them now.

    lines: by root. since: the day from which git counts (`witnessed_from` of portal.yaml); without it, the day
    after the first commit, which only says where the history begins. day: the day that is asked about; what is
    dated later has not happened yet.
    """

    def __init__(
        self,
        lines: Mapping[str, Line],
        reader: Reader,
        identify: Identify,
        since: date | None = None,
        day: date = date.max,
    ) -> None:
        self.lines = lines
        self.since = since or _day_after_the_first(lines.values())
        self.day = day
        self._reader = reader
        self._identify = identify
        self._believed = {root: _believed(line, day) for root, line in lines.items()}
        self._files: dict[str, dict[Identity, list[str]]] = {}

    @cached_property
    def distrusted(self) -> Sequence[Distrusted]:
        """Commits that go back in time, oldest first: they witness nothing."""
        return [one for root, line in self.lines.items() for one in _going_back(line, self.day)]

    def is_declared(self, moment: datetime | date) -> bool:
        """Whether what happened then is only declared, not witnessed (申报，未经见证)."""
        day = moment.date() if isinstance(moment, datetime) else moment
        return self.since is not None and day < self.since

    def seen(self, record: Record) -> Sequence[Seen]:
        """The versions that are witnessed, oldest first, each saying something else than the one before."""
        found: dict[tuple[Identity, int], Seen] = {}
        believed = self._believed.get(record.root, [])
        for one, number in self._versions(record):
            at = believed[number]
            if at is not None:
                # Of several that one commit witnesses, its tree holds only the last.
                found[one.of, at] = one
        return _different(found.values())

    def versions(self, record: Record) -> Sequence[Seen]:
        """All versions, oldest first, those that nothing witnesses too."""
        return _different(one for one, _ in self._versions(record))

    def changes(self, record: Record) -> Sequence[Change]:
        """Since when there were versions of the record, predecessors left out, without reading what they say."""
        line, believed = self._line(record.root)
        found = {}
        for version in self._trail(record):
            at = believed[version.commit]
            if at is not None:
                found[at] = line.commits[at]
        return list(found.values())

    def first(self, record: Record) -> Change | None:
        """Since when it is witnessed that the record is there; None where nothing witnesses it."""
        return next(iter(self.changes(record)), None)

    def before(self, record: Record, day: date) -> Values | None:
        """What the record was last seen to say before a day; None where it was not there."""
        earlier = [one for one in self.seen(record) if one.change.date.date() < day]
        return earlier[-1].data if earlier else None

    def gone(self) -> Sequence[Vanished]:
        """The records of YAML files that were on the line and are no more, by the time they went."""
        found = []
        for root, line in self.lines.items():
            for identity, files in self._by_identity(root).items():
                versions = _one_trail([line.files[file] for file in files])
                if versions[-1].blob == GONE:
                    number = versions[-1].commit
                    file = next(f for f in files if line.files[f][-1].commit == number)
                    found.append(Vanished(identity, root, file, line.commits[number]))
        return sorted(found, key=lambda one: (one.change.date, one.of))

    def read_ahead(self, records: Iterable[Record]) -> None:
        """Fetch at once what `seen` of these records will need, where that is faster than one by one."""
        wanted: dict[str, list[str]] = {}
        for record in records:
            if record.row_line is None:
                blobs = wanted.setdefault(record.root, [])
                blobs += [one.blob for one in self._trail(record) if one.blob != GONE]
        for root, several in wanted.items():
            self._reader.documents(root, several)

    def _line(self, root: str) -> tuple[Line, Sequence[int | None]]:
        return self.lines.get(root, Line()), self._believed.get(root, ())

    def _versions(self, record: Record) -> Iterator[tuple[Seen, int]]:
        """Every version with the number of the commit that made it, predecessors' among them."""
        line, believed = self._line(record.root)
        own = Identity(record.register.name, record.key)
        several: dict[Identity, Sequence[Version]] = {own: self._trail(record)}
        if record.row_line is None:
            several = {**self._predecessors(record), **several}
        data = self._data(record, several)
        # Stable: at one commit a predecessor ends before its successor begins.
        steps = [(one, identity) for identity, versions in several.items() for one in versions]
        for version, identity in sorted(steps, key=lambda step: step[0].commit):
            brought = line.commits[version.commit]
            at = believed[version.commit]
            change = brought if at is None else line.commits[at]
            said = None if version.blob == GONE else data.get(version.blob, {})
            yield Seen(change, said, brought, identity, at is not None), version.commit

    def _data(
        self, record: Record, several: Mapping[Identity, Sequence[Version]]
    ) -> Mapping[str, Values]:
        blobs = [one.blob for versions in several.values() for one in versions if one.blob != GONE]
        if record.row_line is None:
            return self._reader.documents(record.root, blobs)
        name = str(getattr(record, "id", ""))
        files = self._tables(record)
        return {
            one.blob: self._reader.row(record.root, file, one.blob, name)
            for file in files
            for one in self._reader.rows(record.root, file).get(name, ())
            if one.blob != GONE
        }

    def _trail(self, record: Record) -> Sequence[Version]:
        line, _ = self._line(record.root)
        if record.row_line is None:
            own = Identity(record.register.name, record.key)
            return _one_trail([line.files[file] for file in self._files_of(record.root, own)])
        name = str(getattr(record, "id", ""))
        rows = [self._reader.rows(record.root, file) for file in self._tables(record)]
        return _one_trail([table[name] for table in rows if name in table])

    def _tables(self, record: Record) -> Sequence[str]:
        """The tables that may have held a row: all of its register, unless its key says which one."""
        line, _ = self._line(record.root)
        if record.register.key != ("id",):
            return [record.file] if record.file in line.files else []
        pattern = record.register.expression
        return [file for file in line.files if pattern.match(file.partition("/")[2])]

    def _predecessors(self, record: Record) -> dict[Identity, Sequence[Version]]:
        """What a record `succeeds`, and what that succeeded in its time; the oldest first."""
        line, _ = self._line(record.root)
        found: dict[Identity, Sequence[Version]] = {}
        waiting = [str(name) for name in getattr(record, "succeeds", ())]
        while waiting:
            one = Identity(record.register.name, waiting.pop())
            if one in found or one.key == record.key:
                continue
            found[one] = _one_trail([line.files[file] for file in self._files_of(record.root, one)])
            last = next((v.blob for v in reversed(found[one]) if v.blob != GONE), None)
            if last is not None:
                said = self._reader.documents(record.root, [last]).get(last, {})
                before = said.get("succeeds")
                waiting += [str(name) for name in before] if isinstance(before, list) else []
        return found

    def _files_of(self, root: str, one: Identity) -> Sequence[str]:
        return self._by_identity(root).get(one, ())

    def _by_identity(self, root: str) -> Mapping[Identity, list[str]]:
        if root not in self._files:
            found = self._files[root] = {}
            for file in self._line(root)[0].files:
                identity = self._identify(file)
                if identity is not None:
                    found.setdefault(identity, []).append(file)
        return self._files[root]


def _day_after_the_first(lines: Iterable[Line]) -> date | None:
    first = min((line.commits[0].date for line in lines if line.commits), default=None)
    return first.date() + timedelta(days=1) if first else None


def _believed(line: Line, day: date) -> list[int | None]:
    """For each commit of a line the number of the commit that witnesses what it brought, None for none yet."""
    doubted = set(_doubted(line, day))
    found: list[int | None] = [None] * len(line.commits)
    next_one: int | None = None
    for number in reversed(range(len(line.commits))):
        if number not in doubted:
            next_one = number
        found[number] = next_one
    return found


def _doubted(line: Line, day: date) -> dict[int, int | None]:
    """The commits that witness nothing: number → that of the commit before which it is dated, None for one
    that is dated after the day."""
    found: dict[int, int | None] = {}
    newest: int | None = None
    for number, change in enumerate(line.commits):
        if change.date.date() > day:
            # It says nothing of those that follow: its clock is wrong, or they have not happened yet either.
            found[number] = None
        elif newest is not None and change.date < line.commits[newest].date:
            found[number] = newest
        else:
            newest = number
    return found


def _going_back(line: Line, day: date) -> Iterator[Distrusted]:
    for number, after in _doubted(line, day).items():
        if after is not None:
            yield Distrusted(line.commits[number], line.commits[after])


def _one_trail(trails: Sequence[Sequence[Version]]) -> Sequence[Version]:
    """What became of a record that several files held, one after the other or for a while together."""
    if len(trails) <= 1:
        return trails[0] if trails else ()
    steps: dict[int, dict[int, str]] = {}
    for file, trail in enumerate(trails):
        for version in trail:
            steps.setdefault(version.commit, {})[file] = version.blob
    held: dict[int, str] = {}
    found: list[Version] = []
    for commit, step in sorted(steps.items()):
        held.update(step)
        written = [blob for blob in step.values() if blob != GONE]
        kept = [blob for blob in held.values() if blob != GONE]
        blob = next(iter(written or kept), GONE)
        if not found or found[-1].blob != blob:
            found.append(Version(commit, blob))
    return found


def _different(versions: Iterable[Seen]) -> list[Seen]:
    """Without those that say what the one before them said: of one record each is compared with its own."""
    said: dict[Identity, Values | None] = {}
    found = []
    for one in versions:
        if one.of not in said or said[one.of] != one.data:
            found.append(one)
        said[one.of] = one.data
    return found
