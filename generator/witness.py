"""What git witnesses: since when each record has said what it says, on the main line and nowhere else.

The main line is that of first parents; its clock is the committer time of its own commits (of a merge, not of
what was merged) in China Standard Time. It is believed as long as it never goes back: a commit that is dated
before one that it follows, or after the present, witnesses nothing. What such a commit brought
is witnessed by the next commit that can be believed, because its tree holds it too.

Knows no git and no file: `generator/sources/history.py` reads the line and hands it over.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple, Protocol

from generator.models.base import Record, Register

CHINA = timezone(timedelta(hours=8), "CST")


def today() -> date:
    """Today as the records and git's days count, wherever the machine stands: in China."""
    return datetime.now(CHINA).date()


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
GONE = ""
"""In the place of a blob's id: the file, or the row, was no longer there."""
Values = Mapping[str, object]
"""What a record's YAML document or its row says, as plain values."""
Version = tuple[int, str]
"""What a commit of a line, by its number, made of a file or of a row: the id of the blob that holds it. A plain
pair, because there are tens of thousands."""


@dataclass(frozen=True, slots=True)
class Change:
    """A commit of the main line: its time in China Standard Time and its full id."""

    date: datetime
    commit: str


@dataclass(frozen=True)
class Line:
    """The main line of one root, oldest commit first, and what each commit made of the files below the root."""

    commits: Sequence[Change] = ()
    files: Mapping[str, Sequence[Version]] = field(default_factory=dict)


class Reader(Protocol):
    """Fetches what a line only names, by root and blob."""

    def document(self, root: str, blob: str) -> Values:
        """The values of a YAML document; none where it cannot be read."""

    def rows(self, root: str, file: str) -> Mapping[str, Sequence[Version]]:
        """What became of each row of a table, by id."""

    def row(self, root: str, file: str, blob: str, name: str) -> Values:
        """The values of a row in one version of its table; none where they cannot be read."""


class Identity(NamedTuple):
    """A record, wherever its file stands."""

    register: str
    key: str


class Locate(Protocol):
    """From a file below its root to the record that it holds and what its place says of it.

    The record is None for a table; the whole is None where no record belongs.
    """

    def __call__(self, file: str, /) -> tuple[Identity | None, Values] | None: ...


class Step(NamedTuple):
    """A version of a record with the file it stood in."""

    commit: int
    blob: str
    file: str


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
    """A commit that witnesses nothing. after: the commit that it follows and before which it is dated; None
    where it is dated after the present. following: the commit that witnesses what it brought, None for none yet."""

    change: Change
    after: Change | None
    following: Change | None


@dataclass(frozen=True)
class Thread:
    """What a history follows: a record by its identity, whatever file it stands in.

    file: where it stands now, where that is known. row: its id, where it stands in a table; tables: the files
    that may have held it. succeeds: ids of the records that it takes the place of.
    """

    root: str
    of: Identity
    file: str | None = None
    row: str | None = None
    tables: Sequence[str] = ()
    succeeds: Sequence[str] = ()


@dataclass(frozen=True)
class Trace:
    """A record that is or was on the line, the file that holds it or held it last, and the commit since which
    it is gone (None: it is there)."""

    thread: Thread
    file: str
    gone: Change | None


@dataclass(frozen=True)
class Vanished:
    """A record that was on the line and is in no file any more; change: the commit since which it is gone."""

    thread: Thread
    file: str
    change: Change


@dataclass(frozen=True)
class Departed:
    """A record that was witnessed and is among those of today no more.

    thread: by which its history can be asked for. said: what it was last seen to say. change: since when git
    witnesses that it is gone; None where nothing witnesses it yet (it is only taken away in the folder, or in a
    change that is not merged).
    """

    of: Identity
    thread: Thread
    said: Values
    change: Change | None


class Witness:
    """What the main lines of some roots witness of the records that stand in them now.

    lines: by root. since: the day from which git counts (`witnessed_from` of portal.yaml). Git cannot have seen
    what was before the first commit, which only says where the history begins: where the day lies before it, or
    none is named, git counts from the day after. day: the day that is asked about; what was
    witnessed later is not known on it. now: the present; a commit dated after it is not believed.
    """

    def __init__(
        self,
        lines: Mapping[str, Line],
        reader: Reader,
        locate: Locate,
        since: date | None = None,
        day: date = date.max,
        now: datetime | None = None,
    ) -> None:
        self.lines = lines
        self.named = since
        self.begins = min(
            (c.date for line in lines.values() for c in line.commits[:1]), default=None
        )
        """When the history begins: the first commit of any of the lines."""
        self.day = day
        self._reader = reader
        self._locate = locate
        doubted = {root: _doubted(line, now) for root, line in lines.items()}
        self._believed = {
            root: _believed(len(lines[root].commits), doubted[root]) for root in lines
        }
        self._known = {root: _until(lines[root], self._believed[root], day) for root in lines}
        # Several roots may stand in one repository, and have one line.
        self.distrusted: Sequence[Distrusted] = list(
            dict.fromkeys(
                self._distrust(root, number, after)
                for root, several in doubted.items()
                for number, after in several.items()
            )
        )
        """Commits that go back in time, or lie ahead of it, oldest first: they witness nothing."""
        self._files: dict[str, dict[Identity, list[str]]] = {}
        self._taken: dict[str, dict[Identity, list[str]]] = {}
        self._several: dict[tuple[str, str], list[str]] = {}

    def _distrust(self, root: str, number: int, after: int | None) -> Distrusted:
        commits, following = self.lines[root].commits, self._believed[root][number]
        named = [None if at is None else commits[at] for at in (after, following)]
        return Distrusted(commits[number], *named)

    @property
    def since(self) -> date | None:
        """The day from which git counts."""
        if self.begins is None or (self.named is not None and self.begins.date() <= self.named):
            return self.named
        return self.begins.date() + timedelta(days=1)

    def earliest(self, settings: Record, field: str) -> date | None:
        """The earliest day that the settings ever named in a field, today's included; None where they never did."""
        said = [one.data.get(field) for one in self.seen(settings) if one.data]
        days = [str(day) for day in (*said, getattr(settings, field)) if day]
        return min((date.fromisoformat(d) for d in days if _DAY.fullmatch(d)), default=None)

    def hold_to_the_earliest(self, settings: Record, field: str) -> None:
        """Let git count from the earliest day that the settings ever named in a field: a later one would undo
        what was witnessed."""
        self.named = self.earliest(settings, field)

    def is_declared(self, moment: datetime | date) -> bool:
        """Whether what happened then is only declared, not witnessed (申报，未经见证)."""
        day = moment.date() if isinstance(moment, datetime) else moment
        return self.since is not None and day < self.since

    def seen(self, record: Record | Thread) -> Sequence[Seen]:
        """The versions that are witnessed, oldest first, each saying something else than the one before."""
        found: dict[tuple[Identity, Change], Seen] = {}
        for one in self._versions(record):
            if one.witnessed and one.change.date.date() <= self.day:
                # Of several that one commit witnesses, its tree holds only the last.
                found[one.of, one.change] = one
        return _different(found.values())

    def versions(self, record: Record | Thread) -> Sequence[Seen]:
        """All versions, oldest first: those that nothing witnesses too, and those of later days."""
        return _different(self._versions(record))

    def steps(self, record: Record | Thread) -> Sequence[tuple[Identity, Step]]:
        """Which commit made which version, oldest first, predecessors' among them; nothing is read."""
        thread = self._thread(record)
        trails = {**self._predecessors(thread), thread.of: self._trail(thread)}
        steps = [(of, step) for of, trail in trails.items() for step in trail]
        # Stable: at one commit a predecessor ends before its successor begins.
        return sorted(steps, key=lambda one: one[1].commit)

    def changes(self, record: Record | Thread) -> Sequence[Change]:
        """Since when there were versions of the record, predecessors left out, without reading what they say."""
        thread = self._thread(record)
        line, known = self.lines.get(thread.root), self._known.get(thread.root, ())
        if line is None:
            return []
        file = thread.file or ""
        if file in line.files and thread.of not in self._left(thread.root):
            numbers = [number for number, _ in line.files[file]]
        else:
            numbers = [step.commit for step in self._trail(thread)]
        found = dict.fromkeys(known[number] for number in numbers)
        return [line.commits[at] for at in found if at is not None]

    def first(self, record: Record | Thread) -> Change | None:
        """Since when it is witnessed that the record is there; None where nothing witnesses it."""
        return next(iter(self.changes(record)), None)

    def before(self, record: Record | Thread, day: date) -> Values | None:
        """What the record itself was last seen to say before a day; None where it was not there."""
        of = self._thread(record).of
        earlier = [s for s in self.seen(record) if s.of == of and s.change.date.date() < day]
        return earlier[-1].data if earlier else None

    def gone(self) -> Sequence[Vanished]:
        """The records of YAML files that were on the line and are no more, by the time they went."""
        found = []
        for root, line in self.lines.items():
            for of in self._left(root):
                thread = Thread(root, of)
                last = self._trail(thread)[-1]
                if last.blob == GONE:
                    found.append(Vanished(thread, last.file, line.commits[last.commit]))
        return sorted(found, key=lambda one: (one.change.date, one.thread.of))

    def departed(self, register: Register, present: Iterable[Record]) -> Sequence[Departed]:
        """The YAML records of a register that were witnessed and are not among those present, by id.

        Asks only for files that no record of today stands in, and reads only the last version of each.
        """
        held, known = set(), set()
        for record in present:
            held.add((record.root, record.file))
            known.add(record.key)
        found = {}
        for root, line in self.lines.items():
            left = (
                file
                for file in line.files
                if (root, file) not in held and register.expression.match(file.partition("/")[2])
            )
            for of, files in self._located(left).items():
                thread = Thread(root, of, files[-1])
                seen = self.seen(thread) if of.key not in known else ()
                there = [number for number, one in enumerate(seen) if one.data is not None]
                if there:
                    last, after = seen[there[-1]], seen[there[-1] + 1 :]
                    assert last.data is not None
                    found[of] = Departed(of, thread, last.data, after[0].change if after else None)
        return [found[of] for of in sorted(found)]

    def gone_rows(self, register: Register) -> Sequence[Vanished]:
        """The rows that were in the tables of a register and are in none any more."""
        found = [
            Vanished(one.thread, one.file, one.gone) for one in self.ever(register) if one.gone
        ]
        return sorted(found, key=lambda one: (one.change.date, one.thread.of))

    def ever(self, register: Register) -> Iterator[Trace]:
        """Every record of a register that is or ever was on the main lines, each root for itself."""
        for root, line in self.lines.items():
            of = self._rows if register.is_table else self._documents
            for thread in of(root, register):
                last = self._trail(thread)[-1]
                gone = line.commits[last.commit] if last.blob == GONE else None
                yield Trace(thread, last.file, gone)

    def _documents(self, root: str, register: Register) -> Iterator[Thread]:
        for of in self._held(root):
            if of.register == register.name:
                yield Thread(root, of)

    def _rows(self, root: str, register: Register) -> Iterator[Thread]:
        files = self._tables_of(root, register)
        # Where the key says the table, a row of the same id in another table is another record.
        for several in [files] if register.key == ("id",) else [[file] for file in files]:
            rows = {file: self._reader.rows(root, file) for file in several}
            places = {file: located[1] for file in several if (located := self._locate(file))}
            for name in dict.fromkeys(name for one in rows.values() for name in one):
                trails = {file: one[name] for file, one in rows.items() if name in one}
                values = {**places.get(_one_trail(trails)[-1].file, {}), "id": name}
                key = "/".join(str(values[part]) for part in register.key)
                yield Thread(root, Identity(register.name, key), row=name, tables=list(trails))

    def _thread(self, record: Record | Thread) -> Thread:
        if isinstance(record, Thread):
            return record
        of = Identity(record.register.name, record.key)
        if record.row_line is None:
            succeeds = [str(name) for name in getattr(record, "succeeds", ())]
            return Thread(record.root, of, record.file, succeeds=succeeds)
        name = str(getattr(record, "id", ""))
        return Thread(record.root, of, row=name, tables=self._tables(record))

    def _tables(self, record: Record) -> Sequence[str]:
        """The tables that may have held a row: all of its register, unless its key says which one."""
        if record.register.key == ("id",):
            return self._tables_of(record.root, record.register)
        return [record.file] if record.file in self.lines.get(record.root, Line()).files else []

    def _tables_of(self, root: str, register: Register) -> Sequence[str]:
        if (root, register.name) not in self._several:
            pattern = register.expression
            files = self.lines.get(root, Line()).files
            several = [file for file in files if pattern.match(file.partition("/")[2])]
            self._several[root, register.name] = several
        return self._several[root, register.name]

    def identity(self, record: Record | Thread) -> Identity:
        """Which record it is."""
        return self._thread(record).of

    def said(self, record: Record | Thread, step: Step) -> Values | None:
        """What the record said in a version; None where it was gone."""
        if step.blob == GONE:
            return None
        thread = self._thread(record)
        if thread.row is None:
            written = self._reader.document(thread.root, step.blob)
        else:
            written = self._reader.row(thread.root, step.file, step.blob, thread.row)
        return {**self.of_place(step), **written}

    def of_place(self, step: Step) -> Values:
        """The fields that the place of a version's file says."""
        located = self._locate(step.file)
        return located[1] if located else {}

    def commit(self, record: Record | Thread, step: Step) -> tuple[Change, Change | None]:
        """The commit that made a version, and the one that witnesses it: itself, or the next that is believed."""
        root = record.root
        at = self._believed[root][step.commit]
        commits = self.lines[root].commits
        return commits[step.commit], None if at is None else commits[at]

    def _versions(self, record: Record | Thread) -> Iterator[Seen]:
        thread = self._thread(record)
        for of, step in self.steps(thread):
            brought, change = self.commit(thread, step)
            said = self.said(thread, step)
            yield Seen(change or brought, said, brought, of, change is not None)

    def _trail(self, thread: Thread) -> Sequence[Step]:
        if thread.row is None:
            line = self.lines.get(thread.root, Line())
            return _one_trail({file: line.files[file] for file in self._files_of(thread)})
        tables = {file: self._reader.rows(thread.root, file) for file in thread.tables}
        rows = {file: one[thread.row] for file, one in tables.items() if thread.row in one}
        return _one_trail(rows)

    def _files_of(self, thread: Thread) -> Sequence[str]:
        """The files that hold a record or held it."""
        if thread.file is None:
            return self._held(thread.root).get(thread.of, ())
        # Beside the one that holds it now, only those that were taken away can have held it.
        left = [file for file in self._left(thread.root).get(thread.of, ()) if file != thread.file]
        line = self.lines.get(thread.root, Line())
        return [*left, thread.file] if thread.file in line.files else left

    def _predecessors(self, thread: Thread) -> dict[Identity, Sequence[Step]]:
        """What a record succeeds, and what that succeeded in its time; the oldest first."""
        found: dict[Identity, Sequence[Step]] = {}
        waiting = list(thread.succeeds)
        while waiting:
            one = Identity(thread.of.register, waiting.pop())
            if one in found or one == thread.of:
                continue
            found[one] = self._trail(Thread(thread.root, one))
            last = next((step.blob for step in reversed(found[one]) if step.blob != GONE), None)
            if last is not None:
                before = self._reader.document(thread.root, last).get("succeeds")
                waiting += [str(name) for name in before] if isinstance(before, list) else []
        return dict(reversed(found.items()))

    def _held(self, root: str) -> Mapping[Identity, Sequence[str]]:
        """All files of YAML records that are or were on a line, by the record."""
        if root not in self._files:
            self._files[root] = self._located(self.lines[root].files if root in self.lines else ())
        return self._files[root]

    def _left(self, root: str) -> Mapping[Identity, Sequence[str]]:
        """Those of them that were taken away."""
        if root not in self._taken:
            files = self.lines[root].files if root in self.lines else {}
            self._taken[root] = self._located(f for f, made in files.items() if made[-1][1] == GONE)
        return self._taken[root]

    def _located(self, files: Iterable[str]) -> dict[Identity, list[str]]:
        found: dict[Identity, list[str]] = {}
        for file in files:
            located = self._locate(file)
            if located and located[0]:
                found.setdefault(located[0], []).append(file)
        return found


def _believed(count: int, doubted: Container[int]) -> list[int | None]:
    """For each commit of a line the number of the commit that witnesses what it brought, None for none yet."""
    found: list[int | None] = [None] * count
    following: int | None = None
    for number in reversed(range(count)):
        if number not in doubted:
            following = number
        found[number] = following
    return found


def _until(line: Line, believed: Sequence[int | None], day: date) -> list[int | None]:
    """As `_believed`, with None for what is witnessed after a day: on that day nobody knew it."""
    later = {number for number, change in enumerate(line.commits) if change.date.date() > day}
    return [None if at in later else at for at in believed]


def _doubted(line: Line, now: datetime | None) -> dict[int, int | None]:
    """The commits that witness nothing: number → that of the commit before which it is dated, or None for one
    that is dated after the present."""
    found: dict[int, int | None] = {}
    newest: int | None = None
    for number, change in enumerate(line.commits):
        if now is not None and change.date > now:
            # Its clock is wrong: that says nothing of those that follow it.
            found[number] = None
        elif newest is not None and change.date < line.commits[newest].date:
            found[number] = newest
        else:
            newest = number
    return found


def _one_trail(trails: Mapping[str, Sequence[Version]]) -> Sequence[Step]:
    """What became of a record that several files held, one after the other or for a while together."""
    if len(trails) == 1:
        return [Step(*version, file) for file, trail in trails.items() for version in trail]
    commits: dict[int, dict[str, str]] = {}
    for file, trail in trails.items():
        for commit, blob in trail:
            commits.setdefault(commit, {})[file] = blob
    held: dict[str, str] = {}
    found: list[Step] = []
    for commit, made in sorted(commits.items()):
        held.update(made)
        # What the commit wrote counts; where it only took a file away, another may still hold the record.
        left = [file for file in (*made, *held) if held[file] != GONE]
        step = (
            Step(commit, held[left[0]], left[0]) if left else Step(commit, GONE, next(iter(made)))
        )
        if not found or found[-1][1:] != step[1:]:
            found.append(step)
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


def distrust_in_words(one: Distrusted) -> str:
    """Which commit witnesses nothing, why, and what becomes of what it brought."""
    what = f"提交{_named(one.change)}"
    why = f"早于它前面的提交{_named(one.after)}" if one.after else "晚于现在"
    return f"{what}{why}，不作见证；它带来的改动，从后面第一个时间可信的提交算起"


def _named(change: Change) -> str:
    return f"{change.commit[:10]}（{change.date:%Y-%m-%d %H:%M}）"
